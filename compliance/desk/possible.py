"""What can be done at the desk now, and why not where it cannot."""

from compliance.desk.desk import Desk
from compliance.desk.filters import Filter
from compliance.desk.items import source_of

_NEEDS_FLAG = frozenset(
    "next previous open openback groupnext groupback first last jump search again back accept dismiss waive note acceptall dismissall waiveall same repeat "
    "fix edit recheck copy cite".split()
)


def why_not(desk: Desk, word: str) -> str:
    """Why a command would do nothing now, as half a sentence; empty where it would do something."""
    item = desk.item
    if item is None and word in _NEEDS_FLAG:
        return "no flag is shown"
    if word == "undo" and not desk.stack.done:
        return "there is nothing to take back"
    if word == "redo" and not desk.stack.undone:
        return "nothing has been taken back"
    if word == "repeat" and desk.last is None:
        return "nothing has been decided yet"
    if word in ("again", "back") and not desk.words:
        return "nothing has been searched for yet"
    if word == "clear" and desk.filter == Filter():
        return "all flags are shown"
    if word == "sides" and (item is None or source_of(item.flag) is None):
        return "the flag is about no source"
    if word in ("open", "openback") and not desk.open:
        return "every flag has been decided"
    if word == "unread" and not any(report.reason for report in desk.reports):
        return "everything was checked"
    if word == "fix" and item is not None and not item.flag.text.strip() and not item.flag.values.get("paste"):
        return "the flag is about no words of the text"
    return ""
