"""Which documents a report is about, and the views of them, their flags, facts and holders."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from compliance.model import Verdict


class Wanted(NamedTuple):
    """Which documents a report is about; what is empty holds for all, of several words in one field one must fit.

    `verdict` is the verdict after decisions, of documents that were checked. The others are names, in any case, with `*` and `?` for
    what may stand there: `holder` is the id or the name of somebody whom a fact or a match names, `rule` that of a flag or reason.
    """

    verdict: tuple[Verdict, ...] = ()
    holder: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()

    def told(self) -> str:
        """The filter for people; empty where all is wanted."""
        return ", ".join(f"{name} {' or '.join(map(str, words))}" for name, words in zip(self._fields, self, strict=True) if words)


def choose(connection: Any, wanted: Wanted) -> None:
    """Makes the table `wanted`, where not all is, and the views of what is wanted."""
    connection.execute(_KNOWN)
    connection.execute(f"CREATE VIEW everything AS {_EVERYTHING}")
    connection.execute(f"CREATE VIEW all_holding AS {_HOLDING}")
    conditions, values = _conditions(wanted)
    if conditions:
        connection.execute(f"CREATE TABLE wanted AS SELECT d.unit, d.number FROM everything d WHERE {' AND '.join(conditions)}", values)
    derive(connection, bool(conditions))


def derive(connection: Any, only: bool, temporary: bool = False) -> None:
    """Makes the views that `Run` tells of."""
    create = "CREATE OR REPLACE TEMP VIEW" if temporary else "CREATE OR REPLACE VIEW"
    semi = " SEMI JOIN wanted USING (unit, number)" if only else ""
    views = {
        "everything": _EVERYTHING, "all_holding": _HOLDING, "chosen": f"SELECT * FROM everything{semi}", "flagged": _FLAGGED.format(only=semi),
        "stated": f"SELECT * FROM facts{semi}", "matched": f"SELECT * FROM matches{semi}", "holding": f"SELECT * FROM all_holding{semi}",
    }  # fmt: skip
    for name, query in views.items():
        connection.execute(f"{create} {name} AS {query}")


_EVERYTHING = """SELECT d.* REPLACE (coalesce(s.verdict, d.verdict::VARCHAR) AS verdict), d.verdict::VARCHAR AS found,
    coalesce(s.reasons, d.reasons) AS open_reasons FROM documents d LEFT JOIN settled s USING (unit, number)"""

_FLAGGED = """SELECT * EXCLUDE (inline), (action = '' OR lapsed <> '') AS open FROM (
    SELECT f.*, nullif(f.decision, '') AS inline,
        coalesce(t.action, inline ->> '$.action', '') AS action, coalesce(t.who, inline ->> '$.by', '') AS decided_by,
        coalesce(t.reason, inline ->> '$.reason', '') AS decided_because, coalesce(t.time, inline ->> '$.time', '') AS decided_at,
        coalesce(t.until, inline ->> '$.until', '') AS decided_until, coalesce(t.scope, inline ->> '$.scope', '') AS scope,
        coalesce(t.lapsed, inline ->> '$.lapsed', '') AS lapsed
    FROM flags f LEFT JOIN decided t USING (unit, place){only})"""

_KNOWN = """CREATE TABLE known_holders AS SELECT rtrim(lower(trim(holder)), ' .') AS lowered, min(holder_id::VARCHAR) AS known FROM facts
    WHERE holder_id <> '' AND trim(holder) <> '' GROUP BY lowered"""

_HOLDING = """
    WITH named AS (
        SELECT unit, number, coalesce(holder_id::VARCHAR, '') AS id, trim(coalesce(holder, '')) AS name, rtrim(lower(name), ' .') AS lowered_name FROM facts
        UNION ALL SELECT unit, number, '', trim(coalesce(record ->> '$.source.holder', '')) AS name, rtrim(lower(name), ' .') FROM matches)
    SELECT DISTINCT unit, number, coalesce(nullif(id, ''), known, lowered_name) AS key, coalesce(nullif(id, ''), known, '') AS id, name
    FROM named LEFT JOIN known_holders ON lowered_name = lowered WHERE name <> '' OR id <> ''"""
"""Who is named as a holder; a name without an id has that of the same name where another document has one. Names are the
same in any case, with or without a full stop at their end."""


def _conditions(wanted: Wanted) -> tuple[list[str], list[Any]]:
    """What must hold of a document, with the values of the marks in it."""
    found: list[str] = []
    values: list[Any] = []
    if wanted.verdict:
        found.append("d.outcome = 'checked' AND list_contains(?::VARCHAR[], d.verdict)")
        values.append([str(verdict) for verdict in wanted.verdict])
    for name in ("source", "section"):
        words = getattr(wanted, name)
        if words:
            found.append(_fits(f"d.{name}::VARCHAR", words, values))
    if wanted.holder:
        both = f"{_fits('h.name', wanted.holder, values)} OR {_fits('h.id', wanted.holder, values)}"
        found.append(f"(d.unit, d.number) IN (SELECT (h.unit, h.number) FROM all_holding h WHERE {both})")
    if wanted.rule:
        flags = f"SELECT (f.unit, f.number) FROM flags f WHERE {_fits('f.rule::VARCHAR', wanted.rule, values)}"
        told = f"SELECT unit, number, unnest({REASONS.format('reasons')}).rule AS rule FROM documents"
        reasons = f"SELECT (r.unit, r.number) FROM ({told}) r WHERE {_fits('r.rule', wanted.rule, values)}"
        found.append(f"((d.unit, d.number) IN ({flags}) OR (d.unit, d.number) IN ({reasons}))")
    return found, values


_REASON = ", ".join(f'"{name}":"VARCHAR"' for name in ("verdict", "rule", "message", "licence", "missing"))
REASONS = f"""from_json(coalesce(nullif({{}}, ''), '[]'), '[{{{{{_REASON}}}}}]')"""
"""The reasons of a column as a list of structures."""


def _fits(column: str, words: Sequence[str], values: list[Any]) -> str:
    values += [word.lower() for word in words]
    return "(" + " OR ".join(f"lower({column}) GLOB ?" for _ in words) + ")"
