"""Tables that ship with the package: public licences, rights statements, house terms, names of countries."""

import os
from functools import lru_cache
from typing import Any


def path(name: str) -> str:
    """The path of one of the tables, e.g. "countries.toml"."""
    return os.path.join(os.path.dirname(__file__), name)


@lru_cache(maxsize=8)
def load(name: str) -> dict[str, Any]:
    """A table as parsed TOML; not to be changed."""
    import tomli

    with open(path(name), "rb") as file:
        return tomli.load(file)
