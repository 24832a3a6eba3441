"""The stage of a run that finds reuse within it: its steps one after the other, each as tasks of an engine."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from compliance.batch.beside import discard, write_json
from compliance.batch.engines.interface import Engine, Lost
from compliance.batch.reuse import aligning, buckets, choosing, copying, fingerprints, pairs, sampling, writing
from compliance.batch.reuse.doing import Doing, Progress
from compliance.batch.reuse.fingerprints import Done
from compliance.batch.reuse.gathering import gather, stamp
from compliance.batch.reuse.places import Place, keys_path, load_json, texts_path
from compliance.batch.reuse.turns import LAST, Turns

SHARE = 0.5
"""Of the shorter text, what passages must cover for two texts to hang together."""
PART = 0.25
"""Of that share, the part of its fingerprints that the two must have in common: texts of which every seventh word was replaced mostly have,
and in those of which more was no half is left in runs."""
MEMORY = 2 << 30
"""Bytes that all tasks take together, where nothing is said."""

_KEYS = 1 << 22  # fingerprints of a part, at most
_LEAST_KEYS = 1 << 14
_BYTES = 200  # that a fingerprint takes while it is joined, about
_TASKS = 0.8
"""Of all memory, what the tasks take; the rest is the process's that hands them out."""
_DUCK = 0.4
"""Of a task's memory, what DuckDB may take; the rest is the interpreter's, and that of the arrays that go in and out."""
_TEXTS = 1 << 17  # texts of a range of candidates
_VERSION = 1  # of what is written below work/


class Clustered(NamedTuple):
    """What the stage came to.

    `texts` were compared, `twins` of them have the same letters as an earlier one. Of their `fingerprints`, `common` ones stand in more
    than `buckets.FEW` texts, `common_places` times in all, and tie only texts that follow one another. `candidates` are pairs that share
    enough to be looked at, `aligned` those that were, `pairs` those with passages, twins included; `clustered` texts are in `clusters`.
    `set_aside` names what could not be done, with the reason.
    """

    texts: int = 0
    twins: int = 0
    fingerprints: int = 0
    common: int = 0
    common_places: int = 0
    candidates: int = 0
    aligned: int = 0
    pairs: int = 0
    clusters: int = 0
    clustered: int = 0
    set_aside: tuple[tuple[str, str], ...] = ()


def cluster(
    folder: Path | str, engine: Engine, memory: int = 0, jobs: int = 0, share: float = SHARE, progress: Progress = lambda _step, _done, _total: None
) -> Clustered:
    """Finds which texts of a run share passages and which hang together; what is there already is not done again.

    Args:
        folder: of the run; `findings/texts` has the texts of all documents.
        engine: runs the tasks.
        memory: bytes that all tasks together may take.
        jobs: how many tasks run at a time on one machine; 0 is as many as the engine says, or as there are processors.
        share: of the shorter text, what passages must cover for two texts to hang together, from 0 to 1.
        progress: called with the step, how many of its tasks are done, and how many there are.
    Raises:
        BatchError: a step could not be finished.
        OSError: a file cannot be read or written.
    """
    jobs = jobs or getattr(engine, "jobs", 0) or os.cpu_count() or 1
    return _Stage(str(folder), engine, memory or MEMORY, jobs, share, progress).run()


class _Stage:
    def __init__(self, run: str, engine: Engine, memory: int, jobs: int, share: float, progress: Progress) -> None:
        self._run, self._share = run, share
        self._doing = Doing(run, engine, memory, progress)
        self._memory = int(memory * _TASKS) // jobs
        self._lost: list[tuple[str, str]] = []

    def run(self) -> Clustered:
        done = self._fingerprints(_units(self._run))
        place = Place(self._run, os.path.join(self._run, "work", "pairs", stamp(done, f"{_VERSION} {sampling.WINDOW} {buckets.FEW} {self._share}")))
        result = self._known(place) or self._joined(place, done)
        if not result.set_aside:
            _clear(place, [name for name, _ in done])
        return result

    def _fingerprints(self, names: Sequence[str]) -> list[tuple[str, Done]]:
        """The units with what their fingerprints came to; those of units that cannot be read are set aside."""
        tasks = [fingerprints.Task(self._run, name) for name in names]
        found = {task.unit: known for task in tasks if (known := fingerprints.done(task))}
        for task, result in self._doing.each("fingerprints", fingerprints.do, [task for task in tasks if task.unit not in found]):
            if isinstance(result, Lost):
                self._lost.append((f"fingerprints of unit {task.unit}", result.reason))
            else:
                found[task.unit] = result
        return [(name, found[name]) for name in names if name in found and found[name].texts]

    def _known(self, place: Place) -> Clustered | None:
        path = place.result()
        if not all(map(os.path.exists, (path, writing.pairs_path(self._run), writing.clusters_path(self._run)))):
            return None
        *counts, _ = load_json(path)
        return Clustered(*counts)  # nothing was set aside, or there were no note

    def _joined(self, place: Place, done: Sequence[tuple[str, Done]]) -> Clustered:
        gone = [fingerprints.Task(self._run, name) for name, _ in done if not os.path.exists(keys_path(self._run, name))]
        self._doing.all("fingerprints", fingerprints.do, gone)
        table = gather(place, done)
        floor, memory = PART * self._share, int(self._memory * _DUCK)
        parts = _parts(sum(result.keys for _, result in done), max(_LEAST_KEYS, min(_KEYS, self._memory // _BYTES)))
        counts = self._doing.all("shared fingerprints", buckets.do, [buckets.Task(place, part, parts, memory) for part in range(parts)])
        ranges = _parts(len(table), _TEXTS)
        candidates = sum(self._doing.all("pairs", pairs.do, [pairs.Task(place, part, ranges, parts, floor, memory) for part in range(ranges)]))
        turns = Turns(place, table)
        aligned = 0
        while chosen := self._doing.one("choice of pairs", choosing.do, choosing.Task(place, turns.turn, ranges, int(floor * 1_000_000), memory)):
            if not turns.turn:
                self._doing.all("copies of texts", copying.do, [copying.Task(place, unit) for unit in place.units()])
            aligned += chosen
            turns.take(self._aligned(place, choosing.name_of(turns.turn), chosen))
        chosen = turns.last()
        turns.end(self._aligned(place, LAST, chosen))
        tables = writing.Task(place, tuple(turns.files), memory)
        found = self._doing.one("table of pairs", writing.write_pairs, tables)
        clusters, clustered = self._doing.one("table of clusters", writing.write_clusters, tables)
        result = Clustered(
            texts=len(table), twins=turns.twins, fingerprints=sum(result.keys for _, result in done), common=sum(count.common for count in counts),
            common_places=sum(count.postings for count in counts), candidates=candidates, aligned=aligned + chosen, pairs=found, clusters=clusters,
            clustered=clustered, set_aside=tuple(sorted(self._lost)),
        )  # fmt: skip
        if not self._lost:
            write_json(place.result(), result)
        return result

    def _aligned(self, place: Place, turn: str, count: int) -> list[str]:
        """Aligns the pairs of a turn; the files of what that came to. A task that is lost is done in halves, down to the
        pair that cannot be aligned, which is set aside."""
        floor = PART * self._share
        tasks = [
            aligning.Task(place, turn, first, min(first + aligning.AT_ONCE, count), self._share, floor) for first in range(0, count, aligning.AT_ONCE)
        ]
        done: list[str] = []
        while tasks:
            halves: list[aligning.Task] = []
            for task, result in self._doing.each("alignment", aligning.do, tasks):
                middle = (task.first + task.last) // 2
                if not isinstance(result, Lost):
                    done.append(task.target())
                elif middle > task.first:
                    halves += [task._replace(last=middle), task._replace(first=middle)]
                else:
                    self._lost.append((f"alignment of pair {task.first} of turn {turn}", result.reason))
            tasks = halves
        return sorted(done)


def _clear(place: Place, units: Sequence[str]) -> None:
    """Removes what a join that has its result needed, and what other joins have left."""
    for name in units:
        discard(keys_path(place.run, name))
        discard(texts_path(place.run, name))
    joins = os.path.dirname(place.join)
    for path in [os.path.join(joins, name) for name in os.listdir(joins)] + [os.path.join(place.join, name) for name in os.listdir(place.join)]:
        if path != place.join and os.path.isdir(path):
            shutil.rmtree(path)
        elif path not in (place.join, place.result()):
            discard(path)


def _units(run: str) -> list[str]:
    """The units with texts, in their order."""
    folder = Path(run, "findings", "texts")
    return sorted(path.stem for path in folder.glob("*.parquet") if not path.name.startswith("."))


def _parts(count: int, at_once: int) -> int:
    return max(1, -(-count // at_once))
