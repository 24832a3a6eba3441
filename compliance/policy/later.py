"""Patterns that are compiled when they are first asked: of those that judge, most articles need few."""

import re
from typing import Any, cast, overload


class _Later:
    def __init__(self, source: Any, flags: int) -> None:
        self._made_of = source, flags

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = getattr(re.compile(*self._made_of), name)
        return found


@overload
def later(source: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def later(source: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def later(source: str | bytes, flags: int = 0) -> "re.Pattern[str] | re.Pattern[bytes]":
    """As `re.compile`; a mistake in the pattern shows when it is first used."""
    return cast("re.Pattern[str]", _Later(source, flags))
