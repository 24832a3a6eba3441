"""The tables of a run: `findings/TABLE/UNIT.parquet`, a file for each unit of input and table.

`unit` names the unit of input, `number` counts its documents from 0; both together name a document, and order them. Rows stand in
that order. Offsets are code points of the document's text; lines and columns count from 1 in the source. What is called JSON is a
JSON text in UTF-8 with sorted keys. Columns may be added at the end, never renamed: `VERSION` counts what breaks readers.
"""

import pyarrow as pa

VERSION = 1

KEY = [pa.field("unit", pa.string(), nullable=False), pa.field("number", pa.int32(), nullable=False)]
_WORD = pa.dictionary(pa.int32(), pa.string())

DOCUMENTS = pa.schema([
    *KEY,
    ("id", pa.string()),  # as in the JSON form of a report
    ("path", pa.string()),
    ("input", _WORD),  # the file or object that it came from
    ("outcome", _WORD),
    ("reason", pa.string()),  # why it was skipped or failed; empty where it was checked
    ("verdict", _WORD),
    ("title", pa.string()),  # these as the document's own metadata says; empty where it does not
    ("author", pa.string()),
    ("address", pa.string()),
    ("domain", _WORD),  # of the address, without www.
    ("source", _WORD),  # who delivered it: the field source, else the domain, else the folder or file it came from
    ("section", _WORD),
    ("date", pa.string()),  # ISO 8601, as far as it is known
    ("digest", pa.binary(16)),  # BLAKE2b of the text in UTF-8
    ("characters", pa.int64()),  # code points
    ("facts", pa.int32()),  # how many
    ("flags", pa.int32()),
    ("matches", pa.int32()),
    ("reasons", pa.string()),  # JSON: of the verdict, the gravest first, as in the JSON form of a report
])
FACTS = pa.schema([
    *KEY,
    ("rule", _WORD),
    ("kind", _WORD),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("line", pa.int32()),
    ("column", pa.int32()),
    ("text", pa.string()),
    ("values", pa.string()),  # JSON
    ("severity", _WORD),
    ("confidence", _WORD),
    ("zone", _WORD),
    ("holder", pa.string()),  # these out of the values: what tables are grouped by
    ("holder_id", _WORD),
    ("licence", _WORD),
    ("before", pa.string()),
    ("after", pa.string()),
])
FLAGS = pa.schema([
    *KEY,
    ("rule", _WORD),
    ("kind", _WORD),
    ("severity", _WORD),
    ("confidence", _WORD),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("line", pa.int32()),
    ("column", pa.int32()),
    ("text", pa.string()),
    ("values", pa.string()),  # JSON
    ("message", pa.string()),
    ("why", _WORD),
    ("remedy", _WORD),
    ("evidence", pa.string()),  # JSON: an array of strings
    ("identity", pa.string()),
    ("before", pa.string()),
    ("after", pa.string()),
    ("decision", pa.string()),  # JSON: an inline suppression; what a log says is applied when somebody reads
])
MATCHES = pa.schema([
    *KEY,
    ("kind", _WORD),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("line", pa.int32()),
    ("column", pa.int32()),
    ("text", pa.string()),
    ("similarity", pa.float64()),
    ("words", pa.int32()),
    ("share", pa.float64()),
    ("source_id", pa.string()),
    ("source_start", pa.int64()),
    ("source_end", pa.int64()),
    ("common", pa.int32()),
    ("record", pa.string()),  # JSON: the match as in the JSON form of a report, with all that is known of its sources
])
TEXTS = pa.schema([*KEY, ("text", pa.large_string())])
"""Texts of the documents with flags, facts or matches; of all where texts are compared with one another."""

TABLES = {"documents": DOCUMENTS, "facts": FACTS, "flags": FLAGS, "matches": MATCHES, "texts": TEXTS}

PAIRS = pa.schema([
    ("unit", pa.string()),  # of the earlier text
    ("number", pa.int32()),
    ("other_unit", pa.string()),
    ("other_number", pa.int32()),
    ("shared", pa.int32()),  # fingerprints in common
    ("share", pa.float64()),  # of the shorter text that passages of both cover, from 0 to 1
    ("passages", pa.string()),  # JSON: [start, end, other start, other end, similarity, kind] of each
])
"""`findings/pairs.parquet`: texts of the run that share passages; in the order of their keys."""

CLUSTERS = pa.schema([
    ("cluster", pa.int64()),  # from 0, the largest first
    ("place", pa.int32()),  # from 0, the earliest first
    ("unit", pa.string()),
    ("number", pa.int32()),
    ("id", pa.string()),
    ("date", pa.string()),
    ("share", pa.float64()),  # of the strongest tie to another text of the cluster
])
"""`findings/clusters.parquet`: texts that hang together by such pairs, a row a text."""

INPUTS = pa.schema([
    ("uri", pa.string()),  # as it was found
    ("format", _WORD),
    ("size", pa.int64()),  # bytes
    ("version", pa.string()),  # when it was last changed, as its file system or store tells it
])
"""`findings/inputs.parquet`: the files and objects that the run has read, in the order of the units."""
