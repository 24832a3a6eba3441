"""Any damage to any input is an item with a reason, and never an exception."""

import gzip
import io
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.batch.inputs import Reading
from compliance.model import Document, Outcome, Unread

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TEXTS = [f"text {n} {n * 31337:x} “é” " * (1 + n % 9) for n in range(40)]


@lru_cache(maxsize=1)
def samples() -> dict[str, bytes]:
    records = "".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(TEXTS)).encode()
    table = "id,text\n" + "".join(f'{n},"{text}\n"\n' for n, text in enumerate(TEXTS))
    columns = io.BytesIO()
    pq.write_table(pa.table({"id": list(map(str, range(40))), "text": TEXTS}), columns, row_group_size=10)
    pages = [f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{text}".encode() for text in TEXTS]
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:%d>\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
    crawl = [(head % (n, len(page))).encode() + page + b"\r\n\r\n" for n, page in enumerate(pages)]
    return {
        "a.jsonl": records,
        "a.jsonl.gz": gzip.compress(records, 1),
        "a.csv": table.encode(),
        "a.csv.gz": gzip.compress(table.encode(), 1),
        "a.parquet": columns.getvalue(),
        "a.warc": b"".join(crawl),
        "a.warc.gz": b"".join(map(gzip.compress, crawl)),
        "a.html.gz": gzip.compress(pages[0]),
    }


NAMES = ("a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz", "a.parquet", "a.warc", "a.warc.gz", "a.html.gz")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1), st.binary(max_size=12), st.integers(0, 60), st.sampled_from([300, 1 << 20]))
def test_bytes_put_in_or_taken_out(
    here: Path, everything: Callable[..., list[Document | Unread]], name: str, place: float, put: bytes, taken: int, size: int
) -> None:
    content = samples()[name]
    at = int(place * len(content))
    (here / name).write_bytes(content[:at] + put + content[at + taken :])
    items = everything(name, size=size)
    assert items and all(item.text for item in items if isinstance(item, Document))
    assert all(item.reason and item.path == name for item in items if isinstance(item, Unread))


@pytest.mark.parametrize("name", NAMES)
def test_cut_short(here: Path, everything: Callable[..., list[Document | Unread]], name: str) -> None:
    content = samples()[name]
    (here / name).write_bytes(content)
    whole = everything(name, reading=Reading())
    assert all(isinstance(item, Document) for item in whole)
    (here / name).write_bytes(content[: len(content) // 2])
    *good, bad = everything(name)
    assert good == whole[: len(good)]
    assert isinstance(bad, Unread) and bad.outcome is Outcome.FAILED and bad.path == name
