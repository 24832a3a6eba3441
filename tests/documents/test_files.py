"""Files and streams: outcomes with reasons, and windows of long texts."""

import io
import os
import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.documents import format_of, from_text, read_file, read_stream
from compliance.model import Document, Outcome, Unread


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def only(items):
    (item,) = items
    return item


def test_a_text_file_keeps_its_line_ends(tmp_path):
    path = write(tmp_path, "a.txt", "One\r\ntwo\r\n")
    assert only(read_file(path)) == Document(path, path, "One\r\ntwo\r\n")


def test_a_byte_order_mark_does_not_shift_offsets(tmp_path):
    document = only(read_file(write(tmp_path, "a.txt", "One".encode("utf-8-sig"))))
    assert document.text == "One"


def test_id_and_pathlike(tmp_path):
    write(tmp_path, "a.txt", "One")
    document = only(read_file(tmp_path / "a.txt", id="wire 7"))
    assert (document.id, document.path) == ("wire 7", str(tmp_path / "a.txt"))


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.txt", "text"),
        ("a", "text"),
        ("a.jsonl", "text"),
        ("A.MD", "markdown"),
        ("a.markdown", "markdown"),
        ("a.Html", "html"),
        ("a.b/c", "text"),
        ("a.xhtml", "html"),
    ],
)
def test_suffixes_decide_the_format(name, format):
    assert format_of(name) == format


def test_the_format_can_be_named(tmp_path):
    path = write(tmp_path, "a.txt", "<p>One</p>")
    assert only(read_file(path, format="html")).text == "One"
    with pytest.raises(ValueError, match="unknown format"):
        read_file(path, format="docx")


def test_jsonl_is_read_only_when_asked(tmp_path):
    path = write(tmp_path, "a.jsonl", '{"id": "x", "text": "One"}\n')
    assert only(read_file(path)).text.startswith("{")
    assert only(read_file(path, format="jsonl")) == Document("x", path, "One")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", "\ufeff".encode(), "empty"),
        ("a.md", b" \n\t\n", "empty"),
        ("a.txt", b"PK\x03\x04", "binary"),
        ("a.html", b"<script>x</script><!-- y -->", "no text in the page"),
    ],
)
def test_nothing_to_check_is_skipped_with_the_reason(tmp_path, name, content, reason):
    path = write(tmp_path, name, content)
    item = only(read_file(path))
    assert (item.id, item.path, item.outcome) == (path, path, Outcome.SKIPPED)
    assert reason in item.reason


def test_paths_that_cannot_be_read(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    os.symlink("nowhere", tmp_path / "dangling")
    os.symlink("loop", tmp_path / "loop")
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # a socket's whole path may have only 108 bytes
        server.bind("socket")
        reasons = {
            name: only(read_file(str(tmp_path / name)))
            for name in ("pipe", "dangling", "loop", "socket", "gone", ".", "a\0b")
        }
    reasons["null"] = only(read_file("/dev/null"))
    assert {item.outcome for item in reasons.values()} == {Outcome.FAILED}
    for name, words in {
        "pipe": "a pipe",
        "dangling": "broken symbolic link",
        "loop": "symbolic links",
        "socket": "a socket",
        "gone": "no such file",
        ".": "a folder",
        "null": "a device",
        "a\0b": "null",
    }.items():
        assert words in reasons[name].reason


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    path = write(tmp_path, "a.txt", "One")
    os.chmod(path, 0)
    assert only(read_file(path)).reason == "permission denied"


def test_a_file_without_a_known_size_is_read(tmp_path):
    """The files of /proc say that they are empty and are not."""
    if not os.path.exists("/proc/self/status"):
        pytest.skip("no /proc here")
    assert "Name:" in only(read_file("/proc/self/status")).text


LONG = "".join(f"Paragraph {n} of the story.\nIts second line.\n\n" for n in range(40))


def windows_of(path, **options):
    found = list(read_file(path, **options))
    assert all(isinstance(window, Document) for window in found)
    return found


def agree(windows, whole):
    """Windows are the text, in order, and every position agrees with that of the whole."""
    assert "".join(window.text for window in windows) == whole.text
    assert [window.more for window in windows] == [True] * (len(windows) - 1) + [False]
    at = 0
    for window in windows:
        assert window.offset == at
        for inner in range(len(window.text) + 1):
            assert window.position(inner) == whole.position(at + inner)
        at += len(window.text)


def test_a_long_text_is_cut_at_blank_lines(tmp_path):
    windows = windows_of(write(tmp_path, "a.txt", LONG), limit=100, window=200)
    assert len(windows) > 5
    assert all(window.text.endswith("\n\n") for window in windows[:-1])
    assert all(len(window.text) <= 200 for window in windows)
    agree(windows, from_text(LONG))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("line of words\n" * 100, "\n"),
        ("word " * 500, " "),
        ("文は続く。" * 300, "。"),
        ("x" * 2000, "x"),
        ("line of words\r" * 100, "\r"),
        ("line of words\r\n" * 100, "\n"),
    ],
)
def test_without_blank_lines_the_next_best_cut_is_taken(tmp_path, text, ends):
    windows = windows_of(write(tmp_path, "a.txt", text), limit=100, window=64)
    assert len(windows) > 10
    assert all(window.text.endswith(ends) for window in windows)
    agree(windows, from_text(text))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(st.sampled_from("ab \né文\U0001f600\u2028\t"), max_size=300).filter(str.strip), st.integers(1, 40)
)
def test_windows_are_the_text(tmp_path, text, window):
    data = text.encode()
    windows = windows_of(write(tmp_path, "a.txt", data), limit=0, window=window)
    agree(windows, from_text(text))
    assert windows == list(read_stream(io.BytesIO(data), name=windows[0].id, limit=0, window=window))


def test_crlf_is_not_cut_in_two(tmp_path):
    text = "abc\r\n" * 50
    for window in range(1, 12):
        windows = windows_of(write(tmp_path, "a.txt", text), limit=10, window=window)
        agree(windows, from_text(text))
        assert not any(window.text.startswith("\n") for window in windows)


def test_a_stray_carriage_return_after_the_first_window_ends_no_line(tmp_path):
    text = "a\n" * 20 + "b\rc" * 30
    agree(windows_of(write(tmp_path, "a.txt", text), limit=10, window=8), from_text(text))


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "cp1251", "shift_jis"])
def test_windows_of_other_encodings(tmp_path, codec):
    text = (
        "Все права защищены, говорит город.\n\n" * 50
        if codec != "shift_jis"
        else "図書館は港町にある。\n\n" * 50
    )
    windows = windows_of(write(tmp_path, "a.txt", text.encode(codec)), limit=100, window=150)
    agree(windows, from_text(text))


def test_a_broken_escape_sequence_in_a_long_file_loses_no_text(tmp_path):
    text = "図書館は港町にある。\n\n" * 50_000
    data = text.encode("iso2022_jp") + b"\x1b$$$$$$$$$$$$$$" + b"end " * 500_000
    windows = windows_of(write(tmp_path, "a.txt", data), limit=100)
    whole = "".join(window.text for window in windows)
    assert whole.startswith(text)
    assert whole.endswith("end " * 400_000)


def test_a_long_file_of_blanks_is_empty(tmp_path):
    path = write(tmp_path, "a.txt", " \n" * 50)
    assert only(read_file(path, limit=10)).outcome is Outcome.SKIPPED


def test_a_long_file_with_lone_carriage_returns_is_cut_too(tmp_path):
    text = "line\r" * 100
    windows = windows_of(write(tmp_path, "a.txt", text), limit=10_000, window=50)
    assert len(windows) == 10
    agree(windows, from_text(text))


def test_one_line_of_forty_million_is_read_in_bounded_pieces(tmp_path):
    path = tmp_path / "line.txt"
    with open(path, "wb") as file:
        for _ in range(40):
            file.write(b"harbour " * (1_000_000 // 8))
    sizes = []
    for window in read_file(path):
        assert (window.line, window.column) == (1, sum(sizes) + 1)
        sizes.append(len(window.text))
    assert sum(sizes) == 40_000_000
    assert max(sizes) <= 4 * 1024 * 1024


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_long_markup_is_refused_with_the_limit(tmp_path, name):
    path = write(tmp_path, name, "<p>text</p>\n" * 20)
    for item in (
        only(read_file(path, limit=100)),
        only(read_stream(io.BytesIO(b"<p>text</p>" * 20), name=name, limit=100)),
    ):
        assert item.outcome is Outcome.FAILED
        assert "100 bytes" in item.reason
        assert "split it" in item.reason


def test_suppressions_reach_across_windows(tmp_path):
    head = "# compliance: ignore-file[a] -- all\n" + "x" * 60 + "\n\n"
    text = head + "y" * 90 + "\n\n# compliance: ignore[b] -- next\n\n" + "z" * 300 + "\n\n" + "End. " * 30
    windows = windows_of(write(tmp_path, "a.txt", text), limit=10, window=100)
    covered = {"a": "", "b": ""}
    for window in windows:
        for row in window.suppressions:
            covered[row.rules[0]] += window.text[row.start : row.end]
    assert covered["a"] == text
    assert covered["b"] == "z" * 300
    lines = {(row.rules, row.line) for window in windows for row in window.suppressions}
    assert lines == {(("a",), 1), (("b",), 6)}


def test_a_suppression_at_a_line_end_cut_does_not_leak(tmp_path):
    text = "# compliance: ignore[a] -- b\nNotice.\n" + "\n" + "Other text.\n" * 20
    for window in range(36, 60):
        covered = "".join(
            found.text[row.start : row.end]
            for found in windows_of(write(tmp_path, "a.txt", text), limit=1, window=window)
            for row in found.suppressions
        )
        assert covered.strip() == "Notice."


def test_streams(tmp_path):
    assert only(read_stream(io.BytesIO(b"One"))) == Document("<stdin>", "<stdin>", "One")
    assert only(read_stream(io.BytesIO(b"<p>One"), name="draft.html")).text == "One"
    assert only(read_stream(io.BytesIO(b"<p>One"), format="html")).text == "One"
    assert only(read_stream(io.BytesIO(b""))).reason == "empty"
    record = only(read_stream(io.BytesIO(b'{"text": "One"}'), name="in", format="jsonl"))
    assert (record.id, record.text) == ("in:1", "One")


def test_a_stream_that_breaks_off_says_so():
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell() >= 50:
                raise OSError(5, "Input/output error")
            return super().read(min(size, 25))

    items = list(read_stream(Broken(b"word " * 40), limit=30, window=10))
    assert isinstance(items[-1], Unread)
    assert (items[-1].outcome, items[-1].reason) == (Outcome.FAILED, "input/output error")
    assert "".join(item.text for item in items[:-1]) == ("word " * 10)[: sum(len(i.text) for i in items[:-1])]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(
            st.sampled_from([b"\xff\xfe", b"\0", b"<p>", b"```\n", b"> ", b"\x1b$B", b"\r", b"a", b"\xc3"])
        ).map(b"".join),
    ),
    st.sampled_from(["a.txt", "a.md", "a.html", "a"]),
    st.sampled_from([10, 1000]),
)
def test_any_bytes_give_at_least_one_item(tmp_path, data, name, limit):
    items = list(read_file(write(tmp_path, name, data), limit=limit, window=7))
    assert items
    for item in items:
        if isinstance(item, Unread):
            assert item.reason
            continue
        assert item.text
        for zone in item.zones:
            assert 0 <= zone.start < zone.end <= len(item.text)
        for row in item.breaks:
            assert item.position(row[0]) == row[1:]
