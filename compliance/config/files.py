"""Reads one configuration file."""

import os
import re
from typing import Any

from compliance.config.model import Config, ConfigError, Problem


def read(path: str) -> Config:
    """The configuration in a file. Raises ConfigError, also where the file cannot be read."""
    config = read_if_any(path)
    if config is None:
        raise ConfigError([Problem(shown_path(path), 1, 1, "has no [tool.compliance] table")])
    return config


def read_if_any(path: str) -> Config | None:
    """As `read`; None for a pyproject.toml that does not speak of us."""
    shown = shown_path(path)
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        message = f"cannot be read: {(error.strerror or str(error)).lower()}"
        raise ConfigError([Problem(shown, 1, 1, message)]) from error
    prefix: tuple[str, ...] = ()
    if os.path.basename(path) == "pyproject.toml":
        prefix = "tool", "compliance"
        if not _may_speak_of_us(raw):
            return None
    import tomllib

    try:
        source = raw.decode("utf-8-sig").replace("\r\n", "\n")
        table: Any = tomllib.loads(source)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError([Problem(shown, line, 1, "is not UTF-8 text; save it as UTF-8")]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax(shown, source, str(error))]) from error
    except RecursionError as error:
        raise ConfigError([Problem(shown, 1, 1, "is nested too deeply")]) from error
    for name in prefix:
        table = table.get(name) if isinstance(table, dict) else None
    if table is None:
        return None
    from compliance.config.keys import Reader

    return Reader(shown, source, prefix).config(table)


def _may_speak_of_us(raw: bytes) -> bool:
    """Whether a pyproject.toml may have a table `tool.compliance`: most have none, and parsing takes longer than looking."""
    if b"compliance" not in raw:
        return b"\\u" in raw or b"\\U" in raw or b"\\x" in raw  # a key may be written in escapes
    return re.search(rb"""tool["']?[ \t]*\.[ \t]*["']?compliance|^[ \t]*\[?[ \t]*["']?tool["']?[ \t]*[\]=]""", raw, re.MULTILINE) is not None


def shown_path(path: str) -> str:
    """The path as messages give it: relative where it lies below the working directory."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith(os.pardir) else relative


def _syntax(path: str, source: str, message: str) -> Problem:
    """The parser's message with its place moved to the front."""
    line, column = source.count("\n") + 1, 1
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if place:
        message = message[: place.start()]
        if place[1]:
            line, column = int(place[1]), int(place[2])
    return Problem(path, line, column, f"not valid TOML: {message[:1].lower()}{message[1:]}")
