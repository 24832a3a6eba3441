"""The texts that matches are with, from the archives of the run, where they are still there."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any

from compliance.batch.report.html.document import SourceText

KEPT = 64
"""Texts that are held in memory: one source is often behind many documents."""


@contextmanager
def archive_texts(manifest: Mapping[str, Any]) -> Iterator[SourceText]:
    """Gives texts by id out of the archives that a manifest names; None for what is in none of them, or cannot be read."""
    from compliance.reuse.archive import Archive, ArchiveError

    rows = manifest.get("archives")
    paths = [str(row.get("path")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    with ExitStack() as stack:
        archives = []
        for path in filter(os.path.isdir, paths):
            try:
                archives.append(stack.enter_context(Archive.open(path, create=False)))
            except (ArchiveError, OSError):
                continue  # the report is made without it, and says of each passage that its source is not at hand

        @lru_cache(maxsize=KEPT)
        def text(id: str) -> str | None:
            for archive in archives:
                try:
                    found = archive.get(id)
                except (ArchiveError, OSError):
                    continue
                if found is not None:
                    return found.text
            return None

        yield text
