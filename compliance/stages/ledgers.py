"""From the file of a ledger to what judges by it."""

from collections.abc import Callable

from compliance.policy.judge import Judge
from compliance.policy.ledger import load_ledger
from compliance.rulebook import Rulebook


def judge_by(
    path: str, book: Rulebook, publisher: tuple[str, ...], quotation_limit: int | None, common: int | None, text_of: Callable[[str], str] | None = None
) -> Judge:
    """The judge that goes by the ledger in a file, with the registry of the rules for holders' names.

    Args:
        path: of the ledger.
        book: the rules.
        publisher: further names of the house.
        quotation_limit: words that may be quoted from one source; the judge's own where it is None.
        common: texts that a short passage must stand in to be boilerplate; likewise.
        text_of: gives a text of the archives by id.
    Raises:
        LedgerError: the ledger cannot be used.
    """

    def resolve(name: str) -> str:
        return (book.registry.resolve(name) or "") if book.has_registry else ""

    judge = Judge(load_ledger(path, resolve), resolve, publisher=publisher, text_of=text_of)
    if quotation_limit is not None:
        judge.quotation_limit = quotation_limit
    if common is not None:
        judge.common = common
    return judge
