"""Memory that a check of one large text takes: `python -m benchmarks.memory [--megabytes N] [--corpus FOLDER]`.

A text of the size asked for is written to a temporary file and checked by the command; the peer is the same command on a
file of 40 MB, which is read in windows too. Bounded memory means that the two peaks are alike. Peak is the largest resident set
that the kernel saw (getrusage), facts are counted so that nothing is left unread.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed import plain, with_notices

SMALL = 40
"""Megabytes of the smaller file: more than one window of the reader."""
LAST = "\n\n© 2024 Terminus Press\n"


class Run(NamedTuple):
    """What one check came to."""

    peak: float  # megabytes
    seconds: float
    outcome: str
    facts: int
    last: bool  # the notice at the very end was found


def write(path: Path, megabytes: int, block: bytes) -> None:
    """A file of about the size, ending in a notice."""
    with path.open("wb") as file:
        for _ in range(megabytes * 1_000_000 // len(block)):
            file.write(block)
        file.write(LAST.encode())


def check(path: Path, found: Path) -> Run:
    """Checks the file in a process of its own."""
    command = [sys.executable, "-m", "compliance", "check", str(path), "--output", f"jsonl:{found}", "--no-config", "--quiet"]
    began = time.perf_counter()
    process = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(process, 0)
    took = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    record = json.loads(found.read_text("utf-8"))
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    facts = record["facts"]
    return Run(usage.ru_maxrss / unit, took, record["outcome"], len(facts), bool(facts) and facts[-1]["values"].get("holder") == "Terminus Press")


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--corpus", help="a folder with prose in .txt files, instead of generated articles")
    parser.add_argument("--notices", action="store_true", help="every second article ends in notices; all that is found is kept until the end")
    options = parser.parse_args(None if arguments is None else list(arguments))
    articles = plain(options.corpus, 1000)
    block = "\n\n".join([*(with_notices(articles) if options.notices else articles), ""]).encode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as folder:
        runs = []
        for megabytes in (SMALL, options.megabytes):
            path = Path(folder, "text.txt")
            write(path, megabytes, block)
            runs.append(check(path, Path(folder, "found.jsonl")))
            run = runs[-1]
            print(f"{megabytes:5d} MB   peak {run.peak:7.1f} MB   {run.seconds:6.1f} s   {run.outcome}, {run.facts} facts, the last one {'found' if run.last else 'MISSED'}")
        print(f"ratio of the peaks {runs[1].peak / runs[0].peak:.2f}")


if __name__ == "__main__":
    main()
