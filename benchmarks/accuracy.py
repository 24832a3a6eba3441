"""Accuracy on data of the project's own, against committed floors.

    python -m benchmarks.accuracy            shows the figures
    python -m benchmarks.accuracy --check    fails where one is below its floor in floors.toml
    python -m benchmarks.accuracy --raise    lifts the floors to the figures; refuses where that would lower one
    python -m benchmarks.accuracy --raise --lower    writes lower ones too

Two sets. "generated": articles that end in a notice, a rights phrase and a restriction in 40 languages, and as many that
end in sentences with the same words that bind nobody (see `corpus`). "examples": what stands beside every rule, put into the
midst of such an article. A finding is right where its kind is the label's and the two share more than half of the shorter one.
"""

import argparse
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import compliance
from benchmarks.corpus import Case, cases
from benchmarks.prose import article
from compliance.checker import shipped_rules

FLOORS = Path(__file__).with_name("floors.toml")
COUNT = 800
Figures = dict[str, dict[str, float]]


class Score:
    """Counts of one set."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.clean = self.quiet = 0
        self.misses: list[str] = []

    def add(self, case: Case) -> None:
        """Checks a text and counts what was found in it."""
        facts = list(compliance.check(case.text).facts)
        used = set()
        for kind, passage in case.labels:
            start = case.text.rindex(passage)
            end = start + len(passage)
            for number, fact in enumerate(facts):
                shared = min(end, fact.span.end) - max(start, fact.span.start)
                if number not in used and fact.kind == kind and shared * 2 > min(len(passage), fact.span.end - fact.span.start):
                    used.add(number)
                    self.right[kind] += 1
                    break
            else:
                self.missed[kind] += 1
                self.misses.append(f"missed {kind} ({case.language}): {passage}")
        for number, fact in enumerate(facts):
            if number not in used:
                self.wrong[fact.kind.value] += 1
                self.misses.append(f"wrong {fact.kind} by {fact.rule} ({case.language}): {fact.text}")
        if not case.labels:
            self.clean += 1
            self.quiet += not facts

    def figures(self) -> dict[str, float]:
        """F1 of each kind that is labelled, and the share of clean texts that stay quiet."""
        made = {kind: self.rates(kind)[2] for kind in sorted(self.right | self.missed)}
        return {**made, "clean_texts_quiet": self.quiet / self.clean} if self.clean else made

    def rates(self, kind: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a kind."""
        right, wrong, missed = self.right[kind], self.wrong[kind], self.missed[kind]
        return right / max(1, right + wrong), right / max(1, right + missed), 2 * right / max(1, 2 * right + wrong + missed)


def generated(count: int) -> Score:
    """Labelled articles."""
    score = Score()
    for case in cases(count):
        score.add(case)
    return score


def examples(share: int = 1) -> tuple[float, float]:
    """The share of examples that fire, and of those that stay quiet, in the midst of an article: one in `share` rules."""
    rng = random.Random(5)
    fires = fired = quiet = silent = 0
    for rule in list(shipped_rules())[::share]:
        for example, expected in [*((e, True) for e in rule.fires), *((e, False) for e in rule.quiet)]:
            before, after = article(rng, 300), article(rng, 300)
            found = any(fact.kind == rule.kind for fact in compliance.check(f"{before}\n\n{example.text}\n\n{after}\n").facts)
            if expected:
                fires, fired = fires + 1, fired + found
            else:
                quiet, silent = quiet + 1, silent + (not found)
    return fired / max(1, fires), silent / max(1, quiet)


def measure(count: int = COUNT, share: int = 1) -> tuple[Figures, Score]:
    """All figures, by set and name."""
    score = generated(count)
    fired, silent = examples(share)
    return {"generated": score.figures(), "examples": {"fire": fired, "stay_quiet": silent}}, score


def below(figures: Figures, floors: Figures) -> list[str]:
    """What is under its floor. Figures count to four places."""
    return [
        f"{set_}.{name} {figure:.4f} < {floors[set_][name]:.4f}"
        for set_, named in figures.items()
        for name, figure in named.items()
        if round(figure, 4) < floors.get(set_, {}).get(name, 0.0)
    ]


def rewritten(text: str, figures: Figures) -> str:
    """The text of floors.toml with other figures for the sets measured here; the rest as it stands."""
    kept: list[str] = []
    skipping = False
    for line in text.splitlines():
        if line.startswith("["):
            skipping = line.strip("[] ") in figures
        if not skipping:
            kept.append(line)
    tables = [f"[{set_}]\n" + "".join(f"{name} = {round(figure, 4)}\n" for name, figure in named.items()) for set_, named in figures.items()]
    return "\n".join(kept).rstrip() + "\n\n" + "\n".join(tables)


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail where a figure is below its floor")
    parser.add_argument("--raise", action="store_true", dest="lift", help="write the figures as floors")
    parser.add_argument("--lower", action="store_true", help="with --raise: lower ones too")
    parser.add_argument("--misses", action="store_true", help="show what was missed and what was wrong")
    parser.add_argument("--count", type=int, default=COUNT, help="generated articles")
    options = parser.parse_args(None if arguments is None else list(arguments))
    figures, score = measure(options.count)
    if options.misses:
        print(*dict.fromkeys(score.misses), sep="\n")
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    for set_, named in figures.items():
        for name, figure in named.items():
            precision, recall, _ = score.rates(name)
            more = f"   precision {precision:.4f}  recall {recall:.4f}" if set_ == "generated" and name in score.right | score.missed else ""
            print(f"{set_:10s} {name:28s} {figure:.4f}   floor {floors.get(set_, {}).get(name, 0.0):.4f}{more}")
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
