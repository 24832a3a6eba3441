"""Letters and digits of all scripts in ASCII, code point for code point."""

import re
from unicodedata import category, decimal, normalize


_TWO_WORDS = (("كانون", "ال"), ("تشرين", "ال"), *((number, "شنبه") for number in ("یک", "دو", "سه", "چهار", "پنج")))
_VIETNAMESE_DAY = re.compile(r"(?<=\bthứ) (?=(?:hai|ba|tư|năm|sáu|bảy)\b)|(?<=\bchủ) (?=nhật\b)", re.IGNORECASE)


def in_ascii(text: str) -> str:
    """The text with digits, dashes, spaces and full-width forms in ASCII, code point for code point."""
    if text.isascii():
        return text
    text = "".join(c if c.isascii() else _plain_letter(c) for c in text)
    # names of months and days in two words
    for first, second in _TWO_WORDS:
        text = text.replace(f"{first} {second}", f"{first}_{second}")
    return _VIETNAMESE_DAY.sub("_", text)


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
