"""An archive's folder: what stands where in it, and the one state of it that a call works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compliance.reuse.archive.catalogue import NAME, Catalogue, Row
from compliance.reuse.archive.disk import only_writer
from compliance.reuse.archive.nouns import ArchiveError, Stats
from compliance.reuse.archive.segment import Segment
from compliance.reuse.archive.texts import BadText, Store

_OURS = frozenset((NAME, f"{NAME}-wal", f"{NAME}-shm", f"{NAME}-journal", "lock", "segments", "texts"))
SUFFIX = ".segment"
UNPUBLISHED = ".part"


class Folder:
    """The parts of an archive, opened."""

    def __init__(self, path: Path, create: bool, wait: float) -> None:
        """Opens them, or makes an archive in a folder that is empty or not there.

        Raises:
            ArchiveError: there is no archive, or the folder holds something else, or a newer version made it.
        """
        if path.exists() and not path.is_dir():
            raise ArchiveError(f"{path}: this is a file; an archive is a folder")
        self.path = path
        self.wait = wait
        if create:
            self._make()
        self.catalogue = Catalogue(path, create)
        self.store = Store(path / "texts")
        self._segments: dict[int, Segment] = {}

    def _make(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not (self.path / NAME).exists():
                foreign = sorted(item.name for item in self.path.iterdir() if item.name not in _OURS)
                if foreign:
                    raise ArchiveError(f"{self.path}: the folder holds {foreign[0]} and no archive; choose an empty folder")
            self._make_folders()
        except OSError as error:
            raise ArchiveError(f"{self.path}: {error.strerror or error}") from None

    def _make_folders(self) -> None:
        (self.path / "segments").mkdir(exist_ok=True)
        (self.path / "texts").mkdir(exist_ok=True)

    def close(self) -> None:
        """Lets go of all files."""
        for segment in self._segments.values():
            segment.close()
        self._segments.clear()
        self.store.close()
        self.catalogue.close()

    def segment_path(self, name: int) -> Path:
        """The file of a segment."""
        return self.path / "segments" / f"{name:06d}{SUFFIX}"

    def part_path(self, name: int) -> Path:
        """The file of a segment that is not published yet."""
        return self.path / "segments" / f"{name:06d}{UNPUBLISHED}"

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Lets one writer in and sweeps up what a writer that was killed has left.

        Raises:
            ArchiveError: another writer is at work, or the disk refused.
        """
        try:
            with only_writer(self.path / "lock", self.wait):
                self._make_folders()
                self._sweep()
                yield
        except OSError as error:
            # Reading what is added can fail too, and that is not the archive's doing.
            if error.filename and self.path not in Path(error.filename).parents:
                raise
            raise ArchiveError(f"{self.path}: {error.strerror or error}") from error

    def _sweep(self) -> None:
        with self.catalogue.reading():
            known = {self.segment_path(row.name).name for row in self.catalogue.segments()}
            known |= {self.store.path(name).name for name in self.catalogue.files()}
        for folder in ("segments", "texts"):
            for item in (self.path / folder).iterdir():
                if item.name not in known and item.suffix in (SUFFIX, UNPUBLISHED, ".texts"):
                    item.unlink()

    def segments(self) -> list[Segment]:
        """The segments of the present state, opened; within `catalogue.reading`.

        Raises:
            FileNotFoundError: one is not there: another process has merged it since, or it is lost.
            ArchiveError: one is damaged.
        """
        names = [row.name for row in self.catalogue.segments()]
        for name in set(self._segments) - set(names):
            self._segments.pop(name).close()
        for name in names:
            if name not in self._segments:
                self._segments[name] = Segment(self.segment_path(name))
        return [self._segments[name] for name in names]

    def text(self, row: Row) -> str:
        """The stored text of a row.

        Raises:
            FileNotFoundError: its file is not there.
            ArchiveError: it is damaged.
        """
        try:
            return self.store.read(row.file, row.place, row.size)
        except BadText as error:
            raise ArchiveError(f"{self.store.path(row.file)}: the text of {row.id!r} is damaged: {error}; add it again") from None

    def stats(self) -> Stats:
        """What there is; within `catalogue.reading`."""
        files = self.catalogue.files()
        held = sum(row.bytes for row in self.catalogue.segments())
        log = self.path / f"{NAME}-wal"
        kept = self.catalogue.path.stat().st_size + (log.stat().st_size if log.exists() else 0)
        return self.catalogue.stats(held, sum(files.values()), kept)
