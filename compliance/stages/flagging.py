"""From a fact to its flag: what somebody should see, and by what it is known again."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from compliance.model import Fact, Flag
from compliance.rulebook import Rulebook
from compliance.stages.settings import Settings

_OPTIONAL = r"\[([^\[\]]*)\]"
_VALUE = r"\{(\w+)\}"


def flag_of(fact: Fact, book: Rulebook, settings: Settings) -> Flag:
    """The flag of a fact: what its rule says of it."""
    rule = book.rules[fact.rule]
    kind, id, span, text, values, position, severity, confidence, _, before, after = fact
    return Flag(
        id, kind, settings.severity(id, severity), confidence, span, text, values, position,
        _filled(rule.message, values), rule.why, rule.remedy, (f"wording seen in: {rule.source}",), _identity(id, before, text, after), before, after,
    )


def identity(fact: Fact) -> str:
    """What makes a flag the same flag after an edit elsewhere: 16 hexadecimal digits over its rule, its words and a few around it.

    White space and capitals do not count; neither does the place.
    """
    return _identity(fact.rule, fact.before, fact.text, fact.after)


@lru_cache(maxsize=4096)  # the ends of articles are the same in thousands of them
def _identity(rule: str, before: str, text: str, after: str) -> str:
    before, text, after = [" ".join(part.split()).casefold() for part in (before, text, after)]
    return digest([rule, before[-24:].lstrip(), text, after[:24].rstrip()])


def digest(words: Iterable[str]) -> str:
    """16 hexadecimal digits over some words."""
    try:  # hashlib brings OpenSSL along, which takes as long as everything else that a first check imports of the standard library
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

    return blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _filled(message: str, values: Mapping[str, Any]) -> str:
    """A message with its values; what stands in square brackets goes when a value in it is missing."""
    if "{" not in message:
        return message
    said = []
    for needed, pieces in _parsed(message):
        if all(values.get(name) for name in needed):
            said += [_said(values.get(piece)) if is_name else piece for is_name, piece in pieces]
    return "".join(said)


@lru_cache(maxsize=1024)
def _parsed(message: str) -> list[tuple[list[str], list[tuple[bool, str]]]]:
    """The parts of a message: the values that each cannot do without, and its pieces, of which some name values."""
    parts = []
    for number, part in enumerate(re.split(_OPTIONAL, message)):
        pieces = [(at % 2 == 1, piece) for at, piece in enumerate(re.split(_VALUE, part)) if piece]
        parts.append(([piece for is_name, piece in pieces if is_name] if number % 2 else [], pieces))
    return parts


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("_", " ")
    if value is None:
        return "(not stated)"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value)
    return str(value).replace("_", " ")
