"""Counting words, in scripts with and without spaces."""

import re

# Scripts that part no words: Thai to Burmese, Khmer, kana and ideographs. Two letters count as a word there, a little above what
# Chinese and Japanese segmenters give (about 1.6 letters a word in news).
_LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_LETTERS}]{{1,2}}|[^\W_{_LETTERS}]+(?:['’\-][^\W_{_LETTERS}]+)*")


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """The number of words in a stretch (code points): runs of letters and digits, with apostrophes and hyphens inside; two letters where a
    script parts none."""
    return sum(1 for _ in _WORD.finditer(text, start, len(text) if end is None else end))
