"""What is intended under one context, and how far licences cover it, worked out once for many documents."""

from collections.abc import Callable
from functools import lru_cache

from compliance.model import Act
from compliance.policy import acts
from compliance.policy.cover import Cover, Need, best, weigh
from compliance.policy.terms import Context, Licence, Part
from compliance.policy.territories import Places, covers

OF_TEXTS = frozenset((Act.REWRITE, Act.TRANSLATE, Act.QUOTE))
"""Acts that are done to texts, and not to the pictures in them."""
MANY = 4096
"""Offers of licences, and places, of which it is remembered how they stand to what is intended."""


class Intent:
    """The acts that a context comes to, for each part of a document, by a publisher who is `commercial` or not (None: not said).

    `stopped` are those of the acts that forbidden ones stop. `reached` says whether places that let in, or keep out, let in the
    territory of the context; None where that is not known. `covered` says how licences cover the use of a part; None where that hangs
    on the document: on its words, or, as several of them cover it, on the duties that it meets.
    """

    def __init__(self, context: Context, commercial: bool | None) -> None:
        self.context = context
        self.commercial = commercial
        self.wanted = acts.intended(context)
        self.stopped: Callable[[frozenset[Act]], tuple[Act, ...]] = lru_cache(MANY)(lambda forbidden: acts.stopped(self.wanted, forbidden))
        self.reached: Callable[[Places], bool | None] = lru_cache(MANY)(lambda places: covers(context.territory, *places))
        self.covered: Callable[[tuple[Licence, ...], Part], Cover | None] = lru_cache(MANY)(self._covered)

    def need(self, part: Part, words: int = 0, wanted: tuple[Act, ...] | None = None) -> Need:
        """A use of a part, of so many words where a licence asks for their number; `wanted` where it is other acts."""
        doing = self.wanted if wanted is None else wanted
        if part is not Part.TEXT:
            doing = tuple([act for act in doing if act not in OF_TEXTS]) or (Act.PUBLISH,)
        return Need(doing, part, words, self.context, self.commercial)

    def _covered(self, entries: tuple[Licence, ...], part: Part) -> Cover | None:
        if part is Part.TEXT and any(entry.max_words is not None for entry in entries):
            return None
        weighed = weigh(entries, self.need(part))
        return None if sum(not gaps for _, gaps in weighed) > 1 else best(weighed, lambda entry: 0)
