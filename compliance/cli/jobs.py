"""Checks on several cores: chunks of work to worker processes, reports back in the order of the work."""

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 32
"""Items that travel to a worker at once."""
AHEAD = 3
"""Chunks a worker that wait their turn, so that no worker idles and memory stays bounded."""


def cores(jobs: int) -> int:
    """The number of processes that `--jobs` asks for; 0 means every core this process may run on."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    items: Iterable[Item],
    work: Callable[[list[Item]], list[Result]],
    lost: Callable[[Item], Result],
    jobs: int,
) -> Iterator[Result]:
    """What `work` makes of the items, in their order.

    A worker that dies (the system may end it for want of memory) takes nothing with it but the item that it
    died of: the chunks under way are done again one item at a time, and `lost` says what comes of that item.
    """
    chunks = _chunks(iter(items))
    under_way: deque[tuple[list[Item], Future[list[Result]]]] = deque()
    more = True
    while more or under_way:
        pool = _pool(jobs, work)
        try:
            while more or under_way:
                while more and len(under_way) < jobs * AHEAD:
                    chunk = next(chunks, [])
                    more = bool(chunk)
                    if chunk:
                        under_way.append((chunk, _submit(pool, chunk)))
                if under_way:
                    yield from under_way[0][1].result()
                    under_way.popleft()
            return
        except BrokenProcessPool:
            again = [chunk for chunk, _ in under_way]
            under_way.clear()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        for chunk in again:
            yield from _one_by_one(chunk, work, lost)


def _one_by_one(
    chunk: list[Item], work: Callable[[list[Item]], list[Result]], lost: Callable[[Item], Result]
) -> Iterator[Result]:
    pool = _pool(1, work)
    try:
        for item in chunk:
            try:
                yield from _submit(pool, [item]).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = _pool(1, work)
                yield lost(item)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _chunks(items: Iterator[Item]) -> Iterator[list[Item]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk


def _pool(jobs: int, work: Callable[[list[Any]], list[Any]]) -> ProcessPoolExecutor:
    # Forked workers share the rules that are loaded; beyond Linux forking is not safe, or not there.
    context: Any = get_context("fork" if sys.platform == "linux" else None)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(work,))


def _submit(pool: ProcessPoolExecutor, chunk: list[Item]) -> "Future[list[Any]]":
    """The future of a chunk; where the pool has just broken, one that says so when it is asked."""
    try:
        return pool.submit(_do, chunk)
    except BrokenProcessPool as error:
        future: Future[list[Any]] = Future()
        future.set_exception(error)
        return future


_work: Callable[[list[Any]], list[Any]]
"""What this worker process does. Set once, when it begins: sending it with each chunk would be slow."""


def _begin(work: Callable[[list[Any]], list[Any]]) -> None:
    global _work
    _work = work
    # Ctrl-C goes to every process of the terminal; only the one that holds the output answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(chunk: list[Any]) -> list[Any]:
    return _work(chunk)
