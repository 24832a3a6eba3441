"""The date, time and zone at the head of a text: what follows "embargoed until".

Deterministic and closed: it reads what is written and guesses nothing. A missing year stays missing,
`03/04/2025` stays ambiguous unless the weekday, the zone or the language settles it, and a zone that names no
one offset gives none.

The names of months, days and zones are those of Unicode CLDR and the IANA time zone database, with the short
and declined forms that press releases use.
"""

from compliance.scan.dates.patterns import EVENT_TAIL, LIFTED, LIFTED_TAIL, clause_end, match_at
from compliance.scan.dates.reading import Reading
from compliance.scan.dates.until import HEAD, Until, until_of

__all__ = ["HEAD", "Until", "read_until"]


def read_until(text: str, language: str | None = None) -> Until | None:
    """Reads the moment at the head of `text`; None where there are no words at all.

    Args:
        text: what follows the cue; only its first `HEAD` code points count.
        language: BCP 47 of the wording, where known. It decides the order of day and month ("en" alone does
            not, "en-US" and "en-GB" do) and month names that two languages share.
    """
    head = text[:HEAD]
    start = len(head) - len(head.lstrip(" \t\r\n\f\v:;,.-–—*_|>=\"'«»„“”"))
    if not any(c.isalnum() for c in head):
        return None
    reading = Reading(head, start, language)
    plain = reading.text
    lifted = match_at(LIFTED, plain, start)
    if lifted:
        return until_of(head, lifted.end(), "lifted")
    reading.run()
    if not reading.seen:
        return until_of(head, clause_end(plain, start), "event")
    if reading.day is None and match_at(EVENT_TAIL, plain, reading.end):
        return until_of(head, clause_end(plain, reading.end), "event", zone=reading.zone)
    if match_at(LIFTED_TAIL, plain, reading.end):
        return until_of(head, reading.end, "lifted")
    return reading.result()
