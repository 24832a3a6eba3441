"""Writes a ledger as TOML, as docs/ledger.md has it."""

from collections.abc import Iterable
from typing import Any

from compliance.policy.entries import DAYS, DEEDS, DUTIES, FLAGS, NUMBERS, PLACES, TEXTS, WORDS
from compliance.policy.terms import Duty, Ledger, Licence, Publisher


def to_toml(ledger: Ledger, notes: Iterable[str] = ()) -> str:
    """The ledger's publisher and licences as TOML; `notes` stand at its head as comments. Reading it gives the same entries."""
    parts = ["\n".join(f"# {_line(note)}" for note in notes)]
    house = _publisher(ledger.publisher)
    if house:
        parts.append("\n".join(["[publisher]", *house]))
    parts.extend("\n".join(["[[licence]]", *_entry(entry)]) for entry in ledger.licences)
    return "\n\n".join(filter(None, parts)) + "\n"


def _publisher(house: Publisher) -> list[str]:
    rows = [f"{name} = {_value(list(value))}" for name in ("names", "sisters", "domains") if (value := getattr(house, name))]
    if house.commercial is not None:
        rows.append(f"commercial = {_value(house.commercial)}")
    return [*rows, f"country = {_value(house.country)}"] if house.country else rows


def _entry(entry: Licence) -> list[str]:
    told: dict[str, Any] = {"id": entry.id}
    told.update((key, value) for key in TEXTS if (value := getattr(entry, key)))
    for key in (*WORDS, *PLACES):
        value = entry.prohibited if key == "prohibits" else getattr(entry, key)
        if value:
            told[key] = sorted(map(str, value))
    told.update((key, day) for key, field in DAYS.items() if (day := getattr(entry, field)))
    told.update((key, value) for key in (*NUMBERS, *FLAGS) if (value := getattr(entry, key)) is not None)
    told.update((key, True) for key in DEEDS if getattr(entry, key))
    for key, kind in DUTIES.items():
        asked = [_duty(duty) for duty in entry.duties if duty.kind is kind]
        if asked:
            told[key] = asked[0] if len(asked) == 1 else asked
    return [f"{key} = {_value(value)}" for key, value in told.items()]


def _duty(duty: Duty) -> Any:
    text = duty.text or True
    return {"text": text, "place": duty.place} if duty.place else text


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(it)}" for key, it in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)


def _string(text: str) -> str:
    """A basic string of TOML 1.0."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(it if it >= " " and it != "\x7f" else f"\\u{ord(it):04x}" for it in escaped) + '"'


def _line(note: str) -> str:
    return " ".join(note.split())
