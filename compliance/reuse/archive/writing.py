"""Adding texts: batch by batch, each prepared aside on this machine's cores and then published in one transaction.

The order makes it durable: the records are on disk, then the segment is on disk under its name, then the catalogue says so.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from os import cpu_count
from typing import NamedTuple

import numpy as np

from compliance.reuse.archive.catalogue import Row, SegmentRow
from compliance.reuse.archive.disk import publish
from compliance.reuse.archive.intake import digest, distinct
from compliance.reuse.archive.layout import Folder
from compliance.reuse.archive.nouns import Added, Text
from compliance.reuse.archive.segment_file import Writer
from compliance.reuse.archive.texts import FULL, pack
from compliance.reuse.archive.tiers import tidy
from compliance.reuse.fingerprint import DOCUMENT_BITS, of_texts

BATCH_TEXTS = 4096
BATCH_LETTERS = 16_000_000  # code points; what bounds the memory of an addition
CROWDED = 128
"""Segments that there may be while an addition runs; at its end they are merged to a few."""


class _Change(NamedTuple):
    """A text that is new or changed, with what is known of its id."""

    text: Text
    digest: bytes
    old: Row | None

    @property
    def same_words(self) -> bool:
        """Only its metadata have changed."""
        return self.old is not None and self.old.digest == self.digest


class _Ready(NamedTuple):
    """A batch on its way in: records to be stored, and a segment that stands beside its place."""

    changes: list[_Change]
    unchanged: int
    records: list[bytes]
    counts: list[int]  # fingerprints of each text
    segment: SegmentRow | None


class _Batch(NamedTuple):
    ids: frozenset[str]
    ready: "Future[_Ready]"


def add(folder: Folder, texts: Iterable[Text], progress: Callable[[Added], None] | None) -> Added:
    """Adds texts, as the archive's one writer; see `Archive.add`."""
    done = Added()
    waiting: deque[_Batch] = deque()
    workers = min(4, cpu_count() or 1)

    def finish_one() -> None:
        nonlocal done
        done = _publish(folder, waiting.popleft().ready.result(), done)
        if progress is not None:
            progress(done)
        if len(folder.catalogue.segments()) > CROWDED:
            tidy(folder)

    with ThreadPoolExecutor(workers) as pool:
        for some in _batches(texts):
            ids = frozenset(text.id for text in some)
            while waiting and (len(waiting) >= workers or any(ids & batch.ids for batch in waiting)):
                finish_one()
            changes = _changes(folder, some)
            number = name = 0
            if changes:
                with folder.catalogue.writing():
                    number = folder.catalogue.next("document", len(changes))
                    name = folder.catalogue.next("segment")
            waiting.append(_Batch(ids, pool.submit(_prepare, folder, changes, len(some), number, name)))
        while waiting:
            finish_one()
    tidy(folder)
    return done


def _batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    batch: list[Text] = []
    letters = 0
    for text in texts:
        batch.append(text)
        letters += len(text.text)
        if len(batch) >= BATCH_TEXTS or letters >= BATCH_LETTERS:
            yield distinct(batch)
            batch, letters = [], 0
    if batch:
        yield distinct(batch)


def _changes(folder: Folder, texts: list[Text]) -> list[_Change]:
    """What of a batch is new or changed."""
    with folder.catalogue.reading():
        old = folder.catalogue.by_ids([text.id for text in texts])
    changes = [_Change(text, digest(text.text), old.get(text.id)) for text in texts]
    return [change for change in changes if not (change.same_words and change.old and change.old.source == change.text.source)]


def _prepare(folder: Folder, changes: list[_Change], given: int, number: int, name: int) -> _Ready:
    """Everything about a batch that needs no catalogue. Texts are numbered from `number` on."""
    fresh = [change for change in changes if not change.same_words]
    kept = [change for change in changes if change.same_words]
    if not fresh:
        return _Ready(kept, given - len(changes), [], [], None)
    keys = of_texts([change.text.text for change in fresh])
    counts = np.bincount((keys & np.uint64((1 << DOCUMENT_BITS) - 1)).astype(np.int64), minlength=len(fresh))
    numbers = np.arange(number, number + len(fresh), dtype=np.uint64)
    with Writer(folder.part_path(name), numbers, counts, len(keys)) as writer:
        writer.append(keys)
        header = writer.finish()
    segment = SegmentRow(name, number, number + len(fresh) - 1, len(fresh), len(keys), header.end)
    return _Ready(fresh + kept, given - len(changes), [pack(change.text.text) for change in fresh], counts.tolist(), segment)


def _publish(folder: Folder, ready: _Ready, done: Added) -> Added:
    """Makes a batch part of the archive, and says what has been done with it."""
    if ready.changes:
        file, place = _store(folder, ready.records)
        if ready.segment is not None:
            publish(folder.part_path(ready.segment.name), folder.segment_path(ready.segment.name))
        with folder.catalogue.writing():
            folder.catalogue.put(_rows(ready, file, place))
            if ready.segment is not None:
                folder.catalogue.put_file(file, place + sum(map(len, ready.records)))
                folder.catalogue.put_segment(ready.segment)
    replaced = sum(change.old is not None for change in ready.changes)
    return Added(done.added + len(ready.changes) - replaced, done.replaced + replaced, done.unchanged + ready.unchanged)


def _store(folder: Folder, records: list[bytes]) -> tuple[int, int]:
    """Writes records behind the last that count; the file, and where in it they begin."""
    with folder.catalogue.writing():
        file, place = max(folder.catalogue.files().items(), default=(0, FULL))
        if records and place >= FULL:
            file, place = folder.catalogue.next("file"), 0
    if records:
        folder.store.append(file, place, b"".join(records))
    return file, place


def _rows(ready: _Ready, file: int, place: int) -> Iterator[Row]:
    number = ready.segment.first if ready.segment is not None else 0
    for index, change in enumerate(ready.changes):
        text = change.text
        said = (text.id, text.title, text.holder, text.licence, text.address, text.date, change.digest, len(text.text))
        if change.same_words and change.old is not None:
            old = change.old
            yield Row(old.number, *said, old.fingerprints, old.file, old.place, old.size)
        else:
            size = len(ready.records[index])
            yield Row(number + index, *said, ready.counts[index], file, place, size)
            place += size
