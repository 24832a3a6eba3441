"""Going about: from flag to flag, by search, by number."""

from compliance.desk.grouping import Grouping
from tui.base import DeskBase
from tui.dialogs import Dialog, Field


class Going(DeskBase):
    """The commands that change the place."""

    def do_next(self) -> None:
        """To the next flag."""
        self._went(self.desk.go(self.desk.at + 1), "this is the last flag")

    def do_previous(self) -> None:
        """To the flag before."""
        self._went(self.desk.go(self.desk.at - 1), "this is the first flag")

    def do_first(self) -> None:
        """To the first flag."""
        self._went(self.desk.go(0), "this is the first flag")

    def do_last(self) -> None:
        """To the last flag."""
        self._went(self.desk.go(self.desk.count - 1), "this is the last flag")

    def do_open(self) -> None:
        """To the next flag that nobody has decided."""
        self._went(self.desk.next_open(), "there is no other open flag")

    def do_openback(self) -> None:
        """To the one before that nobody has decided."""
        self._went(self.desk.next_open(-1), "there is no other open flag")

    def do_groupnext(self) -> None:
        """To the next group."""
        self._went(self.desk.next_group(), "this is the last group")

    def do_groupback(self) -> None:
        """To the group before."""
        self._went(self.desk.next_group(-1), "this is the first group")

    def do_jump(self) -> None:
        """Asks for a number or a name."""
        about = f"A number from 1 to {self.desk.count:,}, or a part of a document's name."
        self.ask(Dialog("Go to", about, [Field("place", "12, or budget.md")], confirm="Go"), self._jump)

    def do_search(self) -> None:
        """Asks for words."""
        about = "In messages, flagged words, rules, holders, reasons and names of documents. > goes on, < goes back."
        self.ask(Dialog("Search", about, [Field("words", "words", self.desk.words)], confirm="Search"), lambda told: self._search(told["words"]))

    def do_again(self) -> None:
        """Searches on."""
        self._search("")

    def do_back(self) -> None:
        """Searches back."""
        self._search("", -1)

    def do_group(self) -> None:
        """Puts the flags together otherwise."""
        self.desk.regroup(self.desk.grouping.next)
        self.changed()
        told = {Grouping.DOCUMENT: "by document", Grouping.RULE: "by rule", Grouping.TEXT: "by the same text"}
        self.say(f"grouped {told[self.desk.grouping]}: {len(self.desk.groups):,} groups")

    def _went(self, moved: bool, otherwise: str) -> None:
        if moved:
            self.say("")
            self.moved()
        else:
            self.say(otherwise)

    def _jump(self, told: dict[str, str]) -> None:
        place = told["place"]
        self._went(self.desk.jump(place), f"there is no flag {place}" if place.strip().isdecimal() else f'no document has "{place}" in its name')

    def _search(self, words: str, step: int = 1) -> None:
        if self.desk.search(words, step):
            self.moved()
            self.say(f'"{self.desk.words}": flag {self.desk.at + 1:,}')
        else:
            self.say(f'"{self.desk.words}" stands in no flag that is shown')
