"""Whether a flag still asks for somebody, and what was decided where it does not.

A decision is read by these keys: `action` (accepted, dismissed, waived, fixed; suppressed where an inline
comment says so), `reason`, `by`, `time`, `lapsed` (why it holds no longer) and `was` (the text that it was about, where that
has changed), all text.
"""

from compliance.model import Flag

SUPPRESSED = "suppressed"
"""The action of a flag that a comment in the document itself silences."""


def settled(flag: Flag) -> bool:
    """True where a decision stands; one that has lapsed settles nothing, though the flag still carries it."""
    return flag.decision is not None and not flag.decision.get("lapsed")


def action(flag: Flag) -> str:
    """What was decided, as the decision words it; empty where nothing was."""
    return str((flag.decision or {}).get("action") or "")


def reason(flag: Flag) -> str:
    """Why it was decided; empty where nothing was."""
    return str((flag.decision or {}).get("reason") or "")


def decided(flag: Flag) -> str:
    """What was decided and why, as a phrase: `waived: our licence covers it`."""
    return ": ".join(filter(None, (action(flag), reason(flag))))


def lapse(flag: Flag) -> str:
    """The old decision of a flag that has come back, and why it lapsed; empty where none has."""
    told = flag.decision or {}
    why, was = told.get("lapsed"), told.get("was")
    if not why:
        return ""
    who = ", ".join(filter(None, (str(told.get("by") or ""), str(told.get("time") or "")[:10])))
    return f"{decided(flag)} ({f'{who}; ' if who else ''}lapsed: {why}{f', it was: {was}' if was else ''})"
