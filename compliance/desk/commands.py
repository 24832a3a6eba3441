"""Everything that can be done at the desk: one table for the keys of the screen, the words of the plain prompt, and the help of
both."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Command(NamedTuple):
    """A command: the keys that give it on the screen, what a footer and a help text call it, and what the plain prompt takes
    after its word."""

    word: str
    keys: str
    label: str
    about: str
    takes: str = ""
    group: str = "decide"


_TABLE = (
    Command("next", "n,j,down", "next", "go to the next flag", group="go"),
    Command("previous", "p,k,up", "previous", "go to the flag before", group="go"),
    Command("open", "o", "next open", "go to the next flag that nobody has decided", group="go"),
    Command("openback", "O", "last open", "go to the one before that nobody has decided", group="go"),
    Command("groupnext", "right_square_bracket,right", "next group", "go to the next group", group="go"),
    Command("groupback", "left_square_bracket,left", "last group", "go to the group before", group="go"),
    Command("first", "home", "first", "go to the first flag", group="go"),
    Command("last", "end", "last", "go to the last flag", group="go"),
    Command("jump", "g", "go to", "go to a flag by its number, or to a document by a part of its name", "NUMBER|NAME", "go"),
    Command("search", "slash", "search", "go to the next flag with some words in it; again with no words", "[WORDS]", "go"),
    Command("again", "greater_than_sign", "next hit", "search on with the same words", group="go"),
    Command("back", "less_than_sign", "last hit", "search back with the same words", group="go"),
    Command("accept", "a", "accept", "it is right, and the text may run as it is", "REASON"),
    Command("dismiss", "d", "dismiss", "it is a false alarm", "REASON"),
    Command("waive", "w", "waive", "it does not count until a date", "DATE REASON"),
    Command("note", "m", "note", "note something beside it without deciding", "WORDS"),
    Command("acceptall", "A", "accept same", "accept the same text everywhere", "REASON"),
    Command("dismissall", "D", "dismiss same", "dismiss the same text everywhere", "REASON"),
    Command("waiveall", "W", "waive same", "waive the same text everywhere until a date", "DATE REASON"),
    Command("same", "s", "whole group", "decide all open flags of this group alike", "accept|dismiss|waive …"),
    Command("repeat", "r", "repeat", "decide as the last time"),
    Command("fix", "x", "remedy", "take the flagged words out of the file, or put in what a licence asks for, after a look at it"),
    Command("edit", "e", "edit", "open the text in $EDITOR at the line, and check it again afterwards"),
    Command("recheck", "R", "check again", "check the document again"),
    Command("undo", "u", "undo", "take the last step back"),
    Command("redo", "U", "redo", "do again what was taken back"),
    Command("history", "h", "history", "what was done here, and what was taken back", group="look"),
    Command("group", "v", "group by", "group by document, by rule, or by the same text", "document|rule|text", "look"),
    Command("filter", "f", "filter", "show some flags only: by severity, kind, holder, decided …", "error holder=NAME open", "look"),
    Command("clear", "F", "show all", "show all flags again", group="look"),
    Command("sides", "b", "both sides", "the passage beside its source, or the document", group="look"),
    Command("forward", "pagedown,space", "forward", "scroll on", group="look"),
    Command("backward", "pageup,backspace", "backward", "scroll back", group="look"),
    Command("pane", "tab", "other pane", "scroll the text, or what is known of the flag", group="look"),
    Command("zoom", "z", "zoom", "the text alone, or everything again", group="look"),
    Command("unread", "i", "not checked", "what could not be read or checked, and why", group="look"),
    Command("copy", "c", "copy", "copy the flagged words", group="look"),
    Command("cite", "C", "copy place", "copy where it stands and what was found", group="look"),
    Command("export", "E", "export", "write the report, with what was decided, to a file", "FORMAT:PATH", "look"),
    Command("theme", "t", "theme", "other colours", group="look"),
    Command("palette", "colon", "commands", "find a command by its name", group="look"),
    Command("help", "question_mark,f1", "help", "what can be done here", group="look"),
    Command("quit", "q", "quit", "leave; everything is saved already", group="look"),
)

COMMANDS: Mapping[str, Command] = MappingProxyType({command.word: command for command in _TABLE})
"""Every command by its word."""

GROUPS = {"go": "Going about", "decide": "Deciding", "look": "Looking"}
"""What the help calls the groups."""

_SIGNS = {
    "slash": "/", "colon": ":", "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]",
    "greater_than_sign": ">", "less_than_sign": "<", "f1": "F1",
}  # fmt: skip


def signs(command: Command) -> str:
    """The keys of a command as people know them."""
    return " ".join(_SIGNS.get(key, key) for key in command.keys.split(","))
