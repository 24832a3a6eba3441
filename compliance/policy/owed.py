"""The duties of a document, each told once however many claims and passages ask for it."""

from collections.abc import Iterable, Iterator

from compliance.model import Document, Fact, Flag, Match, Verdict
from compliance.policy.claims import Claim
from compliance.policy.demands import Demand, Demands
from compliance.policy.duties import Work
from compliance.policy.page import Page
from compliance.policy.raising import contradiction, duty_flag
from compliance.policy.terms import Licence, Reason


class Owed:
    """Looks for the duties of one document, and collects the flags of those that are missing and of contradictions.

    `seen` has every demand that was looked for, by its identity, and whether it is met.
    """

    def __init__(self, document: Document, page: Page, demands: Demands) -> None:
        self.document = document
        self.page = page
        self.flags: list[Flag] = []
        self._demands = demands
        self._told: set[tuple[str, str, str]] = set()
        self.seen: dict[int, tuple[Demand, bool]] = {}

    def unmet(self, entry: Licence, work: Work) -> int:
        """How many duties of a licence are not met."""
        return sum(not self._met(demand) for demand in self._asked(entry, work))

    def _asked(self, entry: Licence, work: Work) -> tuple[Demand, ...]:
        return self._demands.of(entry, work, self.page.is_html) if entry.duties or entry.share_alike else ()

    def _met(self, demand: Demand) -> bool:
        found = self.seen.get(id(demand))
        if found is None:
            found = self.seen[id(demand)] = demand, demand.ask.seen(self.page)
        return found[1]

    def contradictions(self, reasons: Iterable[Reason]) -> Iterator[Reason]:
        """The reasons, of which contradictions get a flag."""
        for reason in reasons:
            if reason.rule == "policy.contradiction":
                flag = contradiction(reason, self.document)
                self.flags.append(flag)
                reason = reason._replace(flag=flag.identity)
            yield reason

    def reasons(self, entry: Licence, work: Work, fact: Fact | None, match: Match | None, evidence: tuple[str, ...]) -> list[Reason]:
        """A reason for each duty of a licence that covers a use, met or not, and for its limits on later use.

        `evidence` is that of the reasons that have none of their own.
        """
        span = fact.span if fact else match.draft if match else None
        known, reasons = entry.name or entry.id, []
        if entry.duties and (self.document.more or self.document.offset):
            message = f"The licence {known} has duties, which are not looked for in a text that is read in pieces"
            reasons.append(Reason(Verdict.DUTIES, "policy.duty-unchecked", message, span, evidence, entry.id, "whether they are met"))
        else:
            for demand in self._asked(entry, work):
                reasons += self._told_once(demand, fact, match, evidence)
        if entry.max_uses is not None:
            uses = "one use" if entry.max_uses == 1 else f"{entry.max_uses:,} uses"
            message = f"The licence {known} covers {uses}: count this one"
            reasons.append(Reason(Verdict.DUTIES, "policy.count-use", message, span, evidence, entry.id, "how often it has been used"))
        if entry.archive_days:
            message = f"The licence {known} lets the text stay for {entry.archive_days:,} days: take it down after that"
            reasons.append(Reason(Verdict.CLEAR, "policy.take-down", message, span, evidence, entry.id))
        return reasons

    def credit(self, entry: Licence, claim: Claim) -> list[Reason]:
        """A reason for the credit of one of two parties."""
        return self._told_once(self._demands.credit(entry, claim.party.name), claim.facts[0], None, ())

    def _told_once(self, demand: Demand, fact: Fact | None, match: Match | None, evidence: tuple[str, ...]) -> list[Reason]:
        if demand.key in self._told:
            return []
        self._told.add(demand.key)
        span, id = fact.span if fact else match.draft if match else None, demand.entry.id
        if self._met(demand):
            return [Reason(Verdict.CLEAR, "policy.duty-met", demand.there, span, evidence, id)]
        self.flags.append(duty_flag(demand, self.document, fact, match))
        return [Reason(Verdict.DUTIES, "policy.duty-missing", demand.lacking, span, demand.to_paste, id, demand.ask.missing, demand.identity)]
