"""Reads the keys of docs/configuration.md from parsed TOML, and collects everything that is wrong."""

import os
from collections.abc import Mapping, Sequence

from compliance.config.model import Config, ConfigError, Mention, Override, Policy, Problem, Reuse
from compliance.config.places import Key, places
from compliance.model import Severity
from compliance.rulebook.near import nearest

KEYS = ("packs", "off", "threshold", "exclude", "rules", "paths", "reuse", "decisions", "policy")
RULE_KEYS = ("severity", "off")
PATH_KEYS = ("match", "off", "threshold", "rules", "policy")
POLICY_KEYS = ("ledger", "acts", "channel", "territory", "commercial", "paywalled", "ads")
REUSE_KEYS = ("archives", "publisher", "quotation_limit", "common")


class Reader:
    """Turns the parsed TOML of one file into a Config.

    `path` is the file as messages name it, `source` its text, `prefix` the way to our table in it.
    """

    def __init__(self, path: str, source: str, prefix: tuple[str, ...]) -> None:
        self._path, self._source, self._prefix = path, source, prefix
        self._wrong: list[tuple[Key, str]] = []
        self._named: list[tuple[Key, str]] = []

    def config(self, table: object) -> Config:
        """What the table says. Raises ConfigError with every problem in it, in the order of the file."""
        top = self._table((), table, KEYS)
        folder = os.path.dirname(self._path) or "."
        packs = self._packs(folder, top)
        off, severities = self._rules((), top)
        threshold = self._severity(("threshold",), top)
        exclude = self._patterns(("exclude",), top)
        overrides = self._overrides(folder, top)
        reuse = self._reuse(folder, top)
        decisions = self._file(("decisions",), folder, top)
        policy = self._policy((), folder, top)
        where = self._places()
        if self._wrong:
            problems = [Problem(self._path, *where(key), message) for key, message in self._wrong]
            raise ConfigError(sorted(problems))
        mentions = tuple(Mention(pattern, *where(key)) for key, pattern in self._named)
        return Config(self._path, folder, packs, off, severities, threshold, exclude, overrides, mentions, reuse, decisions, policy)

    def _places(self) -> "_Where":
        wanted = self._wrong or self._named
        return _Where(self._prefix, places(self._source) if wanted else {})

    def _table(self, key: Key, value: object, keys: Sequence[str]) -> Mapping[str, object]:
        if not isinstance(value, dict):
            self._wrong.append((key, f"{_dotted(key)} must be a table, not {_type(value)}"))
            return {}
        for name in value:
            if name not in keys:
                hint = nearest(name, keys) or f"; the keys here are {', '.join(keys)}"
                self._wrong.append(((*key, name), f'unknown key "{name}"{hint}'))
        return value

    def _strings(self, key: Key, table: Mapping[str, object]) -> tuple[str, ...]:
        value = table.get(str(key[-1]), [])
        if not isinstance(value, list):
            self._wrong.append((key, f"{_dotted(key)} must be a list of strings, not {_type(value)}"))
            return ()
        for index, item in enumerate(value):
            if not isinstance(item, str):
                self._wrong.append(((*key, index), f"{_dotted(key)} must hold strings, not {_type(item)}"))
            elif not item.strip():
                self._wrong.append(((*key, index), f"{_dotted(key)} holds an empty string"))
        return tuple(item for item in value if isinstance(item, str))

    def _patterns(self, key: Key, table: Mapping[str, object]) -> tuple[str, ...]:
        patterns = self._strings(key, table)
        for index, pattern in enumerate(patterns):
            if pattern.startswith("../"):
                message = f'"{pattern}" leaves the folder of this file, which patterns are relative to'
                self._wrong.append(((*key, index), message))
            elif pattern.strip() and not pattern.strip("!/ "):
                self._wrong.append(((*key, index), f'"{pattern}" selects nothing'))
        return patterns

    def _severity(self, key: Key, table: Mapping[str, object]) -> Severity | None:
        value = table.get(str(key[-1]))
        words = [it.value for it in Severity]
        if value is None:
            return None
        if value not in words:
            shown = f'"{value}"' if isinstance(value, str) else _type(value)
            message = f"{_dotted(key)} must be {', '.join(words[:-1])} or {words[-1]}, not {shown}"
            self._wrong.append((key, message))
            return None
        return Severity(value)

    def _packs(self, folder: str, table: Mapping[str, object]) -> tuple[str, ...]:
        return self._existing(("packs",), folder, table, "a pack is a path relative to this file")

    def _existing(self, key: Key, folder: str, table: Mapping[str, object], rule: str) -> tuple[str, ...]:
        """A list of paths relative to `folder`, which must be there; `rule` says what they are."""
        paths = []
        for index, name in enumerate(self._strings(key, table)):
            path = os.path.normpath(os.path.join(folder, os.path.expanduser(name)))
            if name.strip() and not os.path.exists(path):
                self._wrong.append(((*key, index), f'there is no "{name}"; {rule}'))
            paths.append(path)
        return tuple(paths)

    def _file(self, key: Key, folder: str, table: Mapping[str, object]) -> str | None:
        """The path of a file relative to `folder`, which need not be there."""
        value = table.get(str(key[-1]))
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            shown = "an empty string" if isinstance(value, str) else _type(value)
            self._wrong.append((key, f"{_dotted(key)} must be the path of a file, not {shown}"))
            return None
        return os.path.normpath(os.path.join(folder, os.path.expanduser(value)))

    def _reuse(self, folder: str, table: Mapping[str, object]) -> Reuse:
        if "reuse" not in table:
            return Reuse()
        entry = self._table(("reuse",), table["reuse"], REUSE_KEYS)
        rule = "an archive is a folder, relative to this file, that `compliance archive add` makes"
        return Reuse(
            self._existing(("reuse", "archives"), folder, entry, rule),
            self._strings(("reuse", "publisher"), entry),
            self._number(("reuse", "quotation_limit"), entry, 0),
            self._number(("reuse", "common"), entry, 2),
        )

    def _policy(self, key: Key, folder: str, table: Mapping[str, object]) -> Policy:
        if "policy" not in table:
            return Policy()
        key = (*key, "policy")
        entry = self._table(key, table["policy"], POLICY_KEYS)
        ledger = self._file((*key, "ledger"), folder, entry)
        if ledger and not os.path.isfile(ledger):
            self._wrong.append(((*key, "ledger"), f'there is no file "{entry["ledger"]}"; a ledger is a TOML file, relative to this one'))
        return Policy(
            ledger,
            self._strings((*key, "acts"), entry) if "acts" in entry else None,
            self._string((*key, "channel"), entry),
            self._string((*key, "territory"), entry),
            *(self._boolean((*key, name), entry) for name in ("commercial", "paywalled", "ads")),
        )

    def _string(self, key: Key, table: Mapping[str, object]) -> str | None:
        value = table.get(str(key[-1]))
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self._wrong.append((key, f"{_dotted(key)} must be a word, not {'an empty string' if isinstance(value, str) else _type(value)}"))
        return None

    def _boolean(self, key: Key, table: Mapping[str, object]) -> bool | None:
        value = table.get(str(key[-1]))
        if value is None or isinstance(value, bool):
            return value
        self._wrong.append((key, f"{_dotted(key)} must be true or false, not {_type(value)}"))
        return None

    def _number(self, key: Key, table: Mapping[str, object], least: int) -> int | None:
        value = table.get(str(key[-1]))
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            shown = value if isinstance(value, int) and not isinstance(value, bool) else _type(value)
            self._wrong.append((key, f"{_dotted(key)} must be a whole number from {least} on, not {shown}"))
            return None
        return value

    def _rules(self, key: Key, table: Mapping[str, object]) -> tuple[tuple[str, ...], dict[str, Severity]]:
        """Rules off, and severities, from `off` and `rules` of a table."""
        off = list(self._strings((*key, "off"), table))
        self._named += [((*key, "off", index), pattern) for index, pattern in enumerate(off)]
        severities = {}
        rules = table.get("rules", {})
        name = _dotted((*key, "rules"))
        if not isinstance(rules, dict):
            self._wrong.append(((*key, "rules"), f"{name} must be a table, not {_type(rules)}"))
            rules = {}
        for pattern, settings in rules.items():
            here = (*key, "rules", pattern)
            if isinstance(settings, dict) and any(isinstance(it, dict) for it in settings.values()):
                rest = next(it for it in settings if isinstance(settings[it], dict))
                message = f'a rule id has a dot and needs quotes: [{name}."{pattern}.{rest}"]'
                self._wrong.append((here, message))
                continue
            self._named.append((here, pattern))
            entry = self._table(here, settings, RULE_KEYS)
            severity = self._severity((*here, "severity"), entry)
            if severity:
                severities[pattern] = severity
            if entry.get("off") is True:
                off.append(pattern)
            elif "off" in entry:
                self._wrong.append(((*here, "off"), "off can only be true; rules are on unless turned off"))
        return tuple(off), severities

    def _overrides(self, folder: str, table: Mapping[str, object]) -> tuple[Override, ...]:
        overrides = []
        blocks = table.get("paths", [])
        if not isinstance(blocks, list):
            self._wrong.append((("paths",), "paths is written in double brackets: [[paths]]"))
            blocks = []
        for index, block in enumerate(blocks):
            key = ("paths", index)
            entry = self._table(key, block, PATH_KEYS)
            if isinstance(block, dict) and not block.get("match"):
                self._wrong.append((key, 'a [[paths]] table needs match, e.g. match = ["wire/**"]'))
            match = self._patterns((*key, "match"), entry)
            off, severities = self._rules(key, entry)
            threshold = self._severity((*key, "threshold"), entry)
            overrides.append(Override(match, off, severities, threshold, self._policy(key, folder, entry)))
        return tuple(overrides)


class _Where:
    """The place of a key in the file; that of the nearest thing around it where it has none of its own."""

    def __init__(self, prefix: tuple[str, ...], found: Mapping[Key, tuple[int, int]]) -> None:
        self._prefix, self._found = prefix, found

    def __call__(self, key: Key) -> tuple[int, int]:
        full: Key = (*self._prefix, *key)
        while full and full not in self._found:
            full = full[:-1]
        return self._found.get(full, (1, 1))


def _dotted(key: Key) -> str:
    """The key as TOML writes it."""
    return ".".join(f'"{it}"' if "." in it else it for it in key if isinstance(it, str)) or "the file"


def _type(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {int: "a number", float: "a number", str: "a string", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")
