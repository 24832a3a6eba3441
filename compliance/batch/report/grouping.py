"""Documents counted by what they have in common: the largest groups, and the others together."""

from compliance.batch.report.model import Group, Groups, Verdicts
from compliance.batch.report.opening import Run

VERDICTS = ", ".join(f"count(*) FILTER (outcome = 'checked' AND verdict = '{verdict}')" for verdict in Verdicts._fields)
"""Four counts of a query over documents."""
MONTHS = 36
"""How many months are listed at least: a picture of three years needs them."""


def by_value(run: Run, column: str, top: int) -> Groups:
    """By a column of the documents, the largest first; those of which it is not known are a group without a name."""
    return _ranked(run, f"SELECT coalesce({column}::VARCHAR, '') AS key, outcome, verdict FROM chosen", "documents DESC, key", top)


def months(run: Run, top: int) -> Groups:
    """By month of their date, the latest first; by year where no more is known, and without a name where nothing is."""
    month = r"coalesce(nullif(regexp_extract(date, '^\d{4}-\d{2}'), ''), regexp_extract(date, '^\d{4}'), '')"
    return _ranked(run, f"SELECT {month} AS key, outcome, verdict FROM chosen", "key DESC", max(top, MONTHS))


def holders(run: Run, top: int) -> Groups:
    """By who is named as a holder in them; a document may name several."""
    run.connection.execute(
        "CREATE OR REPLACE TABLE held AS SELECT DISTINCT key, unit, number, outcome::VARCHAR AS outcome, verdict "
        "FROM holding JOIN chosen USING (unit, number)"
    )
    found = _ranked(run, "SELECT key, outcome, verdict FROM held", "documents DESC, key", top)
    keys = [group.key for group in found.listed]
    called = "SELECT key, id, name, count(*) AS often FROM holding WHERE list_contains(?::VARCHAR[], key) GROUP BY ALL ORDER BY often DESC, id DESC, name"
    names: dict[str, tuple[str, str]] = {}
    for key, id, name, _ in run.rows(called, [keys]):
        old = names.get(key)
        names[key] = (old[0] or id, old[1] or name) if old else (id, name)
    listed = tuple(group._replace(id=names[group.key][0], name=names[group.key][1] or group.key) for group in found.listed)
    if not found.more:
        return found._replace(listed=listed)
    rest = "SELECT DISTINCT unit, number, outcome, verdict FROM held WHERE NOT list_contains(?::VARCHAR[], key)"
    documents, *verdicts = run.one(f"SELECT count(*), {VERDICTS} FROM ({rest})", [keys])
    return Groups(listed, found.more, documents, Verdicts(*verdicts))


def _ranked(run: Run, query: str, order: str, top: int) -> Groups:
    """The first groups in an order, and the sum of the others."""
    grouped = f"SELECT key, count(*) AS documents, {VERDICTS} FROM ({query}) GROUP BY key"
    listed = tuple(Group(key, key, documents, Verdicts(*verdicts)) for key, documents, *verdicts in run.rows(f"{grouped} ORDER BY {order} LIMIT ?", [top]))
    groups, documents, *verdicts = run.one(f"SELECT count(DISTINCT key), count(*), {VERDICTS} FROM ({query})")
    rest = Verdicts(*(all_ - sum(group.verdicts[at] for group in listed) for at, all_ in enumerate(verdicts)))
    return Groups(listed, groups - len(listed), documents - sum(group.documents for group in listed), rest)
