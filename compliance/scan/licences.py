"""Which licence a text names: Creative Commons by name, number, address or terms, and other public licences.

Readings go from the exact to the vague: an SPDX line, an address, a code such as "CC BY-SA 4.0", the names
of the modules in some forty languages, another licence's name, the terms alone. What the licences are called
stands in rules/creative_commons.toml. SPDX ids: the licence list 3.27, https://spdx.org/licenses/. Ports and
withdrawn licences: config/cc-legal-tools.csv of creativecommons/cc-legal-tools-data.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

_CONDITIONS = {"by": "attribution", "nc": "non-commercial", "nd": "no derivatives", "sa": "share alike"}
_VERSIONS = ("1.0", "2.0", "2.1", "2.5", "3.0", "4.0")
# the ports that SPDX has an id for; of all others it knows the unported licence only
_PORTED = frozenset((
    "CC-BY-2.5-AU", "CC-BY-3.0-AT", "CC-BY-3.0-AU", "CC-BY-3.0-DE", "CC-BY-3.0-IGO", "CC-BY-3.0-NL",
    "CC-BY-3.0-US", "CC-BY-NC-3.0-DE", "CC-BY-NC-ND-3.0-DE", "CC-BY-NC-ND-3.0-IGO", "CC-BY-NC-SA-2.0-DE",
    "CC-BY-NC-SA-2.0-FR", "CC-BY-NC-SA-2.0-UK", "CC-BY-NC-SA-3.0-DE", "CC-BY-NC-SA-3.0-IGO",
    "CC-BY-ND-3.0-DE", "CC-BY-SA-2.0-UK", "CC-BY-SA-2.1-JP", "CC-BY-SA-3.0-AT", "CC-BY-SA-3.0-DE",
    "CC-BY-SA-3.0-IGO",
))
_PLACES = frozenset((
    "AM", "AR", "AT", "AU", "AZ", "BE", "BG", "BR", "CA", "CH", "CL", "CN", "CO", "CR", "CZ", "DE", "DK",
    "EC", "EE", "EG", "ES", "FI", "FR", "GE", "GR", "GT", "HK", "HR", "HU", "IE", "IGO", "IL", "IN", "IT",
    "JP", "KR", "LU", "MK", "MT", "MX", "MY", "NL", "NO", "NZ", "PE", "PH", "PL", "PR", "PT", "RO", "RS",
    "SCOTLAND", "SE", "SG", "SI", "TH", "TW", "UG", "UK", "US", "VE", "VN", "ZA",
))
_SIGNS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−─━﹣－ー・·"), "-"),
    **dict.fromkeys(map(ord, "’‘ʼ´`′＇"), "'"),
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)),
    # the signs of Creative Commons, in Unicode since 13.0
    0x1F16D: " cc ", 0x1F16F: " by ", 0x1F10F: " nc ", 0x1F10E: " sa ", 0x1F10D: " cc0 ", 0x229C: " nd ",
    0x1F16E: " public domain ",
    0xF8: "o", 0xD8: "O", 0x142: "l", 0x141: "L", 0x131: "i", 0x111: "d", 0x110: "D",
    0x153: "oe", 0xE6: "ae", 0xDF: "ss",
}
# one of these stands in every text that names a licence: a cheap question before the dear ones
_HINTS = (
    "cc", "common", "licen", "lizen", "lisen", "licz", "лиценз", "ліценз", "лиценц", "by-", "://", ".org",
    "rights reserved", "apache", "mit", "etalab", "ogl", "dl-de", "gpl", "gfdl", "nlod", "odbl", "odc-by",
    "pddl", "eupl", "mpl", "isc", "bsd", "domain", "domen", "domin", "gemeinfrei", "kozkincs", "kamu mali",
    "volne dilo", "tekijanoikeus", *_VERSIONS,
)
_NATIVE = (
    "共享", "創用", "创用", "コモン", "커먼", "커몬", "الإبداعي", "کامنز", "خلاق", "коммонс", "комънс", "добро", "קומונס",
    "คอมมอน", "कॉमन्स", "কমন্স", "ქომონ", "署名-", "署名 ", "姓名標示", "姓名标示", "表示-", "저작자", "достоян", "надбанн",
    "公有", "公共领", "公共領", "ドメイン", "도메인", "ملكية", "مالکیت", "נחלת", "công cộng", "공공누리", "授權",
    "комонс", "команс", "δημιουργών", "քոմոնս", "заједница",
)


class Licence(NamedTuple):
    """A licence as named.

    Attributes:
        licence: the SPDX id where there is one, else a name ("CC-BY-NC" where no version is told, "Creative
            Commons" where nothing else is), or an address.
        url: the canonical address, where the text bears one.
        conditions: "attribution", "non-commercial", "no derivatives", "share alike".
        jurisdiction: of a ported licence, Creative Commons' code: "DE", "UK", "IGO", "SCOTLAND".
    """

    licence: str
    url: str | None = None
    conditions: tuple[str, ...] = ()
    jurisdiction: str | None = None


def read_licence(text: str) -> Licence | None:
    """The licence that a text names.

    Args:
        text: a sentence, a caption or the value of a metadata field. Takes time linear in its length.
    Returns:
        None where no licence is named. Of several licences, those that are offered beside one another
        ("either of", "dual-licensed") make an SPDX expression; else it is the one told most exactly.
    """
    plain = _plain(text)
    low = plain.lower()
    hints = _HINTS if low.isascii() else (*_HINTS, *_native())
    if not any(hint in low for hint in hints):
        return None
    found = _identifier(plain)
    if found:
        return found
    found = _address(text)
    if found is None:
        return _code(plain, low) or _named(plain, low) or _other(plain, low) or _family(low)
    if found.licence.startswith("CC-BY") and not found.licence[-1].isdigit():
        code = _code(plain, low)
        if code and code.licence.startswith(found.licence + "-"):
            return code._replace(url=found.url)
    return found


def _plain(text: str) -> str:
    """In compatibility form, without accents and vowel signs, with one kind of dash and of apostrophe.

    What comes out has as many characters in small letters as it has as it is.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_SIGNS)).translate(_SIGNS)
    text = "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Mn")
    # a version is told in the digits of the script: ۴.۰, ৪.০
    return "".join(str(unicodedata.decimal(c)) if not c.isascii() and c.isdecimal() else c for c in text)


@lru_cache(maxsize=1)
def _native() -> tuple[str, ...]:
    return tuple(map(_plain, _NATIVE))


@lru_cache(maxsize=64)
def _re(pattern: str, cased: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if cased else re.IGNORECASE)


# ── exact forms: SPDX lines, addresses ──

_LINE = "SPDX-License-Identifier:"
_ID = r"[A-Za-z0-9][A-Za-z0-9.+-]{1,80}"
_EXPRESSION = rf"\(?{_ID}\)?(?:[ \t]+(?:AND|OR|WITH)[ \t]+\(?{_ID}\)?)"


def _identifier(plain: str) -> Licence | None:
    """Of an SPDX line, or of a text that is an expression of SPDX ids and nothing else."""
    at = plain.find(_LINE)
    if at >= 0:
        found = _re(rf"[ \t]*({_EXPRESSION}{{0,12}})", True).match(plain, at + len(_LINE))
    else:
        found = _re(rf"\s*({_EXPRESSION}{{1,12}})\s*", True).fullmatch(plain)
        ids = found[1].strip("()").split()[::2] if found else []
        if not all(_re(r"\d|MIT\Z|ISC\Z|Zlib\Z|X11\Z", True).search(one) for one in ids):
            return None
    if found is None:
        return None
    expression = " ".join(found[1].split()).rstrip(".")
    if expression.count("(") != expression.count(")"):
        expression = expression.strip("()")
    single = expression.startswith("CC-") and " " not in expression
    return Licence(expression, None, _terms(expression.lower().split("-")) if single else ())


def _terms(modules: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for module, word in _CONDITIONS.items() if module in modules)


_CC = (
    r"(?:\b|//)(?:creativecommons\.org/(?:licen[sc]es|l)|licensebuttons\.net/l)/"
    r"([a-z+-]{2,16})(?:/(\d\.\d)(?:/([a-z]{2,8})\b)?)?"
)
_PD = (
    r"\b(?:creativecommons\.org|licensebuttons\.net)/(?:publicdomain|p|licenses)/"
    r"(zero|mark|certification|publicdomain)\b"
)
_OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/"
_END = r"(?=\.?(?:[\s)>\"',/#]|$))"
_ADDRESSES = (
    (r"rightsstatements\.org/(?:vocab|page)/([A-Z-]{2,10})/1\.0", r"http://rightsstatements.org/vocab/\1/1.0/", ""),
    (r"nationalarchives\.gov\.uk/doc/open-government-licence/version/([123])\b", rf"{_OGL}version/\1/",
     r"OGL-UK-\1.0"),
    (r"nationalarchives\.gov\.uk/doc/open-government-licence\b", _OGL, "Open Government Licence"),
    (r"govdata\.de/dl-de/by-2-0\b", "https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
    (r"govdata\.de/dl-de/zero-2-0\b", "https://www.govdata.de/dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
    (rf"opensource\.org/licen[sc]es?/({_ID}?){_END}", r"https://opensource.org/license/\1", r"\1"),
    (rf"spdx\.org/licenses/({_ID}?)(?:\.html)?{_END}", r"https://spdx.org/licenses/\1.html", r"\1"),
    (r"apache\.org/licenses/LICENSE-(\d\.\d)", r"https://www.apache.org/licenses/LICENSE-\1", r"Apache-\1"),
    (r"opendatacommons\.org/licenses/odbl\b", "https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0"),
    (r"opendatacommons\.org/licenses/by\b", "https://opendatacommons.org/licenses/by/1-0/", "ODC-By-1.0"),
    (r"opendatacommons\.org/licenses/pddl\b", "https://opendatacommons.org/licenses/pddl/1-0/", "PDDL-1.0"),
)
_CC_SITE = "https://creativecommons.org/"
_PUBLIC = {
    "zero": Licence("CC0-1.0", f"{_CC_SITE}publicdomain/zero/1.0/"),
    "mark": Licence("CC-PDM-1.0", f"{_CC_SITE}publicdomain/mark/1.0/"),
    "certification": Licence("CC-PDDC", f"{_CC_SITE}publicdomain/certification/1.0/us/"),
    "publicdomain": Licence("CC-PDDC", f"{_CC_SITE}licenses/publicdomain/"),
}


def _address(text: str) -> Licence | None:
    if "/" not in text:
        return None
    found = _re(_PD).search(text)
    if found:
        return _PUBLIC[found[1].lower()]
    for found in _re(_CC).finditer(text):
        unit, version, place = found[1].lower().strip("-"), found[2], (found[3] or "").upper()
        modules = unit.split("-")
        if not all(m in _CONDITIONS or m in ("sampling", "sampling+") for m in modules):
            continue
        jurisdiction = place if place in _PLACES else None
        url = _licence_address(unit, version, jurisdiction)
        return _make(modules, version, jurisdiction)._replace(url=url)
    for pattern, url, licence in _ADDRESSES:
        found = _re(rf"\b{pattern}").search(text)
        if found:
            address = found.expand(url)
            return Licence(found.expand(licence) if licence else address, address)
    return None


def _licence_address(unit: str, version: str | None, jurisdiction: str | None) -> str:
    parts = ("licenses", unit, version, (jurisdiction or "").lower())
    return _CC_SITE + "".join(f"{part}/" for part in parts if part)


def _make(modules: Sequence[str], version: str | None, jurisdiction: str | None) -> Licence:
    """A Creative Commons licence of its parts, in any order."""
    ordered = [m for m in _CONDITIONS if m in modules]
    first = version == "1.0"
    sampling = any(m.startswith("sampling") for m in modules)
    if not ordered or sampling or first and "by" not in ordered and ordered != ["sa"]:
        # licences of 2002 to 2004 that were withdrawn: SPDX has no ids for them
        unit = "nd-nc" if ordered == ["nc", "nd"] else "-".join(dict.fromkeys(modules))
        address = _licence_address(unit, version or "1.0", jurisdiction)
        return Licence(address, None, _terms(ordered), jurisdiction)
    if "by" not in ordered and not first:
        ordered.insert(0, "by")  # every licence since 2.0 asks for attribution, told or not
    name = "-".join(["CC", *(m.upper() for m in ordered), *([version] if version in _VERSIONS else [])])
    ported = f"{name}-{jurisdiction}"
    return Licence(ported if ported in _PORTED else name, None, _terms(ordered), jurisdiction)


# ── codes: CC BY-SA 4.0 ──

_MODULE = r"(?:by|nc|nd|sa|sampling\+?)"
_LINK = r"[^a-z0-9\n]{0,4}"
_LICENCE = r"(?:public )?(?:licen[cs]e[ds]?|lizenz|licencia|licen[cz]a|licencja|licentie|li[cs]ens|lisans)"
_CODE = (
    rf"(?<![a-z0-9])(?:\(?cc\)?|creative[ _-]{{0,2}}commons?){_LINK}(?:{_LICENCE}[^a-z0-9\n]{{1,4}})?"
    rf"(?:(?:version |v\.? ?)?([1-4][.,]\d)(?!\d){_LINK})?({_MODULE}(?:{_LINK}{_MODULE}){{0,5}})(?![a-z])"
)
_BARE = r"(?<![a-z0-9+-])by[-_/](?:nc|nd|sa)(?:[-_/](?:nc|nd|sa))?(?![a-z0-9])"
_NUMBER = (
    rf"[^a-z0-9\n]{{0,3}}(?:(?:{_LICENCE}|international|generic|unported|cc)[^a-z0-9\n]{{1,3}}){{0,2}}"
    r"(?:in (?:der |its )?)?(?:version |vers?\.? ?|v\.? ?)?"
    r"([1-4])(?:[.,]([015])(?![\d%]|[.,]\d)|(?=\s*(?:$|[).,;:|\]\n/]|int|unp|gen|li[cz]en))(?![.,]\d))"
)
_LATER_NUMBER = r"[^\n]{0,60}?\b(?:version|vers\.|v\.?) ?([1-4])[.,]([015])(?!\d)"


def _code(plain: str, low: str) -> Licence | None:
    for found in _re(_CODE).finditer(low):
        modules = _re(_MODULE).findall(found[2])
        if modules == ["by"] and _is_preposition(plain, low, *found.span(2)):
            continue
        version, jurisdiction = _tail(plain, low, found.end())
        if found[1]:
            version = found[1].replace(",", ".")
        return _make(modules, version if version in _VERSIONS else None, jurisdiction)
    bare = _re(_BARE).search(low)
    return _make(_re(_MODULE).findall(bare[0]), *_tail(plain, low, bare.end())) if bare else None


def _is_preposition(plain: str, low: str, start: int, end: int) -> bool:
    """Whether "by" introduces a name, as in "Photo: CC by Ada Moreau"."""
    if plain[start:end] != "by" or not plain[start - 1].isspace() or not plain[end : end + 1].isspace():
        return False
    follows = low[end : end + 24].lstrip()
    goes_on = _re(rf"{_LICENCE}|v\.? ?\d|version|int\w+nal|unported|generic|n[cd]\b|sa\b").match(follows)
    return follows[:1].isalpha() and not goes_on


def _tail(plain: str, low: str, end: int) -> tuple[str | None, str | None]:
    """The version and the jurisdiction that follow a name; the latter may come first: "CC BY AT 2.0"."""
    before = _re(r"[ -]([A-Z]{2})(?=[ -]{1,2}[1-4]\.\d)", True).match(plain, end)
    jurisdiction = None
    if before and before[1] in _PLACES:
        jurisdiction, end = before[1], before.end()
    window = low[end : end + 90]
    found = _re(_NUMBER).match(window) or _re(_LATER_NUMBER).match(window)
    version = _version(found)
    if found is None or version is None:
        return None, jurisdiction
    return version, jurisdiction or _place(plain, low, end + found.end())


def _version(found: re.Match[str] | None) -> str | None:
    version = f"{found[1]}.{found[2] or '0'}" if found else None
    return version if version in _VERSIONS else None


def _place(plain: str, low: str, at: int) -> str | None:
    code = _re(r"[ (_/,-]{0,3}([A-Z]{2,3})(?![A-Za-z])", True).match(plain, at)
    code = code or _re(r" ?[(_/-]([a-z]{2,8})(?![a-z])", True).match(low, at)
    if code:
        return code[1].upper() if code[1].upper() in _PLACES else None
    word = r"[\W_]{1,3}([^\W\d_]{2,20})"
    words = _re(rf"[\W_]{{0,3}}([^\W\d_]{{2,20}})(?:{word})?(?:{word})?").match(low, at)
    if words is None:
        return None
    places = _places()
    told = [part for part in words.groups() if part]
    found = next((places[name] for n in (3, 2, 1) if (name := " ".join(told[:n])) in places), None)
    # a name without spaces runs on into the next word: 3.0 中国大陆许可协议
    unspaced = (code for name, code in places.items() if name >= "\u3000" and told[0].startswith(name))
    return found or next(unspaced, None)


# ── what things are called ──


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    import os

    from compliance.rulebook.reading import parse
    from compliance.rulebook.shelf import rules_folder

    path = os.path.join(rules_folder(), "creative_commons.toml")
    with open(path, encoding="utf-8") as file:
        return parse(path, file.read())


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    rows = [(code, name) for code, names in _data()["places"].items() for name in names]
    return {" ".join(re.findall(r"[^\W\d_]+", _plain(name).lower())): code for code, name in rows}


@lru_cache(maxsize=1)
def _commons() -> re.Pattern[str]:
    names = _data()["names"]
    licence = "|".join(map(_plain, names["licence"]))
    spelt = rf"{_words(names['commons'])}(?!s|\.[a-z]{{2,3}}\b)"
    return re.compile(rf"{spelt}|(?<![a-z0-9.])\(?cc\)?(?=[\W_]{{0,3}}(?:{licence}))")


@lru_cache(maxsize=1)
def _modules() -> re.Pattern[str]:
    names = _data()["modules"].items()
    return re.compile("|".join(f"(?P<{m}>{_words(words)}|(?<![a-z]){m}(?![a-z]))" for m, words in names))


@lru_cache(maxsize=1)
def _conditions() -> dict[str, re.Pattern[str]]:
    told = _data()["conditions"].items()
    return {name: re.compile("|".join(map(_plain, patterns)), re.IGNORECASE) for name, patterns in told}


@lru_cache(maxsize=1)
def _rows() -> list[tuple[dict[str, Any], re.Pattern[str]]]:
    rows = _data()["licence"]
    return [(row, re.compile("|".join(f"(?:{_plain(says)})" for says in row["says"]))) for row in rows]


def _words(words: Sequence[str]) -> str:
    """One pattern of names as the table writes them; the longest that fits is found."""
    patterns = []
    for word in sorted((_plain(word).lower() for word in words), key=len, reverse=True):
        pattern = re.escape(word).replace(r"\ ", r"[\W_]{0,3}").replace(r"\-", r"[\W_]?")
        patterns.append(pattern.replace(r"\*", r"(?:\w{0,6}(?!\w))?"))
    return f"(?:{'|'.join(patterns)})"


# ── names: Attribution-ShareAlike, Namensnennung – Nicht kommerziell ──

_JOINED = r"[\W_]{0,6}(?:(?:and|und|et|y|e|i|en|och|og|ja|и|та|і|a|si|w|και|ve|dan|و)[\W_]{1,3})?"
_GAP_WORDS = rf"(?:{_LICENCE}\w*|лиценз\w*|ліценз\w*|licenc\w*|lizenz\w*|\d\.\d|int\w+l|de|der|von|van|от|na)"
_WORLDWIDE = r"[^\n\w]{0,3}(?:int[eé]?rna\w+|unported|generic|li[cz]en|国|國|국)"
_NEAR = 40
"""Code points that may stand between "Creative Commons" and the modules."""
_LONGEST = 60
"""Code points that the longest name of Creative Commons may have."""


def _named(plain: str, low: str) -> Licence | None:
    commons = [m.span() for m in _commons().finditer(low)]
    if not commons and low.isascii() and not _re(r"by[-_/]|[1-4][.,][015]").search(low):
        return None
    starts = [start for start, _ in commons]
    best, most = None, 0
    for start, end, modules in _runs(low):
        window = commons[bisect_left(starts, start - _NEAR - _LONGEST) : bisect_right(starts, end + _NEAR)]
        told = len(set(modules))
        if told <= most:
            continue
        name = start, end
        near = [c for c in window if start < c[1] + _NEAR and (len(modules) > 1 or _beside(low, c, name))]
        version, jurisdiction = _tail(plain, low, end)
        if not near and ("by" not in modules or told < 2 and not (version and _is_worldwide(low, end))):
            continue
        coded = near and version and plain[start:end] == "BY"
        if told < 2 and end - start == 2 and low[start:end].isascii() and not coded:
            continue  # a lone "by" or "sa" is a word like any other
        if version is None:
            version = next((v for c in near if (v := _between(low, c, name))), None)
        best, most = _make(modules, version, jurisdiction), told
    return best


def _beside(low: str, commons: tuple[int, int], name: tuple[int, int]) -> bool:
    """Whether only words like "licence" stand between; "Creative Commons, with attribution" is no name."""
    gap = low[commons[1] : name[0]] if commons[1] <= name[0] else low[name[1] : commons[0]]
    return _re(rf"[\W_]*(?:{_GAP_WORDS}[\W_]+){{0,4}}").fullmatch(gap) is not None


def _is_worldwide(low: str, end: int) -> bool:
    """Whether "International" or the like follows the number, as in "Attribution 4.0 International"."""
    number = _re(_NUMBER).match(low, end)
    return bool(number and _re(_WORLDWIDE).match(low, number.end()))


def _between(low: str, commons: tuple[int, int], name: tuple[int, int]) -> str | None:
    """A version that stands between "Creative Commons" and the modules, or behind both."""
    gap = low[commons[1] : name[0]] if commons[1] <= name[0] else low[name[1] : commons[0]]
    found = _re(r"(?<![\d.,])([1-4])[.,]([015])(?![\d.,])").search(gap)
    return _version(found or _re(_NUMBER).match(low, max(commons[1], name[1])))


def _runs(low: str) -> Iterator[tuple[int, int, list[str]]]:
    """Modules' names that stand side by side, as (start, end, modules)."""
    start, end = -1, -1
    modules: list[str] = []
    for found in _modules().finditer(low):
        if modules and _re(_JOINED).fullmatch(low, end, found.start()):
            modules.append(str(found.lastgroup))
        else:
            if modules:
                yield start, end, modules
            start, modules = found.start(), [str(found.lastgroup)]
        end = found.end()
    if modules:
        yield start, end, modules


# ── other licences ──

_CHOICE = r"\b(?:either|dual\w*|or|oder|ou|или|tri-?licen\w+)\b"
_OTHER_NUMBER = r"[^\d\n.]{0,40}([1-4])\.(\d)(?![\d%])|[ ,-]{0,3}(?:version |v\.? ?)?([1-4])()(?![\d.%])"
_OR_LATER = (
    r"\+|-or-later|[^\n]{0,30}\b(?:or|and) (?:\(at your option\) )?(?:any )?later"
    r"|[^\n]{0,30}(?:oder (?:spater|hoher|neuer)|ou (?:toute version )?(?:ulterieure|posterior))"
    r"|[^\n]{0,30}o (?:cualquier version )?posterior"
)


def _other(plain: str, low: str) -> Licence | None:
    whole = low.strip(" .\"'()")
    found: list[tuple[int, int, str]] = []
    for row, says in _rows():
        match = says.search(plain if row.get("exact") else low)
        if match and not any(start <= match.start() < end for start, end, _ in found):
            found.append((match.start(), match.end(), _versioned(row, low, match.end())))
        elif not match and row.get("exact") and whole == row["name"].lower():
            found.append((0, len(low), row["name"]))
    if not found:
        return None
    ids = list(dict.fromkeys(licence for _, _, licence in sorted(found)))
    if len(ids) > 1 and "public domain" in ids:
        ids.remove("public domain")
    if len(ids) > 1 and _re(_CHOICE).search(low):
        return Licence(" OR ".join(ids))
    return Licence(ids[0])


def _versioned(row: Mapping[str, Any], low: str, end: int) -> str:
    versions = row["versions"]
    number = _re(_OTHER_NUMBER).match(low, end) if versions else None
    version = f"{number[1] or number[3]}.{number[2] or '0'}" if number else ""
    licence = str(versions.get(version) or row.get("always") or row["name"])
    if row.get("gnu") and number and version in versions:
        licence += "-or-later" if _re(_OR_LATER).match(low, number.end()) else "-only"
    return licence


# ── the terms alone ──


def _family(low: str) -> Licence | None:
    """ "Creative Commons" and no licence of it: by the terms that the text tells, where they tell enough.

    A duty to name the author is common to all; a ban, share-alike, or leave to change the work tells more.
    """
    if not _commons().search(low) and low.strip(" ()[]") != "cc":
        return None
    told = _conditions()
    modules = [name for name in _CONDITIONS if told[name].search(low)]
    if not {"nc", "nd", "sa"}.isdisjoint(modules) or "by" in modules and told["adapt"].search(low):
        return _make(modules, None, None)
    return Licence("Creative Commons", None, _terms(modules))
