"""The engine that runs tasks on a cluster, over Ray core: plain remote functions, done again elsewhere when a machine is lost.

Ray carries a task's name there and a few numbers back; all data goes through files that every machine sees at the same path. Ray is not told to
keep anything: what a lost machine had finished is in the files, and what it had not is done again.
"""

import os
import pickle
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from compliance.batch.beside import beside, discard
from compliance.batch.engines.interface import Lost
from compliance.batch.engines.ray_hand import Stop
from compliance.batch.engines.ray_join import join
from compliance.batch.engines.ray_node import Terms, do, unfit, versions
from compliance.batch.errors import BatchError
from compliance.batch.memory import amount

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 3
"""Tasks under way or waiting, a processor of the cluster."""
RETRIES = 3
"""Times that a task is done again after its process or its machine was lost."""
LOOK = 0.2
"""Seconds between two beats while nothing finishes."""
GLANCE = 5.0
"""Seconds between two looks at what the cluster has; machines may join and leave."""
DESERTED = 600.0
"""Seconds to wait for a machine to come back after the last one has gone."""
PROBING = 120.0
"""Seconds that a machine may take to start a process and answer."""


class RayEngine:
    """Runs tasks on the processors of a Ray cluster that is running already, a task a processor.

    Args:
        address: HOST:PORT of the head, or "auto" for the cluster that this machine belongs to.
        out: the run's folder; every machine must see it at the same path.
        memory: bytes that all tasks on one machine may take together; 0 is 3/4 of what the smallest machine offers Ray. Ray's own processes
            come on top, about 130 MB a processor and 300 MB a machine.
        beat: called a few times a second while tasks run, with nothing.
        deserted: seconds to wait for machines where there is none left.
    """

    jobs: int
    """Tasks at a time on the largest machine, once the cluster is joined."""
    memory: int
    """Bytes for all tasks on one machine, once the cluster is joined."""

    def __init__(
        self, address: str, out: str, memory: int = 0, beat: Callable[[], None] = lambda: None, deserted: float = DESERTED
    ) -> None:
        self._address, self._beat, self._deserted = address, beat, deserted
        self.jobs, self.memory = 1, memory
        self._mark = os.path.join(os.path.abspath(out), "work", "cluster")
        self._terms = Terms(os.getcwd(), self._mark, secrets.token_hex(16), versions(), os.environ.get("RAY_AUTH_MODE", "token").lower() != "disabled")
        self._ray: Any = None
        self._remote: Any = None

    def open(self) -> None:
        """Joins the cluster and looks at every machine of it, which takes a few seconds; `run` does it where nobody has.

        Raises:
            BatchError: the cluster cannot be joined, or a machine lacks what the run needs; the text names it.
        """
        if self._ray is not None:
            return
        self._ray = join(self._address)
        self._remote = self._ray.remote(do)
        try:
            os.makedirs(os.path.dirname(self._mark), exist_ok=True)
            with beside(self._mark) as part, open(part, "w", encoding="ascii") as file:
                file.write(self._terms.token)
            machines = self._machines()
            self.jobs = max(int(it["Resources"]["CPU"]) for it in machines)
            self.memory = self.memory or min(int(it["Resources"].get("memory", 0)) for it in machines) * 3 // 4
            self._probe(machines)
        except BaseException:
            self.close()
            raise

    def run(self, work: Callable[[Task], Result], tasks: Iterable[Task], memory: int = 0) -> Iterator[tuple[Task, Result | Lost]]:
        """As the interface says; a task that is to take more than its share takes the places of several."""
        self.open()
        processors, share = self._share(memory)
        remote = self._remote.options(num_cpus=processors, memory=share or None, max_retries=RETRIES, name=getattr(work, "__name__", "task"))
        packed = pickle.dumps(work)
        rest = iter(tasks)
        under_way: dict[Any, Task] = {}
        more, room = True, _Room(self._ray, self._deserted)
        try:
            while True:
                size = room.size()
                while more and len(under_way) < size:
                    for task in rest:
                        under_way[remote.remote(packed, task, self._terms, share)] = task
                        break
                    else:
                        more = False
                if not under_way:
                    return
                self._beat()
                for reference in self._finished(list(under_way)):
                    task = under_way.pop(reference)
                    yield task, self._result(reference)
        finally:
            for reference in under_way:
                self._ray.cancel(reference, force=True)

    def close(self) -> None:
        """Leaves the cluster; what is under way there is ended."""
        if self._ray is not None:
            self._ray.shutdown()
            self._ray = None
            discard(self._mark)

    def _finished(self, references: list[Any]) -> list[Any]:
        """What has finished, once anything has or a while has gone by."""
        done, rest = self._ray.wait(references, timeout=LOOK)
        return [*done, *self._ray.wait(rest, num_returns=len(rest), timeout=0)[0]] if done and rest else list(done)

    def _result(self, reference: Any) -> Any:
        errors = self._ray.exceptions
        try:
            result = self._ray.get(reference)
        except errors.OutOfMemoryError:
            return Lost("its machine ran out of memory", memory=True)
        except (errors.WorkerCrashedError, errors.LocalRayletDiedError):
            return Lost("it took its process with it each time, perhaps for want of memory", memory=True)
        except (errors.NodeDiedError, errors.ObjectLostError):
            return Lost("its machine was lost each time")
        except errors.RayError as error:
            raise BatchError(f"Ray could not do a task: {_first_line(error)}") from None
        if isinstance(result, Stop):
            raise BatchError(result.reason)
        return result

    def _machines(self) -> list[dict[str, Any]]:
        machines = _working(self._ray)
        if not machines:
            raise BatchError(f"--address {self._address}: no machine of the cluster takes tasks; start one with `ray start --address=HOST:PORT`")
        return machines

    def _probe(self, machines: list[dict[str, Any]]) -> None:
        """Asks every machine whether it has what the run needs. Raises BatchError, naming those that do not."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        ask = self._ray.remote(unfit)
        asked = {}
        for it in machines:
            there = NodeAffinitySchedulingStrategy(it["NodeID"], soft=False)
            asked[ask.options(num_cpus=0, max_retries=1, scheduling_strategy=there).remote(self._terms)] = it["NodeManagerAddress"]
        self._ray.wait(list(asked), num_returns=len(asked), timeout=PROBING)
        answers = [(machine, self._answer(reference)) for reference, machine in asked.items()]
        if all(answer is None for _, answer in answers):
            raise BatchError(f"--address {self._address}: every machine of the cluster was lost while it was asked; start one, and the same command again")
        wrong = [f"{machine}: {reason}" for machine, reason in answers if reason]
        if wrong:
            raise BatchError("the run cannot use every machine of the cluster.\n  " + "\n  ".join(wrong))

    def _answer(self, reference: Any) -> str | None:
        """Why a machine cannot be used, empty where it can; None where it is gone, which Ray's head hears of some seconds later."""
        gone = (self._ray.exceptions.TaskUnschedulableError, self._ray.exceptions.NodeDiedError)
        try:
            return str(self._ray.get(reference, timeout=0))
        except gone:
            return None
        except self._ray.exceptions.GetTimeoutError:
            return f"it has not answered within {PROBING:.0f} seconds"
        except Exception as error:  # noqa: BLE001  whatever is wrong there, the machine cannot be used
            if "No module named" in str(error):
                return "its Python lacks editorial-compliance; pip install 'editorial-compliance[cluster]' there, in the version that is installed here"
            return _first_line(error)

    def _share(self, memory: int) -> tuple[int, int]:
        """The processors that a task of so many bytes takes, and the bytes that it may take; 0 is no limit. Raises BatchError."""
        even = self.memory // self.jobs
        share = min(memory, self.memory) if memory and self.memory else memory or even
        offered = max((int(it["Resources"].get("memory", 0)) for it in _working(self._ray)), default=0)
        if share > offered > 0:
            raise BatchError(f"a task may take {amount(share)}, and no machine of the cluster offers Ray more than {amount(offered)}; lower --memory")
        return min(self.jobs, -(-share // even)) if even else 1, share


class _Room:
    """How many tasks may be under way; asks the cluster again every few seconds. Raises BatchError where nobody is left to do any."""

    def __init__(self, ray: Any, deserted: float) -> None:
        self._ray, self._deserted = ray, deserted
        self._asked, self._seen = float("-inf"), time.monotonic()
        self._size = AHEAD

    def size(self) -> int:
        now = time.monotonic()
        if now - self._asked >= GLANCE:
            self._asked = now
            processors = sum(it["Resources"]["CPU"] for it in _working(self._ray))
            if processors:
                self._seen, self._size = now, max(1, int(processors)) * AHEAD
            elif now - self._seen > self._deserted:
                raise BatchError(
                    f"no machine of the cluster has taken tasks for {self._deserted:.0f} seconds; start some, and the same command goes on from here"
                )
        return self._size


def _working(ray: Any) -> list[dict[str, Any]]:
    """The machines that are there and take tasks."""
    return [it for it in ray.nodes() if it["Alive"] and it["Resources"].get("CPU", 0) >= 1]


def _first_line(error: BaseException) -> str:
    lines = [it.strip() for it in str(error).splitlines() if it.strip()]
    return lines[-1] if lines and lines[0].startswith("ray::") else lines[0] if lines else type(error).__name__
