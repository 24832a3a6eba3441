"""From captured words to values: acts, years, names, dates, licences."""

from collections.abc import Mapping
from typing import Any

from compliance.model import Act
from compliance.rulebook import TIMEOUT, Rulebook
from compliance.scan.candidates import Candidate
from compliance.scan.years import read_years

NAMES = ("holder", "party", "agency")
"""Values that are names."""
_ACTING = ("redistribution_restriction", "licence_grant", "mining_reservation")
_ORDER = {act.value: n for n, act in enumerate(Act)}


def read_values(candidate: Candidate, text: str, book: Rulebook) -> tuple[Mapping[str, Any], int] | None:
    """The values of a fact, and where it ends in the folded text; None where reading shows that it is none.

    Args:
        candidate: as resolved.
        text: the folded text.
        book: for the registry of holders and what the rule's pack reads off clauses.
    """
    rule = candidate.rule
    values = dict(candidate.values)
    end = candidate.end
    clause = text[candidate.start : candidate.end]
    reads = book.reads.get(rule.pack)
    if rule.type == "clause" and reads:
        for name, pattern in reads.values:
            if name not in values:
                found = book.regex(pattern).search(clause, timeout=TIMEOUT)
                if found:
                    values[name] = found.group(name) if name in found.re.groupindex else found.group()
    for name in ("unless", "scope", "territory", "contact", "role", "conditions"):
        if isinstance(values.get(name), str):
            values[name] = " ".join(values[name].split()).strip(" ,;:")
    if isinstance(values.get("contact"), str):
        values["contact"] = values["contact"].rstrip(".,;")
    if rule.kind in _ACTING and "acts" not in values and reads and reads.acts:
        acts = _acts(clause, values.get("unless"), book.regex(reads.acts))
        if acts:
            values["acts"] = acts
    if isinstance(values.get("years"), str):
        values["years"] = read_years(values["years"])
    if "years" in values and not values["years"]:
        del values["years"]
    for name in NAMES:
        if isinstance(values.get(name), str):
            values[name] = _name(values[name])
            if not values[name]:
                del values[name]
    if isinstance(values.get("terms"), str):
        values["terms"] = [values["terms"]]
    if isinstance(values.get("terms"), (list, tuple)):
        values["terms"] = list(dict.fromkeys(" ".join(str(term).split()).casefold() for term in values["terms"]))
    if rule.kind == "embargo":
        return _embargo(candidate, values, text)
    if rule.kind == "licence_grant":
        _licence(values, clause)
    holder = values.get("holder") or values.get("agency")
    if holder and book.has_registry:
        found_id = book.registry.resolve(holder)
        if found_id:
            values["holder_id"] = found_id
    return values, end


def _acts(clause: str, unless: str | None, stems: Any) -> list[str]:
    if unless:
        at = clause.find(unless)
        if at >= 0:
            clause = clause[:at] + " " * len(unless) + clause[at + len(unless) :]
    named = {match.lastgroup for match in stems.finditer(clause, timeout=TIMEOUT)}
    return sorted((act for act in named if act), key=lambda act: _ORDER[act])


def _name(name: str) -> str:
    name = " ".join(name.split()).strip(" ,;:|-–—*")
    if name[:1] in "\"“„«" and name[-1:] in "\"”“»":
        name = name[1:-1]
    if name[-1:] == ")" and name.count("(") < name.count(")"):
        name = name[:-1].rstrip()
    return name


def _embargo(candidate: Candidate, values: dict[str, Any], text: str) -> tuple[Mapping[str, Any], int] | None:
    from compliance.scan.dates import read_until

    if "until" not in candidate.captures:
        return values, candidate.end
    start, stop = candidate.captures["until"]
    until = read_until(text[start:stop], candidate.rule.language)
    values.pop("until", None)
    if until is None:
        return values, max(candidate.start + 1, start)
    if until.status == "lifted":
        return None
    if until.until:
        values["until"] = until.until
    if until.zone:
        values["zone"] = until.zone
    if until.words:
        values["words"] = until.words
    if until.weekday_wrong:
        values["weekday_wrong"] = True
    # what stands behind the date belongs to the wording where the rule asks for it: `… önce yayımlanamaz`
    return values, candidate.end if candidate.end > stop else start + until.end


def _licence(values: dict[str, Any], clause: str) -> None:
    from compliance.scan.licences import read_licence

    found = read_licence(str(values.get("licence") or "")) or read_licence(clause)
    if found is None:
        if isinstance(values.get("licence"), str):
            values["licence"] = " ".join(values["licence"].split())
        return
    values["licence"] = found.licence
    if found.url:
        values["url"] = found.url
    if found.conditions:
        values["conditions"] = list(found.conditions)
    if found.jurisdiction:
        values["jurisdiction"] = found.jurisdiction
