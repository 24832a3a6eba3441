"""Holds the names that somebody wrote against the names there are."""

from collections.abc import Iterable, Sequence

from compliance.config.model import Config, Effective, Problem

OURS = "compliance."
"""What the ids of the checks begin with that come with no pack, such as unused suppressions."""


def near_rules(word: str, ids: Iterable[str], count: int = 3) -> list[str]:
    """The ids that come nearest to what somebody wrote, the nearest first; an id may be half remembered."""
    from difflib import SequenceMatcher

    word = word.casefold().strip("*")
    matcher = SequenceMatcher(b=word)

    def likeness(name: str) -> float:
        if word and word in name:
            return 2 - len(name) / 1000
        matcher.set_seq1(name)
        whole = matcher.ratio()
        matcher.set_seq1(name[: len(word)])
        return max(whole, matcher.ratio() * 0.95)

    scored = sorted(((likeness(name), name) for name in ids), key=lambda it: (-it[0], it[1]))[:count]
    return [name for score, name in scored if score >= max(0.6, scored[0][0] - 0.15)]


def no_such_rule(word: str, ids: Iterable[str]) -> str:
    """The message that no rule is called so, with those that come nearest."""
    near = near_rules(word, ids)
    hint = f"; the nearest: {', '.join(near)}" if near else "; compliance rules list shows all"
    return f'no rule is called "{word}"{hint}'


def selects(pattern: str, ids: Sequence[str]) -> bool:
    """Whether a rule id or glob selects any of `ids`."""
    from fnmatch import filter as select

    return pattern.startswith(OURS) or bool(select(ids, pattern))


def unknown_rules(config: Config, ids: Iterable[str]) -> list[Problem]:
    """A problem for each rule id or glob in a configuration that selects none of `ids`."""
    if not config.mentions or not config.source:
        return []
    known = tuple(ids)
    return [
        Problem(config.source, line, column, no_such_rule(pattern, known))
        for pattern, line, column in config.mentions
        if not selects(pattern, known)
    ]


def in_force(rule: str, severity: str, effective: Effective) -> str:
    """The severity that a rule has under a configuration, given its own; "off" where it is turned off."""
    from fnmatch import fnmatchcase

    if any(fnmatchcase(rule, pattern) for pattern in effective.off):
        return "off"
    for pattern, chosen in effective.severities.items():
        if fnmatchcase(rule, pattern):
            severity = chosen.value
    return severity
