"""The options that say what is intended, and the judge that they, the configuration and a ledger make."""

import argparse
import time
from typing import TYPE_CHECKING

from compliance.cli.arguments import Parser
from compliance.cli.console import UsageError
from compliance.config import Effective

if TYPE_CHECKING:
    from datetime import datetime

    from compliance.config.model import Reuse
    from compliance.policy.terms import Context
    from compliance.reuse.archive import Archive
    from compliance.rulebook import Rulebook
    from compliance.stages.ledgers import Bench
    from compliance.stages.settings import Judges


def add_judging_options(made: Parser) -> None:
    """`--ledger` and what is intended."""
    group = made.add_argument_group("what is intended")
    group.add_argument("--ledger", metavar="FILE", help="the rights ledger that facts and passages are held against")
    group.add_argument("--act", metavar="ACT", action="append", default=[], help="publish (the default), rewrite, translate, mine …; repeatable")
    group.add_argument("--channel", metavar="WORD", help="web (the default), print, app, newsletter, social, broadcast, archive or syndication")
    group.add_argument("--territory", metavar="CODE", help="where it is to appear: an ISO 3166-1 code or a group such as EU")
    group.add_argument("--at", metavar="TIME", help="when, e.g. 2026-11-24T08:00Z (now)")
    ways = (("commercial", "commercial use", "not commercial"), ("paywalled", "behind a paywall", "free to read"), ("ads", "beside ads", "without"))
    for name, yes, no in ways:
        group.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, default=None, help=f"{yes}; --no-{name}: {no}")


class Judging:
    """Makes judges: one for each ledger, one context for each way that files are meant.

    Args:
        options: of the command line, which go before the configuration.
        now: the moment that the run takes for the present, aware; that of the making when left out.
    """

    def __init__(self, options: argparse.Namespace, now: "datetime | None" = None) -> None:
        self._options = options
        self._now, self._made = now, time.time()
        self._benches: dict[tuple[object, ...], Bench] = {}
        self._contexts: dict[tuple[object, ...], Context] = {}

    def of(self, effective: Effective, book: "Rulebook", archives: "list[Archive]", publisher: tuple[str, ...]) -> "Judges | None":
        """What judges the files of a configuration; None where there is no ledger.

        Raises UsageError: the ledger cannot be used, or a word of the context means nothing.
        """
        path = self._options.ledger or effective.policy.ledger
        if not path and not self._says(effective):
            return None
        context = self._context(effective)
        if not path:
            return None
        reuse = effective.config.reuse
        key = path, publisher, reuse.quotation_limit, reuse.common, *map(id, archives)
        bench = self._benches.get(key)
        if bench is None:
            bench = self._benches[key] = _made(path, book, archives, publisher, reuse)
        return bench.sitting(context)

    def _says(self, effective: Effective) -> bool:
        """Whether anything was said of what is intended, which must mean something even where no ledger asks."""
        options = self._options
        given = (options.act, options.channel, options.territory, options.at, options.commercial, options.paywalled, options.ads)
        return any(it not in (None, [], "") for it in (*given, *effective.policy[1:]))

    def _context(self, effective: Effective) -> "Context":
        """What is intended with the files of a configuration; the command line goes before it."""
        from compliance.policy.context import ContextError, context_of

        options, policy = self._options, effective.policy
        acts = tuple(options.act) or policy.acts or ()
        words = options.channel or policy.channel or "", options.territory or policy.territory or "", options.at or ""
        commercial, paywalled, ads = (
            said if given is None else given
            for given, said in ((options.commercial, policy.commercial), (options.paywalled, policy.paywalled), (options.ads, policy.ads))
        )
        key = acts, words, commercial, paywalled, ads
        context = self._contexts.get(key)
        if context is None:
            from datetime import UTC, datetime

            now = self._now or datetime.fromtimestamp(self._made, UTC)
            try:
                context = self._contexts[key] = context_of(acts, *words, commercial, paywalled, ads, now=now)
            except ContextError as error:
                source = effective.config.source
                raise UsageError(f"{error}{f' (command line, or [policy] in {source})' if source else ''}") from error
        return context


def _made(path: str, book: "Rulebook", archives: "list[Archive]", publisher: tuple[str, ...], reuse: "Reuse") -> "Bench":
    from compliance.policy.ledger import LedgerError
    from compliance.stages.ledgers import judge_by

    try:
        return judge_by(path, book, publisher, reuse.quotation_limit, reuse.common, archives)
    except LedgerError as error:
        raise UsageError(str(error)) from error
