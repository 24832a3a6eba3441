import re

import pytest

from compliance.model import Act
from compliance.policy import data
from compliance.policy.public import base_of, public_licences
from compliance.policy.terms import DutyKind, Licence

PUBLIC = public_licences()
ENTRIES = {entry.id: entry for key, entry in PUBLIC.items() if key == entry.id}


def kinds(entry: Licence) -> set[DutyKind]:
    return {duty.kind for duty in entry.duties}


def test_every_entry_is_found_by_id_and_address_and_has_a_source() -> None:
    for entry in ENTRIES.values():
        assert entry.source
        assert not entry.address or PUBLIC[entry.address].address == entry.address
        assert base_of(entry.id.lower(), PUBLIC) is entry


def test_every_creative_commons_licence_of_the_six_since_2_0_is_there_with_its_ports() -> None:
    units = ["BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND"]
    ports = {"4.0": 0, "3.0": 43, "2.5": 28, "2.0": 18, "1.0": 3}  # of cc-legal-tools.csv
    for version, count in ports.items():
        for unit in units:
            assert PUBLIC[f"CC-{unit}-{version}"].spdx == f"CC-{unit}-{version}"
            assert sum(id.startswith(f"CC-{unit}-{version}-") for id in ENTRIES) == count
    assert {id for id in ENTRIES if "-2.1-" in id and id.startswith("CC-BY-2.1")} == {f"CC-BY-2.1-{place}" for place in ("AU", "CA", "ES", "JP")}
    assert "CC-BY-2.1" not in PUBLIC


def test_the_title_is_asked_for_up_to_3_0_only() -> None:
    for id, entry in ENTRIES.items():
        found = re.match(r"CC-BY.*?-(\d\.\d)", id)
        if found:
            assert (DutyKind.TITLE in kinds(entry)) == (found[1] < "4.0"), id
            assert {DutyKind.CREDIT, DutyKind.LICENCE} <= kinds(entry)
            assert (DutyKind.LINK in kinds(entry)) == (found[1] > "1.0"), id


def test_the_modules_say_what_is_granted() -> None:
    for id, entry in ENTRIES.items():
        if id.startswith("CC-") and re.search(r"-\d\.\d", id) and "Sampling" not in id and "PDM" not in id:
            modules = id.split("-")
            assert entry.no_derivatives == ("ND" in modules)
            assert entry.share_alike == ("SA" in modules)
            assert (entry.commercial is False) == ("NC" in modules)
            assert (Act.TRANSLATE in entry.acts) != ("ND" in modules)
            assert Act.PUBLISH in entry.acts
            assert Act.MINE not in entry.acts
            assert not entry.acts & entry.prohibited


def test_a_port_has_an_id_name_and_address_of_its_own() -> None:
    port = PUBLIC["https://creativecommons.org/licenses/by-sa/3.0/at/"]
    assert (port.id, port.name, port.spdx) == ("CC-BY-SA-3.0-AT", "CC BY-SA 3.0 AT", "CC-BY-SA-3.0-AT")
    assert PUBLIC["CC-BY-SA-3.0-PL"].spdx == "CC-BY-SA-3.0"  # SPDX has no id for it
    assert PUBLIC["https://creativecommons.org/licenses/by-nd-nc/1.0/"].id == "CC-BY-NC-ND-1.0"


@pytest.mark.parametrize("id", ["CC0-1.0", "CC-PDM-1.0", "CC-PDDC"])
def test_the_public_domain_asks_for_nothing(id: str) -> None:
    assert PUBLIC[id].acts == frozenset(Act)
    assert not PUBLIC[id].duties and PUBLIC[id].commercial


def test_of_the_twelve_rights_statements_three_let_something_be_done() -> None:
    ids = [row["id"] for row in data.load("rightsstatements.toml")["licence"]]
    assert len(ids) == 12
    assert [id for id in ids if PUBLIC[id].acts] == ["InC-NC", "NoC-NC", "NoC-US"]
    assert PUBLIC["NoC-US"].territories == {"US"}
    assert PUBLIC["http://rightsstatements.org/vocab/InC-OW-EU/1.0/"].id == "InC-OW-EU"


def test_house_terms_have_a_holder_a_credit_and_an_address_that_was_read() -> None:
    houses = [entry for entry in ENTRIES.values() if entry.holder]
    assert len(houses) >= 12
    for entry in houses:
        assert DutyKind.CREDIT in kinds(entry)
        assert "https://" in entry.source
        assert Act.PUBLISH in entry.acts


def test_house_terms_go_by_ids_of_the_registry() -> None:
    from compliance.rulebook import load

    registry = load(()).registry
    for entry in ENTRIES.values():
        if entry.holder_id:
            assert entry.holder_id in registry
            assert registry.resolve(entry.holder) == entry.holder_id


def test_what_the_scanner_reads_off_an_address_or_a_name_is_the_entry() -> None:
    from compliance.scan.licences import read_licence

    for entry in ENTRIES.values():
        withdrawn = entry.id.endswith(("1.0", "-FI", "-NL")) and "-BY" not in entry.id and "Sampling" not in entry.id and entry.id.startswith("CC-")
        names = [entry.name] if re.match(r"CC-BY.*\d", entry.id) and not entry.holder else []
        for text in [] if entry.holder or withdrawn else [*filter(None, [entry.address]), *names]:
            found = read_licence(text)
            assert found is not None, text
            ported = f"{found.licence}-{found.jurisdiction}" if found.jurisdiction else found.licence
            assert entry in (PUBLIC.get(ported), PUBLIC.get(found.licence), PUBLIC.get(found.url or "")), text
