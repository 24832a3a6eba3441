"""From a text to candidates: which wordings stand in it, where, and what they say.

The gate sees the whole text once and says which wordings could stand in which paragraph; only there do their exact
patterns run. Nothing here decides between candidates; `resolve` does.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from compliance.rulebook import TIMEOUT, Block, Pattern, Places, Plain, Rule, Rulebook
from compliance.scan.candidates import Candidate, Part, Scanned, shifted
from compliance.scan.ends import keep_ends, known_ends
from compliance.scan.folded import Joined
from compliance.scan.units import paragraphs, sentences

CLAUSE = "clause"
NOTICE = "notice"
SIGN = "common.sign"
"""The rule of signs: ©, (c) and their like."""
PHOTO = "common.photo-sign"
"""The rule that a sign with a photographer's name goes by."""
_begin = itemgetter(0)
_SPACES = ("\u00a0", "\u202f")
_LEADS = ("\u00c2", "\u00c3")
"""What mojibake of a letter begins with that ends with a no-break space. One letter is looked for many times quicker than two."""


AROUND = 1500
"""Code points on either side of what was found in which wordings are looked for that count only beside it. `resolve` lets one
stand 400 code points from the other; the rest is for long sentences and for facts in a row."""


def scan(text: str, book: Rulebook) -> Scanned:
    """Every candidate in a text.

    Args:
        text: any text; it is folded where something in it stands in the way of matching.
        book: the rules.
    """
    ends = known_ends(text, book)
    if not ends:
        return _scan(text, book)
    body = ends[0].start
    parts, before, folded, overruns = _scan(text[:body], book, is_all=False)
    if folded is None and all(end.folded is None for end in ends):
        return Scanned([*parts, *(Part(end.start, end.text, end.candidates) for end in ends)], before + text[body:], None, overruns)
    whole = Joined(before, folded, text, body)
    for end in ends:
        parts.append(Part(whole.join(end.start, end.text, end.folded), end.folded.text if end.folded else end.text, end.candidates))
    joined = whole.finish()
    return Scanned(parts, joined.text, joined, overruns)


def _scan(text: str, book: Rulebook, is_all: bool = True) -> Scanned:
    """Every candidate in a text. Behind one that is not all there is, there are others."""
    written = text
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    gate, folded, data = book.gate, None, text.encode("utf-8", "replace")
    if gate.is_hostile.stands_in(data) or any(lead in written and f"{lead}\u00a0" in written for lead in _LEADS):
        from compliance.scan.fold import fold

        folded = fold(written, gate.is_hostile)
        text = folded.text
        data = text.encode("utf-8", "replace")
    plain = Plain(text, data)
    overruns: list[str] = []
    found: dict[int, tuple[Block, tuple[Candidate, ...]]] = {}
    for block, hits in gate.hits(plain):
        candidates = _found(block, hits, "wordings", book, overruns)
        if candidates:
            found[block.start] = block, candidates
    if not found and is_all:
        return Scanned([], text, folded, tuple(overruns))
    main = [block for block, _ in found.values()]
    first = main[0].start if main else len(text)
    stop = len(text) if not is_all else main[-1].start + len(main[-1].text)
    for block, hits in gate.hits(plain, beside=True, between=(first - AROUND, stop + AROUND)):
        candidates = _found(block, hits, "wordings beside", book, overruns)
        if candidates:
            found[block.start] = block, (*found.get(block.start, (block, ()))[1], *candidates)
    if not overruns:
        keep_ends([found[block.start] for block in main], written, folded, book)
    parts = [Part(start, block.text, candidates, block.is_cut) for start, (block, candidates) in sorted(found.items())]
    return Scanned(parts, text, folded, tuple(overruns))


def _found(block: Block, hits: Places, kept: str, book: Rulebook, overruns: list[str]) -> tuple[Candidate, ...]:
    """The candidates of a block. They depend on nothing but its text and whether it was cut, and so are kept for the next text that has it."""
    known = book.kept(kept)
    key = f"\0{block.text}" if block.is_cut else block.text
    found: tuple[Candidate, ...] | None = known.get(key)
    if found is None:
        out: list[Candidate] = []
        before = len(overruns)
        _run(block.text, list(paragraphs(block.text, block.is_cut)), hits, book, out, overruns)
        found = tuple(out)
        if len(overruns) == before:
            known.put(key, found)
    return found


def _run(
    text: str, spans: Sequence[tuple[int, int]], hits: Iterable[tuple[int, tuple[int, ...]]], book: Rulebook,
    out: list[Candidate], overruns: list[str],
) -> None:
    """Runs the exact patterns that a gate named, in the paragraphs where it did."""
    asked: dict[int, dict[int, set[int]]] = {}
    for at, slots in hits:
        number = max(0, bisect_right(spans, at, key=lambda span: span[0]) - 1)
        places = asked.setdefault(number, {})
        for slot in slots:
            places.setdefault(slot, set()).add(at - spans[number][0])
    for number in sorted(asked):
        start, end = spans[number]
        paragraph = text[start:end]
        places = asked[number]
        named = [(*wording, where) for slot, where in sorted(places.items()) if (wording := book.wording(slot)) is not None]
        if named:
            _paragraph(paragraph, start, named, book, out, overruns)


def _paragraph(
    text: str, offset: int, named: Iterable[tuple[Rule, Pattern, set[int]]], book: Rulebook, out: list[Candidate], overruns: list[str]
) -> None:
    """Runs wordings, each with the places where the gate found one of its strings."""
    units = cache(lambda: sentences(text))
    words: list[tuple[int, int, Rule]] = []
    begun = len(out)
    for rule, pattern, places in named:
        try:
            if rule.type == CLAUSE:
                for number in sorted({bisect_right(units(), at, key=_begin) for at in places}):
                    if number:
                        start, end = units()[number - 1]
                        if clause := _clause(text[start:end], rule, pattern, book):
                            out.append(shifted(clause, offset + start))
            elif rule.type == NOTICE:
                found = book.regex(pattern.exact, rule.cased).finditer(text, timeout=TIMEOUT)
                words.extend((match.start(), match.end(), rule) for match in found)
            else:
                _passages(text, offset, rule, book.regex(pattern.exact, rule.cased), units, book, out)
        except TimeoutError:
            overruns.append(rule.id)
    if words:
        try:
            _notices(text, offset, words, book, out, begun)
        except TimeoutError:
            overruns.append(words[0][2].id)


def _passages(
    text: str, offset: int, rule: Rule, compiled: Any, units: Callable[[], Sequence[tuple[int, int]]], book: Rulebook, out: list[Candidate]
) -> None:
    told: dict[int, bool] = {}
    for match in compiled.finditer(text, timeout=TIMEOUT):
        if match.start() == match.end():
            continue
        found = match.groupdict()
        start, end = match.span("span") if found.get("span") is not None else match.span()
        start, end = _trim(text, start, end)
        if rule.alone and not _alone(text, start, end):
            continue
        if rule.disarmed_by and _disarmed(text, start, end, rule, units(), told, book):
            continue
        out.append(_candidate(offset, start, end, (start, end), rule, match, found))


def _clause(sentence: str, rule: Rule, pattern: Pattern, book: Rulebook) -> Candidate | None:
    """The candidate that a sentence is to a wording. Where the notice beside it is new, the sentence often is not, so that is kept too."""
    known = book.kept("clauses")
    clauses: dict[tuple[str, str], Candidate | None] | None = known.get(sentence)
    if clauses is None:
        clauses = {}
        known.put(sentence, clauses)
    key = rule.id, pattern.exact
    if key not in clauses:
        clauses[key] = _clause_anew(sentence, rule, pattern, book)
    return clauses[key]


def _clause_anew(sentence: str, rule: Rule, pattern: Pattern, book: Rulebook) -> Candidate | None:
    for match in book.regex(pattern.exact, rule.cased).finditer(sentence, timeout=TIMEOUT):
        if match.start() == match.end():
            continue
        if rule.disarmed_by and book.regex(rule.disarmed_by, rule.cased).search(sentence, timeout=TIMEOUT):
            return None
        return _candidate(0, 0, len(sentence), match.span(), rule, match, match.groupdict())
    return None


def _candidate(
    offset: int, start: int, end: int, core: tuple[int, int], rule: Rule, match: Any, found: Mapping[str, str | None]
) -> Candidate:
    values = dict(rule.values)
    captures = {}
    for name, value in found.items():
        if value is not None and name != "span":
            values[name] = value
            at, stop = match.span(name)
            captures[name] = (offset + at, offset + stop)
    return Candidate(offset + start, offset + end, rule, values, (offset + core[0], offset + core[1]), captures)


def _disarmed(
    text: str, start: int, end: int, rule: Rule, units: Sequence[tuple[int, int]], told: dict[int, bool], book: Rulebook
) -> bool:
    """Whether a sentence that the passage touches disarms the rule; `told` keeps what was found of each sentence."""
    at = bisect_right(units, start, key=lambda unit: unit[1])
    while at < len(units) and units[at][0] < end:
        disarmed = told.get(at)
        if disarmed is None:
            found = book.regex(rule.disarmed_by, rule.cased).search(text, *units[at], timeout=TIMEOUT)
            disarmed = told[at] = found is not None
        if disarmed:
            return True
        at += 1
    return False


def _alone(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    around = text[line:start] + text[end : len(text) if stop < 0 else stop]
    return not any(c.isalnum() for c in around)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _notices(text: str, offset: int, words: list[tuple[int, int, Rule]], book: Rulebook, out: list[Candidate], begun: int) -> None:
    from compliance.scan.notices import read_notices
    from compliance.scan.parts import Known
    from compliance.scan.years import YEARS

    taken, rights = [], []
    for candidate in out[begun:]:
        span = (candidate.core[0] - offset, candidate.core[1] - offset)
        if candidate.rule.kind == "rights_reserved":
            rights.append(span)
            taken.append(span)
        elif candidate.rule.kind not in ("copyright_notice", "credit_line", "syndication"):
            taken.append(span)
    words.sort(key=lambda w: (w[0], -w[1]))
    signs = next((rule for _, _, rule in words if rule.id == SIGN), None)
    spans = [(start, end) for start, end, rule in words if rule.id not in (SIGN, PHOTO)]
    known = Known(book.stops, book.not_holders, book.regex(YEARS, cased=True))
    for notice in read_notices(text, spans, sorted(taken), sorted(rights), known):
        first, last = notice.anchor
        rule = next((r for start, end, r in words if start < last and end > first and r.id not in (SIGN, PHOTO)), signs)
        if rule is None:
            continue
        values: dict[str, Any] = {}
        if notice.credit:
            values["party"] = notice.holder
        else:
            if notice.years:
                values["years"] = notice.years
            if notice.holder:
                values["holder"] = notice.holder
            values["mark"] = " ".join(notice.mark.split())
        span = (offset + notice.start, offset + notice.end)
        out.append(Candidate(*span, book.rules.get(PHOTO, rule) if notice.credit else rule, values, span))
