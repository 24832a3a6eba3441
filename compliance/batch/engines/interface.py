"""What every engine does: it runs tasks, and hands back what they came to as they finish."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Lost(NamedTuple):
    """A task that came to nothing: it raised, or took its process with it twice.

    `reason` is a phrase for people; `memory` says that it was ended because it took more than it may.
    """

    reason: str
    memory: bool = False


class Engine(Protocol):
    """Runs tasks, each of which does its work through files and may be done again.

    `work` and the tasks are picklable and their results small. Neither what a task does nor what it comes to depends on the engine,
    on how many run at a time, or on their order.
    """

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], memory: int = 0
    ) -> Iterator[tuple[Task, Result | Lost]]:
        """Yields each task with its result, as they finish. Tasks are taken from the iterable as there is room for them.

        Args:
            work: what is done with each.
            tasks: any number.
            memory: bytes that one task may take, as far as the engine has them; 0 is its even share of what there is. Fewer run
                at a time where more would not fit.
        Raises:
            BatchError: a task raised it, so that there is no sense in going on.
        """

    def close(self) -> None:
        """Ends what the engine started."""
