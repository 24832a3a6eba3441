"""`compliance batch --engine ray` on two nodes with network stacks of their own, one of which is lost in the middle."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.corpus import cases
from compliance.batch.engines.ray_ import RayEngine
from compliance.batch.errors import BatchError
from tests.batch.cluster.nodes import ADDRESS, HEAD, ROOT, WORKER, Nodes, why_not

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

DOCUMENTS, PADDING = 640, 25_000
"""Articles, and bytes beside each that nobody checks: many units of little work."""
UNITS = 16
"""At least."""
PATIENCE = 150
"""Seconds that anything may take on a machine that others use too."""
COMPLIANCE = (sys.executable, "-m", "compliance")
JOB = ("batch", "articles.jsonl", "--no-config", "--quiet", "--clusters")
ON_RAY = (*COMPLIANCE, *JOB, "--engine", "ray", "--address", ADDRESS)

ENGINE = """
import functools, operator, os, sys, time
from compliance.batch.engines.ray_ import RayEngine

engine = RayEngine(sys.argv[1], sys.argv[2], memory=400_000_000)
hungry = functools.partial(eval, "len(b'x' * 10**9) and __import__('time').sleep(60)")
tasks = {
    "fine": functools.partial(os.path.join, "a", "b"),
    "raises": functools.partial(int, "x"),
    "dies": functools.partial(os._exit, 3),
    "hungry": hungry,
}
names = {id(task): name for name, task in tasks.items()}
for task, result in engine.run(operator.call, tasks.values()):
    print(names[id(task)], result)
print("alone", *[result for _, result in engine.run(operator.call, [functools.partial(len, b"x" * 10)], 400_000_000)])
engine.close()
"""


@pytest.fixture(scope="module")
def running() -> Iterator[Nodes]:
    reason = why_not()
    if reason:
        pytest.skip(f"the cluster is not tried: {reason}")
    with Nodes() as made:
        yield made


@pytest.fixture
def nodes(running: Nodes) -> Nodes:
    """Both of them, also where the test before has ended one."""
    running.start_worker()
    return running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that all nodes see; the test stands there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


@pytest.fixture
def shared(folder: Path) -> Path:
    """The same, with an archive in it, one line of which is damaged."""
    texts = [case.text for case in cases(DOCUMENTS)]
    with open(folder / "articles.jsonl", "w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            body = text if number % 10 else f"From our archive.\n\n{texts[number // 3 + 1]}"
            record = {"id": f"a{number}", "title": f"Article {number}", "text": body, "date": f"2026-03-{number % 28 + 1:02}", "padding": "-" * PADDING}
            file.write(json.dumps(record) + "\n")
        file.write("this is no JSON\n")
    return folder


def result(folder: Path) -> dict[str, bytes]:
    """What a run came to: every byte of its findings and of its manifest, but for the moment when it was begun."""
    found = {str(it.relative_to(folder)): it.read_bytes() for it in (folder / "findings").rglob("*") if it.is_file()}
    manifest = re.sub(rb'"moment": "[^"]+"', b'"moment": ""', (folder / "manifest.json").read_bytes())
    return {"manifest.json": manifest, **found}


def done(folder: Path) -> int:
    """How many units are done."""
    where = folder / "work" / "done"
    return sum(not it.startswith(".") for it in os.listdir(where)) if where.is_dir() else 0


def hands(nodes: Nodes, node: int) -> list[int]:
    """The processes of a node that do tasks."""
    found = []
    for pid in nodes.processes(node):
        try:
            if b"ray_hand" in Path("/proc", str(pid), "cmdline").read_bytes():
                found.append(pid)
        except OSError:
            continue
    return found


def send(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            continue


def wait_for(condition: Callable[[], bool], process: "subprocess.Popen[str]", seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until, "it has not come about"
        time.sleep(0.01)


def begin(nodes: Nodes, out: Path) -> "subprocess.Popen[str]":
    return nodes.popen(*ON_RAY, "--out", str(out), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_run_that_loses_a_node_comes_to_the_bytes_of_a_run_without_a_cluster(nodes: Nodes, shared: Path) -> None:
    local = subprocess.run([*COMPLIANCE, *JOB, "--out", "local", "--jobs", "2"], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert local.returncode == 3, local.stderr  # a line is no JSON
    out = shared / "cluster"
    process = begin(nodes, out)
    try:
        wait_for(lambda: done(out) >= 1, process)
        here = hands(nodes, 0)
        send(here, signal.SIGSTOP)  # so that the other node does what comes next
        before = done(out)
        wait_for(lambda: done(out) > before and bool(hands(nodes, 1)), process)
        nodes.kill(1)
        assert done(out) < UNITS, "it was too late to be in the middle"
        send(here, signal.SIGCONT)
        printed, said = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert process.returncode == 3, said
    assert printed == ""
    assert said == local.stderr  # and nothing of Ray's
    assert done(out) == done(shared / "local") >= UNITS
    assert result(out) == result(shared / "local")
    assert {"findings/pairs.parquet", "findings/clusters.parquet"} < result(out).keys()
    assert not list((out / "work").glob("cluster*"))


def test_an_interrupted_run_ends_what_is_under_way_and_goes_on_without_the_cluster(nodes: Nodes, shared: Path) -> None:
    out = shared / "out"
    process = begin(nodes, out)
    try:
        wait_for(lambda: done(out) >= 1, process)
        send([*hands(nodes, 0), *hands(nodes, 1)], signal.SIGSTOP)
        assert done(out) < UNITS
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert (process.returncode, printed) == (130, ""), said
    assert "Traceback" not in said
    until = time.monotonic() + PATIENCE
    while hands(nodes, 0) or hands(nodes, 1):
        assert time.monotonic() < until, "the nodes go on working"
        time.sleep(0.05)
    again = subprocess.run([*COMPLIANCE, *JOB, "--out", str(out)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert again.returncode == 3, again.stderr
    with open(out / "manifest.json", encoding="utf-8") as file:
        assert json.load(file)["counts"]["documents"] == DOCUMENTS + 1


def test_what_raises_dies_or_takes_too_much_is_lost_as_it_is_without_a_cluster(nodes: Nodes, folder: Path) -> None:
    told = nodes.run(sys.executable, "-c", ENGINE, "auto", str(folder / "out"))
    assert told.returncode == 0, told.stderr
    assert sorted(re.sub(r"than 3\d\d MB", "than …", told.stdout).splitlines()) == [
        "alone 10",
        "dies Lost(reason='its process was ended twice (exit status 3)', memory=False)",
        "fine a/b",
        "hungry Lost(reason='it took more than … of memory', memory=True)",
        "raises Lost(reason=\"ValueError: invalid literal for int() with base 10: 'x'\", memory=False)",
    ]


def test_nodes_that_do_not_share_the_run_s_folder_are_refused(nodes: Nodes, folder: Path) -> None:
    out = nodes.apart / "out"
    told = nodes.run(*ON_RAY, "--out", str(out))
    assert told.returncode == 2
    assert f"{WORKER}: it does not see the run's folder {out}" in told.stderr
    assert HEAD not in told.stderr


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"RAY_AUTH_TOKEN": "another"}, "the cluster refuses this machine's token; copy the head's ~/.ray/auth_token here"),
        ({"RAY_AUTH_TOKEN": None, "RAY_AUTH_MODE": None, "HOME": "/nonexistent"}, "this machine has no token for the cluster; copy the head's"),
    ],
    ids=["another token", "no token"],
)
def test_a_cluster_that_refuses_is_named_with_the_way_in(nodes: Nodes, folder: Path, environment: dict[str, str | None], reason: str) -> None:
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    quick = {"RAY_gcs_server_port_wait_time_s": "1", "XDG_CACHE_HOME": cache, **environment}
    told = nodes.run(*ON_RAY, "--out", "out", env=quick)
    assert told.returncode == 2
    assert told.stderr.startswith(f"compliance: error: --address {ADDRESS}: {reason}"), told.stderr
    assert told.stdout == ""
    assert len(told.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1:1", "nothing answers there (Connection refused); start the head with `ray start --head`"),
        ("ray://head:10001", "give HOST:PORT of the cluster's head, and start the command on a machine of the cluster"),
        ("head", "not HOST:PORT; the head listens on port 6379"),
    ],
)
def test_an_address_where_no_head_is_is_refused(address: str, reason: str) -> None:
    with pytest.raises(BatchError, match=f"^--address {re.escape(f'{address}: {reason}')}"):
        RayEngine(address, "out").open()


def test_without_ray_the_extra_is_named(folder: Path) -> None:
    (folder / "ray.py").write_text("raise ImportError('there is no ray here')\n", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); from compliance.batch.engines.ray_ import RayEngine; RayEngine('auto', 'out').open()"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert "BatchError: --engine ray needs Ray (there is no ray here): pip install 'editorial-compliance[cluster]'" in told.stderr
