"""Writes the report: one file that holds everything, or a folder with a page a document."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from compliance.batch.findings.read import Findings
from compliance.batch.report.html.clusters import cluster_list, cluster_pages, clusters_of
from compliance.batch.report.html.document import Around, SourceText, document, title_of
from compliance.batch.report.html.embedded import embedded
from compliance.batch.report.html.listing import Listing, flagged_of
from compliance.batch.report.html.overview import overview
from compliance.batch.report.html.pages import Frame, Pages, asset, section_title
from compliance.batch.report.html.places import Links, Place, document_place
from compliance.batch.report.html.sections import decisions, documents, ledger, unread
from compliance.batch.report.html.sources import archive_texts
from compliance.batch.report.html.times import day
from compliance.batch.report.model import Summary
from compliance.batch.report.opening import Run
from compliance.batch.report.summary import summarise

MARK = "report.js"
"""The file by which a folder is known for a report."""


TOP = 300
"""Clusters that have a page, and rows of the ledger."""


class Options(NamedTuple):
    """How much the report shows; what is left out is said on its pages.

    `pages` is how many documents have a page of their own, in a folder; `single` how many in one file, and what decides between both
    where nobody does; `rows` and `single_rows` how many documents the list has; `text` how many code points of a long text are shown.
    """

    pages: int = 100_000
    single: int = 400
    rows: int = 250_000
    single_rows: int = 20_000
    text: int = 120_000


class NotAReport(ValueError):
    """A folder that is in the way: it is not empty and no report. The text names it and the way out."""


def write_html(
    run: Run, summary: Summary, target: str | os.PathLike[str], *, options: Options = Options(),  # noqa: B008 - immutable
    sources: SourceText | None = None, tick: Callable[[int, int], None] = lambda done, total: None,
) -> Path:
    """Writes the report of a run and returns its first page.

    Args:
        run: as `opening.open_run` gives it, from a folder of findings.
        summary: its numbers (`summary.summarise`).
        target: a file where its name ends in .html or .htm; a folder where it ends in a slash or is one; else a folder where there are
            more documents to show than fit one file, and a file of that name with .html added where there are not.
        options: how much is shown.
        sources: gives the text of an archive's source by its id; where it is not given, the archives that the manifest names are asked.
        tick: called with the number of document pages that are written, and of all.
    Raises:
        NotAReport: the target is a folder that holds something else.
        OSError: something cannot be read or written.
    """
    if summary.clusters.clusters > len(summary.clusters.listed) or summary.leases_more or summary.unchecked_more:
        summary = summarise(run, max(TOP, len(summary.clusters.listed)), summary.within)  # pages have room for more than a table has
    name = os.fspath(target)
    is_folder = name.endswith(("/", os.sep)) or os.path.isdir(name)
    is_file = not is_folder and name.lower().endswith((".html", ".htm"))
    single = is_file or not is_folder and flagged_of(run) <= options.single
    listing = Listing(run, options.single_rows if single else options.rows, options.single if single else options.pages)
    with archive_texts(run.manifest) if sources is None else nullcontext(sources) as texts:
        site = _Site(run, summary, listing, Links(single), options, texts, tick)
        return _write_file(site, Path(name if is_file else f"{name}.html")) if single else _write_folder(site, Path(name))


class _Site:
    """The pages of one report, as they come."""

    def __init__(
        self, run: Run, summary: Summary, listing: Listing, links: Links, options: Options, sources: SourceText, tick: Callable[[int, int], None]
    ) -> None:
        self.run, self.summary, self.listing, self.links = run, summary, listing, links
        self.options, self.sources, self.tick = options, sources, tick
        sections: dict[str, int | None] = {"overview": None, "documents": summary.checked}
        if summary.clusters.clusters:
            sections["clusters"] = summary.clusters.clusters
        sections["decisions"] = summary.flags.decided
        if summary.leases:
            sections["ledger"] = len(summary.leases) + summary.leases_more
        sections["unread"] = summary.skipped + summary.failed
        self.sections: Mapping[str, int | None] = sections
        made = f"Made by editorial-compliance from the findings of a batch, as they and the decisions stood on {day(summary.moment)}."
        self.pages = Pages(Frame(links, listing.has_page, sections, made))

    def all(self, data: list[Markup]) -> Iterator[tuple[Place, str, str]]:
        """Every page: its place, its title and its body. `data` is what the list of a single file holds."""
        run, summary, listing, pages = self.run, self.summary, self.listing, self.pages
        made: dict[str, Callable[[], dict[str, Any]]] = {
            "overview": lambda: overview(summary, listing, self.links, self.sections),
            "documents": lambda: {**documents(summary, listing, pages), "data": data},
            "clusters": lambda: cluster_list(summary, self.links), "decisions": lambda: decisions(run, summary, listing, pages),
            "ledger": lambda: ledger(summary, listing, pages), "unread": lambda: unread(run, summary),
        }  # fmt: skip
        for name in self.sections:
            at = Place(name)
            yield at, section_title(name), pages.body(name, at, **made[name]())
        with Findings(run.folder, run.manifest) as findings:
            yield from self.documents(findings)
            for cluster, at, values in cluster_pages(run, summary, self.links, findings.text) if summary.clusters.listed else ():
                yield at, cluster.first.title or cluster.first.id, pages.body("cluster", at, **values)

    def documents(self, findings: Findings) -> Iterator[tuple[Place, str, str]]:
        """The pages of documents, in the order of their keys."""
        listing = self.listing
        clusters = clusters_of(self.run, self.summary) if self.summary.clusters.listed else {}
        deciding = self.run.deciding
        wanted = findings.reports(lambda row: (row["unit"], row["number"]) in listing.paged, texts=True)
        for done, entry in enumerate(wanted, 1):
            key = entry.unit, entry.number
            at = document_place(*key)
            report = deciding.settle(entry.report) if deciding and entry.report.flags else entry.report
            around = Around(self.links, self.sections, self.sources, clusters.get(key), self.options.text)
            yield at, title_of(entry.row), self.pages.body("document", at, **document(entry, report, at, around))
            self.tick(done, len(listing.paged))


def _write_file(site: _Site, target: Path) -> Path:
    """One file; it is put in place when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    listing = site.listing
    data = [Markup(embedded(block)) for block in (listing.names(), *map(listing.part, range(listing.parts)))]  # noqa: S704 - `embedded` leaves no markup
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            head, foot = site.pages.outside(Place("overview"), "Compliance report")
            file.write(head)
            for at, title, body in site.all(data):
                file.write(f'<section class="view" id="{at.name}" aria-label="{_attribute(title)}">\n{body}\n</section>\n')
            file.write(foot)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def _write_folder(site: _Site, target: Path) -> Path:
    """A folder; it is put in place, or in that of an earlier report, when it is whole."""
    if target.exists() and not (target / MARK).is_file() and any(target.iterdir()):
        raise NotAReport(f"{target} is a folder that holds something else; name another, or a file that ends in .html")
    target.parent.mkdir(parents=True, exist_ok=True)
    part, old = (target.with_name(f".{target.name}.{what}") for what in ("part", "old"))
    shutil.rmtree(part, ignore_errors=True)
    try:
        (part / "data").mkdir(parents=True)
        _write(part / "report.css", asset("report.css"))
        _write(part / MARK, asset(MARK))
        _write(part / "data" / "names.js", f'complianceReport("names",{embedded(site.listing.names())});\n')
        for number in range(site.listing.parts):
            _write(part / "data" / f"rows-{number}.js", f"complianceReport({number},{embedded(site.listing.part(number))});\n")
        folders: set[Path] = set()
        for at, title, body in site.all([]):
            path = part / at.path
            if path.parent not in folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(path.parent)
            _write(path, site.pages.page(at, title, body))
        if target.exists():
            target.replace(old)
        part.replace(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return target / "index.html"


def _write(path: Path, text: str) -> None:
    # What is no character, such as half a surrogate pair, was made visible before; nothing else may stop a page.
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def _attribute(text: str) -> str:
    from markupsafe import escape

    from compliance.batch.report.html.shown import shown

    return str(escape(shown(" ".join(text.split()))))
