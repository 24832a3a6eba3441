"""Years as copyright notices write them, in any script's digits and the calendars that newsrooms use.

Conversions, each to the Gregorian year in which most of that year lies:

- solar Hijri (Iran, Afghanistan): +621; the year begins at the March equinox, so its last ten weeks fall in
  the next Gregorian year
- lunar Hijri: 0.970224 y + 621.5774, cut to a whole year (twelve mean lunations over a solar year)
- Buddhist era as Thailand counts since 1941: -543
- Vikram Samvat (Nepal): -57, from mid-April on; Bengali era: +593, likewise
- Japanese eras: first year 明治 1868, 大正 1912, 昭和 1926, 平成 1989, 令和 2019
- Republic of China (民國): +1911

The differences are those of Reingold and Dershowitz, *Calendrical Calculations*. A calendar that is not named
is told by the digits and the size of the number: no notice gives a year of the Middle Ages or of the
twenty-sixth century.
"""

import re
from unicodedata import decimal

FIRST, LAST = 1800, 2099
"""The Gregorian years that a notice may plausibly give, both included."""

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
_HAN = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LUNAR = r"\s{0,3}(?:هـ|ه(?!\s?\.?\s?ش)|هجري|A\.?H\b)"
_PART = (
    r"(?P<era>明治|大正|昭和|平成|令和|民國|民国)\s{0,3}(?P<nth>元|\d{1,3})"
    r"|(?<!\d)(?P<dated>\d{4})(?=[-./]\d{1,2}[-./]\d{1,2}(?!\d))"
    r"|(?<!\d)(?P<year>\d{4})(?!\d)(?:\s?[-/]\s?(?P<short>\d\d)(?![./:-]?\d))?"
    r"|(?P<han>[〇零一二三四五六七八九]{4})(?=\s?年)"
    r"|\b(?P<roman>M{1,2}[CDLXVI][MCDLXVI]{0,11})\b"
)
_ROMAN = r"M{1,2}(CM|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－～〜~"), "-")


def read_years(text: str, calendar: str | None = None) -> list[int]:
    """Gregorian years of a years-expression, in the order written, each once.

    A range gives its two ends (`2017-18` is 2017, 2018), an open one its beginning, a date its year.

    Args:
        text: the expression, or any text; what is no year in it is passed over.
        calendar: "gregorian", "solar-hijri", "lunar-hijri", "buddhist", "vikram" or "bengali" where it is
            known; else it is deduced from digits, marks and the size of the number.
    """
    if len(text) == 4 and text.isascii() and text.isdigit():
        year = to_gregorian(int(text), calendar)
        return [] if year is None else [year]
    plain = text if text.isascii() else _plain(text)
    years: list[int] = []
    for part in re.finditer(_PART, plain):
        found = _read_part(part, text, calendar)
        years.extend(year for year in found if year not in years)
    return years


def to_gregorian(year: int, calendar: str | None = None, digit: str = "0", lunar: bool = False) -> int | None:
    """The Gregorian year of a bare four-digit year, or None where it is no plausible one.

    Args:
        year: as written.
        calendar: as for `read_years`.
        digit: one of its digits as written; its script tells calendars apart.
        lunar: a mark of the lunar Hijri year stands beside it.
    """
    named = calendar or _deduce(year, digit, lunar)
    if named == "solar-hijri":
        year += 621
    elif named == "lunar-hijri":
        year = int(year * 0.970224 + 621.5774)
    elif named == "buddhist":
        year -= 543
    elif named == "vikram":
        year -= 57
    elif named == "bengali":
        year += 593
    return year if FIRST <= year <= LAST else None


def _deduce(year: int, digit: str, lunar: bool) -> str:
    if lunar and year <= 1500:
        return "lunar-hijri"
    if 1300 <= year <= 1450:
        if "০" <= digit <= "৯":
            return "bengali"
        # solar 1430 would be 2051: nobody dates a notice so far ahead, and lunar 1430 was 2009
        return "solar-hijri" if year < 1430 else "lunar-hijri"
    if 2500 <= year <= 2600:
        return "buddhist"
    if 2060 <= year <= LAST and "०" <= digit <= "९":
        return "vikram"
    return "gregorian"


def _read_part(part: re.Match[str], text: str, calendar: str | None) -> list[int]:
    if part["era"]:
        first = 1 if part["nth"] == "元" else int(part["nth"])
        year = _ERAS[part["era"]] + first
        return [year] if first and FIRST <= year <= LAST else []
    if part["roman"]:
        return _roman(part["roman"])
    group = "year" if part["year"] else "dated" if part["dated"] else "han"
    start, end = part.span(group)
    lunar = re.compile(_LUNAR).match(text, end) is not None
    written = int(part[group].translate(_HAN))
    first_year = to_gregorian(written, calendar, text[start], lunar)
    if first_year is None:
        return []
    if not part["short"]:
        return [first_year]
    # a two-digit end repeats the century of its beginning, or the next; what is no later is a month or a page
    end_written = written - written % 100 + int(part["short"])
    if end_written <= written:
        end_written += 100
    last_year = to_gregorian(end_written, calendar, text[start], lunar)
    return [first_year, last_year] if last_year and 0 < last_year - first_year < 90 else [first_year]


def _roman(numeral: str) -> list[int]:
    if len(numeral) < 4 or not re.fullmatch(_ROMAN, numeral):
        return []
    values = [{"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}[letter] for letter in numeral]
    year = sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return [year] if FIRST <= year <= LAST else []


def _plain(text: str) -> str:
    """The text with every digit in ASCII and every dash a hyphen, code point for code point."""
    text = text.translate(_DASHES)
    return "".join(c if c.isascii() else str(decimal(c, c)) for c in text)


def _pattern() -> str:
    # one class a digit value, over the scripts that news is set in
    zeros = [*map(ord, "0٠۰०০๐０૦௦౦೦൦୦੦໐០၀")]
    digit = ["[" + "".join(chr(zero + value) for zero in zeros) + "]" for value in range(10)]
    foreign = ["[" + "".join(chr(zero + value) for zero in zeros if zero > 127) + "]" for value in range(10)]

    def either(digits: list[str], *values: int) -> str:
        return "[" + "".join(digits[value][1:-1] for value in values) + "]"

    n = r"\p{Nd}"
    gap = r"\s{0,12}"
    dash = r"[-‐‑‒–—―−~～〜/]"
    year = (
        rf"(?:{digit[1]}{either(digit, 8, 9)}{n}{{2}}|{digit[2]}{either(digit, 0, 5)}{n}{{2}}"
        rf"|{foreign[1]}{either(foreign, 3, 4)}{n}{{2}}|13[5-9][0-9]|140[0-9]"
        r"|(?:明治|大正|昭和|平成|令和|民國|民国)\s?(?:元|\p{Nd}{1,3})年|[〇零一二三四五六七八九]{4}年"
        r"|MCM[CDLXVI]{1,9}|MMX[LXVI]{1,6})"
    )
    month = (
        r"(?i:jan(?:uary|uar|vier|uari|eiro)?|feb(?:ruary|ruar|ruari)?|février|mar(?:ch|s|zo)?|märz|apr(?:il|ile)?|avril|may|mai|mayo"
        r"|june?|juni|juin|july?|juli|juillet|aug(?:ust)?|août|agosto|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?"
        r"|nov(?:ember|embre)?|de[cz](?:ember)?|décembre)\.?"
    )
    weekday = r"(?i:mon|tue|wed|thu|fri|sat|sun)"
    before = (
        rf"(?:{n}{{1,2}}[./-](?:\s?{n}{{1,2}}[./-]\s?)?|{n}{{1,2}}\.?\s(?:de\s)?{month}\s(?:de\s)?"
        rf"|(?:{weekday},?\s)?{month}\s{n}{{1,2}},?\s(?:{n}{{2}}:{n}{{2}}(?::{n}{{2}})?\s)?(?:[A-Z]{{2,5}}\s)?)?"
    )
    after = rf"(?:[./-]{n}{{1,2}}[./-]{n}{{1,2}}|년|年(?:\s?{n}{{1,2}}月(?:\s?{n}{{1,2}}日)?)?|\s?(?:هـ?|م)\b)?"
    one = rf"{before}(?:{year}{after}|14[0-4]{n}\s?هـ?\b)"  # a year of the lunar calendar in Latin digits counts with its mark only
    joint = (
        rf"\.{gap}{dash}{gap}|{gap}(?:[,;、，]|{dash}|[&+])(?i:\s?(?:and|und|et|y|e))?{gap}"
        r"|\s(?i:to|and|und|bis|et|à|au|y|al?|e|og|och|en|и|по|do|til|至)\s"
    )
    # newspapers are called Today, Heute, Hoy and Сегодня, so those words count in small letters only
    now = (
        r"(?:(?i:(?:the\s)?present|(?:to\s)?date|current|ongoing|aujourd['’]hui|présent|la\sactualidad|presente|atual|"
        r"nåtid|nykyhetki|obecnie|teraz|současnost|napjainkig|prezent|настоящее\sвремя|н\.\s?в|σήμερα|günümüz)"
        r"|(?-i:today|now|heute|jetzt|hoy|oggi|hoje|heden|nu|i\s?dag|dziś|dnes|azi|сегодня|сьогодні|днес|bugün)"
        r"|至今|今|현재|الآن|اليوم|اکنون)"
    )
    return (
        rf"(?:{one}(?:(?:{joint}){one}|{gap}{dash}{gap}{n}{{2}})*"
        rf"(?:\s?(?:{dash}|to|bis)\s?{now}\b)?)"
    )


BARE_YEARS = _pattern()
"""`YEARS` without its guards: a pattern that RE2 takes too, for gates that need no exact span."""

YEARS = rf"(?:(?<!\p{{Nd}}){BARE_YEARS}(?!\p{{Nd}})|(?<!\S)0(?!\S))"
"""Pattern of a whole years-expression, for the `regex` module; not anchored, no white space at its ends.

`read_years` of what it matches gives the years. A lone `0`, which templates print for want of a year, counts.
"""
