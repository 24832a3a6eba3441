"""How alike two passages are, and so which kind of copy the one is of the other."""

import re
from collections import Counter
from collections.abc import Hashable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from compliance.model import MatchKind
from compliance.reuse.align.words import read_words

NEAR = 0.8
"""Words alike in order, of a passage with light edits: every tenth word replaced leaves 0.9, every fifth 0.8."""

NEAR_LETTERS = 0.9
"""Letters alike in order, of a passage with misreadings: they spoil many words and few letters. Words put in another order leave less."""

_LONG = 50_000_000  # pairs of words; above, words are compared without their order
_PART = 20_000  # code points of each passage whose letters are compared
_PLAIN = re.compile(r"[a-z0-9]+")
_BROKEN = re.compile(r"-[ \t]*\r?\n")


def likeness(draft: str, source: str, matched: float = 0.0) -> tuple[MatchKind, float]:
    """The kind of a passage that is no quotation, and the similarity of its two sides, from 0 to 1 in four places.

    Similarity is that of the folded words in their order (Indel: twice the words in common by the words of both); of a passage with
    misreadings that of its letters, and of a rewritten one that of its words in any order, where it is more.

    Args:
        draft: the passage in the draft.
        source: the passage in the source.
        matched: share of the draft's passage in verbatim runs, where that is known; it stands in for the order of words in
            passages of many thousand words.
    """
    plain = _is_plain(draft) and _is_plain(source)
    ours, theirs = _words(draft, plain), _words(source, plain)
    if ours == theirs:
        return MatchKind.VERBATIM, 1.0
    if len(ours) * len(theirs) > _LONG:
        ordered = min(1.0, 2 * len(ours) * matched / (len(ours) + len(theirs)))
    else:
        ordered = Indel.normalized_similarity(ours, theirs)
    if ordered >= NEAR:
        return MatchKind.NEAR_VERBATIM, round(ordered, 4)
    if ordered >= NEAR / 4:
        letters = fuzz.ratio(draft[:_PART].casefold(), source[:_PART].casefold()) / 100
        if letters >= NEAR_LETTERS:
            return MatchKind.NEAR_VERBATIM, round(letters, 4)
    return MatchKind.REWRITTEN, round(max(ordered, _common(ours, theirs)), 4)


def _is_plain(text: str) -> bool:
    return text.isascii() and not _BROKEN.search(text)


def _words(text: str, plain: bool) -> Sequence[Hashable]:
    """The folded words. Those of plain text are read without arrays, which do not pay for a passage."""
    return _PLAIN.findall(text.lower()) if plain else read_words(text).whole.tolist()


def _common(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> float:
    """The words in common in any order: what Indel gives where both sides are sorted."""
    both = Counter(ours) & Counter(theirs)
    return 2 * both.total() / max(1, len(ours) + len(theirs))
