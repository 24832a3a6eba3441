"""Reads a pack and says, with file and line, what is wrong with it.

Everything that can be known about a pack without a text to check is checked here: keys, types, vocabularies, examples,
patterns. A pack that cannot be used raises; it never means "nothing found".
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from compliance.model import Act, Confidence, Kind, Severity
from compliance.rulebook.near import nearest
from compliance.rulebook.pattern import PatternError, Translator
from compliance.rulebook.rule import Example, Pattern, Reads, Rule, RuleError
from compliance.rulebook.typos import phrase_pattern

PACK_KEYS = ("id", "language", "title", "revision")
TABLES = ("pack", "lexicon", "acts", "reads", "names", "defaults", "rule")
NAMES = ("stops", "not_holders")
WORDING = {"phrase": "phrases", "pattern": "patterns", "clause": "patterns", "notice": "words"}
TEXT_KEYS = ("id", "type", "kind", "language", "severity", "confidence", "message", "why", "remedy", "source", "case")
RULE_KEYS = (
    *TEXT_KEYS, "phrases", "patterns", "words", "values", "typos", "disarmed_by", "beside", "alone", "priority",
    "revision", "fires", "quiet",
)
CAPTURES = (
    "span", "unless", "scope", "holder", "party", "role", "contact", "licence", "url", "years", "until", "territory",
    "terms", "agency", "what", "status", "conditions", "zone",
)
_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+\Z")


class Pack(NamedTuple):
    """A pack that has been read: its rules, what it reads off clauses, and the texts it gives to kinds."""

    id: str
    language: str
    title: str
    revision: int
    path: str
    rules: tuple[Rule, ...]
    reads: Reads
    names: Mapping[str, list[str]]


Defaults = Mapping[str, Mapping[str, str]]


class _Source:
    """The text of a pack, to find the line a key stands on. TOML parsers give no lines for what they accept."""

    def __init__(self, path: str, text: str, careful: bool) -> None:
        self.path, self.careful = path, careful
        self.lines = text.split("\n")
        self.rule_lines = [n for n, line in enumerate(self.lines, 1) if line.strip().startswith("[[rule]]")]

    def table(self, name: str) -> int:
        return next((n for n, line in enumerate(self.lines, 1) if line.strip().startswith(f"[{name}")), 1)

    def key(self, start: int, key: str) -> int:
        sign = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        for n, line in enumerate(self.lines[start:], start + 1):
            if sign.match(line):
                return n
            if n > start + 1 and line.startswith("[") and not line.startswith("[["):
                break
            if line.startswith("[[rule]]"):
                break
        return start

    def error(self, line: int, message: str) -> RuleError:
        return RuleError(self.path, line, message)


def read_pack(path: str, text: str, common: Mapping[str, list[str]], defaults: Defaults, careful: bool = True) -> Pack:
    """One pack from its TOML text.

    Args:
        path: for messages.
        text: the file's text.
        common: word lists that every pack may name.
        defaults: per kind, the texts and severity of rules that give none of their own.
        careful: whether each pattern is compiled to see that it can be, which takes some 4 milliseconds a pattern.
    Raises:
        RuleError: at the first thing that is wrong.
    """
    data = parse(path, text)
    source = _Source(path, text, careful)
    for table in data:
        if table not in TABLES:
            raise source.error(source.table(table), f"unknown table [{table}]{nearest(table, TABLES)}")
    head = data.get("pack")
    if not isinstance(head, dict):
        raise source.error(1, "a pack begins with a [pack] table: id, language, title, revision")
    at = source.table("pack")
    for key in head:
        if key not in PACK_KEYS:
            raise source.error(source.key(at, key), f"unknown key {key!r} in [pack]{nearest(key, PACK_KEYS)}")
    for key in ("id", "language"):
        if not isinstance(head.get(key), str) or not head[key]:
            raise source.error(at, f"[pack] needs {key} = \"…\"")
    lexicon = {**common, **_lists(source, data, "lexicon")}
    acts = _lists(source, data, "acts")
    for act in acts:
        if act not in list(Act):
            raise source.error(source.key(source.table("acts"), act), f"unknown act {act!r}{nearest(act, [a.value for a in Act])}")
    if acts and "act" not in lexicon:
        lexicon["act"] = [entry for entries in acts.values() for entry in entries]
    translator = Translator(lexicon, head["language"])
    reads = _reads(source, data, translator, acts)
    names = _lists(source, data, "names")
    for key in names:
        if key not in NAMES:
            raise source.error(source.key(source.table("names"), key), f"unknown list {key!r} in [names]{nearest(key, NAMES)}")
    own = data.get("defaults", {})
    rules = []
    for index, table in enumerate(data.get("rule", [])):
        line = source.rule_lines[index] if index < len(source.rule_lines) else 1
        rules.append(_rule(source, line, table, head, translator, {**defaults, **own}))
    seen: dict[str, int] = {}
    for rule in rules:
        if rule.id in seen:
            raise source.error(rule.line, f"rule id {rule.id!r} is used twice; the first is on line {seen[rule.id]}")
        seen[rule.id] = rule.line
    return Pack(head["id"], head["language"], str(head.get("title", head["id"])), int(head.get("revision", 1)), path, tuple(rules), reads, names)


def parse(path: str, text: str) -> dict[str, Any]:
    """The TOML of a pack; a syntax error becomes a RuleError with its line."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise RuleError(path, int(place.group(1)) if place else 1, f"not valid TOML: {error}") from None


def _lists(source: _Source, data: Mapping[str, Any], table: str) -> dict[str, list[str]]:
    found = data.get(table, {})
    at = source.table(table)
    if not isinstance(found, dict):
        raise source.error(at, f"[{table}] is a table of word lists")
    for name, entries in found.items():
        if not isinstance(entries, list) or not entries or not all(isinstance(e, str) and e for e in entries):
            raise source.error(source.key(at, name), f"[{table}] {name}: a list of one or more patterns is wanted")
    return dict(found)


def _reads(source: _Source, data: Mapping[str, Any], translator: Translator, acts: Mapping[str, list[str]]) -> Reads:
    at = source.table("reads")
    values = []
    for name, entries in _lists(source, data, "reads").items():
        if name not in CAPTURES:
            raise source.error(source.key(at, name), f"[reads] unknown value {name!r}{nearest(name, CAPTURES)}")
        values.append((name, "|".join(_translate(source, source.key(at, name), translator, e, "sentence").exact for e in entries)))
    groups = []
    for act, entries in acts.items():
        line = source.key(source.table("acts"), act)
        stems = "|".join(_translate(source, line, translator, e, "sentence").exact for e in entries)
        groups.append(f"(?P<{act}>{stems})")
    return Reads("|".join(groups), tuple(values))


def _translate(source: _Source, line: int, translator: Translator, written: str, unit: str, cased: bool = False) -> Pattern:
    try:
        forms = translator.translate(written, unit, cased)
        if source.careful:
            _compiles(forms.exact)
    except PatternError as error:
        raise source.error(line, f"pattern {written!r}: {error}") from None
    return Pattern(written, forms.atoms, forms.exact, forms.cased)


def _compiles(exact: str) -> None:
    import regex

    try:
        regex.compile(exact, regex.IGNORECASE | regex.MULTILINE)
    except regex.error as error:
        raise PatternError(f"it does not compile: {error}") from None


def _rule(
    source: _Source, line: int, table: Mapping[str, Any], head: Mapping[str, Any], translator: Translator, defaults: Defaults
) -> Rule:
    name = table.get("id", "?")

    def wrong(key: str, message: str) -> RuleError:
        return source.error(source.key(line, key), f"rule {name!r}: {message}")

    for key in table:
        if key not in RULE_KEYS:
            raise wrong(key, f"unknown key {key!r}{nearest(key, RULE_KEYS)}")
    for key in TEXT_KEYS:
        if key in table and not isinstance(table[key], str):
            raise wrong(key, f"{key} is a text in quotation marks")
    if not _ID.match(str(name)):
        raise wrong("id", "an id is the pack's id, a dot, and a name in small letters, digits and hyphens")
    kind = _one_of(wrong, table, "kind", [k.value for k in Kind])
    type_ = _one_of(wrong, table, "type", list(WORDING))
    texts = defaults.get(kind, {})
    severity = _one_of(wrong, {**texts, **table}, "severity", [s.value for s in Severity])
    confidence = _one_of(wrong, {"confidence": "high", **table}, "confidence", [c.value for c in Confidence])
    case = _one_of(wrong, {"case": "any", **table}, "case", ["any", "exact"])
    if not table.get("source"):
        raise wrong("source", "source is missing: say where the wording was seen")
    for key, kind_of in (("typos", int), ("priority", int), ("alone", bool), ("values", dict), ("revision", int)):
        if key in table and not isinstance(table[key], kind_of):
            raise wrong(key, f"{key} wants {'a whole number' if kind_of is int else 'true or false' if kind_of is bool else 'a table'}")
    for key in ("phrases", "patterns", "words", "disarmed_by", "beside"):
        entries = table.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(e, str) and e for e in entries):
            raise wrong(key, f"{key} is a list of texts")
    wording = WORDING[type_]
    if not table.get(wording):
        raise wrong(wording, f"a rule of type {type_!r} needs {wording} = [\"…\"]")
    for other in set(WORDING.values()) - {wording}:
        if other in table:
            raise wrong(other, f"{other} belongs to another type; a {type_!r} rule has {wording}")
    for other in table.get("beside", []):
        if other not in [k.value for k in Kind]:
            raise wrong("beside", f"unknown kind {other!r}{nearest(other, [k.value for k in Kind])}")
    unit = "sentence" if type_ == "clause" else "paragraph"
    typos = int(table.get("typos", 0))
    written = table[wording]
    if type_ in ("phrase", "notice"):
        written = [phrase_pattern(entry, typos) for entry in written]
    at = source.key(line, wording)
    patterns = tuple(_translate(source, at, translator, entry, unit, case == "exact") for entry in written)
    for entry, pattern in zip(table[wording], patterns, strict=True):
        if not pattern.atoms:
            raise wrong(wording, f"{entry!r} has no fixed letters, so every text would have to be searched for it: name a word")
    for pattern in patterns:
        for capture in re.findall(r"\(\?P<(\w+)>", pattern.exact):
            if capture not in CAPTURES:
                raise wrong(wording, f"unknown capture {capture!r}{nearest(capture, CAPTURES)}")
    at = source.key(line, "disarmed_by")
    disarmed = "|".join(_translate(source, at, translator, entry, unit).exact for entry in table.get("disarmed_by", []))
    return Rule(
        id=name, type=type_, kind=kind, language=table.get("language", head["language"]), severity=severity,
        confidence=confidence, message=table.get("message") or texts.get("message", ""), why=table.get("why") or texts.get("why", ""),
        remedy=table.get("remedy") or texts.get("remedy", ""), source=table["source"], values=dict(table.get("values", {})),
        patterns=patterns, disarmed_by=disarmed, beside=tuple(table.get("beside", ())), alone=bool(table.get("alone", False)),
        priority=int(table.get("priority", 0)), cased=case == "exact",
        fires=_examples(wrong, table, "fires"), quiet=_examples(wrong, table, "quiet"),
        pack=head["id"], path=source.path, line=line, revision=int(table.get("revision", head.get("revision", 1))),
    )


def _one_of(wrong: Any, table: Mapping[str, Any], key: str, words: list[str]) -> str:
    value = table.get(key)
    if value is None:
        raise wrong(key, f"{key} is missing: one of {', '.join(words)}")
    if value not in words:
        raise wrong(key, f"{key} {value!r} is none of {', '.join(words)}{nearest(str(value), words)}")
    return str(value)


def _examples(wrong: Any, table: Mapping[str, Any], key: str) -> tuple[Example, ...]:
    entries = table.get(key)
    if not isinstance(entries, list) or not entries:
        what = "fire" if key == "fires" else "stay quiet"
        raise wrong(key, f"{key} is missing: give at least one text on which the rule must {what}")
    examples = []
    for entry in entries:
        if isinstance(entry, str):
            examples.append(Example(entry))
            continue
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            raise wrong(key, f"an example in {key} is a text, or {{ text = \"…\", found = \"…\", values = {{…}} }}")
        for inner in entry:
            if inner not in Example._fields:
                raise wrong(key, f"unknown key {inner!r} in an example{nearest(inner, Example._fields)}")
        if entry.get("found") and entry["found"] not in entry["text"]:
            raise wrong(key, f"found = {entry['found']!r} does not stand in the example's text")
        examples.append(Example(entry["text"], entry.get("found", ""), entry.get("values", {})))
    return tuple(examples)
