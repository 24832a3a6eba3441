"""The command as a process among others: pipes, signals, terminals, full disks, and what is imported."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import RULES

ROOT = Path(__file__).parents[2]
START = (
    "import sys; from compliance.rulebook import shelf; "
    f"shelf.rules_folder = lambda: {str(RULES)!r}; from compliance.cli import main; sys.exit(main())"
)
FLAGGED = "A quiet day.\n\nAll marrow rights reserved.\n"
RECORD = '{"id": %d, "text": "All marrow rights reserved."}\n'


@pytest.fixture
def environment(desk: Path, tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}


def start(environment: dict[str, str], *args: str, **streams: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", START, *args], env=environment, **streams)  # type: ignore[call-overload, no-any-return]


def ran(environment: dict[str, str], *args: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-c", START, *args], env=environment, input=stdin, capture_output=True, timeout=60
    )


def test_python_m_compliance(environment: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "-m", "compliance", "rules"], env=environment, capture_output=True)
    assert (done.returncode, done.stderr) == (2, b"")
    assert done.stdout.startswith(b"usage: compliance rules COMMAND")


def test_a_pipe_in_and_a_pipe_out(environment: dict[str, str]) -> None:
    done = ran(environment, "check", "-", "--output", "jsonl", stdin=FLAGGED.encode("utf-16"))
    assert done.returncode == 1
    assert [it["line"] for it in json.loads(done.stdout)["flags"]] == [3]
    assert done.stderr == b"checked 1 document: 1 to review; flagged 1 warning.\n"


def test_records_are_reported_while_the_pipe_is_still_open(environment: dict[str, str]) -> None:
    pipe = subprocess.PIPE
    with start(
        environment, "check", "-", "--input=jsonl", "-o", "jsonl", "-q", stdin=pipe, stdout=pipe
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(b"".join(RECORD.encode() % it for it in range(3)))
        process.stdin.flush()
        assert select.select([process.stdout], [], [], 30)[0]
        process.stdin.close()
        assert len(process.stdout.read().splitlines()) == 3
    assert process.returncode == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away_ends_the_run_quietly(
    environment: dict[str, str], jobs: str, desk: Path
) -> None:
    (desk / "r.jsonl").write_text("".join(RECORD % it for it in range(3000)))
    pipe = subprocess.PIPE
    args = ("check", "r.jsonl", "--input=jsonl", "-o", "jsonl", "-j", jobs)
    with start(environment, *args, stdout=pipe, stderr=pipe) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith(b'{"schema"')
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_full_disk_is_an_error_with_a_reason(environment: dict[str, str], desk: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    (desk / "a.txt").write_text(FLAGGED)
    for args in (["rules", "list"], ["check", "a.txt"], ["check", "a.txt", "-o", "jsonl"]):
        with (
            open("/dev/full", "wb") as full,
            start(environment, *args, stdout=full, stderr=subprocess.PIPE) as process,
        ):
            assert process.stderr
            assert process.stderr.read().splitlines()[0] == (
                b"compliance: error: the output cannot be written: no space left on device"
            )
        assert process.returncode == 3


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_flushes_what_was_checked(environment: dict[str, str], jobs: str) -> None:
    pipe = subprocess.PIPE
    args = ("check", "-", "--input=jsonl", "-o", "jsonl", "-j", jobs)
    with start(environment, *args, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(b"".join(RECORD.encode() % it for it in range(1000)))
        process.stdin.flush()
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        rest = process.stdout.read().splitlines()
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert [json.loads(line)["id"] for line in [first, *rest]] == [str(it) for it in range(1 + len(rest))]
    assert said.endswith("compliance: interrupted; the report covers what was checked until then\n")
    assert "Traceback" not in said


def test_text_goes_through_where_the_locale_has_no_letters_for_it(
    environment: dict[str, str], desk: Path
) -> None:
    (desk / "größe.txt").write_text(FLAGGED)
    for format in ("terminal", "jsonl", "github"):
        bare = environment | {"PYTHONIOENCODING": "ascii"}
        done = ran(bare, "check", "größe.txt", "-o", format)
        assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
        assert done.stdout
    assert ran(environment | {"PYTHONIOENCODING": "ascii"}, "größe").returncode == 2


def on_a_terminal(environment: dict[str, str], *args: str) -> tuple[int, str]:
    """Status and all that appears on a terminal of 80 columns and 24 lines."""
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    without = {name: value for name, value in environment.items() if name != "COLUMNS"}
    with start(without, *args, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b"".join(pieces(ours))
    os.close(ours)
    return process.returncode, shown.decode()


def pieces(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # Linux ends a terminal whose other side is closed with an error
            return
        if not piece:
            return
        yield piece


def test_colour_on_a_terminal_unless_it_is_not_wanted(environment: dict[str, str], desk: Path) -> None:
    (desk / "a.txt").write_text(FLAGGED)
    assert "\x1b[" in on_a_terminal(environment, "check", "a.txt")[1]
    assert "\x1b[" in on_a_terminal(environment, "chekc")[1]
    assert "\x1b" not in on_a_terminal(environment | {"NO_COLOR": "1"}, "check", "a.txt", "b.txt")[1]
    assert "\x1b" not in on_a_terminal(environment, "check", "a.txt", "--color=never")[1]
    assert b"\x1b" not in ran(environment, "check", "a.txt").stdout
    assert b"\x1b[" in ran(environment | {"FORCE_COLOR": "1"}, "check", "a.txt").stdout
    assert b"\x1b[" in ran(environment, "check", "a.txt", "--color", "always").stdout


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_progress_line_never_mixes_with_what_is_printed(
    jobs: str, environment: dict[str, str], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = "import compliance.cli.progress as it; it.AFTER = it.EVERY = 0; "
    monkeypatch.setattr(f"{__name__}.START", at_once + START)
    (desk / "r.jsonl").write_text("".join("[]\n" if it % 9 == 4 else RECORD % it for it in range(60)))
    for number in range(40):
        (desk / f"{number}.txt").write_text(FLAGGED if number % 3 == 0 else "A quiet day.\n")
    plain = environment | {"NO_COLOR": "1"}
    on_a_terminal(plain, "check", "1.txt")  # says once that it compiles the rules
    for args in (
        ["r.jsonl", "--input=jsonl", "-o", "csv:o"],
        ["r.jsonl", "--input=jsonl", "-o", "csv"],
        ["."],
    ):
        _, shown = on_a_terminal(plain, "check", *args, "-j", jobs)
        _, without = on_a_terminal(plain, "check", *args, "-j", jobs, "--no-progress")
        lines = shown.replace("\r\n", "\n").split("\n")
        assert any("texts" in line for line in lines)
        assert [line.rpartition("\r\x1b[K")[2] for line in lines] == without.replace("\r\n", "\n").split("\n")


def test_nothing_is_wider_than_the_terminal(environment: dict[str, str], desk: Path) -> None:
    long = desk / ("folder-with-a-long-name/" * 4)
    long.mkdir(parents=True)
    (long / "draft.txt").write_text(FLAGGED)
    status, shown = on_a_terminal(environment | {"NO_COLOR": "1"}, "explain", "desk.share")
    assert (status, max(map(len, shown.splitlines())) <= 80) == (0, True)
    status, shown = on_a_terminal(environment | {"NO_COLOR": "1"}, "check", ".")
    assert (status, max(map(len, shown.splitlines())) <= 80) == (1, True)


HEAVY = {
    "rich",
    "shtab",
    "tomllib",
    "pathspec",
    "difflib",
    "multiprocessing",
    "concurrent.futures",
    "textual",
    "rapidfuzz",
    "charset_normalizer",
    "jsonschema",
    "xml.etree",
    "importlib.metadata",
    "dataclasses",
    "asyncio",
    "html.parser",
}


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["--version"],
        ["check", "--help"],
        ["check", "a.txt"],
        ["rules", "list"],
        ["explain", "desk.share"],
    ],
)
def test_a_command_imports_only_what_it_needs(
    args: list[str], environment: dict[str, str], desk: Path
) -> None:
    (desk / "a.txt").write_text(FLAGGED)
    ran(environment, *args)  # writes the cache of the rules, which needs more
    listing = START.replace("sys.exit(main())", "main(); print(*sorted(sys.modules), file=sys.stderr)")
    done = subprocess.run(
        [sys.executable, "-c", listing, *args], env=environment, capture_output=True, text=True
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "compliance.cli" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("che", {"check"}),
        ("rules ", {"list", "show", "test"}),
        ("check --th", {"--threshold"}),
        ("check --threshold ", {"error", "warning", "note"}),
        ("check --output sa", {"sarif"}),
        ("check dra", {"drafts"}),
        ("completion f", {"fish"}),
    ],
)
def test_bash_completes(typed: str, offered: set[str], environment: dict[str, str], desk: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    (desk / "drafts").mkdir()
    (desk / "completion").write_bytes(ran(environment, "completion", "bash").stdout)
    words = ["compliance", *typed.split(" ")]
    script = "; ".join(
        [
            "source ./completion",
            f"COMP_WORDS=({' '.join(map(repr, words))})",
            f"COMP_CWORD={len(words) - 1}",
            f"_shtab_compliance compliance '{words[-1]}' '{words[-2]}'",
            "printf '%s\\n' \"${COMPREPLY[@]}\"",
        ]
    )
    done = subprocess.run([bash, "--norc", "-c", script], capture_output=True, text=True)
    assert set(done.stdout.split()) == offered, done.stderr
