"""What a machine of a cluster must share with the one that the command runs on, looked at there before it does any work.

Runs in Ray's worker processes, and imports no Ray.
"""

import os
import platform
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from compliance.batch.engines.ray_hand import Hand, Stop

PACKAGES = ("pyarrow", "duckdb", "regex", "google-re2", "ahocorasick_rs", "rapidfuzz", "numpy")
"""What has a say in the bytes of a result."""


class Terms(NamedTuple):
    """What every machine must have as the command's has it.

    `folder` is where the command was started: relative paths begin there. `mark` is a file in the run's folder, `token` what stands
    in it. `versions` are names and versions of what does the work. `guarded` says that Ray must ask for a token.
    """

    folder: str
    mark: str
    token: str
    versions: tuple[tuple[str, str], ...]
    guarded: bool


@lru_cache(maxsize=1)
def versions() -> tuple[tuple[str, str], ...]:
    """Names and versions of what does the work in this process; of this package, a digest of its code and rules beside its version."""
    return (
        ("Python", platform.python_version()),
        ("editorial-compliance", f"{_installed('editorial-compliance')} ({_digest()})"),
        *((name, _installed(name)) for name in PACKAGES),
    )


def unfit(terms: Terms) -> str:
    """Why this machine cannot do the run's tasks, as a sentence without its end; empty where it can."""
    if terms.guarded and os.environ.get("RAY_AUTH_MODE", "").lower() != "token":
        return (
            "its Ray asks for no token, so that whoever reaches it may run anything; start it with RAY_AUTH_MODE=token, "
            "or, where nobody else does, give the command RAY_AUTH_MODE=disabled"
        )
    here = dict(versions())
    for name, there in terms.versions:
        if here.get(name) != there:
            return f"it has {name} {here.get(name, 'none')}, and the machine of the command has {there}; install the same everywhere"
    if not os.path.isdir(terms.folder):
        return f"it has no folder {terms.folder}, where the command was started; start it in a folder that every machine mounts at the same path"
    try:
        with open(terms.mark, encoding="ascii") as file:
            token = file.read()
    except FileNotFoundError:
        token = ""
    except OSError as error:
        return f"it cannot read {terms.mark}: {error.strerror}"
    if token != terms.token:
        folder = os.path.dirname(os.path.dirname(terms.mark))
        return f"it does not see the run's folder {folder}; give --out a folder that every machine mounts at the same path"
    if not os.access(os.path.dirname(terms.mark), os.W_OK):
        return f"it may not write to {os.path.dirname(terms.mark)}; run Ray there as a user who may"
    return ""


def do(work: bytes, task: Any, terms: Terms, memory: int) -> Any:
    """Does one task in a worker process of Ray's: what `work`, pickled, makes of it, a Lost or a Stop.

    `memory` is how many bytes the task may take; 0 is no limit. Where the machine cannot take part, that is a Stop.
    """
    reason = _unfit(terms)
    if reason:
        return Stop(f"{platform.node()} cannot take part: {reason}")
    return _hand(work, terms.folder, memory).do(task)


@lru_cache(maxsize=1)
def _unfit(terms: Terms) -> str:
    # Once a process: machines may join a cluster after the command has looked at it.
    return unfit(terms)


@lru_cache(maxsize=1)
def _hand(work: bytes, folder: str, memory: int) -> Hand:
    # Kept from task to task, with what the work has loaded: rules, archives.
    return Hand(work, folder, memory)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _digest() -> str:
    """Of the code and the rules that come with it: two checkouts may bear one version."""
    import compliance
    from compliance.rulebook.shelf import rules_folder

    digest = blake2b(digest_size=4)
    for root in (os.path.dirname(compliance.__file__), rules_folder()):
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(it for it in folders if os.path.join(folder, it) != rules_folder())
            for name in sorted(names):
                if name.endswith((".py", ".toml")):
                    with open(os.path.join(folder, name), "rb") as file:
                        digest.update(file.read())
    return digest.hexdigest()
