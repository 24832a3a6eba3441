"""Tests as data: a file in `cases/` is a command line, the files it runs on, and all that it prints.

    args    the command line, without the program's name
    stdin   what is piped in; nothing where it is left out
    status  the exit status
    stdout, stderr   what is printed: a line `...` is any number of lines, `[..]` anything within a line
    [files]    the files that there are, by path; `[bytes]` the same in hexadecimal
    [after]    files that there must be afterwards, in the notation of stdout; "" where there must be none

The method is that of crate-ci/typos and its trycmd.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
KEYS = {"about", "args", "stdin", "status", "stdout", "stderr", "files", "bytes", "after"}


def load(path: Path) -> dict[str, Any]:
    """A case. Raises AssertionError for a key that means nothing."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(case) <= KEYS, set(case) - KEYS
    return case


def lay_out(case: dict[str, Any], folder: Path) -> None:
    """Writes the files of a case."""
    contents = {name: text.encode() for name, text in case.get("files", {}).items()}
    contents |= {name: bytes.fromhex(digits) for name, digits in case.get("bytes", {}).items()}
    for name, content in contents.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def agrees(printed: str, expected: str) -> bool:
    """Whether a text is what a case expects of it."""
    pieces = []
    for line in expected.splitlines(keepends=True):
        if line.strip() == "...":
            pieces.append(r"(?:.*\n)*")
        else:
            pieces.append("[^\n]*".join(map(re.escape, line.split("[..]"))))
    return re.fullmatch("".join(pieces), printed.replace("\r\n", "\n")) is not None
