"""Text that is known early and may be written only late, kept out of memory."""

from collections.abc import Iterator
from typing import IO

_IN_MEMORY = 1 << 20  # bytes; beyond it the spool goes to a temporary file
_PIECE = 1 << 16  # code points read back at a time


class Spool:
    """Takes text in and gives it back once, in order. What is beyond a megabyte lies in an unnamed temporary
    file, which is gone with the process. Opened on first use: most runs put nothing in."""

    def __init__(self) -> None:
        self._file: IO[str] | None = None

    def write(self, text: str) -> None:
        """Adds text; it must encode as UTF-8."""
        if self._file is None:
            from tempfile import SpooledTemporaryFile

            self._file = SpooledTemporaryFile(  # noqa: SIM115 - reading it back closes it
                _IN_MEMORY, "w+", encoding="utf-8", newline="\n"
            )
        self._file.write(text)

    def pieces(self) -> Iterator[str]:
        """All that was written, in pieces of no particular size; then the spool is empty and closed."""
        if self._file is not None:
            with self._file as file:
                self._file = None
                file.seek(0)
                while piece := file.read(_PIECE):
                    yield piece

    def lines(self) -> Iterator[str]:
        """All that was written, line by line, without line ends; then the spool is empty and closed."""
        if self._file is not None:
            with self._file as file:
                self._file = None
                file.seek(0)
                for line in file:
                    yield line.removesuffix("\n")
