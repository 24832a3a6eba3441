"""Tasks on worker processes: results, workers that die or take too much, and what becomes of their tasks."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compliance.batch.engines import Lost
from compliance.batch.engines.local import LocalEngine, cores
from compliance.batch.errors import BatchError

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process takes")


def double(task: int) -> tuple[int, int]:
    return task * 2, os.getpid()


def obey(task: tuple[str, str]) -> str:
    word, path = task
    if word == "raise":
        raise ValueError("no such thing")
    if word == "stop":
        raise BatchError("the disk is full")
    if word == "once" and not os.path.exists(path):
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "die":
        with open(path, "a") as file:
            file.write("x")
        os.kill(os.getpid(), signal.SIGTERM)
    if word == "eat":
        held = [bytes(200_000_000 + len(path))]
        held = [bytearray(it) for it in held]
        time.sleep(30)
    if word == "exit":
        sys.stderr.flush()
        os._exit(7)
    if word == "nap":
        time.sleep(30)
    return f"{word} done"


def run(*tasks: tuple[str, str], jobs: int = 2, memory: int = 0, share: int = 0) -> dict[str, Any]:
    engine = LocalEngine(jobs, memory)
    return {word: result for (word, _), result in engine.run(obey, tasks, share)}


def test_every_task_is_done_once_in_other_processes() -> None:
    found = dict(LocalEngine(2).run(double, range(50)))
    assert {task: result[0] for task, result in found.items()} == {task: task * 2 for task in range(50)}
    processes = {result[1] for result in found.values()}
    assert os.getpid() not in processes and len(processes) == 2


def test_nothing_to_do_starts_nothing() -> None:
    assert list(LocalEngine(2).run(double, ())) == []


def test_tasks_are_taken_as_there_is_room_for_them() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for task in range(1000):
            taken.append(task)
            yield task

    results = LocalEngine(2).run(double, tasks())
    next(results)
    assert len(taken) <= 4
    results.close()


def test_a_task_that_raises_is_lost_and_says_why(tmp_path: Path) -> None:
    assert run(("raise", ""), ("fine", "")) == {"raise": Lost("ValueError: no such thing"), "fine": "fine done"}


def test_what_makes_the_run_senseless_ends_it() -> None:
    with pytest.raises(BatchError, match="the disk is full"):
        run(("fine", ""), ("stop", ""))


def test_a_task_whose_process_is_ended_is_begun_again(tmp_path: Path) -> None:
    assert run(("once", str(tmp_path / "mark")), ("fine", "")) == {"once": "once done", "fine": "fine done"}


def test_a_task_that_ends_its_process_twice_is_lost_and_costs_no_other(tmp_path: Path) -> None:
    beginnings = tmp_path / "beginnings"
    found = run(("fine", ""), ("die", str(beginnings)), ("good", ""), ("exit", ""))
    assert found == {
        "fine": "fine done", "good": "good done", "die": Lost("its process was ended twice (SIGTERM)"),
        "exit": Lost("its process was ended twice (exit status 7)"),
    }
    assert beginnings.read_text() == "xx"


@linux
def test_a_task_that_takes_more_than_its_share_is_ended() -> None:
    began = time.monotonic()
    found = run(("fine", ""), ("eat", ""), memory=2_000_000_000, share=150_000_000)
    assert found == {"fine": "fine done", "eat": Lost("it took more than 150 MB of memory", memory=True)}
    assert time.monotonic() - began < 20


@linux
def test_a_task_that_may_take_all_of_the_memory_may_take_it() -> None:
    engine = LocalEngine(4, 3_000_000_000)
    found = {result[1] for _, result in engine.run(double, range(8), 2_900_000_000)}
    assert len(found) == 1, "there is room for one at a time"


def test_an_engine_that_is_left_early_ends_its_workers() -> None:
    engine = LocalEngine(2)
    results = engine.run(obey, [("fine", ""), ("nap", ""), ("nap", "")])
    next(results)
    workers = [worker.process for worker in engine._workers]
    results.close()
    assert len(workers) == 2 and not any(worker.is_alive() for worker in workers)


def test_the_beat_goes_on_while_tasks_take_their_time() -> None:
    beats: list[float] = []
    engine = LocalEngine(1, beat=lambda: beats.append(time.monotonic()))
    list(engine.run(slow, [0]))
    assert len(beats) >= 3


def slow(task: int) -> int:
    time.sleep(0.5)
    return task


def test_a_task_so_small_that_nobody_says_how_many_gets_every_core() -> None:
    assert cores(3) == 3 and cores(0) >= 1
