"""Tasks on this machine's cores: worker processes that are given one task at a time, and replaced when they die.

A task whose process dies is begun once more, for the process may have been ended from outside; when that dies too, the task is
lost. A worker that takes more memory than its share is ended.
"""

import os
import signal
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, TypeVar, cast

from compliance.batch.engines.interface import Lost
from compliance.batch.errors import BatchError
from compliance.batch.memory import amount, die_with_parent, resident, takes_more

Task = TypeVar("Task")
Result = TypeVar("Result")

LOOK = 0.1
"""Seconds between two looks at what the workers take."""
GROWN = 0.6
"""Of its share; a worker that holds more between two tasks makes way for a fresh one, before the next task makes it too much."""
BEGINNINGS = 2
"""How often a task is begun that takes its process with it."""


class _Failed(NamedTuple):
    """What a worker sends back of a task that raised; `fatal` says that the run cannot go on."""

    reason: str
    fatal: bool


class LocalEngine:
    """Worker processes on this machine.

    Args:
        jobs: how many at most.
        memory: bytes that all of them may take together; 0 is no limit.
        beat: called a few times a second while tasks run, with nothing.
    """

    def __init__(self, jobs: int, memory: int = 0, beat: Callable[[], None] = lambda: None) -> None:
        self.jobs = max(1, jobs)
        self.memory = memory
        self._beat = beat
        self._workers: list[_Worker] = []

    def run(self, work: Callable[[Task], Result], tasks: Iterable[Task], memory: int = 0) -> Iterator[tuple[Task, Result | Lost]]:
        """As `Engine.run`. The iterator that is left early ends its workers."""
        left = max(self.memory - resident(os.getpid()), self.memory // 4)  # what this process takes is taken
        share = min(memory or left // self.jobs, left)
        count = min(self.jobs, max(1, left // share)) if share else self.jobs
        try:
            yield from self._run(work, iter(tasks), count, share)
        finally:
            self.close()

    def close(self) -> None:
        """Ends the workers at once."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _dismiss(self, worker: "_Worker") -> None:
        worker.end()
        self._workers.remove(worker)

    def _run(self, work: Callable[[Any], Any], tasks: Iterator[Any], count: int, share: int) -> Iterator[tuple[Any, Any]]:
        again: deque[tuple[Any, int]] = deque()
        more = True
        while True:
            while more and len(again) < count - sum(worker.busy for worker in self._workers):
                task = next(tasks, _END)
                more = task is not _END
                if more:
                    again.append((task, 1))
            for worker in [*self._workers]:
                if again and not worker.busy:
                    worker.give(*again.popleft())
            while again and len(self._workers) < count:
                self._workers.append(_Worker(work, self._workers))
                self._workers[-1].give(*again.popleft())
            if not any(worker.busy for worker in self._workers):
                return
            wait([it for worker in self._workers if worker.busy for it in (worker.pipe, worker.process.sentinel)], LOOK)
            self._beat()
            for worker in [*self._workers]:
                if not worker.busy:
                    continue
                ended, result = worker.answer()
                if not ended:
                    worker.look(share)
                    continue
                task, beginnings = worker.task, worker.beginnings
                worker.busy = False
                if result is not _END:
                    if isinstance(result, _Failed):
                        if result.fatal:
                            raise BatchError(result.reason)
                        result = Lost(result.reason)
                    if share and takes_more(worker.process.pid or 0, int(share * GROWN)):
                        self._dismiss(worker)
                    yield task, result
                    continue
                self._dismiss(worker)
                if worker.over:
                    yield task, Lost(f"it took more than {amount(worker.over)} of memory", memory=True)
                elif beginnings < BEGINNINGS:
                    again.append((task, beginnings + 1))
                else:
                    yield task, Lost(f"its process was ended twice{worker.how()}")


class _Worker:
    """One worker process. `over` is the share of memory, in bytes, that it was ended for, else 0."""

    def __init__(self, work: Callable[[Any], Any], beside: "list[_Worker]") -> None:
        # Forked workers share the rules that are loaded; beyond Linux forking is not safe, or not there.
        context: Any = get_context("fork" if sys.platform == "linux" else None)
        self.pipe, there = context.Pipe()
        forked = context.get_start_method() == "fork"
        inherited = [worker.pipe for worker in beside] + [self.pipe] if forked else []
        self.process = context.Process(target=_serve, args=(work, there, os.getpid(), inherited), daemon=True)
        with warnings.catch_warnings():
            # Arrow and DuckDB keep threads of their own, which they make anew after a fork; none of them runs Python.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        there.close()
        self.busy = False
        self.over = 0
        self.task: Any = None
        self.beginnings = 0
        self._looked = 0.0

    def give(self, task: Any, beginnings: int) -> None:
        """Begins a task; the process may be dead already, which `answer` finds out."""
        self.task, self.beginnings, self.busy = task, beginnings, True
        try:
            self.pipe.send(task)
        except OSError:
            return

    def answer(self) -> tuple[bool, Any]:
        """Whether the task has ended, and what it came to; `_END` where the process has died."""
        try:
            if self.pipe.poll():
                return True, self.pipe.recv()
        except (EOFError, OSError):
            return True, _END
        return (True, _END) if not self.process.is_alive() and not self._left() else (False, None)

    def look(self, share: int) -> None:
        """Ends the process where it takes more than `share` bytes; 0 is no limit."""
        now = time.monotonic()
        if share and now >= self._looked + LOOK / 2:
            self._looked = now
            if takes_more(self.process.pid or 0, share):
                self.over = share
                self.process.kill()

    def how(self) -> str:
        """By what the process ended, as far as the system says."""
        code = self.process.exitcode
        if code is None or code == 0:
            return ""
        if code > 0:
            return f" (exit status {code})"
        try:
            return f" ({signal.Signals(-code).name})"
        except ValueError:
            return f" (signal {-code})"

    def end(self) -> None:
        """Ends the process at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def _left(self) -> bool:
        """Whether an answer is left in the pipe of a process that is gone."""
        try:
            return bool(self.pipe.poll())
        except (EOFError, OSError):
            return False


_END: Any = object()


def _serve(work: Callable[[Any], Any], pipe: Connection, parent: int, inherited: list[Connection]) -> None:
    """What a worker process does: a task at a time, until its parent is gone."""
    # Ctrl-C goes to every process of the terminal; only the parent answers it, and ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent(parent)
    for other in inherited:  # as long as this process holds them too, nobody sees that the others are gone
        other.close()
    import gc

    gc.freeze()  # what was loaded before the fork stays, and stays shared
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_done(work, task))


def _done(work: Callable[[Any], Any], task: Any) -> Any:
    try:
        return work(task)
    except BatchError as error:
        return _Failed(str(error), True)
    except Exception as error:
        if os.environ.get("COMPLIANCE_DEBUG"):
            raise
        return _Failed(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__, False)


def cores(jobs: int) -> int:
    """The number of processes that `--jobs` asks for; 0 means every core this process may run on."""
    if jobs:
        return jobs
    affinity = cast("Callable[[int], set[int]] | None", getattr(os, "sched_getaffinity", None))
    return len(affinity(0)) if affinity else os.cpu_count() or 1
