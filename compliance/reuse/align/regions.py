"""Regions: a stretch of the draft against a stretch of the source."""

NEAR = 30
"""Words between two regions, on both sides, across which they are one passage: a sentence or two that was left out or put in."""

_BACK = 32
"""Regions that a region may join, the latest."""

Region = tuple[int, int, int, int]
"""Draft and source, in words, half open."""


def meet(one: Region, other: Region, near: int = 0) -> bool:
    """Whether two regions overlap on both sides, or lie at most `near` words apart."""
    in_draft = one[0] < other[1] + near and other[0] < one[1] + near
    return in_draft and one[2] < other[3] + near and other[2] < one[3] + near


def meet_in_draft(one: Region, other: Region) -> bool:
    """Whether two regions overlap in the draft."""
    return one[0] < other[1] and other[0] < one[1]


def span(regions: list[Region]) -> Region:
    """The smallest region that holds some."""
    return min(r[0] for r in regions), max(r[1] for r in regions), min(r[2] for r in regions), max(r[3] for r in regions)


def merge(regions: list[Region]) -> list[Region]:
    """The regions, those that overlap or touch on both sides as one, by their place in the draft."""
    done: list[Region] = []
    for region in sorted(regions):
        whole = region
        while True:
            other = next((other for other in done[-_BACK:] if meet(whole, other, NEAR)), None)
            if other is None:
                break
            done.remove(other)
            whole = span([whole, other])
        done.append(whole)
    return sorted(done)
