"""A row a domain: how many of its documents say what of their rights, and how many a policy allows."""

from compliance.batch.report.allowed import Policy
from compliance.batch.report.answers import Watch, answer_all
from compliance.batch.report.flat import Kind, Table
from compliance.batch.report.grouping import VERDICTS
from compliance.batch.report.model import Verdicts
from compliance.batch.report.opening import Run

_COUNTS = {
    "notices": "notice", "reserved": "reserved", "restrictions": "forbidden", "mining_reservations": "mining", "licences": "licensed",
    "part_licences": "part_licensed", "disagreements": "disagreeing", "allowed": "allowed",
}  # fmt: skip


def table(run: Run, policy: Policy, watch: Watch = iter) -> Table:
    """The domains with most documents first; documents without an address are a row without a name. `licence` and `holder` are those
    that most of its documents name. `watch` sees the documents pass by."""
    answer_all(run, policy, watch)
    counts = ", ".join(f"count(*) FILTER ({column})" for column in _COUNTS.values())
    most = "min_by(name, (-often, name))"
    query = f"""
        WITH licences AS (SELECT domain, {most} AS licence FROM (SELECT domain, licence AS name, count(*) AS often FROM answers WHERE licence <> ''
            GROUP BY ALL) GROUP BY domain),
        holders AS (SELECT domain, {most} AS holder, count(*) AS holders FROM (SELECT domain, holder AS name, count(*) AS often FROM answers WHERE holder <> ''
            GROUP BY ALL) GROUP BY domain),
        counted AS (SELECT domain, count(*) AS documents, count(*) FILTER (outcome <> 'checked'), {counts}, {VERDICTS}, sum(characters)::BIGINT
            FROM answers GROUP BY domain)
        SELECT c.*, coalesce(licence, ''), coalesce(holder, ''), coalesce(holders, 0) FROM counted c LEFT JOIN licences USING (domain)
        LEFT JOIN holders USING (domain) ORDER BY documents DESC, domain"""
    numbers = ("documents", "not_checked", *_COUNTS, *Verdicts._fields, "characters")
    columns = (("domain", Kind.TEXT), *((name, Kind.NUMBER) for name in numbers), ("licence", Kind.TEXT), ("holder", Kind.TEXT), ("holders", Kind.NUMBER))
    return Table(columns, run.rows(query))
