"""What is reached on real passages and pages, held against the floors in benchmarks/floors.toml.

The texts are third parties' and not a part of this project: where they are not beside the checkout, nothing is measured.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
FLOORS = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text("utf-8"))
pytestmark = pytest.mark.skipif(not (EVAL / "score_notices.py").exists(), reason="the evaluation data is not beside this checkout")

ROW = re.compile(r"\s+(\w+)\s+P [\d.]+  R [\d.]+  F1 [\d.]+   tp (\d+) fp (\d+) fn (\d+)")


def checked(tmp_path, *arguments):
    """What the command finds, in a file of JSON lines."""
    found = tmp_path / "found.jsonl"
    command = [sys.executable, "-m", "compliance", "check", "--no-config", "--quiet", "--output", f"jsonl:{found}", *map(str, arguments)]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=600)
    assert done.returncode in (0, 1), done.stderr
    return found


def scored(found, *arguments):
    """Counts by kind, and the other figures of the scorer by their names."""
    command = [sys.executable, str(EVAL / "score_notices.py"), str(found), *map(str, arguments)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    counts = {row[1]: tuple(map(int, row.groups()[1:])) for row in ROW.finditer(printed)}
    rates = dict(re.findall(r"^\s+(holder|acts) read exactly\s+([\d.]+)", printed, re.MULTILINE))
    noisy = re.search(r"drew a finding: (\d+) of (\d+)", printed)
    return counts, {name: float(rate) for name, rate in rates.items()}, noisy and tuple(map(int, noisy.groups()))


def f1(*counts):
    right, wrong, missed = map(sum, zip(*counts, strict=True))
    return 2 * right / (2 * right + wrong + missed)


def test_passages(tmp_path):
    found = checked(tmp_path, EVAL / "notices" / "passages.jsonl", "--input", "jsonl", "--id-field", "id", "--text-field", "text")
    counts, rates, noisy = scored(found, EVAL / "notices" / "passages.jsonl")
    floors = FLOORS["passages"]
    low = {kind: (f1(counts[kind]), floor) for kind, floor in floors["f1"].items() if f1(counts[kind]) < floor}
    assert low == {}, "F1 below its floor"
    low = {name: (rates[name], floor) for name, floor in floors["read_exactly"].items() if rates[name] < floor}
    assert low == {}, "values read exactly, below the floor"
    assert noisy[0] <= floors["most_noisy"], "texts without a label that drew a finding"


def test_pages(tmp_path):
    pages = EVAL / "notices" / "pages"
    records = [json.loads(line) for line in checked(tmp_path, *sorted(pages.glob("*.txt"))).read_text("utf-8").splitlines()]
    found = tmp_path / "by-name.jsonl"
    found.write_text("".join(json.dumps({**record, "id": Path(record["id"]).stem}) + "\n" for record in records), "utf-8")
    counts, _, _ = scored(found, "--pages", pages)
    floors = FLOORS["pages"]
    assert f1(*(counts[kind] for kind in floors["together"])) >= floors["f1"]
