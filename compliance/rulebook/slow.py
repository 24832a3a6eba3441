"""Asks a text for the strings of wordings without the compiled sieve: the same answers, several times slower.

It works on forms of the text with single blanks, whose places are brought back to those of the text.
"""

import re
from collections.abc import Sequence

from compliance.rulebook.anyof import AnyOf
from compliance.rulebook.lazy import lazy
from compliance.rulebook.net import Asker, Net
from compliance.rulebook.packed import unpacked
from compliance.rulebook.plain import BLANKS, LONG, Places, Plain

_ASCII = bytes(32 if c < 128 and c in BLANKS else c for c in range(256))
GAP = b"\xff"
"""What a blank line is in a form: a byte that no UTF-8 has."""
_RAGGED = rb"\n[^\S\n]|\n[\x1c-\x1f\x80-\xff]"
"""What may be a blank line that is not bare."""
_OWN = rb"[\xce-\xe1\xe3-\xff]|\xcd[\xb0-\xbf]|\xe2[\xb0-\xbf]"
"""A letter of a script other than Latin, in UTF-8: from U+0370 to U+1FFF, or from U+2C00 on."""
LETTERS = bytes(c if chr(c).isalnum() and c < 128 else 32 for c in range(256))
"""For `bytes.translate`: a blank for all but letters and digits of ASCII."""

Hits = list[tuple[int, int, bool, Places]]
"""Blocks, each by where it begins and ends and whether it was cut, with places; all in bytes of the text."""


class Slow:
    """Asks texts.

    Args:
        nets: rows of `net`: for strings of ASCII, for those with other letters, and both for wordings that count only beside a fact.
        others: of each slot the further sets of strings, packed.
        flags: by slot whether its capitals count (1), and whether it needs other letters (2).
    """

    def __init__(self, nets: Sequence[Sequence[bytes]], others: Sequence[bytes], flags: bytes) -> None:
        self._askers = [Asker(Net(row)) for row in nets]
        self._others, self._flags = others, flags
        self._needs: dict[int, tuple[AnyOf, ...]] = {}
        self._any_of: dict[tuple[str | bytes, ...], AnyOf] = {}

    def warm(self) -> None:
        """Makes ready now what nearly every run asks, for what is to be shared with other processes."""
        for asker in self._askers[:2]:
            asker.warm()

    def hits(self, plain: Plain, beside: bool, start: int, end: int) -> Hits:
        """As `Gate.hits` says, for blocks that reach between two bytes of the text and perhaps others; places are bytes of the text."""
        forms = Forms(plain)
        start, end = forms.part(start, end)
        places = self._askers[2 * beside].find(forms, start, end)
        if not plain.is_ascii:
            first, last = forms.beyond()
            places += self._askers[2 * beside + 1].find(forms, max(start, first), min(end, last))
        places.sort()
        found: Hits = []
        stretch: Stretch | None = None
        for place, slots in places:
            at = forms.spread(place)
            if stretch is None or not stretch.holds(at):
                stretch = forms.around(place)
            if likely := tuple([slot for slot in slots if self._may_stand(slot, stretch)]):
                if not found or found[-1][0] != stretch.start:
                    found.append((stretch.start, stretch.end, stretch.is_cut, []))
                found[-1][3].append((at, likely))
        return found

    def _may_stand(self, slot: int, where: "Stretch") -> bool:
        """Whether the other strings of a wording stand in a stretch."""
        known, flag = where.known, self._flags[slot]
        stands = known.get(slot)
        if stands is None:
            stands = known[slot] = not (flag & 2 and where.is_latin) and all(self._stands(need, where, flag & 1) for need in self._of(slot))
        return stands

    def _stands(self, need: AnyOf, where: "Stretch", cased: int) -> bool:
        stands = where.known.get((need, cased))
        if stands is None:
            stands = where.known[need, cased] = need.stands(where.letters(cased), where.form(cased))
        return stands

    def _of(self, slot: int) -> tuple[AnyOf, ...]:
        needs = self._needs.get(slot)
        if needs is None:
            needs = self._needs[slot] = tuple([self._any(strings) for strings in unpacked(self._others[slot])])
        return needs

    def _any(self, strings: tuple[str | bytes, ...]) -> AnyOf:
        found = self._any_of.get(strings)
        if found is None:
            found = self._any_of[strings] = AnyOf(strings)
        return found


class Forms:
    """A text with single blanks, small letters and not; a blank line is two `GAP`."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self._level = _level(plain.raw)
        self.whole = _single(self._level)
        self._is_single = self.whole is self._level
        self._gap = b"\n\r\n" if b"\n\r\n" in plain.raw else b"\n\n"
        self._ragged: bool | None = None
        self._from_gap = self._to_gap = self._from = self._to = 0

    @lazy
    def data(self) -> bytes:
        """In small letters."""
        quiet = self.plain.quiet
        return self.whole.lower() if quiet is None and self.plain.cased else self.whole if quiet is None else _single(_level(quiet))

    @lazy
    def letters(self) -> bytes:
        """The letters and digits of ASCII in `whole`, with blanks for all else, and one more at either end."""
        return b" %b " % self.whole.translate(LETTERS)

    def part(self, first: int, last: int) -> tuple[int, int]:
        """The part of the form that has all between two bytes of the text, and perhaps more."""
        end = len(self.whole)
        return (max(0, first), max(0, min(last, end))) if self.plain.is_ascii and self._is_single else (0, end)

    def beyond(self) -> tuple[int, int]:
        """The part of the form that has all stretches between blank lines with a letter beyond ASCII, and perhaps more."""
        if not self._is_single:
            return 0, len(self.whole)
        raw = self.plain.raw
        first, last = _beyond(raw), len(raw) - _beyond(raw[::-1])
        end = self.whole.find(GAP, last)
        return self.whole.rfind(GAP, 0, first) + 1, len(self.whole) if end < 0 else end

    def stands(self, string: str, start: int, end: int) -> bool:
        """Whether a string stands between two bytes of the form, capitals as they are in the text."""
        return self.whole[start:end] == string.encode() if self.plain.cased else self.plain.begins(string, self.spread(start))

    def spread(self, place: int) -> int:
        """The byte of the text that a byte of the form, no blank, stands for. Quick where places ascend."""
        if self._is_single:
            return place
        if place < self._from:
            self._from = self._to = 0
        single, spread, start = self.whole, self._level, self._to
        letters = place - self._from - single.count(b" ", self._from, place)
        stop = start + place - self._from
        while missing := letters - (stop - start - spread.count(b" ", start, stop)):
            stop += missing
        while spread[stop : stop + 1] == b" ":
            stop += 1
        self._from, self._to = place, stop
        return stop

    def around(self, place: int) -> "Stretch":
        """A stretch that holds the paragraph of a byte of the form, no blank, and as little beside it as can be seen without looking at all
        of the text. Quick where places ascend."""
        at = self.spread(place)
        start, end, is_cut = self._stretch(at)
        part = (start, end) if self._is_single else (
            max(0, place - len(_single(self._level[start:at]))), place + len(_single(self._level[at:end])),
        )
        return Stretch(self, start, end, is_cut, part)

    def _stretch(self, at: int) -> tuple[int, int, bool]:
        raw = self.plain.raw
        if not self._from_gap <= at < self._to_gap:
            self._from_gap, self._to_gap = raw.rfind(self._gap, 0, at) + 1, raw.find(self._gap, at)
            if self._to_gap < 0:
                self._to_gap = len(raw)
        start, end = self._from_gap, self._to_gap
        if end - start > (1 if self.plain.is_ascii else 4) * LONG + 50 and not self._is_ragged():
            before, behind = raw.rfind(b".\n", start, at), raw.find(b".\n", at, end)
            return start if before < 0 else before + 2, end if behind < 0 else behind + 1, True
        return start, end, False

    def _is_ragged(self) -> bool:
        """Whether there may be blank lines that are not bare."""
        if self._ragged is None:
            self._ragged = re.search(_RAGGED, self.plain.raw) is not None
        return self._ragged


class Stretch:
    """A block while it is asked about; `known` is for whoever asks it something more than once."""

    def __init__(self, forms: Forms, start: int, end: int, is_cut: bool, part: tuple[int, int]) -> None:
        self._forms, self._part = forms, part
        self.start, self.end, self.is_cut = start, end, is_cut
        self.known: dict[object, bool] = {}

    def holds(self, place: int) -> bool:
        """Whether a byte of the text is one of its own."""
        return self.start <= place < self.end

    @lazy
    def is_latin(self) -> bool:
        """Whether all its letters are Latin ones."""
        plain = self._forms.plain
        return plain.is_ascii or re.search(_OWN, plain.raw[self.start : self.end]) is None

    def form(self, cased: int) -> bytes:
        """Its form, in small letters or with capitals as they are."""
        start, end = self._part
        return (self._forms.whole if cased else self._forms.data)[start:end]

    @lazy
    def _letters(self) -> bytes:
        start, end = self._part
        return self._forms.letters[start : end + 2]

    @lazy
    def _small(self) -> bytes:
        return self._letters.lower()

    def letters(self, cased: int) -> bytes:
        """The letters and digits of ASCII in that form, with blanks for all else and around them."""
        return self._letters if cased else self._small


def _beyond(form: bytes) -> int:
    """Where the first byte beyond ASCII stands."""
    try:
        form.decode("ascii")
    except UnicodeDecodeError as error:
        return error.start
    return len(form)


def _level(form: bytes) -> bytes:
    """With every white space a blank, and every blank line a gap."""
    return form.replace(b"\n\n", GAP + GAP).translate(_ASCII)


def _single(form: bytes) -> bytes:
    """With single blanks."""
    while form.rfind(b"  ") >= 0:  # far quicker than to look from the front
        form = form.replace(b"  ", b" ")
    return form
