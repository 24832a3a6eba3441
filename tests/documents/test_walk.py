"""Which files there are: as given, in folders, behind patterns."""

import os

import pytest

from compliance.documents import expand
from compliance.model import Outcome, Unread


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Make files in an empty current folder."""
    monkeypatch.chdir(tmp_path)

    def make(*names, **contents):
        for name in names:
            path, _, text = name.partition("=")
            if os.path.dirname(path):
                os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text or "text")

    return make


def found(*paths, **options):
    return list(expand(paths, **options))


def test_folders_are_walked_in_order_by_suffix(tree):
    tree(
        "b.txt",
        "a/z.md",
        "a/b/c.HTML",
        "a/picture.png",
        "a.txt",
        "c",
        "d.jsonl",
        "e.xhtml",
        "f.rst",
        "g.adoc",
    )
    assert found(".") == ["a/b/c.HTML", "a/z.md", "a.txt", "b.txt", "e.xhtml", "f.rst", "g.adoc"]
    assert found("a") == ["a/b/c.HTML", "a/z.md"]
    assert found("a/") == ["a/b/c.HTML", "a/z.md"]
    assert found("./a") == ["./a/b/c.HTML", "./a/z.md"]
    assert found(os.path.abspath("a")) == [os.path.abspath("a/b/c.HTML"), os.path.abspath("a/z.md")]
    assert found(".", suffixes=[".PNG"]) == ["a/picture.png"]


def test_named_files_are_taken_whatever_they_are_called(tree):
    tree("a.png", "node_modules/x.txt", ".hidden")
    os.mkfifo("pipe")
    os.symlink("nowhere", "dangling")
    names = ["dangling", "a.png", "pipe", ".hidden", "node_modules/x.txt"]
    assert found(*names) == names


def test_hidden_and_vendored_folders_are_passed_over(tree):
    tree(".git/x.txt", ".venv/x.txt", "node_modules/x.txt", "a/.x.txt", "a/node_modules/b/x.txt", "a/y.txt")
    assert found(".") == ["a/y.txt"]
    assert found("node_modules") == ["node_modules/x.txt"]


def test_each_file_comes_once(tree):
    tree("a/x.txt", "y.txt")
    assert found("y.txt", "./y.txt", ".", "a", "a/x.txt", "**/*.txt") == ["y.txt", "a/x.txt"]


def test_what_does_not_exist_is_said(tree):
    for path in ("gone.txt", "gone/", "gone/*.md", "a\0b", ""):
        (item,) = found(path)
        assert isinstance(item, Unread)
        assert (item.id, item.outcome) == (path, Outcome.FAILED)
        assert "no such file or folder" in item.reason


def test_a_folder_with_nothing_to_check_is_said(tree):
    tree("a/x.png")
    (item,) = found("a")
    assert (item.id, item.outcome) == ("a", Outcome.SKIPPED)
    assert ".txt" in item.reason


def test_gitignore_in_every_folder(tree):
    tree(
        ".gitignore=*.txt\n!keep.txt\nbuild/\n/top.md\n# comment\n\n!\n",
        "a.txt",
        "keep.txt",
        "top.md",
        "build/x.md",
        "sub/build/x.md",
        "sub/top.md",
        "sub/.gitignore=!b.txt\n/only.md\r\n",
        "sub/b.txt",
        "sub/only.md",
        "sub/deep/only.md",
        "sub/deep/b.txt",
        "sub/deep/c.txt",
    )
    assert found(".") == ["keep.txt", "sub/b.txt", "sub/deep/b.txt", "sub/deep/only.md", "sub/top.md"]


def test_gitignore_above_the_folder_counts_up_to_the_repository(tree):
    tree(
        "..unrelated",
        ".gitignore=*.md\n",
        "repo/.gitignore=drafts/old/\n",
        "repo/drafts/old/x.txt",
        "repo/drafts/y.txt",
    )
    tree("repo/drafts/z.md", "repo/.git/info/exclude=y.txt\n", "repo/drafts/w.txt")
    assert found("repo/drafts") == ["repo/drafts/w.txt", "repo/drafts/z.md"]
    assert found("repo/drafts/*.txt") == ["repo/drafts/w.txt"]
    os.chdir("repo/drafts")
    assert found(".") == ["w.txt", "z.md"]


def test_an_ignored_folder_is_walked_when_named(tree):
    tree(".git/HEAD", ".gitignore=build/\n", "build/x.md", "build/sub/y.md")
    assert found("build", "build/sub") == ["build/sub/y.md", "build/x.md"]
    assert isinstance(found(".")[0], Unread)


def test_ignore_files_add_to_gitignore(tree):
    tree(".gitignore=*.md\n", ".ignore=!keep.md\ndrop.txt\n", "keep.md", "a.md", "drop.txt", "b.txt")
    assert found(".") == ["b.txt", "keep.md"]


def test_excludes_prune_and_say_so_for_what_is_named(tree):
    tree("a/x.md", "a/y.min.html", "old/x.md", "b/old/x.md", "b/z.md")
    exclude = ["/old/", "*.min.html"]
    assert found(".", exclude=exclude) == ["a/x.md", "b/old/x.md", "b/z.md"]
    assert found("**/*.html", "b", exclude=exclude)[1:] == ["b/old/x.md", "b/z.md"]
    items = found("a/y.min.html", "old", exclude=exclude)
    assert [(item.id, item.outcome) for item in items] == [
        ("a/y.min.html", Outcome.SKIPPED),
        ("old", Outcome.SKIPPED),
    ]
    os.chdir("b")
    assert found(".", exclude=["/old/"]) == ["z.md"]
    assert found(".", exclude=["/old/"], root="..") == ["old/x.md", "z.md"]
    assert found("../a", exclude=["*.html"]) == ["../a/x.md"]
    with pytest.raises(ValueError, match="!"):
        found(".", exclude=["!"])


def test_exclusion_beats_a_nested_negation(tree):
    tree("sub/.gitignore=!x.md\n", "sub/x.md", "sub/y.md")
    assert found(".", exclude=["x.md"]) == ["sub/y.md"]


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("*.md", ["a.md"]),
        ("drafts/*.md", ["drafts/b.md"]),
        ("drafts/**/*.md", ["drafts/2023/c.md", "drafts/2024/05/d.md", "drafts/b.md"]),
        ("**/d.md", ["drafts/2024/05/d.md"]),
        ("drafts/20*", ["drafts/2023/c.md", "drafts/2024/05/d.md"]),
        ("drafts/20*/", ["drafts/2023/c.md", "drafts/2024/05/d.md"]),
        ("drafts/20?4/**", ["drafts/2024/05/d.md"]),
        ("drafts/**", ["drafts/2023/c.md", "drafts/2024/05/d.md", "drafts/b.md"]),
        ("./dra[f]ts/*.png", ["drafts/e.png"]),
        ("drafts/[!b]*.md", []),
    ],
)
def test_patterns(tree, pattern, files):
    tree("a.md", "drafts/b.md", "drafts/2023/c.md", "drafts/2024/05/d.md", "drafts/e.png", "drafts/.h/x.md")
    items = found(pattern)
    assert [item for item in items if isinstance(item, str)] == files
    assert bool(files) != isinstance(items[0], Unread)


def test_absolute_patterns(tree):
    tree("a/x.md", "a/y.md")
    base = os.getcwd()
    assert found(f"{base}/*/x.md") == [f"{base}/a/x.md"]


def test_a_name_that_looks_like_a_pattern_is_a_name_first(tree):
    tree("draft[1].txt", "draft1.txt")
    assert found("draft[1].txt") == ["draft[1].txt"]


def test_links_make_no_loops(tree):
    tree("a/x.md", "elsewhere/y.md")
    os.symlink("..", "a/up")
    os.symlink("self.md", "a/self.md")
    os.symlink("x.md", "a/z.md")
    os.symlink("../elsewhere", "a/linked")
    items = found("a")
    assert [item for item in items if isinstance(item, str)] == ["a/self.md", "a/x.md", "a/z.md"]
    assert [(item.id, item.outcome) for item in items if isinstance(item, Unread)] == [
        ("a/linked", Outcome.SKIPPED),
        ("a/up", Outcome.SKIPPED),
    ]
    assert found("a/linked") == ["a/linked/y.md"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_cannot_be_listed_is_said(tree):
    tree("a/x.md", "b/y.md")
    os.chmod("a", 0)
    items = found(".")
    os.chmod("a", 0o700)
    assert (items[0].id, items[0].outcome) == ("a", Outcome.FAILED)
    assert items[1:] == ["b/y.md"]


def test_names_that_are_no_utf_8(tree, tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        tree(f"d/{name}")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert found("d") == [f"d/{name}"]
