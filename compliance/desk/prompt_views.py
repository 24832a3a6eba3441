"""What the plain prompt reads out: the text around a flag, both passages, lists and help."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from compliance.desk.commands import COMMANDS, GROUPS
from compliance.desk.desk import Desk
from compliance.desk.items import Item
from compliance.desk.possible import why_not
from compliance.desk.remedy import Edit
from compliance.desk.sides import Sides
from compliance.desk.texts import Page
from compliance.output.difference import pieces
from compliance.output.escape import visible
from compliance.output.found import source_line
from compliance.output.settled import decided

AROUND = 400
"""Code points of the text before and after the flagged words."""
LISTED = 50
"""Flags of a group that are listed around the present one."""


def around(page: Page, item: Item) -> Iterator[str]:
    """The text around the flagged words, which stand between [[ and ]]."""
    flag = item.flag
    if page.document is None or page.span is None:
        yield f"The text is not at hand ({visible(page.reason or 'it has changed')}). What the report has of it:"
        yield from _lines(f"{flag.before}[[{flag.text}]]{flag.after}")
        return
    text, (start, end) = page.document.text, page.span
    begun, ending = max(0, start - AROUND), min(len(text), end + AROUND)
    yield from _lines(f"{'… ' if begun else ''}{text[begun:start]}[[{text[start:end]}]]{text[end:ending]}{' …' if ending < len(text) else ''}")


def both_sides(sides: Sides | None) -> Iterator[str]:
    """The two passages with their differences, after wdiff: [-only in the source-] {+only in the draft+}."""
    if sides is None:
        return
    yield f"source: {visible(source_line(sides.source))}"
    if not sides.theirs:
        yield f"The source's passage is not at hand: {visible(sides.reason)}."
        return
    yield "{+only in the draft+} [-only in the source-]"
    made = []
    for piece in pieces(sides.ours, sides.theirs):
        if piece.same:
            made.append(piece.draft)
        else:
            made += [f"[-{piece.source.strip()}-] " if piece.source.strip() else "", f"{{+{piece.draft.strip()}+}} " if piece.draft.strip() else ""]
    yield from _lines("".join(made))


def group_lines(desk: Desk) -> Iterator[str]:
    """The flags of the present group, a line each."""
    if not desk.groups:
        yield "No flag is shown."
        return
    group = desk.groups[desk.group]
    yield f"{visible(group.title)}: {group.size:,} flags, group {desk.group + 1:,} of {len(desk.groups):,}."
    first = max(group.start, min(desk.at - LISTED // 2, group.start + group.size - LISTED))
    for at in range(first, min(first + LISTED, group.start + group.size)):
        item = desk.items[desk.order[at]]
        state = decided(item.flag) if not item.open else "open"
        here = ", here" if at == desk.at else ""
        yield f"{at + 1}{here}: {item.flag.severity}, {visible(state)}, line {item.flag.position.line}: {visible(item.flag.message)}"


def history_lines(desk: Desk) -> Iterator[str]:
    """What was done here, the latest last."""
    rows = desk.stack.rows()
    if not rows:
        yield "Nothing has been done here yet."
    for stands, step in rows:
        yield f"{'done' if stands else 'taken back'}: {visible(step.label)}, {visible(step.key[0])}"


def unread_lines(desk: Desk) -> Iterator[str]:
    """What was not checked."""
    for report in desk.reports:
        if report.reason:
            yield f"{visible(report.path or report.id)}: {report.outcome}, {visible(report.reason)}"


def remedy_lines(edit: Edit, item: Item) -> Iterator[str]:
    """What would be taken out, or put in."""
    yield f"remedy: {visible(item.flag.remedy)}"
    if edit.gone:
        yield f"Out of {visible(edit.path)} would go what stands between [- and -]:"
        yield from _lines(f"{edit.before}[-{edit.gone}-]{edit.after}")
        yield "yes takes it out; anything else leaves it."
    else:
        yield f"Into {visible(edit.path)} would come what stands between {{+ and +}}:"
        yield from _lines(f"{edit.before}{{+{edit.come}+}}{edit.after}")
        yield "yes puts it in; anything else leaves the text as it is."


def help_lines(desk: Desk, word: str, hidden: AbstractSet[str], more: Mapping[str, str]) -> Iterator[str]:
    """All commands, or one."""
    words = [word] if word in COMMANDS and word not in hidden else [it for it in COMMANDS if it not in hidden]
    for group, title in GROUPS.items():
        chosen = [it for it in words if COMMANDS[it].group == group]
        if chosen:
            yield f"{title}:"
        for name in chosen:
            command = COMMANDS[name]
            why = why_not(desk, name)
            yield f"  {' '.join(filter(None, (name, command.takes)))}: {command.about}{f' (not now: {why})' if why else ''}"
    if len(words) > 1:
        yield from (f"  {name}: {about}" for name, about in more.items())
        yield "A number goes to that flag; an empty line says again where one is."
        yield "The letters of the screen are short forms: n p o a d w s r u h x e f b g / ? q."


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield visible(line.rstrip("\r"))
