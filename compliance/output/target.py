"""Where output goes: `FORMAT` or `FORMAT:PATH`, and files that are there whole or not at all."""

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TextIO

STDOUT = ("", "-", "/dev/stdout")


class OutputError(ValueError):
    """An output that cannot be had; the message is one line for the person who asked for it."""


class Target(NamedTuple):
    """A format, and the file that it goes to; None is standard output."""

    format: str
    path: str | None


def parse_target(spec: str, formats: Mapping[str, object]) -> Target:
    """Reads `FORMAT[:PATH]`; `-` or no path is standard output.

    Raises OutputError for a format that is not in `formats`, with the nearest one that is, and for an empty
    path.
    """
    name, colon, path = spec.partition(":")
    if name not in formats:
        from difflib import get_close_matches

        ending = name.lower().rpartition(".")[2]
        near = get_close_matches(ending, formats, 1, 0.5)
        # A file name alone most likely lacks its format.
        better = [f"{near[0]}:{spec}" if ending != name.lower() else near[0]] if near else []
        hint = f"; did you mean {better[0]!r}?" if better else ""
        raise OutputError(f"unknown output format {name!r}{hint} (formats: {', '.join(formats)})")
    if colon and not path:
        raise OutputError(f"no path after {spec!r}; leave the colon out for standard output")
    return Target(name, None if path in STDOUT else path)


def parse_targets(specs: Iterable[str], formats: Mapping[str, object]) -> tuple[Target, ...]:
    """Reads several; raises OutputError also where two would write to the same place."""
    targets: list[Target] = []
    taken: dict[str | None, Target] = {}
    for spec in specs:
        target = parse_target(spec, formats)
        place = None if target.path is None else os.path.realpath(target.path)
        if place in taken:
            where = "standard output" if place is None else repr(target.path)
            raise OutputError(
                f"both {taken[place].format} and {target.format} would write to {where}; give one a file: "
                f"{target.format}:PATH"
            )
        taken[place] = target
        targets.append(target)
    return tuple(targets)


class Sink:
    """An open target. `stream` takes text; then `commit` publishes it or `abandon` leaves what was there
    before.

    A file is written beside its place, under a name that begins with a dot, and renamed to it by `commit`.
    What is no regular file, such as a pipe or /dev/null, is written directly, and so is standard output;
    `is_read_along` says whether each report should arrive as soon as it is there.
    """

    def __init__(self, target: Target, stdout: TextIO | None = None) -> None:
        """Opens the target; `stdout` stands in for sys.stdout.

        Raises OutputError where the folder is missing, the path is a folder, or it may not be written.
        """
        self._beside: str | None = None
        self._place = ""
        self._mode: int | None = None
        self._close = target.path is not None
        if target.path is None:
            self.stream = _standard(sys.stdout if stdout is None else stdout, target.format)
            self.is_read_along = _is_read_along(self.stream)
            return
        try:
            self.stream = self._open(target.path)
        except OSError as error:
            folder = os.path.dirname(target.path) or os.curdir
            why = error.strerror if os.path.isdir(folder) else f"there is no folder {folder!r}"
            raise OutputError(f"cannot write {target.path!r}: {why}") from error
        self.is_read_along = _is_read_along(self.stream)

    def commit(self) -> None:
        """Publishes what was written."""
        self.stream.flush()
        if not self._close:
            return
        if self._beside is not None:
            os.fsync(self.stream.fileno())
        self.stream.close()
        if self._beside is not None:
            if self._mode is not None:
                os.chmod(self._beside, self._mode)
            os.replace(self._beside, self._place)
            self._beside = None

    def abandon(self) -> None:
        """Leaves the place as it was; what went to standard output or a pipe has gone."""
        if self._close:
            try:
                self.stream.close()
            except OSError:
                pass  # the disk may be full, which is why it is abandoned
        if self._beside is not None:
            os.unlink(self._beside)
            self._beside = None

    def _open(self, path: str) -> TextIO:
        try:
            mode = os.stat(path).st_mode
        except FileNotFoundError:
            mode = None
        # /dev/fd/3 may be a regular file, but the shell holds it open under that number.
        if path.startswith("/dev/") or (mode is not None and not stat.S_ISREG(mode)):
            return open(path, "w", encoding="utf-8", newline="\n")
        self._place = os.path.realpath(path)  # a link stays a link: what it points at is replaced
        self._mode = None if mode is None else stat.S_IMODE(mode)
        folder, name = os.path.split(self._place)
        beside = os.path.join(folder, f".{name[:50]}.{os.urandom(6).hex()}.tmp")
        # Exclusive: nobody can have put a link there. The mode is that of any new file, less the umask.
        number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        self._beside = beside
        return open(number, "w", encoding="utf-8", newline="\n")


def _is_read_along(stream: TextIO) -> bool:
    """Whether somebody may read what is written while it is: a terminal or a pipe."""
    try:
        return not stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):  # a stand-in without a descriptor
        return False


def _standard(stream: TextIO, format: str) -> TextIO:
    """Standard output, made fit: data is UTF-8 whatever the locale, and people's text never fails to
    encode."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if format == "terminal":
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", newline="\n")
    return stream
