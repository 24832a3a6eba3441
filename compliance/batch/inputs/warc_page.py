"""One record of a WARC file to a document: the HTTP around it, its encoding, its address and time."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from compliance.batch.inputs.nouns import Reading
from compliance.documents import LIMIT, from_text, read_stream
from compliance.documents import decode as decoding
from compliance.model import Document, Field, Outcome, Unread

_FORMATS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown"}
_UNPACKED = 256 * 1024 * 1024  # bytes of a page, unpacked


def document(uri: str, reading: Reading, headers: Mapping[str, str], place: str, body: io.BytesIO) -> Iterator[Document | Unread]:
    """The document of a record in `uri`, or its windows; nothing where it holds no text of the web.

    `headers` are the record's, names in small letters; `place` says where it begins, for one that has no name. HTTP is taken off by warcio.
    Its id is the record's, or else its address. The field `date` says when it was fetched, where the page itself gives no date.
    """
    del reading  # HTML and plain text say what they are
    address = headers.get("warc-target-uri", "").strip("<>")
    id = headers.get("warc-record-id", "").strip("<>") or address or f"{uri}:{place}"
    try:
        made = _unpacked(headers, body)
    except (OSError, EOFError, ValueError) as error:
        yield Unread(id, uri, Outcome.FAILED, f"byte {place}: no page can be made of it: {error}")
        return
    if made is None:
        return
    content, type = made
    name, _, parameters = type.partition(";")
    format = _FORMATS.get(name.strip().lower(), "") or ("html" if not name.strip() and content.lstrip()[:1] == b"<" else "")
    if not format:
        return
    for item in _documents(content, _charset(parameters), id, uri, format):
        yield item._replace(fields=_fields(item, address, headers.get("warc-date", ""))) if isinstance(item, Document) else item


def _unpacked(headers: Mapping[str, str], body: io.BytesIO) -> tuple[bytes, str] | None:
    """The bytes of a page and its type; None where it is none. Raises ValueError, EOFError and OSError."""
    kind, type = headers.get("warc-type", "").lower(), headers.get("content-type", "")
    if kind != "response":
        return (body.getvalue(), type) if _likely(type) else None
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    if "http" not in type.lower():
        return None
    try:
        said = StatusAndHeadersParser(["HTTP/"], verify=False).parse(body)
    except StatusAndHeadersParserException as error:
        raise ValueError(f"no HTTP: {error}") from None
    type = said.get_header("content-type") or ""
    if said.get_statuscode() != "200" or not _likely(type):
        return None
    left = len(body.getbuffer()) - body.tell()
    record = ArcWarcRecord("warc", kind, None, body, said, type, left)
    content = _all(record.content_stream())
    packing = (said.get_header("content-encoding") or "identity").lower()
    if packing not in ("identity", "gzip", "x-gzip", "deflate", "none", "utf-8") and not _is_utf8(content):
        raise ValueError(f"packed as {packing}: not unpacked without the library for it (brotli for br)")
    return content, type


def _likely(type: str) -> bool:
    name = type.partition(";")[0].strip().lower()
    return not name or name in _FORMATS


def _all(stream: Any) -> bytes:
    content = io.BytesIO()
    while part := stream.read(1 << 20):
        content.write(part)
        if content.tell() > _UNPACKED:
            raise ValueError(f"more than {_UNPACKED >> 20} MiB when unpacked")
    return content.getvalue()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _charset(parameters: str) -> bytes:
    """The charset that a content type names."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").encode("ascii", "ignore")
    return b""


def _documents(content: bytes, charset: bytes, id: str, uri: str, format: str) -> Iterator[Document | Unread]:
    if charset and charset.lower() not in (b"utf-8", b"utf8") and len(content) <= LIMIT and not _is_utf8(content):
        try:
            codec, skip = _codec(content, charset, format == "html")
        except decoding.NotText as error:
            yield Unread(id, uri, Outcome.SKIPPED, str(error))
            return
        text = str(memoryview(content)[skip:], codec, "replace")
        made = from_text(text, id=id, path=uri, format=format)
        yield made if made.text.strip() else Unread(id, uri, Outcome.SKIPPED, "no text in the page")
        return
    for item in read_stream(io.BytesIO(content), name=id, format=format):
        yield item._replace(path=uri)


def _codec(content: bytes, charset: bytes, html: bool) -> decoding.Encoding:
    """The encoding of a page whose HTTP header names one: that counts for more than what the page declares. Raises NotText."""
    chosen = decoding.choose(content, html=html)
    if chosen.skip or chosen.codec.startswith("utf-"):
        return chosen
    return decoding.choose(b'<meta charset="' + charset + b'">' + content, html=True)


def _fields(made: Document, address: str, date: str) -> tuple[Field, ...]:
    from compliance.reuse.metadata import described

    known = [Field("address", address, 1, 1)] if address else []
    if date and not (made.fields and described(made, "").date):
        known.append(Field("date", date, 1, 1))
    return (*known, *made.fields)
