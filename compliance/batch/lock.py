"""One run at a time in a folder, and only in a folder that is a run's own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from compliance.batch.beside import discard, sweep
from compliance.batch.errors import BatchError
from compliance.decisions.lock import appending

WAIT = 2.0
"""Seconds to wait for the workers of a run that was killed: the system ends them a moment after it."""
OWN = ("findings", "work")
"""The folders that a run writes; all that is in them is its own."""


@contextmanager
def at_work(folder: str, fresh: bool = False) -> Iterator[None]:
    """Keeps a folder for the run that is begun or continued in it, and removes what killed processes left unfinished there.

    Args:
        folder: of the run; it is made.
        fresh: remove all that an earlier run has written there.
    Raises:
        BatchError: another run is at work there, the folder is something else, or it cannot be written.
    """
    _must_be_ours(folder)
    try:
        os.makedirs(os.path.join(folder, "work"), exist_ok=True)
        with appending(os.path.join(folder, "work", "lock"), WAIT):
            if fresh:
                _clear(folder)
            sweep(folder)
            shutil.rmtree(os.path.join(folder, "work", "careful"), ignore_errors=True)
            yield
    except TimeoutError as error:
        raise BatchError(f"another run is at work in {folder}: wait for it, or name another --out") from error
    except OSError as error:
        where = error.filename or folder
        raise BatchError(f"cannot write {where}: {(error.strerror or str(error)).lower()}") from error


def _must_be_ours(folder: str) -> None:
    try:
        there = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise BatchError(f"--out {folder}: {(error.strerror or str(error)).lower()}") from error
    begun = os.path.join(folder, "work")
    if there and not os.path.exists(os.path.join(begun, "lock")) and not (there == ["work"] and os.path.isdir(begun) and not os.listdir(begun)):
        raise BatchError(f"--out {folder} holds something else: name a folder that is empty, or is not there yet")


def _clear(folder: str) -> None:
    discard(os.path.join(folder, "manifest.json"))
    discard(os.path.join(folder, "work", "plan.json"))  # first, so that nothing goes on from half of what is left
    for name in OWN:
        where = os.path.join(folder, name)
        for entry in os.listdir(where) if os.path.isdir(where) else ():
            path = os.path.join(where, entry)
            if os.path.isdir(path):
                shutil.rmtree(path)
            elif entry != "lock":
                discard(path)
