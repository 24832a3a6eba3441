"""Places: ISO 3166-1 alpha-2 codes, groups of them, and whether a licence for some places covers another.

Codes: ISO 3166-1, the 249 officially assigned. Names as newsrooms write them are in data/countries.toml. Members of the EU,
the EEA and Schengen: as of 2025.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

WORLDWIDE = "WORLDWIDE"
"""Every place."""

CODES = frozenset((
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG "
    "CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL "
    "GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA "
    "LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP "
    "NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
    "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
).split())
"""Every ISO 3166-1 alpha-2 code."""

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
GROUPS: Mapping[str, frozenset[str]] = {
    WORLDWIDE: CODES,
    "EU": frozenset(_EU.split()),
    "EEA": frozenset(f"{_EU} IS LI NO".split()),
    "EFTA": frozenset("CH IS LI NO".split()),
    "BENELUX": frozenset("BE LU NL".split()),
    "BALTICS": frozenset("EE LT LV".split()),
    "DACH": frozenset("AT CH DE".split()),
    "NORDICS": frozenset("AX DK FI FO GL IS NO SE".split()),
    "BRITISH-ISLES": frozenset("GB IE IM GG JE".split()),
    "NORTH-AMERICA": frozenset("CA MX US".split()),
    "ANZ": frozenset("AU NZ".split()),
    "GCC": frozenset("AE BH KW OM QA SA".split()),
    "ASEAN": frozenset("BN ID KH LA MM MY PH SG TH TL VN".split()),
}
"""Groups of places that a ledger may name, by the name in capitals."""

_OTHER = {
    "UK": "GB", "EL": "GR", "USA": "US", "UAE": "AE", "WORLD": WORLDWIDE, "GLOBAL": WORLDWIDE, "ALL": WORLDWIDE, "NORDIC": "NORDICS",
    "BALTIC": "BALTICS", "EUROPEAN-UNION": "EU", "GULF": "GCC",
}


def normal(name: str) -> str:
    """The code, or the name of the group, that a written name means; empty where it means none.

    Takes codes in any case ("de", "UK"), groups ("EU", "worldwide", "North America") and countries by name ("Germany", "the Netherlands").
    """
    key = re.sub(r"[\s_]+", "-", name.strip()).upper()
    key = _OTHER.get(key, key)
    if not key or key in CODES or key in GROUPS:
        return key
    return _names().get(_folded(name), "")


def expand(names: Iterable[str]) -> frozenset[str]:
    """The ISO codes that codes and groups come to; what is neither counts for nothing."""
    found: set[str] = set()
    for name in names:
        key = normal(name)
        found.update(GROUPS.get(key, (key,) if key else ()))
    return frozenset(found)


def covers(territory: str, inside: Iterable[str], outside: Iterable[str] = ()) -> bool | None:
    """Whether a licence for the places `inside` (none given: everywhere) but not `outside` holds in `territory`.

    `territory` may be a group: it is covered when all of it is. None where the answer hangs on a territory that is not known: it
    is empty or no place that has a code, while the licence is limited.
    """
    limits = tuple(inside)
    allowed = expand(limits) if limits else CODES
    barred = expand(outside)
    wanted = expand((territory,))
    if not wanted:
        return True if allowed == CODES and not barred else None
    return wanted <= allowed and not wanted & barred


class Places(NamedTuple):
    """Places that a text lets in and keeps out: codes and groups."""

    inside: frozenset[str]
    outside: frozenset[str]


def read(text: str) -> Places:
    """The places that a caption or a notice names: "UK, US and Ireland", "World rights except Italy", "FRANCE OUT".

    What is no country (a province, a city) is left out, so that an empty answer means: not known.
    """
    inside: set[str] = set()
    outside: set[str] = set()
    for part in re.split(r"[;/|+•·()*\n]", text):
        head, barred, tail = _split(part)
        inside |= _named(head)
        outside |= _named(tail) if barred else set()
    return Places(frozenset(inside), frozenset(outside))


def _split(part: str) -> tuple[str, bool, str]:
    """What a part of a sentence lets in, whether it keeps something out, and what."""
    if re.search(r"\bout\W*$", part, re.IGNORECASE):
        return "", True, re.sub(r"\bout\W*$", "", part, flags=re.IGNORECASE)
    found = re.search(r"\b(?:not?|except(?:ing)?|excl(?:uding)?|outside|ohne|sauf|hors|excepto|salvo)\b", part, re.IGNORECASE)
    return (part[: found.start()], True, part[found.end() :]) if found else (part, False, "")


def _named(text: str) -> set[str]:
    found = {normal(text)}
    for piece in re.split(r",|&|\b(?:and|or|und|oder|et|y)\b", text, flags=re.IGNORECASE):
        words = re.sub(r"\b(?:only|rights)\b", " ", piece, flags=re.IGNORECASE).split()
        # words may stand in front of a place ("full editorial rights UK"), never behind it
        tails = (" ".join(words[at:]) for at in range(max(0, len(words) - 5), len(words)))
        found.add(next((key for key in map(normal, tails) if key), ""))
    return found - {""}


def title(code: str) -> str:
    """The English name of a code; of a group, its name; else the code itself."""
    names = _table()["countries"].get(code)
    return str(names[0]) if names else code.replace("-", " ").title() if code in GROUPS and len(code) > 4 else code


def vocabulary() -> list[str]:
    """All that a ledger may write in short: groups first, then codes."""
    return [*GROUPS, *sorted(CODES)]


def names() -> list[str]:
    """The English names of all countries."""
    return [str(row[0]) for row in _table()["countries"].values()]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    from compliance.policy.data import load

    return load("countries.toml")


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return {_folded(name): code for code, names in _table()["countries"].items() for name in names}


def _folded(name: str) -> str:
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"\W+", " ", re.sub(r"^\s*the\s+", "", plain, flags=re.IGNORECASE)).strip().casefold()
