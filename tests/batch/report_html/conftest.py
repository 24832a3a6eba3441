"""Runs and reports that are made once for all tests of this folder."""

from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("jinja2")
pytest.importorskip("pyarrow")

from compliance.batch.report.html import Options, write_html
from compliance.batch.report.opening import open_run
from compliance.batch.report.summary import summarise
from compliance.policy.ledger import load_ledger
from tests.batch import sample
from tests.batch.report_html import hostile


def written(run: str | Path, target: str | Path, options: Options = Options(), ledger: Path | None = None, **more: object) -> Path:  # noqa: B008 - immutable
    """Makes a report and gives its first page."""
    with open_run(str(run), sample.NOW, ledger=load_ledger(str(ledger)) if ledger else None) as opened:
        return write_html(opened, summarise(opened), target, options=options, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that was checked; nobody may change it."""
    return Path(sample.make(tmp_path_factory.mktemp("run"), since=True))


@pytest.fixture(scope="session")
def folder(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its report as a folder."""
    return written(run, f"{tmp_path_factory.mktemp('folder')}/report/", ledger=run.parent / "ledger.toml").parent


@pytest.fixture(scope="session")
def single(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its report as one file."""
    return written(run, tmp_path_factory.mktemp("single") / "report.html", ledger=run.parent / "ledger.toml")


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The report of a hostile run: as a folder, and as one file."""
    where = tmp_path_factory.mktemp("hostile")
    made = hostile.make(where / "run")
    return written(made, f"{where}/folder/").parent, written(made, where / "one.html")
