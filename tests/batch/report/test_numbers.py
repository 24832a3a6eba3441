"""The numbers of a run against the same numbers counted one by one from its reports."""

from collections import Counter
from fnmatch import fnmatchcase
from types import SimpleNamespace

import pytest

from compliance.batch.report import ByLog, Wanted, open_run, summarise
from compliance.batch.report.listing import listed
from compliance.checker import settle, shipped_rules
from compliance.decisions import Action, Decisions, Scope, decision_on, document_key
from compliance.model import Document, Outcome, Verdict
from compliance.output.settled import action, lapse, settled
from compliance.output.summary import summarise as count
from compliance.policy.ledger import load_ledger
from tests.batch import sample

AT = "2026-03-10T08:00:00.000000Z"
BEFORE = "2026-03-01T08:00:00.000000Z"


def decide(pairs):
    """Decisions of every kind: here and everywhere, standing and lapsed, by two people."""
    made = []
    flagged = [report for report, _ in pairs if report.flags]
    ways = [
        (Action.ACCEPTED, Scope.HERE, "", "Ada"), (Action.DISMISSED, Scope.HERE, "", "Bo"), (Action.WAIVED, Scope.HERE, "2026-03-05", "Ada"),
        (Action.WAIVED, Scope.HERE, "2026-12-31", "Bo"), (Action.FIXED, Scope.HERE, "", "Ada"),
    ]  # fmt: skip
    for number, report in enumerate(flagged[:25]):
        flag = report.flags[number % len(report.flags)]
        what, scope, until, by = ways[number % len(ways)]
        key = document_key(report.id, report.path, ".")
        made.append(decision_on(flag, key, what, f"reason {number}", by, revision=1, time=BEFORE, scope=scope, until=until))
    kestrel = next(flag for report in flagged for flag in report.flags if "Kestrel Wire" in flag.text)
    made.append(decision_on(kestrel, "elsewhere", Action.ACCEPTED, "licensed for good", "Cy", revision=1, time=BEFORE, scope=Scope.EVERYWHERE))
    return Decisions(made)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A run, the decisions on it, and its reports under them, settled one by one."""
    folder = tmp_path_factory.mktemp("sample")
    run = sample.make(folder, 60, 25)
    pairs = sample.checked(60, str(folder / "ledger.toml"))
    decisions, book = decide(pairs), shipped_rules()
    reports = [settle(report, decisions, document_key(report.id, report.path, "."), book, AT) for report, _ in pairs]
    deciding = ByLog(decisions, ".", lambda rule: book.rules[rule].revision if rule in book.rules else 1, AT)
    ledger = load_ledger(str(folder / "ledger.toml"))
    with open_run(run, AT, deciding=deciding, ledger=ledger) as opened:
        yield SimpleNamespace(folder=folder, run=run, pairs=pairs, reports=reports, deciding=deciding, ledger=ledger, opened=opened, summary=summarise(opened))


def fields(document):
    return {field.name: field.value for field in document.fields} if isinstance(document, Document) else {}


def verdicts(reports):
    found = Counter(report.verdict for report in reports if report.outcome is Outcome.CHECKED)
    return tuple(found[verdict] for verdict in Verdict)


def grouped(pairs, keys):
    found = {}
    for report, document in pairs:
        for key in keys(report, document):
            found.setdefault(key, []).append(report)
    return {key: (len(reports), verdicts(reports)) for key, reports in found.items()}


def told(groups):
    return {group.key: (group.documents, tuple(group.verdicts)) for group in groups.listed}


def test_documents_verdicts_and_flags(done):
    counted, summary = count(done.reports), done.summary
    assert (summary.checked, summary.skipped, summary.failed) == counted[:3] and summary.documents == 60
    assert tuple(summary.verdicts) == counted[3:7] and tuple(summary.found) == count(report for report, _ in done.pairs)[3:7]
    assert summary.verdicts != summary.found
    assert tuple(summary.flags)[:4] == counted[7:]
    assert summary.flags.lapsed == sum(bool(lapse(flag)) for report in done.reports for flag in report.flags) > 0
    assert summary.facts == sum(len(report.facts) for report in done.reports)
    assert summary.characters == sum(len(document.text) for _, document in done.pairs if isinstance(document, Document))


def test_decisions_by_person_and_kind(done):
    stand, lapsed = Counter(), Counter()
    for report in done.reports:
        for flag in report.flags:
            if flag.decision:
                (lapsed if lapse(flag) else stand)[flag.decision["by"], action(flag)] += 1
    assert {(it.by, it.action): it.stand for it in done.summary.deciders if it.stand} == dict(stand)
    assert {(it.by, it.action): it.lapsed for it in done.summary.deciders if it.lapsed} == dict(lapsed)
    assert {by for by, _ in stand} == {"Ada", "Bo", "Cy"} and lapsed["Ada", "waived"]


def test_reports_come_with_what_was_decided(done):
    assert [entry.report for entry in done.opened.entries()] == done.reports
    assert any(settled(flag) for report in done.reports for flag in report.flags)


@pytest.mark.parametrize("name", ["section", "date", "domain"])
def test_groups(done, name):
    def keys(report, document):
        value = fields(document).get("address" if name == "domain" else name, "")
        return [value.removeprefix("https://").removeprefix("www.").partition("/")[0] if name == "domain" else value[:7] if name == "date" else value]

    groups = {"section": done.summary.sections, "date": done.summary.months, "domain": done.summary.domains}[name]
    assert told(groups) == grouped(zip(done.reports, [document for _, document in done.pairs], strict=True), keys)


def test_holders(done):
    def keys(report, document):
        return {fact.values["holder"].lower().rstrip(" .") for fact in report.facts if fact.values.get("holder")}

    assert told(done.summary.holders) == grouped(((report, None) for report in done.reports), keys)


def test_rules(done):
    found = Counter()
    for report in done.reports:
        for flag in report.flags:
            found[flag.rule, str(flag.severity), not settled(flag)] += 1
    counted = {(it.rule, it.severity, True): it.open for it in done.summary.rules} | {(it.rule, it.severity, False): it.decided for it in done.summary.rules}
    assert {key: value for key, value in counted.items() if value} == dict(found)


def test_what_holds_back_names_every_document_that_is_held_back(done):
    for verdict in ("blocked", "review"):
        held = sum(report.verdict == verdict and report.outcome is Outcome.CHECKED for report in done.reports)
        causes = [cause for cause in done.summary.causes if cause.verdict == verdict]
        assert sum(cause.documents for cause in causes) >= held > 0
        assert all(cause.examples and cause.message for cause in causes)


def test_what_was_settled_holds_nothing_back(done):
    """A document that decisions have cleared is no cause's; what is left of a reason is what the verdict says."""
    with open_run(done.run, AT, deciding=done.deciding, wanted=Wanted(verdict=(Verdict.CLEAR,))) as opened:
        assert summarise(opened).causes == ()
        assert {entry.report.id for entry in opened.entries()} == {it.id for it in done.reports if it.verdict is Verdict.CLEAR and it.outcome is Outcome.CHECKED}


def test_licences_and_what_depends_on_them(done):
    named = Counter()
    for report in done.reports:
        for id in {part for reason in report.reasons for part in reason.licence.split(", ") if part}:
            named[id] += 1
    leases = {lease.id: lease for lease in done.summary.leases}
    assert {id: lease.documents for id, lease in leases.items() if lease.documents} == dict(named)
    assert [(leases[id].state, leases[id].days) for id in ("nordlys-2", "unused", "kestrel-wire", "quay")] == [
        ("ended", -69), ("ending", 10), ("ending", 51), ("in force", 1392)
    ]  # fmt: skip
    assert [lease.id for lease in done.summary.leases][:3] == ["nordlys-2", "unused", "kestrel-wire"]


def test_clusters(done):
    clusters = done.summary.clusters
    members = Counter(row for (row,) in done.opened.rows("SELECT cluster FROM clusters"))
    assert clusters.clusters == len(members) and clusters.documents == sum(members.values())
    assert [cluster.size for cluster in clusters.listed] == sorted(members.values(), reverse=True)
    assert sum(size * times for size, times in clusters.sizes) == clusters.documents


FILTERS = [
    Wanted(section=("harbour",)), Wanted(section=("HARB*", "sport")), Wanted(source=("kestrel-wire.ex?mple",)), Wanted(holder=("kestrel*",)),
    Wanted(rule=("common.*",)), Wanted(rule=("policy.prohibited",)), Wanted(verdict=(Verdict.REVIEW, Verdict.BLOCKED), section=("council",)),
    Wanted(holder=("[x",)), Wanted(verdict=(Verdict.BLOCKED,), holder=("nordlys*",), rule=("en.*",)),
]  # fmt: skip


@pytest.mark.parametrize("wanted", FILTERS, ids=Wanted.told)
def test_filters(done, wanted):
    def fits(words, values):
        return not words or any(fnmatchcase(value.lower(), word.lower()) for word in words for value in values)

    def is_wanted(report, document):
        said = fields(document)
        site = said.get("address", "").removeprefix("https://").removeprefix("www.").partition("/")[0]
        source = said.get("source") or site or "feed.jsonl"
        rules = {flag.rule for flag in report.flags} | {reason.rule for reason in report.reasons}
        return (
            (not wanted.verdict or report.outcome is Outcome.CHECKED and report.verdict in wanted.verdict) and fits(wanted.section, [said.get("section", "")])
            and fits(wanted.source, [source]) and fits(wanted.rule, rules) and fits(wanted.holder, [it.values["holder"] for it in report.facts if it.values.get("holder")])
        )  # fmt: skip

    chosen = [report for report, (_, document) in zip(done.reports, done.pairs, strict=True) if is_wanted(report, document)]
    with open_run(done.run, AT, deciding=done.deciding, wanted=wanted) as opened:
        assert [it.id for it in listed(opened)] == [entry.report.id for entry in opened.entries()] == [report.id for report in chosen]
        summary = summarise(opened)
        assert summary.filter == wanted.told() and tuple(summary.flags)[:4] == count(chosen)[7:] and tuple(summary.verdicts) == count(chosen)[3:7]


def test_the_list_says_of_each_document_what_its_report_says(done):
    for row, report in zip(listed(done.opened), done.reports, strict=True):
        open_ = Counter(str(flag.severity) for flag in report.flags if not settled(flag))
        assert (row.errors, row.warnings, row.notes) == (open_["error"], open_["warning"], open_["note"])
        assert row.decided == sum(map(settled, report.flags)) and row.lapsed == sum(bool(lapse(flag)) for flag in report.flags)
        assert row.verdict == (str(report.verdict) if report.outcome is Outcome.CHECKED else "")


def test_short_lists_count_what_they_leave_out(done):
    short, whole = summarise(done.opened, top=2), done.summary
    for some, all_ in ((short.holders, whole.holders), (short.sources, whole.sources), (short.domains, whole.domains)):
        assert some.listed == all_.listed[:2] and some.more == len(all_.listed) - 2
    assert short.domains.documents == sum(group.documents for group in whole.domains.listed[2:])
    rest = {group.key for group in whole.holders.listed[2:]}
    assert short.holders.documents == done.opened.one("SELECT count(DISTINCT (unit, number)) FROM holding WHERE list_contains(?::VARCHAR[], key)", [sorted(rest)])[0]
    assert short.leases == whole.leases[:2] and short.leases_more == len(whole.leases) - 2
    assert len(short.clusters.listed) == 2 and short.clusters.clusters == whole.clusters.clusters


def test_numbers_do_not_depend_on_how_the_run_was_cut(done, tmp_path):
    other = sample.make(tmp_path / "one", 60, 7)

    with open_run(other, AT, deciding=done.deciding, ledger=done.ledger) as opened:
        again = summarise(opened)
    for name in ("verdicts", "found", "flags", "holders", "sections", "months", "rules", "deciders", "characters"):
        assert getattr(again, name) == getattr(done.summary, name)
    assert [(it.rule, it.documents, [example.id for example in it.examples]) for it in again.causes] == [
        (it.rule, it.documents, [example.id for example in it.examples]) for it in done.summary.causes
    ]  # fmt: skip


def test_a_run_without_a_ledger_says_what_binds(tmp_path):
    with open_run(sample.make(tmp_path / "plain", 30, 25, ledger=False, clusters=False), AT) as opened:
        summary = summarise(opened)
    assert not summary.has_ledger and summary.leases == () and summary.clusters.clusters == 0 and summary.since is None
    assert {cause.rule for cause in summary.causes} & {"common.sign", "en.may-not-be"}
    assert sum(cause.documents for cause in summary.causes) >= summary.verdicts.review > 0


def test_what_changed_since_an_earlier_run(tmp_path):
    with open_run(sample.make(tmp_path / "since", 30, 25, since=True), AT) as opened:
        since = summarise(opened, top=2).since
    assert since and tuple(since) == ("last/manifest.json", 18, 2, 10, 3, ("old/0", "old/1"))
