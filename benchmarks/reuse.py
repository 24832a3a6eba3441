"""Accuracy of `compliance.compare` on data of the project's own, against committed floors, or on evaluation files.

    python -m benchmarks.reuse                  shows the figures
    python -m benchmarks.reuse --check          fails where one is below its floor in reuse_floors.toml
    python -m benchmarks.reuse --raise          lifts the floors to the figures; refuses where that would lower one
    python -m benchmarks.reuse --raise --lower  writes lower ones too
    python -m benchmarks.reuse --data FILE      figures of an evaluation file: a line of JSON for each text and pair, with spans

The generated drafts hold a passage of a source between paragraphs of their own: word for word; with every tenth word replaced; with the
words of each sentence shuffled and every tenth replaced; as words that both texts quote; or nothing of it, but many of its words; or none. "plagdet" is that
of Potthast et al. (COLING 2010) over characters: F1 of precision and recall, by the logarithm of granularity. "kind" is the share of matches
of the right kind, "quiet" the share of pairs with nothing lifted that draw no match, or none but quotations.
"""

import argparse
import collections
import json
import lzma
import math
import random
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import compliance
from benchmarks.accuracy import Figures, below, rewritten
from benchmarks.prose import article, sentence
from compliance.model import Match, MatchKind

FLOORS = Path(__file__).with_name("reuse_floors.toml")
COUNT = 60
MARKS = [("“", "”"), ('"', '"'), ("„", "“"), ("« ", " »"), ("»", "«"), ("‘", "’"), ("``", "''")]
SPEAKERS = ("said Ada Moreau", "the mayor said", "according to Tom Quill", "Ida Fenn told the council")
Box = tuple[int, int, int, int]


class Pair(NamedTuple):
    """A draft, a source, and the passages (draft start, draft end, source start, source end) that the one has of the other.

    `kind` is what they should be called; none is asked for where it is None.
    """

    category: str
    draft: str
    source: str
    passages: tuple[Box, ...] = ()
    kind: MatchKind | None = None


def pairs(count: int = COUNT, seed: int = 1) -> Iterator[Pair]:
    """`count` pairs of each category."""
    rng = random.Random(seed)
    for _ in range(count):
        passage = " ".join(_plain(rng) for _ in range(rng.randint(4, 9)))
        yield _planted("verbatim", rng, passage, passage, MatchKind.VERBATIM)
        yield _planted("near_verbatim", rng, _edited(rng, passage), passage, MatchKind.NEAR_VERBATIM)
        yield _planted("shuffled", rng, _edited(rng, passage, shuffle=True), passage, MatchKind.REWRITTEN)
        yield _quoted(rng, passage)
        yield _one_topic(rng)
        yield Pair("independent", article(rng, 3000), article(rng, 3000))


def _plain(rng: random.Random) -> str:
    """A sentence that quotes nobody."""
    while "“" in (text := sentence(rng)):
        pass
    return text


def _planted(category: str, rng: random.Random, mine: str, other: str, kind: MatchKind) -> Pair:
    before, ahead = article(rng, rng.randint(300, 1500)) + ".\n\n", article(rng, rng.randint(300, 1500)) + ".\n\n"
    box = len(before), len(before) + len(mine), len(ahead), len(ahead) + len(other)
    return Pair(category, f"{before}{mine}\n\n{article(rng, 900)}", f"{ahead}{other}\n\n{article(rng, 900)}", (box,), kind)


def _edited(rng: random.Random, text: str, *, shuffle: bool = False) -> str:
    done = []
    for part in text.split(". "):
        words = part.split()
        for at in range(rng.randrange(10), len(words), 10):
            words[at] = rng.choice(sentence(rng).split()).strip(".,?!“”").lower()
        if shuffle:
            rng.shuffle(words)
        done.append(" ".join(words))
    return ". ".join(done)


def _quoted(rng: random.Random, speech: str) -> Pair:
    speech = speech.rstrip(".?!")
    one, two = (f"{mark}{speech}{close}, {speaker}." for (mark, close), speaker in zip(rng.sample(MARKS, 2), rng.sample(SPEAKERS, 2), strict=True))
    return _planted("quotation", rng, one, two, MatchKind.QUOTATION)


def _one_topic(rng: random.Random) -> Pair:
    """Two texts of the same words with no sentence in common."""
    ours = article(rng, 3000)
    known = ours.replace(".", "").replace(",", "").split()
    theirs = " ".join(rng.choice(known) if rng.random() < 0.5 else word for word in article(rng, 3000).split())
    return Pair("one_topic", ours, theirs)


def read(path: Path) -> Iterator[Pair]:
    """The pairs of an evaluation file: JSON lines {"kind": "text", "name", "text"} and {"kind": "pair", "category", "draft", "source",
    "cases"}, packed by xz or not."""
    texts: dict[str, str] = {}
    waiting = []
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["kind"] == "text":
                texts[row["name"]] = row["text"]
            else:
                waiting.append(row)
    for row in waiting:
        yield Pair(row["category"], texts[row["draft"]], texts[row["source"]], tuple(tuple(case) for case in row.get("cases", ())))


class Score:
    """What was found in the pairs of one category."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.found: list[list[Match]] = []
        self.seconds = 0.0

    def add(self, pair: Pair) -> None:
        started = time.process_time()
        matches = compliance.compare(pair.draft, pair.source)
        self.seconds += time.process_time() - started
        self.pairs.append(pair)
        self.found.append(matches)

    def figures(self) -> dict[str, float]:
        made: dict[str, float] = {}
        if any(pair.passages for pair in self.pairs):
            made["plagdet"], made["precision"], made["recall"], made["granularity"] = plagdet(
                [pair.passages for pair in self.pairs], [[(*match.draft, *match.source) for match in matches] for matches in self.found]
            )
        if all(not pair.passages or pair.kind is MatchKind.QUOTATION for pair in self.pairs):
            made["quiet"] = sum(all(match.kind is MatchKind.QUOTATION for match in matches) for matches in self.found) / len(self.found)
        wanted = [(pair.kind, match.kind) for pair, matches in zip(self.pairs, self.found, strict=True) for match in matches if pair.kind]
        if wanted:
            made["kind"] = sum(kind is found for kind, found in wanted) / len(wanted)
        return made


def plagdet(passages: Sequence[Sequence[Box]], found: Sequence[Sequence[Box]]) -> tuple[float, float, float, float]:
    """Plagdet, precision, recall and granularity, pair by pair the passages that there are and those that were found."""
    recall, precision = _mean_cover(passages, found), _mean_cover(found, passages)
    hits = [
        sum(_meet(box, other) for other in others)
        for boxes, others in zip(passages, found, strict=True)
        for box in boxes
        if any(_meet(box, other) for other in others)
    ]
    granularity = sum(hits) / len(hits) if hits else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f1 / math.log2(1 + granularity), precision, recall, granularity


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _mean_cover(ones: Sequence[Sequence[Box]], others: Sequence[Sequence[Box]]) -> float:
    """Mean share of each of `ones` that those of the same pair's `others` cover which meet it."""
    shares = []
    for boxes, against in zip(ones, others, strict=True):
        for box in boxes:
            meeting = [other for other in against if _meet(box, other)]
            covered = sum(_length([(max(box[at], other[at]), min(box[at + 1], other[at + 1])) for other in meeting]) for at in (0, 2))
            shares.append(covered / (box[1] - box[0] + box[3] - box[2]))
    return sum(shares) / len(shares) if shares else 0.0


def _length(spans: Iterable[tuple[int, int]]) -> int:
    total, done = 0, -1
    for start, end in sorted(spans):
        total += max(0, end - max(start, done))
        done = max(done, end)
    return total


def score(rows: Iterable[Pair]) -> dict[str, Score]:
    """The pairs compared, by category."""
    groups: dict[str, Score] = collections.defaultdict(Score)
    for pair in rows:
        groups[pair.category].add(pair)
    return dict(groups)


def measure(count: int = COUNT) -> tuple[Figures, dict[str, Score]]:
    """The figures of generated pairs that have floors, by category, and what they come from."""
    groups = score(pairs(count))
    kept = ("plagdet", "quiet", "kind")
    return {category: {name: figure for name, figure in group.figures().items() if name in kept} for category, group in groups.items()}, groups


def show(groups: dict[str, Score], floors: Figures) -> None:
    """Prints the figures of each category, and how fast it went."""
    for category, group in sorted(groups.items()):
        line = "  ".join(
            f"{name} {figure:.4f}" + (f" (floor {floors[category][name]:.4f})" if name in floors.get(category, {}) else "")
            for name, figure in group.figures().items()
        )
        drew = sum(any(match.kind is not MatchKind.QUOTATION for match in matches) for matches in group.found)
        print(f"{category:24s} {line}   {drew} of {len(group.pairs)} pairs drew a match that is no quotation")
    kinds = collections.Counter(match.kind.value for group in groups.values() for matches in group.found for match in matches)
    print("matches by kind:", ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items())) or "none")
    seconds = sum(group.seconds for group in groups.values())
    print(f"pairs a CPU second: {sum(len(group.pairs) for group in groups.values()) / max(seconds, 1e-9):.0f}")


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail where a figure is below its floor")
    parser.add_argument("--raise", action="store_true", dest="lift", help="write the figures as floors")
    parser.add_argument("--lower", action="store_true", help="with --raise: lower ones too")
    parser.add_argument("--count", type=int, default=COUNT, help="generated pairs of each category")
    parser.add_argument("--data", type=Path, help="an evaluation file instead; floors do not apply")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.data:
        show(score(read(options.data)), {})
        return 0
    figures, groups = measure(options.count)
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    show(groups, floors)
    under = below(figures, floors)
    if options.lift:
        if under and not options.lower:
            print("no floor was written; lower ones need --lower:", *under, sep="\n  ", file=sys.stderr)
            return 1
        FLOORS.write_text(rewritten(FLOORS.read_text("utf-8"), figures), "utf-8")
        return 0
    if options.check and under:
        print("below the floor:", *under, sep="\n  ", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
