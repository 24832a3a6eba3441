"""Letters and digits of all scripts in ASCII, code point for code point."""

from unicodedata import category, decimal, normalize


def in_ascii(text: str) -> str:
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
