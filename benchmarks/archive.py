"""Archives of generated articles: how long they take to build, how fast and how well they answer.

    python -m benchmarks.archive                        10,000 and 100,000 articles of 4 KB
    python -m benchmarks.archive --sizes 1000000        a million: some 5 GB of disk, some minutes
    python -m benchmarks.archive --peers                the peers, on 10,000 articles: MinHash of 128 permutations over shingles of five
                                                        words, with LSH (datasketch and rensa, where they are installed)

Every draft has 5 KB and a passage of 60 words of one article of the archive in its middle, as it is or with every tenth word changed.
"p50" and "p99" are of the wall clock, of searches in a process of their own after some to warm up; "peak" is the largest resident
set that the kernel saw of that process. Building counts the time that articles take to be generated, which is also told.
"""

import argparse
import atexit
import importlib
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.library import article, draft, passage
from compliance.model import Match
from compliance.reuse.archive import Archive, Text
from compliance.reuse.archive.segment_file import Writer
from compliance.reuse.archive.writing import BATCH_TEXTS
from compliance.reuse.fingerprint import of_texts

WORDS = 60
CHANGED = 10
WARM = 40


class Built(NamedTuple):
    seconds: float
    processor: float  # seconds of all threads
    fingerprint_bytes: int
    text_bytes: int
    segments: int
    peak: float  # megabytes


class Searched(NamedTuple):
    p50: float  # milliseconds
    p99: float
    verbatim: float  # share of the passages that were found
    edited: float
    peak: float  # megabytes


def peak() -> float:
    """The largest resident set of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def generate(file: Path, count: int) -> None:
    """Writes articles, one a line."""
    with file.open("w", encoding="utf-8") as lines:
        for number in range(count):
            json.dump(article(number), lines, ensure_ascii=False)
            lines.write("\n")


def build(folder: Path, library: Path, count: int) -> Built:
    with library.open(encoding="utf-8") as lines:
        texts = (
            Text(f"article-{number}", json.loads(line), f"Article {number}", date=f"20{number % 25:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}")
            for number, line in zip(range(count), lines, strict=False)
        )
        began, used = time.perf_counter(), time.process_time()
        with Archive.open(folder, create=True) as archive:
            archive.add(texts)
            took, used = time.perf_counter() - began, time.process_time() - used
            stats = archive.stats()
    return Built(took, used, stats.fingerprint_bytes, stats.text_bytes, stats.segments, peak())


def search(folder: Path, count: int, searches: int) -> Searched:
    rng = random.Random(99)
    times: list[float] = []
    hits = [0, 0]
    tries = [0, 0]
    with Archive.open(folder) as archive:
        for turn in range(-WARM, searches):
            number, edited = rng.randrange(count), turn % 2
            planted = passage(number, WORDS, CHANGED if edited else 0)
            text = draft(turn + WARM, planted)
            began = time.perf_counter()
            matches = archive.search(text)
            took = time.perf_counter() - began
            if turn >= 0:
                times.append(took * 1000)
                tries[edited] += 1
                hits[edited] += is_found(f"article-{number}", matches, text.index(planted), len(planted))
    times.sort()
    return Searched(times[len(times) // 2], times[int(len(times) * 0.99)], hits[0] / tries[0], hits[1] / tries[1], peak())


def is_found(id: str, matches: list[Match], at: int, length: int) -> bool:
    """Whether a match of a text covers at least half of what was planted there; boilerplate elsewhere does not count."""
    for match in matches:
        covered = min(match.draft.end, at + length) - max(match.draft.start, at)
        if covered >= length / 2 and id in (match.source_id, *(other.id for other in match.also)):
            return True
    return False


def apart(*arguments: str) -> list[Any]:
    """What a part of this program prints when it runs in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.archive", *arguments], check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    found: list[Any] = json.loads(done.stdout)
    return found


def sizes(counts: list[int], searches: int, parent: Path | None, library: Path | None) -> None:
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        if library is None:
            library = folder / "articles.jsonl"
            generate(library, max(counts))
        print(
            f"{'articles':>9s} {'build s':>8s} {'cpu s':>7s} {'peak MB':>8s} {'fingerprints GB':>15s} {'texts GB':>8s} {'segments':>8s}"
            f" {'p50 ms':>7s} {'p99 ms':>7s} {'verbatim':>8s} {'edited':>7s} {'peak MB':>8s}",
            flush=True,
        )
        for count in counts:
            archive = folder.absolute() / f"archive-{count}"
            built = Built(*apart("--only-build", str(archive), "--library", str(library.absolute()), "--sizes", str(count)))
            found = Searched(*apart("--only-search", str(archive), "--sizes", str(count), "--searches", str(searches)))
            shutil.rmtree(archive)
            print(
                f"{count:9,d} {built.seconds:8.1f} {built.processor:7.1f} {built.peak:8.0f} {built.fingerprint_bytes / 1e9:15.3f} {built.text_bytes / 1e9:8.3f} {built.segments:8d}"
                f" {found.p50:7.2f} {found.p99:7.2f} {found.verbatim:8.3f} {found.edited:7.3f} {found.peak:8.0f}",
                flush=True,
            )
    finally:
        shutil.rmtree(folder)


def shingles(text: str) -> set[str]:
    words = text.lower().split()
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


Index = Callable[[list[str]], Callable[[str], set[int]]]


def ours(texts: list[str]) -> Callable[[str], set[int]]:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    archive = Archive.open(folder, create=True)
    archive.add(Text(str(number), text) for number, text in enumerate(texts))

    def ask(text: str) -> set[int]:
        return {int(source.id) for match in archive.search(text) for source in (match.of, *match.also) if source}

    return ask


def only_index(texts: list[str]) -> None:
    """What the peers do: an index, and no texts that are stored, described and safe."""
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, len(texts), BATCH_TEXTS):
            some = texts[first : first + BATCH_TEXTS]
            keys = of_texts(some)
            numbers = np.arange(len(some), dtype=np.uint64)
            with Writer(Path(folder) / str(first), numbers, numbers, len(keys)) as writer:
                writer.append(keys)
                writer.finish()


def datasketch(texts: list[str]) -> Callable[[str], set[int]]:
    module = importlib.import_module("datasketch")
    index = module.MinHashLSH(threshold=0.5, num_perm=128)

    def sketch(text: str) -> Any:
        made = module.MinHash(num_perm=128)
        made.update_batch([shingle.encode() for shingle in shingles(text)])
        return made

    for number, text in enumerate(texts):
        index.insert(number, sketch(text))
    return lambda text: set(index.query(sketch(text)))


def rensa(texts: list[str]) -> Callable[[str], set[int]]:
    module = importlib.import_module("rensa")
    index = module.RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)

    def sketches(some: list[str]) -> Any:
        return module.RMinHash.from_token_sets([list(shingles(text)) for text in some], 128, 42)

    for first in range(0, len(texts), 1000):
        some = texts[first : first + 1000]
        index.insert_pairs(list(zip(range(first, first + len(some)), sketches(some), strict=True)))
    return lambda text: set(index.query(sketches([text])[0]))


def peers(count: int, searches: int) -> None:
    texts = [article(number) for number in range(count)]
    rng = random.Random(5)
    planted = [(number, edited, draft(turn, passage(number, WORDS, CHANGED * edited))) for turn in range(searches) for number, edited in [(rng.randrange(count), turn % 2)]]
    whole = [(number, 2, " ".join(word for word in texts[number].split() if rng.random() > 0.02)) for number in rng.sample(range(count), searches // 2)]
    megabytes = sum(map(len, texts)) / 1e6
    engines: dict[str, Index] = {"compliance": ours, "datasketch": datasketch, "rensa": rensa}
    used = time.process_time()
    only_index(texts)
    print(f"compliance, index from text to disk, without the texts: {megabytes / (time.process_time() - used):.1f} MB/s, {time.process_time() - used:.2f} cpu s")
    print(f"{'':12s} {'build cpu s':>11s} {'MB/s':>7s} {'wall s':>7s} {'60 words':>9s} {'edited':>7s} {'near copy':>9s}   share of planted copies found")
    for name, engine in engines.items():
        try:
            if name != "compliance":
                importlib.import_module(name)
        except ImportError:
            print(f"{name:12s} is not installed")
            continue
        began, used = time.perf_counter(), time.process_time()
        ask = engine(texts)
        used, took = time.process_time() - used, time.perf_counter() - began
        shares = []
        for kind in range(3):
            asked = [(number, text) for number, edited, text in planted + whole if edited == kind]
            shares.append(sum(number in ask(text) for number, text in asked) / len(asked))
        print(f"{name:12s} {used:11.2f} {megabytes / used:7.1f} {took:7.2f} {shares[0]:9.3f} {shares[1]:7.3f} {shares[2]:9.3f}", flush=True)


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: [int(one) for one in text.split(",")], default=[10_000, 100_000], help="articles, as numbers with commas between them")
    parser.add_argument("--searches", type=int, default=400)
    parser.add_argument("--folder", type=Path, help="where archives are built and removed again")
    parser.add_argument("--peers", action="store_true", help="compare with datasketch and rensa")
    parser.add_argument("--only-build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--library", type=Path, help="a file with the articles, one a line, from an earlier run; otherwise they are generated")
    parser.add_argument("--only-search", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.only_build:
        print(json.dumps(build(options.only_build, options.library, options.sizes[0])))
    elif options.only_search:
        print(json.dumps(search(options.only_search, options.sizes[0], options.searches)))
    elif options.peers:
        peers(options.sizes[0], options.searches)
    else:
        sizes(options.sizes, options.searches, options.folder, options.library)


if __name__ == "__main__":
    main()
