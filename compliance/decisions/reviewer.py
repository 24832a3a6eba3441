"""Who decides: nobody has to type it, and nobody is made up."""

import os
import subprocess
from collections.abc import Mapping

VARIABLE = "COMPLIANCE_REVIEWER"


def reviewer(folder: str = ".", environ: Mapping[str, str] = os.environ) -> str:
    """The name of whoever decides, with an address where one is known: `Ada Quill <ada@example.org>`.

    COMPLIANCE_REVIEWER in the environment, else what git would put under a commit: GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else
    user.name and user.email of its configuration in `folder`. Empty where none of them says: the name of an account, such as
    root on a build server, is no editor.
    """
    given = " ".join(environ.get(VARIABLE, "").split())
    if given:
        return given
    name = environ.get("GIT_AUTHOR_NAME", "") or _git("user.name", folder, environ)
    email = environ.get("GIT_AUTHOR_EMAIL", "") or _git("user.email", folder, environ)
    return " ".join(filter(None, (name.strip(), f"<{email.strip()}>" if email.strip() else "")))


def _git(key: str, folder: str, environ: Mapping[str, str]) -> str:
    command = ["git", "-C", folder, "config", "--get", key]
    try:
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=5, check=False, env=dict(environ))  # noqa: S603 - git, and words of ours
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout.strip() if ran.returncode == 0 else ""
