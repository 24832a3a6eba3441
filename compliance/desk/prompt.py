"""The desk line by line: a word and what goes with it in, lines of text out. For screen readers, serial lines and scripts.

Nothing is told by colour or by place, every answer says where one is, and what can be done on the screen can be done here.
"""

from collections.abc import Iterator

from compliance.decisions import BadEntry, LogError
from compliance.desk.commands import COMMANDS
from compliance.desk.desk import DeskError
from compliance.desk.possible import why_not
from compliance.desk.prompt_deciding import PromptDeciding
from compliance.desk.prompt_going import PromptGoing
from compliance.desk.prompt_looking import MORE, ONLY_ON_SCREEN, PromptLooking
from compliance.desk.remedy import NoRemedy
from compliance.desk.summary import standing
from compliance.output.escape import visible
from compliance.rulebook.near import nearest

__all__ = ["MORE", "ONLY_ON_SCREEN", "SHORT", "Prompt"]

SHORT = {
    "n": "next", "p": "previous", "o": "open", "a": "accept", "d": "dismiss", "w": "waive", "s": "same", "r": "repeat", "u": "undo", "h": "history",
    "x": "fix", "e": "edit", "f": "filter", "b": "sides", "g": "jump", "/": "search", "?": "help", "q": "quit",
}  # fmt: skip
"""Letters that stand for words: those of the screen."""

_WRONG = (DeskError, LogError, BadEntry, NoRemedy, ValueError, OSError)
"""What may keep something from being done; all of them say why."""


class Prompt(PromptGoing, PromptDeciding, PromptLooking):
    """A conversation about a desk."""

    def greeting(self) -> Iterator[str]:
        """What is said at the beginning."""
        yield f"{standing(self.desk)}. help says what can be done."
        yield from self._here()

    def answer(self, line: str) -> Iterator[str]:
        """What is said to a line; every line is safe to print."""
        word, _, rest = line.strip().partition(" ")
        word = SHORT.get(word, word.casefold())
        waiting, self._waiting = self._waiting, None
        try:
            if word == "yes":
                yield from self._yes(waiting)
            elif word.isdecimal():
                yield from self._word("jump", word)
            elif word:
                yield from self._word(word, rest.strip())
            else:
                yield from self._here()
        except _WRONG as error:
            yield f"No: {visible(str(error))}."

    def _word(self, word: str, rest: str) -> Iterator[str]:
        known = [*(name for name in COMMANDS if name not in ONLY_ON_SCREEN), *MORE]
        if word not in known:
            yield f'There is no "{visible(word)}"{nearest(word, known)}. help lists what there is.'
            return
        why = why_not(self.desk, word)
        if why and word not in ("again", "back"):
            yield f"No: {why}."
            return
        yield from getattr(self, f"_do_{word}")(rest)
