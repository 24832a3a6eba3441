"""Accuracy on data of the project's own, against committed floors: `python -m benchmarks.accuracy [--check] [--lower]`.

The data are generated (see `corpus`): articles with a notice, a rights phrase and a restriction in many languages at their
end, and articles with none. A finding is right where its kind is the label's and the two share more than half of the shorter
one, as in the evaluation of labelled pages. With --check the run fails where a figure is below `floors.toml`; --lower
writes today's figures there even where they are lower.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import tomli

import compliance
from benchmarks.corpus import cases

FLOORS = Path(__file__).with_name("floors.toml")
COUNT = 600
HEADER = "[generated]\n"


def measure() -> dict[str, float]:
    """F1 of each kind, and the share of clean articles that stay quiet."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    clean = quiet = 0
    for case in cases(COUNT):
        facts = list(compliance.check(case.text + "\n").facts)
        used = set()
        for kind, passage in case.labels:
            start = case.text.rindex(passage)
            end = start + len(passage)
            for number, fact in enumerate(facts):
                shared = min(end, fact.span.end) - max(start, fact.span.start)
                if number not in used and fact.kind == kind and shared * 2 > min(len(passage), fact.span.end - fact.span.start):
                    used.add(number)
                    right[kind] += 1
                    break
            else:
                missed[kind] += 1
        for number, fact in enumerate(facts):
            if number not in used:
                wrong[str(fact.kind)] += 1
        if not case.labels:
            clean += 1
            quiet += not facts
    figures = {kind: 2 * right[kind] / (2 * right[kind] + wrong[kind] + missed[kind]) for kind in sorted(right | missed)}
    figures["clean_articles_quiet"] = quiet / clean
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail where a figure is below its floor")
    parser.add_argument("--lower", action="store_true", help="write today's figures as floors, lower ones too")
    options = parser.parse_args()
    figures = measure()
    floors = tomli.loads(FLOORS.read_text("utf-8")).get("generated", {})
    below = []
    for name, figure in figures.items():
        floor = floors.get(name, 0.0)
        print(f"{name:28s} {figure:.4f}   floor {floor:.4f}")
        if figure < floor:
            below.append(name)
    if options.lower:
        kept = FLOORS.read_text("utf-8").partition(HEADER)[0].rstrip() + "\n\n" + HEADER
        FLOORS.write_text(kept + "".join(f"{name} = {figure:.4f}\n" for name, figure in figures.items()), "utf-8")
        return 0
    if options.check and below:
        print(f"below the floor: {', '.join(below)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
