"""One writer at a time, on one file: the lock is on the file itself, so that no other file lies beside it."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WAIT = 10.0
"""Seconds to wait for another writer, who holds the lock only while a few lines are written."""
_POLL = 0.01  # seconds between two looks
_FAR = 1 << 40  # bytes; on Windows a locked byte cannot be read, so one is locked that no log reaches


@contextmanager
def appending(path: str, wait: float = WAIT) -> Iterator[int]:
    """The descriptor of a file, made if it is not there, on which nobody else writes while the body runs.

    Git and editors save by putting a new file in the place of the old one. A writer who has waited may so hold the old one,
    whose lines nobody will read: it is looked for again.

    Raises OSError, TimeoutError among them where another writer does not let go within `wait` seconds.
    """
    until = time.monotonic() + wait
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), 0o666)
        try:
            while not _taken(descriptor):
                if time.monotonic() >= until:
                    raise TimeoutError(f"{path}: another process has been writing to it for {wait:g} s")
                time.sleep(_POLL)
            if _is(path, descriptor):
                yield descriptor
                return
        finally:
            os.close(descriptor)  # which lets go of the lock


def _is(path: str, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _taken(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except PermissionError:  # what Windows says of a byte that is locked
        return False
    return True
