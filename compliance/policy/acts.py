"""Acts: which words stop an intended act, and which let it through."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from compliance.model import Act
from compliance.policy.terms import Channel, Context

STOPPED_BY: Mapping[Act, frozenset[Act]] = {
    Act.USE: frozenset({Act.USE}),
    Act.REPRODUCE: frozenset({Act.USE, Act.REPRODUCE}),
    Act.PUBLISH: frozenset({Act.USE, Act.REPRODUCE, Act.PUBLISH, Act.DISTRIBUTE}),
    Act.BROADCAST: frozenset({Act.USE, Act.PUBLISH, Act.BROADCAST, Act.DISTRIBUTE}),
    Act.DISTRIBUTE: frozenset({Act.USE, Act.REPRODUCE, Act.DISTRIBUTE}),
    Act.REWRITE: frozenset({Act.USE, Act.REWRITE}),
    Act.TRANSLATE: frozenset({Act.USE, Act.TRANSLATE}),
    Act.STORE: frozenset({Act.USE, Act.STORE}),
    Act.FRAME: frozenset({Act.USE, Act.FRAME}),
    Act.SELL: frozenset({Act.USE, Act.SELL}),
    Act.QUOTE: frozenset({Act.QUOTE}),
    Act.MINE: frozenset({Act.USE, Act.MINE}),
}
"""Acts that may not be forbidden if the act is to be done.

Whoever publishes copies and makes available, so "may not be redistributed" stops a page. Forbidding a broader act forbids the
narrower, not the other way round (ODRL, https://www.w3.org/2016/poe/wiki/Policy_Conflict). Quoting is let by the law of most
countries, whatever a notice forbids; only words about quoting themselves stop it.
"""

LET_BY: Mapping[Act, frozenset[Act]] = {
    **{act: frozenset({act}) for act in Act},
    Act.REPRODUCE: frozenset({Act.USE, Act.REPRODUCE, Act.PUBLISH}),
    Act.PUBLISH: frozenset({Act.USE, Act.REPRODUCE, Act.PUBLISH}),
    Act.BROADCAST: frozenset({Act.USE, Act.BROADCAST}),
    Act.STORE: frozenset({Act.USE, Act.STORE}),
    Act.FRAME: frozenset({Act.USE, Act.FRAME}),
    Act.QUOTE: frozenset({Act.USE, Act.REPRODUCE, Act.PUBLISH, Act.QUOTE}),
}
"""Acts of which one must be granted. To rewrite, translate, sell, pass on or mine must be granted by name."""

ORDER = tuple(Act)
"""Every act, in the order of the vocabulary."""
NAMED: Mapping[str, Act] = {act.value: act for act in Act}
"""Every act by its word."""
_BY_CHANNEL = {Channel.BROADCAST: Act.BROADCAST, Channel.ARCHIVE: Act.STORE, Channel.SYNDICATION: Act.DISTRIBUTE}


@lru_cache(1024)
def of_words(words: tuple[str, ...]) -> frozenset[Act]:
    """The acts that words of the vocabulary name; other words name none."""
    return frozenset([NAMED[word] for word in words if word in NAMED])


def intended(context: Context) -> tuple[Act, ...]:
    """The acts that a context comes to, in the order of the vocabulary: those named, and what the channel itself is."""
    wanted = set(context.acts)
    if context.channel in _BY_CHANNEL:
        wanted.add(_BY_CHANNEL[context.channel])
    return tuple([act for act in ORDER if act in wanted])


def stopped(wanted: Collection[Act], forbidden: Collection[Act]) -> tuple[Act, ...]:
    """Those of the wanted acts that forbidden ones stop."""
    return tuple([act for act in wanted if not STOPPED_BY[act].isdisjoint(forbidden)])


def granted(act: Act, grants: Collection[Act]) -> bool:
    """Whether grants let an act through."""
    return not LET_BY[act].isdisjoint(grants)


def prohibited(act: Act, grants: Collection[Act], forbidden: Collection[Act]) -> bool:
    """Whether one and the same licence keeps an act out, although it may grant it: the same act or all use is forbidden, or an act
    that it takes is and the act itself is not granted by name."""
    if act in forbidden or (Act.USE in forbidden and act is not Act.QUOTE):
        return True
    return act not in grants and not STOPPED_BY[act].isdisjoint(forbidden)


def said(acts: Collection[Act]) -> str:
    """Acts as words of a sentence."""
    return _said(frozenset(acts))


@lru_cache(1024)
def _said(acts: frozenset[Act]) -> str:
    words = [str(act) for act in ORDER if act in acts]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else "use"
