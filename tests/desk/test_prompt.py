"""The plain prompt: everything that the screen can do, in words."""

import json
from pathlib import Path

import pytest

from compliance.desk.commands import COMMANDS
from compliance.desk.items import Item
from compliance.desk.prompt import MORE, ONLY_ON_SCREEN, SHORT, Prompt
from tests.desk.stage import Stage


class Talk:
    """A conversation; `say` gives the answer as one text."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.edited: list[Item] = []
        self.prompt = Prompt(stage.desk(), stage, stage.notes(), self._edit)
        self.desk = self.prompt.desk

    def say(self, line: str) -> str:
        return "\n".join(self.prompt.answer(line + "\n"))

    def _edit(self, item: Item) -> int:
        self.edited.append(item)
        (self.stage.folder / "arabic.txt").write_text("All rights reserved.\n", "utf-8")
        return 0


@pytest.fixture
def talk(stage: Stage) -> Talk:
    return Talk(stage)


def test_every_command_of_the_screen_has_its_word(talk: Talk) -> None:
    for word in COMMANDS:
        assert word in ONLY_ON_SCREEN or callable(getattr(talk.prompt, f"_do_{word}"))
    assert set(SHORT.values()) <= set(COMMANDS)
    letters = {letter: word for letter, word in SHORT.items() if letter.isalpha()}
    assert all(letter in COMMANDS[word].keys.split(",") for letter, word in letters.items())
    said = talk.say("help")
    assert all(f"  {word}" in said for word in (*(set(COMMANDS) - ONLY_ON_SCREEN), *MORE))


def test_it_greets_with_the_first_flag(talk: Talk) -> None:
    said = "\n".join(talk.prompt.greeting())
    assert said.startswith("1 of 9 · 9 open · by document. help says")
    assert "what: Copyright notice" in said and "why: Somebody says" in said


def test_going_about(talk: Talk) -> None:
    assert "Flag 2 of 9" in talk.say("next")
    assert "Flag 1 of 9" in talk.say("p")
    assert talk.say("previous") == "This is the first flag."
    assert "Flag 9 of 9" in talk.say("last")
    assert talk.say("n") == "This is the last flag."
    assert "Flag 1 of 9" in talk.say("first")
    assert "Flag 3 of 9" in talk.say("groupnext")
    assert "Flag 1 of 9" in talk.say("groupback")
    assert "Flag 5 of 9" in talk.say("5")
    assert "lamps.md" in talk.say("jump lamps.md")
    assert 'no flag or document "nowhere"' in talk.say("g nowhere")
    assert "comment form" in talk.say("/ comment form")
    assert "stands in no flag" in talk.say("search xyzzy")
    talk.say("search rights")
    first = talk.desk.at
    talk.say("again")
    assert talk.desk.at != first
    talk.say("back")
    assert talk.desk.at == first
    assert "Flag" in talk.say("") and "Flag" in talk.say("show")


def test_deciding(talk: Talk) -> None:
    assert "reason is needed" in talk.say("accept")
    assert "accept REASON" in talk.say("a")
    said = talk.say("accept our own notice")
    assert said.startswith("Saved: accepted: our own notice. undo takes it back.") and "Flag 2 of 9" in said
    assert talk.say("waive soon asked").startswith("No: ")
    assert "Saved: waived until 2099-01-31: asked" in talk.say("w 2099-01-31 asked")
    assert "Saved: dismissed: no" in talk.say("d no")
    assert "Saved: dismissed: no" in talk.say("repeat")
    assert [entry.reason for entry in talk.stage.log.decisions] == ["our own notice", "asked", "no", "no"]
    assert "Taken back: dismissed: no" in talk.say("undo")
    assert "Done again: dismissed: no" in talk.say("redo")
    history = talk.say("h").splitlines()
    assert len(history) == 4 and history[0].startswith("done: accepted")
    assert "6 open" not in talk.say("q") or talk.prompt.over


def test_the_same_everywhere_and_a_group(talk: Talk) -> None:
    talk.say("search All rights")
    assert "(3 flags), everywhere" in talk.say("dismissall boilerplate")
    talk.say("undo")
    assert "(3 flags), everywhere" in talk.say("acceptall ours")
    talk.say("undo")
    assert "everywhere" in talk.say("waiveall 10d asked")
    talk.say("undo")
    assert "Grouped by rule" in talk.say("group rule")
    assert "Say how" in talk.say("same")
    assert "(4 flags)" in talk.say("same dismiss never mind")


def test_what_cannot_be_done_now_says_why(talk: Talk) -> None:
    assert talk.say("undo") == "No: there is nothing to take back."
    assert talk.say("sides") == "No: the flag is about no source."
    assert 'did you mean "accept"' in talk.say("acept ours")
    assert talk.say("zoom").startswith('There is no "zoom"')
    assert talk.say("yes") == "There is nothing that waits for a yes."
    assert "not now" in talk.say("help undo")


def test_filters_and_lists(talk: Talk) -> None:
    assert talk.say("filter eror").startswith('No: "eror" is no filter; did you mean "error"?')
    assert talk.say("f error").startswith("1 of 2")
    said = talk.say("list").splitlines()
    assert said[0].endswith("group 1 of 2.") and "here" in said[1]
    assert "9 open" in talk.say("clear")
    talk.say("filter holder=nobody")
    assert talk.say("next") == "No: no flag is shown."
    assert "clear shows all" in talk.say("")


def test_notes_text_sides_copies(talk: Talk) -> None:
    assert talk.say("note ask legal") == "Noted."
    assert "note: ask legal (Ada Quill" in talk.say("")
    assert "[[© 2024 كيستريل واير]]" in talk.say("text")
    assert talk.say("copy") == "© 2024 كيستريل واير"
    assert talk.say("cite").endswith("[t.notice]")
    talk.say("jump lamps.md")
    said = talk.say("b")
    assert '"Bells"' in said and "[-pier-]" in said and "{+quay+}" in said


def test_the_remedy_waits_for_a_yes(talk: Talk, stage: Stage) -> None:
    path = stage.folder / "bridge.txt"
    before = path.read_bytes()
    talk.say("jump bridge.txt")
    assert "[-© 2024 Kestrel Wire Inc.\n\n-]" in talk.say("fix")
    assert talk.say("show") and path.read_bytes() == before
    assert talk.say("yes") == "There is nothing that waits for a yes."
    talk.say("x")
    said = talk.say("yes")
    assert said.startswith("Taken out. undo puts it back.\nChecked again: 2 flags")
    assert b"Kestrel" not in path.read_bytes()
    assert "Checked again: 3 flags" in talk.say("undo")
    assert path.read_bytes() == before


def test_editing_checks_again(talk: Talk) -> None:
    said = talk.say("edit")
    assert len(talk.edited) == 1
    assert "Checked again: 1 flags" in said and "Rights reserved" in said


def test_what_could_not_be_checked(talk: Talk, stage: Stage) -> None:
    assert talk.say("unread") == "No: everything was checked."
    (stage.folder / "arabic.txt").write_bytes(b"")
    assert talk.say("recheck").startswith("It could not be checked again: ")
    assert "arabic.txt: skipped" in talk.say("unread")
    stage.failing = "the disk is gone"
    assert talk.say("recheck") == "No: the disk is gone."


def test_export(talk: Talk, tmp_path: Path) -> None:
    talk.say("accept ours")
    assert "written" in talk.say(f"export jsonl:{tmp_path / 'out.jsonl'}")
    reports = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert sum(flag["decision"] is not None for report in reports for flag in report["flags"]) == 1
    assert talk.say("export nonsense").startswith("No: ")


def test_no_line_can_steer_a_terminal(talk: Talk) -> None:
    talk.say("jump hostile.txt")
    for line in ("", "text", "\x1b[2J", "accept \x1b]0;x\x07", "history", "filter \x1b", "search \x1b"):
        assert not any(char in talk.say(line) for char in "\x1b\x07\u202e")
