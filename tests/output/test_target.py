import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.output import FORMATS, Options, OutputError, open_output, open_outputs
from compliance.output.target import Target, parse_target, parse_targets

from . import samples
from .rendering import Screen

OPTIONS = Options("1.2.3")


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("terminal", Target("terminal", None)),
        ("jsonl:-", Target("jsonl", None)),
        ("jsonl:/dev/stdout", Target("jsonl", None)),
        ("sarif:out.sarif", Target("sarif", "out.sarif")),
        ("csv:C:\\x.csv", Target("csv", "C:\\x.csv")),
    ],
)
def test_a_target_is_a_format_and_perhaps_a_path(spec, expected):
    assert parse_target(spec, FORMATS) == expected


@pytest.mark.parametrize(
    ("spec", "hint"),
    [
        ("sarf:x", "unknown output format 'sarf'; did you mean 'sarif'?"),
        ("JSONL", "did you mean 'jsonl'?"),
        ("out/report.sarif", "did you mean 'sarif:out/report.sarif'?"),
        ("zzz", "unknown output format 'zzz' (formats: terminal, jsonl, json, "),
        ("sarif:", "no path after 'sarif:'"),
    ],
)
def test_what_is_no_target_is_refused_with_a_hint(spec, hint):
    with pytest.raises(OutputError, match="^[^\n]*$") as refused:
        parse_target(spec, FORMATS)
    assert hint in str(refused.value)


def test_two_outputs_to_one_place_are_refused(tmp_path):
    with pytest.raises(OutputError, match="both terminal and jsonl would write to standard output"):
        parse_targets(["terminal", "jsonl:-"], FORMATS)
    path = tmp_path / "x"
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(OutputError, match="both csv and json would write to"):
        parse_targets([f"csv:{path}", f"json:{tmp_path}/link"], FORMATS)


def test_several_outputs_at_once(tmp_path):
    screen = Screen()
    with open_outputs(["github", f"jsonl:{tmp_path}/a", f"csv:{tmp_path}/b"], OPTIONS, screen) as outputs:
        for report in samples.REPORTS:
            outputs.report(report)
    assert outputs.summary.checked == 8
    assert screen.content().startswith(b"::error ")
    assert (tmp_path / "a").read_bytes().startswith(b'{"schema": 1')
    assert (tmp_path / "b").read_bytes().startswith(b"id,path")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_a_file_is_there_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out.json"
    path.write_text("before")
    with open_output(f"json:{path}", OPTIONS) as output:
        output.report(samples.FOUNDING)
        assert path.read_text() == "before"
    assert path.read_text().startswith('{"schema": 1')


def test_a_run_that_breaks_off_leaves_what_was_there(tmp_path):
    path = tmp_path / "out.json"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt), open_output(f"json:{path}", OPTIONS) as output:
        output.report(samples.FOUNDING)
        raise KeyboardInterrupt
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["out.json"]


def test_one_output_that_cannot_be_had_leaves_no_trace_of_the_others(tmp_path):
    with pytest.raises(OutputError, match=r"cannot write '.*/no/b\.csv': there is no folder '.*/no'"):
        open_outputs([f"jsonl:{tmp_path}/a.jsonl", f"csv:{tmp_path}/no/b.csv"], OPTIONS)
    assert os.listdir(tmp_path) == []


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(OutputError, match="Is a directory"):
        open_output(f"csv:{tmp_path}", OPTIONS)


def test_a_new_file_has_the_mode_of_any_new_file_and_an_old_one_keeps_its_own(tmp_path):
    plain, ours, theirs = tmp_path / "plain", tmp_path / "ours", tmp_path / "theirs"
    plain.touch()
    theirs.touch()
    theirs.chmod(0o600)
    with open_outputs([f"csv:{ours}", f"json:{theirs}"], OPTIONS):
        pass
    assert ours.stat().st_mode == plain.stat().st_mode
    assert stat.S_IMODE(theirs.stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to("real")
    with open_output(f"jsonl:{tmp_path}/link", OPTIONS) as output:
        output.report(samples.CLEAR)
    assert (tmp_path / "link").is_symlink()
    assert "own-copy" in (tmp_path / "real").read_text()


def test_devices_and_pipes_are_written_directly(tmp_path):
    with open_output("jsonl:/dev/null", OPTIONS) as output:
        output.report(samples.CLEAR)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    read, write = os.pipe()
    with open_output(f"jsonl:/dev/fd/{write}", OPTIONS) as output:
        output.report(samples.CLEAR)
    os.close(write)
    with open(read) as stream:
        assert "own-copy" in stream.read()


def test_data_is_utf_8_whatever_the_locale():
    screen = Screen(encoding="latin-1")
    with open_output("jsonl", OPTIONS, screen) as output:
        output.report(samples.SCRIPTS)
    assert "架空通信社".encode() in screen.content()


def test_a_renderer_is_imported_only_when_it_is_used():
    program = (
        "import sys\n"
        "from compliance.output import Options, open_output\n"
        "with open_output('jsonl', Options('1')): pass\n"
        "print(sorted(name for name in sys.modules if name.startswith('compliance.output.')))\n"
        "heavy = ('rich', 'csv', 'xml', 'hashlib', 'tempfile', 'difflib')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded, heavy = done.stdout.splitlines()
    assert "compliance.output.jsonl" in loaded
    assert "sarif" not in loaded
    assert heavy == "[]"


def test_every_format_can_be_opened(tmp_path):
    for name, format in FORMATS.items():
        assert format.about
        with open_output(f"{name}:{tmp_path / name}", OPTIONS) as output:
            output.report(samples.FOUNDING)
        assert Path(tmp_path / name).stat().st_size
