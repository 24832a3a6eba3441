"""Which format a file is in: by its suffix, with or without .gz, or by its first bytes."""

from compliance.batch.inputs.nouns import TEXTS, Reading
from compliance.documents import SUFFIXES

_BY_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
GZIP = b"\x1f\x8b"
_ZIPPED = ".gz"
_UNZIPPED = frozenset((".parquet",))  # compressed within: nobody zips them again


def suffix(name: str) -> str:
    """The last suffix of a name in small letters, and the one before it where the last is .gz; empty where there is none."""
    name = name[name.rfind("/") + 1 :].lower()
    last = _last(name)
    return _last(name[: -len(_ZIPPED)]) + _ZIPPED if last == _ZIPPED else last


def _last(name: str) -> str:
    at = name.rfind(".")
    return name[at:] if at >= 0 else ""


def bare(name: str) -> str:
    """A name without .gz."""
    return name[: -len(_ZIPPED)] if name.lower().endswith(_ZIPPED) else name


def format_of(name: str, reading: Reading) -> str:
    """The format of a file: file, jsonl, csv, parquet or warc; empty where its content must tell."""
    if reading.format != "auto":
        return "file" if reading.format in TEXTS else reading.format
    found = suffix(name)
    if found == _ZIPPED:
        return ""
    return _BY_SUFFIX.get(bare(found), "file")


def by_content(head: bytes) -> str:
    """The format of what begins with these bytes, unzipped."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    return "jsonl" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "file"


def taken(reading: Reading) -> frozenset[str]:
    """Suffixes of the files that are taken from folders, .gz included."""
    if reading.format in TEXTS:
        plain = SUFFIXES
    elif reading.format == "auto":
        plain = SUFFIXES | _BY_SUFFIX.keys()
    else:
        plain = frozenset(end for end, format in _BY_SUFFIX.items() if format == reading.format)
    return plain | {end + _ZIPPED for end in plain - _UNZIPPED}
