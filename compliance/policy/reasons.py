"""The catalogue of policy rules: what each reason means, why it matters and what to do about it, for `compliance explain`.

docs/policy.md lists the same rules with examples.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from compliance.model import Severity, Verdict


class PolicyRule(NamedTuple):
    """One policy rule. `verdicts` are those that its reasons may have, the gravest first; `about` says what it is about, as a sentence
    without values."""

    id: str
    verdicts: tuple[Verdict, ...]
    severity: Severity
    about: str
    why: str
    remedy: str


_B, _R, _D, _C = Verdict.BLOCKED, Verdict.REVIEW, Verdict.DUTIES, Verdict.CLEAR
_SEVERITY = {_B: Severity.ERROR, _R: Severity.WARNING, _D: Severity.WARNING, _C: Severity.NOTE}

_HOLDER = "Whose a text is decides whom to ask. No notice, or one without a name, does not make a text free."
_ASK = "Find out whose it is and write the licence into the ledger; or take the part out."
_LICENCE = "The holder alone decides who may publish; the ledger is where the house keeps what it has been granted."
_GET = "Get a licence, or have it extended, and write it into the ledger; or take the part out; or ask for another use."
_SAY = "Say it on the command line or in the configuration, and check again."
_TERMS = "Agencies attach terms to single items, above all to pictures; a breach is a breach of the contract."
_ITEM = "An agency answers for its items as long as its advice on them is followed."
_EMBARGO = "An embargo is a courtesy in law, and a clause of most agencies' contracts."
_DUTY = "A licence that asks for something holds only where that is given."

_ROWS: tuple[tuple[str, tuple[Verdict, ...], str, str, str], ...] = (
    # what the agency has done with the item
    ("kill", (_B,), "The agency has killed, withheld or cancelled the item", _ITEM, "Do not publish it, and take it down wherever it ran."),
    ("hold", (_B,), "The agency holds the item back", _ITEM, "Wait for the advice that lifts the hold."),
    ("stale", (_B,), "A later version, a correction or a kill of the item is known", _ITEM, "Use the later version."),
    ("replaces", (_D,), "The item replaces or corrects an earlier version", _ITEM, "Replace the earlier version wherever it ran, and say so if it was wrong."),
    ("advisory", (_R,), "The text is advice to editors", _ITEM, "Follow it; do not publish it."),
    # embargoes
    ("embargo", (_B,), "The embargo has not ended", _EMBARGO, "Hold it until then."),
    ("embargo-over", (_C,), "The embargo has ended", _EMBARGO, "Nothing; take the line out before you publish."),
    ("embargo-open", (_R,), "The embargo names no end, or an event", _EMBARGO, "Find out whether it still holds."),
    ("embargo-unclear", (_R,), "The end of the embargo cannot be told", _EMBARGO, "Ask the sender for the day, the time and the zone."),
    # whose it is
    ("own-copy", (_C,), "The words are the house's own, or a sister title's", "Nobody needs a licence from itself.", "Nothing."),
    (
        "nothing-found",
        (_C,),
        "No words of the text say that it is somebody else's",
        "A house that names itself in the ledger writes most of its texts itself.",
        "Nothing.",
    ),
    (
        "unmarked",
        (_R,),
        "The text does not say whose it is, and the ledger does not name the house",
        _HOLDER,
        "Name the house under [publisher] in the ledger.",
    ),
    ("unknown-holder", (_R,), "The text is somebody's, and it does not say whose", _HOLDER, _ASK),
    ("permission-elsewhere", (_R,), "The text sends people elsewhere for permission", _HOLDER, _ASK),
    ("no-ledger", (_R,), "There is no ledger to hold the facts against", _LICENCE, "Write a ledger; docs/ledger.md says how."),
    # cover
    ("no-licence", (_R,), "The ledger has no licence of the holder", _LICENCE, _GET),
    (
        "third-party-part",
        (_R,),
        "A part of the text is somebody else's, and the ledger has no licence for it",
        "A licence for a text does not cover its pictures.",
        _GET,
    ),
    ("covered", (_C,), "A licence covers the use", _LICENCE, "Nothing; its duties stand beside it."),
    ("licence-expired", (_R,), "The licence has ended", "A licence that has ended is as good as none, also for what is online already.", _GET),
    (
        "licence-not-begun",
        (_R,),
        "The licence has not begun",
        "A licence that has not begun is as good as none.",
        "Hold the text until then, or get another licence.",
    ),
    ("part", (_R,), "The licence is for other parts", "A licence for a text does not cover its pictures, nor the other way round.", _GET),
    ("act-not-granted", (_R,), "The licence does not grant what is intended", _LICENCE, _GET),
    ("act-prohibited", (_B,), "The licence forbids what is intended", "A prohibition beats a permission.", _GET),
    (
        "no-derivatives",
        (_B, _R),
        "The licence allows no changed versions",
        "House style may be applied; anything more makes a version of it.",
        "Restore the words of the source, or ask its holder.",
    ),
    ("no-archive", (_B,), "The licence allows no archiving", _LICENCE, "Leave it out of the archive."),
    ("channel", (_R,), "The licence is for other channels", _LICENCE, _GET),
    (
        "territory",
        (_B, _R),
        "The licence, or a ban, depends on the place",
        "Licences are sold country by country.",
        f"{_SAY} Where the place is kept out, block it there.",
    ),
    (
        "non-commercial",
        (_B, _R),
        "The licence is for non-commercial use",
        "What is commercial is the holder's to say; houses that publish under such a licence often do.",
        "Ask the holder, or look for its terms, and write the answer into the ledger.",
    ),
    ("paywall", (_B, _R), "The licence covers no use behind a paywall", _LICENCE, f"Take the text out of the paywall. {_SAY}"),
    ("ads", (_B, _R), "The licence covers no use beside advertisements", _LICENCE, f"Take the advertisements off the page. {_SAY}"),
    ("too-long", (_R,), "The licence covers fewer words", _LICENCE, "Shorten it, or get a licence for more."),
    (
        "licence-version",
        (_R,),
        "A public licence is named without its version",
        "Versions ask for different things.",
        "Find the version that the holder names, and name it.",
    ),
    (
        "licence-unclear",
        (_R,),
        "The licence named is none that the ledger knows",
        "A name is no permission until somebody has read the terms.",
        "Read them, and write them into the ledger.",
    ),
    (
        "conditional",
        (_R,),
        "A permission or a ban hangs on a condition",
        "Words such as “unless the source is named” let through who does as they ask.",
        "Do as they ask and settle the flag, or take the part out.",
    ),
    # what the words forbid
    ("prohibited", (_B, _R), "The text forbids what is intended, and nothing grants it", "What is forbidden in words may be done with a licence only.", _GET),
    ("granted", (_C,), "The text forbids what is intended, and a licence grants it", "A notice speaks to everybody; a licence to the house.", "Nothing."),
    ("elsewhere", (_C,), "What the text forbids, it forbids in other places", "Some bans are for a territory.", "Nothing; keep it out of those places."),
    ("not-intended", (_C,), "What the text forbids is not intended", "A ban on one act does not touch another.", "Nothing."),
    (
        "mining",
        (_B, _R),
        "Mining is reserved, and mining is intended",
        "A reservation against text and data mining binds those who mine.",
        "Leave the text out, or get a licence to mine it.",
    ),
    (
        "contradiction",
        (_R,),
        "Two sources contradict each other",
        "Where two statements cannot both be true, the house cannot rely on the kinder one.",
        "Ask the holder which of them holds, and write the answer into the ledger.",
    ),
    # an agency's terms
    ("mandatory-credit", (_D, _C), "The terms ask for a credit", _TERMS, "Name whom the terms mean."),
    ("term-act", (_B,), "The terms forbid what is intended", _TERMS, _GET),
    ("term-medium", (_B, _R), "The terms keep out the channel", _TERMS, "Leave it out there."),
    ("term-territory", (_B, _R), "The terms keep out the territory, or may", _TERMS, f"Leave it out there. {_SAY}"),
    ("term-outlet", (_B,), "The terms keep out the house", _TERMS, "Leave it out, or ask the agency."),
    ("term-window", (_R,), "The terms allow a stretch of time", _TERMS, "Find out when it began, and take the item down when it ends."),
    ("term-unknown", (_R,), "Nobody has told what a term means here", _TERMS, "Read it, and ask the agency."),
    ("members-only", (_R,), "The terms ask for a contract", _TERMS, _GET),
    ("single-use", (_R,), "The terms allow one use", _TERMS, "Find out whether the item has been used before."),
    # reuse
    (
        "reuse",
        (_R,),
        "Words of somebody else's text are reused, and the ledger has no licence",
        _LICENCE,
        "Get a licence; or quote, and say whom; or write it anew from your own reporting.",
    ),
    ("reuse-unknown-holder", (_R,), "Words of a text are reused whose holder is not known", _HOLDER, _ASK),
    ("quotation", (_C,), "What is quoted is within the limit", "Most laws let a text be quoted within measure.", "Nothing."),
    (
        "quotation-too-long",
        (_R,),
        "More is quoted than the limit of the house, or of the licence",
        "What is too long is no quotation any more.",
        "Shorten it, or get a licence.",
    ),
    # duties
    ("duty-missing", (_D,), "A licence asks for something that is not there", _DUTY, "Paste the line that the flag gives."),
    ("duty-met", (_C,), "What a licence asks for is there", _DUTY, "Nothing."),
    ("duty-unchecked", (_D,), "A licence asks for something that could not be looked for", _DUTY, "Look for it yourself."),
    ("count-use", (_D,), "The licence covers a number of uses", _LICENCE, "Count this use."),
    ("take-down", (_C,), "The licence lets the text stay for a time", _LICENCE, "Take it down after that."),
)

RULES: Mapping[str, PolicyRule] = MappingProxyType(
    {f"policy.{name}": PolicyRule(f"policy.{name}", verdicts, _SEVERITY[verdicts[0]], about, why, remedy) for name, verdicts, about, why, remedy in _ROWS}
)
"""Every policy rule by id."""
