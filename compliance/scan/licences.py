"""Which licence a text names: Creative Commons by name, number, address or terms, and other public licences.

Readings go from the exact to the vague: an SPDX line, an address, a code such as "CC BY-SA 4.0", the names of the modules in some
forty languages, another licence's name, the terms alone. What the licences are called stands in rules/creative_commons.toml.
SPDX ids: the SPDX licence list 3.27, https://spdx.org/licenses/. Ports: config/cc-legal-tools.csv of creativecommons/cc-legal-tools-data.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

_CONDITIONS = {"by": "attribution", "nc": "non-commercial", "nd": "no derivatives", "sa": "share alike"}
_VERSIONS = ("1.0", "2.0", "2.1", "2.5", "3.0", "4.0")
# the ports that SPDX has an id for; of all others it knows the unported licence only
_PORTED = frozenset(
    "CC-BY-2.5-AU CC-BY-3.0-AT CC-BY-3.0-AU CC-BY-3.0-DE CC-BY-3.0-IGO CC-BY-3.0-NL CC-BY-3.0-US CC-BY-NC-3.0-DE CC-BY-NC-ND-3.0-DE"
    " CC-BY-NC-ND-3.0-IGO CC-BY-NC-SA-2.0-DE CC-BY-NC-SA-2.0-FR CC-BY-NC-SA-2.0-UK CC-BY-NC-SA-3.0-DE CC-BY-NC-SA-3.0-IGO CC-BY-ND-3.0-DE"
    " CC-BY-SA-2.0-UK CC-BY-SA-2.1-JP CC-BY-SA-3.0-AT CC-BY-SA-3.0-DE CC-BY-SA-3.0-IGO".split()
)
_PLACES = frozenset(
    "AM AR AT AU AZ BE BG BR CA CH CL CN CO CR CZ DE DK EC EE EG ES FI FR GE GR GT HK HR HU IE IGO IL IN IT JP KR LU MK MT MX MY NL NO NZ"
    " PE PH PL PR PT RO RS SCOTLAND SE SG SI TH TW UG UK US VE VN ZA".split()
)
_SIGNS = {  # dashes, apostrophes, and the signs of Creative Commons that Unicode has since 13.0
    **dict.fromkeys(map(ord, "‐‑‒–—―−─━﹣－ー・·"), "-"), **dict.fromkeys(map(ord, "’‘ʼ´`′＇"), "'"), **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")),
    0x1F16D: " cc ", 0x1F16F: " by ", 0x1F10F: " nc ", 0x1F10E: " sa ", 0x1F10D: " cc0 ", 0x229C: " nd ", 0x1F16E: " public domain ",
    ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("Ł"): "L", ord("ı"): "i", ord("đ"): "d", ord("Đ"): "D", ord("ß"): "ss", ord("œ"): "oe", ord("æ"): "ae",
}
# one of these stands in every text that names a licence: a cheap question before the dear ones
_HINTS = (
    "cc", "common", "licen", "lizen", "lisen", "licz", "лиценз", "ліценз", "лиценц", "by-", "://", ".org", "rights reserved", "apache", "mit", "etalab", "ogl", "dl-de",
    "gpl", "gfdl", "nlod", "odbl", "odc-by", "pddl", "eupl", "mpl", "domain", "domen", "domin", "gemeinfrei", "kozkincs", "kamu mali", "volne dilo", "tekijanoikeus",
    *(f"{version}" for version in _VERSIONS),
)
_NATIVE = (
    "共享", "創用", "创用", "コモン", "커먼", "커몬", "الإبداعي", "کامنز", "خلاق", "коммонс", "комънс", "добро", "קומונס", "คอมมอน", "कॉमन्स", "কমন্স", "ქომონ", "署名-",
    "署名 ", "姓名標示", "姓名标示", "表示-", "저작자", "достоян", "надбанн", "公有", "公共领", "公共領", "ドメイン", "도메인", "ملكية", "مالکیت", "נחלת", "công cộng", "공공누리", "授權",
)


class Licence(NamedTuple):
    """A licence as named.

    Attributes:
        licence: the SPDX id where there is one, else a name ("CC-BY-NC" where no version is told, "Creative Commons" where nothing else is),
            or an address.
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
        text: a sentence, a caption or the value of a metadata field. Takes time linear in its length and never raises.
    Returns:
        None where no licence is named. Of several licences, one that is offered beside another ("either of", "dual-licensed") makes an SPDX
        expression; else the one told most exactly.
    """
    plain = _plain(text)
    low = plain.lower()
    if not any(hint in low for hint in _HINTS) and (low.isascii() or not any(hint in low for hint in _native())):
        return None
    found = _identifier(plain) or _address(text)
    if found:
        code = _code(plain, low) if found.licence.startswith("CC-BY") and not found.licence[-1].isdigit() and not found.jurisdiction else None
        return found._replace(licence=code.licence) if code and code.licence.startswith(found.licence + "-") else found
    return _code(plain, low) or _named(plain, low) or _other(plain, low) or _family(low)


def _plain(text: str) -> str:
    """Without accents and vowel signs, in compatibility form, one kind of dash and apostrophe. As long in small letters as in any."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_SIGNS)).translate(_SIGNS)
    return "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Mn")


@lru_cache(maxsize=1)
def _native() -> tuple[str, ...]:
    return tuple(map(_plain, _NATIVE))


@lru_cache(maxsize=64)
def _re(pattern: str, cased: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if cased else re.IGNORECASE)


# ── exact forms: SPDX lines, addresses ──


_EXPRESSION = r"(?:\(|\b)[A-Za-z0-9][A-Za-z0-9.+-]{1,80}\)?(?:[ \t]+(?:AND|OR|WITH)[ \t]+\(?[A-Za-z0-9][A-Za-z0-9.+-]{1,80}\)?)"


def _identifier(plain: str) -> Licence | None:
    at = plain.find("SPDX-License-Identifier:")
    if at >= 0:
        found = _re(rf"[ \t]*({_EXPRESSION}{{0,12}})", True).match(plain, at + 24)
    else:
        found = _re(rf"\s*({_EXPRESSION}{{1,12}})\s*", True).fullmatch(plain)
    if found is None:
        return None
    expression = " ".join(found[1].split()).rstrip(".")
    if expression.count("(") != expression.count(")"):
        expression = expression.strip("()")
    return Licence(expression, None, _terms(expression.lower()) if expression.startswith("CC-") and " " not in expression else ())


def _terms(unit: str) -> tuple[str, ...]:
    parts = unit.split("-")
    return tuple(word for module, word in _CONDITIONS.items() if module in parts)


_CC = r"(?:\b|//)(?:creativecommons\.org/(?:licen[sc]es|l)|licensebuttons\.net/l)/([a-z+-]{2,16})(?:/(\d\.\d)(?:/([a-z]{2,8})\b)?)?"
_PD = r"\b(?:creativecommons\.org|licensebuttons\.net)/(?:publicdomain|p|licenses)/(zero|mark|certification|publicdomain)\b(?:/(\d\.\d))?"
_ADDRESSES = (
    (r"\brightsstatements\.org/(?:vocab|page)/([A-Z-]{2,10})/(1\.0)", r"http://rightsstatements.org/vocab/\1/\2/", None),
    (r"\bnationalarchives\.gov\.uk/doc/open-government-licence/version/([123])\b", r"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/\1/", r"OGL-UK-\1.0"),
    (r"\bnationalarchives\.gov\.uk/doc/open-government-licence\b", "https://www.nationalarchives.gov.uk/doc/open-government-licence/", "Open Government Licence"),
    (r"\bgovdata\.de/dl-de/by-2-0\b", "https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
    (r"\bgovdata\.de/dl-de/zero-2-0\b", "https://www.govdata.de/dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
    (r"\bopensource\.org/licen[sc]es?/([A-Za-z0-9.-]{2,40}?)(?=\.?(?:[\s)>\"',/]|$))", r"https://opensource.org/license/\1", r"\1"),
    (r"\bspdx\.org/licenses/([A-Za-z0-9.+-]{2,60}?)(?=(?:\.html)?\.?(?:[\s)>\"',/#]|$))", r"https://spdx.org/licenses/\1.html", r"\1"),
    (r"\bapache\.org/licenses/LICENSE-(\d\.\d)", r"https://www.apache.org/licenses/LICENSE-\1", r"Apache-\1"),
    (r"\bopendatacommons\.org/licenses/(?:odbl)\b", "https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0"),
    (r"\bopendatacommons\.org/licenses/(?:by)\b", "https://opendatacommons.org/licenses/by/1-0/", "ODC-By-1.0"),
    (r"\bopendatacommons\.org/licenses/(?:pddl)\b", "https://opendatacommons.org/licenses/pddl/1-0/", "PDDL-1.0"),
)


def _address(text: str) -> Licence | None:
    if "/" not in text:
        return None
    found = _re(_PD).search(text)
    if found:
        unit, version = found[1].lower(), "1.0"
        if unit in ("zero", "mark"):
            return Licence("CC0-1.0" if unit == "zero" else "CC-PDM-1.0", f"https://creativecommons.org/publicdomain/{unit}/{version}/")
        return Licence("CC-PDDC", "https://creativecommons.org/licenses/publicdomain/")
    for found in _re(_CC).finditer(text):
        unit, version, place = found[1].lower().strip("-"), found[2], (found[3] or "").upper()
        modules = unit.split("-")
        if not all(m in _CONDITIONS or m in ("sampling", "sampling+") for m in modules):
            continue
        jurisdiction = place if place in _PLACES else None
        url = "https://creativecommons.org/licenses/" + "/".join(p for p in (unit, version, jurisdiction and jurisdiction.lower()) if p) + "/"
        return _make(modules, version, jurisdiction)._replace(url=url)
    for pattern, url, licence in _ADDRESSES:
        found = _re(pattern).search(text)
        if found:
            address = found.expand(url)
            return Licence(found.expand(licence) if licence else address, address)
    return None


def _make(modules: list[str], version: str | None, jurisdiction: str | None) -> Licence:
    """A Creative Commons licence of its parts, in any order."""
    ordered = [m for m in _CONDITIONS if m in modules]
    conditions = tuple(_CONDITIONS[m] for m in ordered)
    first = version == "1.0"
    if not ordered or "sampling" in modules or "sampling+" in modules or first and "by" not in ordered and ordered != ["sa"]:
        # licences of 2002 to 2004 that were withdrawn; SPDX has no ids for them, nor for the order nd-nc that their addresses have
        unit = "nd-nc" if ordered == ["nc", "nd"] else "-".join(dict.fromkeys(modules))
        address = "/".join(p for p in (unit, version or "1.0", (jurisdiction or "").lower()) if p)
        return Licence(f"https://creativecommons.org/licenses/{address}/", None, conditions, jurisdiction)
    if "by" not in ordered and not first:
        ordered.insert(0, "by")  # every licence since 2.0 asks for attribution, told or not
        conditions = tuple(_CONDITIONS[m] for m in ordered)
    name = "-".join(["CC", *(m.upper() for m in ordered), *([version] if version in _VERSIONS else [])])
    ported = f"{name}-{jurisdiction}"
    return Licence(ported if ported in _PORTED else name, None, conditions, jurisdiction)


# ── codes: CC BY-SA 4.0 ──

_MODULE = r"(?:by|nc|nd|sa|sampling\+?)"
_LINK = r"[^a-z0-9\n]{0,4}"
_LICENCE = r"(?:public |open )?(?:licen[cs]e[ds]?|lizenz|licencia|licen[cz]a|licencja|licentie|licens|lisens|lisans)"
_START = rf"(?<![a-z0-9])(?:\(?cc\)?|creative[ _-]{{0,2}}commons?)(?:['\"]s)?{_LINK}(?:{_LICENCE}[^a-z0-9\n]{{1,4}})?"
_CODE = rf"{_START}(?:(?:version |v\.? ?)?([1-4][.,]\d)(?!\d){_LINK})?({_MODULE}(?:{_LINK}{_MODULE}){{0,5}})(?![a-z])"
_BARE = r"(?<![a-z0-9+-])by[-_/](?:nc|nd|sa)(?:[-_/](?:nc|nd|sa))?(?![a-z0-9])"
_NUMBER = (
    rf"[^a-z0-9\n]{{0,3}}(?:(?:{_LICENCE}|international|generic|unported|cc|commons)[^a-z0-9\n]{{1,3}}){{0,2}}(?:in (?:der )?|in its )?(?:version |vers?\.? ?|v\.? ?)?"
    r"([1-4])(?:[.,]([015])(?![\d%]|[.,]\d)|(?=\s*(?:$|[).,;:|\]\n/]|int|unp|gen|li[cz]en))(?![.,]\d))"
)


def _code(plain: str, low: str) -> Licence | None:
    for found in _re(_CODE).finditer(low):
        modules = _re(_MODULE).findall(found[2])
        if modules == ["by"] and _is_preposition(plain, low, found.start(2), found.end(2)):
            continue
        version, jurisdiction = _tail(plain, low, found.end())
        if found[1]:
            version = found[1].replace(",", ".")
        return _make(modules, version if version in _VERSIONS else None, jurisdiction)
    found_bare = _re(_BARE).search(low)
    if found_bare:
        return _make(_re(_MODULE).findall(found_bare[0]), *_tail(plain, low, found_bare.end()))
    return None


def _is_preposition(plain: str, low: str, start: int, end: int) -> bool:
    """Whether "by" introduces a name, as in "Photo: CC by Ada Moreau"."""
    if plain[start:end] != "by" or not plain[start - 1].isspace() or not low[end : end + 1].isspace():
        return False
    follows = low[end:].lstrip()[:16] if end - start < 3 else ""
    return follows[:1].isalpha() and not _re(rf"{_LICENCE}|v\.? ?\d|version|int\w+nal|unported|generic|\(|nc\b|sa\b|nd\b").match(follows)


def _tail(plain: str, low: str, end: int) -> tuple[str | None, str | None]:
    """The version and the jurisdiction that follow a name."""
    window = low[end : end + 90]
    before = _re(r"[ -](?-i:([A-Z]{2}))(?=[ -]{1,2}[1-4]\.\d)").match(plain, end)
    jurisdiction = before[1] if before and before[1] in _PLACES else None
    if before and jurisdiction:
        end += before.end() - before.start()
        window = low[end : end + 90]
    found = _re(_NUMBER).match(window)
    if found is None:
        found = _re(r"[^\n]{0,60}?\b(?:version|vers\.|v\.?) ?([1-4])[.,]([015])(?!\d)").match(window)
    if found is None:
        return None, jurisdiction
    version = f"{found[1]}.{found[2] or '0'}"
    if version not in _VERSIONS:
        return None, jurisdiction
    return version, jurisdiction or _place(plain, low, end + found.end())


def _place(plain: str, low: str, at: int) -> str | None:
    code = _re(r"[ (_/,-]{0,3}(?-i:([A-Z]{2,3}))(?![A-Za-z])", True).match(plain, at) or _re(r" ?[(_/-]([a-z]{2,8})(?![a-z])").match(low, at)
    if code:
        return code[1].upper() if code[1].upper() in _PLACES else None
    words = _re(r"[\W_]{0,3}([^\W\d_]{2,20})(?:[\W_]{1,3}([^\W\d_]{2,20}))?(?:[\W_]{1,3}([^\W\d_]{2,20}))?").match(low, at)
    if words is None:
        return None
    places = _places()
    told = [word for word in words.groups() if word]
    found = next((places[name] for n in (3, 2, 1) if (name := " ".join(told[:n])) in places), None)
    # a name without spaces runs on into the next word: 3.0 中国大陆许可协议
    return found or next((code for name, code in places.items() if name >= "\u3000" and told[0].startswith(name)), None)


# ── names: Attribution-ShareAlike, Namensnennung – Nicht kommerziell ──


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    import os

    from compliance.rulebook.load import parse
    from compliance.rulebook.shelf import rules_folder

    path = os.path.join(rules_folder(), "creative_commons.toml")
    with open(path, encoding="utf-8") as file:
        return parse(path, file.read())


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    named = ((" ".join(re.findall(r"[^\W\d_]+", _plain(name).lower())), code) for code, names in _data()["places"].items() for name in names)
    return dict(named)


@lru_cache(maxsize=1)
def _commons() -> re.Pattern[str]:
    names = _data()["names"]
    licence = "|".join(map(_plain, names["licence"]))
    return re.compile(rf"{_words(names['commons'])}(?!s|\.[a-z]{{2,3}}\b)|(?<![a-z0-9.])\(?cc\)?(?=[\W_]{{0,3}}(?:{licence}))")


@lru_cache(maxsize=1)
def _modules() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{m}>{_words(words)}|(?<![a-z]){m}(?![a-z]))" for m, words in _data()["modules"].items()))


@lru_cache(maxsize=1)
def _conditions() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(map(_plain, patterns)), re.IGNORECASE) for name, patterns in _data()["conditions"].items()}


@lru_cache(maxsize=1)
def _rows() -> list[tuple[dict[str, Any], re.Pattern[str]]]:
    return [(row, re.compile("|".join(f"(?:{_plain(pattern)})" for pattern in row["says"]))) for row in _data()["licence"]]


def _words(words: list[str]) -> str:
    written = sorted((_plain(word).lower() for word in words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[\W_]{0,3}").replace(r"\*", r"(?:\w{0,6}(?!\w))?").replace(r"\-", r"[\W_]?") for word in written) + ")"


_JOINED = r"[\W_]{0,6}(?:(?:and|und|et|y|e|i|en|och|og|ja|и|та|і|a|w|και|ve|dan|و)[\W_]{1,3})?"
_WORLDWIDE = r"[^\n\w]{0,3}(?:int[eé]?rna\w+|unported|generic|li[cz]en|国|國|국)"
_NEAR = 40
"""Code points between "Creative Commons" and the one module's name that it goes with."""


def _named(plain: str, low: str) -> Licence | None:
    commons = [m.span() for m in _commons().finditer(low)]
    if not commons and low.isascii() and not _re(r"by[-_/]|[1-4][.,][015]").search(low):
        return None
    best: tuple[int, Licence] | None = None
    for start, end, modules in _runs(low, _modules()):
        near = any(s - _NEAR < end and start < e + _NEAR for s, e in commons)
        version, jurisdiction = _tail(plain, low, end)
        if version is None and near:
            version = next((v for s, e in commons if (v := _between(low, s, e, start, end))), None)
        told = len(set(modules))
        if not near and told < 2 and version is None or not near and "by" not in modules:
            continue
        if told < 2 and (end - start == 2 and low[start:end].isascii() or not near and not _re(_WORLDWIDE).match(low, _after(low, end))):
            continue
        licence = _make(modules, version, jurisdiction)
        if best is None or told > best[0]:
            best = (told, licence)
    return best[1] if best else None


def _after(low: str, end: int) -> int:
    number = _re(_NUMBER).match(low, end)
    return number.end() if number else end


def _between(low: str, start: int, end: int, first: int, last: int) -> str | None:
    """A version that stands between "Creative Commons" and the modules, or behind both."""
    gap = low[end:first] if end <= first else low[last:start] if last <= start else ""
    found = _re(r"(?<![\d.,])([1-4])[.,]([015])(?![\d.,])").search(gap + " ") or _re(_NUMBER).match(low, max(end, last))
    version = f"{found[1]}.{found[2] or '0'}" if found else None
    return version if version in _VERSIONS else None


def _runs(low: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Modules' names that stand side by side, as (start, end, modules)."""
    start, end = -1, -1
    modules: list[str] = []
    for found in pattern.finditer(low):
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


def _other(plain: str, low: str) -> Licence | None:
    whole = low.strip(" .\"'()")
    found: list[tuple[int, int, str]] = []
    for row, says in _rows():
        match = says.search(plain if row.get("exact") else low)
        if match and not any(s <= match.start() < e for s, e, _ in found):
            found.append((match.start(), match.end(), _versioned(row, plain, low, match.end())))
        elif not match and row.get("exact") and whole == row["name"].lower():
            found.append((0, len(low), row["name"]))
    if not found:
        return None
    found.sort()
    ids = list(dict.fromkeys(licence for _, _, licence in found if licence != "public domain" or len(found) == 1))
    if len(ids) > 1 and _re(r"\b(?:either|dual\w*|or|oder|ou|или|tri-?licen\w+)\b").search(low):
        return Licence(" OR ".join(ids))
    return Licence(ids[0])


def _versioned(row: Mapping[str, Any], plain: str, low: str, end: int) -> str:
    versions = row["versions"]
    number = _re(r"[^\d\n.]{0,40}([1-4])\.(\d)(?![\d%])|[ ,-]{0,3}(?:version |v\.? ?)?([1-4])()(?![\d.%])").match(low, end) if versions else None
    version = f"{number[1] or number[3]}.{number[2] or '0'}" if number else ""
    licence = str(versions.get(version) or row.get("always") or row["name"])
    if row.get("gnu") and number and version in versions:
        later = _re(r"\+|[^\n]{0,30}\b(?:or|and) (?:\(at your option\) )?(?:any )?later|[^\n]{0,30}(?:oder (?:spater|hoher|neuer)|ou (?:toute version )?(?:ulterieure|posterior)|o (?:cualquier version )?posterior)|-or-later")
        licence += "-or-later" if later.match(low, number.end()) else "-only"
    return licence


# ── the terms alone ──


def _family(low: str) -> Licence | None:
    """ "Creative Commons" and no licence of it: by the terms that the text tells, where they tell enough.

    A duty to name the author is common to all of them; only a ban or share-alike, or leave to change the work, points to one licence.
    """
    if not _commons().search(low) and low.strip(" ()[]") != "cc":
        return None
    told = _conditions()
    modules = [name for name in ("by", "nc", "nd", "sa") if told[name].search(low)]
    if not {"nc", "nd", "sa"}.isdisjoint(modules) or "by" in modules and told["adapt"].search(low):
        return _make(modules, None, None)
    return Licence("Creative Commons", None, tuple(_CONDITIONS[m] for m in modules))
