"""What a document says of its own rights, put together for those who curate data sets: the notice, the licence, where they stand, how
sure that is, and whether the statements agree with one another."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compliance.model import Confidence, Fact, Kind, Zone
from compliance.policy.claims import role_of

HEAD = 500
"""Code points at either end of a text that are its head and its tail, though never more than a fifth of it each."""

_PICTURE = (
    r"(?<!\w)(?:photo(?:graph)?s?|fotos?|fotografía|image[ns]?|imagen|immagine|picture|bild(?:er)?|afbeelding|billede|map|karte|carte|figure|abbildung|graphics?|grafik|"
    r"illustration|video|zdjęcie|rysunek|фото\w*|изображение|写真|画像|图片|圖片|사진)(?!\w)"
)
_BEFORE = re.compile(_PICTURE + r"[^.!?\n]{0,60}\Z", re.IGNORECASE)
_INSIDE = re.compile(_PICTURE, re.IGNORECASE)
_SURE = {confidence: number for number, confidence in enumerate(Confidence)}
_PLACES = {Zone.CAPTION: "caption", Zone.QUOTE: "quote", Zone.FOOTER: "footer", Zone.COMMENT: "comment", Zone.FRONT_MATTER: "metadata"}
_TERMS = {"nc": frozenset(("sell",)), "nd": frozenset(("rewrite", "translate"))}


class Rights(NamedTuple):
    """What a document says of its rights; what it does not say is empty.

    Attributes:
        notice: the words of the surest copyright notice on the text itself.
        holder, holder_id: whom that names.
        licence: the surest licence, by id or name; `licence_words` are those that name it.
        covers: what it is a licence of: `text`, or `part` where all licences are for a picture, a video or the like.
        licences: every licence of the text.
        place: where the licence stands, else the notice, else the first restriction: `head`, `body`, `tail`, `footer`, `caption`,
            `quote`, `comment` or `metadata`.
        at: how far into the text, from 0 to 1; None where nothing stands in it.
        confidence: of what `place` is about.
        reserved: `all`, `some` or `territory`.
        forbidden: acts that the words forbid or bind to a condition.
        mining: whether text and data mining is reserved.
        disagreement: statements that contradict one another, one phrase each.
    """

    notice: str = ""
    holder: str = ""
    holder_id: str = ""
    licence: str = ""
    licence_words: str = ""
    covers: str = ""
    licences: tuple[str, ...] = ()
    place: str = ""
    at: float | None = None
    confidence: str = ""
    reserved: str = ""
    forbidden: tuple[str, ...] = ()
    mining: bool = False
    disagreement: tuple[str, ...] = ()


NONE = Rights()
"""Of a document without a fact."""


def rights_of(facts: Sequence[Fact], characters: int) -> Rights:
    """What some facts of one document come to.

    Args:
        facts: all of the document.
        characters: code points of its text.
    """
    if not facts:
        return NONE
    of_text = [fact for fact in facts if not of_a_part(fact, facts)]
    grants = [fact for fact in of_text if fact.kind is Kind.LICENCE_GRANT]
    part_grants = [fact for fact in facts if fact.kind is Kind.LICENCE_GRANT and fact not in grants]
    notices = [fact for fact in of_text if fact.kind is Kind.COPYRIGHT_NOTICE]
    bans = [fact for fact in of_text if fact.kind is Kind.REDISTRIBUTION_RESTRICTION]
    mining = [fact for fact in of_text if fact.kind is Kind.MINING_RESERVATION]
    reserved = [fact for fact in of_text if fact.kind is Kind.RIGHTS_RESERVED]
    notice, licence = _surest(notices), _surest(grants) or _surest(part_grants)
    shown = licence or notice or _surest([*reserved, *bans, *mining])
    named = tuple(dict.fromkeys(filter(None, map(name_of, grants or part_grants))))
    return Rights(
        notice.text if notice else "", _value(notice, "holder"), _value(notice, "holder_id"),
        name_of(licence) if licence else "", licence.text if licence else "", "" if licence is None else "text" if grants else "part", named,
        place_of(shown, characters) if shown else "", round(min(1.0, shown.span.start / characters), 3) if shown and characters else None,
        str(shown.confidence) if shown else "",
        _scope(reserved), tuple(sorted({act for fact in bans for act in acts_of(fact)})), bool(mining),
        tuple(_disagreements(grants, part_grants, notices, reserved, bans, mining, characters)),
    )  # fmt: skip


def of_a_part(fact: Fact, facts: Iterable[Fact]) -> bool:
    """Whether a statement is about a picture, a video or the like in the text: by where it stands, by its own words, or by the credit
    that it stands beside."""
    if fact.zone is Zone.CAPTION or fact.rule == "licences.cc-photo":
        return True
    if fact.kind not in (Kind.LICENCE_GRANT, Kind.COPYRIGHT_NOTICE):
        return False
    if _BEFORE.search(fact.before) or fact.kind is Kind.LICENCE_GRANT and _INSIDE.search(fact.text):
        return True
    return any(other.kind is Kind.CREDIT_LINE and role_of(other) == "photo" and _beside(other, fact) for other in facts)


def _beside(credit: Fact, fact: Fact) -> bool:
    """Whether a statement follows a credit in the same line and sentence."""
    between = fact.span.start - credit.span.end
    if credit.position.line != fact.position.line or credit.span.start > fact.span.start or between > len(fact.before):
        return False
    return between <= 0 or not re.search(r"[.!?。]\s", fact.before[-between:])


def place_of(fact: Fact, characters: int) -> str:
    """Where a statement stands: the part of the page, as far as the document has such parts, else how far down."""
    if fact.zone in _PLACES:
        return _PLACES[fact.zone]
    end = min(HEAD, characters // 5)
    return "head" if fact.span.start < end else "tail" if fact.span.end > characters - end else "body"


def name_of(grant: Fact) -> str:
    """The licence that a text grants by name, or `terms of its own`."""
    return _value(grant, "licence") or _value(grant, "url") or "terms of its own"


def acts_of(ban: Fact) -> tuple[str, ...]:
    """The acts that a restriction names; to use, where it names none."""
    acts = ban.values.get("acts") or ("use",)
    return (acts,) if isinstance(acts, str) else tuple(map(str, acts))


def agree(one: str, other: str) -> bool:
    """Whether two names may be of one licence: one of them leaves out the version, or nothing but the family is told."""
    for a, b in ((one, other), (other, one)):
        if a == b or re.match(re.escape(a) + r"-\d", b) or a == "Creative Commons" and b.startswith("CC") or b in a.split(" OR "):
            return True
    return False


def _surest(facts: Sequence[Fact]) -> Fact | None:
    """The fact with the highest confidence; of several a licence with a version, then the first."""
    return min(facts, key=lambda fact: (_SURE[fact.confidence], not _value(fact, "licence")[-1:].isdigit(), fact.span), default=None)


def _value(fact: Fact | None, name: str) -> str:
    return str(fact.values.get(name) or "") if fact else ""


def _scope(reserved: Sequence[Fact]) -> str:
    scopes = {_value(fact, "scope") or "all" for fact in reserved}
    return next((scope for scope in ("all", "some", "territory") if scope in scopes), "")


def _disagreements(
    grants: Sequence[Fact], part_grants: Sequence[Fact], notices: Sequence[Fact], reserved: Sequence[Fact], bans: Sequence[Fact], mining: Sequence[Fact],
    characters: int,
) -> Iterable[str]:
    told = {name_of(fact): f"{name_of(fact)} ({place_of(fact, characters)})" for fact in reversed(grants)}
    names = list(reversed(told))
    if any(not agree(one, other) for at, one in enumerate(names) for other in names[:at]):
        yield f"licences differ: {', '.join(told[name] for name in names)}"
    if grants:
        of_licence = told[names[0]]
        if _scope(reserved) == "all":
            first = next(fact for fact in reserved if (_value(fact, "scope") or "all") == "all")
            yield f"a licence and all rights reserved: {of_licence}, {place_of(first, characters)}"
        for ban in bans:
            open_ = [act for act in acts_of(ban) if not _explained(act, names)]
            if open_:
                yield f"a licence and a restriction: {of_licence}, {', '.join(open_)} ({place_of(ban, characters)})"
                break
        if mining:
            yield f"a licence and mining reserved: {of_licence}, {place_of(mining[0], characters)}"
    elif part_grants:
        yield f"the licence is of a part only: {name_of(part_grants[0])} ({place_of(part_grants[0], characters)})"
    holders = {_value(fact, "holder_id") or _value(fact, "holder").casefold(): _value(fact, "holder") for fact in reversed(notices) if _value(fact, "holder")}
    if len(holders) > 1:
        yield f"holders differ: {', '.join(reversed(holders.values()))}"


def _explained(act: str, licences: Iterable[str]) -> bool:
    """Whether one of the licences forbids an act itself, as NC forbids to sell and ND to rewrite."""
    return any(act in acts for name in licences for module, acts in _TERMS.items() if module in name.casefold().split("-"))
