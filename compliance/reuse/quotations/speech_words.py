"""Words that say who speaks, by language: verbs of speech and of writing, and words like "according"."""

WORDS = {
    "en": (
        "said says say saying told tells tell according stated states stating statement wrote writes writing written added "
        "adds adding asked asks asking replied replies argued argues arguing announced announces explained explains insisted "
        "insists declared declares claimed claims noted notes noting warned warns quoted quoting quotes quote remarked called "
        "calls calling described describes describing tweeted tweets posted testified responded acknowledged admitted admits "
        "denied concluded concludes recalled recalls joked continued continues observed reads read remarks speech interview "
        "reported reporters spokesman spokeswoman spokesperson vowed urged promised suggested predicted complained countered "
        "conceded confirmed demanded pleaded shouted yelled whispered exclaimed commented accused criticized criticised "
        "dismissed defended praised lamented thinks believes agreed hailed blasted slammed labelled labeled termed dubbed "
        "referring referred ruling ruled memo letter"
    ),
    "de": (
        "sagte sagt sagten sagen erklärte erklärt erklärten betonte betont laut zufolge schrieb schreibt schrieben teilte "
        "mitgeteilt hieß heißt meinte meint fügte ergänzte kritisierte warnte warnt forderte fordert berichtete berichtet "
        "antwortete fragte zitierte zitiert sprach nannte nennt bezeichnete bezeichnet äußerte kündigte kommentierte "
        "versicherte behauptete räumte verlautete begründete unterstrich"
    ),
    "fr": (
        "dit disait déclaré déclare déclarait selon affirmé affirme affirmait ajouté ajoute ajoutait expliqué explique "
        "expliquait écrit écrivait écrivent estimé estime estimait souligné souligne indiqué indique précisé précise annoncé "
        "annonce répondu répond raconté raconte confié confie lancé lance assuré assure assurait rappelé rappelle reconnu "
        "reconnaît regretté regrette dénoncé dénonce conclu conclut demandé demande martelé poursuivi poursuit insisté "
        "insiste commenté commente témoigne résume tweeté twitté cité citant"
    ),
    "es": (
        "dijo dice dijeron decía según afirmó afirma afirmaron declaró declara añadió añade agregó agrega señaló señala "
        "explicó explica aseguró asegura escribió escribe indicó indica manifestó manifiesta comentó comenta anunció anuncia "
        "advirtió advierte respondió responde preguntó recordó recuerda subrayó subraya destacó destaca sostuvo sostiene "
        "expresó expresa apuntó apunta contó reconoció precisó insistió lamentó denunció concluyó calificó tuiteó expuso citó "
        "aclaró criticó"
    ),
    "pt": (
        "disse dizia dizem segundo conforme afirmou afirma declarou declara acrescentou acrescenta explicou explica escreveu "
        "escreve garantiu garante sublinhou sublinha destacou destaca ressaltou ressalta comentou comenta anunciou anuncia "
        "contou conta lembrou lembra avaliou avalia defendeu defende criticou respondeu responde perguntou alertou alerta "
        "considerou referiu informou informa concluiu completou reforçou apontou frisou"
    ),
    "it": (
        "detto dice diceva disse secondo affermato afferma dichiarato dichiara aggiunto aggiunge spiegato spiega scritto "
        "scrive sottolineato sottolinea annunciato annuncia commentato commenta risposto risponde raccontato racconta "
        "ricordato ricorda sostenuto sostiene osservato osserva concluso conclude assicurato assicura precisato precisa "
        "ribadito ribadisce confermato replicato replica chiesto chiede definito definisce parole riferito"
    ),
    "nl": (
        "zei zegt zeiden zeggen volgens aldus verklaarde verklaart schreef schrijft voegde vertelde vertelt benadrukte "
        "benadrukt meldde meldt stelde stelt vindt vond noemde noemt antwoordde vroeg reageerde reageert waarschuwde "
        "waarschuwt legde citeert"
    ),
    "sv": (
        "sade sa säger enligt skriver skrev berättade berättar uppgav uppger förklarade förklarar påpekade tillade tillägger "
        "menar menade konstaterar konstaterade hävdar svarade svarar frågade"
    ),
    "no": (
        "sier si ifølge ifølgje fortalte forteller opplyser opplyste forklarte forklarer mener mente uttalte uttaler seier "
        "skreiv svarte svarer hevder påpeker"
    ),
    "da": (
        "siger sagde oplyser oplyste udtaler udtalte fortæller fortalte mener mente forklarer forklarede tilføjer tilføjede "
        "lød ifølge skriver skrev"
    ),
    "fi": (
        "sanoi sanoo sanovat mukaan kertoi kertoo totesi toteaa kirjoitti kirjoittaa kommentoi arvioi vastasi huomautti "
        "ilmoitti selitti lisäsi korosti"
    ),
    "is": "sagði segir sögðu samkvæmt skrifaði skrifar",
    "pl": (
        "powiedział powiedziała powiedzieli mówi mówił mówiła według zdaniem dodał dodała stwierdził stwierdziła stwierdzili "
        "oświadczył oświadczyła podkreślił podkreśliła podkreśla napisał napisała poinformował poinformowała zaznaczył "
        "zaznaczyła wyjaśnił wyjaśniła tłumaczy tłumaczył ocenił oceniła skomentował zapowiedział przyznał przyznała "
        "odpowiedział zapytał twierdzi"
    ),
    "cs": (
        "řekl řekla řekli říká uvedl uvedla uvedli podle dodal dodala prohlásil prohlásila sdělil sdělila napsal napsala "
        "vysvětlil vysvětlila upozornil poznamenal zdůraznil tvrdí myslí doplnil doplnila odpověděl"
    ),
    "sk": (
        "povedal povedala povedali hovorí uviedol uviedla podľa dodal vyhlásil vyhlásila napísal vysvetlil upozornil "
        "zdôraznil tvrdí"
    ),
    "sl": (
        "dejal dejala povedal povedala rekel rekla pravi poudaril poudarila dodal dodala zapisal zapisala pojasnil pojasnila "
        "menijo"
    ),
    "hr": (
        "rekao rekla kazao kazala izjavio izjavila prema kaže dodao dodala istaknuo istaknula poručio poručila napisao "
        "napisala objasnio naveo rekli tvrdi smatra ocijenio upozorio"
    ),
    "sq": "tha thotë deklaroi sipas shkroi shtoi",
    "hu": (
        "mondta mondja szerint közölte nyilatkozta írta írja hangsúlyozta hozzátette fogalmazott jelentette elmondta "
        "kijelentette állítja válaszolta kérdezte"
    ),
    "ro": (
        "spus spune spunea declarat declară potrivit afirmat afirmă adăugat adaugă precizat precizează scris scrie explicat "
        "susține susţine transmis anunțat anunţat conform menționat"
    ),
    "lt": "sakė sako teigė teigia pasak anot pareiškė rašė pridūrė pabrėžė kalbėjo",
    "lv": "teica saka sacīja norādīja uzsvēra paziņoja rakstīja pauda atzina",
    "et": "ütles ütleb sõnas sõnul teatas lisas kirjutas märkis rääkis selgitas",
    "el": (
        "είπε λέει δήλωσε δηλώνει σύμφωνα ανέφερε αναφέρει πρόσθεσε τόνισε τονίζει υπογράμμισε έγραψε γράφει σημείωσε "
        "υποστήριξε εξήγησε απάντησε"
    ),
    "tr": (
        "dedi diyor söyledi belirtti belirten açıkladı ifade göre konuştu kaydetti vurguladı ekledi yazdı bildirdi sözleriyle "
        "ifadelerini diye dile"
    ),
    "id": "kata ujar menurut tutur ucap jelas tegas ungkap mengatakan menyatakan berkata katanya ujarnya",
    "ms": "katanya berkata menurut ujar memberitahu",
    "vi": "nói theo biết viết khẳng cho",
    "tl": "sinabi ayon sabi aniya wika",
    "sw": "alisema amesema akasema alieleza",
    "ca": "dir digué segons afirmat afirma explicat explica declarat assegurat",
    "eu": "esan zuen arabera adierazi azaldu",
    "ga": "dúirt deir",
    "cy": "meddai dywedodd",
    "ar": (
        "قال قالت قالوا يقول وقال وقالت وأضاف وأضافت أضاف أضافت بحسب وفقا وفقًا ووفقا صرح وصرح أكد وأكد أكدت وأكدت أوضح وأوضح "
        "كتب وكتب أعلن ذكر وذكر اعتبر وتابع أشار"
    ),
    "fa": "گفت گفته می‌گوید افزود نوشت اظهار تاکید تأکید اعلام گفتند",
    "ur": "کہا کہتے مطابق بتایا لکھا",
    "he": "אמר אמרה אמרו לדברי הוסיף הוסיפה כתב כתבה מסר נמסר הצהיר טען טענה הבהיר",
    "hi": "कहा बताया अनुसार लिखा मुताबिक कहना बोले",
    "bn": "বলেন বলেছেন বললেন জানান অনুযায়ী",
    "ta": "கூறினார் தெரிவித்தார் என்றார் கூறியுள்ளார்",
}
"""Whole words, in the forms that a report uses of a speaker or of a document."""

BEGINNINGS = {
    "ru": (
        "сказал говор заяви отмет сообщ добави подчеркн поясн рассказ утвержд пиш написа слова считает объясн призна указал "
        "ответи спроси цитиру напомн уточни"
    ),
    "uk": "сказа заяви зазначи додав повідоми каже говори наголоси поясни написа слова розпові стверджу підкресли відпові",
    "be": "сказа заяві адзначы паведамі дадаў паводле кажа",
    "bg": "каза заяви според добави съобщи посочи подчерта обясни написа коментира допълни твърди",
    "sr": "рекао рекла казао изјави према додао додала истак поручи навео објасни",
    "mk": "рече изјави според додаде истакна",
    "kk": "деді айтты мәлімдеді",
    "ka": "თქვა განაცხადა აღნიშნა თქმით",
    "hy": "ասաց ասել հայտարար նշել",
}
"""Beginnings of words, for languages that change their ends."""

PIECES = {
    "zh": "说 說 表示 称 稱 指出 告诉 告訴 认为 認為 写道 寫道 强调 強調 透露 回应 回應 宣布 坦言 补充 補充 问 問 曰",
    "ja": "述べ 語っ 話し 話す 言う 言っ いう によると よれば とした コメント 説明 訴え 強調 指摘 明らか 発表 答え と、",
    "ko": "말했 밝혔 전했 강조 따르면 라고 이라며 라며 했다 설명 덧붙 주장 적었",
    "th": "กล่าว ระบุ บอก เผย ตาม",
    "my": "ပြော",
    "km": "និយាយ ថ្លែង",
    "lo": "ກ່າວ",
}
"""Pieces of text, in scripts that part no words, and in Korean, which joins endings to them."""
