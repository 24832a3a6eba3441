"""One document before the judge, and what every part of a judgement asks about it."""

from typing import TYPE_CHECKING

from compliance.model import Act, Document, Fact, Kind, Match, Span, Verdict
from compliance.policy.claims import claims_of
from compliance.policy.cover import Cover, Gap, best, weigh
from compliance.policy.duties import Work
from compliance.policy.grants import Grant, grants_of
from compliance.policy.house import House
from compliance.policy.owed import Owed
from compliance.policy.page import Page
from compliance.policy.terms import Context, Licence, Part, Reason

if TYPE_CHECKING:
    from compliance.policy.reused import Reused

_CHANGING = frozenset((Act.REWRITE, Act.TRANSLATE))
UNNAMED = "an unnamed holder"
_SPEAK_FOR_THEMSELVES = frozenset(("policy.licence-version", "policy.licence-unclear", "policy.conditional"))


class Case:
    """A document with its facts and matches, which are in order and none of which is settled, the house and what is intended.

    `common` is the number of texts from which a short passage that they share is boilerplate.
    """

    def __init__(self, house: House, document: Document, facts: list[Fact], matches: list[Match], context: Context, common: int) -> None:
        self.house = house
        self.document = document
        self.facts = facts
        self.matches = matches
        self.context = context
        self.intent = house.intent(context)
        self.wanted = self.intent.wanted
        self.kinds = frozenset([fact.kind for fact in facts])
        self.page = Page(document)
        self.claims = claims_of(facts, house)
        self.grants = grants_of(facts, house) if Kind.LICENCE_GRANT in self.kinds else []
        self.reused: list[Reused] = []
        self.own_words = False
        if matches:
            from compliance.policy.reused import reused

            self.reused, self.own_words = reused(matches, house, common)
        self.owed = Owed(document, self.page, house.demands)

    def cover(self, entries: tuple[Licence, ...], part: Part, name: str, contract: bool) -> Cover:
        """How licences cover the use of a part; `name` and `contract` as for `work`."""
        cover = self.intent.covered(entries, part)
        if cover is not None:
            return cover
        words = self.page.words if part is Part.TEXT and any(entry.max_words is not None for entry in entries) else 0
        return best(weigh(entries, self.intent.need(part, words)), lambda entry: self.owed.unmet(entry, self.work(name, contract)))

    def granted(self, grant: Grant, part: Part) -> Cover:
        """How a licence that the text names covers the use of a part."""
        if grant.gap:
            return Cover(Licence(grant.name, "", name=grant.name), (grant.gap,))
        return self.cover(grant.entries, part, "", False)

    def work(self, name: str, contract: bool) -> Work:
        """What is known of the work that a holder's licence is about."""
        changed = not _CHANGING.isdisjoint(self.wanted)
        if not self.reused and not self.document.fields:
            return Work(name, derived=changed)
        same = [it for it in self.reused if it.source.holder and self.same_holder(it.source.holder, name)]
        source = same[0].source if same else None
        fields = self.page.values
        return Work(
            name,
            "" if contract else next(fields("author", "byline", "article:author", "dc.creator"), ""),
            (source.title if source else "") or next(fields("title", "headline", "og:title"), ""),
            (source.address if source else "") or next(fields("source", "source_url", "original", "syndication-source", "original-source"), ""),
            source.date if source else "",
            changed or any(it.rewritten for it in same),
        )

    def same_holder(self, one: str, two: str) -> bool:
        """Whether two names mean one holder."""
        if one == two:
            return True
        id = self.house.identify(one)
        return id != "" and id == self.house.identify(two)

    def entry_reasons(
        self, entry: Licence, gaps: tuple[Gap, ...], whose: str, work: Work, fact: Fact | None, match: Match | None = None, evidence: tuple[str, ...] = ()
    ) -> list[Reason]:
        """The reasons that a licence gives: that it covers, and what it asks; or how it does not. `evidence` is for those without any."""
        known = entry.name or entry.id
        span = fact.span if fact else match.draft if match else None
        if gaps:
            return [_of_gap(gap, entry, known, whose, span, evidence) for gap in gaps]
        covered = Reason(Verdict.CLEAR, "policy.covered", f"The licence {known} covers this use of what is by {whose}", span, evidence, entry.id)
        return [covered, *self.owed.reasons(entry, work, fact, match, evidence)]


def _of_gap(gap: Gap, entry: Licence, known: str, whose: str, span: Span | None, evidence: tuple[str, ...]) -> Reason:
    text = gap.message if gap.rule in _SPEAK_FOR_THEMSELVES else f"The licence {known}, for what is by {whose}, {gap.message}"
    return Reason(gap.verdict, gap.rule, text[:1].upper() + text[1:], span, evidence, entry.id, gap.missing)
