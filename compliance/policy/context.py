"""The context of a check, from the words that a command line or a configuration gives."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

from compliance.model import Act, Term
from compliance.policy import territories
from compliance.policy.terms import Channel, Context

_T = TypeVar("_T", bound=Term)


class ContextError(ValueError):
    """A word of the context that means nothing; the message names the key, the word and the nearest right one."""


def context_of(
    acts: Iterable[str] = (), channel: str = "", territory: str = "", at: str = "", commercial: bool | None = None, paywalled: bool | None = None,
    ads: bool | None = None, *, now: datetime,
) -> Context:
    """The context that some words mean.

    Args:
        acts: what is intended, "publish" when empty.
        channel: where the text is to appear, "web" when empty.
        territory: an ISO 3166-1 alpha-2 code, a group such as "EU", or the name of a country; empty where it is not known.
        at: the time at which it is to appear, ISO 8601 with a zone ("2026-11-24T08:00Z"); `now` when empty. A day alone is its
            beginning in UTC.
        commercial, paywalled, ads: how it is to appear; None where nobody said.
        now: the present, aware.
    Raises:
        ContextError: a word that means nothing, or a time without a zone.
    """
    wanted = frozenset(_word("act", word, Act) for word in acts)
    return Context(
        moment_of(at) if at else now,
        wanted or frozenset({Act.PUBLISH}),
        _word("channel", channel, Channel) if channel else Channel.WEB,
        _place(territory),
        commercial,
        paywalled,
        ads,
    )


def moment_of(at: str) -> datetime:
    """The aware moment of an ISO 8601 text. Raises ContextError where it is none, or has a time and no zone."""
    text = f"{at[:-1]}+00:00" if at.endswith(("Z", "z")) else at
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ContextError(f"{at!r} is no time; write it as 2026-11-24T08:00Z or 2026-11-24T09:00+01:00") from None
    if moment.tzinfo is None:
        if len(at) > 10:
            raise ContextError(f"the time {at!r} has no zone; write {at}Z for UTC, or the offset, such as {at}+01:00")
        moment = moment.replace(tzinfo=UTC)
    return moment


def _place(territory: str) -> str:
    if not territory.strip():
        return ""
    code = territories.normal(territory)
    if not code:
        near = _nearest(territory, territories.vocabulary())
        raise ContextError(f"{territory!r} is no territory{near}; write an ISO 3166-1 code such as DE, or a group such as EU")
    return code


def _word(key: str, word: str, vocabulary: type[_T]) -> _T:
    plain = word.strip().casefold()
    known = [str(term) for term in vocabulary]
    if plain not in known:
        raise ContextError(f"{word!r} is no {key}{_nearest(plain, known)}; there are {', '.join(known)}")
    return vocabulary(plain)


def _nearest(word: str, known: list[str]) -> str:
    from compliance.policy.near import hint

    return hint(word, known)
