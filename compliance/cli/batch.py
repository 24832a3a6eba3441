"""`compliance batch INPUT… --out DIR`: a whole archive checked into tables of findings."""

import argparse
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from compliance.cli.arguments import Parser, add_color_option
from compliance.cli.checking import add_comparing_options, add_ruling_options, processes
from compliance.cli.console import Console, ExitCode, UsageError

if TYPE_CHECKING:
    from compliance.batch.engines import Engine
    from compliance.batch.inputs import Reading
    from compliance.batch.since import Since
    from compliance.cli.pace import Pace
    from compliance.cli.pipeline import Checks

FIELDS = ("title", "author", "address", "date", "section", "source", "holder", "licence")
"""What may be known of a document beside its words."""
FORMATS = ("auto", "text", "markdown", "html", "jsonl", "csv", "parquet", "warc")
WORKER = 160_000_000
"""Bytes without which a worker cannot do ordinary documents."""
TOLD = 10
"""Documents that could not be read or checked that are named."""

EPILOG = """\
INPUT is a file, a folder, a pattern or an object of a store (s3://bucket/dir/):
JSON Lines, CSV, Parquet, WARC, or files that are one text each. A run that was
interrupted goes on when the same command is given again.

examples:
  compliance batch archive/ --out run/
  compliance batch 'feeds/*.jsonl.gz' --out run/ --text-field body
  compliance batch archive/ --out run/ --ledger ledger.toml --archive known/
  compliance batch s3://crawl/2026/ --out run/ --memory 4GB --clusters
  compliance batch archive/ --out run-2/ --since run/manifest.json
  compliance report run/ --output html

exit status:
  0  done
  1  flags at or above --threshold, where it is given
  2  wrong usage, configuration or rules; the run in DIR cannot go on
  3  something could not be read, checked or written
  4  nothing was checked
"""


def parser() -> Parser:
    """Describes the options."""
    made = Parser(
        "compliance batch",
        "[options] INPUT… --out DIR",
        "Checks every document of an archive and writes what it finds as tables, with\nwhich compliance report makes reports.",
        EPILOG,
    )
    made.add_argument("paths", nargs="*", metavar="INPUT", help="files, folders, patterns, s3://bucket/…")
    made.add_argument("--out", metavar="DIR", help="the folder for the findings")
    made.add_argument("--fresh", action="store_true", help="start over: remove what an earlier run has written to DIR")
    made.add_argument("--since", metavar="MANIFEST", help="check only what has changed since that run")
    reading = made.add_argument_group("what is read")
    words = f"auto (by the file's name), {', '.join(FORMATS[1:-1])} or {FORMATS[-1]}"
    reading.add_argument("--input", metavar="FORMAT", choices=FORMATS, default="auto", help=words)
    reading.add_argument("--text-format", metavar="FORMAT", choices=FORMATS[1:4], default="text", help="of the texts in records: text, markdown or html")
    for name in ("id", "text"):
        reading.add_argument(f"--{name}-field", metavar="NAME", default=name, help=f"records: the field or column with the {name} ({name})")
    for name in FIELDS:
        reading.add_argument(f"--{name}-field", metavar="NAME", default=name, help=f"the one with the {name} ({name})")
    for name, what in (("exclude", "leave such files alone"), ("include", "take only such files from folders")):
        reading.add_argument(f"--{name}", metavar="GLOB", action="append", default=[], help=f"{what}; as in .gitignore")
    add_ruling_options(made, "error, warning or note: what makes the status 1")
    add_comparing_options(made).add_argument("--clusters", action="store_true", help="compare all documents with one another")
    from compliance.cli.judging import add_judging_options

    add_judging_options(made)
    running = made.add_argument_group("how it runs")
    running.add_argument("-j", "--jobs", metavar="N", type=processes, default=0, help="processes; 0 is one a core (0)")
    running.add_argument("--memory", metavar="SIZE", type=_size, default=0, help="what all of them may take on a machine, e.g. 2GB (3/4 of it)")
    running.add_argument("--engine", choices=("local", "ray"), default="local", help="local (the default), or a Ray cluster")
    running.add_argument("--address", metavar="HOST:PORT", help="of the cluster")
    running.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    running.add_argument("--no-progress", action="store_true", help="no progress on stderr")
    add_color_option(running)
    made.set_defaults(stdin_name=None)
    made.close()
    return made


def run(options: argparse.Namespace, console: Console) -> int:
    """Begins a run, or goes on with one."""
    _understand(options)
    _must_have_libraries(options)
    from compliance.batch.errors import BatchError
    from compliance.batch.lock import at_work

    try:
        since = _since(options)
        with at_work(options.out, options.fresh):
            manifest = _run(options, since, console)
    except BatchError as error:
        raise UsageError(str(error)) from error
    except KeyboardInterrupt:
        console.note("compliance: interrupted; the same command goes on from here")
        return ExitCode.INTERRUPTED
    return _ending(manifest, options, console)


def _since(options: argparse.Namespace) -> "Since | None":
    """The earlier run; looked at before --fresh could remove it."""
    if not options.since:
        return None
    from compliance.batch.since import Since

    since = Since.open(options.since)
    since.must_not_be(options.out)
    return since


def _run(options: argparse.Namespace, since: "Since | None", console: Console) -> dict[str, Any]:
    from compliance.batch.plan import read_plan
    from compliance.batch.run import Job
    from compliance.batch.run import run as go
    from compliance.cli.pace import pace
    from compliance.cli.pipeline import Checks

    plan = read_plan(options.out)
    moment = plan.moment if plan else datetime.now(UTC).replace(microsecond=0)  # a run has one present, however often it is begun
    checks = Checks(options, moment)
    for source in dict.fromkeys(checks.prepare(path).source for path in options.paths):
        console.detail(f"configuration: {source or 'none'}")
    progress = pace(sys.stderr, options.quiet, options.no_progress)
    engine, memory, jobs = _engine(options, progress, console)
    job = Job(
        options.out, tuple(options.paths), _reading(options), checks, _settings(options, checks), moment, options.clusters, since, memory, jobs
    )  # fmt: skip
    try:
        return go(job, engine, progress.tell)
    finally:
        engine.close()
        progress.close()


def _engine(options: argparse.Namespace, progress: "Pace", console: Console) -> "tuple[Engine, int, int]":
    """What runs the tasks, the bytes that they may take on one machine, and how many run at a time."""
    if options.engine == "ray":
        from compliance.batch.engines.ray_ import RayEngine

        engine = RayEngine(options.address or "auto", options.out, options.memory, progress.beat)
        engine.open()
        return engine, engine.memory, engine.jobs
    from compliance.batch.engines.local import LocalEngine

    memory = options.memory or _most()
    jobs = _processes(options, memory, console)
    return LocalEngine(jobs, memory, progress.beat), memory, jobs


def _processes(options: argparse.Namespace, memory: int, console: Console) -> int:
    """How many processes there are to be: as many as were asked for, if there is memory for them."""
    from compliance.batch.engines.local import cores
    from compliance.batch.memory import amount, resident

    wanted = cores(options.jobs)
    jobs = max(1, min(wanted, (memory - resident(os.getpid())) // WORKER)) if memory else wanted
    if jobs < wanted:
        console.note(f"{amount(memory)} of memory are enough for {jobs} of {wanted} processes")
    return jobs


def _settings(options: argparse.Namespace, checks: "Checks") -> dict[str, Any]:
    """All that findings depend on beside the inputs, as the manifest has it."""
    from compliance import __version__
    from compliance.batch.manifest import rule_packs
    from compliance.batch.plan import digest_of
    from compliance.rulebook.shelf import rules_folder

    names = ("input", "text_format", "id_field", "text_field", *(f"{name}_field" for name in FIELDS), "exclude", "include", "off", "archive", "publisher")
    names += ("clusters", "rules", "config", "no_config", "ledger", "act", "channel", "territory", "at", "commercial", "paywalled", "ads")
    given = {name.replace("_", "-"): getattr(options, name) for name in names}
    since = {"manifest": options.since, "digest": digest_of(options.since)} if options.since else None
    return {
        "version": __version__,
        "rules": {"digest": checks.book(None).digest, "packs": rule_packs(rules_folder())},
        "options": {"inputs": options.paths, **given, "since": since},
    }


def _reading(options: argparse.Namespace) -> "Reading":
    from compliance.batch.inputs import Reading

    fields = {name: getattr(options, f"{name}_field") for name in FIELDS}
    return Reading(
        options.input, options.id_field, options.text_field, options.text_format, fields, tuple(options.exclude), tuple(options.include)
    )  # fmt: skip


def _ending(manifest: dict[str, Any], options: argparse.Namespace, console: Console) -> int:
    """Says what it came to, and gives the status."""
    counts = manifest["counts"]
    outcomes, verdicts = counts.get("outcomes", {}), counts.get("verdicts", {})
    failed, skipped, checked = (outcomes.get(name, 0) for name in ("failed", "skipped", "checked"))
    if failed:
        _tell_failed(options.out, failed, console)
    told = [f"{verdicts[name]:,} {name}" for name in ("blocked", "review", "duties", "clear") if verdicts.get(name)]
    told += [f"{many:,} {name}" for name, many in (("skipped", skipped), ("not read or checked", failed)) if many]
    documents = counts.get("documents", 0)
    from compliance.output.phrases import plural

    console.note(f"{documents:,} {plural(documents, 'document')}{': ' if told else ''}{', '.join(told)}; the findings are in {options.out}")
    if since := manifest.get("since"):
        _tell_changes(since, console)
    if failed:
        return ExitCode.UNREAD
    if not checked:
        console.error(f"there is nothing to check in {', '.join(options.paths)}")
        return ExitCode.NOTHING
    grave = ("error", "warning", "note")
    counted = grave[: grave.index(options.threshold) + 1] if options.threshold else ()
    return ExitCode.FLAGGED if any(counts.get("open", {}).get(name) for name in counted) else ExitCode.OK


def _tell_changes(since: dict[str, Any], console: Console) -> None:
    from compliance.output.phrases import listed

    told = listed((since[name], name) for name in ("new", "changed", "unchanged", "gone")) or "no documents then, and none now"
    again = f"; all was checked again, since these are not the same: {', '.join(since['checked_again'])}" if since["checked_again"] else ""
    console.note(f"since {since['manifest']}: {told}{again}")


def _tell_failed(folder: str, many: int, console: Console) -> None:
    from compliance.batch.findings.read import connect

    with connect(folder, threads=1) as found:
        rows = found.execute("SELECT id, path, reason FROM documents WHERE outcome = 'failed' ORDER BY unit, number LIMIT ?", [TOLD]).fetchall()
    for id, path, reason in rows:
        console.error(f"{id}{f' ({path})' if path not in (None, id) else ''}: {reason}")
    if many > TOLD:
        console.note(f"… and {many - TOLD:,} more; the findings name them all")


def _understand(options: argparse.Namespace) -> None:
    """Refuses what makes no sense together. Raises UsageError."""
    if not options.paths:
        raise UsageError("name files, folders, patterns or objects of a store to check; see compliance batch --help")
    if not options.out:
        raise UsageError("--out DIR is missing: the folder for the findings; see compliance batch --help")
    if "-" in options.paths:
        raise UsageError("standard input cannot be read twice, so a run could not go on; write it to a file, or use compliance check -")
    if options.address and options.engine != "ray":
        raise UsageError("--address goes with --engine ray")


def _must_have_libraries(options: argparse.Namespace) -> None:
    from importlib.util import find_spec

    needed, extra = (("pyarrow", "duckdb", "ray"), "cluster") if options.engine == "ray" else (("pyarrow", "duckdb"), "batch")
    if missing := [name for name in needed if find_spec(name) is None]:
        raise UsageError(f"compliance batch needs {', '.join(missing)}: pip install 'editorial-compliance[{extra}]'")


def _most() -> int:
    """Three quarters of this machine's memory, in bytes; 0 where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 3 // 4
    except (AttributeError, ValueError, OSError):
        return 0


def _size(word: str) -> int:
    from compliance.batch.memory import size_of

    try:
        return size_of(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
