"""WARC: pages as crawlers store them, zipped or not, whole and damaged."""

import gzip
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.batch.inputs import Input, Reading, cut, find_inputs, read
from compliance.model import Document, Outcome, Unread, Zone

pytest.importorskip("warcio")
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2026-03-04T05:06:07Z"


def of(path: Path, size: int = 8 << 20) -> list[Document | Unread]:
    inputs = [item for item in find_inputs([str(path)], Reading()) if isinstance(item, Input)]
    return [item for unit in cut(inputs, size) for item in read(unit, Reading())]


class Writer(WARCWriter):  # type: ignore[misc]
    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()  # its own leaves files open


class Crawl:
    """Writes records as a crawler does."""

    def __init__(self, path: Path, zipped: bool = True) -> None:
        self.path = path
        self.stream = io.BytesIO()
        self.writer = Writer(self.stream, gzip=zipped)
        self.places: list[int] = []

    def page(self, address: str, body: bytes, type: str = "text/html", status: str = "200 OK", **headers: str) -> None:
        self.places.append(self.stream.tell())
        http = StatusAndHeaders(status, [("Content-Type", type), *((key.replace("_", "-"), value) for key, value in headers.items())], protocol="HTTP/1.1")
        number = len(self.places)
        known = {"WARC-Record-ID": f"<urn:uuid:{number:032x}>", "WARC-Date": DATE}
        self.writer.write_record(self.writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=known))

    def other(self, kind: str, address: str, body: bytes, type: str) -> None:
        self.places.append(self.stream.tell())
        self.writer.write_record(self.writer.create_warc_record(address, kind, io.BytesIO(body), warc_content_type=type, warc_headers_dict={"WARC-Date": DATE}))

    def done(self) -> Path:
        self.path.write_bytes(self.stream.getvalue())
        return self.path


def pages(path: Path, zipped: bool, count: int = 40) -> Crawl:
    crawl = Crawl(path, zipped)
    rng = random.Random(7)
    for number in range(count):
        body = " ".join(f"{rng.getrandbits(40):x}" for _ in range(rng.randrange(5, 400)))
        crawl.other("request", f"https://example.org/{number}", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
        crawl.page(f"https://example.org/{number}", f"<p>Page {number}. {body}".encode())
    return crawl


def test_pages_with_their_address_and_date(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path / "a.warc.gz")
    crawl.page("https://example.org/a", b"<title>A</title><p>Words</p><footer>(c) 2026 Kestrel Wire</footer>")
    crawl.page("https://example.org/moved", b"<p>elsewhere", status="301 Moved Permanently")
    crawl.page("https://example.org/a.png", b"\x89PNG\r\n\x1a\n", "image/png")
    crawl.page("https://example.org/b.txt", b"Plain words", "text/plain; charset=us-ascii")
    crawl.page("https://example.org/c", b'<meta property="article:published_time" content="2025-01-01"><p>Dated', "application/xhtml+xml")
    crawl.page("https://example.org/none", b"<p>Nobody says what this is", "")
    crawl.other("resource", "https://example.org/d", b"<p>As a resource", "text/html")
    crawl.other("conversion", "https://example.org/e", "As text é".encode(), "text/plain")
    crawl.other("metadata", "https://example.org/e", b"languages: eng", "text/plain")
    path = crawl.done()
    items = of(path)
    assert all(isinstance(item, Document) and item.path == str(path) for item in items)
    known = [(item.text.split("\n")[0], dict(reversed([field[:2] for field in item.fields]))) for item in items if isinstance(item, Document)]
    assert [text for text, _ in known] == ["Words", "Plain words", "Dated", "Nobody says what this is", "As a resource", "As text é"]
    assert [fields["address"][20:] for _, fields in known] == ["a", "b.txt", "c", "none", "d", "e"]
    assert [fields.get("date") for _, fields in known] == [DATE, DATE, None, DATE, DATE, DATE]
    first = items[0]
    assert isinstance(first, Document) and first.id == f"urn:uuid:{1:032x}"
    assert [zone.zone for zone in first.zones] == [Zone.FOOTER] and ("title", "A") in [field[:2] for field in first.fields]


@pytest.mark.parametrize(
    ("type", "body", "text"),
    [
        ("text/html; charset=windows-1251", "<p>Все права защищены".encode("cp1251"), "Все права защищены"),
        ("text/html", '<meta charset="koi8-r"><p>Все права защищены'.encode("koi8-r"), "Все права защищены"),
        ("text/html; charset=ISO-8859-1", "<p>© Zeitung für Übersee".encode("cp1252"), "© Zeitung für Übersee"),
        ("text/html; charset=ISO-8859-1", "<p>© wrongly declared".encode(), "© wrongly declared"),
        ('text/plain; charset="shift_jis"', "無断転載を禁じます".encode("shift_jis"), "無断転載を禁じます"),
        ("text/html; charset=utf-16", "<p>©".encode("utf-16"), "©"),
        ("text/html; charset=nonsense", "<p>Größe der Straße".encode("cp1252"), "Größe der Straße"),
    ],
)
def test_encodings(tmp_path: Path, type: str, body: bytes, text: str) -> None:
    crawl = Crawl(tmp_path / "a.warc")
    crawl.page("https://example.org/", body, type)
    (item,) = of(crawl.done())
    assert isinstance(item, Document) and item.text == text


def test_packed_and_chunked_bodies(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path / "a.warc.gz")
    packed = gzip.compress(b"<p>Packed words")
    crawl.page("https://example.org/a", packed, Content_Encoding="gzip")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    crawl.page("https://example.org/b", chunked, Content_Encoding="gzip", Transfer_Encoding="chunked")
    crawl.page("https://example.org/c", b"\x8b\x02\x80\xff\xfe", Content_Encoding="zstd")
    *good, bad = of(crawl.done())
    assert [item.text for item in good if isinstance(item, Document)] == ["Packed words"] * 2
    assert isinstance(bad, Unread) and "packed as zstd" in bad.reason and bad.reason.startswith("byte ")


@pytest.mark.parametrize("size", [1, 3000, 20_000])
def test_cut_where_a_record_begins_the_documents_are_the_same(tmp_path: Path, size: int) -> None:
    path = pages(tmp_path / "a.warc", False).done()
    whole = of(path)
    assert len(whole) == 40
    inputs = [item for item in find_inputs([str(path)], Reading()) if isinstance(item, Input)]
    assert len(list(cut(inputs, size))) >= min(30, path.stat().st_size // size // 2)
    assert of(path, size) == whole


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize(
    "harm",
    [
        lambda content, at: content[: at + 40] + bytes(60) + content[at + 100 :],
        lambda content, at: content[: at + 450] + content[at + 510 :],
        lambda content, at: content[:at] + b"rubbish\r\n" * 30 + content[at:],
    ],
)
def test_damage_is_told_with_its_place_and_the_next_record_is_read(tmp_path: Path, zipped: bool, harm: Callable[[bytes, int], bytes]) -> None:
    crawl = pages(tmp_path / "a.warc", zipped)
    path = crawl.done()
    whole = [item.id for item in of(path)]
    at = crawl.places[2 * 10 + 1]  # the tenth page
    path.write_bytes(harm(path.read_bytes(), at))
    for size in (8 << 20, 3000):
        items = of(path, size)
        told = [item for item in items if isinstance(item, Unread)]
        assert told and all(item.outcome is Outcome.FAILED and item.reason.startswith("byte ") for item in told)
        ids = [item.id for item in items if isinstance(item, Document)]
        assert set(whole) - set(ids) <= {whole[10], whole[11]}
        assert ids[-28:] == whole[-28:]


@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_that_breaks_off(tmp_path: Path, zipped: bool) -> None:
    crawl = pages(tmp_path / "a.warc", zipped)
    path = crawl.done()
    whole = [item.id for item in of(path)]
    path.write_bytes(path.read_bytes()[: crawl.places[61] + 300])
    *good, bad = of(path)
    assert [item.id for item in good] == whole[:30]
    assert isinstance(bad, Unread) and bad.id == f"{path}:{crawl.places[61]}"
    assert ("ends within a gzip member" if zipped else "cut short") in bad.reason


def test_one_gzip_member_round_all_records_is_read_too(tmp_path: Path) -> None:
    path = pages(tmp_path / "a.warc", False).done()
    whole = of(path)
    zipped = tmp_path / "b.warc.gz"
    zipped.write_bytes(gzip.compress(path.read_bytes()))
    assert [(item.id, item.text) for item in of(zipped) if isinstance(item, Document)] == [(item.id, item.text) for item in whole if isinstance(item, Document)]


@pytest.mark.parametrize(
    "content", [b"no records at all\n" * 50, b"\x1f\x8b\x08 no gzip", b"WARC/1.0\r\nContent-Length: many\r\n\r\n", b"WARC/1.0\r\n" + b"x: y\r\n" * 20_000]
)
def test_what_is_no_warc(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    for size in (8 << 20, 20):
        items = of(path, size)
        assert items and all(isinstance(item, Unread) and item.outcome is Outcome.FAILED for item in items)


def test_a_long_plain_text_comes_in_windows(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path / "a.warc.gz")
    crawl.page("https://example.org/long", b"word " * 7_000_000, "text/plain")
    items = of(crawl.done())
    assert len(items) > 1 and all(isinstance(item, Document) and item.fields[0].value == "https://example.org/long" for item in items)
    assert sum(len(item.text) for item in items if isinstance(item, Document)) == 35_000_000
