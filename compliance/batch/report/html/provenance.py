"""With what a run was made, in words, as far as its manifest says: versions, rules, ledger, archives, inputs and options."""

from collections.abc import Mapping
from typing import Any

from compliance.batch.report.html.times import day
from compliance.batch.report.model import Summary
from compliance.output.phrases import plural

_DIGITS = 16  # of a digest
_ELSEWHERE = ("inputs", "since", "ledger", "archive")
_MANY = 400  # code points of a row


def provenance(summary: Summary) -> list[tuple[str, str]]:
    """Rows of a name and what it was; what the manifest does not say is left out."""
    manifest = summary.manifest
    rules, inputs = _mapping(manifest.get("rules")), _mapping(manifest.get("inputs"))
    told = [
        ("Checked at", day(str(manifest.get("moment") or ""))),
        ("Reported as of", day(summary.moment)),
        ("Program", f"editorial-compliance {manifest['version']}" if manifest.get("version") else ""),
        ("Rules", _rules(rules)),
        ("Inputs", _inputs(inputs)),
        ("Read and found", _found(summary)),
    ]
    told += [(str(source.get("what") or "").capitalize(), _path(source)) for source in _rows(manifest.get("sources"))]
    told += [("Archive", f"{archive.get('path')}, {archive.get('texts', 0):,} texts") for archive in _rows(manifest.get("archives"))]
    given = {name: value for name, value in _mapping(manifest.get("options")).items() if value not in (None, "", [], False)}
    options = [f"--{name}" if value is True else f"--{name} {_value(value)}" for name, value in given.items() if not _usual(name, value)]
    told.append(("Options", ", ".join(options)))
    return [(name, value[:_MANY]) for name, value in told if name and value]


def _usual(name: str, value: Any) -> bool:
    """Whether an option says nothing: it is told elsewhere, or is as it is unless somebody says otherwise."""
    return name in _ELSEWHERE or name.removesuffix("-field") == value or (name, value) in (("input", "auto"), ("text-format", "text"))


def _rules(rules: Mapping[str, Any]) -> str:
    packs = _mapping(rules.get("packs"))
    many = f"{len(packs):,} {plural(len(packs), 'pack')}, " if packs else ""
    return f"{many}digest {str(rules['digest'])[:_DIGITS]}" if rules.get("digest") else many.strip(", ")


def _inputs(inputs: Mapping[str, Any]) -> str:
    counts = _mapping(inputs.get("formats")).items()
    formats = ", ".join(f"{count:,} {plural(count, 'file')} ({name})" if isinstance(count, int) else str(name) for name, count in counts)
    size = _size(inputs.get("bytes"))
    return "; ".join(part for part in (formats, size, f"digest {str(inputs['digest'])[:_DIGITS]}" if inputs.get("digest") else "") if part)


def _found(summary: Summary) -> str:
    parts = [(summary.characters, "character"), (summary.facts, "fact"), (summary.matches, "passage")]
    return ", ".join(f"{number:,} {plural(number, noun)}" + (" of other texts" if noun == "passage" else "") for number, noun in parts if number)


def _path(source: Mapping[str, Any]) -> str:
    digest = str(source.get("digest") or "")[:_DIGITS]
    return f"{source.get('path') or ''}{f', digest {digest}' if digest else ''}"


def _size(count: Any) -> str:
    if not isinstance(count, int) or count <= 0:
        return ""
    for power, unit in ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "KB")):
        if count >= power:
            return f"{count / power:,.1f} {unit}"
    return f"{count} bytes"


def _value(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
