"""From a text to candidates: which wordings stand in it, where, and what they say.

The gate sees the whole text once and says which wordings could stand in which paragraph; only there do their exact
patterns run. Nothing here decides between candidates; `resolve` does.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from compliance.rulebook import LONG, TIMEOUT, Block, Pattern, Places, Plain, Rule, Rulebook
from compliance.scan.folded import Folded, Joined
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


class Candidate(NamedTuple):
    """A possible fact, in code points of some text. `core` is the wording itself; `start`..`end` may reach wider."""

    start: int
    end: int
    rule: Rule
    values: Mapping[str, Any]
    core: tuple[int, int]
    captures: Mapping[str, tuple[int, int]] = {}


class Part(NamedTuple):
    """A part of a text in which something was found: the code point where it begins, and the candidates in code points of the part.
    `is_cut` as for a block."""

    start: int
    text: str
    candidates: tuple[Candidate, ...]
    is_cut: bool = False


class Scanned(NamedTuple):
    """What a text holds: its parts with candidates, in order; the folded text with its map, and the rules that ran out of time."""

    parts: list[Part]
    text: str
    folded: Folded | None
    overruns: tuple[str, ...]

    @property
    def candidates(self) -> list[Candidate]:
        """The candidates in order, in code points of the folded text."""
        return in_order(shifted(candidate, part.start) for part in self.parts for candidate in part.candidates)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By where they begin, the longer first."""
    return sorted(candidates, key=lambda c: (c.start, -c.end))


def shifted(candidate: Candidate, by: int) -> Candidate:
    """The same candidate some code points further on."""
    if not by:
        return candidate
    start, end, rule, values, core, captures = candidate
    captures = {name: (at + by, stop + by) for name, (at, stop) in captures.items()}
    return Candidate(start + by, end + by, rule, values, (core[0] + by, core[1] + by), captures)


def scan(text: str, book: Rulebook) -> Scanned:
    """Every candidate in a text.

    Args:
        text: any text; it is folded where something in it stands in the way of matching.
        book: the rules.
    """
    ends = _known_ends(text, book)
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


class Known(NamedTuple):
    """What was found in a last stretch of a text: candidates, and the folded stretch, where it was folded, whose code points they are in."""

    candidates: tuple[Candidate, ...]
    folded: Folded | None = None


class End(NamedTuple):
    """A last stretch of a text that is known: where it begins, and the text of it."""

    start: int
    text: str
    candidates: tuple[Candidate, ...]
    folded: Folded | None


def _known_ends(text: str, book: Rulebook) -> list[End]:
    """The last stretches of a text between blank lines, as far as all that is found in them is known.

    They are the blocks of the whole text: where a blank line is written with returns, others are none; and what is long may be cut in one
    text and not in another.
    """
    kept = book.kept("ends")
    gap = "\n\r\n" if "\r" in text and "\n\r\n" in text else "\n\n"
    ends: list[End] = []
    stop = len(text)
    while (start := text.rfind(gap, 0, stop)) >= 0 and stop - start <= LONG:
        stretch = text[start:stop]
        bare = stretch.strip()
        if bare:
            known = kept.get(bare)
            if known is None:
                break
            ends.append(End(start + stretch.index(bare[0]), bare, *known))
        stop = start
    return ends[::-1]


def _keep_ends(blocks: Iterable[tuple[Block, tuple[Candidate, ...]]], written: str, folded: Folded | None, book: Rulebook) -> None:
    """Keeps what was found in whole stretches between blank lines, for texts that end with them."""
    kept = book.kept("ends")
    for block, candidates in blocks:
        if block.is_cut:
            continue
        if folded is None:
            kept.put(block.text, Known(candidates))
            continue
        from compliance.scan.fold import folded_alone

        start, end = folded.span(block.start, block.start + len(block.text))
        stretch = written[start:end]
        alone = folded_alone(stretch, book.gate.is_hostile)
        if alone is not None and alone.text == block.text and stretch == stretch.strip():
            kept.put(stretch, Known(candidates, None if alone.text == stretch else alone))


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
        _keep_ends([found[block.start] for block in main], written, folded, book)
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
    from compliance.scan.notices import Known, read_notices
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
