"""From a report and the text it is about to rows, in the order of the schema's columns, without the key."""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from compliance.batch.findings.values import storable, to_json
from compliance.model import Document, Fact, Flag, Match, Report, Source
from compliance.output.records import match_to_record, reasons_to_records
from compliance.reuse.metadata import described, iso

KEPT = 128 * 1024 * 1024
"""Bytes of UTF-8 up to which a text is kept; of a longer one only its findings and its digest are."""

_AUTHOR = ("author", "byline", "article:author", "dc.creator", "dcterms.creator")
_SECTION = ("section", "article:section", "category")
_SOURCE = ("source", "og:site_name", "site_name")
_OWN = frozenset(("title", "author", "address", "date", "section", "source", "holder", "licence"))
_HOST = re.compile(r"(?:[a-zA-Z][\w+.-]*:)?//(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#\s]+)")

Row = tuple[Any, ...]


class Rows(NamedTuple):
    """What the tables hold of one document. `text` is its text in UTF-8, None where it is not kept."""

    document: Row
    facts: Sequence[Row] = ()
    flags: Sequence[Row] = ()
    matches: Sequence[Row] = ()
    text: bytes | None = None


class Text:
    """The text of a document that comes in one window or several: its digest, its length and, up to `KEPT`, its bytes.

    `first` is the first window, which has the metadata; None where nothing could be read.
    """

    __slots__ = ("_digest", "_parts", "_size", "characters", "first")

    def __init__(self) -> None:
        self.first: Document | None = None
        self.characters = 0
        self._digest: Any = None
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, window: Document) -> None:
        """Takes the next window."""
        self.characters += len(window.text)
        data, exact = utf8(window.text)
        if self.first is None:
            self.first = window
            self._digest = blake2b(exact, digest_size=16)
        else:
            self._digest.update(exact)
        self._size += len(data)
        if self._size > KEPT:
            self._parts = []
        else:
            self._parts.append(data)

    def digest(self) -> bytes:
        """BLAKE2b of the text, of which there must be a window."""
        return self._digest.digest()  # type: ignore[no-any-return]

    def data(self) -> bytes | None:
        """The text in UTF-8; None where it is longer than is kept, or there is none."""
        if self.first is None or self._size > KEPT:
            return None
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)


def utf8(text: str) -> tuple[bytes, bytes]:
    """A text as it is kept, and as it is digested: two texts that differ have different digests, lone surrogates or none."""
    try:
        data = text.encode()
        return data, data
    except UnicodeEncodeError:
        return storable(text).encode(), text.encode("utf-8", "surrogatepass")


def rows_of(report: Report, text: Text, every: bool = False) -> Rows:
    """The rows of a report.

    Args:
        report: of a whole document.
        text: what it is about.
        every: keep the text even where nothing was found in it.
    """
    found = bool(report.facts or report.flags or report.matches)
    values = {id(fact.values): to_json(fact.values) for fact in report.facts}  # which most flags share
    return Rows(
        _document(report, text),
        [_fact(fact, values[id(fact.values)]) for fact in report.facts],
        [_flag(flag, values.get(id(flag.values))) for flag in report.flags],
        [_match(match) for match in report.matches],
        text.data() if every or found else None,
    )


def domain_of(address: str) -> str:
    """The domain of an address, in small letters and without www.; nothing where it has none."""
    found = _HOST.match(address.strip())
    return found[1].lower().rstrip(".").removeprefix("www.") if found else ""


def _document(report: Report, text: Text) -> Row:
    title = author = address = domain = source = section = date = ""
    first = text.first
    if first is not None and first.fields:
        said: dict[str, str] = {}
        for name, value, _, _ in first.fields:
            said.setdefault(name.lower(), value)
        if said.keys() <= _OWN:  # what a record says has these names already
            title, address, date = _said(said, ("title",)), _said(said, ("address",)), iso(said.get("date", ""))
        else:
            about = described(first, "")
            title, address, date = about.title, about.address, about.date
        author, section, source = _said(said, _AUTHOR), _said(said, _SECTION), _said(said, _SOURCE)
        domain = domain_of(address)
    path = report.path or ""
    return (
        report.id, report.path, path, report.outcome, report.reason, report.verdict,
        title, author, address, domain, source or domain or _folder(path, report.id), section, date,
        text.digest() if first is not None else None, text.characters,
        len(report.facts), len(report.flags), len(report.matches), to_json(reasons_to_records(report)) if report.reasons else "[]",
    )  # fmt: skip


def _said(said: dict[str, str], names: tuple[str, ...]) -> str:
    for name in names:
        if value := said.get(name):
            return " ".join(value.split())
    return ""


def _folder(path: str, id: str) -> str:
    """The folder of a file that is one document; the file of one that holds many."""
    if path != id:
        return path
    return path.rpartition("/")[0] or path.rpartition("\\")[0]


def _fact(fact: Fact, encoded: str) -> Row:
    values = fact.values
    return (
        fact.rule, fact.kind, *fact.span, *fact.position, fact.text, encoded, fact.severity, fact.confidence, fact.zone,
        _word(values.get("holder")), _word(values.get("holder_id")), _word(values.get("licence")), fact.before, fact.after,
    )  # fmt: skip


def _word(value: Any) -> str:
    return value if type(value) is str else "" if value is None else str(value)


def _flag(flag: Flag, encoded: str | None) -> Row:
    return (
        flag.rule, flag.kind, flag.severity, flag.confidence, *flag.span, *flag.position, flag.text, encoded or to_json(flag.values),
        flag.message, flag.why, flag.remedy, _listed(flag.evidence), flag.identity, flag.before, flag.after,
        to_json(flag.decision) if flag.decision is not None else None,
    )  # fmt: skip


@lru_cache(4096)
def _listed(words: tuple[str, ...]) -> str:
    """Words as a JSON array; the same few stand beside most flags."""
    return to_json(words)


def _match(match: Match) -> Row:
    place = match.position or (0, 0)
    record = match_to_record(match)
    others = [*match.also, *([match.earliest] if match.earliest else [])]
    record["sources"] = {source.id: _known(source) for source in others}
    return (
        match.kind, *match.draft, *place, match.text, match.similarity, match.words, match.share,
        match.source_id, *match.source, match.common, to_json(record),
    )  # fmt: skip


def _known(source: Source) -> dict[str, str]:
    return {name: value for name, value in source._asdict().items() if value}
