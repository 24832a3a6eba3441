"""An earlier run, held against the one that is about to begin: why everything must be checked again, or what need not be."""

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from compliance.batch.errors import BatchError

if TYPE_CHECKING:
    from compliance.batch.plan import Plan
    from compliance.batch.since.taking import Taking

_NOTHING = frozenset(("inputs", "since", "at"))  # options that say what is checked, not how; what the moment changes is looked at by document


class Since:
    """An earlier run that has ended.

    Args:
        path: its manifest, as it was named.
        manifest: what stands in it.
        plan: of that run.
    """

    def __init__(self, path: str, manifest: Mapping[str, Any], plan: "Plan") -> None:
        self.path, self.manifest, self.plan = path, manifest, plan

    @classmethod
    def open(cls, path: str) -> "Since":
        """The run with a manifest; its folder will do. Raises BatchError where there is none that has ended, or not all of it is left."""
        from compliance.batch.findings.read import MANIFEST, read_manifest
        from compliance.batch.plan import read_plan

        path = os.path.join(path, MANIFEST) if os.path.isdir(path) else path
        manifest = read_manifest(path)
        folder = os.path.dirname(path)
        plan = read_plan(folder)
        if plan is None:
            raise BatchError(f"--since {path}: {os.path.join(folder, 'work')} is gone, which says what that run has read; check everything, without --since")
        return cls(path, manifest, plan)

    @property
    def folder(self) -> str:
        """The folder of the run."""
        return os.path.dirname(self.path)

    def must_not_be(self, folder: str) -> None:
        """Raises BatchError where the run is that in a folder."""
        if os.path.realpath(folder) == os.path.realpath(self.folder or "."):
            raise BatchError(f"--since {self.path} is the run in --out {folder} itself: name another --out")

    def against(self, folder: str, plan: "Plan") -> "Taking":
        """What a run need not check again. It is worked out once, and kept in the run's folder.

        Args:
            folder: of the run.
            plan: of the run.
        Raises:
            BatchError: both runs are in one folder.
            OSError: it cannot be written.
        """
        from compliance.batch.since.taking import Taking

        self.must_not_be(folder)
        why = differences(self.plan, plan)
        keep = bool(plan.settings.get("options", {}).get("clusters"))
        taking = Taking(folder, self.path, why, keep, again=_is_judged(plan) and _moment(self.plan) != _moment(plan))
        if not why:
            taking.prepare()
        return taking


def differences(earlier: "Plan", plan: "Plan") -> tuple[str, ...]:
    """What findings rest on beside the documents, as far as it is another than in the earlier run, in words."""
    ours, theirs = json.loads(json.dumps([plan.settings, earlier.settings]))
    told = [_NAMES.get(name, name) for name in sorted({*ours, *theirs} - {"options"}) if ours.get(name) != theirs.get(name)]
    options, others = (settings.get("options", {}) for settings in (ours, theirs))
    told += [f"--{name}" for name in sorted({*options, *others} - _NOTHING) if options.get(name) != others.get(name)]
    changed = {tuple(it) for it in plan.found.sources} ^ {tuple(it) for it in earlier.found.sources}
    told += sorted({f"the {what} {path}" for what, path, _ in changed})
    if plan.found.archives != earlier.found.archives:
        told.append("what the archives hold")
    return tuple(told)


_NAMES = {"version": "the version of compliance", "rules": "the rules"}


def _is_judged(plan: "Plan") -> bool:
    return any(what == "ledger" for what, _, _ in plan.found.sources)


def _moment(plan: "Plan") -> object:
    """The moment that a run judges by."""
    return plan.settings.get("options", {}).get("at") or plan.moment
