"""How long a report as pages takes to make, how large it is, and how soon its first page stands in a browser.

    python -m benchmarks.batch_report [--documents 100000] [--times 7] [--folder DIR]

A run of so many flagged documents is made of the findings in some hundred texts, each under a thousand names. The time to load is
the browser's own measure, from the start of navigation to the end of the load event, and the same for an empty page beside it.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.browser import BROWSER, Browser
from benchmarks.corpus import HOLDERS, TAILS, tail
from benchmarks.prose import NAMES, article, sentence
from compliance.batch.findings.rows import Rows, Text, rows_of
from compliance.batch.findings.schema import CLUSTERS, PAIRS, VERSION
from compliance.batch.findings.write import UnitWriter
from compliance.batch.report.html import write_html
from compliance.batch.report.opening import open_run
from compliance.batch.report.summary import summarise
from compliance.checker import check_document, shipped_rules
from compliance.model import Document, Field, Outcome, Report, Unread, Verdict
from compliance.policy.context import context_of
from compliance.policy.ledger import load_ledger
from compliance.stages.ledgers import judge_by
from compliance.stages.settings import Settings

MOMENT = "2026-11-20T06:00:00Z"
SECTIONS = ["News", "Sport", "Business", "Culture", "Opinion", "Science", "Travel", ""]
SOURCES = ["Harbour Wire", "Kestrel Wire", "Own desk", "harbourpost.example", "Fen Post", "Freelance", "quay.example", "Nordlys"]
UNIT = 2_000
"""Documents of a unit."""
LEDGER = """
[publisher]
names = ["Weirside Gazette"]
domains = ["weirside.example"]
country = "GB"
commercial = true
[[licence]]
id = "kestrel-2026"
holder = "Kestrel Wire Inc."
acts = ["use", "reproduce", "publish", "quote", "distribute"]
from = 2024-01-01
until = 2026-12-31
credit = { text = "Kestrel Wire", place = "top" }
contract = "KW/2024/11"
contact = "licences@kestrel.example"
[[licence]]
id = "harbour-2025"
holder = "Harbour Post Ltd."
acts = ["reproduce", "publish"]
from = 2024-01-01
until = 2025-12-31
contract = "HP-17"
[[licence]]
id = "nordlys"
holder = "Nordlys Media AS"
acts = ["use", "reproduce", "publish", "rewrite", "distribute", "store", "sell", "translate", "broadcast"]
from = 2024-01-01
until = 2028-06-30
[[licence]]
id = "faro"
holder = "Editorial Faro S.A."
acts = ["reproduce", "publish", "distribute"]
from = 2024-01-01
until = 2027-01-31
"""


def text_of(number: int, size: int) -> str:
    """The text of a number: four of five end in what binds somebody."""
    rng = random.Random(number)
    body = article(rng, size)
    if number % 5 == 4:
        return body
    language = rng.choice(["en"] * 8 + list(TAILS))
    end = tail(rng, language).text if number % 3 else f"© {rng.randint(2015, 2025)} {rng.choice(HOLDERS[:6])}\nAll rights reserved.\n"
    credit = f"By {rng.choice(NAMES)}, Kestrel Wire\n\n" if number % 7 == 0 else ""
    return f"{credit}{body}\n\n{end}"


def fields_of(rng: random.Random, title: str) -> dict[str, str]:
    """What a document's metadata says."""
    months = [(year, month) for year in (2023, 2024, 2025, 2026) for month in range(1, 13)][: 47 - 1]
    year, month = months[min(int(rng.triangular(0, len(months), len(months))), len(months) - 1)]
    return {
        "title": title, "author": rng.choice(NAMES), "section": rng.choices(SECTIONS, range(len(SECTIONS), 0, -1))[0],
        "source": rng.choices(SOURCES, range(len(SOURCES) + 4, 4, -1))[0], "date": f"{year}-{month:02}-{rng.randint(1, 28):02}",
        "address": f"https://weirside.example/{year}/{month}/{rng.randrange(10**7)}",
    }  # fmt: skip


def checked(number: int, size: int, settings: Settings) -> tuple[Document, Report]:
    """A document and what a check of it comes to."""
    rng = random.Random(number)
    title = sentence(rng).strip("“”.,?!").split(",")[0][:80]
    fields = tuple(Field(name, value, 1, 1) for name, value in fields_of(rng, title).items())
    document = Document(f"a-{number:07}", "archive/articles.jsonl", text_of(number, size), (), (), fields)
    return document, check_document(document, shipped_rules(), settings)


def make_run(folder: Path, documents: int, *, size: int = 4096, distinct: int = 600, unread: int = 40, clusters: bool = True) -> None:
    """Writes a run of so many flagged documents and some that are clear or could not be read."""
    ledger = folder / "ledger.toml"
    folder.mkdir(parents=True, exist_ok=True)
    ledger.write_text(LEDGER, "utf-8")
    bench = judge_by(str(ledger), shipped_rules(), (), None, None)
    context = context_of(now=datetime.fromisoformat(MOMENT))
    settings = Settings(judge=bench.sitting(context))
    some = [checked(number, size, settings) for number in range(distinct)]
    flagged = [it for it in some if it[1].flags or it[1].verdict is not Verdict.CLEAR]
    clear = [it for it in some if it not in flagged][:100]
    rng = random.Random(1)
    total = documents + len(clear) + unread
    order = ["f"] * documents + ["c"] * len(clear) + ["u"] * unread
    rng.shuffle(order)
    writer: Any = None
    counts = dict.fromkeys(("flagged", "clear", "unread"), 0)
    for place, what in enumerate(order):
        if place % UNIT == 0:
            if writer:
                writer.close()
            writer = UnitWriter(str(folder), f"{place // UNIT:08}")
        writer.put(place % UNIT, _rows(what, place, counts, flagged, clear, rng))
    writer.close()
    if clusters:
        _clusters(folder)
    new, changed = total // 10, total // 50
    manifest = {
        "schema": VERSION, "version": "0.1.0", "moment": MOMENT, "rules": {"digest": "5e1f" * 8, "packs": dict.fromkeys(("en.toml", "de.toml"), "")},
        "inputs": {"count": 1, "bytes": total * size, "formats": {"jsonl": 1}, "digest": "a7" * 16},
        "sources": [{"what": "ledger", "path": "ledger.toml", "digest": "c3" * 16}], "options": {"ledger": "ledger.toml", "channel": "web"},
        "since": {"manifest": "last-week/manifest.json", "new": new, "changed": changed, "unchanged": total - new - changed, "gone": 12},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")


def _rows(what: str, place: int, counts: dict[str, int], flagged: list[Any], clear: list[Any], rng: random.Random) -> Rows:
    text = Text()
    if what == "u":
        reasons = [f"its bytes are in no encoding: at {rng.randrange(4000)}", "it is empty", "it is 134,217,728 bytes, more than the 100 MB that are read"]
        failed = rng.random() < 0.3
        path, outcome = f"lost/{place}.html", Outcome.FAILED if failed else Outcome.SKIPPED
        unread = Unread(path, path, outcome, reasons[0] if failed else rng.choice(reasons[1:]))
        return rows_of(Report(unread.id, unread.path, unread.outcome, unread.reason, Verdict.REVIEW), text)
    document, report = rng.choice(flagged if what == "f" else clear)
    counts["flagged" if what == "f" else "clear"] += 1
    fields = fields_of(rng, f"{document.fields[0].value} {place}")
    document = document._replace(id=f"a-{place:07}", fields=tuple(Field(name, value, 1, 1) for name, value in fields.items()))
    text.add(document)
    return rows_of(report._replace(id=document.id), text)


def _clusters(folder: Path) -> None:
    """Clusters of the documents of the first unit that have the same text."""
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    query = (
        f"SELECT d.unit, d.number, d.id, d.date, t.text FROM read_parquet('{folder}/findings/documents/*.parquet') d "
        f"JOIN read_parquet('{folder}/findings/texts/*.parquet') t ON d.unit = t.unit AND d.number = t.number WHERE d.unit = '00000000'"
    )
    rows = duckdb.sql(query).fetchall()
    by_text: dict[str, list[Any]] = {}
    for row in rows:
        by_text.setdefault(row[4], []).append(row)
    groups = sorted((sorted(group, key=lambda row: row[3]) for group in by_text.values() if len(group) > 1), key=lambda group: -len(group))[:12]
    pairs, members = [], []
    for cluster, group in enumerate(groups):
        for place, row in enumerate(group):
            members.append((cluster, place, row[0], row[1], row[2], row[3], 1.0))
            if place:
                size = len(row[4])
                passages = [[0, size // 2, 0, size // 2, 1.0, "verbatim"], [size // 2 + 40, size, size // 2 + 40, size, 0.98, "near_verbatim"]]
                pairs.append((group[0][0], group[0][1], row[0], row[1], 400, 0.98, json.dumps(passages)))
    for name, schema, listed in (("pairs", PAIRS, pairs), ("clusters", CLUSTERS, members)):
        columns = [pa.array(column, type) for column, type in zip(zip(*listed, strict=True), schema.types, strict=True)]
        pq.write_table(pa.table(columns, schema=schema), folder / "findings" / f"{name}.parquet")


def measure(run_folder: Path, target: Path) -> dict[str, float]:
    """Makes the report of a run; processor seconds by step, and what it takes on the disk."""
    ledger = load_ledger(str(run_folder / "ledger.toml"))
    start = time.process_time()
    with open_run(str(run_folder), MOMENT, ledger=ledger) as run:
        summary = summarise(run)
        numbers = time.process_time()
        write_html(run, summary, f"{target}/")
        end = time.process_time()
    sizes = [path.stat() for path in target.rglob("*") if path.is_file()]
    return {
        "numbers_s": numbers - start, "pages_s": end - numbers, "files": len(sizes), "bytes": sum(it.st_size for it in sizes),
        "on_disk": sum(it.st_blocks * 512 for it in sizes), "resident": _resident(),
    }  # fmt: skip


def loading(target: Path, times: int = 7) -> dict[str, float]:
    """Milliseconds until the load event of some pages, medians, taken in turns; and until the whole list can be searched."""
    empty = target.parent / "empty.html"
    empty.write_text("<!DOCTYPE html><title>empty</title><p>empty", "utf-8")
    document = next((target / "pages").rglob("d-*.html"))
    pages = {"empty": empty, "first": target / "index.html", "documents": target / "documents.html", "document": document}
    found: dict[str, list[float]] = {name: [] for name in pages}
    with Browser() as browser:
        browser.size(1400, 900)
        for _ in range(times):
            for name, path in pages.items():
                browser.open(path.as_uri())
                browser.until("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
                found[name].append(browser.ask("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        browser.open(pages["documents"].as_uri())
        start = time.monotonic()
        browser.until("document.querySelector('[data-found]').textContent && !document.querySelector('[data-found]').textContent.includes('so far')")
        whole = (time.monotonic() - start) * 1000
    return {**{name: statistics.median(some) for name, some in found.items()}, "whole list": whole}


def _resident() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def main(arguments: list[str]) -> int:
    """Runs the measurement and prints it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=7, help="how often each page is loaded")
    parser.add_argument("--folder", type=Path, help="where run and report are kept; a run that is there is used again")
    options = parser.parse_args(arguments)
    with _folder(options.folder) as folder:
        run, target = folder / "run", folder / "report"
        if not (run / "manifest.json").exists():
            make_run(run, options.documents, distinct=min(600, options.documents + 10))
        made = measure(run, target)
        print(f"documents          {options.documents:>12,}")
        print(f"numbers            {made['numbers_s']:>12.1f} s of processor time")
        print(f"pages              {made['pages_s']:>12.1f} s of processor time, {options.documents / made['pages_s']:,.0f} documents a second")
        print(f"memory, at most    {made['resident'] / 1e6:>12,.0f} MB")
        print(f"size               {made['bytes'] / 1e6:>12,.0f} MB in {made['files']:,.0f} files, {made['on_disk'] / 1e6:,.0f} MB on disk")
        if BROWSER is None:
            print("there is no Chromium: the time to load was not measured")
            return 0
        for name, milliseconds in loading(target, options.times).items():
            print(f"{name:<19}{milliseconds:>12,.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
