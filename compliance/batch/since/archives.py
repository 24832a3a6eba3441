"""Whether an archive is what it was: how much it holds, and how often anything was put into it."""

import os
import sqlite3
from contextlib import closing


def additions(folder: str) -> int:
    """How many texts, and new versions of texts, were ever put into the archive in a folder. It only grows, and while it stays, texts can
    only have been taken out; so an archive that has as many of both is the same. Raises OSError where it cannot be read."""
    path = os.path.join(folder, "catalogue.sqlite")
    try:
        with closing(sqlite3.connect(path, timeout=30)) as base:
            row = base.execute("SELECT value FROM counters WHERE name = 'document'").fetchone()
    except sqlite3.Error as error:
        raise OSError(f"{path}: {error}") from error
    return int(row[0]) - 1
