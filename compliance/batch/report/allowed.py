"""Which documents may go into a data set: by a list of licences, on which whatever is not known to be allowed is not."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from compliance.batch.report.curating import Rights
from compliance.model import Confidence, Outcome, Verdict

OPEN = ("CC-BY", "CC-BY-SA", "CC0", "CC-PDM", "CC-PDDC", "public domain")
"""The licences that are allowed unless others are named: those that let anybody use, change and sell. Whatever has NC or ND in it
is not among them, as in the list of r-three/common-pile (`common_pile/licenses.py`)."""


class Answer(NamedTuple):
    """Whether a document may go in, and why or why not, in a phrase that is always the same for the same cause."""

    allowed: bool
    reason: str


class Policy(NamedTuple):
    """What allows a document: `licences` are ids or names, each with every version and port of it; `CC-BY` is not `CC-BY-NC`."""

    licences: tuple[str, ...] = OPEN

    def allows(self, licence: str) -> bool:
        """Whether a licence is on the list; of an expression one part joined by OR, or all joined by AND."""
        if " OR " in licence:
            return any(map(self.allows, licence.strip("()").split(" OR ")))
        if " AND " in licence:
            return all(map(self.allows, licence.strip("()").split(" AND ")))
        name = licence.strip("() ").casefold()
        return any(name == word.casefold() or re.match(re.escape(word.casefold()) + r"-\d", name) for word in self.licences)

    def answer(self, outcome: Outcome, reason: str, verdict: Verdict, rights: Rights) -> Answer:
        """Whether a document may go in.

        Args:
            outcome: whether it was checked.
            reason: why it was not.
            verdict: on it, after decisions.
            rights: what it says of itself.
        """
        return Answer(False, why) if (why := self._against(outcome, reason, verdict, rights)) else Answer(True, f"licence: {', '.join(rights.licences)}")

    def _against(self, outcome: Outcome, reason: str, verdict: Verdict, rights: Rights) -> str:
        if outcome is not Outcome.CHECKED:
            return f"{outcome}: {reason}"
        if rights.mining:
            return "mining is reserved"
        if not rights.licences:
            return _unlicensed(rights)
        if rights.covers != "text":
            return f"the licence is of a part only: {rights.licence}"
        refused = [licence for licence in rights.licences if not self.allows(licence)]
        if refused:
            return f"licence not on the list: {', '.join(refused)}"
        if rights.disagreement:
            return rights.disagreement[0].partition(":")[0]
        if rights.confidence == Confidence.LOW:
            return "the licence was read with low confidence"
        return "blocked by the verdict" if verdict is Verdict.BLOCKED else ""


def _unlicensed(rights: Rights) -> str:
    if rights.forbidden:
        return f"forbidden in words: {', '.join(rights.forbidden)}"
    if rights.reserved == "all":
        return "all rights reserved"
    return "no licence, but a notice" if rights.notice else "no licence"


def policy_of(licences: Iterable[str]) -> Policy:
    """The policy of those licences alone, of the open ones where none is named."""
    listed = tuple(licences)
    return Policy(listed) if listed else Policy()
