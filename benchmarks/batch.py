"""Speed and memory of `compliance batch`: articles of 4 KB as JSON Lines in, tables of findings out, judged by a ledger.

    python -m benchmarks.batch                                     20,000 articles, on two processes
    python -m benchmarks.batch --documents 20000 200000 1000000    scaling
    python -m benchmarks.batch --giants                            documents of 100 MB among ordinary ones, under --memory
    python -m benchmarks.batch --corpus FOLDER                     real prose: the .txt files of a folder, cut into articles

The peer, in the same run, is `compliance check --jobs N --output jsonl` on the first articles. "around" is what the batch adds to reading and checking,
for a document: numbering, rows, digests, Parquet; measured in one process on findings that are at hand. Of every two articles, or of as many as --every says, one ends in
notices, rights phrases and restrictions: those of one of as many sites as --sites says, or of its own with --sites 0. Peak is the sum over all processes of what each holds for itself and its part of what they share,
looked at ten times a second.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpus import tail
from benchmarks.speed import ended, plain, with_notices
from compliance.batch.memory import shared_fairly

LEDGER = """
[publisher]
names = ["Weirside Gazette"]
commercial = true
country = "GB"

[[licence]]
id = "kestrel"
holder = "Kestrel Wire Inc."
acts = ["reproduce", "publish"]

[[licence]]
id = "nordlys"
holder = "Nordlys Media AS"
acts = ["publish", "quote"]
channels = ["web"]
"""
VARIED = 4000
"""Different articles; a larger corpus varies each by the first words of its paragraphs."""
FOR_PEER = 4000
GIANT = 100_000_000
"""Bytes of a giant document."""


class Run(NamedTuple):
    """What a command came to."""

    seconds: float
    processor: float  # seconds of all processes
    peak: float  # megabytes


def articles(path: Path, count: int, corpus: str | None, every: int, sites: int) -> None:
    """Writes a corpus of records with metadata; of so many articles one has notices, of 0 none: those of one of so many sites, of 0 its own."""
    base = [text.split("\n\n") for text in plain(corpus, VARIED)]
    rng = random.Random(11)
    ends = [tail(rng).text for _ in range(sites)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            paragraphs = base[number % len(base)]
            if number >= len(base):  # another article, as long: no paragraph stands twice
                paragraphs = [f"{rng.randrange(1 << 40):013} {paragraph[14:]}" for paragraph in paragraphs]
            text = "\n\n".join(paragraphs)
            if every and number % every == 0:
                text = ended(text, ends[number // every % sites] if sites else tail(rng).text)
            record = {
                "id": f"fen-{number}", "text": text, "title": f"Weir report {number}", "author": "Ada Moreau", "section": "harbour",
                "address": f"https://fen{number % 50}.example/{number}", "date": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
            }  # fmt: skip
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def giants(path: Path, ordinary: Path) -> None:
    """A corpus with records of 100 MB between ordinary ones, and plain files of that size beside it."""
    block = "".join(f"{it}\n\n" for it in with_notices(plain(None, 250)))
    wide = "Ёлка и якорь. " * 70_000
    with path.open("w", encoding="utf-8") as file, ordinary.open(encoding="utf-8") as rows:
        for number, row in enumerate(rows):
            file.write(row)
            if number in (700, 705):
                unit = block if number == 700 else wide
                text = unit * (GIANT // len(unit.encode()))
                file.write(json.dumps({"id": f"giant-{number}", "text": text}, ensure_ascii=False) + "\n")
    one_mb = block[:1_000_000]
    for name in ("giant.txt", "second.txt"):
        with path.with_name(name).open("w", encoding="utf-8") as file:
            for _ in range(GIANT // len(one_mb.encode())):
                file.write(one_mb)


def measured(command: list[str]) -> Run:
    """Runs a command and looks at its processes."""
    began = time.perf_counter()
    before = os.times()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(shared_fairly(it) for it in _tree(process.pid)))
            time.sleep(0.1)
        assert process.stderr is not None
        told = process.stderr.read()
    after = os.times()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {told}")
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(time.perf_counter() - began, processor, peak / 1e6)


def _tree(process: int) -> Iterable[int]:
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
        except OSError:
            continue
    found = [process]
    for it in found:
        found += parents.get(it, ())
    return found


def batch(source: list[Path], out: Path, ledger: Path, jobs: int, memory: str) -> Run:
    shutil.rmtree(out, ignore_errors=True)
    given = ["--ledger", str(ledger), "--no-config", "--jobs", str(jobs), "--memory", memory, "--quiet"]
    return measured([sys.executable, "-m", "compliance", "batch", *map(str, source), "--out", str(out), *given])


def check(source: Path, found: Path, ledger: Path, jobs: int) -> Run:
    given = ["--input", "jsonl", "--ledger", str(ledger), "--no-config", "--jobs", str(jobs), "--quiet"]
    return measured([sys.executable, "-m", "compliance", "check", str(source), *given, "--output", f"jsonl:{found}"])


def around(source: Path, out: Path, ledger: Path) -> tuple[float, float, float]:
    """Microseconds of processor time for a document: reading, checking and all else."""
    from compliance.batch.inputs import Piece, Unit, read
    from compliance.batch.tasks import check as task
    from compliance.cli.batch import _reading, parser
    from compliance.cli.pipeline import Checks

    options = parser().read([str(source), "--out", str(out), "--ledger", str(ledger), "--no-config"])
    checks = Checks(options, datetime.now(UTC))
    unit = Unit("00000000", (Piece(str(source), "jsonl"),), source.stat().st_size)
    began = time.process_time()
    documents = list(read(unit, _reading(options)))
    reading = time.process_time() - began
    list(checks.reports(documents[:500]))
    began = time.process_time()
    reports = list(checks.reports(documents))
    checking = time.process_time() - began

    class Known:
        """Checks that are done already."""

        def reports(self, items: Iterable[Any]) -> Iterable[Any]:
            return (report for _, report in zip(items, reports, strict=True))

        def keep(self) -> None:
            return None

    rest = []
    real = task.read
    task.read = lambda unit, reading: iter(documents)
    for _ in range(3):
        shutil.rmtree(out, ignore_errors=True)
        began = time.process_time()
        task.Checking(str(out), _reading(options), Known())(task.Check(unit))  # type: ignore[arg-type]
        rest.append(time.process_time() - began)
    task.read = real
    return tuple(it / len(documents) * 1e6 for it in (reading, checking, min(rest)))  # type: ignore[return-value]


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[20_000])
    parser.add_argument("--corpus", help="a folder with prose in .txt files, instead of generated articles")
    parser.add_argument("--every", type=int, default=2, help="of so many articles one ends in notices (2); 0: none does")
    parser.add_argument("--sites", type=int, default=200, help="sites whose ends they are (200); 0: each has its own")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--giants", action="store_true", help="measure memory with documents of 100 MB, and nothing else")
    parser.add_argument("--folder", help="where the corpora and findings lie meanwhile, which takes some 6 KB a document")
    options = parser.parse_args(None if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        ledger = folder / "ledger.toml"
        ledger.write_text(LEDGER, "utf-8")
        small = folder / "small.jsonl"
        articles(small, FOR_PEER, options.corpus, options.every, options.sites)
        if options.giants:
            big = folder / "big.jsonl"
            giants(big, small)
            ran = batch([big, folder / "giant.txt", folder / "second.txt"], folder / "run", ledger, options.jobs, options.memory)
            counts = json.loads((folder / "run/manifest.json").read_text("utf-8"))["counts"]
            print(f"4 documents of 100 MB among {FOR_PEER:,}: {ran.seconds:.0f} s, peak {ran.peak:,.0f} MB under {options.memory}; {counts['outcomes']}")
            return
        reading, checking, rest = around(small, folder / "around", ledger)
        print(f"one process, a document: reading {reading:.0f} µs, checking {checking:.0f} µs, around {rest:.0f} µs")
        peer = check(small, folder / "found.jsonl", ledger, options.jobs)
        print(f"compliance check --jobs {options.jobs}   {FOR_PEER:>9,} documents  {FOR_PEER / peer.seconds:7,.0f} a second  {peer.processor / FOR_PEER * 1e6:6,.0f} µs of processor each")
        for count in options.documents:
            source = folder / "articles.jsonl"
            articles(source, count, options.corpus, options.every, options.sites)
            ran = batch([source], folder / "run", ledger, options.jobs, options.memory)
            print(
                f"compliance batch --jobs {options.jobs}   {count:>9,} documents  {count / ran.seconds:7,.0f} a second  {ran.processor / count * 1e6:6,.0f} µs of processor each"
                f"  peak {ran.peak:,.0f} MB  (a second: {count / ran.seconds / (FOR_PEER / peer.seconds):.2f} of check)"
            )


if __name__ == "__main__":
    main()
