"""Time zones as press releases name them: abbreviations, cities and countries, and which season counts."""

from functools import cache
from typing import TYPE_CHECKING

from compliance.scan.dates.names import folded

if TYPE_CHECKING:
    from datetime import datetime

FULL_NAMES = {
    "UTC": "coordinated universal time|temps universel",
    "GMT": "greenwich mean time|بتوقيت (?:غرينتش|جرينتش|غرينيتش)|به وقت گرینویچ",
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
# Abbreviation: minutes east of UTC (None where the season decides), and the region whose season counts.
_EAST, _MIDDLE, _HILLS, _WEST = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
AMERICAN = (_EAST, _MIDDLE, _HILLS, _WEST)
_BERLIN, _PARIS, _LONDON = "Europe/Berlin", "Europe/Paris", "Europe/London"
_SYDNEY, _AUCKLAND = "Australia/Sydney", "Pacific/Auckland"
ABBREVIATIONS: dict[str, tuple[int | None, str]] = {
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
SEASONS = {
    (region, season): letter + end
    for region, letter in ((_EAST, "E"), (_MIDDLE, "C"), (_HILLS, "M"), (_WEST, "P"))
    for season, end in (("standard", "ST"), ("daylight", "DT"))
}
# Nobody who uses these puts the month first.
DAY_MONTH_ZONES = """
BST CET CEST MEZ MESZ MET HEC HAEC HNEC EET EEST OEZ OESZ WEST WET
MSK МСК SEČ SELČ AEST AEDT NZST NZDT SAST
"""
# Words in small letters.
CAPITALS_ONLY = """
Z ET CT MT PT UT TU AST ART EAT CAT MET WAT COT PET WIT
HST NST AMT IST SST WEST AET GST TRT SEČ SAST
"""
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
    "Africa/Cairo": "cairo القاهرة مصر",
    "Asia/Riyadh": "riyadh mecca saudi السعودية الرياض مكة",
    "Asia/Dubai": "dubai uae emirates الإمارات",
    "Asia/Tehran": "tehran iran تهران ایران",
    "Asia/Karachi": "karachi islamabad pakistan",
    "Asia/Kolkata": "india indian delhi new_delhi mumbai",
    "Asia/Dhaka": "dhaka bangladesh",
    "Asia/Bangkok": "bangkok thailand thai",
    "Asia/Ho_Chi_Minh": "hanoi hà_nội việt_nam vietnam",
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


def in_zone(moment: "datetime", region: str) -> "datetime | None":
    """The moment in an IANA zone; None where this system has no data on it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return moment.replace(tzinfo=ZoneInfo(region))
    except (ZoneInfoNotFoundError, OSError):
        return None


@cache
def places_by_name() -> dict[str, str]:
    """The zone of each place, by its folded name."""
    return {folded(place): zone for zone, places in _PLACES.items() for place in places.split()}
