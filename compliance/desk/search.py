"""Whether a flag has some words in it."""

from collections.abc import Iterator

from compliance.desk.items import Item, holders
from compliance.model import Report


def found(words: str, item: Item, report: Report) -> bool:
    """Whether the words stand in the flag's message, text, rule or reason, in a holder's name, or in the name of its
    document; capitals do not count."""
    wanted = words.casefold()
    return any(wanted in text.casefold() for text in _texts(item, report))


def _texts(item: Item, report: Report) -> Iterator[str]:
    flag = item.flag
    yield flag.message
    yield flag.text
    yield flag.rule
    yield report.path or report.id
    if flag.decision:
        yield str(flag.decision.get("reason", ""))
    yield from holders(flag)
