"""How much memory processes take, and the words for it. What a system does not tell is 0."""

import os
import re
import signal
import sys

_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?\s*\Z", re.IGNORECASE)
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_DIE = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>


def size_of(word: str) -> int:
    """The bytes that a word such as `2GB`, `512MiB` or `1.5g` stands for; KB, MB and GB are powers of 1000, KiB, MiB and GiB of 1024.

    Raises ValueError where it stands for none.
    """
    found = _SIZE.match(word)
    if not found:
        raise ValueError(f"{word!r} is no size; write it as 2GB, 512MB or 1.5GiB")
    return int(float(found[1]) * (1024 if found[3] else 1000) ** " kmgt".index(found[2].lower() or " "))


def amount(size: int) -> str:
    """Bytes for people: `340 MB`, `1.5 GB`."""
    for unit, name in ((10**12, "TB"), (10**9, "GB")):
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0") + f" {name}"
    return f"{size / 1e6:.0f} MB" if size >= 10**6 else f"{size / 1e3:.0f} KB" if size >= 1000 else f"{size} bytes"


def resident(process: int) -> int:
    """Bytes of memory that a process holds for itself: not the files that it maps, which the system can take back. 0 beyond Linux."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:
            cells = file.read().split()
        return (int(cells[1]) - int(cells[2])) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def shared_fairly(process: int) -> int:
    """Bytes that a process holds, each shared page divided among those who share it, so that they may be summed. 0 beyond Linux."""
    try:
        with open(f"/proc/{process}/smaps_rollup", "rb") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith(b"Pss:")), 0)
    except (OSError, IndexError, ValueError):
        return 0


def takes_more(process: int, size: int) -> bool:
    """Whether a process holds more than so many bytes, what it shares with others counted in part. The whole is asked first: that is
    quick, and mostly answer enough."""
    whole = resident(process)
    return whole > size and (shared_fairly(process) or whole) > size


def die_with_parent(parent: int) -> None:
    """Has the system end this process when its parent is gone, so that two runs are never at work in one folder. Linux only."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DIE, int(signal.SIGKILL))
        if os.getppid() != parent:
            os._exit(1)
