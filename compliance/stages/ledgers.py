"""From the file of a ledger to what judges by it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from compliance.policy.judge import Judge
from compliance.policy.ledger import load_ledger
from compliance.rulebook import Rulebook
from compliance.rulebook.kept import Kept
from compliance.stages.repeated import Like, Sitting

if TYPE_CHECKING:
    from compliance.policy.terms import Context
    from compliance.reuse.matching import Searchable


class Bench:
    """A judge with its memory, for as many contexts as there are."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self._kept: Kept[list[Like]] = Kept()

    def sitting(self, context: "Context") -> Sitting:
        """What judges documents with which this is intended."""
        return Sitting(self.judge, context, self._kept)


def judge_by(
    path: str, book: Rulebook, publisher: tuple[str, ...], quotation_limit: int | None, common: int | None, archives: "Sequence[Searchable]" = ()
) -> Bench:
    """The judge that goes by the ledger in a file, with the registry of the rules for holders' names.

    Args:
        path: of the ledger.
        book: the rules.
        publisher: further names of the house.
        quotation_limit: words that may be quoted from one source; the judge's own where it is None.
        common: texts that a short passage must stand in to be boilerplate; likewise.
        archives: what the passages were found in, so that the changes in one whose licence allows none can be looked at.
    Raises:
        LedgerError: the ledger cannot be used.
    """

    def resolve(name: str) -> str:
        return (book.registry.resolve(name) or "") if book.has_registry else ""

    judge = Judge(load_ledger(path, resolve), resolve, publisher=publisher, text_of=_text_of(archives))
    if quotation_limit is not None:
        judge.quotation_limit = quotation_limit
    if common is not None:
        judge.common = common
    return Bench(judge)


def _text_of(archives: "Sequence[Searchable]") -> Callable[[str], str] | None:
    """What gives a text by id; None where no archive keeps its texts, which not all that can be searched do."""
    keeping = [get for archive in archives if (get := getattr(archive, "get", None))]
    if not keeping:
        return None
    return lambda id: next((found.text for get in keeping if (found := get(id))), "")
