"""Processes that are ended at any moment: the same command again gives the same bytes."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

from .standing import job, records, result

ROOT = Path(__file__).parents[2]
DRIVER = """
import sys
from pathlib import Path
from compliance.batch import plan
from compliance.batch.engines.local import LocalEngine
from compliance.batch.lock import at_work
from compliance.batch.run import run
from tests.batch.standing import job
plan.LEAST = 500
given = job(Path(sys.argv[1]), sys.argv[2])
with at_work(given.folder):
    run(given, LocalEngine(2))
"""
KILLS = 5


def begin(out: Path, source: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", DRIVER, str(out), str(source)], cwd=ROOT, stderr=subprocess.PIPE)


def children(process: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            cells = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(cells[1]) == process:
            found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are ended by other means")
@pytest.mark.parametrize("whom", ["parent", "worker"])
def test_killing_at_any_moment_and_running_again_gives_the_same_bytes(tmp_path: Path, whom: str) -> None:
    texts = [f"sleep! A quince, number {number}." + " More." * (number % 50) for number in range(50)]
    texts[33] = "die! A quince."
    source = records(tmp_path / "in/a.jsonl", texts)
    whole = begin(tmp_path / "whole", source)
    assert whole.wait(60) == 0
    out = tmp_path / "out"
    chance = random.Random(11)
    kills = 0
    while True:
        process = begin(out, source)
        while not (out / "work/units.jsonl").exists() and process.poll() is None:
            time.sleep(0.01)
        for _ in range(3 if whom == "worker" else 1):
            time.sleep(chance.uniform(0.0, 0.5))
            if kills < KILLS and process.poll() is None:
                victims = children(process.pid) if whom == "worker" else [process.pid]
                for victim in victims[:1]:
                    os.kill(victim, signal.SIGKILL)
                    kills += 1
        status, workers = process.wait(60), process.stderr
        assert workers is not None
        told = workers.read().decode()
        workers.close()
        if status == 0:
            break
        assert status == -signal.SIGKILL, told
    whole.stderr.close() if whole.stderr else None
    assert kills >= (2 if whom == "parent" else 1)
    assert result(out) == result(tmp_path / "whole")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends workers with their parent")
def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    source = records(tmp_path / "in/a.jsonl", ["sleep!"] * 400)
    process = begin(tmp_path / "out", source)
    workers: list[int] = []
    while not workers or not (tmp_path / "out/work/units.jsonl").exists():
        workers = children(process.pid)
        time.sleep(0.01)
    process.kill()
    process.wait(), process.stderr and process.stderr.close()
    until = time.monotonic() + 10
    while [it for it in workers if Path(f"/proc/{it}/stat").exists() and " Z " not in Path(f"/proc/{it}/stat").read_text()]:
        assert time.monotonic() < until, "a worker outlives its parent"
        time.sleep(0.05)


def test_a_job_of_the_tests_can_be_sent_to_another_process() -> None:
    import pickle

    given = job(Path("out"), "in")
    assert pickle.loads(pickle.dumps(given)).inputs == ("in",)
