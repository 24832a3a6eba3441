"""Which of many strings could stand in one short text: those with a stretch of four letters that stands in it.

For a single text this costs a fraction of what an automaton of all strings takes to make (q-gram filtering, after Ukkonen,
"Approximate string-matching with q-grams and maximal matches", 1992).
"""

from collections.abc import Collection, Sequence

LONG = 4
"""Code points of a gram; a shorter string is a gram by itself."""


def gram_table(strings: Sequence[str]) -> dict[str, list[int]]:
    """The numbers of strings, by the rarest gram of each."""
    from compliance.rulebook import frequent

    common = frequent.stretches(LONG)
    table: dict[str, list[int]] = {}
    for number, string in enumerate(strings):
        grams = [string[at : at + LONG] for at in range(max(1, len(string) - LONG + 1))]
        table.setdefault(min(grams, key=lambda gram: common[gram]), []).append(number)
    return table


def grams_in(text: str, known: Collection[str]) -> list[int]:
    """Which of some grams stand in a text: their numbers."""
    grams = {text[at : at + size] for size in range(1, LONG + 1) for at in range(len(text) - size + 1)}
    return [number for number, gram in enumerate(known) if gram in grams]
