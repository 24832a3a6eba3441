"""Words for sizes, what processes take, and a ceiling that is kept with documents that are too large for it."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.batch.memory import amount, resident, shared_fairly, size_of


@pytest.mark.parametrize(
    ("word", "size"),
    [("2GB", 2 * 10**9), ("512MiB", 512 << 20), ("1.5g", 1_500_000_000), ("300 kb", 300_000), ("100", 100), ("1TiB", 1 << 40), ("64K", 64_000)],
)
def test_a_size_is_read_as_people_write_it(word: str, size: int) -> None:
    assert size_of(word) == size


@pytest.mark.parametrize("word", ["", "much", "2 G B", "-1GB", "1e9", "GB", "2PB", "½GB", "2GBs"])
def test_what_is_no_size_is_refused_with_an_example(word: str) -> None:
    with pytest.raises(ValueError, match="2GB"):
        size_of(word)


@given(st.integers(0, 10**15))
def test_an_amount_is_a_size_again_as_near_as_it_says(size: int) -> None:
    said = amount(size).replace(" bytes", "")
    shown = {"KB": 501, "MB": 501_000, "GB": 51 * 10**6, "TB": 51 * 10**9}
    assert abs(size_of(said) - size) <= shown.get(said[-2:], 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_what_a_process_takes_grows_with_what_it_holds() -> None:
    before = resident(os.getpid())
    held = bytearray(50_000_000)
    held[::4096] = b"x" * len(held[::4096])
    assert 40_000_000 < resident(os.getpid()) - before < 70_000_000
    assert shared_fairly(os.getpid()) > 40_000_000
    assert resident(0) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process takes")
def test_a_document_that_takes_more_than_there_is_is_set_aside(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from compliance.batch.engines.local import LocalEngine
    from compliance.batch.findings.read import Findings
    from compliance.batch.lock import at_work
    from compliance.batch.run import run

    from .standing import job, records

    source = records(tmp_path / "in/a.jsonl", ["One quince.", "eat! quince", "Two: quince."])
    ceiling = resident(os.getpid()) + 400_000_000
    given = job(tmp_path / "out", source, memory=ceiling)
    with at_work(given.folder):
        manifest = run(given, LocalEngine(2, ceiling))
    with Findings.open(tmp_path / "out") as findings:
        first, second, third = findings.reports()
    assert (len(first.report.flags), len(third.report.flags)) == (1, 1)
    assert second.report.outcome == "failed" and second.report.reason.startswith("it was given up: it took more than ")
    assert manifest["set_aside"]["count"] == 1
