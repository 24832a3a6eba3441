"""A flag as it lies on the desk, and what is read from it for lists, filters and searches."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from compliance.model import Flag, Report
from compliance.output.settled import settled


class Item(NamedTuple):
    """A flag, and the number of the report that it belongs to, from 0."""

    report: int
    flag: Flag

    @property
    def open(self) -> bool:
        """Whether nobody has settled it."""
        return not settled(self.flag)


def holders(flag: Flag) -> tuple[str, ...]:
    """Whose words or terms a flag is about, as far as it says: the holder, the party, the agency, the source's holder."""
    values = flag.values
    source = values.get("source")
    said = [values.get(name) for name in ("holder", "holder_id", "party", "agency")]
    if isinstance(source, Mapping):
        said.append(source.get("holder"))
    return tuple(dict.fromkeys(str(it) for it in said if it))


def source_of(flag: Flag) -> Mapping[str, Any] | None:
    """What a flag of a reused passage knows of the source; None for any other flag."""
    source = flag.values.get("source")
    return source if isinstance(source, Mapping) and "end" in source else None


def same_text(flag: Flag) -> tuple[str, str]:
    """What two flags have in common that are of one rule and one text: white space and capitals do not count."""
    return flag.rule, " ".join((flag.text or flag.message).split()).casefold()


def place(report: Report, flag: Flag) -> str:
    """Where a flag stands, as people and editors write it: path:line:column."""
    return f"{report.path or report.id}:{flag.position.line}:{flag.position.column}"
