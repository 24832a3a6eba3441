"""Standard output for people: its width, its signs, and lines in colour where they can be seen."""

import os
import sys

from compliance.output.terminal import NARROWEST, columns, glyphs, wants_colour
from compliance.output.writers import coloured_writer, plain_writer


class Screen:
    """Standard output as it is when the command begins. `color` is "always", "never" or "auto".

    `put` writes lines of styled segments, `columns` is the width to lay them out for, `glyphs` the signs it can show.
    """

    def __init__(self, color: str) -> None:
        coloured = wants_colour(sys.stdout, os.environ) if color == "auto" else color == "always"
        self.columns = max(NARROWEST, columns(sys.stdout))
        self.glyphs = glyphs(sys.stdout, coloured)
        self.put = coloured_writer(sys.stdout) if coloured else plain_writer(sys.stdout)


def write_data(text: str) -> None:
    """Writes for programs: UTF-8 whatever the locale, line ends as they are."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)
