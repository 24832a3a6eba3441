"""Which single-byte code page a text in a Latin script is in, told by the letters of its language.

A right code page turns nearly all bytes above ASCII into letters of one language; a wrong one does not: the
Czech ř and ě of windows-1250 are ø and ì in windows-1252, and no language has both. A statistical guess is
not good enough here, because the code pages differ in the copyright sign: 0xA9 is Š in ISO-8859-2.
"""

from collections import Counter

# the letters of a language: those that nearly every text has, then those that it may have
_WESTERN = (
    ("äöüß", ""),  # German
    ("éèàêç", "âæëîïôœùûüÿ"),  # French
    ("áéíñó", "úü¿¡ªº"),  # Spanish
    ("áãçéíó", "âàêôõúüªº"),  # Portuguese
    ("àèéìòù", "íîóú"),  # Italian
    ("àçèéíò", "ïóúü"),  # Catalan
    ("ëéï", "èöüç"),  # Dutch
    ("åäöæø", "éü"),  # Danish, Norwegian, Swedish, Finnish
    ("áéíóúýþæöð", ""),  # Icelandic
)
_CENTRAL = (
    ("ąćęłńóśźż", ""),  # Polish
    ("áčďéěíňóřšťúůýž", ""),  # Czech
    ("áčéíľšťúýž", "äďĺňóôŕ"),  # Slovak
    ("áéíóöőúüű", ""),  # Hungarian
    ("ăâîşţ", ""),  # Romanian
    ("čćđšž", ""),  # Croatian, Slovene
)
_TURKISH = (("çğıöşüİ", "âîû"),)
_BALTIC = (
    ("ąčęėįšųūž", ""),  # Lithuanian
    ("āčēģīķļņšūž", ""),  # Latvian
    ("äõöüšž", ""),  # Estonian
)
_LANGUAGES = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "cp1254": _TURKISH,
    "cp1257": _BALTIC,
    "iso8859_2": _CENTRAL,
    "mac_roman": _WESTERN,
}
_PUNCTUATION = "\xa0…‘’“”„‚‹›«»–—•·™©®§°€£\xad"  # of any language
_ENOUGH = 0.9  # share of the bytes above ASCII; the rest may be foreign names
_COMMON = 0.05  # what a letter that nearly every text has counts for, beyond being of the language


def code_page(head: bytes) -> str:
    """The codec of a Latin text, or "" where the bytes above ASCII are no Latin language's."""
    high = Counter(byte for byte in head if byte >= 128)
    values = bytes(high)
    best, found = 0.0, ""
    for codec, languages in _LANGUAGES.items():
        letters = values.decode(codec, "replace")
        for common, rest in languages:
            known = [_worth(letter, common, rest) for letter in letters]
            share = (
                sum(high[value] for value, worth in zip(values, known, strict=True) if worth) / high.total()
            )
            score = sum(high[value] * worth for value, worth in zip(values, known, strict=True))
            if share >= _ENOUGH and score > best:
                best, found = score, codec
    return found


def _worth(letter: str, common: str, rest: str) -> float:
    if letter in common or letter.lower() in common or letter in _PUNCTUATION:
        return 1 + _COMMON
    return float(letter in rest or letter.lower() in rest)
