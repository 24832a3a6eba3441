"""`compliance review --plain`: the conversation on standard input and output."""

import subprocess
import sys
from collections.abc import Callable, Iterable

from compliance.cli.console import Console
from compliance.desk.bench import Bench
from compliance.desk.desk import Desk
from compliance.desk.docket import Docket
from compliance.desk.editor import NoEditor, editor_command
from compliance.desk.items import Item
from compliance.desk.notes import Notes
from compliance.desk.prompt import Prompt
from compliance.desk.resume import Place, resume, where

TELL = 500
"""Texts after which a line says how far the check is."""


def converse(bench: Bench, docket: Docket, notes: Notes, place: Place, remember: Callable[[Place], object], console: Console) -> Desk:
    """Lays the desk, answers lines until `quit` or the end of input, and gives the desk back."""

    def told(done: int, total: int) -> None:
        if done and done % TELL == 0 and total:
            console.note(f"{done:,} of {total:,}")

    desk = Desk(bench.reports(told), docket)
    resume(desk, place)

    def edit(item: Item) -> int:
        path = desk.reports[item.report].path
        if path is None or path.startswith("<"):
            raise OSError("the text is not a file that could be opened")
        try:
            return subprocess.call(editor_command(path, item.flag.position))  # noqa: S603 - the user's own EDITOR
        except NoEditor as error:
            raise OSError(str(error)) from error

    prompt = Prompt(desk, bench, notes, edit)
    _say(prompt.greeting())
    try:
        while not prompt.over:
            if sys.stdin.isatty():
                sys.stdout.write("> ")
                sys.stdout.flush()
            line = sys.stdin.readline()
            if not line:
                break
            desk.refresh()
            _say(prompt.answer(line))
            remember(where(desk, place.theme))
    finally:
        remember(where(desk, place.theme))
    return desk


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
