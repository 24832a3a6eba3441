"""The numbers of a run: each is one query over its tables, so that a run of millions of documents takes no more memory than a small one."""

from typing import Any

from compliance.batch.report.grouping import VERDICTS, by_value, holders, months
from compliance.batch.report.ledger import leases
from compliance.batch.report.model import (
    Cause, Cluster, Clusters, Deciders, Flags, Name, RuleCount, Since, Summary, Unchecked, Verdicts,
)
from compliance.batch.report.opening import Run
from compliance.batch.report.views import REASONS
from compliance.model import LOOSE, Finding, Kind

TOP = 20
"""Rows of a list that may be long, where nobody says how many."""
EXAMPLES = 3
WITHIN = 90
"""Days in which a licence counts as ending, as in `compliance ledger expiring`."""

_NAME = "{'unit': unit, 'number': number, 'id': id, 'title': title}"
_FIRST = f"min_by({_NAME}, (unit, number), {EXAMPLES})"
_BINDING = sorted([*(kind.value for kind in Kind if kind not in LOOSE), Finding.REUSE.value, Finding.QUOTATION.value])


def summarise(run: Run, top: int = TOP, within: int = WITHIN) -> Summary:
    """The numbers of the documents that a run was opened for.

    Args:
        run: as `opening.open_run` gives it.
        top: how many rows a list that may be long has; what is beyond is counted.
        within: days from the run's moment in which a licence counts as ending.
    """
    documents, checked, skipped, failed, characters, facts, matches, *verdicts = run.one(
        "SELECT count(*), count(*) FILTER (outcome = 'checked'), count(*) FILTER (outcome = 'skipped'), count(*) FILTER (outcome = 'failed'), "
        f"coalesce(sum(characters), 0)::BIGINT, coalesce(sum(facts), 0)::BIGINT, coalesce(sum(matches), 0)::BIGINT, {VERDICTS}, "
        f"{VERDICTS.replace('verdict =', 'found =')} FROM chosen"
    )
    unchecked, more = _unchecked(run, top)
    listed, leases_more = leases(run, top, within)
    return Summary(
        run.manifest, run.moment, run.wanted.told(), documents, checked, skipped, failed, found=Verdicts(*verdicts[4:]), verdicts=Verdicts(*verdicts[:4]),
        characters=characters, facts=facts, matches=matches, flags=_flags(run), causes=_causes(run),
        holders=holders(run, top), sections=by_value(run, "section", top), sources=by_value(run, "source", top), domains=by_value(run, "domain", top),
        months=months(run, top), rules=_rules(run), deciders=_deciders(run), unchecked=unchecked, unchecked_more=more, clusters=_clusters(run, top),
        leases=listed, leases_more=leases_more, within=within,
        has_ledger=bool(run.one("SELECT count(*) FROM (SELECT 1 FROM documents WHERE reasons NOT IN ('', '[]') LIMIT 1)")[0]), since=_since(run, top),
    )  # fmt: skip


def _flags(run: Run) -> Flags:
    by = ", ".join(f"count(*) FILTER (open AND severity = '{severity}')" for severity in Flags._fields[:3])
    return Flags(*run.one(f"SELECT {by}, count(*) FILTER (NOT open), count(*) FILTER (lapsed <> '') FROM flagged"))


def _causes(run: Run) -> tuple[Cause, ...]:
    """What keeps documents back, the gravest verdict first, then what holds back most."""
    reasons = REASONS.format("open_reasons")
    query = f"""
        WITH kept AS (SELECT unit, number, id, title, verdict, unnest({reasons}) AS reason FROM chosen WHERE outcome = 'checked' AND verdict <> 'clear'),
        told AS (SELECT DISTINCT ON (unit, number, reason.rule) unit, number, id, title, verdict, reason.rule AS rule, reason.message AS message
            FROM kept WHERE reason.verdict = verdict ORDER BY unit, number, reason.rule, reason.message),
        untold AS (SELECT unit, number, id, title, verdict FROM chosen ANTI JOIN told USING (unit, number) WHERE outcome = 'checked' AND verdict <> 'clear'),
        bound AS (SELECT DISTINCT ON (u.unit, u.number, f.rule) u.*, f.rule::VARCHAR AS rule, f.message AS message
            FROM untold u JOIN flagged f USING (unit, number) WHERE f.open AND list_contains(?::VARCHAR[], f.kind) ORDER BY u.unit, u.number, f.rule, f.place)
        SELECT verdict, rule, count(*) AS documents, min_by(message, (unit, number)), {_FIRST} FROM (FROM told UNION ALL BY NAME FROM bound)
        GROUP BY verdict, rule ORDER BY {GRAVITY_ORDER}, documents DESC, rule"""
    return tuple(Cause(verdict, rule, count, message, names(some)) for verdict, rule, count, message, some in run.rows(query, [_BINDING]))


GRAVITY_ORDER = "list_position(['blocked', 'review', 'duties', 'clear'], verdict)"


def names(listed: Any) -> tuple[Name, ...]:
    """Documents as a query's list of structures gives them."""
    return tuple(Name(it["unit"], it["number"], it["id"], it["title"] or "") for it in listed or ())


def _rules(run: Run) -> tuple[RuleCount, ...]:
    query = """FROM (SELECT rule::VARCHAR AS rule, kind::VARCHAR AS kind, severity::VARCHAR AS severity, count(DISTINCT (unit, number)),
            count(*) FILTER (open) AS open, count(*) FILTER (NOT open) AS decided, count(*) FILTER (lapsed <> '') FROM flagged GROUP BY ALL)
        ORDER BY list_position(['error', 'warning', 'note'], severity), open DESC, decided DESC, rule, kind"""
    return tuple(RuleCount(*row) for row in run.rows(query))


def _deciders(run: Run) -> tuple[Deciders, ...]:
    query = """SELECT decided_by, action, count(*) FILTER (NOT open) AS stand, count(*) FILTER (open), count(DISTINCT (unit, number)), max(decided_at)
        FROM flagged WHERE action <> '' GROUP BY decided_by, action ORDER BY stand DESC, decided_by, action"""
    return tuple(Deciders(*row) for row in run.rows(query))


def _unchecked(run: Run, top: int) -> tuple[tuple[Unchecked, ...], int]:
    plain = r"regexp_replace(coalesce(reason, ''), '(^|[^\w-])\d[\d.,]*', '\1#', 'g')"
    query = f"""
        SELECT outcome::VARCHAR AS outcome, CASE WHEN min(reason) = max(reason) THEN min(reason) ELSE {plain} END AS told, count(*) AS documents, {_FIRST}
        FROM chosen WHERE outcome <> 'checked' GROUP BY outcome, {plain} ORDER BY outcome = 'skipped', documents DESC, told LIMIT ?"""
    found = tuple(Unchecked(outcome, told or "", count, names(some)) for outcome, told, count, some in run.rows(query, [top]))
    total = run.one("SELECT count(*) FROM chosen WHERE outcome <> 'checked'")[0]
    return found, total - sum(it.documents for it in found)


def _clusters(run: Run, top: int) -> Clusters:
    """Clusters with a document that is wanted."""
    run.connection.execute("CREATE OR REPLACE TABLE clustered AS SELECT DISTINCT cluster FROM clusters SEMI JOIN chosen USING (unit, number)")
    sizes = "SELECT c.cluster, count(*) AS size FROM clusters c SEMI JOIN clustered USING (cluster) GROUP BY c.cluster"
    clusters, documents = run.one(f"SELECT count(*), coalesce(sum(size), 0)::BIGINT FROM ({sizes})")
    if not clusters:
        return Clusters()
    by_size = tuple(run.rows(f"SELECT size, count(*) FROM ({sizes}) GROUP BY size ORDER BY size DESC"))
    query = f"""
        WITH shown AS (FROM ({sizes}) ORDER BY size DESC, cluster LIMIT ?),
        texts AS (SELECT c.cluster, c.place AS rank, c.unit, c.number, c.date, e.id, e.title, e.source::VARCHAR AS source, e.verdict, e.outcome,
                (w.unit IS NOT NULL) AS wanted FROM clusters c JOIN shown USING (cluster) JOIN everything e USING (unit, number)
                LEFT JOIN (SELECT unit, number FROM chosen) w USING (unit, number)),
        sourced AS (SELECT cluster, max_by(source, (count, 0), 5) AS sources FROM (SELECT cluster, source, count(*) AS count FROM texts WHERE source <> ''
            GROUP BY ALL ORDER BY ALL) GROUP BY cluster)
        SELECT t.cluster, count(*) AS size, count(*) FILTER (wanted), min_by({_NAME}, rank, 1), coalesce(min_by(date, rank), ''), coalesce(max(date), ''),
            any_value(s.sources), {VERDICTS} FROM texts t LEFT JOIN sourced s ON s.cluster = t.cluster GROUP BY t.cluster ORDER BY size DESC, t.cluster"""
    listed = tuple(
        Cluster(number, size, wanted, names(first)[0], date, last, tuple(sources or ()), Verdicts(*verdicts))
        for number, size, wanted, first, date, last, sources, *verdicts in run.rows(query, [top])
    )
    return Clusters(listed, clusters, documents, by_size)


def _since(run: Run, top: int) -> Since | None:
    told = run.manifest.get("since")
    if not isinstance(told, dict):
        return None
    new, changed, unchanged, gone = (int(told.get(name) or 0) for name in ("new", "changed", "unchanged", "gone"))
    listed: tuple[str, ...] = ()
    if run.has("gone"):
        listed = tuple(id for (id,) in run.rows("SELECT id FROM gone ORDER BY id LIMIT ?", [top]))
    return Since(str(told.get("manifest") or ""), new, changed, unchanged, gone, listed)
