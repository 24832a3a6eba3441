"""The editor's desk with many flags: `python -m benchmarks.desk [--documents N] [--flags N] [--check]`.

Writes documents and a report on them, opens the desk on it in a terminal of 120 by 40 that nobody sees, and presses keys: next,
previous, next group, next open, scrolling, decisions, undo. A key's time is from the press until the screen is drawn, the
passage beside it read from its file. `--check` fails where a limit is missed: a first screen in 2 s once the findings are
loaded, a key in 50 ms (median, of each kind of key), 600 MB in all. Wall time: let nothing else run.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from statistics import median, quantiles
from typing import Any

FIRST, KEY, MEMORY = 2.0, 0.050, 600
"""Limits: seconds, seconds, megabytes."""
SIZE = (120, 40)
KINDS = (("copyright_notice", "warning"), ("redistribution_restriction", "error"), ("rights_reserved", "warning"), ("page_chrome", "note"))


def write(folder: Path, documents: int, flags: int) -> Path:
    """Documents of invented words with set phrases in them, and the report on them."""
    chance = random.Random(5)
    words = ["".join(chance.choices("bdfgklmnprst", k=1) + chance.choices("aeiou", k=1) + chance.choices("klmnrst", k=chance.randint(0, 2))) for _ in range(900)]
    path = folder / "report.jsonl"
    with path.open("w", encoding="utf-8") as report:
        for number in range(documents):
            place = folder / f"{number // 100:03}"
            place.mkdir(exist_ok=True)
            name = place / f"{number:05}.txt"
            report.write(json.dumps(_document(name, flags, words, chance)) + "\n")
    return path


def _document(name: Path, flags: int, words: list[str], chance: random.Random) -> dict[str, Any]:
    text, found, line = "", [], 1
    for _ in range(flags):
        text += " ".join(chance.choices(words, k=60)).capitalize() + ".\n\n"
        line += 2
        kind, severity = chance.choice(KINDS)
        # Every third is of a few phrases that stand in many documents.
        phrase = f"{kind.replace('_', ' ')} {chance.randint(1, 40) if chance.random() < 1 / 3 else ' '.join(chance.choices(words, k=4))}."
        start = len(text)
        text += phrase + "\n\n"
        identity = blake2b(f"{kind}\0{phrase}\0{text[-100:]}".encode(), digest_size=8).hexdigest()
        found.append({
            "rule": f"en.rule-{len(phrase) % 30}", "kind": kind, "severity": severity, "confidence": "high", "start": start, "end": start + len(phrase),
            "line": line, "column": 1, "text": phrase, "values": {"holder": f"{chance.choice(words).capitalize()} Wire"}, "message": f"Found: {phrase}",
            "why": "Somebody says that these words are theirs.", "remedy": "Find out whose text this is.", "evidence": ["wording seen in: inventions"],
            "identity": identity, "decision": None,
        })  # fmt: skip
        line += 2
    name.write_text(text, "utf-8")
    facts = [{**{key: flag[key] for key in ("kind", "rule", "start", "end", "line", "column", "text", "values", "confidence")}, "zone": "body"} for flag in found]
    return {"schema": 1, "id": str(name), "path": str(name), "outcome": "checked", "reason": "", "verdict": "review", "facts": facts, "flags": found, "matches": []}


async def measure(report: Path, rounds: int) -> dict[str, Any]:
    """Seconds until the findings are loaded, until the first screen, and for each press of each key."""
    from textual import events

    from compliance.cli.bench import FilesBench
    from compliance.cli.logs import Logs
    from compliance.cli.pipeline import Checks
    from compliance.cli.review import parser
    from compliance.desk.docket import Docket
    from compliance.desk.notes import Notes
    from tui.app import ReviewApp
    from tui.desk_screen import DeskScreen
    from tui.dialogs import Dialog

    log = report.with_name("compliance-decisions.jsonl")
    options = parser().read([str(report), "--no-config", "--decisions", str(log)])
    checks = Checks(options)
    logs = Logs(options, checks, makes=True)
    docket = Docket(logs.log, "Ada Quill <ada@example.org>", lambda rule, path: 1)
    app = ReviewApp(FilesBench(options, checks, logs), docket, Notes(str(report.with_name("notes.jsonl"))))
    began = time.perf_counter()
    times: dict[str, list[float]] = {}
    async with app.run_test(size=SIZE) as pilot:
        while app.laid is None:
            await asyncio.sleep(0.002)
        loaded = time.perf_counter()
        while not any(isinstance(screen, DeskScreen) for screen in app.screen_stack) or app.desk.shown < 0:
            await asyncio.sleep(0.002)
        await pilot.pause()
        first = time.perf_counter()
        desk = app.desk.desk

        acted = 0

        def counted(carry_out: Callable[[str], None]) -> Callable[[str], None]:
            def counting(word: str) -> None:
                nonlocal acted
                carry_out(word)
                acted += 1

            return counting

        app.desk.action_do = counted(app.desk.action_do)  # type: ignore[method-assign]

        def drawn() -> bool:
            """Whether nothing is left to be drawn, the passage beside the flag included."""
            screen = app.screen
            if screen._dirty_widgets or screen._layout_required or screen._repaint_required:  # noqa: SLF001 - it tells no other way
                return False
            return not isinstance(screen, DeskScreen) or not desk.order or app.desk.shown == desk.order[desk.at]

        async def press(label: str, key: str, done: Callable[[], bool], timed: bool = True) -> None:
            """Hands in a key as a terminal does, and waits until `done`, and all is drawn."""
            started = time.perf_counter()
            app.post_message(events.Key(key, key if len(key) == 1 else None))
            while not (done() and drawn()):
                await asyncio.sleep(0.0005)
            if timed:
                times.setdefault(label, []).append(time.perf_counter() - started)
            await asyncio.sleep(0.02)

        async def command(label: str, key: str) -> None:
            before = acted
            await press(label, key, lambda: acted > before)

        async def decide(label: str, key: str) -> None:
            await press(f"dialog{label}", key, lambda: isinstance(app.screen, Dialog) and app.focused is not None)
            await press("reason", "x", lambda: isinstance(app.screen, Dialog) and app.screen.told["reason"] == "x", timed=False)
            before = len(desk.stack.done)
            await press(f"decide{label}", "enter", lambda: len(desk.stack.done) > before and isinstance(app.screen, DeskScreen))

        for number in range(rounds):
            for label, key in (("next", "n"), ("previous", "p"), ("next group", "right_square_bracket"), ("next open", "o"), ("scroll", "space")):
                await command(label, key)
            if number % 10 == 0:
                await decide("", "d")
                await command("undo", "u")
                await command("redo", "U")
            if number % 20 == 0:
                await decide(" everywhere", "A")
                for label, key in (("undo everywhere", "u"), ("last", "end"), ("first", "home"), ("group by", "v")):
                    await command(label, key)
    return {"flags": len(desk.items), "documents": len(desk.reports), "load": loaded - began, "first": first - loaded, "keys": times}


def memory() -> float:
    """Megabytes that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--flags", type=int, default=10, help="flags a document")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--check", action="store_true", help="fail where a limit is missed")
    options = parser.parse_args(None if arguments is None else list(arguments))
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(write(Path(folder), options.documents, options.flags), options.rounds))
    every = [took for took in found["keys"].values() for took in took]
    print(f"{found['flags']:,} flags in {found['documents']:,} documents")
    print(f"loaded in {found['load']:.2f} s, first screen {found['first']:.2f} s later, {memory():.0f} MB at most")
    print(f"a key {median(every) * 1000:.0f} ms (median), {quantiles(every, n=20)[-1] * 1000:.0f} ms (95 of 100)")
    slow = {label: median(took) for label, took in found["keys"].items()}
    for label, took in slow.items():
        print(f"  {label:<20}{took * 1000:>6.0f} ms")
    missed = found["first"] > FIRST or median(every) > KEY or memory() > MEMORY
    if missed:
        print(f"missed: first screen {FIRST} s, key {KEY * 1000:.0f} ms, {MEMORY} MB")
    return int(missed and options.check)


if __name__ == "__main__":
    raise SystemExit(main())
