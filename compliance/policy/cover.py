"""Does a licence cover a use? What it says of holder and part, acts, channel, territory, time, money and length."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date
from typing import NamedTuple, TypeAlias

from compliance.model import Act, Verdict
from compliance.policy import acts, territories
from compliance.policy.terms import Channel, Context, Licence, Part

FORBIDDEN, UNKNOWN, ABSENT = "forbidden", "unknown", "absent"
"""How a licence fails: it keeps the use out in so many words; whether it covers it hangs on a fact that nobody gave; it is as if
there were none."""

_RANK = {FORBIDDEN: 1, UNKNOWN: 2, ABSENT: 3}


class Need(NamedTuple):
    """A use that wants cover: `wanted` acts with a part, `words` of it, by a publisher who is commercial or not (None: not said)."""

    wanted: tuple[Act, ...]
    part: Part
    words: int
    context: Context
    commercial: bool | None


class Gap(NamedTuple):
    """One way in which a licence does not cover a use. `message` follows on "the licence X"."""

    rule: str
    how: str
    message: str
    missing: str = ""

    @property
    def verdict(self) -> Verdict:
        """What the gap alone comes to."""
        return Verdict.BLOCKED if self.how == FORBIDDEN else Verdict.REVIEW


class Cover(NamedTuple):
    """The licence that speaks best for a use, and where it fails; no licence at all where nothing was on offer."""

    entry: Licence | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def full(self) -> bool:
        """Whether the use is covered."""
        return self.entry is not None and not self.gaps

    @property
    def unsure(self) -> bool:
        """Whether it hangs on facts that nobody gave, and on nothing else."""
        return bool(self.gaps) and all(gap.how == UNKNOWN for gap in self.gaps)


Weighed: TypeAlias = tuple[tuple[Licence, tuple[Gap, ...]], ...]
"""Licences, each with where it does not cover a use."""


def weigh(entries: Iterable[Licence], need: Need) -> Weighed:
    """How each of some licences covers a use."""
    return tuple([(entry, tuple(gaps(entry, need))) for entry in entries])


def best(weighed: Weighed, unmet: Callable[[Licence], int]) -> Cover:
    """The licence that covers a use, the one with the fewest duties unmet; else the one whose word weighs most.

    An entry that grants nothing and forbids what is wanted is a prohibition, which beats every permission.
    """
    for entry, found in weighed:
        if found and not entry.acts and any(gap.rule == "policy.act-prohibited" for gap in found) and _in_force(found):
            return Cover(entry, found)
    if len(weighed) < 2:
        return Cover(*weighed[0]) if weighed else Cover()
    return Cover(*min(weighed, key=lambda it: _worth(it[0], it[1], unmet)))


def _in_force(found: tuple[Gap, ...]) -> bool:
    return all(gap.how != ABSENT or gap.rule == "policy.act-not-granted" for gap in found)


def _worth(entry: Licence, found: tuple[Gap, ...], unmet: Callable[[Licence], int]) -> tuple[int, int, str]:
    if not found:
        return 0, unmet(entry), entry.id
    return min(_RANK[gap.how] for gap in found), len(found), entry.id


def gaps(entry: Licence, need: Need) -> Iterator[Gap]:
    """Where a licence does not cover a use; nothing where it does.

    Days are those of UTC. What the licence does not limit is not asked for.
    """
    lapsed = _window(entry, need.context)
    if lapsed:
        yield lapsed
        return
    if entry.parts and need.part not in entry.parts:
        yield Gap("policy.part", ABSENT, f"is for {_list(entry.parts)}, and this is {need.part}")
        return
    yield from _acts(entry, need)
    yield from _place(entry, need.context)
    yield from _money(entry, need)
    if entry.max_words is not None and need.words > entry.max_words:
        yield Gap("policy.too-long", ABSENT, f"covers {entry.max_words:,} words, and there are {need.words:,}")


def _window(entry: Licence, context: Context) -> Gap | None:
    today: date = context.time.astimezone(UTC).date()
    if entry.starts and today < entry.starts:
        return Gap("policy.licence-not-begun", ABSENT, f"begins on {entry.starts.isoformat()}", "a licence that has begun")
    if entry.ends and today > entry.ends:
        return Gap("policy.licence-expired", ABSENT, f"ended on {entry.ends.isoformat()}", "a licence that is in force")
    return None


def _acts(entry: Licence, need: Need) -> Iterator[Gap]:
    out = [act for act in need.wanted if acts.prohibited(act, entry.acts, entry.prohibited)]
    if out:
        yield Gap("policy.act-prohibited", FORBIDDEN, f"forbids to {acts.said(out)}")
    changing = [act for act in need.wanted if act in (Act.REWRITE, Act.TRANSLATE)]
    if entry.no_derivatives and changing and not out:
        yield Gap("policy.no-derivatives", FORBIDDEN, f"allows no changed versions, so not to {acts.said(changing)}")
    without = [act for act in need.wanted if act not in out and not acts.granted(act, entry.acts)]
    if entry.no_derivatives:
        without = [act for act in without if act not in changing]
    if without:
        what = f"does not grant to {acts.said(without)}" if entry.acts else "does not say which acts it grants"
        yield Gap("policy.act-not-granted", ABSENT, what, f"a licence to {acts.said(without)}")
    if Act.STORE in need.wanted and entry.archive_days == 0:
        yield Gap("policy.no-archive", FORBIDDEN, "allows no archiving")


def _place(entry: Licence, context: Context) -> Iterator[Gap]:
    if entry.channels and context.channel not in entry.channels:
        yield Gap("policy.channel", ABSENT, f"is for {_list(entry.channels)}, and this is for {context.channel}", f"a licence for {context.channel}")
    if not entry.territories and not entry.not_territories:
        return
    answer = territories.covers(context.territory, entry.territories, entry.not_territories)
    if answer is None:
        limits = _list(entry.territories) if entry.territories else f"everywhere but {_list(entry.not_territories)}"
        yield Gap("policy.territory", UNKNOWN, f"is limited to {limits}", "the territory in which the text is to appear")
    elif not answer:
        barred = territories.covers(context.territory, (), entry.not_territories) is False
        limits = f"keeps out {_list(entry.not_territories)}" if barred else f"is for {_list(entry.territories)}"
        yield Gap("policy.territory", FORBIDDEN if barred else ABSENT, f"{limits}, and this is for {context.territory}")


def _money(entry: Licence, need: Need) -> Iterator[Gap]:
    asks = bool(entry.spdx)  # what is commercial under a public licence is a question for people
    if entry.commercial is False and need.commercial is not False:
        if need.commercial and not asks:
            yield Gap("policy.non-commercial", FORBIDDEN, "covers no commercial use")
        else:
            known = "whether the holder takes this use for commercial" if need.commercial else "whether the use is commercial"
            yield Gap("policy.non-commercial", UNKNOWN, "is for non-commercial use", known)
    for covered, intended, rule, what in (
        (entry.paywall, need.context.paywalled, "policy.paywall", "behind a paywall"), (entry.ads, need.context.ads, "policy.ads", "beside advertisements"),
    ):
        if covered is False and intended is not False:
            if intended:
                yield Gap(rule, FORBIDDEN, f"covers no use {what}")
            else:
                yield Gap(rule, UNKNOWN, f"covers no use {what}", f"whether the text appears {what}")


def _list(words: Iterable[Part] | Iterable[Channel] | Iterable[str]) -> str:
    return ", ".join(sorted(str(word) for word in words))
