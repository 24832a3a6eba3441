"""One file checked by the command, against `python -c pass` in turn: `python -m benchmarks.startup [RUNS]`. Read the ratio."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

SEED = Path(__file__).parent.parent / "seeds" / "wire-article.txt"


def once(command: list[str]) -> float:
    """Wall seconds of one run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    check = [sys.executable, "-m", "compliance", "check", str(SEED), "--output", "jsonl"]
    nothing = [sys.executable, "-c", "pass"]
    once(check), once(nothing)
    pairs = [(once(check), once(nothing)) for _ in range(runs)]
    mine, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
    print(f"compliance check FILE {mine * 1000:.0f} ms   python -c pass {theirs * 1000:.0f} ms   ratio {median(a / b for a, b in pairs):.1f}")


if __name__ == "__main__":
    main()
