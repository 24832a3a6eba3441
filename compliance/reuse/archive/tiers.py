"""How many segments there are: few, so that a search looks into few, and yet an addition does not rewrite all of them.

A segment is at least twice as large as all that came after it together; where it is not, they are merged. So there are
at most about log2(texts) of them, and a fingerprint is rewritten about as many times in its life.
"""

from collections.abc import Callable, Sequence

from compliance.reuse.archive.catalogue import SegmentRow
from compliance.reuse.archive.disk import publish
from compliance.reuse.archive.layout import Folder
from compliance.reuse.archive.merge import MOST_POSTINGS, MOST_TEXTS, merge


def crowd(segments: Sequence[SegmentRow]) -> Sequence[SegmentRow]:
    """The segments, the newest and some before it, that should be one; none where all is well."""
    behind = 0
    first = len(segments) - 1
    for index in range(len(segments) - 1, -1, -1):
        if index < len(segments) - 1 and segments[index].postings < 2 * behind:
            first = index
        behind += segments[index].postings
        if behind > MOST_POSTINGS or sum(row.documents for row in segments[index:]) > MOST_TEXTS:
            first = max(first, index + 1)
            break
    return segments[first:] if len(segments) - first > 1 else ()


def tidy(folder: Folder) -> None:
    """Merges the segments that should be one."""
    with folder.catalogue.reading():
        rows = crowd(folder.catalogue.segments())
    if rows:
        join(folder, rows)


def join(folder: Folder, rows: Sequence[SegmentRow], progress: Callable[[int], None] | None = None) -> None:
    """Puts one segment in the place of several that follow one another, without the texts that are gone.

    Raises:
        ArchiveError: one of them is damaged; all stay as they are.
    """
    first, last = rows[0].first, rows[-1].last
    with folder.catalogue.writing():
        name = folder.catalogue.next("segment")
        living = folder.catalogue.numbers(first, last)
    part = folder.part_path(name)
    try:
        header = merge([folder.segment_path(row.name) for row in rows], part, living, progress)
        publish(part, folder.segment_path(name))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    with folder.catalogue.writing():
        folder.catalogue.drop_segments(row.name for row in rows)
        if header.texts:
            folder.catalogue.put_segment(SegmentRow(name, first, last, header.texts, header.postings, header.end))
    for row in rows:
        folder.segment_path(row.name).unlink(missing_ok=True)
    if not header.texts:
        folder.segment_path(name).unlink(missing_ok=True)


