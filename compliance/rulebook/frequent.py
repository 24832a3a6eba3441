"""How often strings are to be expected in ordinary news prose, so that the gate asks for those that tell it something.

English words and pairs were counted (frequent.txt); the commonest words of the larger European languages are from the
editors' own reading. What is missing costs speed, never a finding.
"""

import os
from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from itertools import accumulate

WORDS = (
    "der die das und den dem des ein eine einen einer ist sind war mit von für auf nicht auch sich bei aus nach wie wird werden hat haben durch über unter oder aber nur noch mehr kann sie wir ich es im in zu zum zur am an als dass "
    "le la les un une des du de et est sont dans pour par sur avec au aux que qui ne pas plus ce cette ces son sa ses il elle ils nous vous en ou mais comme tout tous été leur "
    "el los las una unos del al y es son en por para con no se su sus lo como más pero este esta estos o ha han fue que sin sobre entre todo todos también "
    "il lo gli i una uno della delle dei degli nel nella con per non che è sono si da dal alla come più ma anche o ha hanno questo questa su tra "
    "o os as um uma do da dos das no na nos nas em por para com não que é são se mais mas como seu sua ao também foi "
    "het een van en de dat die is zijn op te met voor niet aan er maar om ook als bij uit door over nog naar werd "
    "och att det som en på är av för med den till inte om ett han var men jag sig från så kan vi nu eller "
    "i w z na nie się do to jest że o jak po co tak za od przez przy dla czy ale jego a v se je na že s to do za pro jako po by si od jsou az egy hogy nem és is meg csak de volt "
    "bir ve bu için ile da de çok daha olarak gibi var en kadar sonra yang dan dari untuk dengan pada adalah tidak akan oleh itu "
)

_EVERYWHERE = (
    "the of and to in a is for on that by with be are or not at it as was from this an has have he said his but they will its were had their which been who all after up out also one more would "
    "about when than other if new no year some into over two can may last could first there you we i any only do what most so time der die das und de la le les el en et y di il e o que en i w na a "
    "het een van och att i v na"
)


_SIGN = "|"


@cache
def _table() -> tuple[str, list[int], list[float]]:
    """All words and pairs, each between blanks, in one string; where each begins; how often a page holds it."""
    rates = dict.fromkeys(WORDS.split(), 0.05) | dict.fromkeys(_EVERYWHERE.split(), 1.0)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "frequent.txt"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                rate, *words = line.rstrip("\n").split("\t")
                rates.update(dict.fromkeys(words, float(rate)))
    entries = [f" {word} {_SIGN}" for word in rates]
    return "".join(entries), [0, *accumulate(map(len, entries))], list(rates.values())


def text() -> str:
    """All the words and pairs, between blanks, one behind another."""
    return _table()[0]


@cache
def stretches(size: int) -> Counter[str]:
    """How often stretches of so many letters stand in it."""
    whole = text()
    return Counter(whole[at : at + size] for at in range(len(whole) - size + 1))


@lru_cache(maxsize=100_000)
def rate(string: str) -> float:
    """How often a page of prose holds a string of small letters, where one of the words and pairs does; else 0.

    A blank is a word's end. The sum stops at 40.
    """
    whole, starts, rates = _table()
    known = stretches(4)  # most strings have one that is none of these, which is sooner seen than that they stand nowhere
    if not all(string[at : at + 4] in known for at in range(len(string) - 3)):
        return 0.0
    found = 0.0
    at = whole.find(string)
    while at >= 0 and found < 40:
        number = bisect_right(starts, at) - 1
        found += rates[number]
        at = whole.find(string, starts[number + 1])
    return found
