import os
import shutil
import subprocess

import pytest

from compliance.decisions import reviewer

HERE = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "COMPLIANCE_"))}


@pytest.fixture
def nobody(tmp_path):
    """An environment in which git has no configuration."""
    return {**HERE, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}


def test_the_environment_comes_first(tmp_path, nobody):
    assert reviewer(str(tmp_path), {**nobody, "COMPLIANCE_REVIEWER": " Ada\nQuill ", "GIT_AUTHOR_NAME": "Bo Reed"}) == "Ada Quill"
    assert reviewer(str(tmp_path), {**nobody, "GIT_AUTHOR_NAME": "Bo Reed", "GIT_AUTHOR_EMAIL": "bo@example.org"}) == "Bo Reed <bo@example.org>"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_then_what_git_calls_the_author(tmp_path, nobody):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, env=nobody)
    for key, value in (("user.name", "Cyd Ösel"), ("user.email", "cyd@example.org")):
        subprocess.run(["git", "-C", str(tmp_path), "config", key, value], check=True, env=nobody)
    assert reviewer(str(tmp_path), nobody) == "Cyd Ösel <cyd@example.org>"


def test_nobody_is_made_up(tmp_path, nobody):
    assert reviewer(str(tmp_path), nobody) == ""
    assert reviewer(str(tmp_path), {"PATH": ""}) == ""
