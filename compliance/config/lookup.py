"""Finds the configuration that holds for a path."""

import os
from collections.abc import Sequence
from typing import Any

from compliance.config.model import Config, Effective
from compliance.model import Severity

NAMES = ("compliance.toml", "pyproject.toml")
"""Where configuration is looked for in each folder; the first that has any wins."""


class Lookup:
    """Answers for any number of paths; it reads each file, and looks into each folder, only once.

    From the folder of a path it goes upwards and takes the first configuration it meets; it does not leave
    the folder that holds `.git`. `fixed` is a configuration that holds for every path, wherever it lies.
    """

    def __init__(self, fixed: Config | None = None) -> None:
        self._fixed = fixed
        self._found: dict[str, Config] = {}
        self._effective: dict[tuple[str | None, tuple[int, ...]], Effective] = {}  # one for equal answers
        self._specs: dict[tuple[str, ...], Any] = {}

    def of_folder(self, folder: str) -> Config:
        """The configuration that holds in a folder; "" is the working directory.

        Raises ConfigError where the file that was found cannot be used.
        """
        if self._fixed is not None:
            return self._fixed
        config = self._found.get(folder)
        if config is None:
            config = self._found[folder] = self._search(os.path.abspath(folder))
        return config

    def of_file(self, path: str | None) -> Config:
        """The configuration that holds for a file (None: a text without a path)."""
        return self.of_folder(os.path.dirname(path) if path else "")

    def effective(self, path: str | None) -> Effective:
        """What the configuration comes to for a file (None: a text without a path). Raises ConfigError."""
        config = self.of_file(path)
        chosen: tuple[int, ...] = ()
        if path and config.overrides:
            relative = _relative(path, config.folder)
            if relative:
                numbered = enumerate(config.overrides)
                chosen = tuple(n for n, it in numbered if self._matches(it.match, relative))
        key = config.source, chosen
        found = self._effective.get(key)
        if found is None:
            found = self._effective[key] = _merge(config, chosen)
        return found

    def excluded(self, path: str) -> bool:
        """Whether the configuration that holds for a file excludes it. Raises ConfigError."""
        config = self.of_file(path)
        if not config.exclude:
            return False
        relative = _relative(path, config.folder)
        return bool(relative) and self._matches(config.exclude, relative)

    def _search(self, absolute: str) -> Config:
        config = self._found.get(absolute)
        if config is None:
            config = _in_folder(absolute)
            if config is None:
                parent = os.path.dirname(absolute)
                top = parent == absolute or os.path.exists(os.path.join(absolute, ".git"))
                config = Config() if top else self._search(parent)
            self._found[absolute] = config
        return config

    def _matches(self, patterns: tuple[str, ...], relative: str) -> bool:
        spec = self._specs.get(patterns)
        if spec is None:
            from pathspec import GitIgnoreSpec

            spec = self._specs[patterns] = GitIgnoreSpec.from_lines(patterns)
        return bool(spec.match_file(relative))


def _in_folder(folder: str) -> Config | None:
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            from compliance.config.files import read_if_any

            config = read_if_any(path)
            if config is not None:
                return config
    return None


def _relative(path: str, folder: str) -> str:
    """The path as patterns see it: from the folder down, with slashes; empty outside the folder."""
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive
        return ""
    if relative.split(os.sep, 1)[0] == os.pardir:
        return ""
    return relative.replace(os.sep, "/")


def _merge(config: Config, chosen: Sequence[int]) -> Effective:
    severities: dict[str, Severity] = dict(config.severities)
    off, threshold, policy = config.off, config.threshold, config.policy
    for number in chosen:
        override = config.overrides[number]
        off += override.off
        for pattern, severity in override.severities.items():
            severities.pop(pattern, None)
            severities[pattern] = severity
        threshold = override.threshold or threshold
        policy = policy._replace(**{name: value for name, value in override.policy._asdict().items() if value is not None})
    return Effective(config, off, severities, threshold, policy)
