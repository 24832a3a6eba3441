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

def said(added):
    print(added.added + added.replaced + added.unchanged, flush=True)

with Archive.open(folder, create=True, wait=20) as archive:
    print("open", flush=True)
    archive.add((Text(f"t{n}", prose((n, turn), 30)) for n in range(120)), progress=said)
    archive.remove([f"t{n}" for n in range(0, 120, 3)])
    print("removed", flush=True)
    archive.compact()
    print("compacted", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killing_the_writer_at_any_moment_loses_nothing(folder):
    """Writers, each killed at a random moment of adding, merging, removing and compacting; each next one goes on."""
    rng = random.Random()
    began = time.monotonic()
    assert _killed_after(folder, 0, 60)[-2:] == ["removed", "compacted"]
    whole = time.monotonic() - began
    seen = set()
    with Archive.open(folder) as archive:
        for turn in range(1, 13):
            before = {id: archive.get(id).text for id in archive.ids()}
            said = _killed_after(folder, turn, rng.uniform(0, whole))
            seen.add(said[-1] if said and not said[-1].isdigit() else "adding")
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
    assert "adding" in seen or len(seen) > 1, "every writer had ended before it was killed"


def _killed_after(folder, turn, seconds) -> list[str]:
    """What a writer said before it was killed, so many seconds after it had opened the archive, if it had not ended by then."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(turn)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert process.stdout.readline() == "open\n"
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.communicate()[0].splitlines()
