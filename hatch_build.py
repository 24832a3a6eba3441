"""Compiles the sieve when a wheel or an editable install is built; where that cannot be done, what is built is Python alone."""

import os
import shlex
import shutil
import sys
import sysconfig
import tempfile
import textwrap
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULE = "compliance.rulebook._sieve"
FOLDER = "compliance/rulebook"
FILE = "_sieve.pyd" if sys.platform == "win32" else "_sieve.abi3.so"

LIMITED_API, TAG = "0x030B0000", "cp311-abi3"
"""The oldest Python that the extension runs on, as C and as wheels write it."""

FLAGS = ["/std:c11", "/O2", "/W4"] if sys.platform == "win32" else ["-std=c11", "-O3", "-g0", "-fvisibility=hidden", "-Wall", "-Wextra"]


class Without(Exception):
    """Why the extension is not built."""


class SieveHook(BuildHookInterface[Any]):
    """Puts the extension into a wheel, or beside its sources where the install is editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles in a folder of its own, so that nothing of an earlier build is taken for this one's."""
        beside = Path(self.root, FOLDER)
        if version == "editable":
            # One of other sources would go on being imported. And a copy over a file that a running check has loaded would end that check.
            for old in (*beside.glob("_sieve*.so"), *beside.glob("_sieve*.pyd")):
                old.unlink()
        self.room = tempfile.TemporaryDirectory(prefix="sieve-")  # lasts as long as the hook: the wheel is written later
        try:
            built, platform = compiled(Path(self.root), Path(self.room.name))
        except Without as why:
            self.app.display_warning(f"compliance: built without its compiled part, so checks will be slower: {why}")
            return
        if version == "editable":
            shutil.copy(built, beside / FILE)
        else:
            build_data["force_include"][str(built)] = f"{FOLDER}/{FILE}"
            build_data["pure_python"] = False
            build_data["tag"] = f"{TAG}-{platform}"


def compiled(root: Path, room: Path) -> tuple[Path, str]:
    """The extension, built in a room, and the platform it is for, as tags of wheels name it."""
    if os.environ.get("COMPLIANCE_PURE") == "1":
        raise Without("COMPLIANCE_PURE is 1")
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise Without("this Python has no stable interface for extensions")
    try:
        from setuptools import Distribution, Extension, errors
        from setuptools.command.bdist_wheel import get_platform
        from setuptools.command.build_ext import build_ext
    except ImportError as error:
        raise Without(f"setuptools is missing ({error})") from error
    extension = Extension(
        MODULE,
        sorted(str(path) for path in (root / FOLDER / "sieve").glob("*.c")),
        define_macros=[("Py_LIMITED_API", LIMITED_API)],
        py_limited_api=True,
        extra_compile_args=FLAGS + shlex.split(os.environ.get("CFLAGS", "")),  # the caller's once more: the last one counts
    )
    command = build_ext(Distribution({"name": "compliance", "ext_modules": [extension]}))
    command.build_lib, command.build_temp = str(room / "lib"), str(room / "temp")
    try:
        command.ensure_finalized()
        command.run()
    except (errors.BaseError, errors.CCompilerError, OSError) as error:
        if not Path(sysconfig.get_path("include"), "Python.h").is_file():
            raise Without("the headers of Python (Python.h) are missing") from error
        raise Without(f"compiling failed: {textwrap.shorten(str(error), 80, placeholder=' …')}") from error
    (built,) = command.get_outputs()
    return Path(built), get_platform(command.build_lib)
