"""The desk: flags in an order, a place among them, and decisions that are on the record as soon as they are made."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from compliance.decisions import Action, Entry, Log, Scope
from compliance.decisions.identity import digest
from compliance.desk.docket import Choice, Docket, carried
from compliance.desk.filters import Filter
from compliance.desk.grouping import Group, Grouping, arrange
from compliance.desk.items import Item
from compliance.desk.remedy import Edit, carry_out, take_back
from compliance.desk.search import found
from compliance.desk.steps import Carried, Stack, Step
from compliance.model import Report, Term

TAKEN_BACK = "taken back at the desk"
RESTORED = "done again at the desk"


class Reach(Term):
    """Which flags a decision is about."""

    HERE = "here"  # the one at which the editor is
    EVERYWHERE = "everywhere"  # all with the same text, in every document
    GROUP = "group"  # all open ones that are shown in the same group


class DeskError(Exception):
    """Something that cannot be done here and now; the text says why."""


class Desk:
    """The flags of some reports, and an editor's place among them.

    `order` holds the numbers of the items that are shown, in the order of `groups`; `at` is the editor's place in it.
    """

    def __init__(self, reports: Iterable[Report], docket: Docket) -> None:
        self.docket = docket
        self.reports: list[Report] = []
        self.items: list[Item] = []
        self.grouping, self.filter = Grouping.DOCUMENT, Filter()
        self.order: list[int] = []
        self.groups: list[Group] = []
        self.at = 0
        self.stack = Stack()
        self.last: Choice | None = None
        self.words = ""
        self._same: dict[str, list[int]] | None = None
        self._names: dict[tuple[str, str], list[int]] | None = None
        self._lay([docket.standing(report) for report in reports])

    # What there is

    @property
    def item(self) -> Item | None:
        """The flag at which the editor is; None where none is shown."""
        return self.items[self.order[self.at]] if self.order else None

    @property
    def report(self) -> Report | None:
        """Its report, as it was checked."""
        return self.reports[self.item.report] if self.item else None

    @property
    def group(self) -> int:
        """The number of the group at which the editor is."""
        return self.group_of(self.at)

    @property
    def open(self) -> int:
        """How many of the flags that are shown nobody has settled."""
        return self._open

    @property
    def count(self) -> int:
        """How many flags are shown."""
        return len(self.order)

    def group_of(self, at: int) -> int:
        """The number of the group that a place of the order is in."""
        from bisect import bisect_right

        return bisect_right(self.groups, at, key=lambda group: group.start) - 1

    def same(self) -> list[int]:
        """The numbers of all items with the text of the one at which the editor is, shown or not."""
        if self.item is None:
            return []
        return self._digests()[digest(self.item.flag)]

    def current(self, number: int) -> Report:
        """A report with what has been decided on its flags since."""
        flags = tuple(item.flag for item in self._of(number))
        return self.reports[number]._replace(flags=flags)

    def flags_of(self, number: int) -> list[Item]:
        """The items of a report, in the order of the text."""
        return [self.items[it] for it in range(*self._spans[number])]

    def first_of(self, number: int) -> int:
        """The number of a report's first item."""
        return self._spans[number][0]

    # Going about

    def go(self, at: int) -> bool:
        """Goes to a place of the order, or the nearest there is; True where that is another."""
        before, self.at = self.at, max(0, min(at, len(self.order) - 1))
        return self.at != before

    def next_open(self, step: int = 1) -> bool:
        """Goes to the nearest flag that nobody has settled, after this one (before it, where `step` is -1), round and
        round; False where there is no other."""
        size = len(self.order)
        for distance in range(1, size):
            at = (self.at + step * distance) % size
            if self.items[self.order[at]].open:
                self.at = at
                return True
        return False

    def next_group(self, step: int = 1) -> bool:
        """Goes to the first flag of the next group (the one before, where `step` is -1)."""
        number = self.group + step
        return 0 <= number < len(self.groups) and self.go(self.groups[number].start)

    def search(self, words: str, step: int = 1) -> bool:
        """Goes to the next flag that has the words in it, in any case; what is searched for is kept, and empty words
        stand for it."""
        self.words = words or self.words
        size = len(self.order)
        for distance in range(1, size + 1):
            at = (self.at + step * distance) % size
            item = self.items[self.order[at]]
            if self.words and found(self.words, item, self.reports[item.report]):
                return self.go(at) or size == 1 or distance == size
        return False

    def jump(self, words: str) -> bool:
        """Goes to a flag by its number, from 1, or to the first of a document by a part of its name."""
        text = words.strip().casefold()
        if text.isdecimal():
            if not 1 <= int(text) <= len(self.order):
                return False
            self.at = int(text) - 1
            return True
        named = self.grouping is Grouping.DOCUMENT  # then each group is one document, and its first flag stands for it
        places = [group.start for group in self.groups] if named else list(range(len(self.order)))
        here = self.group if named else self.at
        for number in (*range(here + 1, len(places)), *range(here + 1)):
            report = self.reports[self.items[self.order[places[number]]].report]
            if text and text in (report.path or report.id).casefold():
                self.at = places[number]
                return True
        return False

    def regroup(self, grouping: Grouping) -> None:
        """Puts the flags together otherwise; the place stays at the same flag."""
        self.grouping = grouping
        self._arrange()

    def refilter(self, chosen: Filter) -> None:
        """Shows what a filter lets through; the place stays at the same flag, or goes to the next that is shown."""
        self.filter = chosen
        self._arrange()

    # Deciding

    def decide(self, choice: Choice, reach: Reach = Reach.HERE) -> Step:
        """Puts a decision on the record.

        Raises DeskError where there is nothing to decide, LogError and BadEntry where it cannot be recorded.
        """
        numbers = self._reached(reach)
        put = [(self.reports[self.items[number].report], self.items[number].flag) for number in numbers]
        made = self.docket.put(put, choice, everywhere=reach is Reach.EVERYWHERE)
        self.last = choice
        lines = {number: made[at] for at, number in enumerate(numbers)}
        return self._done(str(choice), lines, reach)

    def repeat(self) -> Step:
        """Decides on this flag as on the one before. Raises as `decide`."""
        if self.last is None:
            raise DeskError("nothing has been decided yet that could be repeated")
        return self.decide(self.last)

    def fix(self, edit: Edit, reason: str = "") -> Step:
        """Carries out an edit and puts on the record that the flag's text was changed. The report is the old one until it is
        checked again. Raises NoRemedy, OSError, LogError and BadEntry."""
        item = self._here()
        reason = reason or ("taken out at the desk" if edit.gone else "put in at the desk")
        carry_out(edit)
        try:
            made = self.docket.put([(self.reports[item.report], item.flag)], Choice(Action.FIXED, reason), everywhere=False)
        except Exception:
            take_back(edit)
            raise
        step = Step(f"fixed: {reason}", self._key(item), tuple(made.values()), edit=edit)
        self.stack.push(step)
        return step

    def undo(self) -> Step:
        """Takes the last step back, on the record. Raises DeskError, LogError, and NoRemedy where a file has changed."""
        if not self.stack.done:
            raise DeskError("there is nothing to take back")
        step = self.stack.done[-1]
        if step.edit is not None:
            take_back(step.edit)
        undoings = self.docket.take_back(step.entries, TAKEN_BACK)
        self.stack.done.pop()
        self.stack.undone.append(step._replace(entries=undoings))
        self._carry(step.before, step)
        return step

    def redo(self) -> Step:
        """Does the step again that was taken back last. Raises as `undo`."""
        if not self.stack.undone:
            raise DeskError("there is nothing to do again")
        step = self.stack.undone[-1]
        if step.edit is not None:
            carry_out(step.edit)
        again = self.docket.take_back(step.entries, RESTORED)
        self.stack.undone.pop()
        self.stack.done.append(step._replace(entries=again))
        self._carry(step.after, step)
        return step

    # What has changed outside

    def replace(self, number: int, report: Report) -> None:
        """A new check of a document stands in place of the old one; the place stays as near as it can."""
        where = self.item
        self.stack.settle()
        reports = list(self.reports)
        reports[number] = self.docket.standing(report)
        self._lay(reports)
        if where is not None:
            self._nearest(where)

    def refresh(self) -> bool:
        """Takes over what others have decided since; True where there was anything. Raises LogError."""
        fresh = self.docket.others()
        self._restand(fresh)
        return bool(fresh)

    def warm(self) -> None:
        """Finds out which flags have the same text, so that nobody waits for it later."""
        self._digests()

    def find(self, document: str, rule: str, identity: str) -> bool:
        """Goes to the flag of that document, rule and identity; to the document's first where it is gone, and where the
        document is too, nowhere."""
        first = -1
        for at, number in enumerate(self.order):
            item = self.items[number]
            if self.reports[item.report].id != document:
                continue
            if item.flag.rule == rule and item.flag.identity == identity:
                return self.go(at) or True
            first = at if first < 0 else first
        return first >= 0 and (self.go(first) or True)

    # Inside

    def _lay(self, reports: Sequence[Report]) -> None:
        number = self.order[self.at] if self.order else 0
        self.reports, self.items, self._spans = [], [], []
        for report in reports:
            start = len(self.items)
            self.items += [Item(len(self.reports), flag) for flag in report.flags]
            self._spans.append((start, len(self.items)))
            self.reports.append(report)
        self._same = self._names = None
        self._arrange(min(number, len(self.items) - 1))

    def _arrange(self, number: int = -1) -> None:
        """Lays out what is shown, with the place at an item, or at the next one that is shown."""
        if number < 0:
            number = self.order[self.at] if self.order else 0
        passes, plain = self.filter.passes, self.filter == Filter()
        chosen = [it for it, item in enumerate(self.items) if plain or passes(item, self.reports[item.report])]
        self.order, self.groups = arrange(chosen, self.items, self.reports, self.grouping)
        wanted = min((it for it in chosen if it >= number), default=chosen[-1] if chosen else -1)
        self.at = self.order.index(wanted) if chosen else 0
        self._shown = set(chosen) if not plain else None
        self._open = sum(self.items[it].open for it in chosen)

    def _of(self, number: int) -> list[Item]:
        return [self.items[it] for it in range(*self._spans[number])]

    def _here(self) -> Item:
        if self.item is None:
            raise DeskError("no flag is shown that something could be decided on")
        return self.item

    def _key(self, item: Item) -> tuple[str, str, str]:
        return self.reports[item.report].id, item.flag.rule, item.flag.identity

    def _reached(self, reach: Reach) -> list[int]:
        """The numbers of the items that a decision with that reach settles."""
        item = self._here()
        if reach is Reach.EVERYWHERE:
            return self.same()
        if reach is Reach.HERE:
            # Words that stand twice in a document with the same words around them are one flag.
            return [it for it in range(*self._spans[item.report]) if self.items[it].flag.identity == item.flag.identity]
        group = self.groups[self.group]
        numbers = [it for it in self.order[group.start : group.start + group.size] if self.items[it].open]
        if not numbers:
            raise DeskError("every flag of this group has been decided")
        return numbers

    def _digests(self) -> dict[str, list[int]]:
        if self._same is None:
            self._same = defaultdict(list)
            for number, item in enumerate(self.items):
                self._same[digest(item.flag)].append(number)
        return self._same

    def _done(self, label: str, lines: dict[int, Entry], reach: Reach) -> Step:
        item = self._here()
        before = tuple((number, self.items[number].flag.decision) for number in lines)
        after = tuple((number, carried(entry)) for number, entry in lines.items())
        more = f" ({len(lines):,} flags)" if len(lines) > 1 else ""
        everywhere = ", everywhere" if reach is Reach.EVERYWHERE else ""
        step = Step(label + more + everywhere, self._key(item), tuple(dict.fromkeys(lines.values())), before, after)
        self.stack.push(step)
        self._set(after)
        return step

    def _carry(self, states: tuple[tuple[int, Carried], ...], step: Step) -> None:
        """Shows what flags carry after a step was taken back or done again, and goes to where it was done."""
        if states:
            self._set(states)
        else:  # numbers of another check, or a step that changed a file
            self._restand([about for entry in step.entries if (about := self.docket.about(entry)) is not None])
        self.find(*step.key)

    def _set(self, states: Iterable[tuple[int, Carried]]) -> None:
        for number, decision in states:
            item = self.items[number]
            changed = self.items[number] = item._replace(flag=item.flag._replace(decision=decision))
            if self._shown is None or number in self._shown:
                self._open += changed.open - item.open

    def _restand(self, entries: Iterable[tuple[Log, Entry]]) -> None:
        """Reads from the logs again what stands on the flags that some decisions are about."""
        reports: set[int] = set()
        for log, entry in entries:
            if entry.scope is Scope.EVERYWHERE:
                reports |= {self.items[number].report for number in self._digests().get(entry.digest, ())}
            else:
                reports |= set(self._named().get((log.path, entry.document), ()))
        for number in reports:
            standing = self.docket.standing(self.current(number)).flags
            self._set((it, flag.decision) for it, flag in zip(range(*self._spans[number]), standing, strict=True))

    def _named(self) -> dict[tuple[str, str], list[int]]:
        """The numbers of the reports by their logs, and the names that their documents have there."""
        if self._names is None:
            self._names = defaultdict(list)
            for number, report in enumerate(self.reports):
                self._names[self.docket.log(report).path, self.docket.name(report)].append(number)
        return self._names

    def _nearest(self, where: Item) -> None:
        """Goes to the same flag of the new check; where it is gone, to the next of the document, in the order of the
        text."""
        rows = [(at, self.items[number].flag) for at, number in enumerate(self.order) if self.items[number].report == where.report]
        flag = where.flag
        same = [at for at, it in rows if (it.rule, it.identity) == (flag.rule, flag.identity)]
        alike = [at for at, it in rows if (it.rule, it.text) == (flag.rule, flag.text)]  # the words around it have changed
        after = [at for at, it in rows if it.span >= flag.span]
        if rows:
            self.go([*same, *alike, *after, rows[-1][0]][0])
