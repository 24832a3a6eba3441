"""What alignment gives."""

from typing import NamedTuple

from compliance.model import Span


class Passage(NamedTuple):
    """A passage of a draft and the passage of a source that it comes from, or that both come from.

    `draft` and `source` are code points of the texts as given. `runs` are (draft start, source start, code points of the
    draft) of the stretches in both with the same words in the same order, in the order of the draft; a rewritten
    passage may have none.
    """

    draft: Span
    source: Span
    runs: tuple[tuple[int, int, int], ...] = ()
