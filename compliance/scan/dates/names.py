"""The names of months and days, and the small words between them, in the languages of press releases."""

import re
from functools import cache
from unicodedata import normalize

# One line a language: January to December; `|` parts variants, `*` lets endings follow, `_` is a
# space; an indented line goes on with the one before.
MONTHS = """
en january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep
   october|oct november|nov december|dec
de januar*|jänner* februar*|feber märz*|mrz april mai juni|juno juli|julei august september oktober|okt
   november dezember|dez
fr janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre octobre novembre
   décembre|déc
es enero|ene febrero marzo abril|abr mayo junio julio agosto septiembre|setiembre octubre noviembre
   diciembre|dic
it gennaio|gen febbraio|febb marzo aprile maggio|magg giugno|giu luglio|lug agosto settembre|sett ottobre|ott
   novembre dicembre
pt janeiro fevereiro|fev março abril maio junho julho agosto setembro outubro novembro dezembro
ca gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
gl xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
ro ianuarie|ian februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie|noi decembrie
nl januari februari maart|mrt april mei juni juli augustus september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
da januar februar marts april maj juni juli august september oktober november december|des
nb januar februar mars april mai juni juli august september oktober november desember
is janúar* febrúar* mars apríl* maí júní júlí ágúst* september* október* nóvember* desember*
fi tammiku* helmiku* maalisku* huhtiku* toukoku* kesäku* heinäku* eloku* syysku* lokaku* marrasku* jouluku*
et jaanuar* veebruar* märts* aprill* mai|mail juuni* juuli* august* septemb* oktoob* novemb* detsemb*
lv janvār* februār* marts|martā|marta aprīl* maij* jūnij* jūlij* august* septembr* oktobr* novembr* decembr*
lt sausi* vasari* kov* balandž* geguž* birželi* liep* rugpjū* rugsėj* spali* lapkri* gruod*
pl styczeń|stycznia|stycz lutego|luty marzec|marca kwiecień|kwietnia maja|maj czerwiec|czerwca lipiec|lipca
   sierpień|sierpnia wrzesień|września październik* listopad* grudzień|grudnia
cs leden|ledna|lednem únor* březen|března|březnem duben|dubna|dubnem květen|května|květnem červen|června|červnem
   červenec|července|červencem srpen|srpna|srpnem září|zářím říjen|října|říjnem listopad* prosinec|prosince|prosincem
sk január* február* marec|marca|marcom apríl* máj|mája|májom jún|júna|júnom júl|júla|júlom august*
   september|septembra|septembrom október|októbra|októbrom november|novembra|novembrom december|decembra|decembrom
sl januar* februar* marec|marca april* maj|maja junij* julij* avgust* september|septembra oktober|oktobra
   november|novembra december|decembra
hr siječanj|siječnja veljač* ožujak|ožujka travanj|travnja svibanj|svibnja lipanj|lipnja srpanj|srpnja
   kolovoz* rujan|rujna listopad* studeni* prosinac|prosinca
sr januar* februar* mart|marta april* maj|maja jun|juna jul|jula avgust* septembar|septembra oktobar|oktobra
   novembar|novembra decembar|decembra
hu január* február* március* április* május* június* július* augusztus* szeptember* október* november*
   december*
tr ocak* şubat* mart nisan* mayıs* haziran* temmuz* ağustos* eylül* ekim* kasım* aralık*
az yanvar* fevral* mart|martın aprel* may|mayın iyun* iyul* avqust* sentyabr* oktyabr* noyabr* dekabr*
sq janar* shkurt* mars* prill* maj* qershor* korrik* gusht* shtator* tetor* nëntor* dhjetor*
el ιανουαρί*|ιανουάρι*|ιαν φεβρουαρί*|φεβρουάρι*|φεβ μαρτί*|μάρτι* απριλί*|απρίλι* μαΐου|μάιο*|μαϊ*
   ιουνί*|ιούνι* ιουλί*|ιούλι* αυγούστ*|αύγουστ* σεπτεμβρί*|σεπτέμβρι* οκτωβρί*|οκτώβρι* νοεμβρί*|νοέμβρι*
   δεκεμβρί*|δεκέμβρι*
ru январ*|янв феврал*|фев март|марта апрел*|апр май|мая|мае июн* июл* август*|авг сентябр*|сен|сент
   октябр*|окт ноябр*|ноя декабр*|дек
uk січ* лют* берез* квіт* трав* черв* лип* серп* верес* жовт* листопад* груд*
be студз* лют* сакавік* красавік* траў*|травен*|мая чэрв* ліпен* жнів* верас* кастрыч* лістапад*
   снежан*|снежн*
bg януари февруари март април май юни юли август септември октомври ноември декември
sr јануар* фебруар* март* април* мај* јун* јул* август* септемб* октоб* новемб* децемб*
kk қаңтар* ақпан* наурыз* сәуір* мамыр* маусым* шілде* тамыз* қыркүйек* қазан* қараша* желтоқсан*
hy հունվար* փետրվար* մարտ* ապրիլ* մայիս* հունիս* հուլիս* օգոստոս* սեպտեմբեր* հոկտեմբեր* նոյեմբեր* դեկտեմբեր*
ka იანვარ* თებერვალ* მარტ* აპრილ* მაის* ივნის* ივლის* აგვისტო* სექტემბ* ოქტომბ* ნოემბ* დეკემბ*
he ינואר|בינואר פברואר|בפברואר מרץ|במרץ|מרס|במרס אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט
   ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר
ar يناير|كانون_الثاني|جانفي فبراير|شباط|فيفري مارس|آذار|اذار أبريل|ابريل|نيسان|أفريل مايو|أيار|ايار|ماي
   يونيو|حزيران|جوان يوليو|تموز|جويلية أغسطس|اغسطس|آب|أوت سبتمبر|أيلول|ايلول
   أكتوبر|اكتوبر|تشرين_الأول|تشرين_الاول نوفمبر|تشرين_الثاني ديسمبر|كانون_الأول|كانون_الاول
fa ژانویه فوریه مارس آوریل مه ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر
ur جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
hi जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर
   दिसंबर|दिसम्बर
bn জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট|আগষ্ট সেপ্টেম্বর অক্টোবর
   নভেম্বর ডিসেম্বর
ta ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
th มกราคม|ม.ค กุมภาพันธ์|ก.พ มีนาคม|มี.ค เมษายน|เม.ย พฤษภาคม|พ.ค มิถุนายน|มิ.ย กรกฎาคม|ก.ค สิงหาคม|ส.ค
   กันยายน|ก.ย ตุลาคม|ต.ค พฤศจิกายน|พ.ย ธันวาคม|ธ.ค
id januari februari maret april mei juni juli agustus september oktober november desember
ms januari februari mac april mei jun julai ogos september oktober november disember
sw januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
"""
# Months of the solar Hijri year, likewise, from the spring equinox on.
SOLAR_MONTHS = """
fa فروردین اردیبهشت خرداد تیر مرداد|امرداد شهریور مهر آبان آذر دی بهمن اسفند
"""
# Monday to Sunday, likewise.
WEEKDAYS = """
en monday|mon tuesday|tue|tues wednesday|wed thursday|thu|thur|thurs friday|fri saturday|sat sunday|sun
de montag* dienstag* mittwoch* donnerstag* freitag* samstag*|sonnabend* sonntag*
fr lundi mardi mercredi jeudi vendredi samedi dimanche
es lunes martes miércoles jueves viernes sábado domingo
it lunedì martedì mercoledì giovedì venerdì sabato domenica
pt segunda-feira|segunda terça-feira|terça quarta-feira|quarta quinta-feira|quinta sexta-feira|sexta sábado
   domingo
ca dilluns dimarts dimecres dijous divendres dissabte diumenge
gl luns martes mércores xoves venres sábado domingo
ro luni marți|marti miercuri joi vineri sâmbătă|sambata duminică
nl maandag* dinsdag* woensdag* donderdag* vrijdag* zaterdag* zondag*
sv måndag* tisdag* onsdag* torsdag* fredag* lördag* söndag*
da mandag* tirsdag* onsdag* torsdag* fredag* lørdag* søndag*
is mánudag* þriðjudag* miðvikudag* fimmtudag* föstudag* laugardag* sunnudag*
fi maanantai*|ma tiistai*|ti keskiviik*|ke torstai*|to perjantai*|pe lauantai*|la sunnuntai*|su
et esmaspäev* teisipäev* kolmapäev* neljapäev* reede* laupäev* pühapäev*
lv pirmdien* otrdien* trešdien* ceturtdien* piektdien* sestdien* svētdien*
lt pirmadien* antradien* trečiadien* ketvirtadien* penktadien* šeštadien* sekmadien*
pl poniedział* wtorek|wtorku śród*|środ* czwart* piątek|piątku sobot* niedziel*
cs pondělí* úterý* střed* čtvrt* pátek|pátku sobot* neděl*
sk pondel* utor* stred* štvrt* piatok|piatku sobot* nedeľ*
sl ponedelj* torek|torka sred* četrtek|četrtka petek|petka sobot* nedelj*
hr ponedjelj* utor* srijed* četvrt* petak|petka subot* nedjelj*
hu hétfő* kedd* szerd* csütörtök* péntek* szombat* vasárnap*
tr pazartesi* salı* çarşamba* perşembe* cuma cumartesi* pazar
sq hënë* martë* mërkurë* enjte* premte* shtunë* diel*
el δευτέρα* τρίτη* τετάρτη* πέμπτη* παρασκευή* σάββατο* κυριακή*
ru понедельн* вторник* сред* четверг* пятниц* суббот* воскресен*
uk понеділ* вівтор* серед* четвер* п'ятниц*|пятниц* субот* неділ*
be панядзел* аўтор* серад* чацвер* пятніц* субот* нядзел*
bg понеделник* вторник* сряда* четвъртък* петък* събота* неделя*
sr понедељ* утор* сред* четврт* петак|петка субот* недељ*
he שני|ב'|בשני שלישי|בשלישי רביעי|ברביעי חמישי|בחמישי שישי|בשישי שבת|בשבת ראשון|בראשון
ar الاثنين|الإثنين الثلاثاء الأربعاء|الاربعاء الخميس الجمعة السبت الأحد|الاحد
fa دوشنبه|دو_شنبه سه_شنبه|سهشنبه چهارشنبه|چهار_شنبه پنجشنبه|پنج_شنبه جمعه شنبه یکشنبه|یک_شنبه
hi सोमवार मंगलवार बुधवार गुरुवार|गुरूवार|बृहस्पतिवार शुक्रवार शनिवार रविवार
bn সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার
th วันจันทร์* วันอังคาร* วันพุธ* วันพฤหัส* วันศุกร์* วันเสาร์* วันอาทิตย์*
vi thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật
id senin selasa rabu kamis jumat|jum'at sabtu minggu
ms isnin selasa rabu khamis jumaat sabtu ahad
"""
_DAY_SIGNS = ("月火水木金土日", "월화수목금토일", "一二三四五六天")
SIGNS = {sign: day for signs in _DAY_SIGNS for day, sign in enumerate(signs)}
# Words that may stand between the parts of a date.
GLUE = """
until till before on at the of from by for and in as day morning noon clock o'clock time hrs hours hour
date embargo embargoed
bis am um ab vom den dem der zum zu uhr des im frei für dienstags datum zeit
jusqu jusque jusqu'à à a au aux le la les du de d l' l dès heure heures vers avant
hasta el las los lo del día dia desde hora horas antes
fino al alle dalle ore di del della dell prima il giorno
até às as ao do da dia feira desde
tot op om uur van vanaf voor til till på den kl klokken klockan kello klo d från fra saakka asti päivä
do dnia dn o godz godzina godziny godzinie w we na r roku od hod hodin v ve dne od az až až
do ob uri dana u sati godine god године год h ore ora la pe
до от с со в во на у за о об к г года году р року годині годин час часов часа число числа о год ч з від
μέχρι έως και στις την τις του στη η ώρα από
saat tarihine kadar günü til klukkan alates kuni kell līdz plkst iki val ig órakor óra ora napján
pukul jam hari tanggal tarikh pada hingga sampai sehingga ngày lúc đến giờ năm hồi vào
يوم الساعة في حتى إلى م عام سنة ساعت روز تا בשעה ב עד יום ה ל
को बजे के तक दिनांक พ.ศ เวลา ที่ น วันที่ ถึง
"""


@cache
def glue() -> frozenset[str]:
    """The small words, folded: a Greek sigma differs at a word's end, and capitals come without accents."""
    return frozenset(map(folded, GLUE.split()))


@cache
def words_of(text: str) -> frozenset[str]:
    """The words of a table in which they stand side by side."""
    return frozenset(text.split())


def folded(word: str) -> str:
    """Small letters without accents; marks of scripts that write vowels as marks stay."""
    spread = normalize("NFD", word.casefold())
    return "".join(c for c in spread if not "\u0300" <= c <= "\u036f").translate(_UNACCENTED)


_UNACCENTED = str.maketrans("ıłøđ", "ilod")


@cache
def table_of(lines: str) -> dict[str, dict[str, int]]:
    """Folded name to its value a language; the key "" holds the value where all languages agree on it."""
    names: dict[str, dict[str, int]] = {}
    for line in re.split(r"\n(?!\s)", lines.strip()):
        language, *columns = line.split()
        for value, column in enumerate(columns):
            for name in column.split("|"):
                names.setdefault(folded(name), {})[language] = value
    for values in names.values():
        if len(set(values.values())) == 1:
            values[""] = next(iter(values.values()))
    return names


def lookup(names: dict[str, dict[str, int]], word: str, language: str) -> int | None:
    """The value of a word: its full form, or the longest stem (`*`) that it begins with."""
    main = language.partition("-")[0]
    main = {"no": "nb", "nn": "nb", "bs": "hr", "mk": "bg"}.get(main, main)
    key = folded(word).rstrip(".")
    for form in (key, *(key[:length] + "*" for length in range(len(key), max(1, len(key) - 8), -1))):
        values = names.get(form)
        if values:
            return values.get(main, values.get(""))
    return None
