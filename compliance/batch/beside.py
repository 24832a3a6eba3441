"""Files that are there whole or not at all: written beside their target under a name of their own, then renamed."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PART = ".part"
"""How the names of files end that are not finished."""


def part_of(target: str) -> str:
    """A name in the target's folder that nobody else uses."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name}.{os.getpid()}-{secrets.token_hex(4)}{PART}")


def publish(part: str, target: str, sync: bool = False) -> None:
    """Puts a finished file in its place; with `sync`, its content is on the disk before its name is, and outlives a loss of power.

    Raises OSError.
    """
    if sync:
        descriptor = os.open(part, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    os.replace(part, target)


@contextmanager
def beside(target: str, sync: bool = False) -> Iterator[str]:
    """The name to write to; the file takes the target's place when the body ends well, and goes when it does not."""
    os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
    part = part_of(target)
    try:
        yield part
        publish(part, target, sync)
    except BaseException:
        discard(part)
        raise


def discard(path: str) -> None:
    """Removes a file, if it is there."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def write_json(target: str, value: Any, indent: int | None = None) -> None:
    """Writes a JSON file whole; equal values give equal bytes. One for people, with an indent, is on the disk at once. Raises OSError."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=indent is None)
    with beside(target, sync=indent is not None) as part, open(part, "w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
        file.write(text + "\n")


def sweep(folder: str) -> int:
    """Removes what killed processes have left unfinished below a folder, and counts it. Nobody else may be at work there."""
    count = 0
    for where, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(PART):
                discard(os.path.join(where, name))
                count += 1
    return count
