"""A part of all hashes → which pairs of texts share how many of them.

Texts that share a fingerprint are joined by DuckDB within a limit of memory, spilling to disk. Where many texts hold a fingerprint, all
pairs of them would be far too many and say little: then each counts with the next few that hold it, which is enough to hang reprints
of one text together, as they follow one another wherever they share.
"""

import os
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from compliance.batch.beside import beside, write_json
from compliance.batch.reuse.joining import connect, quoted
from compliance.batch.reuse.places import Place, Unit, load, load_json
from compliance.reuse.fingerprint import BITS, DOCUMENT_BITS

FEW = 100
"""Texts that hold a fingerprint up to which all pairs of them count; twins are one text."""
NEXT = 3
"""Texts that each is paired with beyond that, the next ones in order."""

_PAIRS = f"""
    SELECT one, other, count(*)::UINTEGER AS shared, count(*) FILTER (WHERE rare)::UINTEGER AS rare FROM (
        SELECT a.text AS one, b.text AS other, true AS rare FROM postings a JOIN postings b ON a.print = b.print AND a.text < b.text
        WHERE a.held <= {FEW} AND b.held <= {FEW}
        UNION ALL
        SELECT text AS one, unnest(following) AS other, false AS rare FROM crowded
    ) WHERE other IS NOT NULL GROUP BY one, other ORDER BY one, other
"""
_POSTINGS = """
    CREATE TEMP TABLE postings AS
    WITH held AS (SELECT print, count(*)::UINTEGER AS held FROM raw GROUP BY print HAVING count(*) > 1)
    SELECT print, text, held FROM raw JOIN held USING (print)
"""
_CROWDED = f"""
    CREATE TEMP VIEW crowded AS
    SELECT text, [{", ".join(f"lead(text, {step}) OVER row" for step in range(1, NEXT + 1))}] AS following
    FROM postings WHERE held > {FEW} WINDOW row AS (PARTITION BY print ORDER BY text)
"""


class Task(NamedTuple):
    """One of `parts` equal parts of all hashes; `memory` is in bytes."""

    place: Place
    part: int
    parts: int
    memory: int


class Done(NamedTuple):
    """How many fingerprints more than `FEW` texts hold, how often they stand in texts, and how many pairs were counted."""

    common: int
    postings: int
    pairs: int


def do(task: Task) -> Done:
    """Counts what pairs share within a part, unless that is done. Raises OSError."""
    target = task.place.counts(task.part, task.parts)
    note = target + ".json"
    if os.path.exists(note):
        return Done(*load_json(note))
    prints, texts = _postings(task)
    with connect(task.place, f"counts-{task.part}", task.memory) as con:
        con.register("raw", pa.table({"print": prints, "text": texts}))
        con.execute(_POSTINGS)
        con.unregister("raw")
        del prints, texts
        con.execute(_CROWDED)
        common, postings = con.execute(f"SELECT count(DISTINCT print), count(*) FROM postings WHERE held > {FEW}").fetchone()
        with beside(target) as part:
            (pairs,) = con.execute(f"COPY ({_PAIRS}) TO {quoted(part)} (FORMAT parquet, COMPRESSION zstd)").fetchone()
    result = Done(common, postings, pairs)
    write_json(note, result)
    return result


def _postings(task: Task) -> tuple[Any, Any]:
    """The fingerprints of a part, and the text that holds each; twins of other texts left out."""
    single = load(task.place.column("single"))
    low, high = ((task.part + step << BITS) // task.parts << DOCUMENT_BITS for step in (0, 1))
    prints, texts = [np.empty(0, np.uint64)], [np.empty(0, np.uint32)]
    for unit in task.place.units():
        prints_of, texts_of = _of_unit(task.place, unit, low, high)
        some = single[texts_of]
        prints.append(prints_of[some])
        texts.append(texts_of[some])
    return np.concatenate(prints), np.concatenate(texts)


def _of_unit(place: Place, unit: Unit, low: int, high: int) -> tuple[Any, Any]:
    keys = load(place.keys(unit.name))
    first = int(np.searchsorted(keys, np.uint64(low)))
    last = len(keys) if high >= 1 << 64 else int(np.searchsorted(keys, np.uint64(high)))
    some = np.array(keys[first:last])
    which = (some & np.uint64((1 << DOCUMENT_BITS) - 1)).astype(np.uint32) + np.uint32(unit.first)
    return some >> np.uint64(DOCUMENT_BITS), which
