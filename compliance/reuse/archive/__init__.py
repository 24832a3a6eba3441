"""The archive: the texts that drafts are compared with, in a folder of their own."""

from compliance.reuse.archive.archive import Archive
from compliance.reuse.archive.nouns import Added, ArchiveError, Cluster, Damage, Stats, Text

__all__ = ["Added", "Archive", "ArchiveError", "Cluster", "Damage", "Stats", "Text"]
