"""Files that are either whole or not there, and the lock that lets one writer in."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compliance.reuse.archive.nouns import ArchiveError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1024  # bytes; a locked byte cannot be read on Windows, and the number of the process has to be
_POLL = 0.05  # seconds between two looks at a lock that somebody holds


def sync_file(descriptor: int) -> None:
    """Waits until what was written to a file is on disk."""
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on disk; systems that cannot sync a folder keep names with their files."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(beside: Path, name: Path) -> None:
    """Gives a file that was written and synced beside its place its name, durably."""
    beside.replace(name)
    sync_folder(name.parent)


@contextmanager
def only_writer(path: Path, wait: float) -> Iterator[None]:
    """Holds the lock file while the body runs. The system lets go of it when the process ends, however it ends.

    Args:
        path: the lock file.
        wait: seconds to wait for another writer.

    Raises:
        ArchiveError: another writer still holds it; the message says which process.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        until = time.monotonic() + wait
        while not _taken(descriptor):
            if time.monotonic() >= until:
                raise ArchiveError(
                    f"{path.parent}: another writer is at work{_holder(path)}; try again when it has ended, or wait for it longer than {wait:g} s"
                )
            time.sleep(_POLL)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()}\n".ljust(16).encode())
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holder(path: Path) -> str:
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {text})" if text.isdigit() else ""
