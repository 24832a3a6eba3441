"""What tests of several rooms share: packs written in a test."""

import json
from pathlib import Path
from typing import Any

import pytest

from compliance.rulebook import Rulebook, build


class Packs:
    """Writes packs into a folder, and makes rulebooks of them and of nothing else."""

    head = '[pack]\nid = "t"\nlanguage = "en"\n'
    whole = {
        "id": "t.flag",
        "type": "phrase",
        "kind": "status",
        "severity": "note",
        "phrases": ["red flag"],
        "source": "invented for a test",
        "fires": ["A red flag."],
        "quiet": ["A white flag."],
    }

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rule(self, *, leave_out: tuple[str, ...] = (), **keys: Any) -> str:
        """A [[rule]] table that is right in all that `keys` does not say otherwise."""
        table: dict[str, Any] = {**self.whole, **keys}
        if "phrases" not in keys and ("patterns" in keys or "words" in keys):
            del table["phrases"]
        rows = [f"{key} = {_toml(value)}" for key, value in table.items() if key not in leave_out]
        return "\n[[rule]]\n" + "\n".join(rows) + "\n"

    def write(self, text: str, name: str = "pack.toml") -> str:
        """Writes a pack and says where."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def book(self, *rules: str, head: str = head) -> Rulebook:
        """A rulebook of nothing but the rules given."""
        return build((), [self.write(head + "".join(rules))])


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    """Packs in a folder of the test's own."""
    return Packs(tmp_path)
