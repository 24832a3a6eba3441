"""Every command of the desk in the command palette."""

from collections.abc import Iterator

from textual.command import DiscoveryHit, Hit, Hits, Provider

from compliance.desk.commands import COMMANDS, Command, signs
from compliance.desk.possible import why_not
from tui.desk_screen import DeskScreen


class Commands(Provider):
    """The commands that would do something now."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._now():
            yield DiscoveryHit(_name(command), self._doing(command), help=command.about)

    async def search(self, query: str) -> Hits:
        """Those that fit what is typed."""
        matcher = self.matcher(query)
        for command in self._now():
            name = _name(command)
            score = max(matcher.match(name), matcher.match(command.about) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(name), self._doing(command), help=command.about)

    def _now(self) -> Iterator[Command]:
        screen = self.screen
        if isinstance(screen, DeskScreen):
            yield from (command for command in COMMANDS.values() if command.word != "palette" and not why_not(screen.desk, command.word))

    def _doing(self, command: Command) -> "_Doing":
        screen = self.screen
        assert isinstance(screen, DeskScreen)  # noqa: S101 - says it to the type checker
        return _Doing(screen, command.word)


class _Doing:
    def __init__(self, screen: DeskScreen, word: str) -> None:
        self._screen, self._word = screen, word

    def __call__(self) -> None:
        self._screen.call_later(self._screen.action_do, self._word)


def _name(command: Command) -> str:
    return f"{command.label} ({signs(command)})"
