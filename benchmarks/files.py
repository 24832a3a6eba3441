"""A folder of articles through the command: `python -m benchmarks.files [--files N] [--scancode PATH]`.

The peer is `scancode -c` (scancode-toolkit 32.5.0 with "pluggy<1.7", in an environment of its own; give the path of its
command). It is slow, so it gets the first hundredth of the same folder. Read the ratio.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import article
from benchmarks.speed import with_tails


def rate(command: list[str], files: int) -> float:
    """Files a wall second."""
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return files / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=4000)
    parser.add_argument("--scancode", help="the scancode command")
    options = parser.parse_args()
    rng = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        all_, few = Path(folder, "all"), Path(folder, "few")
        all_.mkdir(), few.mkdir()
        for number, text in enumerate(with_tails([article(rng) for _ in range(options.files)])):
            (all_ / f"{number:06}.txt").write_text(text, "utf-8")
            if number < options.files // 100:
                (few / f"{number:06}.txt").write_text(text, "utf-8")
        check = [sys.executable, "-m", "compliance", "check", "--output", "jsonl", "--no-config"]
        rate([*check, str(few)], 1)
        mine = rate([*check, str(all_)], options.files)
        print(f"compliance check FOLDER --output jsonl: {mine:.0f} files a second")
        if options.scancode:
            theirs = rate([options.scancode, "-c", "--json", "/dev/null", str(few)], options.files // 100)
            print(f"scancode -c: {theirs:.1f} files a second; ratio {mine / theirs:.0f}")


if __name__ == "__main__":
    main()
