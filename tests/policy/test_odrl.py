"""A ledger as ODRL 2.2 policies, and policies as a ledger."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import Act
from compliance.policy import territories
from compliance.policy.ledger import public_licences
from compliance.policy.ledger_write import to_toml
from compliance.policy.odrl import from_odrl, not_carried, to_odrl
from compliance.policy.odrl_terms import ACTIONS, DUTIES
from compliance.policy.terms import Channel, Duty, DutyKind, Ledger, Licence, Part, Publisher

# the vocabulary of ODRL 2.2 (https://www.w3.org/TR/odrl-vocab/), as far as it is used; the collective actions are of cc:
ODRL_ACTIONS = """acceptTracking archive attribute derive distribute extract grantUse include present reproduce sell translate use
cc:CommercialUse cc:DerivativeWorks cc:Notice cc:ShareAlike""".split()
ODRL_LEFT = "count dateTime deliveryChannel elapsedTime media spatial".split()
ODRL_OPERATORS = "gteq isAnyOf isNoneOf lteq".split()
POLICY_KEYS = {"@type", "uid", "profile", "conflict", "assigner", "assignee", "target", "permission", "prohibition"}

HOUSE = Publisher(("Weirside Gazette",), (), ("weirside.example",), None, "GB")
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).map(str.strip).filter(lambda it: len(it) > 0)
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
places = st.frozensets(st.sampled_from(territories.vocabulary()), max_size=3)
numbers = st.none() | st.integers(1, 5000)
flags = st.none() | st.booleans()


def sets(vocabulary: Any) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(list(vocabulary)))


@st.composite
def entries(draw: st.DrawFn, carried: bool = False) -> Licence:
    """An entry; with `carried`, of nothing but what carries over."""
    acts = draw(sets(ACTIONS if carried else Act).filter(lambda it: it or not carried))
    window = sorted(draw(st.tuples(days, days)))
    duty = st.builds(
        Duty,
        st.sampled_from(list(DUTIES if carried else DutyKind)),
        texts if carried else texts | st.just(""),
        st.just("") if carried else st.sampled_from(["", "top", "bottom"]),
    )
    return Licence(
        id=draw(st.from_regex(r"[a-z][a-z0-9.-]{0,8}", fullmatch=True)),
        holder=draw(texts),
        holder_id=draw(st.sampled_from(["", "kestrel"])),
        parts=draw(sets(Part)),
        acts=acts,
        prohibited=draw(sets(ACTIONS if carried else Act)),
        channels=draw(sets(Channel)),
        territories=draw(places),
        not_territories=draw(places),
        starts=draw(st.none() | st.just(window[0])),
        ends=draw(st.none() | st.just(window[1])),
        max_words=None if carried else draw(numbers),
        max_uses=draw(numbers),
        archive_days=draw(st.none() | st.integers(0, 400)) if Act.STORE in acts or not carried else None,
        quote_words=None if carried else draw(numbers),
        commercial=draw(flags),
        paywall=None if carried else draw(flags),
        ads=None if carried else draw(flags),
        no_derivatives=draw(st.booleans()),
        share_alike=draw(st.booleans()),
        duties=tuple(dict.fromkeys(draw(st.lists(duty, max_size=3)))),
        spdx=draw(st.sampled_from(["", "CC-BY-4.0"])),
        name=draw(texts | st.just("")),
        address=draw(st.sampled_from(["", "https://kestrel.example/terms"])),
        contract=draw(texts | st.just("")),
        contact=draw(st.sampled_from(["", "desk@kestrel.example"] if carried else ["", "desk@kestrel.example", "+44 1632 960000"])),
        source=draw(texts | st.just("")),
    )


def plain(entry: Licence) -> Licence:
    """The entry in the form that comes back: places one by one, everywhere as no limit."""
    inside = territories.expand(entry.territories)
    return entry._replace(
        territories=frozenset() if inside == territories.CODES else inside,
        not_territories=territories.expand(entry.not_territories),
        duties=tuple(sorted(entry.duties)),
    )


def there_and_back(ledger: Ledger) -> tuple[Ledger, list[str]]:
    return from_odrl(json.loads(json.dumps(to_odrl(ledger))))


@given(entries(carried=True))
def test_what_carries_over_comes_back(entry: Licence) -> None:
    ledger = Ledger(HOUSE, (entry,))
    assert not_carried(ledger) == []
    again, left = there_and_back(ledger)
    assert left == []
    assert again.publisher == HOUSE
    assert [plain(it) for it in again.licences] == [plain(entry)]


@given(entries())
def test_what_does_not_carry_over_is_named_and_grants_no_more(entry: Licence) -> None:
    ledger = Ledger(HOUSE, (entry,))
    again, left = there_and_back(ledger)
    named = not_carried(ledger)
    if again.licences:
        (found,) = again.licences
        assert left == named
        assert found.acts == entry.acts - {Act.FRAME, Act.MINE}
        assert found.prohibited == entry.prohibited - {Act.FRAME, Act.MINE}
        if found != plain(entry) and plain(found) != plain(entry):
            assert named
    else:
        assert named == [f"{entry.id}: the whole entry, which has no rules"]


def rules(policy: dict[str, Any]) -> list[dict[str, Any]]:
    return [*policy.get("permission", []), *policy.get("prohibition", [])]


def check_shape(policy: dict[str, Any]) -> None:
    assert {key for key in policy if not key.startswith("dct:")} <= POLICY_KEYS
    assert policy["@type"] in ("Set", "Offer", "Agreement") and policy["uid"].startswith("urn:")
    assert rules(policy)  # a policy has a rule
    if policy["@type"] == "Agreement":  # and an agreement both parties
        assert policy["assigner"] and policy["assignee"]
    if policy["@type"] == "Offer":
        assert policy["assigner"] and "assignee" not in policy
    refinements = policy["target"].get("refinement", [])
    for node in [*rules(policy), *(duty for rule in rules(policy) for duty in rule.get("duty", []))]:
        actions = node["action"] if isinstance(node["action"], list) else [node["action"]]
        assert actions and set(actions) <= set(ODRL_ACTIONS)
    for limit in [*refinements, *(limit for rule in rules(policy) for limit in rule.get("constraint", []))]:
        assert set(limit) == {"leftOperand", "operator", "rightOperand"}
        assert limit["leftOperand"] in ODRL_LEFT and limit["operator"] in ODRL_OPERATORS and limit["rightOperand"]
    for rule in policy.get("prohibition", []):
        assert "duty" not in rule


@given(entries())
def test_policies_have_the_shape_and_the_words_of_odrl(entry: Licence) -> None:
    data = to_odrl(Ledger(HOUSE, (entry,)))
    assert data["@context"][0] == "http://www.w3.org/ns/odrl.jsonld"
    for policy in data["@graph"]:
        check_shape(policy)


def test_a_public_licence_is_a_set_without_parties() -> None:
    entry = public_licences()["CC-BY-NC-SA-4.0"]
    (policy,) = to_odrl(Ledger(Publisher(), ()), [entry])["@graph"]
    check_shape(policy)
    assert policy["@type"] == "Set" and "assigner" not in policy
    assert policy["dct:license"] == "https://creativecommons.org/licenses/by-nc-sa/4.0/"
    assert policy["prohibition"] == [{"action": ["sell", "cc:CommercialUse"]}]
    assert {"action": "cc:ShareAlike"} in policy["permission"][0]["duty"]


def rightsml(**more: Any) -> dict[str, Any]:
    """A policy as an agency writes one for all of its texts."""
    rule = {
        "target": {"@type": "AssetCollection", "uid": "http://example.com/collection/wire"},
        "assigner": "http://example.com/cv/party/kestrel",
        "action": "http://www.w3.org/ns/odrl/2/distribute",
        **more,
    }
    return {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "uid": "http://example.com/policy/geo1", "permission": [rule]}


def limit(left: str, operator: str, right: Any) -> dict[str, Any]:
    return {"leftOperand": f"http://www.w3.org/ns/odrl/2/{left}", "operator": f"http://www.w3.org/ns/odrl/2/{operator}", "rightOperand": right}


def test_a_policy_with_addresses_for_terms_is_read() -> None:
    policy = rightsml(constraint=[limit("spatial", "eq", "http://cvx.iptc.org/iso3166-1a3/DEU"), limit("dateTime", "lt", "2026-01-01")][:1])
    ledger, left = from_odrl(policy)
    (entry,) = ledger.licences
    assert (entry.id, entry.holder, entry.acts, entry.territories, left) == ("geo1", "http://example.com/cv/party/kestrel", {Act.PUBLISH}, {"DE"}, [])


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"constraint": [limit("industry", "eq", "http://example.com/tv")]}, "constraint on industry eq http://example.com/tv"),
        ({"constraint": [limit("spatial", "eq", "http://example.com/area/north")]}, "constraint on spatial"),
        ({"constraint": [limit("dateTime", "lt", "2026-01-01T09:30:00Z")]}, "constraint on dateTime lt"),
        ({"constraint": [{"or": [limit("spatial", "eq", "DE"), limit("count", "lteq", 1)]}]}, "constraint on or"),
        ({"duty": [{"action": "compensate", "constraint": [limit("payAmount", "eq", "5.00")]}]}, "duty to compensate"),
        ({"duty": [{"action": "obtainConsent"}]}, "duty to obtainConsent"),
        ({"target": "urn:newsml:example.com:20260101:1"}, "target urn:newsml:example.com:20260101:1, which is a single text"),
    ],
)
def test_a_permission_that_hangs_on_something_else_is_not_taken_over(more: dict[str, Any], named: str) -> None:
    ledger, left = from_odrl(rightsml(**more))
    assert [entry.acts for entry in ledger.licences] == [frozenset()]
    assert any(named in it for it in left)
    assert "geo1: permission to distribute, for what it hangs on" in left


def test_a_single_text_may_be_taken_for_all() -> None:
    ledger, left = from_odrl(rightsml(target="urn:newsml:example.com:20260101:1"), single=True)
    assert ledger.licences[0].acts == {Act.PUBLISH} and left == []


def test_limits_joined_by_and_hold_together() -> None:
    both = {"and": {"@list": [limit("spatial", "isAnyOf", ["DE", "AT"]), limit("count", "lteq", {"@value": "3"})]}}
    (entry,) = from_odrl(rightsml(constraint=[both, limit("spatial", "isAnyOf", ["AT", "CH"])])).ledger.licences
    assert (entry.territories, entry.max_uses) == ({"AT"}, 3)


def test_rules_with_other_limits_become_other_entries() -> None:
    policy = rightsml(constraint=[limit("spatial", "eq", "DE")])
    policy["permission"].append({**policy["permission"][0], "action": "translate", "constraint": []})
    ledger, _ = from_odrl(policy)
    assert [(it.id, it.acts, it.territories) for it in ledger.licences] == [
        ("geo1", {Act.PUBLISH}, {"DE"}), ("geo1-2", {Act.TRANSLATE}, frozenset()),
    ]  # fmt: skip


def test_a_prohibition_stays_without_its_conditions_and_one_for_a_place_keeps_that_out() -> None:
    policy = rightsml()
    policy["prohibition"] = [
        {"action": "translate", "constraint": [limit("language", "eq", "fr")]},
        {"action": "distribute", "constraint": [limit("spatial", "eq", "http://cvx.iptc.org/iso3166-1a3/FRA")]},
        {"action": "cc:CommercialUse"},
        {"action": "watermark"},
    ]
    ledger, left = from_odrl(policy)
    (entry,) = ledger.licences
    assert (entry.prohibited, entry.not_territories, entry.commercial) == ({Act.TRANSLATE}, {"FR"}, False)
    assert left == ["geo1: conditions of a prohibition, which holds always here", "geo1: prohibition to watermark"]


def test_what_is_narrower_than_an_act_forbids_it_and_does_not_grant_it() -> None:
    policy = rightsml(action=["print"])
    policy["prohibition"] = [{"action": "stream"}]
    (entry,), left = from_odrl(policy).ledger.licences, from_odrl(policy).left
    assert (entry.acts, entry.prohibited) == (frozenset(), {Act.BROADCAST})
    assert left == ["geo1: permission to print"]


@pytest.mark.parametrize("data", ["text", 3, None])
def test_what_is_no_policy_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="a policy is a JSON object"):
        from_odrl(data)


words = st.sampled_from(["permission", "prohibition", "action", "constraint", "leftOperand", "operator", "rightOperand", "duty", "target", "@type", "@graph", "uid", "assigner", "distribute", "spatial", "eq", "DE"])
nodes = st.recursive(st.none() | st.booleans() | st.integers() | words, lambda it: st.lists(it, max_size=3) | st.dictionaries(words, it, max_size=4), max_leaves=20)


@given(st.lists(nodes, max_size=3) | st.dictionaries(words, nodes, max_size=5))
def test_no_document_makes_reading_fail(data: Any) -> None:
    ledger, left = from_odrl(data)
    assert all(isinstance(it, str) for it in left)
    assert to_toml(ledger)
