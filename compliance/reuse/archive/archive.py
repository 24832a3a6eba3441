"""An archive as its users see it: open, add, search, keep."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from compliance.model import Document, Match
from compliance.reuse.archive.clusters import find_clusters
from compliance.reuse.archive.intake import as_name, as_text
from compliance.reuse.archive.layout import Folder
from compliance.reuse.archive.nouns import Added, ArchiveError, Cluster, Damage, Stats, Text
from compliance.reuse.archive.search import search
from compliance.reuse.archive.upkeep import compact, rebuild, verify
from compliance.reuse.archive.writing import add

T = TypeVar("T")
_TRIES = 5


class Archive:
    """Known texts in a folder: an SQLite catalogue, the texts, and segments of their fingerprints.

    One writer and many readers, in any number of processes: what a reader sees is what some writer had acknowledged. A
    writer holds the archive's lock only while one of its calls runs. Use one object in one thread at a time.
    """

    def __init__(self, path: Path, wait: float, folder: Folder | None) -> None:
        """Use `open`."""
        self._place = path
        self._wait = wait
        self._opened = folder
        self._closed = False

    @property
    def _folder(self) -> Folder:
        """The parts of the archive. Raises ArchiveError where there is none yet."""
        if self._opened is None:
            self._opened = Folder(self._place, False, self._wait)
        return self._opened

    @classmethod
    def open(cls, path: str | Path, create: bool | None = None, wait: float = 0.0) -> "Archive":
        """Opens the archive in a folder.

        Args:
            path: the folder.
            create: whether to make an archive there if there is none: the folder is made, or must be empty. Unless given, the first
                text that is added makes it, and until then a search raises: nothing is ever found in a mistyped path.
            wait: seconds that a call which writes waits for another writer to end.

        Raises:
            ArchiveError: there is no archive, or the folder holds something else, or a newer version made it.
        """
        place = Path(path)
        if create is None and (not place.exists() or (place.is_dir() and not any(place.iterdir()))):
            return cls(place, wait, None)
        return cls(place, wait, Folder(place, bool(create), wait))

    @property
    def path(self) -> Path:
        """The folder."""
        return self._place

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files. Calling it twice does nothing."""
        if not self._closed:
            self._closed = True
            if self._opened is not None:
                self._opened.close()

    def __len__(self) -> int:
        with self._reading():
            return self._folder.catalogue.count()

    def __contains__(self, id: object) -> bool:
        with self._reading():
            return isinstance(id, str) and bool(self._folder.catalogue.by_ids([as_name(id)]))

    def add(
        self, texts: "Iterable[Text | Mapping[str, Any] | Document]", progress: Callable[[Added], None] | None = None
    ) -> Added:
        """Adds texts. When it returns they are on disk; a call that was cut short is resumed by making it again.

        A text that is there already, metadata and all, changes nothing; another text or other metadata under an id that is
        there replaces what was there. Of several texts of one id in `texts`, the last one stays.

        Args:
            texts: taken one by one, in bounded memory: `Text`, mappings with its names as keys (other keys are left
                alone; `id` and `text` must be there), or documents (title, holder, licence, address and date from
                their fields).
            progress: called now and then with what has been acknowledged so far: these texts are on disk.

        Raises:
            ArchiveError: another writer is at work, a text has no id, or the disk refused.
        """
        self._check_open()
        if self._opened is None:
            self._opened = Folder(self._place, True, self._wait)
        with self._writing():
            return add(self._folder, map(as_text, texts), progress)

    def remove(self, ids: Iterable[str]) -> int:
        """Removes texts by id; how many there were. Their space is given back by `compact`.

        Raises:
            ArchiveError: another writer is at work.
        """
        with self._writing(), self._folder.catalogue.writing():
            return self._folder.catalogue.remove(list(dict.fromkeys(map(as_name, ids))))

    def get(self, id: str) -> Text | None:
        """The text of an id, as it was added.

        Raises:
            ArchiveError: it is in the catalogue and cannot be read back.
        """
        return self._steadily(lambda: self._get(as_name(id)))

    def ids(self) -> Iterator[str]:
        """All ids, in the order in which their present versions were added. What is added meanwhile may come too."""
        self._check_open()
        yield from self._folder.catalogue.ids()

    def search(self, text: str, besides: Collection[str] = (), limit: int | None = None) -> list[Match]:
        """The passages of a draft that stand in texts of the archive, the longest first; see docs/reuse.md for what is found.

        Args:
            text: the draft.
            besides: ids or addresses that are the draft itself and no source of it. The same words under any other id
                are a source, and the most important one.
            limit: at most so many matches; all of them unless given. Other sources of a match's passage are in its
                `also` and never cut.

        Returns:
            Matches, each with `of`. Where several texts hold a passage there is one match: `of` is the text that
            holds most of the draft, `also` the others, `earliest` the first of them all by date. `common` says how many
            texts of the archive hold the passage: agency boilerplate is what very many hold.

        Raises:
            ArchiveError: a segment or a text is damaged. Nothing is left out silently.
        """
        return self._steadily(lambda: search(self._folder, text, list(map(as_name, besides)), limit))

    def stats(self) -> Stats:
        """What the archive holds."""
        with self._reading():
            return self._folder.stats()

    def verify(self, progress: Callable[[int, int], None] | None = None) -> list[Damage]:
        """Reads everything and holds it against its checksums; what is damaged, nothing where all is well.

        Args:
            progress: called now and then with the bytes read so far and the bytes in all.
        """
        self._check_open()
        return verify(self._folder, progress)

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Makes damaged segments anew from the texts; how many there were. Sound ones are left alone.

        Args:
            progress: called now and then with the texts done so far and the texts in all.

        Raises:
            ArchiveError: another writer is at work, or a text that a segment needs is damaged itself.
        """
        with self._writing():
            return rebuild(self._folder, progress)

    def compact(self, progress: Callable[[int, int], None] | None = None) -> Stats:
        """Merges all segments into as few as can be and gives back the space of removed and replaced texts.

        Args:
            progress: called now and then with the fingerprints merged so far and those in all.

        Raises:
            ArchiveError: another writer is at work, or something is damaged.
        """
        with self._writing():
            compact(self._folder, progress)
        return self.stats()

    def clusters(self, share: float = 0.5, smallest: int = 2, progress: Callable[[int, int], None] | None = None) -> list[Cluster]:
        """Texts that are near-duplicates or reprints of one another, transitively; the largest cluster first.

        Args:
            share: two texts belong together when they share at least this part of the shorter one, 0 to 1,
                measured in fingerprints.
            smallest: fewer texts than this are no cluster.
            progress: called now and then with the fingerprints looked at so far and those in all.

        Raises:
            ArchiveError: a segment is damaged.
        """
        return self._steadily(lambda: find_clusters(self._folder, share, smallest, progress))

    def _get(self, id: str) -> Text | None:
        row = self._folder.catalogue.by_ids([id]).get(id)
        return Text(row.id, self._folder.text(row), *row.source[1:]) if row else None

    @contextmanager
    def _reading(self) -> Iterator[None]:
        self._check_open()
        with self._folder.catalogue.reading():
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._check_open()
        with self._folder.writer():
            yield

    def _check_open(self) -> None:
        if self._closed:
            raise ArchiveError(f"{self._place}: the archive is closed; open it again")

    def _steadily(self, read: "Callable[[], T]") -> "T":
        """What is read from one state of the archive; from the next one where a writer takes a file away in between."""
        for _ in range(_TRIES):
            try:
                with self._reading():
                    return read()
            except FileNotFoundError as error:
                missing = error
        raise ArchiveError(
            f"{missing.filename}: the file is missing; `compliance archive rebuild` makes a segment anew from the stored texts, "
            "`compliance archive verify` says which texts are lost"
        )
