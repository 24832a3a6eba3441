"""What docs/cli.md and docs/configuration.md say is what the command does."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cli import COMMANDS
from compliance.cli.console import ExitCode
from compliance.cli.init import TEMPLATE
from compliance.config.files import read
from compliance.documents import SUFFIXES
from compliance.output import FORMATS

from .conftest import Ran

DOCS = Path(__file__).parents[2] / "docs"
MANUAL = (DOCS / "cli.md").read_text(encoding="utf-8")
HELP = dict(re.findall(r"^### (compliance[ \w]*)\n\n```\n(.*?)```", MANUAL, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_manual_has_the_help_text_of_every_command(command: str, run: Callable[..., Ran]) -> None:
    ran = run(*command.split(), "--help")
    assert ran == (0, HELP[f"compliance {command}".strip()], "")


@pytest.mark.parametrize("command", ["", "rules", *COMMANDS])
def test_help_fits_a_terminal_of_80_columns(command: str, run: Callable[..., Ran]) -> None:
    ran = run(*command.split(), "--help")
    assert [line for line in ran.stdout.splitlines() if len(line) > 80] == []


def test_the_manual_has_every_exit_status() -> None:
    table = [int(number) for number in re.findall(r"^\| (\d+) \|", MANUAL, re.MULTILINE)]
    assert table == [status.value for status in ExitCode]


def test_manual_and_help_name_every_output_format() -> None:
    assert re.findall(r"^\| `(\w+)` \|", MANUAL, re.MULTILINE) == list(FORMATS)
    listed = re.search(r"--output FORMAT\[:PATH\]\s+(.*?); repeatable", HELP["compliance check"], re.DOTALL)
    assert listed is not None
    words = re.sub(r"\(.*?\)|,| or ", " ", listed[1]).split()
    assert words == list(FORMATS)


def test_the_manual_names_every_suffix_that_folders_yield() -> None:
    paragraph = next(it for it in re.split(r"\n- ", MANUAL) if "a **folder**" in it)
    assert set(re.findall(r"`(\.\w+)`", paragraph)) - {".gitignore", ".ignore"} == set(SUFFIXES)


def test_the_example_of_all_keys_is_a_configuration(tmp_path: Path) -> None:
    example = re.search(
        r"## Keys\n\n```toml\n(.*?)```", (DOCS / "configuration.md").read_text("utf-8"), re.DOTALL
    )
    assert example is not None
    (tmp_path / "compliance.toml").write_text(example[1], encoding="utf-8")
    (tmp_path / "house-rules.toml").touch()
    (tmp_path / "known").mkdir()
    (tmp_path / "ledger.toml").touch()
    config = read(str(tmp_path / "compliance.toml"))
    assert all(
        (config.packs, config.off, config.threshold, config.exclude, config.severities, config.overrides, config.decisions, *config.reuse, *config.policy[:5])
    )


def test_what_init_writes_configures_nothing_and_says_what_it_could(tmp_path: Path) -> None:
    assert tomllib.loads(TEMPLATE) == {}
    (tmp_path / "house-rules.toml").touch()
    (tmp_path / "known").mkdir()
    (tmp_path / "compliance.toml").write_text(
        re.sub(r"^# (?=[a-z_]+ = |\[)", "", TEMPLATE, flags=re.MULTILINE), "utf-8"
    )
    config = read(str(tmp_path / "compliance.toml"))
    assert all(
        (config.packs, config.off, config.threshold, config.exclude, config.severities, config.overrides, config.decisions, *config.reuse)
    )
