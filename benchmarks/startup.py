"""One file checked by the command, against `python -c pass`: `python -m benchmarks.startup [--runs N]`. Read the ratio.

The two take turns, so that what else the machine does falls on both; byte code and the compiled rules are there, as after a
first run.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

SEED = Path(__file__).parents[1] / "seeds" / "wire-article.txt"


def once(command: Sequence[str]) -> float:
    """Wall seconds of one run."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    took = time.perf_counter() - began
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode("utf-8", "replace"))
    return took


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=31)
    parser.add_argument("--file", default=str(SEED), help="the file to check")
    options = parser.parse_args(None if arguments is None else list(arguments))
    check = [sys.executable, "-m", "compliance", "check", options.file, "--output", "jsonl", "--no-config", "--quiet"]
    nothing = [sys.executable, "-c", "pass"]
    once(check), once(nothing)
    pairs = [(once(check), once(nothing)) for _ in range(options.runs)]
    mine, theirs = (median(column) for column in zip(*pairs, strict=True))
    print(f"compliance check FILE {mine * 1000:.0f} ms   python -c pass {theirs * 1000:.0f} ms   ratio {median(a / b for a, b in pairs):.1f}")


if __name__ == "__main__":
    main()
