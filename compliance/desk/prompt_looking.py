"""The words of the plain prompt that show, list, filter and write."""

from collections.abc import Iterator

from compliance.desk.filters import Filter, parse
from compliance.desk.grouping import Grouping
from compliance.desk.items import place
from compliance.desk.prompt_base import PromptBase
from compliance.desk.prompt_views import around, both_sides, group_lines, help_lines, history_lines, unread_lines
from compliance.desk.summary import standing
from compliance.output.escape import visible

ONLY_ON_SCREEN = frozenset(("zoom", "pane", "forward", "backward", "theme", "palette"))
"""Commands about what a screen looks like."""
MORE = {
    "show": "say again what is known of this flag",
    "text": "the text around it, a paragraph or so",
    "list": "the flags of this group, one a line",
    "yes": "do what was just shown",
}
"""Words of the prompt alone."""


class PromptLooking(PromptBase):
    """What changes nothing but what is seen."""

    def _do_show(self, rest: str) -> Iterator[str]:
        yield from self._here()

    def _do_text(self, rest: str) -> Iterator[str]:
        item, report = self.desk.item, self.desk.report
        if item is not None and report is not None:
            yield from around(self.bench.page(report, item.flag), item)

    def _do_sides(self, rest: str) -> Iterator[str]:
        if self.desk.item is not None:
            yield from both_sides(self.bench.sides(self.desk.item.flag))

    def _do_list(self, rest: str) -> Iterator[str]:
        yield from group_lines(self.desk)

    def _do_history(self, rest: str) -> Iterator[str]:
        yield from history_lines(self.desk)

    def _do_unread(self, rest: str) -> Iterator[str]:
        yield from unread_lines(self.desk)

    def _do_group(self, rest: str) -> Iterator[str]:
        words = {it.value: it for it in Grouping}
        if rest and rest not in words:
            raise ValueError(f"group by {', '.join(words)}")
        self.desk.regroup(words[rest] if rest else self.desk.grouping.next)
        yield f"Grouped by {self.desk.grouping}: {len(self.desk.groups):,} groups."
        yield from self._here()

    def _do_filter(self, rest: str) -> Iterator[str]:
        self.desk.refilter(parse(rest))
        yield f"{standing(self.desk)}."
        yield from self._here()

    def _do_clear(self, rest: str) -> Iterator[str]:
        self.desk.refilter(Filter())
        yield f"{standing(self.desk)}."

    def _do_copy(self, rest: str) -> Iterator[str]:
        if self.desk.item is not None:
            yield from (visible(line) for line in self.desk.item.flag.text.splitlines() or [""])

    def _do_cite(self, rest: str) -> Iterator[str]:
        item, report = self.desk.item, self.desk.report
        if item is not None and report is not None:
            yield visible(f"{place(report, item.flag)}: {item.flag.severity}: {item.flag.message} [{item.flag.rule}]")

    def _do_export(self, rest: str) -> Iterator[str]:
        desk = self.desk
        yield visible(self.bench.export(rest, (desk.current(number) for number in range(len(desk.reports))))) + "."

    def _do_help(self, rest: str) -> Iterator[str]:
        yield from help_lines(self.desk, rest, ONLY_ON_SCREEN, MORE)

    def _do_quit(self, rest: str) -> Iterator[str]:
        self.over = True
        yield f"{standing(self.desk)}. Everything is saved."
