"""A small run of `compliance batch` for tests of what reads one: invented articles, checked against a ledger, as tables and manifest.

Every number in it is always the same.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from compliance.batch.findings import schema
from compliance.batch.findings.rows import Text, rows_of
from compliance.batch.findings.write import UnitWriter
from compliance.checker import Settings, check_documents, shipped_rules
from compliance.model import Document, Field, Outcome, Report, Unread
from compliance.policy.context import context_of
from compliance.stages.ledgers import judge_by

NOW = "2026-03-10T08:00:00Z"
SECTIONS = ("harbour", "council", "sport", "culture")
PEOPLE = ("Ada Moreau", "Ines Falk", "Tam Reeve")

LEDGER = """
[publisher]
names = ["Weirside Gazette"]
domains = ["weirside-gazette.example"]
commercial = true
country = "GB"

[[licence]]
id = "kestrel-wire"
holder = "Kestrel Wire Inc."
acts = ["reproduce", "publish", "quote", "distribute"]
from = 2025-01-01
until = 2026-04-30
contract = "KW/2025/03"
contact = "licences@kestrel-wire.example"

[[licence]]
id = "nordlys-2"
holder = "Nordlys Media AS"
acts = ["reproduce", "publish", "quote"]
until = 2025-12-31

[[licence]]
id = "quay"
holder = "Quay & Sons LLC"
acts = ["reproduce", "publish", "quote", "rewrite"]
until = 2029-12-31
credit = "Quay & Sons"

[[licence]]
id = "unused"
holder = "Orzeł Media Sp. z o.o."
acts = ["reproduce"]
until = 2026-03-20
"""

ENDS = (
    "© 2025 Kestrel Wire Inc. All rights reserved.",
    "© 2024 Nordlys Media AS. This material may not be published, broadcast, rewritten or redistributed.",
    "",
    "© 2025 Quay & Sons LLC",
    "Copyright 2023 Harbour Post Ltd. All rights reserved. Reproduction without written permission is prohibited.",
    "This work is licensed under a Creative Commons Attribution 4.0 International License. https://creativecommons.org/licenses/by/4.0/",
    "",
    "Photo: Petra Lund, licensed under CC BY-NC-ND 4.0. Story © 2025 Fen Post.",
    "EMBARGOED UNTIL 00:01 GMT, 1 April 2026",
    "© 2025 =HYPERLINK(\"https://evil.example\") <script>alert(1)</script> Ltd. All rights reserved.",
)
SENTENCES = (
    "The lamps along the quay were lit an hour early on {day}, and the ferry left with eleven passengers.",
    "Nobody on the council could say who had ordered the {number} buoys that now lie behind the fish hall.",
    "A brass band of {number} played until the rain came, and then played under the awning of the bakery.",
    "The harbour master counted {number} boats and wrote a smaller number into the book, as he does each spring.",
    "Behind the lock the water stood {number} centimetres higher than the gauge had promised in the morning.",
)


def text(number: int) -> str:
    """The article of a number; every seventh ends as another does."""
    parts = [SENTENCES[(number + at) % len(SENTENCES)].format(day=f"day {number}", number=number * 3 + at) for at in range(4)]
    end = ENDS[number % len(ENDS)]
    return " ".join(parts[:2]) + "\n\n" + " ".join(parts[2:]) + (f"\n\n{end}\n" if end else "\n")


def items(count: int) -> Iterator[Document | Unread]:
    """The documents of a run; every eleventh cannot be read, or is left alone."""
    for number in range(count):
        id = f"article/{number:04}"
        if number % 11 == 7:
            failed = number % 2 == 0
            yield Unread(id, "feed.jsonl", Outcome.FAILED if failed else Outcome.SKIPPED, f"line {number + 1} is no JSON" if failed else "the text is empty")
            continue
        site = ("weirside-gazette.example", "www.fenpost.example", "kestrel-wire.example")[number % 3]
        fields = {
            "title": f"Lamps on the quay, part {number}" if number % 10 != 9 else "<b>Bold</b> \u202eevil & “quoted”",
            "author": PEOPLE[number % len(PEOPLE)], "address": f"https://{site}/story/{number}", "section": SECTIONS[number % len(SECTIONS)],
            "date": f"20{24 + number % 3}-{number % 12 + 1:02}-{number % 28 + 1:02}" if number % 13 else "", "source": ("desk", "wire", "")[number % 3],
        }  # fmt: skip
        yield Document(id, "feed.jsonl", text(number), fields=tuple(Field(name, value, number + 1, 1) for name, value in fields.items() if value))


@lru_cache(maxsize=4)
def checked(count: int, ledger: str) -> tuple[tuple[Report, Document | Unread], ...]:
    """Their reports; `ledger` is a path, empty for none."""
    book = shipped_rules()
    settings = Settings()
    if ledger:
        bench = judge_by(ledger, book, (), None, None)
        intended = context_of((), "web", "GB", "", True, False, False, now=datetime(2026, 3, 10, 8, tzinfo=UTC))
        settings = settings._replace(judge=bench.sitting(intended))
    documents = list(items(count))
    return tuple(zip(check_documents(documents, book, lambda path: settings), documents, strict=True))


def make(folder: Path, count: int = 60, unit_size: int = 25, *, ledger: bool = True, clusters: bool = True, since: bool = False) -> str:
    """Writes a run of so many documents, in units of so many, and says where. The ledger stands beside it as ledger.toml."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ledger.toml"
    path.write_text(LEDGER, encoding="utf-8")
    out = folder / "run"
    pairs = checked(count, str(path) if ledger else "")
    manifest: dict[str, Any] = {"moment": NOW, "counts": {"documents": count}}
    if since:
        manifest["since"] = {"manifest": "last/manifest.json", "new": count - 12, "changed": 2, "unchanged": 10, "gone": 3}
    write(out, pairs, unit_size, manifest)
    if since:
        gone = pa.table({"id": [f"old/{number}" for number in range(3)], "path": ["feed.jsonl"] * 3})
        pq.write_table(gone, out / "findings" / "gone.parquet")
    if clusters:
        _clusters(out, count, unit_size, pairs)
    return str(out)


def write(out: Path, pairs: Sequence[tuple[Report, Document | Unread]], unit_size: int, manifest: Mapping[str, Any]) -> None:
    """Writes reports, each with the document that it is on, as the tables of a run, and its manifest last."""
    for start in range(0, len(pairs), unit_size):
        writer = UnitWriter(str(out), f"{start // unit_size:08}")
        for number, (report, document) in enumerate(pairs[start : start + unit_size]):
            words = Text()
            if isinstance(document, Document):
                words.add(document)
            writer.put(number, rows_of(report, words))
        writer.close()
    (out / "findings").mkdir(parents=True, exist_ok=True)
    (out / "manifest.json").write_text(json.dumps({"schema": schema.VERSION, **manifest}, sort_keys=True), encoding="utf-8")


def tie(out: Path, clusters: Sequence[Sequence[tuple[str, int, str, str]]]) -> None:
    """Writes clusters, each a row of unit, number, id and date, the earliest first; each text shares a passage with the first."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows, ties = [], []
    for cluster, members in enumerate(clusters):
        for place, (unit, number, id, date) in enumerate(members):
            rows.append({"cluster": cluster, "place": place, "unit": unit, "number": number, "id": id, "date": date, "share": 0.5})
            if place:
                passages = json.dumps([[0, 80, 0, 80, 0.98, "near_verbatim"]])
                first = {"unit": members[0][0], "number": members[0][1]}
                ties.append({**first, "other_unit": unit, "other_number": number, "shared": 9, "share": 0.5, "passages": passages})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema.CLUSTERS), out / "findings" / "clusters.parquet")
    pq.write_table(pa.Table.from_pylist(ties, schema=schema.PAIRS), out / "findings" / "pairs.parquet")


def _clusters(out: Path, count: int, unit_size: int, pairs: tuple[tuple[Report, Document | Unread], ...]) -> None:
    """Articles 0, 20, 40 … hang together, and 1 with 21."""
    found = []
    for members in ([range(0, count, 20), (1, 21)]):
        listed = [number for number in members if number < count and isinstance(pairs[number][1], Document)]
        dated = sorted(listed, key=lambda number: (_date(pairs[number][1]), number))
        found.append([(f"{number // unit_size:08}", number % unit_size, pairs[number][0].id, _date(pairs[number][1])) for number in dated])
    tie(out, found)


def _date(document: Document | Unread) -> str:
    return next((field.value for field in document.fields if field.name == "date"), "") if isinstance(document, Document) else ""
