"""The ready-made entries: public licences, rights statements, and the terms that houses offer to everybody.

They are data (compliance/policy/data); a ledger overrides one by naming its id.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from compliance.model import Act
from compliance.policy import data
from compliance.policy.entries import KEYS, Reader
from compliance.policy.ledger_file import LedgerError, LedgerFile, read
from compliance.policy.terms import Duty, DutyKind, Licence

_FILES = ("public_licences.toml", "rightsstatements.toml", "house_terms.toml")
_CHANGING = frozenset({Act.REWRITE, Act.TRANSLATE})


@lru_cache(maxsize=1)
def public_licences() -> Mapping[str, Licence]:
    """Every ready-made entry under its id, its name and its address; an entry of a house, under the id of its holder.

    A ported licence of Creative Commons has the id and name of its port ("CC-BY-3.0-AT", "CC BY 3.0 AT"); where SPDX has no id
    for a port, `spdx` is that of the unported licence. A licence without its version is none of them: what it asks is not known.
    """
    entries = {entry.id: entry for entry in _commons()}
    for name in _FILES:
        entries.update((entry.id, entry) for entry in _read(name, entries))
    return keyed(entries.values())


def keyed(entries: Iterable[Licence]) -> Mapping[str, Licence]:
    """Entries by id, name and address. An id goes before a name; of one name, or address, the first entry has it."""
    found: dict[str, Licence] = {}
    listed = list(entries)
    found.update((entry.id, entry) for entry in listed)
    for entry in listed:
        for key in (entry.name, entry.address):
            if key:
                found.setdefault(key, entry)
    return MappingProxyType(found)


def base_of(name: str, public: Mapping[str, Licence]) -> Licence | None:
    """The ready-made entry of an id, a name or an address, whatever its case and blanks ("cc by 4.0")."""
    if name in public:
        return public[name]
    wanted = _loose(name)
    return next((entry for key, entry in public.items() if _loose(key) == wanted), None)


def _loose(name: str) -> str:
    plain = name.strip().casefold().removeprefix("https://").removeprefix("http://").rstrip("/")
    return "-".join(plain.replace("-", " ").split())


def _read(name: str, before: Mapping[str, Licence]) -> Iterator[Licence]:
    """The [[licence]] tables of a data file, each of which may extend one before it.

    Raises:
        LedgerError: something in the file is wrong, which is a defect of the package.
    """
    file: LedgerFile = read(data.path(name))
    reader = Reader(file)
    known = dict(before)
    for index, table in enumerate(file.data.get("licence", [])):
        start = file.table("licence", index)
        reader.known(start, table, KEYS)
        base = known[table["extends"]] if "extends" in table else Licence("", "")
        entry = reader.licence(start, table, base._replace(id=table["id"]))._replace(path="", line=0)
        known[entry.id] = entry
        yield entry
    if reader.problems:
        raise LedgerError(reader.problems)


def _commons() -> Iterator[Licence]:
    """The licences of Creative Commons, of the table in public_licences.toml. What the ports of a licence share is made once."""
    tables = data.load("public_licences.toml")
    commons = tables["commons"]
    with_ids = frozenset(commons["spdx_ports"])
    acts = frozenset(map(Act, commons["acts"]))
    for row in tables["version"]:
        for unit in row["units"]:
            unported = _licence(unit, row, commons["site"], acts)
            if row.get("unported", True):
                yield unported
            for place in row.get("ports", ()):
                yield _port(unported, place, with_ids)


def _licence(unit: str, row: Mapping[str, Any], site: str, acts: frozenset[Act]) -> Licence:
    modules, version = unit.split("-"), row["version"]
    ordered = "-".join([it.upper() for it in ("by", "nc", "nd", "sa") if it in modules])  # as SPDX orders those of by-nd-nc
    prohibited = frozenset({*(_CHANGING if "nd" in modules else ()), *([Act.SELL] if "nc" in modules else ())})
    id, address = f"CC-{ordered}-{version}", f"{site}{unit}/{version}/"
    return Licence(
        id=id,
        holder="",
        acts=acts - prohibited,
        prohibited=prohibited,
        commercial="nc" not in modules,
        paywall=None if "nc" in modules else True,
        ads=None if "nc" in modules else True,
        no_derivatives="nd" in modules,
        share_alike="sa" in modules,
        duties=tuple([Duty(DutyKind(word)) for word in row["asks"]]),
        spdx=id if "by" in modules or unit == "sa" else "",
        name=f"CC {ordered} {version}",
        address=address,
        source=f"{address}legalcode",
    )


def _port(unported: Licence, place: str, with_ids: frozenset[str]) -> Licence:
    id, address = f"{unported.id}-{place}", f"{unported.address}{place.lower()}/"
    return unported._replace(
        id=id, name=f"{unported.name} {place}", address=address, source=f"{address}legalcode", spdx=id if id in with_ids else unported.spdx
    )
