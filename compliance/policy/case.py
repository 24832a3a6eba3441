"""One document before the judge, and what every part of a judgement asks about it."""

from collections.abc import Iterable, Iterator

from compliance.model import Act, Document, Fact, Kind, Match, Span, Verdict
from compliance.policy import acts
from compliance.policy.claims import claims_of
from compliance.policy.cover import Cover, Gap, Need, best
from compliance.policy.duties import Work
from compliance.policy.grants import Grant, grants_of
from compliance.policy.house import House, Who
from compliance.policy.owed import Owed
from compliance.policy.page import Page
from compliance.policy.reused import reused
from compliance.policy.terms import Context, Licence, Part, Reason

OF_TEXTS = frozenset((Act.REWRITE, Act.TRANSLATE, Act.QUOTE))
"""Acts that are done to texts, and not to the pictures in them."""
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
        self.kinds = frozenset(fact.kind for fact in facts)
        self.page = Page(document)
        self.wanted = acts.intended(context)
        self.claims = claims_of(facts, house)
        self.grants = grants_of(facts, house) if Kind.LICENCE_GRANT in self.kinds else []
        self.reused, self.own_words = reused(matches, house, common) if matches else ([], False)
        self.owed = Owed(document, self.page)

    def is_own(self, whos: tuple[Who, ...]) -> bool:
        """Whether the house is named, and no other holder that is known."""
        mine = [self.house.is_own(who) for who in whos]
        return any(mine) and not any(who.id and not own for who, own in zip(whos, mine, strict=True))

    def need(self, part: Part, entries: Iterable[Licence], words: int | None = None, wanted: tuple[Act, ...] | None = None) -> Need:
        """A use of a part as it is intended; `words` and `wanted` where they are others than the document's."""
        doing = self.wanted if wanted is None else wanted
        if part is not Part.TEXT:
            doing = tuple(act for act in doing if act not in OF_TEXTS) or (Act.PUBLISH,)
        count = words if words is not None else 0
        if words is None and part is Part.TEXT and any(entry.max_words is not None for entry in entries):
            count = self.page.words
        return Need(doing, part, count, self.context, self.house.commercial(self.context))

    def granted(self, grant: Grant, part: Part) -> Cover:
        """How a licence that the text names covers the use of a part."""
        if grant.gap:
            return Cover(Licence(grant.name, "", name=grant.name), (grant.gap,))
        work = self.work("", False)
        return best(grant.entries, self.need(part, grant.entries), lambda entry: self.owed.unmet(entry, work))

    def work(self, name: str, contract: bool) -> Work:
        """What is known of the work that a holder's licence is about."""
        if not self.reused and not self.document.fields:
            return Work(name, derived=not _CHANGING.isdisjoint(self.wanted))
        same = [it for it in self.reused if it.source.holder and self.same_holder(it.source.holder, name)]
        source = same[0].source if same else None
        fields = self.page.values
        return Work(
            name,
            "" if contract else next(fields("author", "byline", "article:author", "dc.creator"), ""),
            (source.title if source else "") or next(fields("title", "headline", "og:title"), ""),
            (source.address if source else "") or next(fields("source", "source_url", "original", "syndication-source", "original-source"), ""),
            source.date if source else "",
            not _CHANGING.isdisjoint(self.wanted) or any(it.rewritten for it in same),
        )

    def same_holder(self, one: str, two: str) -> bool:
        """Whether two names mean one holder."""
        first, second = self.house.who(one), self.house.who(two)
        return one == two or (first.id != "" and first.id == second.id)

    def entry_reasons(
        self, entry: Licence, gaps: tuple[Gap, ...], whose: str, work: Work, fact: Fact | None, match: Match | None = None
    ) -> Iterator[Reason]:
        """The reasons that a licence gives: that it covers, and what it asks; or how it does not."""
        known = entry.name or entry.id
        span = fact.span if fact else match.draft if match else None
        if gaps:
            for gap in gaps:
                yield _of_gap(gap, entry, known, whose, span)
            return
        yield Reason(Verdict.CLEAR, "policy.covered", f"The licence {known} covers this use of what is by {whose}", span, licence=entry.id)
        yield from self.owed.reasons(entry, work, fact, match)


def _of_gap(gap: Gap, entry: Licence, known: str, whose: str, span: Span | None) -> Reason:
    text = gap.message if gap.rule in _SPEAK_FOR_THEMSELVES else f"The licence {known}, for what is by {whose}, {gap.message}"
    return Reason(gap.verdict, gap.rule, text[:1].upper() + text[1:], span, (), entry.id, gap.missing)


def once(entries: Iterable[Licence]) -> list[Licence]:
    """Entries without those that came before."""
    return list({id(entry): entry for entry in entries}.values())
