"""What a licence asks of the texts that it covers, with all that is said of it, made ready once for many documents."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from compliance.policy.duties import Ask, Work, asks, credit
from compliance.policy.terms import Licence

MANY = 1024
"""Licences, each with a work, whose demands are remembered."""
_AT = {"top": "Put this at the top", "bottom": "Put this at the bottom"}


class Demand(NamedTuple):
    """One duty of a licence. `key` is the same where the same is asked.

    `there` says that it is met, `lacking` that it is not, and `to_paste` what would meet it; `values`, `remedy`, `evidence` and
    `identity` are those of its flag.
    """

    ask: Ask
    entry: Licence
    key: tuple[str, str, str]
    there: str
    lacking: str
    to_paste: tuple[str, ...]
    values: Mapping[str, str]
    remedy: str
    evidence: tuple[str, ...]
    identity: str


class Demands:
    """Makes demands, and remembers the latest: `of` a licence for a work, in an HTML page or not, and of the `credit` that a licence
    asks for where two parties share a text."""

    def __init__(self) -> None:
        self.of: Callable[[Licence, Work, bool], tuple[Demand, ...]] = lru_cache(MANY)(_of)
        self.credit: Callable[[Licence, str], Demand] = lru_cache(MANY)(lambda entry, name: _demand(credit(name), entry))


def _of(entry: Licence, work: Work, is_html: bool) -> tuple[Demand, ...]:
    return tuple([_demand(ask, entry) for ask in asks(entry, work, is_html)])


def _demand(ask: Ask, entry: Licence) -> Demand:
    known, duty = entry.name or entry.id, ask.duty
    values = {"duty": str(duty.kind), "licence": entry.id, "asked": ask.asked, "paste": ask.paste, "place": duty.place}
    evidence = (f"the entry {entry.id} of the ledger{f', {entry.path}:{entry.line}' if entry.path else ''}", *((entry.source,) if entry.source else ()))
    return Demand(
        ask,
        entry,
        (entry.id, str(duty.kind), ask.asked),
        f"{ask.asked[:1].upper()}{ask.asked[1:]} is there, as the licence {known} asks",
        f"The licence {known} asks for {ask.asked}, which is not there",
        (f"to paste: {ask.paste}",),
        {name: value for name, value in values.items() if value},
        f"{_AT.get(duty.place, 'Put this in')}: {ask.paste}",
        evidence,
        identity("policy.duty-missing", entry.id, str(duty.kind), ask.asked),
    )


def identity(*words: str) -> str:
    """16 hexadecimal digits over what a flag says; its place does not count."""
    try:  # hashlib brings OpenSSL along, which takes longer than all that is judged
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

    return blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()
