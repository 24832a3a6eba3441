"""The pages of clusters: their texts in order, the earliest first, and where each differs from an earlier one."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from compliance.batch.report.html.document import side_by_side
from compliance.batch.report.html.pictures import verdict_bar
from compliance.batch.report.html.places import Links, Place, cluster_place
from compliance.batch.report.model import Cluster, Name, Summary
from compliance.batch.report.opening import Run
from compliance.output.phrases import plural

MEMBERS = 200
"""Texts of a cluster that are listed."""
COMPARED = 8
"""Texts of a cluster that are shown beside an earlier one."""
PASSAGES = 4
"""Passages of each that are shown, the longest."""
_LONGEST = 6_000  # code points of a passage

TextOf = Callable[[str, int], str | None]
"""Gives the text of a document by its key, where it was kept."""


class Member(NamedTuple):
    """A text of a cluster; `place` counts from 1, `share` is that of its strongest tie."""

    place: int
    name: Name
    source: str
    date: str
    verdict: str
    share: str


class Pair(NamedTuple):
    """Two texts of a cluster, the earlier first, and the passages that both have: start, end, other start, other end, alike, kind."""

    one: tuple[str, int]
    other: tuple[str, int]
    share: float
    passages: list[list[Any]]


def cluster_list(summary: Summary, links: Links) -> dict[str, Any]:
    """What the template of the list of clusters shows."""
    at = Place("clusters")
    found = summary.clusters
    most = max((it.size for it in found.listed), default=0)
    shown = f" The {len(found.listed):,} largest are shown." if found.clusters > len(found.listed) else ""
    return {
        "about": f"{found.documents:,} texts of this run hang together in {found.clusters:,} {plural(found.clusters, 'cluster')} by the passages that they "
        f"share.{shown}",
        "rows": [
            {
                "size": it.size, "title": it.first.title or it.first.id, "href": links.to(cluster_place(it.number), at),
                "first": it.date[:10], "last": it.last[:10], "sources": ", ".join(it.sources),
                "bar": verdict_bar(it.verdicts, f"Verdicts of {it.size:,} texts", most),
            }
            for it in found.listed
        ],
    }  # fmt: skip


def cluster_pages(run: Run, summary: Summary, links: Links, text_of: TextOf) -> Iterator[tuple[Cluster, Place, dict[str, Any]]]:
    """The clusters that are listed, each with the place of its page and what its template shows."""
    run.connection.execute("CREATE OR REPLACE TABLE shown_clusters AS SELECT unnest(?::BIGINT[]) AS cluster", [[it.number for it in summary.clusters.listed]])
    run.connection.execute(
        """CREATE OR REPLACE TABLE members AS SELECT c.cluster, c.place, c.unit, c.number, coalesce(d.id, c.id) AS id, coalesce(d.title, '') AS title,
        coalesce(d.source::VARCHAR, '') AS source, coalesce(c.date, '') AS date, CASE WHEN d.outcome = 'checked' THEN d.verdict ELSE '' END AS verdict, c.share
        FROM clusters c SEMI JOIN shown_clusters USING (cluster) LEFT JOIN everything d USING (unit, number) WHERE c.place < ?""",
        [MEMBERS],
    )
    run.connection.execute(
        """CREATE OR REPLACE TABLE ties AS SELECT m.cluster, m.place AS one_place, o.place AS other_place, p.* FROM pairs p
        JOIN members m USING (unit, number) JOIN members o ON o.unit = p.other_unit AND o.number = p.other_number AND o.cluster = m.cluster"""
    )
    for cluster in summary.clusters.listed:
        yield cluster, cluster_place(cluster.number), _cluster(run, cluster, links, text_of)


def clusters_of(run: Run, summary: Summary) -> dict[tuple[str, int], tuple[Place, int]]:
    """For each text of the listed clusters the page of its cluster, and how many others there are."""
    query = "SELECT cluster, unit, number FROM clusters WHERE list_contains(?::BIGINT[], cluster)"
    sizes = {it.number: it.size for it in summary.clusters.listed}
    return {(unit, number): (cluster_place(cluster), sizes[cluster] - 1) for cluster, unit, number in run.rows(query, [list(sizes)])}


def _cluster(run: Run, cluster: Cluster, links: Links, text_of: TextOf) -> dict[str, Any]:
    query = "SELECT place, unit, number, id, title, source, date, verdict, share FROM members WHERE cluster = ? ORDER BY place"
    members = [
        Member(place + 1, Name(unit, number, id, title), source, date[:10], verdict, f"{share:.0%}" if share is not None else "")
        for place, unit, number, id, title, source, date, verdict, share in run.rows(query, [cluster.number])
    ]
    pairs, more = _pairs(run, cluster.number)
    texts = {key: text_of(*key) for key in sorted({key for pair in pairs for key in (pair.one, pair.other)})}
    known = {(member.name.unit, member.name.number): member for member in members}
    compared = [_comparison(pair, known, texts) for pair in pairs]
    span = f", from {cluster.date[:10]} to {cluster.last[:10]}" if cluster.date and cluster.last and cluster.date[:10] != cluster.last[:10] else ""
    return {
        "title": cluster.first.title or cluster.first.id, "about": f"{cluster.size:,} texts that share passages{span}, the earliest first. "
        "“Shared” is how much of the shorter of two texts the strongest tie covers.",
        "back": links.to(Place("clusters"), cluster_place(cluster.number)), "members": members, "members_more": max(0, cluster.size - len(members)),
        "comparisons": compared,
        "comparisons_note": f"{more:,} more texts share passages with an earlier one and are not shown side by side." if more > 0 else "",
    }  # fmt: skip


def _pairs(run: Run, cluster: int) -> tuple[list[Pair], int]:
    """For each text but the first the tie with the earliest other text; and how many such ties are left out."""
    query = """SELECT unit, number, other_unit, other_number, one_place, other_place, share, passages FROM ties WHERE cluster = ?
        QUALIFY row_number() OVER (PARTITION BY greatest(one_place, other_place) ORDER BY least(one_place, other_place), share DESC) = 1
        ORDER BY greatest(one_place, other_place)"""
    found = []
    for unit, number, other_unit, other_number, one, other, share, passages in run.rows(query, [cluster]):
        listed = json.loads(passages or "[]")
        if one <= other:
            found.append(Pair((unit, number), (other_unit, other_number), share, listed))
        else:
            turned = [[c, d, a, b, *rest] for a, b, c, d, *rest in listed]
            found.append(Pair((other_unit, other_number), (unit, number), share, turned))
    return found[:COMPARED], len(found) - COMPARED


def _comparison(pair: Pair, known: dict[tuple[str, int], Member], texts: Mapping[tuple[str, int], str | None]) -> dict[str, Any]:
    one, other = known[pair.one], known[pair.other]
    first, second = texts.get(pair.one), texts.get(pair.other)
    ranked = sorted(pair.passages, key=lambda it: it[0] - it[1])[:PASSAGES]
    longest = sorted(ranked, key=lambda it: it[2])
    shown = [
        side_by_side(first[a : min(b, a + _LONGEST)], second[c : min(d, c + _LONGEST)], f"Text {one.place}", f"Text {other.place}")
        for a, b, c, d, *_ in longest
    ] if first and second else []  # fmt: skip
    left = len(pair.passages) - len(shown)
    note = "" if first and second else "Their texts were not kept."
    if shown and left > 0:
        note = f"{left:,} more {plural(left, 'passage')} of both, all shorter, are not shown."
    return {
        "title": f"Text {other.place} beside text {one.place}", "passages": shown, "note": note,
        "told": f"{len(pair.passages):,} {plural(len(pair.passages), 'passage')} in common, {pair.share:.0%} of the shorter text",
    }  # fmt: skip
