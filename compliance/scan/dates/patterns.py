"""The forms that dates, times and zones are written in."""

import re
from functools import cache

WORD = r"[^\s\d,;:()\[\]/@|\"“”„«»<>*、。・，،（）年月日년월일-]+"
END = r"(?![^\W_])"
_ORDINAL = (
    r"(?:(?:st|nd|rd|th|er|re|[eè]me|º|ª|°|\.(?!\d)|-?(?:го|е|ое|ого|а|ви|ін|ին|én|án|jén|ig|a"
    r"|an))(?![^\W\d_]))?"
)
_OF = r"(?:(?:of|de|del|di|do|dne|i|the)\s|d'){0,2}"
# the point behind a South Slavic year ends no sentence where the hour follows
_YEAR = r"(?P<y>\d{4})(?!\d|[:.]\d\d|\s?-\d)(?:\.(?=,?\s(?:u|у|do|до|god|год)(?![^\W\d_])|,?\s(?:godine|године)))?"
ISO = (
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"
    r"(?:[T ]\s?(?P<H>\d\d):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?P<off>\s?Z(?![^\W\d_])|\s?[+-]\d\d:?\d\d(?!\d))?)?"
)
BASIC = (
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)T(?P<H>\d\d):?(?P<M>\d\d)(?::?(?P<S>\d\d))?(?P<off>Z"
    r"|[+-]\d\d:?\d\d)?(?!\d)"
)
STAMP = r"(?P<date>\d{6})\s{1,4}(?P<time>\d{6}|\d{4})\s{1,4}(?P<zone>[a-z]{3,4})\b"
_YEAR_MONTH_DAY = (
    r"(?:(?P<era>令和|平成|昭和|民國|民国)\s?(?P<nth>元|\d{1,3})|(?P<y>\d{4}))\s?[./年년-]\s?"
    r"(?P<m>\d{1,2})\s?[./月월-]\s?(?P<d>\d{1,2})(?!\d)(?:\s?[日일号號]|\.)?"
)
_MONTH_DAY = r"(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]"
_VIETNAMESE = r"(?P<d>\d{1,2})\stháng\s(?P<m>\d{1,2})(?:\s?(?:năm|,|/)\s?(?P<y>\d{4}))?"
NUMERIC = r"(?P<a>\d{1,2})\s?(?P<sep>[./-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d\d)(?!\d|:)"
BARE_NUMERIC = r"(?P<a>\d{1,2})(?:\.\s?(?P<b>\d{1,2})\.(?!\d)|/(?P<c>\d{1,2})(?![\d/]))"
_YEAR_FIRST = (
    rf"(?P<y>\d{{4}})\.?,?\s?(?:m\.|gada|évi|ж\.)?\s?"
    rf"(?:(?P<word>{WORD})[\s.]{{1,3}}(?P<d>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})\.\s(?P<word2>{WORD}))(?![\d:]){_ORDINAL}"
)
DAY_FIRST = (
    rf"(?P<d>\d{{1,2}})(?!\d|[:.]\d)\s?{_ORDINAL}[\s.,/-]{{0,4}}{_OF}(?P<word>{WORD})(?:/{WORD}(?=\s\d{{4}}))?"
    rf"(?:[\s,./-]{{0,4}}(?:(?:of|de|del|do|i|พ\.ศ\.|a\.?d\.?)\s?)?{_YEAR})?"
)
MONTH_FIRST = (
    rf"(?P<word>{WORD})[\s.,/-]{{1,4}}(?:the\s)?(?P<d>\d{{1,2}})(?!\d|:)(?!\s?[ap]\.?\s?m\b){_ORDINAL}"
    rf"(?:[\s,./-]{{0,4}}(?:of\s)?{_YEAR})?"
)
DATES = (
    *(_YEAR_MONTH_DAY, _MONTH_DAY, _VIETNAMESE, NUMERIC),
    *(_YEAR_FIRST, DAY_FIRST, MONTH_FIRST, BARE_NUMERIC),
)
LONE_YEAR = r"(?:พ\.ศ\.\s?)?(?P<y>\d{4})(?!\d|:)"
_AM = (
    r"(?:a\.?\s?m\b\.?|in the morning|de la mañana|du matin|d(?:ella|i) mattina|da manhã|morgens|vormittags"
    r"|früh"
    r"|π\.?μ\.?|صباح[اً]{1,2}|صبح|בבוקר|sáng|pagi|上午|午前|早上|凌晨|清晨|오전|सुबह)"
)
PM = (
    r"(?:p\.?\s?m\b\.?|in the (?:afternoon|evening)|de la (?:tarde|noche)|de l'après-midi|du soir"
    r"|del pomeriggio"
    r"|di sera|da (?:tarde|noite)|nachmittags|abends|μ\.?μ\.?|مساء[اً]{0,2}|ظهر[اً]{0,2}|عصر[اً]{0,2}|بعد\s?از\s?ظهر|בערב|בצהריים|אחה.צ|trưa|chiều|tối"
    r"|tengah hari|siang|sore|petang|malam|下午|午後|中午|晚上|晚[間间]|오후|दोपहर|शाम|रात)"
)
_HOUR = (
    r"(?:uhr|heures?|h(?:rs?|ours?)?(?![^\W\d_])\.?|uur|horas?|ore|hod(?:in)?\b\.?|godz\w*\.?|ór[aá]\w*"
    r"|часов|часа|час\b"
    r"|ч\b\.?|годин\w*|год\b\.?|giờ|น\.|นาฬิกา|बजे|o'?clock|ur\b|sati\b|časova|val\.|時|时|點|点|시)"
)
CLOCK = (
    rf"(?:(?P<lead>{_AM}|{PM})\s?)?(?P<H>\d{{1,2}})(?!\d)"
    rf"(?:\s?(?:[:.h]|uhr\s|時|时|點|点|시|giờ)\s?(?P<M>\d\d"
    rf"|\d(?=\s?[分분]))(?!\d)(?::(?P<S>\d\d)(?!\d))?\s?[分분]?"
    rf"|(?P<half>\s?[時时點点시]\s?[半반]))?"
    rf"(?:\s?(?P<tail>{_AM}|{PM}){END})?(?:\s?{_HOUR}(?P<unit>)(?:\s(?P<late>{_AM}|{PM}){END})?)?"
)
_NUMERALS = "〇一二三四五六七八九"
CHINESE_CLOCK = (
    rf"(?:(?P<lead>{_AM}|{PM})\s?)?(?P<H>二?十[一二三四]?|[零〇一二兩两三四五六七八九])[时時点點](?:(?P<half>半)|(?P<M>\d\d)分|整)?"
)
CHINESE_HOURS = {
    **{sign: value for value, sign in enumerate(_NUMERALS)}, "零": 0, "两": 2, "兩": 2,
    **{f"{tens}{sign if value else ''}": base + value
       for tens, base in (("十", 10), ("二十", 20)) for value, sign in enumerate(_NUMERALS[:5])},
}
MILITARY = r"(?P<H>[01]\d|2[0-4])(?P<M>[0-5]\d)(?!\d)(?P<unit>\s?(?:hrs?\b\.?|hours?\b|h\b|uhr\b|z\b))?"
NOON = (
    r"(?:12(?:[:.]00)?\s?)?(?:(?P<noon>noon|midday|mittags?|midi|mediod[ií]a|mezzogiorno|meio-dia"
    r"|południ[ea]|полдень"
    r"|полудня|полудні|poledne|正午|정오|μεσημέρι)|midnight|mitternacht|minuit|medianoche|mezzanotte"
    r"|meia-noite"
    rf"|middernacht|midnatt?|północy?|полночь|полуночи|опівночі|půlnoci?|éjfél|keskiyö\w*|자정){END}"
)
CUED = (
    r"(?:kl\.?|klo|klockan|klokken|klukkan|kell|plkst\.?|(?:alle\s)?ore|alle|o?\s?godz\.?|saat|pukul|jam"
    r"|(?:la\s)?ora"
    r"|στις|las|às|ساعت|الساعة|בשעה)\s?(?P<H>\d{1,2})(?![\d:/])"
)
SIGNED_DAY = (
    r"[(（]?(?:(?:星期|周|週|礼拜|禮拜)(?P<zh>[一二三四五六日天])|(?P<zh2>[一二三四五六])(?=[)）])"
    r"|(?P<ja>[月火水木金土日])(?:曜日?|(?=[)）]))"
    r"|(?P<ko>[월화수목금토일])(?:요일|(?=[)）])))[)）]?"
)
OFFSET = r"(?P<base>(?:GMT|UTC|UT)\s?)?(?P<sign>[+-])\s?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?![\d/.-])"
GAP = r"[ \t\f\v\r]*(?:\n(?![ \t\r]*\n)[ \t\f\v\r]*)?(?:(?:[,(\[@|·、，،（-]|/(?=\s))[ \t\r]*)?"
ELISION = r"(?:jusqu|d|l|dell|all|dall)'"
_TIME_WORD = (
    r"(?:(?:local\s)?time|zeit|tid|tijd|aikaa|saatiyle|saati|laiku|laika|czasu|času|idő szerint|времени"
    r"|время|часом"
    r"|ώρα[ς]?|waktu)"
)
_SEASON = r"(?:\s\(?u\.?s\.?\)?)?(?:\s(?P<season>standard|daylight))?\s"
_TIME_OF = (
    r"(?:heure|hora|ora|ώρα|hor[aá]rio|czasu?|по|giờ|بتوقيت|به وقت)\s(?:oficial\s)?(?:de\s|di\s|do\s|da\s|d')?(?:la\s|el\s)?"
)
PLACE_TIMES = (
    rf"(?P<place>{WORD})er\s?(?:orts)?zeit{END}",
    rf"{_TIME_OF}(?P<place>{WORD}(?:\s{WORD})?)",
    rf"{_TIME_OF}(?P<place>{WORD})(?:\sвремени)?",
    rf"(?:u\.?s\.?\s)?(?P<place>{WORD}){_SEASON}{_TIME_WORD}{END}",
    rf"(?:u\.?s\.?\s)?(?P<place>{WORD}\s{WORD}){_SEASON}{_TIME_WORD}{END}",
    rf"(?P<place>eastern|pacific){END}(?!\s(?:european|and)\b)",
)
LOCAL = (
    r"(?:[^\W\d_]+\s)?(?:local time|hora local|heure locale|ora locale|horário local|ortszeit|lokal tid"
    r"|plaatselijke tijd"
    r"|czasu lokalnego|(?:по\s)?местно(?:го|му) времени|helyi idő(?: szerint)?|místního času"
    r"|paikallista aikaa"
    r"|yerel saat\w*|waktu setempat)|当地时间|當地時間|現地時間|현지\s?시간"
)
LIFTED = (
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
LIFTED_TAIL = (
    r"[\s,;:(.-]{0,6}(?:(?:embargo|now|has been|have been|is|was|the|already|bereits|schon|wurde|déjà|ya"
    r"|già|já)\s){0,4}"
    r"(?:lifted|expired|removed|aufgehoben|abgelaufen|levé|levantado|revocato|opgeheven|снято?|已解除|해제)"
)
EVENT_TAIL = (
    r"[\s,(]{0,4}(?:on the (?:day|date|morning|evening)|on publication|of publication|when|after|following"
    r"|before|upon"
    r"|at the (?:start|end|time|close|beginning|opening)|am tag|nach|bei|lors|le jour|après|el día|cuando"
    r"|tras|il giorno"
    r"|quando|dopo|no dia|após|na afloop|op de dag|efter|när|etter|w dniu|po|в день|после|після)\s"
)
_CLAUSE_END = r"[.!?](?=\s|$)|[;|。！？।]|\n\s*\n|\n(?=\s*(?:(?-i:[A-Z])|[*#\d-]|\Z))|\)|\Z"


@cache
def _compiled(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern, re.IGNORECASE)


def match_at(pattern: str, text: str, at: int) -> "re.Match[str] | None":
    """The match of a pattern at a place of a text, capitals or not."""
    return _compiled(pattern).match(text, at)


def clause_end(text: str, start: int) -> int:
    """Where the clause ends that `start` lies in."""
    found = _compiled(_CLAUSE_END).search(text, start)
    return found.start() if found else len(text)
