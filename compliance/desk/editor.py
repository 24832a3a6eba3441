"""The editor's editor: which it is, and how it is told a line."""

import os
import shlex
import shutil
from collections.abc import Mapping

from compliance.model import Position

_USUAL = ("nano", "vim", "vi", "emacs", "micro", "hx")
_PLUS = {"vi", "vim", "nvim", "view", "ex", "nano", "pico", "emacs", "emacsclient", "joe", "ne", "jed", "mg", "kak", "gvim"}
_COLON = {"subl": "--wait", "hx": "", "helix": "", "micro": "", "zed": "--wait", "atom": "--wait"}
_GOTO = {"code", "codium", "cursor", "code-insiders"}


class NoEditor(Exception):
    """No editor is named and none was found; the text says what to do."""


def editor_command(path: str, position: Position, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The words that open a file at a line: $VISUAL, else $EDITOR, else one that is usually there.

    An editor that is not known gets the path alone. Raises NoEditor.
    """
    named = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    if named:
        try:
            words = shlex.split(named, posix=os.name != "nt")
        except ValueError:
            words = [named]
    else:
        words = [found for name in _USUAL if (found := shutil.which(name, path=environ.get("PATH")))][:1]
    if not words:
        raise NoEditor("no editor was found; name one in EDITOR")
    name = os.path.basename(words[0]).removesuffix(".exe")
    safe = path if not path.startswith(("-", "+")) else os.path.join(".", path)
    if name in _PLUS:
        return [*words, f"+{position.line}", safe]
    if name in _GOTO:
        return [*words, "--wait", "--goto", f"{safe}:{position.line}:{position.column}"]
    if name in _COLON:
        return [*words, *filter(None, (_COLON[name],)), f"{safe}:{position.line}:{position.column}"]
    return [*words, safe]
