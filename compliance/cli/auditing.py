"""A run that finds out which decisions are of use."""

import argparse
from contextlib import closing
from functools import partial

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.checking import add_checking_options, add_running_options, reports, understand
from compliance.cli.console import Console, ExitCode
from compliance.cli.logs import Logs, add_decision_options
from compliance.cli.pipeline import Checks
from compliance.decisions import Log, document_key, now
from compliance.decisions.audit import Standing, Usage, standings
from compliance.decisions.identity import may_be_there
from compliance.model import Outcome


def close_parser(made: Parser) -> Parser:
    """The options of such a command that are not its own."""
    add_checking_options(made)
    add_decision_options(made)
    made.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    add_color_option(made)
    made.add_argument("--no-progress", action="store_true", help="no progress line on long runs")
    add_running_options(made)
    made.close()
    return made


def audited(options: argparse.Namespace, console: Console) -> tuple[dict[str, tuple[Log, list[Standing]]], ExitCode]:
    """What has become of each decision, by the path of its log, and what came of checking; without paths, only the log that
    holds in the working directory is read. Raises UsageError and what `Checks` does."""
    understand(options)
    checks = Checks(options)
    logs = Logs(options, checks)
    for path in options.paths:
        checks.prepare(path)
    logs.prepare(options.paths)
    if not options.paths:
        logs.log(None)
        status = ExitCode.OK
        usages: dict[str, Usage] = {}
    else:
        usages, status = _checked(options, checks, logs, console)
    logs.tell(console)
    moment = now()
    return {
        log.path: (log, standings(log.decisions, moment, usages.get(log.path), partial(may_be_there, folder=log.folder))) for log in logs.opened()
    }, status


def _checked(options: argparse.Namespace, checks: Checks, logs: Logs, console: Console) -> tuple[dict[str, Usage], ExitCode]:
    usages: dict[str, Usage] = {}
    checked = failed = False
    with closing(reports(options, checks, lambda report: False)) as found:
        for report in map(logs.settle, found):
            log = logs.log(report.path)
            usages.setdefault(log.path, Usage(log.decisions)).see(document_key(report.id, report.path, log.folder), report)
            checked = checked or report.outcome is Outcome.CHECKED
            if report.outcome is Outcome.FAILED:
                failed = True
                console.error(f"{report.id}: {report.reason}")
    checks.keep()
    return usages, ExitCode.UNREAD if failed else ExitCode.OK if checked else ExitCode.NOTHING
