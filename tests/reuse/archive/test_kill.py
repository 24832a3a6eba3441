"""A writer that is killed loses nothing it has acknowledged and leaves nothing half there."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from compliance.reuse.archive import Archive, Text
from tests.reuse.archive.conftest import prose

WRITER = """
import sys
import compliance.reuse.archive.writing as writing
from compliance.reuse.archive import Archive, Text
from tests.reuse.archive.conftest import prose

writing.BATCH_TEXTS = 7
writing.CROWDED = 4
folder, turn = sys.argv[1], int(sys.argv[2])

def step(what):
    print(what, flush=True)
    sys.stdin.readline()

with Archive.open(folder, create=True, wait=20) as archive:
    step("open")
    archive.add((Text(f"t{n}", prose((n, turn), 30)) for n in range(120)), progress=lambda added: step(added.added + added.replaced + added.unchanged))
    archive.remove([f"t{n}" for n in range(0, 120, 3)])
    step("removed")
    archive.compact()
    step("compacted")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killing_the_writer_at_any_moment_loses_nothing(folder):
    """Writers, each killed at a random moment of adding, merging, removing and compacting; each next one goes on."""
    rng = random.Random()
    began = time.monotonic()
    steps = _killed_in(folder, 0, "compacted", 0)
    assert steps[-2:] == ["removed", "compacted"]
    a_step = (time.monotonic() - began) / len(steps)
    adding = steps[:-3]
    with Archive.open(folder) as archive:
        for turn, step in enumerate([*rng.sample(adding, 6), *3 * [steps[-3]], *3 * ["removed"]], 1):
            before = {id: archive.get(id).text for id in archive.ids()}
            said = _killed_in(folder, turn, step, rng.uniform(0, a_step))
            acknowledged = max((int(line) for line in said if line.isdigit()), default=0)
            now = {id: archive.get(id).text for id in archive.ids()}
            if "removed" in said:
                assert set(now) == {f"t{n}" for n in range(120) if n % 3}
            else:
                if len(now) >= acknowledged:  # else the removal was on disk before it was said to be
                    assert all(now[f"t{n}"] == prose((n, turn), 30) for n in range(acknowledged))
                assert all(text in (before.get(id), prose((int(id[1:]), turn), 30)) for id, text in now.items())
            assert archive.verify() == []
            for id in rng.sample(sorted(now), min(5, len(now))):
                assert any(id in (match.source_id, *(source.id for source in match.also)) for match in archive.search(now[id]))
        archive.add([Text("last", prose("last"))])
        known = {f"{row.name:06d}.segment" for row in archive._folder.catalogue.segments()}
        assert {item.name for item in (folder / "segments").iterdir()} == known
        assert {item.name for item in (folder / "texts").iterdir()} == {f"{name:06d}.texts" for name in archive._folder.catalogue.files()}


def _killed_in(folder, turn, step, seconds) -> list[str]:
    """What a writer said before it was killed, so many seconds after it went on from a step, and before it went on from the next one."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(turn)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    said = [process.stdout.readline().strip()]
    while said[-1] and said[-1] != step:
        process.stdin.write("\n")
        said.append(process.stdout.readline().strip())
    assert said[-1] == step, f"the writer ended after {said}"
    if step != "compacted":
        process.stdin.write("\n")
        time.sleep(seconds)
    process.kill()
    return said + process.communicate()[0].split()
