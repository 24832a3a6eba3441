"""What a run was, in one file: with what it was done, on what, and what it came to; the same bytes for the same run."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from compliance.batch.beside import write_json
from compliance.batch.findings.read import MANIFEST
from compliance.batch.findings.schema import VERSION
from compliance.batch.plan import Plan, digest_of, inputs_of, spelled, units
from compliance.batch.tasks.check import done_of
from compliance.batch.tasks.counts import total

INPUTS = 1000
"""Inputs that the manifest names; `findings/inputs.parquet` has them all."""
ASIDE = 1000
"""Documents that the manifest names as set aside; the table of documents has them all."""


def write_manifest(folder: str, plan: Plan, more: Mapping[str, Any]) -> dict[str, Any]:
    """Sums what the units came to and writes the manifest. `more` is what other stages add. Raises OSError."""
    counts: dict[str, Any] = {}
    aside: list[dict[str, Any]] = []
    many = 0
    for record in _done(folder):
        many += record.pop("set_aside")
        aside += [{"unit": record["unit"], **it} for it in record.pop("aside")][: ASIDE - len(aside)]
        del record["unit"], record["size"], record["files"]
        counts = total(counts, record)
    found = plan.found
    listed = inputs_of(folder, INPUTS)
    manifest = {
        "schema": VERSION,
        **plan.settings,
        "moment": spelled(plan.moment),
        "sources": [{"what": what, "path": path, "digest": digest} for what, path, digest in found.sources],
        "archives": found.archives,
        "inputs": {
            "count": found.inputs, "bytes": found.bytes, "formats": found.formats, "digest": found.digest, "not_found": found.unread,
            "table": "findings/inputs.parquet", "first": listed,
        },
        "units": found.units,
        "counts": _sorted(counts),
        "set_aside": {"count": many, "first": aside},
        **more,
    }  # fmt: skip
    write_json(os.path.join(folder, MANIFEST), manifest, indent=2)
    return manifest


def rule_packs(folder: str) -> dict[str, str]:
    """The packs of a folder of rules, with their digests (BLAKE2b, 16 bytes, in hexadecimal)."""
    names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    return {name: digest_of(os.path.join(folder, name)) for name in names}


def _done(folder: str) -> Iterator[dict[str, Any]]:
    for unit in units(folder):
        with open(done_of(folder, unit.name), encoding="utf-8") as file:
            yield json.load(file)


def _sorted(counts: Mapping[str, Any]) -> dict[str, Any]:
    """Counts with their words in order, so that they do not depend on which came first."""
    return {name: _sorted(value) if isinstance(value, Mapping) else value for name, value in sorted(counts.items())}
