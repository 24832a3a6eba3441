"""The documents of a run, one by one in their order, each with what was found in it in a few words."""

from collections.abc import Iterator
from typing import NamedTuple

from compliance.batch.report.opening import Run

_WORDS = 8
"""How many rules, holders or licences are named of one document; the others are counted with `…`."""


class Listed(NamedTuple):
    """A document in a list. `found` is the verdict of the check, `verdict` that after decisions; both are empty of a document that
    was not checked. `errors`, `warnings` and `notes` count open flags. `rule`, `message` and `missing` are those of the gravest
    reason that is open. `digest` is hexadecimal, `cluster` empty where it is in none."""

    unit: str
    number: int
    id: str
    path: str
    input: str
    outcome: str
    reason: str
    verdict: str
    found: str
    title: str
    author: str
    address: str
    domain: str
    source: str
    section: str
    date: str
    characters: int
    digest: str
    facts: int
    flags: int
    matches: int
    errors: int
    warnings: int
    notes: int
    decided: int
    lapsed: int
    rules: tuple[str, ...]
    holders: tuple[str, ...]
    holder_ids: tuple[str, ...]
    licences: tuple[str, ...]
    rule: str
    message: str
    missing: str
    licence: str
    cluster: int | None


_PLAIN = ("id", "path", "input", "outcome", "reason")
_TOLD = ("title", "author", "address", "domain", "source", "section", "date")

_QUERY = f"""
    WITH f AS (SELECT number, {', '.join(f"count(*) FILTER (open AND severity = '{it}') AS {it}s" for it in ('error', 'warning', 'note'))},
            count(*) FILTER (NOT open) AS decided, count(*) FILTER (lapsed <> '') AS lapsed,
            list_sort(list(DISTINCT rule::VARCHAR) FILTER (open)) AS rules FROM flagged GROUP BY number),
    h AS (SELECT number, list_sort(list(DISTINCT name) FILTER (name <> '')) AS holders, list_sort(list(DISTINCT id) FILTER (id <> '')) AS ids
        FROM holding GROUP BY number),
    l AS (SELECT number, list_sort(list(DISTINCT licence::VARCHAR)) AS licences FROM stated WHERE licence <> '' GROUP BY number),
    c AS (SELECT number, min(cluster) AS cluster FROM clusters WHERE unit IN (SELECT unit FROM documents LIMIT 1) GROUP BY number)
    SELECT d.unit, d.number, {', '.join(f"coalesce(d.{it}::VARCHAR, '')" for it in _PLAIN)},
        CASE WHEN outcome = 'checked' THEN verdict ELSE '' END, CASE WHEN outcome = 'checked' THEN found ELSE '' END,
        {', '.join(f"coalesce(d.{it}::VARCHAR, '')" for it in _TOLD)}, coalesce(d.characters, 0), lower(coalesce(hex(d.digest), '')),
        d.facts, d.flags, d.matches,
        coalesce(errors, 0), coalesce(warnings, 0), coalesce(notes, 0), coalesce(f.decided, 0), coalesce(f.lapsed, 0),
        coalesce(f.rules, []), coalesce(h.holders, []), coalesce(h.ids, []), coalesce(l.licences, []),
        {', '.join(f"coalesce(d.open_reasons ->> '$[0].{it}', '')" for it in ('rule', 'message', 'missing', 'licence'))}, c.cluster
    FROM chosen d LEFT JOIN f USING (number) LEFT JOIN h USING (number) LEFT JOIN l USING (number) LEFT JOIN c USING (number) ORDER BY d.number"""


def listed(run: Run) -> Iterator[Listed]:
    """The documents that are wanted, in the order of the run."""
    for row in run.by_unit(_QUERY):
        yield Listed(*row[:26], *(few(words) for words in row[26:30]), *row[30:])


def few(words: list[str]) -> tuple[str, ...]:
    """The first of many words, and how many there are beyond."""
    return tuple(words) if len(words) <= _WORDS else (*words[:_WORDS], f"… {len(words) - _WORDS:,} more")
