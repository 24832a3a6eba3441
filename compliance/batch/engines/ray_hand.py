"""The process that does a machine's tasks for Ray: Ray's own worker only hands them on.

It runs the engine of one machine with one job, so that a task which raises, takes its process with it or takes too much memory
comes to the same on a cluster as it does without one. Apart from Ray's worker, because that is full of threads, and a process with
threads must not be forked.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from compliance.batch.engines.interface import Lost
from compliance.batch.errors import BatchError


class Stop(NamedTuple):
    """Instead of a task's result: why the whole run must end."""

    reason: str


class Hand:
    """A process of this machine's Python that does one task at a time.

    Args:
        work: what is done with each task, pickled.
        folder: where relative paths begin.
        memory: bytes that a task may take; 0 is no limit.
    """

    def __init__(self, work: bytes, folder: str, memory: int) -> None:
        there_in, here_out = os.pipe()
        here_in, there_out = os.pipe()
        self._out, self._in = Connection(here_out, readable=False), Connection(here_in, writable=False)
        path = os.pathsep.join(it for it in sys.path if it)
        code = f"from compliance.batch.engines.ray_hand import serve; serve({there_in}, {there_out}, {os.getpid()})"
        self._process = subprocess.Popen(  # noqa: S603  this same Python
            [sys.executable, "-c", code], cwd=folder, env={**os.environ, "PYTHONPATH": path}, pass_fds=(there_in, there_out), stdin=subprocess.DEVNULL
        )
        os.close(there_in)
        os.close(there_out)
        self._out.send((work, memory))

    def do(self, task: Any) -> Any:
        """The task's result, a Lost or a Stop."""
        try:
            self._out.send(task)
            return self._in.recv()
        except (EOFError, OSError):
            return Lost(f"the process that did it has ended with status {self._process.wait()}")

    def __del__(self) -> None:
        self._out.close()  # it ends when there is nothing more to read
        self._process.wait()
        self._in.close()


def serve(inward: int, outward: int, parent: int) -> None:
    """What that process does, until the pipe ends. `inward` and `outward` are its file descriptors, `parent` Ray's worker."""
    from compliance.batch.engines.local import LocalEngine
    from compliance.batch.memory import die_with_parent

    die_with_parent(parent)
    tasks, results = Connection(inward, writable=False), Connection(outward, readable=False)
    packed, memory = tasks.recv()
    try:
        work: Callable[[Any], Any] = pickle.loads(packed)  # noqa: S301  comes from the command that this process works for
    except Exception as error:  # noqa: BLE001  whatever is wrong is told where the command runs
        _refuse(tasks, results, Stop(f"the work cannot be done there: {type(error).__name__}: {error}"))
        return
    try:
        for _, result in LocalEngine(1, memory).run(work, _received(tasks)):
            results.send(result)
    except BatchError as error:
        _refuse(tasks, results, Stop(str(error)), begun=True)


def _received(tasks: Connection) -> Iterator[Any]:
    while True:
        try:
            yield tasks.recv()
        except EOFError:
            return


def _refuse(tasks: Connection, results: Connection, stop: Stop, begun: bool = False) -> None:
    """Gives every task the same answer; `begun` where one waits for it already."""
    if begun:
        results.send(stop)
    for _ in _received(tasks):
        results.send(stop)
