"""A folder of articles through the command, files a second: `python -m benchmarks.files [--files N] [--scancode COMMAND]`.

The peer, on a part of the same folder since it takes its time, is `scancode -c`. It lives in an environment of its own:

    python -m venv ENV && ENV/bin/pip install scancode-toolkit==32.5.0 'pluggy<1.7'
    python -m benchmarks.files --scancode ENV/bin/scancode

Articles are of 4 KB: prose, the same with the ends of sites, and with new ends, as in benchmarks.speed; the peer gets those with the ends
of sites. One process each; what starting takes is in the figures, and
said apart. Read the ratio.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.speed import SITES, plain, with_notices


def write(folder: Path, articles: Sequence[str]) -> str:
    """Files of a folder, a hundred to a sub-folder."""
    for number, text in enumerate(articles):
        place = folder / f"{number // 100:04}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06}.txt").write_text(text, "utf-8")
    return str(folder)


def seconds(command: Sequence[str]) -> float:
    """Wall seconds of a command that must not fail; 1 is the status of a check that found something."""
    began = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    took = time.perf_counter() - began
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return took


def check(folder: str, output: str = "jsonl") -> list[str]:
    return [sys.executable, "-m", "compliance", "check", folder, "--output", output, "--no-config", "--quiet"]


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=4000)
    parser.add_argument("--for-peer", type=int, default=60, help="files that the peer gets")
    parser.add_argument("--scancode", help="the command of the peer")
    parser.add_argument("--corpus", help="a folder with prose in .txt files, instead of generated articles")
    options = parser.parse_args(None if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory() as folder:
        articles = plain(options.corpus, options.files)
        mixes = {"plain": articles, "sites": with_notices(articles, SITES), "new": with_notices(articles)}
        rates = {}
        for name, some in mixes.items():
            every, one = write(Path(folder, name), some), write(Path(folder, f"{name} one"), some[1:2])
            seconds(check(every, f"jsonl:{folder}/found.jsonl"))  # what is compiled once
            found = sum(len(json.loads(line)["facts"]) for line in Path(folder, "found.jsonl").read_text("utf-8").splitlines())
            start, took = seconds(check(one)), seconds(check(every))
            rates[name] = len(some) / took
            told = f"({found} facts; starting takes {start * 1000:.0f} ms of {took * 1000:.0f})"
            print(f"{name:6s} compliance check FOLDER --output jsonl   {rates[name]:8.1f} files/s {told}")
        if options.scancode:
            peer = [options.scancode, "-c", "--json", f"{folder}/scancode.json", "--processes", "0", "--quiet"]
            start = seconds([*peer, write(Path(folder, "one"), articles[1:2])])
            theirs = options.for_peer / seconds([*peer, write(Path(folder, "some"), mixes["sites"][: options.for_peer])])
            print(f"sites  scancode -c                              {theirs:8.1f} files/s ({options.for_peer} files; starting takes {start * 1000:.0f} ms)")
            print("ratios " + ", ".join(f"{name} {rate / theirs:.0f}" for name, rate in rates.items()))


if __name__ == "__main__":
    main()
