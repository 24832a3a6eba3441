"""What a page of the report may do: nothing but show its own style and run its own script. Told to the browser by the page itself."""

from base64 import b64encode
from hashlib import sha256


def policy_of_file(style: str, script: str) -> str:
    """The policy of a page that has its style and script inside it: these two, known by their digests, and nothing else."""
    return _policy(f"'sha256-{_digest(script)}'", f"'sha256-{_digest(style)}'")


def policy_of_folder() -> str:
    """The policy of a page with style and script beside it. Not every browser takes files of the same folder for `'self'`."""
    return _policy("'self' file:", "'self' file:")


def _policy(script: str, style: str) -> str:
    return f"default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
