"""Questions to the editor. A key opens a dialog; only Enter, or a click, confirms; Escape leaves."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from compliance.output.escape import visible

CSS = """
Dialog { align: center middle; }
Dialog > Vertical { width: 76; max-width: 96%; height: auto; max-height: 90%; border: round $primary; padding: 0 1; background: $surface; }
Dialog .title { text-style: bold; width: 1fr; }
Dialog .about { color: $text-muted; width: 1fr; }
Dialog .problem { color: $text-error; text-style: bold; width: 1fr; display: none; }
Dialog .problem.-shown { display: block; }
Dialog Input { border: tall $border-blurred; height: 3; }
Dialog OptionList { height: auto; max-height: 6; border: none; }
Dialog Horizontal { height: auto; }
Dialog Button { margin: 0 1 0 0; min-width: 12; }
Dialog VerticalScroll { height: auto; max-height: 16; }
"""


class Field(NamedTuple):
    """A line to be filled in: its name, what stands in it while it is empty, and what is filled in already."""

    name: str
    hint: str
    value: str = ""


class Dialog(ModalScreen[dict[str, str] | None]):
    """Asks for some lines. `check` says what is wrong with them, or nothing; `offers` are texts for the last of them."""

    DEFAULT_CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    def __init__(
        self, title: str, about: str, fields: Sequence[Field], check: Callable[[dict[str, str]], str] = lambda told: "", offers: Iterable[str] = (),
        confirm: str = "OK",
    ) -> None:  # fmt: skip
        super().__init__()
        self._title_text, self._about, self._fields = title, about, fields
        self._check, self._offers, self._confirm = check, list(offers), confirm

    def compose(self) -> ComposeResult:
        """The lines, one below the other."""
        with Vertical():
            yield Static(visible(self._title_text), classes="title", markup=False)
            if self._about:
                yield Static(visible(self._about), classes="about", markup=False)
            for field in self._fields:
                yield Input(field.value, placeholder=field.hint, id=f"in-{field.name}", select_on_focus=False)
            if self._offers:
                yield OptionList(*(Option(_plain(offer), id=str(number)) for number, offer in enumerate(self._offers)), markup=False)
            yield Static("", classes="problem", markup=False)
            with Horizontal():
                yield Button(f"{self._confirm} (Enter)", id="confirm", variant="primary", compact=True)
                yield Button("Leave (Esc)", id="leave", compact=True)

    def on_mount(self) -> None:
        """The first empty line has the cursor."""
        inputs = list(self.query(Input))
        if inputs:
            next((it for it in inputs if not it.value), inputs[0]).focus()

    @property
    def told(self) -> dict[str, str]:
        """What has been filled in."""
        return {field.name: self.query_one(f"#in-{field.name}", Input).value for field in self._fields}

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        names = [f"in-{field.name}" for field in self._fields]
        at = names.index(event.input.id or names[-1])
        if at + 1 < len(names):
            self.query_one(f"#{names[at + 1]}", Input).focus()
        else:
            self._end()

    @on(OptionList.OptionSelected)
    def _offered(self, event: OptionList.OptionSelected) -> None:
        last = self.query_one(f"#in-{self._fields[-1].name}", Input)
        last.value = self._offers[int(event.option.id or 0)]
        last.focus()

    @on(Button.Pressed, "#confirm")
    def _confirmed(self) -> None:
        self._end()

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)

    def _end(self) -> None:
        told = self.told
        problem = self._check(told)
        if problem:
            static = self.query_one(".problem", Static)
            static.update(visible(problem))
            static.add_class("-shown")
            return
        self.dismiss(told)


class Choose(ModalScreen[str | None]):
    """Asks for one of a few things; each has a letter, the arrow keys and the mouse do as well."""

    DEFAULT_CSS = CSS.replace("Dialog", "Choose")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title_text, self._choices = title, choices

    def compose(self) -> ComposeResult:
        """The choices, one below the other."""
        with Vertical():
            yield Static(visible(self._title_text), classes="title", markup=False)
            yield OptionList(*(Option(_plain(f"{letter}  {text}"), id=letter) for letter, text in self._choices), markup=False)

    def on_mount(self) -> None:
        """Each letter chooses."""
        for letter, _ in self._choices:
            self._bindings.bind(letter, f"choose('{letter}')", show=False)
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_choose(self, letter: str) -> None:
        """Chooses by letter."""
        self.dismiss(letter)

    def action_leave(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)


class Reading(ModalScreen[bool]):
    """Shows something to be read, and where `confirm` names an action, asks whether to do it."""

    DEFAULT_CSS = CSS.replace("Dialog", "Reading") + "Reading VerticalScroll { max-height: 1fr; } Reading > Vertical { width: 90; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "leave"),
        Binding("enter", "confirm", "confirm"),
        Binding("down,j", "scroll(1)", show=False), Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False), Binding("pageup", "scroll(-10)", show=False),
    ]  # fmt: skip

    def __init__(self, title: str, body: object, confirm: str = "") -> None:
        super().__init__()
        self._title_text, self.body, self._confirm = title, body, confirm

    def compose(self) -> ComposeResult:
        """The text, and what can be done."""
        with Vertical():
            yield Static(visible(self._title_text), classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(self.body, markup=False)  # type: ignore[arg-type]  # rich's renderables are among what it takes
            with Horizontal():
                if self._confirm:
                    yield Button(f"{self._confirm} (Enter)", id="confirm", variant="primary", compact=True)
                yield Button("Leave (Esc)", id="leave", compact=True)

    def on_mount(self) -> None:
        """No button has the focus, so that Enter means one thing."""
        self.set_focus(None)

    @on(Button.Pressed, "#confirm")
    def action_confirm(self) -> None:
        """Yes; where there is nothing to confirm, the same as leaving."""
        self.dismiss(bool(self._confirm))

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leaves without doing anything."""
        self.dismiss(False)

    def action_scroll(self, lines: int) -> None:
        """Scrolls the text."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _plain(text: str) -> Text:
    return Text(visible(text), no_wrap=True, overflow="ellipsis")
