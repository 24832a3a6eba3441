"""Whether two texts report the same thing, and how close a rewritten passage must be there.

Two newsrooms that write about one event on one day share names, figures and dates, and the words of the matter, all over. A passage
of theirs is alike without having been copied, so it has to be more alike than one in texts that share nothing else.
"""

import re
from collections import Counter
from collections.abc import Iterable

from compliance.model import Span

ONE_TOPIC = 0.1
"""Long words in common of all the long words of both texts, outside the passages, from which on the two report one thing. Four of five
pairs of independent reports of one event lie above, one in fifteen other pairs does."""

CLOSE = 0.5
"""Stems in common, by those of both sides (Dice), that a rewritten passage has in such texts. Nineteen of twenty rewritten passages lie above,
and half of those that are alike by chance lie below."""

_STEM = 5  # letters; as in the alignment
_FEW = 15  # long words; texts with fewer outside the passage tell nothing
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_WORD = re.compile(r"[^\W_]+")


def is_one_topic(draft: str, source: str, draft_spans: Iterable[Span], source_spans: Iterable[Span]) -> bool:
    """Whether the texts are about one thing, judged by what is left of them outside the spans (code points).

    In scripts that part no words, long words are too few for that, and the answer is no.
    """
    ours, theirs = _long_words(_rest(draft, draft_spans)), _long_words(_rest(source, source_spans))
    if min(len(ours), len(theirs)) < _FEW:
        return False
    both = len(ours & theirs)
    return both >= ONE_TOPIC * (len(ours) + len(theirs) - both)


def is_close(draft: str, source: str) -> bool:
    """Whether two passages have enough stems in common to be held for one rewritten from the other on the same topic."""
    ours, theirs = _stems(draft), _stems(source)
    return 2 * (ours & theirs).total() >= CLOSE * (ours.total() + theirs.total())


def _rest(text: str, spans: Iterable[Span]) -> str:
    pieces = []
    last = 0
    for start, end in sorted(spans):
        pieces.append(text[last:start])
        last = max(last, end)
    return "\n".join([*pieces, text[last:]])


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text.lower()))


def _stems(text: str) -> Counter[str]:
    return Counter(word[:_STEM] for word in _WORD.findall(text.lower()))
