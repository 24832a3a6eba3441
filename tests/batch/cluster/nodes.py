"""Two Ray nodes on this machine, each in a network namespace of its own, as if they were two machines that share a disk.

By hand, to try a command on such a cluster:

    python -m tests.batch.cluster.nodes COMMAND…      runs it beside the head; RAY_ADDRESS and the token are set
"""

import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HEAD, WORKER = "10.77.0.1", "10.77.0.2"
ADDRESS = f"{HEAD}:6379"
ROOT = Path(__file__).parents[3]
STORE = 80_000_000
"""Bytes of each node's object store, about the least that Ray takes."""
STARTING = 120
"""Seconds that a node may take to start."""
_NAME = re.compile(r"compliance-(\d+)-[ab]\Z")


def why_not() -> str:
    """Why there can be no such nodes here; empty where there can."""
    if not sys.platform.startswith("linux"):
        return "network namespaces are Linux's"
    if find_spec("ray") is None:
        return "Ray is not installed here: pip install 'editorial-compliance[cluster]'"
    if shutil.which("ip") is None:
        return "the command ip (iproute2) is missing here"
    name = f"compliance-{os.getpid()}-a"
    tried = _ip("netns", "add", name)
    if tried.returncode:
        return f"network namespaces are not allowed here: {tried.stderr.strip()}"
    try:
        tried = _ip("link", "add", "va", "netns", name, "type", "veth", "peer", "name", "vb", "netns", name)
        return f"pairs of network devices are not allowed here: {tried.stderr.strip()}" if tried.returncode else ""
    finally:
        _ip("netns", "del", name)


class Nodes:
    """A head and a worker with a processor each. Made by `with`; nothing is left of them afterwards, however the body ends."""

    def __init__(self) -> None:
        self.token = secrets.token_hex(16)
        self._names = [f"compliance-{os.getpid()}-{letter}" for letter in "ab"]
        # Ray's sockets lie in it, and the path of a socket is short
        self._folder = Path(tempfile.mkdtemp(prefix="ray", dir="/tmp"))
        self.apart = self._folder / "apart"
        """A folder that the nodes do not share: each sees one of its own."""
        self.apart.mkdir()

    def __enter__(self) -> "Nodes":
        try:
            _sweep()
            one, two = self._names
            for name in self._names:
                _must("netns", "add", name)
                _must("-n", name, "link", "set", "lo", "up")
            _must("link", "add", "v0", "netns", one, "type", "veth", "peer", "name", "v0", "netns", two)
            for name, address in zip(self._names, (HEAD, WORKER), strict=True):
                _must("-n", name, "address", "add", f"{address}/24", "dev", "v0")
                _must("-n", name, "link", "set", "v0", "up")
            self._start(0, "--head", f"--port={ADDRESS.rpartition(':')[2]}", "--include-dashboard=false", "--disable-usage-stats")
            self.start_worker()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start_worker(self) -> None:
        """Starts the second node, where it is not running."""
        if not self.processes(1):
            self._start(1, f"--address={ADDRESS}")

    def popen(self, *command: str, **more: Any) -> "subprocess.Popen[str]":
        """A command beside the head. `env` adds to the environment; a value None takes away."""
        more["env"] = self._environment(more.get("env", {}))
        return subprocess.Popen(["ip", "netns", "exec", self._names[0], *command], text=True, **more)

    def run(self, *command: str, timeout: float = 150, **more: Any) -> "subprocess.CompletedProcess[str]":
        """A command beside the head, awaited, with what it printed. Not a second over `timeout`."""
        process = self.popen(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
        try:
            out, err = process.communicate(timeout=timeout)
        except BaseException:
            process.kill()
            process.communicate()
            raise
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def processes(self, node: int) -> list[int]:
        """The processes of a node, 0 the head's (and the commands' beside it), 1 the worker's."""
        return [int(it) for it in _ip("netns", "pids", self._names[node]).stdout.split()]

    def kill(self, node: int) -> None:
        """Ends all processes of a node at once, as a loss of power does."""
        _kill(self._names[node])

    def close(self) -> None:
        """Ends and removes everything."""
        for name in self._names:
            _remove(name)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self, node: int, *options: str) -> None:
        address = (HEAD, WORKER)[node]
        # `ip netns exec` gives mounts of their own too
        hide = f"mount -t tmpfs none {shlex.quote(str(self.apart))} && " if node else ""
        done = subprocess.run(
            [
                "ip", "netns", "exec", self._names[node], "sh", "-c", hide + 'exec "$@"', "sh", sys.executable, "-m", "ray.scripts.scripts", "start", *options,
                f"--node-ip-address={address}", "--num-cpus=1", f"--object-store-memory={STORE}", f"--temp-dir={self._folder / 'ab'[node]}",
            ],
            env=self._environment({}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=STARTING, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"ray start has failed on {address}:\n{done.stdout}")

    def _environment(self, more: dict[str, str | None]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RAY_", "COV_", "PYTEST_"))}
        ours = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": self.token, "RAY_USAGE_STATS_ENABLED": "0", "RAY_ADDRESS": ADDRESS, "PYTHONPATH": str(ROOT)}
        return {name: value for name, value in {**kept, **ours, **more}.items() if value is not None}


def _sweep() -> None:
    """Removes what a test that was killed has left."""
    for line in _ip("netns", "list").stdout.splitlines():
        found = _NAME.match(line.split()[0])
        if found and not Path("/proc", found[1]).exists():
            _remove(found[0])


def _remove(name: str) -> None:
    _kill(name)
    _ip("netns", "del", name)


def _kill(name: str) -> None:
    """Ends all processes of a namespace; they may start others meanwhile."""
    until = time.monotonic() + 10
    while (pids := _ip("netns", "pids", name).stdout.split()) and time.monotonic() < until:
        for pid in pids:
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.02)


def _ip(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["ip", *arguments], capture_output=True, text=True, timeout=10, check=False)


def _must(*arguments: str) -> None:
    done = _ip(*arguments)
    if done.returncode:
        raise RuntimeError(f"ip {' '.join(arguments)}: {done.stderr.strip()}")


def main() -> int:
    """Runs a command on such a cluster and ends with its status."""
    reason = why_not()
    if reason:
        sys.exit(f"nodes: {reason}")
    with Nodes() as nodes:
        return nodes.popen(*sys.argv[1:]).wait()


if __name__ == "__main__":
    sys.exit(main())
