"""The date, time and zone at the head of a text: what follows "embargoed until".

Deterministic and closed: it reads what is written and guesses nothing. A missing year stays missing,
`03/04/2025` stays ambiguous unless the weekday, the zone or the language settles it, and a zone that names no
one offset gives none.

The names of months, days and zones are those of Unicode CLDR and the IANA time zone database, with the short
and declined forms that press releases use.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, decimal, normalize

from compliance.scan.years import read_years

if TYPE_CHECKING:
    from datetime import date, datetime

HEAD = 240
"""Code points looked at; no wording of an embargo's end is longer."""


class Until(NamedTuple):
    """When an embargo ends.

    until: ISO 8601, with the offset where a zone fixes one; the date alone where no time is given, or only
        "midnight", which may be either end of the day; empty where the instant cannot be fixed.
    zone: IANA name, or the abbreviation or offset as written; None where none is given, or it is "local" or
        ambiguous.
    words: the wording read, white space made single.
    end: code points consumed from the start of the text.
    status: "dated" (`until` is given), "partial" (a date or time, but not enough of one, or ambiguous),
        "event" (the words name one), "lifted" (no embargo is in force).
    weekday_wrong: a weekday is written and the date falls on another.
    zone_wrong: the zone named is not in force there on that date, such as EST in July; the offset is as
        written.
    """

    until: str
    zone: str | None
    words: str
    end: int
    status: str
    weekday_wrong: bool = False
    zone_wrong: bool = False


def read_until(text: str, language: str | None = None) -> Until | None:
    """Reads the moment at the head of `text`; None where there are no words at all.

    Args:
        text: what follows the cue; only its first `HEAD` code points count.
        language: BCP 47 of the wording, where known. It decides the order of day and month ("en" alone does
            not, "en-US" and "en-GB" do) and month names that two languages share.
    """
    head = text[:HEAD]
    start = len(head) - len(head.lstrip(" \t\r\n\f\v:;,.-–—*_|>=\"'«»„“”"))
    if not any(c.isalnum() for c in head):
        return None
    reading = _Reading(head, start, language)
    plain = reading.text
    lifted = _match(_LIFTED, plain, start)
    if lifted:
        return _until(head, lifted.end(), "lifted")
    reading.run()
    if not reading.seen:
        return _until(head, _clause_end(plain, start), "event")
    if reading.day is None and _match(_EVENT_TAIL, plain, reading.end):
        return _until(head, _clause_end(plain, reading.end), "event", zone=reading.zone)
    if _match(_LIFTED_TAIL, plain, reading.end):
        return _until(head, reading.end, "lifted")
    return reading.result()


# --- words --------------------------------------------------------------------------------------------------

# One line a language: January to December; `|` parts variants, `*` lets endings follow, `_` is a
# space; an indented line goes on with the one before.
_MONTHS = """
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
cs leden|ledna únor* březen|března duben|dubna květen|května červen|června červenec|července srpen|srpna září
   říjen|října listopad* prosinec|prosince
sk január* február* marec|marca apríl* máj|mája jún|júna júl|júla august* september|septembra október|októbra
   november|novembra december|decembra
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

# Monday to Sunday, likewise.
_WEEKDAYS = """
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
fi maanantai* tiistai* keskiviik* torstai* perjantai* lauantai* sunnuntai*
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
fa دوشنبه سه‌شنبه|سه_شنبه چهارشنبه پنجشنبه|پنج‌شنبه جمعه شنبه یکشنبه|یک‌شنبه
hi सोमवार मंगलवार बुधवार गुरुवार|गुरूवार|बृहस्पतिवार शुक्रवार शनिवार रविवार
bn সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার
th วันจันทร์* วันอังคาร* วันพุธ* วันพฤหัส* วันศุกร์* วันเสาร์* วันอาทิตย์*
id senin selasa rabu kamis jumat|jum'at sabtu minggu
ms isnin selasa rabu khamis jumaat sabtu ahad
"""

_DAY_SIGNS = ("月火水木金土日", "월화수목금토일", "一二三四五六天")
_SIGNS = {sign: day for signs in _DAY_SIGNS for day, sign in enumerate(signs)}

# Words that may stand between the parts of a date.
_GLUE = """
until till before on at the of from by for and in as day morning noon clock o'clock time hrs hours hour
date embargo embargoed
bis am um ab vom den dem der zum zu uhr des im frei für dienstags datum zeit
jusqu jusque jusqu'à à a au aux le la les du de d l' l dès heure heures vers avant
hasta el las los lo del día dia desde hora horas antes
fino al alle dalle ore di del della dell prima il giorno
até às as ao do da dia feira desde
tot op om uur van vanaf voor til till på den kl klokken klockan kello klo d från fra saakka asti päivä
do dnia dn o godz godzina godziny godzinie w we na r roku od hod hodin v ve dne od az až až
do ob uri dana u sati h ore ora la pe
до от с со в во на за о об к г года году р року годині годин час часов часа число числа о год ч з від
μέχρι έως στις την τις του στη η ώρα από
saat tarihine kadar günü til klukkan alates kuni kell līdz plkst iki val ig órakor óra ora napján
pukul jam hari tanggal pada hingga sampai ngày lúc đến giờ thứ năm hồi vào
يوم الساعة في حتى إلى م عام سنة ساعت روز تا בשעה ב עד יום ה ל
को बजे के तक दिनांक พ.ศ เวลา ที่ น วันที่ ถึง
"""

# --- patterns: matched at one place, in any case ------------------------------------------------------------

_WORD = r"[^\s\d,;:()\[\]/@|\"“”„«»<>*、。・，（）年月日년월일-]+"
_END = r"(?![^\W_])"
_ORDINAL = (
    r"(?:(?:st|nd|rd|th|er|re|[eè]me|º|ª|°|\.(?!\d)|-?(?:го|е|ое|ого|а|ви|ін|ին|én|án|jén|ig|a"
    r"|an))(?![^\W\d_]))?"
)
_OF = r"(?:(?:of|de|del|di|do|dne|i|the)\s|d'){0,2}"
_YEAR = r"(?P<y>\d{4})(?!\d|[:.]\d\d|\s?-\d)"

_ISO = (
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"
    r"(?:[T ]\s?(?P<H>\d\d):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?P<off>\s?Z(?![^\W\d_])|\s?[+-]\d\d:?\d\d(?!\d))?)?"
)
_BASIC = (
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)T(?P<H>\d\d):?(?P<M>\d\d)(?::?(?P<S>\d\d))?(?P<off>Z"
    r"|[+-]\d\d:?\d\d)?(?!\d)"
)
_STAMP = r"(?P<date>\d{6})\s{1,4}(?P<time>\d{6}|\d{4})\s{1,4}(?P<zone>[a-z]{3,4})\b"
_YEAR_MONTH_DAY = (
    r"(?:(?P<era>令和|平成|昭和|民國|民国)\s?(?P<nth>元|\d{1,3})|(?P<y>\d{4}))\s?[./年년-]\s?"
    r"(?P<m>\d{1,2})\s?[./月월-]\s?(?P<d>\d{1,2})(?!\d)(?:\s?[日일号號]|\.)?"
)
_MONTH_DAY = r"(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]"
_VIETNAMESE = r"(?P<d>\d{1,2})\stháng\s(?P<m>\d{1,2})(?:\s?(?:năm|,|/)\s?(?P<y>\d{4}))?"
_NUMERIC = r"(?P<a>\d{1,2})\s?(?P<sep>[./-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d\d)(?!\d|:)"
_BARE_NUMERIC = r"(?P<a>\d{1,2})(?:\.\s?(?P<b>\d{1,2})\.(?!\d)|/(?P<c>\d{1,2})(?![\d/]))"
_YEAR_FIRST = (
    rf"(?P<y>\d{{4}})\.?,?\s?(?:m\.|gada|évi|ж\.)?\s?"
    rf"(?:(?P<word>{_WORD})[\s.]{{1,3}}(?P<d>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})\.\s(?P<word2>{_WORD}))(?![\d:]){_ORDINAL}"
)
_DAY_FIRST = (
    rf"(?P<d>\d{{1,2}})(?!\d|[:.]\d)\s?{_ORDINAL}[\s.,/-]{{0,4}}{_OF}(?P<word>{_WORD})"
    rf"(?:[\s,./-]{{0,4}}(?:(?:of|de|del|do|i|พ\.ศ\.|a\.?d\.?)\s?)?{_YEAR})?"
)
_MONTH_FIRST = (
    rf"(?P<word>{_WORD})[\s.,/-]{{1,4}}(?:the\s)?(?P<d>\d{{1,2}})(?!\d|:)(?!\s?[ap]\.?\s?m\b){_ORDINAL}"
    rf"(?:[\s,./-]{{0,4}}(?:of\s)?{_YEAR})?"
)
_DATES = (
    *(_YEAR_MONTH_DAY, _MONTH_DAY, _VIETNAMESE, _NUMERIC),
    *(_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, _BARE_NUMERIC),
)
_LONE_YEAR = r"(?:พ\.ศ\.\s?)?(?P<y>\d{4})(?!\d|:)"

_AM = (
    r"(?:a\.?\s?m\b\.?|in the morning|de la mañana|du matin|d(?:ella|i) mattina|da manhã|morgens|vormittags"
    r"|früh"
    r"|π\.?μ\.?|صباح[اً]{1,2}|上午|午前|早上|오전|सुबह)"
)
_PM = (
    r"(?:p\.?\s?m\b\.?|in the (?:afternoon|evening)|de la (?:tarde|noche)|de l'après-midi|du soir"
    r"|del pomeriggio"
    r"|di sera|da (?:tarde|noite)|nachmittags|abends|μ\.?μ\.?|مساء[اً]{0,2}|下午|午後|晚上|오후|शाम|रात)"
)
_HOUR = (
    r"(?:uhr|heures?|h(?:rs?|ours?)?(?![^\W\d_])\.?|uur|horas?|ore|hod(?:in)?\b\.?|godz\w*\.?|ór[aá]\w*"
    r"|часов|часа|час\b"
    r"|ч\b\.?|годин\w*|год\b\.?|giờ|น\.|นาฬิกา|बजे|o'?clock|ur\b|sati\b|časova|val\.|時|时|點|点|시)"
)
_CLOCK = (
    rf"(?:(?P<lead>{_AM}|{_PM})\s?)?(?P<H>\d{{1,2}})(?!\d)"
    rf"(?:\s?(?:[:.h]|uhr\s|時|时|點|点|시|giờ)\s?(?P<M>\d\d"
    rf"|\d(?=\s?[分분]))(?!\d)(?::(?P<S>\d\d)(?!\d))?\s?[分분]?"
    rf"|(?P<half>\s?[時时點点시]\s?[半반]))?"
    rf"(?:\s?(?P<tail>{_AM}|{_PM}){_END})?(?:\s?{_HOUR}(?P<unit>)(?:\s(?P<late>{_AM}|{_PM}){_END})?)?"
)
_MILITARY = r"(?P<H>[01]\d|2[0-4])(?P<M>[0-5]\d)(?!\d)(?P<unit>\s?(?:hrs?\b\.?|hours?\b|h\b|uhr\b|z\b))?"
_NOON = (
    r"(?:12(?:[:.]00)?\s?)?(?:(?P<noon>noon|midday|mittags?|midi|mediod[ií]a|mezzogiorno|meio-dia"
    r"|południ[ea]|полдень"
    r"|полудня|полудні|poledne|正午|정오|μεσημέρι)|midnight|mitternacht|minuit|medianoche|mezzanotte"
    r"|meia-noite"
    rf"|middernacht|midnatt?|północy?|полночь|полуночи|опівночі|půlnoci?|éjfél|keskiyö\w*|자정){_END}"
)
_CUED = (
    r"(?:kl\.?|klo|klockan|klokken|klukkan|kell|plkst\.?|(?:alle\s)?ore|alle|o?\s?godz\.?|saat|pukul|jam"
    r"|(?:la\s)?ora"
    r"|στις|las|às|ساعت|الساعة|בשעה)\s?(?P<H>\d{1,2})(?![\d:/])"
)
_SIGNED_DAY = (
    r"[(（]?(?:(?:星期|周|週|礼拜|禮拜)(?P<zh>[一二三四五六日天])|(?P<ja>[月火水木金土日])(?:曜日?|(?=[)）]))"
    r"|(?P<ko>[월화수목금토일])(?:요일|(?=[)）])))[)）]?"
)
_OFFSET = r"(?P<base>(?:GMT|UTC|UT)\s?)?(?P<sign>[+-])\s?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?![\d/.-])"
_GAP = r"[ \t\f\v\r]*(?:\n(?![ \t\r]*\n)[ \t\f\v\r]*)?(?:[,(\[@|·、，（-][ \t\r]*)?"
_ELISION = r"(?:jusqu|d|l|dell|all|dall)'"

_TIME_WORD = (
    r"(?:(?:local\s)?time|zeit|tid|tijd|aikaa|saatiyle|saati|laiku|laika|czasu|času|idő szerint|времени"
    r"|время|часом"
    r"|ώρα[ς]?|waktu)"
)
_SEASON = r"(?:\s\(?u\.?s\.?\)?)?(?:\s(?P<season>standard|daylight))?\s"
_TIME_OF = (
    r"(?:heure|hora|ora|hor[aá]rio|czasu?|по)\s(?:oficial\s)?(?:de\s|di\s|do\s|da\s|d')?(?:la\s|el\s)?"
)
_PLACE_TIMES = (
    rf"(?P<place>{_WORD})er\s?(?:orts)?zeit{_END}",
    rf"{_TIME_OF}(?P<place>{_WORD}(?:\s{_WORD})?)",
    rf"{_TIME_OF}(?P<place>{_WORD})(?:\sвремени)?",
    rf"(?:u\.?s\.?\s)?(?P<place>{_WORD}){_SEASON}{_TIME_WORD}{_END}",
    rf"(?:u\.?s\.?\s)?(?P<place>{_WORD}\s{_WORD}){_SEASON}{_TIME_WORD}{_END}",
    rf"(?P<place>eastern|pacific){_END}(?!\s(?:european|and)\b)",
)
_FULL_NAMES = {
    "UTC": "coordinated universal time|temps universel",
    "GMT": "greenwich mean time",
    "BST": "british summer time",
    "CEST": "central european summer time|mitteleurop(?:ä|ae?)ischer sommerzeit",
    "CET": "(?:central|middle) european (?:standard )?time|mitteleurop(?:ä|ae?)ischer zeit",
    "EEST": "eastern european summer time",
    "EET": "eastern european time",
    "AEST": "australian eastern standard time",
    "AEDT": "australian eastern daylight time",
    "AET": "australian eastern time",
    "Asia/Kolkata": r"ist,?\s?\(?india\)?|indian? (?:standard time|ist\b)",
    "Asia/Shanghai": "北京时间|北京時間",
    "Asia/Tokyo": "日本時間|東京時間",
    "Asia/Seoul": r"한국\s?시간|서울\s?시간",
    "Asia/Hong_Kong": "香港時間|香港时间",
    "Asia/Taipei": "台灣時間|臺灣時間|台北時間",
}
_LOCAL = (
    r"(?:[^\W\d_]+\s)?(?:local time|hora local|heure locale|ora locale|horário local|ortszeit|lokal tid"
    r"|plaatselijke tijd"
    r"|czasu lokalnego|(?:по\s)?местно(?:го|му) времени|helyi idő(?: szerint)?|místního času"
    r"|paikallista aikaa"
    r"|yerel saat\w*|waktu setempat)|当地时间|當地時間|現地時間|현지\s?시간"
)

_LIFTED = (
    r"(?:(?:is|was|has been|now|already|for|zur|pour|para|per|til|voor|для|do)\s){0,3}"
    r"(?:(?:its?|su|la|die|diffusion|publication|publicación|difusión|divulgación|divulgação|publicação"
    r"|diffusione"
    r"|pubblicazione)\s){0,2}"
    r"(?:immediate(?:ly)?(?: (?:release|publication|use))?|no(?:ne|t embargoed| embargo| longer)|nil|n/a"
    r"|lifted|expired|removed|sofort\w*|ab sofort"
    r"|keine?|aufgehoben|freigegeben|aucun|levé|immédiate\w*|pas d'|inmediat[ao]\w*|ningun[ao]|levantado"
    r"|immediat[ao]"
    r"|nessun[ao]?|revocato|imediat[ao]|nenhum|geen|onmiddellijk\w*|per direct|opgeheven|ingen|inget"
    r"|omedelbar\w*"
    r"|umiddelbar\w*|øjeblikkelig\w*|hävt|hävd|opphevet|ophævet|heti|välittömä\w*|brak|natychmiast\w*"
    r"|zniesione|žádné"
    r"|ihned|okamžit\w*|нет|немедленн\w*|снято?|негайн\w*|знято|немає|azonnal\w*|hemen|imediat\w*"
    r"|niciunul)(?![^\W_])"
    r"(?!\s(?:after|following|before|upon|nach|vor|après|después|tras|dopo|na|efter|etter|после|після|po)\b)"
    r"|即時|即时|即日|立即|なし|無し|解禁済|已解除|已解禁|无禁|없음|즉시|해제"
)
_LIFTED_TAIL = (
    r"[\s,;:(.-]{0,6}(?:(?:embargo|now|has been|have been|is|was|the|already|bereits|schon|wurde|déjà|ya"
    r"|già|já)\s){0,4}"
    r"(?:lifted|expired|removed|aufgehoben|abgelaufen|levé|levantado|revocato|opgeheven|снято?|已解除|해제)"
)
_EVENT_TAIL = (
    r"[\s,(]{0,4}(?:on the (?:day|date|morning|evening)|on publication|of publication|when|after|following"
    r"|before|upon"
    r"|at the (?:start|end|time|close|beginning|opening)|am tag|nach|bei|lors|le jour|après|el día|cuando"
    r"|tras|il giorno"
    r"|quando|dopo|no dia|após|na afloop|op de dag|efter|när|etter|w dniu|po|в день|после|після)\s"
)
_CLAUSE_END = r"[.!?](?=\s|$)|[;|。！？।]|\n\s*\n|\n(?=\s*(?:(?-i:[A-Z])|[*#\d-]|\Z))|\)|\Z"


# --- zones --------------------------------------------------------------------------------------------------

# Abbreviation: minutes east of UTC (None where the season decides), and the region whose season counts.
_EAST, _MIDDLE, _HILLS, _WEST = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_AMERICAN = (_EAST, _MIDDLE, _HILLS, _WEST)
_BERLIN, _PARIS, _LONDON = "Europe/Berlin", "Europe/Paris", "Europe/London"
_SYDNEY, _AUCKLAND = "Australia/Sydney", "Pacific/Auckland"
_ABBREVIATIONS: dict[str, tuple[int | None, str]] = {
    **dict.fromkeys(("UTC", "GMT", "UT", "TU", "Z"), (0, "")),
    "ET": (None, _EAST), "EST": (-300, _EAST), "EDT": (-240, _EAST),
    "CT": (None, _MIDDLE), "CST": (-360, _MIDDLE), "CDT": (-300, _MIDDLE),
    "MT": (None, _HILLS), "MST": (-420, ""), "MDT": (-360, _HILLS),
    "PT": (None, _WEST), "PST": (-480, _WEST), "PDT": (-420, _WEST),
    "AKST": (-540, ""), "AKDT": (-480, ""), "HST": (-600, ""),
    "ADT": (-180, ""), "NST": (-210, ""), "NDT": (-150, ""),
    "BST": (60, _LONDON), "WET": (0, "Europe/Lisbon"), "WEST": (60, "Europe/Lisbon"),
    **dict.fromkeys(("CET", "MEZ", "MET", "SEČ"), (60, _BERLIN)),
    **dict.fromkeys(("CEST", "MESZ", "SELČ"), (120, _BERLIN)),
    "HEC": (None, _PARIS), "HNEC": (60, _PARIS), "HAEC": (120, _PARIS),
    **dict.fromkeys(("EET", "OEZ", "SAST", "CAT"), (120, "")),
    **dict.fromkeys(("EEST", "OESZ", "MSK", "МСК", "TRT", "EAT", "IDT"), (180, "")),
    "WAT": (60, ""), "GST": (240, ""), "PKT": (300, ""), "NPT": (345, ""),
    **dict.fromkeys(("ICT", "WIB"), (420, "")),
    **dict.fromkeys(("HKT", "SGT", "MYT", "PHT", "AWST", "WITA"), (480, "")),
    **dict.fromkeys(("JST", "KST", "WIT"), (540, "")),
    "ACST": (570, ""), "ACDT": (630, ""),
    "AEST": (600, ""), "AEDT": (660, _SYDNEY), "AET": (None, _SYDNEY),
    "NZST": (720, _AUCKLAND), "NZDT": (780, _AUCKLAND), "NZT": (None, _AUCKLAND),
    **dict.fromkeys(("BRT", "ART", "UYT"), (-180, "")),
    **dict.fromkeys(("COT", "PET"), (-300, "")),
    **dict.fromkeys(("IST", "AST", "AMT", "SST"), (None, "")),  # two or more zones bear each of these
}
_SEASONS = {
    (region, season): letter + end
    for region, letter in ((_EAST, "E"), (_MIDDLE, "C"), (_HILLS, "M"), (_WEST, "P"))
    for season, end in (("standard", "ST"), ("daylight", "DT"))
}
# Nobody who uses these puts the month first.
_DAY_MONTH_ZONES = """
BST CET CEST MEZ MESZ MET HEC HAEC HNEC EET EEST OEZ OESZ WEST WET
MSK МСК SEČ SELČ AEST AEDT NZST NZDT SAST
"""
# Words in small letters.
_CAPITALS_ONLY = """
Z ET CT MT PT UT TU AST ART EAT CAT MET WAT COT PET WIT
HST NST AMT IST SST WEST AET GST TRT SEČ SAST
"""
_MONTH_FIRST_LANGUAGES = ("en-us", "en-ph")
_YEAR_FIRST_LANGUAGES = ("zh", "ja", "ko", "hu", "lt", "mn")

# What stands before "time" or after "heure de": cities, countries and their adjectives.
_PLACES = {
    "Europe/London": "london londres londra londen londýn лондону uk u.k british britisch britische gb",
    "Europe/Dublin": "dublin irish",
    _PARIS: "paris parís parigi parijs paryż париж парижу française french français",
    _BERLIN: "berlin berlín berlino berlijn берлину german deutsche deutscher frankfurt "
    "hamburg munich münchen duitse",
    "Europe/Vienna": "vienna wien viena österreichische",
    "Europe/Zurich": "zurich zürich zürch geneva genève genf ginebra ginevra bern swiss suisse",
    "Europe/Brussels": "brussels bruxelles brüssel brüssel bruselas brussel belgische belge",
    "Europe/Amsterdam": "amsterdam amsterdam nederlandse dutch",
    "Europe/Rome": "rome roma rom italian italiana italiano",
    "Europe/Madrid": "madrid peninsular spanish española",
    "Europe/Lisbon": "lisbon lisboa lissabon",
    "Europe/Stockholm": "stockholm svensk swedish",
    "Europe/Oslo": "oslo norsk norwegian",
    "Europe/Copenhagen": "copenhagen københavn kopenhagen dansk danish",
    "Europe/Helsinki": "helsinki suomen finnish",
    "Europe/Warsaw": "warsaw warszawa warszawskiego polskiego",
    "Europe/Prague": "prague praha prag pražského",
    "Europe/Budapest": "budapest magyar",
    "Europe/Bucharest": "bucharest bucurești româniei",
    "Europe/Athens": "athens athen αθήνας ελλάδας ελλάδος",
    "Europe/Istanbul": "istanbul i̇stanbul ankara turkish türkiye",
    "Europe/Kyiv": "kyiv kiev kiew kyjiw київським киевскому киеву",
    "Europe/Moscow": "moscow moskau moscou moscú mosca moskou moskva московскому московское москве мск",
    "Asia/Jerusalem": "jerusalem israel israeli ישראל",
    "Africa/Cairo": "cairo القاهرة",
    "Asia/Riyadh": "riyadh mecca saudi السعودية",
    "Asia/Dubai": "dubai uae emirates الإمارات",
    "Asia/Tehran": "tehran iran تهران",
    "Asia/Karachi": "karachi islamabad pakistan",
    "Asia/Kolkata": "india indian delhi new_delhi mumbai",
    "Asia/Dhaka": "dhaka bangladesh",
    "Asia/Bangkok": "bangkok thailand thai",
    "Asia/Jakarta": "jakarta indonesia",
    "Asia/Singapore": "singapore singapur singapour",
    "Asia/Kuala_Lumpur": "kuala_lumpur malaysia malaysian",
    "Asia/Manila": "manila philippine philippines",
    "Asia/Hong_Kong": "hong_kong hongkong",
    "Asia/Taipei": "taipei taiwan",
    "Asia/Shanghai": "beijing peking pékin pekín pechino pekinu китайскому china chinese shanghai",
    "Asia/Tokyo": "tokyo tokio japan japanese",
    "Asia/Seoul": "seoul séoul seúl korea korean south_korean",
    _SYDNEY: "sydney melbourne canberra",
    "Australia/Brisbane": "brisbane",
    "Australia/Perth": "perth",
    _AUCKLAND: "auckland wellington new_zealand nz",
    "Africa/Johannesburg": "johannesburg south_african south_africa cape_town",
    "Africa/Nairobi": "nairobi east_africa east_african",
    "Africa/Lagos": "lagos nigeria nigerian west_african",
    _EAST: "new_york newyork nueva_york nova_york washington eastern boston miami atlanta нью-йорку",
    "America/Toronto": "toronto ottawa montreal montréal",
    _MIDDLE: "central chicago dallas houston",
    _HILLS: "mountain denver",
    _WEST: "pacific los_angeles san_francisco seattle",
    "America/Vancouver": "vancouver",
    "America/Halifax": "atlantic halifax",
    "America/Mexico_City": "mexico_city ciudad_de_méxico méxico",
    "America/Sao_Paulo": "brasília são_paulo",
    "America/Argentina/Buenos_Aires": "buenos_aires argentina",
    "America/Santiago": "santiago chile",
    "America/Bogota": "bogotá colombia",
    "America/Lima": "lima perú",
}


# --- reading ------------------------------------------------------------------------------------------------


class _Reading:
    """One pass from the head on: parts in any order, each at most once, until something that is no part."""

    def __init__(self, text: str, start: int, language: str | None) -> None:
        self.source, self.text = text, _plain(text)
        self.at, self.end = start, start
        self.language = (language or "").casefold()
        self.seen = False
        self.wrapped = False  # a line end lies behind
        self.day: list[tuple[int, int, int]] | None = None  # possible (year, month, day); year 0 is missing
        self.clock: tuple[int, int, int] | None = None
        self.midnight = False
        self.weekday: int | None = None
        self.zone: str | None = None
        self.zoned = False
        self.offset: int | None = None  # minutes, where written as a number

    def run(self) -> None:
        """Reads on until something that is no part of a moment."""
        open_brackets = 0
        while self.at < len(self.text):
            gap = self._here(_GAP)
            if gap and gap.end() > self.at:
                open_brackets += sum(map(gap[0].count, "([（"))
                self.wrapped |= "\n" in gap[0]
                self.at = gap.end()
            elif self._stamp() or self._date() or self._time() or self._weekday() or self._zone():
                self.seen = True
                if open_brackets and self.text[self.at : self.at + 1] in (")", "]", "）"):
                    open_brackets -= 1
                    self.at += 1
                self.end = self.at
            elif not self._glue() and not self._other_clock():
                return

    def result(self) -> Until:
        """What was read, put together."""
        day = self._settle()
        if day is None:
            return _until(self.source, self.end, "partial", zone=self.zone)
        wrong = self.weekday is not None and day.weekday() != self.weekday
        if self.clock is None:
            return _until(self.source, self.end, "dated", day.isoformat(), self.zone, wrong)
        moment, misplaced = self._moment(day, self.clock)
        return _until(self.source, self.end, "dated", moment.isoformat(), self.zone, wrong, misplaced)

    def _here(self, pattern: str) -> "re.Match[str] | None":
        return _match(pattern, self.text, self.at)

    def _stamp(self) -> bool:
        """A date with its time, as machines write them: ISO 8601, or the wires' MMDDYY HHMMSS."""
        if self.day is not None:
            return False
        found = self._here(_ISO) or self._here(_BASIC)
        if found:
            if not self._set_day([(int(found["y"]), int(found["m"]), int(found["d"]))]):
                return False
            timed = found["H"] and self._set_clock(int(found["H"]), int(found["M"]), int(found["S"] or 0))
            if timed and found["off"]:
                self._set_offset(found["off"].strip())
            self.at = found.end()
            return True
        found = self._here(_STAMP)
        zone = found["zone"].upper() if found else ""
        if not found or self.clock is not None or zone not in _ABBREVIATIONS:
            return False
        a, b, c = (int(found["date"][i : i + 2]) for i in (0, 2, 4))
        # month, day, year is the order of American wires; elsewhere the stamp counts where it can be no other
        days = [(_century(c), a, b)]
        if _ABBREVIATIONS[zone][1] not in _AMERICAN:
            days += [(_century(c), b, a), (_century(a), b, c)]
        days = [day for day in dict.fromkeys(days) if _is_date(*day)]
        time = found["time"].ljust(6, "0")
        if len(days) != 1 or not self._set_clock(int(time[:2]), int(time[2:4]), int(time[4:])):
            return False
        self.day = days
        self._set_zone(zone)
        self.at = found.end()
        return True

    def _date(self) -> bool:
        if self.day is not None:
            return self._late_year()
        for pattern in _DATES:
            found = self._here(pattern)
            if not found:
                continue
            part = found.groupdict()
            end = found.end()
            year = int(part.get("y") or 0)
            if part.get("era"):
                year = (read_years(f"{part['era']}{part['nth']}年") or [0])[0]
            if pattern in (_DAY_FIRST, _MONTH_FIRST) and year and self._is_clock(found):
                year, end = 0, found.start("y")
            name = part.get("word") or part.get("word2")
            day = int(part.get("d") or part.get("d2") or 0)
            if pattern is _NUMERIC:
                days = self._orders(int(found["a"]), int(found["b"]), found["y"], found["sep"])
            elif pattern is _BARE_NUMERIC:
                a, b = int(found["a"]), int(found["b"] or found["c"])
                days = [(0, b, a), (0, a, b)]
            elif name:
                month = _lookup(_table(_MONTHS), name, self.language)
                if pattern is _MONTH_FIRST and _lookup(_table(_WEEKDAYS), name, self.language) is not None:
                    continue
                days = [] if month is None else [(_civil(year), month + 1, day)]
            else:
                days = [(_civil(year), int(found["m"]), day)]
            if self._set_day(days):
                self.at = end
                return True
        return False

    def _is_clock(self, found: "re.Match[str]") -> bool:
        """Whether the four digits after a day and month are a time, as in `5 March 1900 GMT`."""
        military = _match(_MILITARY, self.text, found.start("y"))
        if self.clock is not None or not military:
            return False
        if military["unit"] or int(found["y"]) < 1980:
            return True
        # a zone right behind makes it a time, unless that zone belongs to a time yet to come
        end = found.end("y")
        return self._zone_follows(end) and not _match(r"\s?\(?[a-z]{1,5}\)?,?\s?\d", self.text, end)

    def _late_year(self) -> bool:
        """A year that stands apart from its day and month: `May 8 at 12noon, 2025`."""
        found = self._here(_LONE_YEAR)
        if not found or not self.day or any(year for year, _, _ in self.day):
            return False
        military = self._here(_MILITARY)
        if self.clock is None and military and (military["unit"] or self._zone_follows(military.end())):
            return False
        year = _civil(int(found["y"]))
        if not self._set_day([(year, month, day) for _, month, day in self.day]):
            return False
        self.at = found.end()
        return True

    def _orders(self, a: int, b: int, year: str, sep: str) -> list[tuple[int, int, int]]:
        """The readings of a date in numbers that its language, or the want of one, allows."""
        number = _civil(int(year)) if len(year) == 4 else _century(int(year))
        day_first, month_first = (number, b, a), (number, a, b)
        year_first = [(_century(a), b, int(year))] if len(year) == 2 else []
        main = self.language.partition("-")[0]
        if self.language in _MONTH_FIRST_LANGUAGES:
            return [month_first]
        if main in _YEAR_FIRST_LANGUAGES:
            return year_first or [day_first, month_first]
        if main in ("", "mul", "und", "zxx"):
            return [day_first, *year_first] if sep == "." else [day_first, month_first, *year_first]
        # English alone says nothing of the order, that of a country does; no other has the month first
        return [day_first, month_first] if self.language in ("en", "en-ca") else [day_first]

    def _time(self) -> bool:
        if self.clock is not None or self.midnight:
            return False
        noon = self._here(_NOON)
        if noon:
            self.clock, self.midnight = ((12, 0, 0), False) if noon["noon"] else (None, True)
            self.at = noon.end()
            return True
        cued = self._here(_CUED)
        if cued:
            return self._clock(_match(_CLOCK, self.text, cued.start("H")), cued=True)
        military = self._here(_MILITARY)
        zero = self.text[self.at : self.at + 1] == "0"
        if military and not (military["unit"] or zero or self._zone_follows(military.end())):
            military = None
        if military and self._set_clock(int(military["H"]), int(military["M"]), 0):
            self.at = military.end()
            if (military["unit"] or "").strip() in ("Z", "z"):
                self._set_zone("UTC")
            return True
        return self._clock(self._here(_CLOCK), cued=False)

    def _clock(self, found: "re.Match[str] | None", cued: bool) -> bool:
        signs = ("M", "half", "lead", "tail", "unit")
        if not found or not (cued or any(found[sign] is not None for sign in signs)):
            return False
        hour, minute = int(found["H"]), 30 if found["half"] else int(found["M"] or 0)
        part = found["lead"] or found["tail"] or found["late"]
        if part and hour <= 12:
            hour = hour % 12 + (12 if re.fullmatch(_PM, part, re.IGNORECASE) else 0)
        if not self._set_clock(hour, minute, int(found["S"] or 0)):
            return False
        self.at = found.end()
        return True

    def _weekday(self) -> bool:
        # what begins the next line once the date is known is the text, not the date
        if self.weekday is not None or self.wrapped and self.day is not None:
            return False
        signed = self._here(_SIGNED_DAY)
        if signed:
            self.weekday = _SIGNS[signed["zh"] or signed["ja"] or signed["ko"]]
            self.at = signed.end()
            return True
        word = self._here(rf"{_WORD}(?:-feira{_END})?")
        self.weekday = _lookup(_table(_WEEKDAYS), word[0], self.language) if word else None
        if not word or self.weekday is None:
            return False
        self.at = word.end()
        return True

    def _zone(self) -> bool:
        if self.zoned:
            return False
        local = self._here(_LOCAL)
        if local:
            self.zoned, self.at = True, local.end()
            return True
        for name, wording in _FULL_NAMES.items():
            full = self._here(f"(?:{wording})")
            if full:
                self.at = full.end()
                return self._set_zone(name)
        if self._place():
            return True
        offset = self._here(_OFFSET)
        if offset and (offset["base"] or self.clock is not None and len(offset["h"]) == 2 and offset["m"]):
            self.at = offset.end()
            return self._set_offset(offset["sign"] + offset["h"].zfill(2) + (offset["m"] or "00"))
        short = self._here(r"[^\W\d_]{1,5}(?![^\W_])")
        if not short or short[0].upper() not in _ABBREVIATIONS:
            return False
        # half of these are words somewhere (`est`, `met`): small letters count after a time, if at all
        if not short[0].isupper() and (short[0].upper() in _words(_CAPITALS_ONLY) or not self._after_time(short[0])):
            return False
        self.at = short.end()
        return self._set_zone(short[0].upper())

    def _after_time(self, word: str) -> bool:
        before = self.text[max(0, self.at - 9) : self.at]
        bare = r"(?:[ap]\.?m\.?|\b\d{4})\s?\(?$" if word.casefold() == "est" else r"[\dm.rn]\s?\(?$"
        return self.clock is not None and re.search(bare, before, re.IGNORECASE) is not None

    def _zone_follows(self, at: int) -> bool:
        probe = _Reading(self.source, at, self.language)
        gap = _match(r"\s?[(\[]?\s?", self.text, at)
        probe.at = gap.end() if gap else at
        probe.clock = (0, 0, 0)
        return probe._zone()

    def _place(self) -> bool:
        for pattern in _PLACE_TIMES:
            found = self._here(pattern)
            zone = _places().get(_fold(found["place"]).replace(" ", "_")) if found else None
            if found and zone:
                season = (found.groupdict().get("season") or "").casefold()
                self.at = found.end()
                return self._set_zone(_SEASONS.get((zone, season), zone))
        return False

    def _glue(self) -> bool:
        elided = self._here(_ELISION)
        word = elided or self._here(_WORD)
        if not word or not elided and not {word[0].casefold(), word[0].casefold().rstrip(".'")} & _words(_GLUE):
            return False
        self.at = word.end()
        return True

    def _other_clock(self) -> bool:
        """The same moment in a second zone, as in `6 a.m. EST / 11 a.m. GMT`."""
        if self.clock is None or not self.zoned or self.wrapped:
            return False
        slash = self._here(r"(?:/|or\s|=)?\s?")
        probe = _Reading(self.source, slash.end() if slash else self.at, self.language)
        if not probe._time():
            return False
        gap = probe._here(r"\s?[(\[]?")
        probe.at = gap.end() if gap else probe.at
        if not probe._zone():
            return False
        self.at = self.end = probe.at
        return True

    def _set_day(self, readings: list[tuple[int, int, int]]) -> bool:
        good = [
            (year, month, day)
            for year, month, day in dict.fromkeys(readings)
            if (not year or 1980 <= year <= 2199) and _is_date(year or 2000, month, day)
        ]
        self.day = good or self.day
        return bool(good)

    def _set_clock(self, hour: int, minute: int, second: int) -> bool:
        if hour > 24 or minute > 59 or second > 59 or hour == 24 and minute + second:
            return False
        self.clock = (hour, minute, second)
        return True

    def _set_offset(self, written: str) -> bool:
        self.zoned = True
        if written in ("Z", "z"):
            return self._set_zone("UTC")
        digits = written[1:].replace(":", "").ljust(4, "0")
        hours, minutes = int(digits[:2]), int(digits[2:])
        if hours <= 14 and minutes < 60:
            self.offset = (hours * 60 + minutes) * (-1 if written[0] == "-" else 1)
            self.zone = f"{written[0]}{digits[:2]}:{digits[2:]}"
        return True

    def _set_zone(self, name: str) -> bool:
        minutes, region = _ABBREVIATIONS.get(name, (None, name))
        self.zoned = True
        self.zone = "UTC" if name in ("Z", "UT", "TU") else region or None if minutes is None else name
        return True

    def _settle(self) -> "date | None":
        """The one date meant, where the text itself, the weekday or the zone leaves only one."""
        from datetime import date

        days = [date(*reading) for reading in self.day or () if reading[0]]
        if len(days) > 1 and self.weekday is not None:
            days = [day for day in days if day.weekday() == self.weekday] or days
        if len(days) > 1 and self.zone and (self.zone in _words(_DAY_MONTH_ZONES) or self.zone.startswith("Europe/")):
            days = days[:1]
        return days[0] if len(days) == 1 else None

    def _moment(self, day: "date", clock: tuple[int, int, int]) -> "tuple[datetime, bool]":
        """Date and time together, aware where the zone is known, and whether that zone is out of season."""
        from datetime import datetime, timedelta, timezone

        days, hour = divmod(clock[0], 24)
        moment = datetime(day.year, day.month, day.day, hour, clock[1], clock[2]) + timedelta(days=days)
        if self.offset is not None:
            return moment.replace(tzinfo=timezone(timedelta(minutes=self.offset))), False
        if self.zone is None:
            return moment, False
        minutes, region = _ABBREVIATIONS.get(self.zone, (None, self.zone))
        there = _in_zone(moment, region) if region else None
        if minutes is None:
            return there or moment, False
        shift = timedelta(minutes=minutes)
        return moment.replace(tzinfo=timezone(shift)), there is not None and there.utcoffset() != shift


def _in_zone(moment: "datetime", region: str) -> "datetime | None":
    """The moment in an IANA zone; None where this system has no data on it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return moment.replace(tzinfo=ZoneInfo(region))
    except (ZoneInfoNotFoundError, OSError):
        return None


def _until(
    text: str,
    end: int,
    status: str,
    until: str = "",
    zone: str | None = None,
    weekday_wrong: bool = False,
    zone_wrong: bool = False,
) -> Until:
    end = len(text[:end].rstrip(" \t\r\n,;:-"))
    if end > 1 and text[end - 1] == "." and text[end - 2].isdigit():
        end -= 1  # the full stop of the sentence, or of an ordinal: neither is missed
    return Until(until, zone, " ".join(text[:end].split()), end, status, weekday_wrong, zone_wrong)


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def _compiled(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern, re.IGNORECASE)


def _match(pattern: str, text: str, at: int) -> "re.Match[str] | None":
    return _compiled(pattern).match(text, at)


def _clause_end(text: str, start: int) -> int:
    """Where the clause ends that `start` lies in."""
    found = _compiled(_CLAUSE_END).search(text, start)
    return found.start() if found else len(text)


def _plain(text: str) -> str:
    """The text with digits, dashes, spaces and full-width forms in ASCII, code point for code point."""
    if text.isascii():
        return text
    text = "".join(c if c.isascii() else _plain_letter(c) for c in text)
    # month names of two words
    return text.replace("كانون ال", "كانون_ال").replace("تشرين ال", "تشرين_ال")


def _plain_letter(letter: str) -> str:
    digit = decimal(letter, None)
    if digit is not None:
        return str(digit)
    if letter in "‐‑‒–—―−":
        return "-"
    if letter in "’ʼ":
        return "'"
    if "\uff01" <= letter <= "\uff5e":
        return normalize("NFKC", letter)
    return " " if category(letter) in ("Zs", "Cf") else letter


def _fold(word: str) -> str:
    """Small letters without accents; marks of scripts that write vowels as marks stay."""
    spread = normalize("NFD", word.casefold())
    return "".join(c for c in spread if not "\u0300" <= c <= "\u036f").translate(_UNACCENTED)


_UNACCENTED = str.maketrans("ıłøđ", "ilod")


@cache
def _table(lines: str) -> dict[str, dict[str, int]]:
    """Folded name to its value a language; the key "" holds the value where all languages agree on it."""
    names: dict[str, dict[str, int]] = {}
    for line in re.split(r"\n(?!\s)", lines.strip()):
        language, *columns = line.split()
        for value, column in enumerate(columns):
            for name in column.split("|"):
                names.setdefault(_fold(name), {})[language] = value
    for values in names.values():
        if len(set(values.values())) == 1:
            values[""] = next(iter(values.values()))
    return names


@cache
def _places() -> dict[str, str]:
    return {_fold(place): zone for zone, places in _PLACES.items() for place in places.split()}


def _lookup(names: dict[str, dict[str, int]], word: str, language: str) -> int | None:
    """The value of a word: its full form, or the longest stem (`*`) that it begins with."""
    main = language.partition("-")[0]
    main = {"no": "nb", "nn": "nb", "bs": "hr", "mk": "bg"}.get(main, main)
    key = _fold(word).rstrip(".")
    for form in (key, *(key[:length] + "*" for length in range(len(key), max(1, len(key) - 8), -1))):
        values = names.get(form)
        if values:
            return values.get(main, values.get(""))
    return None


def _is_date(year: int, month: int, day: int) -> bool:
    from calendar import monthrange

    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _civil(year: int) -> int:
    """The Gregorian year; Thailand writes the Buddhist one."""
    return year - 543 if 2500 <= year <= 2642 else year


def _century(year: int) -> int:
    """The full year of two digits."""
    return year + (2000 if year < 70 else 1900)
