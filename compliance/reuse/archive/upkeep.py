"""Keeping an archive sound: what is damaged, making segments anew, giving space back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from compliance.reuse.archive.catalogue import Catalogue, Row, SegmentRow
from compliance.reuse.archive.disk import publish
from compliance.reuse.archive.layout import Folder
from compliance.reuse.archive.merge import MOST_POSTINGS, MOST_TEXTS, merge
from compliance.reuse.archive.nouns import ArchiveError, Damage
from compliance.reuse.archive.segment_file import Reader, Writer
from compliance.reuse.archive.texts import FULL, BadText
from compliance.reuse.archive.tiers import join
from compliance.reuse.archive.writing import BATCH_LETTERS, BATCH_TEXTS
from compliance.reuse.fingerprint import of_texts

Progress = Callable[[int, int], None]
_COPIED = 1 << 24  # bytes of records that are written in one go


def verify(folder: Folder, progress: Progress | None) -> list[Damage]:
    """What is damaged; see `Archive.verify`."""
    complaints = folder.catalogue.complaints()
    if complaints:
        return [Damage("catalogue", folder.catalogue.path.name, complaint) for complaint in complaints]
    with folder.catalogue.reading():
        return _verify_files(folder, progress)


def _verify_files(folder: Folder, progress: Progress | None) -> list[Damage]:
    catalogue = folder.catalogue
    found: list[Damage] = []
    segments = catalogue.segments()
    total = sum(row.bytes for row in segments) + sum(catalogue.files().values())
    done = 0

    def read(size: int) -> None:
        nonlocal done
        done += size
        if progress is not None:
            progress(done, total)

    for row in segments:
        reason = segment_complaint(folder.segment_path(row.name), row, read)
        if reason:
            found.append(Damage("segment", folder.segment_path(row.name).name, reason))
    return found + _bad_texts(folder, read)


def segment_complaint(path: Path, row: SegmentRow, read: Callable[[int], None] | None = None) -> str:
    """What is wrong with a segment; nothing where all is well."""
    try:
        with Reader(path) as reader:
            if (reader.header.texts, reader.header.postings) != (row.documents, row.postings):
                return "it is not the segment that the catalogue knows"
            for size in reader.skim():
                if read is not None:
                    read(size)
            reader.finish()
    except (ArchiveError, OSError) as error:
        return str(error).removeprefix(f"{path}: ").split("; the segment is damaged")[0]
    return ""


def _bad_texts(folder: Folder, read: Callable[[int], None]) -> list[Damage]:
    bad: dict[tuple[int, str], list[str]] = {}
    for row in folder.catalogue.between(0, 1 << 62):
        try:
            folder.store.read(row.file, row.place, row.size)
        except FileNotFoundError:
            bad.setdefault((row.file, "the file is missing"), []).append(row.id)
        except (BadText, OSError) as error:
            bad.setdefault((row.file, str(error)), []).append(row.id)
        read(row.size)
    return [Damage("texts", folder.store.path(file).name, reason, tuple(ids)) for (file, reason), ids in bad.items()]


def rebuild(folder: Folder, progress: Progress | None) -> int:
    """Makes damaged segments anew, as the archive's one writer; see `Archive.rebuild`."""
    with folder.catalogue.reading():
        bad = [row for row in folder.catalogue.segments() if segment_complaint(folder.segment_path(row.name), row)]
    total = sum(row.documents for row in bad)
    done = 0
    for row in bad:
        for count in _made_anew(folder, row):
            done += count
            if progress is not None:
                progress(min(done, total), total)
    return len(bad)


def _made_anew(folder: Folder, old: SegmentRow) -> Iterator[int]:
    """Puts a segment made from the texts in the place of one; yields the texts done."""
    parts: list[Path] = []
    try:
        with folder.catalogue.reading():
            living = folder.catalogue.numbers(old.first, old.last)
        for rows in _lots(folder.catalogue, old.first, old.last):
            parts.append(folder.part_path(_next_segment(folder.catalogue)))
            keys = of_texts([folder.text(row) for row in rows])
            numbers, sizes = np.array([row.number for row in rows], np.uint64), np.array([row.fingerprints for row in rows])
            with Writer(parts[-1], numbers, sizes, len(keys)) as writer:
                writer.append(keys)
                writer.finish()
            yield len(rows)
        name = _next_segment(folder.catalogue)
        if parts:
            header = merge(parts, folder.part_path(name), living)
            publish(folder.part_path(name), folder.segment_path(name))
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    with folder.catalogue.writing():
        folder.catalogue.drop_segments([old.name])
        if parts:
            folder.catalogue.put_segment(SegmentRow(name, old.first, old.last, header.texts, header.postings, header.end))
    folder.segment_path(old.name).unlink(missing_ok=True)


def _next_segment(catalogue: Catalogue) -> int:
    with catalogue.writing():
        return catalogue.next("segment")


def _lots(catalogue: Catalogue, first: int, last: int) -> Iterator[list[Row]]:
    """Rows of texts, so many at a time as an addition takes."""
    while True:
        with catalogue.reading():
            lot: list[Row] = []
            letters = 0
            for row in catalogue.between(first, last):
                lot.append(row)
                letters += row.letters
                if len(lot) >= BATCH_TEXTS or letters >= BATCH_LETTERS:
                    break
        if not lot:
            return
        yield lot
        first = lot[-1].number + 1


def compact(folder: Folder, progress: Progress | None) -> None:
    """Merges segments and gives space back, as the archive's one writer; see `Archive.compact`."""
    with folder.catalogue.reading():
        segments = folder.catalogue.segments()
        texts = folder.catalogue.count()
    lots = _as_few(segments) if len(segments) > 1 or sum(row.documents for row in segments) > texts else []
    total = sum(row.postings for lot in lots for row in lot)
    done = 0

    def merged(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, total)

    for lot in lots:
        join(folder, lot, merged)
    with folder.catalogue.reading():
        dead = [name for name, size in folder.catalogue.dead_bytes().items() if size]
    for name in dead:
        _without_dead(folder, name)


def _as_few(segments: list[SegmentRow]) -> list[list[SegmentRow]]:
    """Segments in as few lots as one segment each can hold."""
    lots: list[list[SegmentRow]] = [[]]
    for row in segments:
        lot = [*lots[-1], row]
        if lots[-1] and (sum(one.documents for one in lot) > MOST_TEXTS or sum(one.postings for one in lot) > MOST_POSTINGS):
            lots.append([row])
        else:
            lots[-1] = lot
    return [lot for lot in lots if lot]


def _without_dead(folder: Folder, old: int) -> None:
    """Moves the texts of a file that are still there to the end of the last file, and removes it."""
    with folder.catalogue.reading():
        rows = [row for row in folder.catalogue.between(0, 1 << 62) if row.file == old]
    with folder.catalogue.writing():
        others = {name: size for name, size in folder.catalogue.files().items() if name != old}
        file, place = max(others.items(), default=(0, FULL))
        if file < old or place >= FULL:
            file, place = folder.catalogue.next("file"), 0
    moved: list[Row] = []
    records: list[bytes] = []
    start = place
    for row in rows:
        folder.text(row)
        records.append(folder.store.record(row.file, row.place, row.size))
        moved.append(row._replace(file=file, place=place))
        place += row.size
        if sum(map(len, records)) >= _COPIED:
            folder.store.append(file, start, b"".join(records))
            start, records = place, []
    if records:
        folder.store.append(file, start, b"".join(records))
    with folder.catalogue.writing():
        folder.catalogue.put(moved)
        folder.catalogue.drop_files([old])
        if moved:
            folder.catalogue.put_file(file, place)
    folder.store.forget(old)
    folder.store.path(old).unlink(missing_ok=True)
