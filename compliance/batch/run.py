"""A run from its inputs to its manifest: list, check unit by unit, look closer at what failed, compare, sum up.

Every step leaves files behind and asks first which are there, so that the run can be killed at any moment and goes on from there.
"""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from compliance.batch.beside import sweep
from compliance.batch.engines import Engine, Lost
from compliance.batch.errors import BatchError
from compliance.batch.inputs import Reading
from compliance.batch.manifest import write_manifest
from compliance.batch.plan import Listing, Plan, begin, compare, forget_listing, listing_below, read_plan, units
from compliance.batch.tasks.check import Aside, Check, Checking, Checks, Done, Previous, is_done
from compliance.batch.tasks.journal import ended_at

OF_CLUSTERS = 0.9
"""Of that memory, what the tasks that compare texts are told of; the rest is for who starts them."""
TRIES = 5
"""How often a unit is done document by document without a sign of what ends its processes, before it is set aside as a whole."""


class Earlier(Protocol):
    """A run that has ended and that this one is held against; `compliance.batch.since.Since` is it."""

    def against(self, folder: str, plan: Plan) -> Previous:
        """What the run in a folder need not check again."""


class Job(NamedTuple):
    """What a run is to do.

    `settings` are JSON types: all that the results depend on beside the inputs; they head the manifest. `moment` is the present, aware.
    `memory` is how many bytes all tasks together may take, and one that runs alone; 0 leaves it to the engine. `jobs` is how many
    run at a time.
    """

    folder: str
    inputs: tuple[str, ...]
    reading: Reading
    checks: Checks
    settings: Mapping[str, Any]
    moment: datetime
    clusters: bool = False
    since: Earlier | None = None
    memory: int = 0
    jobs: int = 1


class State(NamedTuple):
    """How far a run is. `done` and `total` are bytes of text, about, and `before` of them were done by an earlier attempt; where texts are
    compared, they count the tasks of a step."""

    stage: str  # listing, checking, comparing or finished
    done: int = 0
    total: int = 0
    before: int = 0
    documents: int = 0
    failed: int = 0
    step: str = ""


Tell = Callable[[State], None]


def run(job: Job, engine: Engine, tell: Tell = lambda state: None) -> dict[str, Any]:
    """Does what is not done yet, and returns the manifest. The folder is the caller's (`compliance.batch.lock.at_work`).

    Raises:
        BatchError: the run was begun under other settings, or cannot go on.
    """
    tell(State("listing"))
    plan = _planned(job, engine)
    log = _Log(job.folder)
    log.note("begun", units=plan.found.units)
    previous = job.since.against(job.folder, plan) if job.since is not None else None
    done = _checked(job, plan, previous, engine, tell, log)
    more: dict[str, Any] = {}
    if job.clusters:
        from compliance.batch.reuse.stage import cluster

        def told(step: str, some: int, all_: int) -> None:
            tell(State("comparing", some, all_, step=step))

        tell(State("comparing"))
        log.note("comparing")
        more["clusters"] = cluster(job.folder, engine, int(job.memory * OF_CLUSTERS), job.jobs, progress=told)._asdict()
    if previous is not None:
        more["since"] = _one(engine, previous.told, job.memory // 4, "what has changed could not be told")
    sweep(os.path.join(job.folder, "findings"))  # workers may have been ended in the middle of a file
    manifest = write_manifest(job.folder, plan, more)
    log.note("ended", documents=manifest["counts"].get("documents", 0))
    tell(done._replace(stage="finished"))
    return manifest


def _planned(job: Job, engine: Engine) -> Plan:
    plan = read_plan(job.folder)
    listing = Listing(listing_below(job.folder), job.reading, job.checks)
    found = _one(engine, listing, job.inputs, "the inputs could not be listed")
    if plan is None:
        return begin(job.folder, found, job.moment, job.settings)
    compare(plan, job.settings, found, job.folder)
    forget_listing(job.folder)
    return plan


def _one(engine: Engine, work: Callable[[Any], Any], task: Any, failing: str) -> Any:
    """What a single task comes to. Raises BatchError where it comes to nothing."""
    for _, result in engine.run(work, [task]):
        if not isinstance(result, Lost):
            return result
        failing = f"{failing}: {result.reason}"
    raise BatchError(failing)


def _checked(job: Job, plan: Plan, previous: Previous | None, engine: Engine, tell: Tell, log: "_Log") -> State:
    """Checks every unit that is not done."""
    work = Checking(job.folder, job.reading, job.checks, job.clusters, previous)
    left, before = 0, 0
    for unit in units(job.folder):
        there = is_done(job.folder, unit.name)
        left += not there
        before += unit.size if there else 0
    state = State("checking", before, plan.found.size, before)
    tell(state)
    if not left:
        return state
    worse: dict[bool, list[Check]] = {False: [], True: []}
    for task, result in engine.run(work, _missing(job.folder)):
        if isinstance(result, Lost):
            log.note("lost", unit=task.unit.name, reason=result.reason)
            worse[result.memory].append(task._replace(careful=True))
        else:
            state = _on(state, result)
            tell(state)
    # Those that took too much memory are done again with all of it, one at a time.
    for tasks, memory in ((worse[False], 0), (worse[True], job.memory)):
        for done in _closer(job.folder, engine, work, tasks, memory, log):
            state = _on(state, done)
            tell(state)
    return state


def _closer(
    folder: str, engine: Engine, work: Checking, tasks: list[Check], memory: int, log: "_Log"
) -> Iterator[Done]:
    """Does units document by document, setting aside what ends its process, until they are done."""
    tries: dict[str, int] = {}
    while tasks:
        again: list[Check] = []
        for task, result in engine.run(work, tasks, memory):
            if not isinstance(result, Lost):
                yield result
                continue
            name = task.unit.name
            tries[name] = tries.get(name, 0) + 1
            culprit = _culprit(folder, task, result)
            if culprit is None and tries[name] >= TRIES:
                culprit = Aside("unit", 0, f"it was given up: {result.reason}")
            log.note("lost", unit=name, reason=result.reason, culprit=culprit)
            if culprit is not None:
                tries[name] = 0
                task = task._replace(aside=(*task.aside, culprit))
            again.append(task)
        tasks = again


def _culprit(folder: str, task: Check, lost: Lost) -> Aside | None:
    """What ended the process: where the last two attempts ended at the same step, or one for want of memory, it is what they did there.

    Attempts that were ended from outside end anywhere. Raises BatchError where a unit cannot even be set aside.
    """
    if any(it.phase == "unit" for it in task.aside):
        raise BatchError(f"unit {task.unit.name} cannot be done: {lost.reason}")
    ends = ended_at(folder, task.unit.name)
    if not ends or ends[-1].phase == "begin" or not lost.memory and ends[-2:-1] != ends[-1:]:
        return None
    step = ends[-1]
    if any((it.phase, it.number) == (step.phase, step.number) for it in task.aside):
        return None
    return Aside(step.phase, step.number, f"it was given up: {lost.reason}")


def _missing(folder: str) -> Iterable[Check]:
    return (Check(unit) for unit in units(folder) if not is_done(folder, unit.name))


def _on(state: State, done: Done) -> State:
    return state._replace(done=state.done + done.size, documents=state.documents + done.documents, failed=state.failed + done.failed)


class _Log:
    """`work/log.jsonl`: what happened when, which is no part of the result."""

    def __init__(self, folder: str) -> None:
        self._path = os.path.join(folder, "work", "log.jsonl")

    def note(self, event: str, **more: Any) -> None:
        """Adds a line."""
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps({"time": now, "event": event, **more}) + "\n")


__all__ = ["Job", "State", "run"]
