"""Work on several processes: order, memory, and workers that die."""

import os
import signal
from collections.abc import Iterator

import pytest

from compliance.cli.jobs import AHEAD, CHUNK, cores, spread


def doubled(items: list[int]) -> list[tuple[int, int]]:
    return [(item * 2, os.getpid()) for item in items]


def deadly(items: list[int]) -> list[int]:
    if 100 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return [-item for item in items]


def refusing(items: list[int]) -> list[int]:
    raise ValueError("no")


def lost(item: int) -> int:
    return 10_000 + item


def test_results_come_in_the_order_of_the_work_from_other_processes() -> None:
    results = list(spread(range(5 * CHUNK + 1), doubled, lambda item: (0, 0), 2))
    assert [it for it, _ in results] == [it * 2 for it in range(5 * CHUNK + 1)]
    assert os.getpid() not in {process for _, process in results}


def test_nothing_to_do_is_done() -> None:
    assert list(spread([], doubled, lambda item: (0, 0), 2)) == []


def test_work_is_taken_no_further_ahead_than_needed() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(100 * CHUNK):
            taken += 1
            yield number

    results = spread(items(), doubled, lambda item: (0, 0), 2)
    assert next(results)[0] == 0
    assert taken <= (2 * AHEAD + 1) * CHUNK
    results.close()


def test_a_worker_that_dies_costs_one_item() -> None:
    results = list(spread(range(10 * CHUNK), deadly, lost, 2))
    assert results == [10_100 if it == 100 else -it for it in range(10 * CHUNK)]


def test_what_the_work_refuses_is_raised_here() -> None:
    with pytest.raises(ValueError, match="no"):
        list(spread(range(3), refusing, lost, 2))


def test_the_number_of_processes() -> None:
    assert cores(3) == 3
    assert 1 <= cores(0) <= (os.cpu_count() or 1)
