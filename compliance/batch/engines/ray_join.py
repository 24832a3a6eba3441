"""How the command joins a Ray cluster: by token, quietly, and with words of its own where that fails."""

import logging
import os
import re
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from compliance.batch.errors import BatchError

PATIENCE = 10.0
"""Seconds that a machine may take to answer at all."""

ENVIRONMENT = {
    "RAY_AUTH_MODE": "token",  # Ray itself turns it on only for clusters that ray.init() starts
    "RAY_BACKEND_LOG_LEVEL": "error",
    # Ray prints what happens on other machines to stdout, log_to_driver or not; stdout is for data.
    "RAY_DEDUP_LOGS": "1",
    "RAY_DEDUP_LOGS_SKIP_REGEX": r"[\s\S]*",
    "RAY_task_oom_retries": "2",  # unset means for ever
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # the machines have the package; nothing is sent to them
    "RAY_gcs_server_port_wait_time_s": "5",  # times that Ray asks, a second apart, before it gives up
}
"""What Ray reads when it is imported; what the user has set stays as it is."""

TOKENS = "https://docs.ray.io/en/latest/ray-security/token-auth.html"


def join(address: str) -> Any:
    """Joins the cluster and returns the module ray.

    Args:
        address: HOST:PORT of the head, or "auto" for the cluster that this machine belongs to (RAY_ADDRESS, where it is set).
    Raises:
        BatchError: Ray is missing, nothing answers there, the token is refused, or Ray and Python are not the cluster's.
    """
    if "://" in address:
        raise BatchError(f"--address {address}: give HOST:PORT of the cluster's head, and start the command on a machine of the cluster")
    if address != "auto":
        _reach(address)
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise BatchError(f"--engine ray needs Ray ({error}): pip install 'editorial-compliance[cluster]'") from None
    if ray.is_initialized():
        raise BatchError("this process has joined a Ray cluster already")
    ended = signal.getsignal(signal.SIGTERM)
    said = ""
    try:
        with _aside() as read:
            try:
                ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
            finally:
                said = read()
    except Exception as error:  # noqa: BLE001  Ray raises what it likes; all of it means that the cluster cannot be joined
        ray.shutdown()
        raise BatchError(_refusal(address, error, said)) from None
    finally:
        if ended is not None:  # Ray puts a handler of its own there
            signal.signal(signal.SIGTERM, ended)
    return ray


def _reach(address: str) -> None:
    """Raises BatchError where nothing listens; Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise BatchError(f"--address {address}: not HOST:PORT; the head listens on port 6379 where `ray start` was given no other")
    try:
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BatchError(
            f"--address {address}: nothing answers there ({reason}); start the head with `ray start --head`, and see that its port is open"
        ) from None


def _refusal(address: str, error: Exception, said: str) -> str:
    """What to tell a user; `said` is what Ray's own log said meanwhile."""
    text = f"{error}\n{error.__cause__ or ''}\n{said}"
    start = f"--address {address}: "
    if "no authentication token was found" in text:
        return (
            f"{start}this machine has no token for the cluster; copy the head's ~/.ray/auth_token here, or set RAY_AUTH_TOKEN or RAY_AUTH_TOKEN_PATH "
            f"(a cluster that was started without tokens: RAY_AUTH_MODE=disabled). See {TOKENS}"
        )
    if "InvalidAuthToken" in text or "Unauthenticated" in text:
        return (
            f"{start}the cluster refuses this machine's token; copy the head's ~/.ray/auth_token here, or set RAY_AUTH_TOKEN or RAY_AUTH_TOKEN_PATH, "
            f"with RAY_AUTH_MODE=token or unset. See {TOKENS}"
        )
    if "Version mismatch" in text:
        versions = re.findall(r"(Ray|Python): ([0-9][\w.]*)", text)
        told = " and ".join(f"{name} {number}" for name, number in versions[:2])
        here = " and ".join(f"{name} {number}" for name, number in versions[2:4])
        return f"{start}the cluster runs {told}, and this machine {here}; install the same on every machine"
    if "Could not find any running Ray instance" in text:
        return f"{start}this machine belongs to no running cluster; start one with `ray start`, or give --address HOST:PORT"
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return f"{start}{first}. Is that the head's port, and has this machine joined the cluster (`ray start --address=HOST:PORT`)?"


@contextmanager
def _aside() -> Iterator[Any]:
    """Takes what is written to stderr meanwhile, from C++ too; yields a function that reads it."""
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as file:

        def read() -> str:
            file.seek(0)
            return file.read().decode("utf-8", "replace")

        os.dup2(file.fileno(), 2)
        try:
            yield read
        finally:
            sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)
