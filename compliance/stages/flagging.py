"""From a fact to its flag: what somebody should see, and by what it is known again."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from compliance.model import Fact, Flag
from compliance.rulebook import Rulebook
from compliance.stages.settings import Settings

_OPTIONAL = r"\[([^\[\]]*)\]"
_VALUE = r"\{(\w+)\}"


def flag_of(fact: Fact, book: Rulebook, settings: Settings) -> Flag:
    """The flag of a fact: what its rule says of it."""
    rule = book.rules[fact.rule]
    return Flag(
        fact.rule, fact.kind, settings.severity(fact.rule, fact.severity), fact.confidence, fact.span, fact.text, fact.values, fact.position,
        _filled(rule.message, fact.values), rule.why, rule.remedy, (f"wording seen in: {rule.source}",),
        identity(fact), fact.before, fact.after,
    )


def identity(fact: Fact) -> str:
    """What makes a flag the same flag after an edit elsewhere: 16 hexadecimal digits over its rule, its words and a few around it.

    White space and capitals do not count; neither does the place.
    """
    before, text, after = [" ".join(part.split()).casefold() for part in (fact.before, fact.text, fact.after)]
    return digest([fact.rule, before[-24:].lstrip(), text, after[:24].rstrip()])


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
    if "[" in message:
        pieces = re.split(_OPTIONAL, message)
        pieces[1::2] = [piece if all(values.get(name) for name in re.findall(_VALUE, piece)) else "" for piece in pieces[1::2]]
        message = "".join(pieces)
    pieces = re.split(_VALUE, message)
    pieces[1::2] = [_said(values.get(name)) for name in pieces[1::2]]
    return "".join(pieces)


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("_", " ")
    if value is None:
        return "(not stated)"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value)
    return str(value).replace("_", " ")
