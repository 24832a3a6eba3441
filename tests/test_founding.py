"""The article that this project began with: exactly what it must yield, through the library and through the command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import compliance
from compliance.model import Verdict

ROOT = Path(__file__).parents[1]
FOLDER = ROOT.parent / "shared" / "seeds"
ARTICLES = sorted(FOLDER.glob("000_*.txt"))
pytestmark = pytest.mark.skipif(not ARTICLES, reason="the founding article is not beside this checkout")


def passages(facts, text):
    return {kind: [(text[start:end], values) for k, start, end, values in facts if k == kind] for kind, *_ in facts}


def is_exactly_what_it_must_be(facts, text):
    assert [kind for kind, *_ in facts] == ["copyright_notice", "rights_reserved", "redistribution_restriction", "page_chrome"]
    found = passages(facts, text)
    ((notice, values),) = found["copyright_notice"]
    assert (values["years"], values["holder"]) == ([2024], "Nexstar Media Inc.")
    assert (notice[:9], notice[-18:]) == ("Copyright", "Nexstar Media Inc.")
    ((rights, _),) = found["rights_reserved"]
    assert rights == "All rights reserved"
    ((clause, values),) = found["redistribution_restriction"]
    assert set(values["acts"]) == {"publish", "broadcast", "distribute", "rewrite"}
    assert len(values["acts"]) == 4
    assert clause.startswith("This material may not be") and "email" not in clause
    ((form, _),) = found["page_chrome"]
    assert form.startswith("Leave a Comment")
    assert form.endswith("Required fields are marked *")


def test_the_library_finds_exactly_that():
    text = ARTICLES[0].read_bytes().decode("utf-8")
    report = compliance.check(ARTICLES[0])
    is_exactly_what_it_must_be([(fact.kind, *fact.span, fact.values) for fact in report.facts], text)
    assert report.verdict is Verdict.REVIEW
    assert [flag.rule for flag in report.flags] == [fact.rule for fact in report.facts]


def test_the_command_finds_exactly_that(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "compliance", "check", str(ARTICLES[0]), "--output", "jsonl", "--no-config"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=120)
    assert done.returncode == 1
    (line,) = done.stdout.decode("utf-8").splitlines()
    record = json.loads(line)
    text = ARTICLES[0].read_bytes().decode("utf-8")
    is_exactly_what_it_must_be([(fact["kind"], fact["start"], fact["end"], fact["values"]) for fact in record["facts"]], text)
    assert (record["verdict"], record["outcome"]) == ("review", "checked")
    for fact in record["facts"]:
        assert text[fact["start"] : fact["end"]] == fact["text"]
        assert fact["line"] == text.count("\n", 0, fact["start"]) + 1
