"""The licences that the verdicts of a run rest on: which of them end, and which documents depend on them."""

from datetime import date, timedelta

from compliance.batch.report.grouping import VERDICTS
from compliance.batch.report.model import Lease, Name, Verdicts
from compliance.batch.report.opening import Run
from compliance.batch.report.views import REASONS
from compliance.policy.ledger import expiring
from compliance.policy.terms import Licence

_EXAMPLES = 3


def leases(run: Run, top: int, within: int) -> tuple[tuple[Lease, ...], int]:
    """The licences that a reason names, and those of the ledger that end in time though none does; how many more there are.

    Those come first that have ended or end soon and have documents, the first to end first; then by documents.

    Args:
        run: as it was opened; without a ledger every licence is one that it does not know.
        top: how many.
        within: days from the run's moment.
    """
    today = date.fromisoformat(run.moment[:10])
    depending = _depending(run)
    listed = [
        _lease(run, id, documents, verdicts, examples, today, within) for id, (documents, verdicts, examples) in depending.items()
    ]
    ending = expiring(run.ledger, today, timedelta(within)) if run.ledger else ()
    listed += [_lease(run, it.licence.id, 0, Verdicts(), (), today, within) for it in ending if it.licence.id not in depending]
    listed.sort(key=lambda it: (it.state not in ("ended", "ending"), it.until if it.state in ("ended", "ending") else "", -it.documents, it.id))
    return tuple(listed[:top]), max(0, len(listed) - top)


def _depending(run: Run) -> dict[str, tuple[int, Verdicts, tuple[Name, ...]]]:
    """Documents by the licence that their reasons name. One reason may name several, with commas between them. There are no more
    licences than a ledger and the public ones have, so all are held."""
    query = f"""
        WITH named AS (SELECT unit, number, id, title, outcome, verdict, unnest({REASONS.format('reasons')}).licence AS licences FROM chosen
            WHERE contains(reasons, '"licence"')),
        each AS (SELECT DISTINCT unit, number, id, title, outcome, verdict, unnest(string_split(licences, ', ')) AS licence FROM named WHERE licences <> '')
        SELECT licence, count(*), min_by({{'unit': unit, 'number': number, 'id': id, 'title': title}}, (unit, number), {_EXAMPLES}), {VERDICTS}
        FROM each GROUP BY licence ORDER BY licence"""
    return {
        licence: (documents, Verdicts(*verdicts), tuple(Name(it["unit"], it["number"], it["id"], it["title"] or "") for it in some))
        for licence, documents, some, *verdicts in run.rows(query)
    }


def _lease(run: Run, id: str, documents: int, verdicts: Verdicts, examples: tuple[Name, ...], today: date, within: int) -> Lease:
    entry = next((it for it in run.ledger.licences if it.id == id), None) if run.ledger else None
    public = run.ledger.public.get(id) if run.ledger and entry is None else None
    known = entry or public
    if known is None:
        return Lease(id, "", "", None, "not in the ledger", documents, verdicts, examples)
    until = known.ends.isoformat() if known.ends else ""
    days = (known.ends - today).days if known.ends else None
    state = "public" if public and not known.ends else state_of(known, today, within)
    return Lease(id, known.holder, until, days, state, documents, verdicts, examples, known.contract, known.contact)


def state_of(entry: Licence, today: date, within: int) -> str:
    """How an entry stands on a day; one of `model.STATES`."""
    if entry.ends and entry.ends < today:
        return "ended"
    if entry.ends and entry.ends <= today + timedelta(within):
        return "ending"
    return "not begun" if entry.starts and entry.starts > today else "in force"
