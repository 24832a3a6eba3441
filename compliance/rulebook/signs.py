"""Signs that typography has several of, and the plain one of each kind."""

APOSTROPHES = "'’‘ʼ´`′＇"
QUOTES = "\"“”„‟«»‹›″＂「」『』《》"
HYPHENS = "\\-‐‑‒–—―−﹣－"


PLAIN_SIGNS = {ord(c): plain for signs, plain in ((APOSTROPHES, "'"), (QUOTES, '"'), (HYPHENS.replace("\\", ""), "-")) for c in signs}
"""Typographic signs and the plain one of each kind, for `str.translate`: strings and texts of the gate have plain ones only."""
