"""The words of the plain prompt that go from flag to flag."""

from collections.abc import Iterator

from compliance.desk.prompt_base import PromptBase
from compliance.output.escape import visible


class PromptGoing(PromptBase):
    """From flag to flag, by search, by number."""

    def _do_next(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.go(self.desk.at + 1), "This is the last flag.")

    def _do_previous(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.go(self.desk.at - 1), "This is the first flag.")

    def _do_first(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.go(0), "This is the first flag.")

    def _do_last(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.go(self.desk.count - 1), "This is the last flag.")

    def _do_open(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.next_open(), "There is no other open flag.")

    def _do_openback(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.next_open(-1), "There is no other open flag.")

    def _do_groupnext(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.next_group(), "This is the last group.")

    def _do_groupback(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.next_group(-1), "This is the first group.")

    def _do_jump(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.jump(rest), f'There is no flag or document "{visible(rest)}".')

    def _do_search(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.search(rest), f'"{visible(rest or self.desk.words)}" stands in no flag that is shown.')

    def _do_again(self, rest: str) -> Iterator[str]:
        yield from self._do_search("")

    def _do_back(self, rest: str) -> Iterator[str]:
        yield from self._went(self.desk.search("", -1), "It stands in no flag that is shown.")
