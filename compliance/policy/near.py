"""The nearest right word, for messages about a wrong one."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], many: int = 1, cutoff: float = 0.6) -> list[str]:
    """At most `many` of the known words that are close to `word`, the closest first; case does not matter."""
    import difflib

    spelt = {it.casefold(): it for it in known}
    return [spelt[it] for it in difflib.get_close_matches(word.casefold(), spelt, n=many, cutoff=cutoff)]


def hint(word: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?` where a known word is close to `word`, else the empty string."""
    found = nearest(word, known)
    return f'; did you mean "{found[0]}"?' if found else ""


def either(words: Iterable[str]) -> str:
    """A list as a sentence has it: "a, b or c"."""
    listed = list(words)
    return " or ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else ""
