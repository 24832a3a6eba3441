"""How the steps of the stage are done: by an engine, and what becomes of tasks that come to nothing."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from compliance.batch.engines.interface import Engine, Lost
from compliance.batch.errors import BatchError

Task = TypeVar("Task")
Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]


class Doing:
    """Runs the tasks of steps.

    Args:
        run: folder of the run.
        engine: runs the tasks.
        memory: bytes that all tasks together may take.
        progress: called with the step, how many of its tasks are done, and how many there are.
    """

    def __init__(self, run: str, engine: Engine, memory: int, progress: Progress) -> None:
        self._run, self._engine, self._memory, self._progress = run, engine, memory, progress

    def each(self, step: str, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        """What tasks come to, as they finish. Those that took more memory than their share are done again, one at a time, with all of it."""
        again: list[Task] = []
        done = 0
        for task, result in self._engine.run(work, tasks) if tasks else ():
            if isinstance(result, Lost) and result.memory:
                again.append(task)
                continue
            done += 1
            self._progress(step, done, len(tasks))
            yield task, result
        for task, result in self._engine.run(work, again, memory=self._memory) if again else ():
            done += 1
            self._progress(step, done, len(tasks))
            yield task, result

    def all(self, step: str, work: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
        """What tasks came to, all of which are needed, in no order.

        Raises BatchError where one came to nothing.
        """
        found = []
        for _, result in self.each(step, work, tasks):
            if isinstance(result, Lost):
                way = "give it more memory (--memory) or fewer processes (--jobs) and run it again"
                if not result.memory:
                    way = f"run it again, and where that does not help, without {os.path.join(self._run, 'work', 'pairs')}"
                raise BatchError(f"{self._run}: reuse within the run: {step}: {result.reason}; what is done is kept: {way}")
            found.append(result)
        return found

    def one(self, step: str, work: Callable[[Task], Result], task: Task) -> Result:
        """What a step of one task came to. Raises BatchError where that is nothing."""
        return self.all(step, work, [task])[0]
