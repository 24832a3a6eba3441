"""Data for scripts: JSON that no page can mistake for markup, and no script for a line end."""

import json
from typing import Any

from compliance.batch.report.html.shown import shown

_SIGNS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"})
"""Signs that can stand only inside the strings of a JSON text, where the escape means the same."""


def embedded(data: Any) -> str:
    """`data` as JSON that may stand inside a `<script>` element or a file of its own. Strings are as `shown` makes them."""
    return json.dumps(_shown(data), ensure_ascii=False, separators=(",", ":")).translate(_SIGNS)


def _shown(data: Any) -> Any:
    if isinstance(data, str):
        return shown(data)
    if isinstance(data, (list, tuple)):
        return [_shown(item) for item in data]
    return {shown(str(name)): _shown(value) for name, value in data.items()} if isinstance(data, dict) else data
