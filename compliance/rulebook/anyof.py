"""Whether one of some strings stands in a paragraph."""

from collections.abc import Sequence
from typing import Any

MANY = 6
"""Strings from which RE2 is quicker than a look for each."""
_OFTEN = 24  # paragraphs after which its pattern has paid for its making


class AnyOf:
    """A set of strings: bytes for those of letters, digits and blanks of ASCII, which are also words' ends."""

    def __init__(self, strings: Sequence[str | bytes]) -> None:
        self._words = [it for it in strings if isinstance(it, bytes)]
        self._signs = [it.encode("utf-8", "replace") for it in strings if isinstance(it, str)]
        self._left = _OFTEN if len(strings) >= MANY else -1
        self._patterns: tuple[Any, Any] | None = None

    def stands(self, letters: bytes, form: bytes) -> bool:
        """Whether one stands in a paragraph: in its letters and digits with blanks for all else, or in its form with signs."""
        if self._patterns:
            words, signs = self._patterns
            return words is not None and bool(words(letters)) or signs is not None and bool(signs(form))
        if self._left >= 0:
            self._left -= 1
            if self._left < 0:
                self._patterns = _pattern(self._words), _pattern(self._signs)
        return bool(self._words) and _holds(letters, self._words) or bool(self._signs) and _holds(form, self._signs)


def _holds(form: bytes, strings: Sequence[bytes]) -> bool:
    for string in strings:  # noqa: SIM110 - a generator takes as long as the few strings that are looked for
        if string in form:
            return True
    return False


def _pattern(strings: Sequence[bytes]) -> Any:
    if not strings:
        return None
    import re2

    options = re2.Options()
    options.never_capture = True
    made = re2.Set.SearchSet(options)  # of one pattern: it is asked without the way through a match
    made.Add(b"|".join(map(re2.escape, strings)))
    made.Compile()
    return made.Match
