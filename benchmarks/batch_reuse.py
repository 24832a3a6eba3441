"""Reuse within a batch: all pairs of generated articles of 4 KB that share passages, and what hangs together.

    python -m benchmarks.batch_reuse                        50,000, 100,000 and 200,000 articles; the reference on 5,000
    python -m benchmarks.batch_reuse --sizes 1000000        a million: some 5 GB of disk, some minutes
    python -m benchmarks.batch_reuse --peers                peers on 20,000, as far as they are installed: MinHash with LSH (rensa, datasketch)
                                                            and the join of the same fingerprints as one statement of DuckDB, in one process
    python -m benchmarks.batch_reuse --words                the reference decides by `compliance.compare` too, which takes minutes

`benchmarks.reprints` tells what is planted: a family counts as found where one cluster has all of its articles and no other; a lifted
passage where there is a pair of the two articles. "wall" is the clock, "CPU" all processes together, "CPU/jobs" what the wall would be
on a machine with nothing else to do. "peak" is the largest process that did tasks; what files it maps counts with it.
"""

import argparse
import importlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks import batch_reference
from benchmarks.reprints import planted, roles
from compliance.batch.findings.schema import DOCUMENTS, TEXTS
from compliance.batch.findings.write import TEXT_BYTES, TableFile, path_of
from compliance.batch.memory import size_of

UNIT = 10_000
"""Articles of a unit."""

Groups = set[frozenset[int]]


def generate(folder: Path, count: int) -> float:
    """Writes a run's tables of texts and documents; megabytes of text."""
    size = 0
    for number, first in enumerate(range(0, count, UNIT)):
        unit = f"{number:08}"
        texts = TableFile(path_of(str(folder), "texts", unit), TEXTS, unit, TEXT_BYTES)
        documents = TableFile(path_of(str(folder), "documents", unit), DOCUMENTS, unit)
        for row, text in enumerate(planted(count, first=first, last=min(count, first + UNIT))):
            texts.add((row, text.text), len(text.text))
            known = {"number": row, "id": str(text.number), "date": text.date, "characters": len(text.text)}
            documents.add(tuple(known.get(field.name) for field in list(DOCUMENTS)[1:]), 64)
            size += len(text.text)
        for table in (texts, documents):
            table.finish()
            table.publish()
    return size / 1e6


def families(count: int) -> tuple[Groups, list[tuple[int, int]]]:
    """What is planted: families, and pairs with a lifted passage."""
    groups = defaultdict(set)
    lifted = []
    for number, (kind, of) in enumerate(roles(count)):
        if kind == "family":
            groups[of].add(number)
        elif kind == "lifted":
            lifted.append((min(number, of), max(number, of)))
    return {frozenset(group) for group in groups.values() if len(group) > 1}, lifted


def joined(pairs: Iterable[tuple[int, int]]) -> Groups:
    """What hangs together by pairs."""
    parent: dict[int, int] = {}

    def root(of: int) -> int:
        while parent.setdefault(of, of) != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for one, other in pairs:
        parent[root(other)] = root(one)
    groups = defaultdict(set)
    for text in parent:
        groups[root(text)].add(text)
    return {frozenset(group) for group in groups.values() if len(group) > 1}


def found(folder: Path) -> tuple[Groups, set[tuple[int, int]]]:
    """The clusters and pairs of a run, by the articles' numbers."""
    groups = defaultdict(set)
    for row in pq.read_table(folder / "findings" / "clusters.parquet", columns=["cluster", "id"]).to_pylist():
        groups[row["cluster"]].add(int(row["id"]))
    rows = pq.read_table(folder / "findings" / "pairs.parquet", columns=["unit", "number", "other_unit", "other_number"]).to_pylist()
    pairs = {tuple(sorted((int(row["unit"]) * UNIT + row["number"], int(row["other_unit"]) * UNIT + row["other_number"]))) for row in rows}
    return {frozenset(group) for group in groups.values()}, pairs


def told(count: int, groups: Groups, pairs: set[tuple[int, int]]) -> str:
    """How much of what is planted was found."""
    expected, lifted = families(count)
    some = sum(pair in pairs for pair in lifted)
    return f"families {len(expected & groups):,} of {len(expected):,}, clusters besides {len(groups - expected):,}, passages {some:,} of {len(lifted):,}"


def work(folder: Path, jobs: int, memory: int) -> None:
    """One run of the stage, in a process of its own; prints what it took."""
    from compliance.batch.engines.local import LocalEngine
    from compliance.batch.reuse.stage import cluster

    began, used = time.perf_counter(), time.process_time()
    engine = LocalEngine(jobs, memory)
    result = cluster(folder, engine, memory, jobs)
    engine.close()
    children, own = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "wall": time.perf_counter() - began, "cpu": time.process_time() - used + children.ru_utime + children.ru_stime,
        "peak": children.ru_maxrss / 1e3, "parent": own.ru_maxrss / 1e3, **result._asdict(),
    }))  # fmt: skip


def measure(folder: Path, jobs: int, memory: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.batch_reuse", "--work", str(folder), "--jobs", str(jobs), "--memory", memory]
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return answer


def texts_of(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "findings" / "texts").glob("*.parquet")):
        yield from pq.read_table(path, columns=["text"])["text"].to_pylist()


def scale(folder: Path, sizes: list[int], jobs: int, memory: str) -> None:
    print(f"{'articles':>10} {'MB':>6} {'wall s':>7} {'CPU s':>7} {'CPU/jobs':>8} {'peak MB':>8} {'parent MB':>9} {'candidates':>10} {'aligned':>8} {'pairs':>8} clusters")
    for size in sizes:
        run = folder / f"run-{size}"
        megabytes = generate(run, size)
        took = measure(run, jobs, memory)
        print(
            f"{size:>10,} {megabytes:>6,.0f} {took['wall']:>7.1f} {took['cpu']:>7.1f} {took['cpu'] / jobs:>8.1f} {took['peak']:>8,.0f} {took['parent']:>9,.0f} "
            f"{took['candidates']:>10,} {took['aligned']:>8,} {took['pairs']:>8,} {told(size, *found(run))}", flush=True,
        )  # fmt: skip
        shutil.rmtree(run)


def refer(folder: Path, size: int, jobs: int, memory: str, words: bool) -> None:
    run = folder / "reference"
    generate(run, size)
    took = measure(run, jobs, memory)
    texts = list(texts_of(run))
    groups, pairs = found(run)
    began = time.process_time()
    every = list(batch_reference.pairs(texts))
    expected = batch_reference.clusters(texts)
    print(
        f"reference on {size:,}: {len(expected):,} clusters from {size * (size - 1) // 2:,} pairs, {len(every):,} of them compared, in {time.process_time() - began:.1f} s of CPU; "
        f"the stage {took['cpu']:.1f} s, the same clusters: {'yes' if groups == expected else 'NO'}; {told(size, groups, pairs)}", flush=True,
    )  # fmt: skip
    if words:
        began = time.process_time()
        by_words = batch_reference.clusters(texts, alike=batch_reference.by_words)
        print(f"by compliance.compare: {len(by_words):,} clusters in {time.process_time() - began:.1f} s of CPU, the same: {'yes' if groups == by_words else 'NO'}", flush=True)


def peers(folder: Path, size: int, memory: str) -> None:
    run = folder / "peers"
    generate(run, size)
    took = measure(run, 1, memory)
    print(f"peers on {size:,} articles, one process")
    print(f"{'compliance, pairs with passages':40} {took['cpu']:>7.1f} s CPU {took['peak']:>7,.0f} MB  {told(size, *found(run))}", flush=True)
    for name in ("duckdb", "rensa", "datasketch"):
        try:
            importlib.import_module(name)
        except ImportError:
            print(f"{name}: not installed")
            continue
        answer = subprocess.run([sys.executable, "-m", "benchmarks.batch_reuse", "--peer", name, "--work", str(run)], check=True, stdout=subprocess.PIPE)
        row = json.loads(answer.stdout)
        groups = {frozenset(group) for group in row["groups"]}
        print(f"{row['name']:40} {row['cpu']:>7.1f} s CPU {row['peak']:>7,.0f} MB  {told(size, groups, {tuple(pair) for pair in row['pairs']})}", flush=True)


def peer(name: str, folder: Path) -> None:
    """One peer, in a process of its own; prints the pairs, and what hangs together by those it holds for alike."""
    texts = list(texts_of(folder))
    used = time.process_time()
    title, pairs, alike = {"duckdb": by_duckdb, "rensa": by_rensa, "datasketch": by_datasketch}[name](texts)
    cpu = time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    groups = [sorted(group) for group in joined(alike)]
    print(json.dumps({"name": title, "cpu": cpu, "peak": peak, "groups": groups, "pairs": pairs}))


def by_duckdb(texts: list[str]) -> tuple[str, list[Any], list[Any]]:
    """The same fingerprints and the same choice of pairs as one statement; nothing is aligned, pairs hang together by their count."""
    import duckdb
    import numpy as np
    import pyarrow as pa

    from compliance.batch.reuse.buckets import FEW
    from compliance.batch.reuse.pairs import ENOUGH
    from compliance.batch.reuse.sampling import sample

    found = sample(texts)
    con = duckdb.connect(config={"threads": 1})
    con.register("raw", pa.table({"print": found.keys >> np.uint64(24), "text": (found.keys & np.uint64(0xFFFFFF)).astype(np.uint32)}))
    rows = con.execute(
        "WITH few AS (SELECT print FROM raw GROUP BY print HAVING count(*) BETWEEN 2 AND ?), kept AS (SELECT raw.* FROM raw JOIN few USING (print)) "
        "SELECT a.text, b.text, count(*) FROM kept a JOIN kept b ON a.print = b.print AND a.text < b.text GROUP BY ALL HAVING count(*) >= ?", [FEW, ENOUGH],
    ).fetchall()  # fmt: skip
    alike = [(one, other) for one, other, shared in rows if 2 * shared >= min(found.prints[one], found.prints[other])]
    return "DuckDB, one statement, nothing aligned", [row[:2] for row in rows], alike


def by_rensa(texts: list[str]) -> tuple[str, list[Any], list[Any]]:
    rensa = importlib.import_module("rensa")
    index = rensa.RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    sketches = []
    for number, text in enumerate(texts):
        sketch = rensa.RMinHash(num_perm=128, seed=1)
        sketch.update(shingles(text))
        index.insert(number, sketch)
        sketches.append(sketch)
    pairs = {(min(number, other), max(number, other)) for number, sketch in enumerate(sketches) for other in index.query(sketch) if other != number}
    alike = [(one, other) for one, other in pairs if sketches[one].jaccard(sketches[other]) >= 0.4]
    return "rensa, MinHash 128, LSH", sorted(pairs), alike


def by_datasketch(texts: list[str]) -> tuple[str, list[Any], list[Any]]:
    datasketch = importlib.import_module("datasketch")
    index = datasketch.MinHashLSH(threshold=0.4, num_perm=128)
    sketches = []
    for number, text in enumerate(texts):
        sketch = datasketch.MinHash(num_perm=128, seed=1)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        index.insert(number, sketch, check_duplication=False)
        sketches.append(sketch)
    pairs = {(min(number, other), max(number, other)) for number, sketch in enumerate(sketches) for other in index.query(sketch) if other != number}
    alike = [(one, other) for one, other in pairs if sketches[one].jaccard(sketches[other]) >= 0.4]
    return "datasketch, MinHash 128, LSH", sorted(pairs), alike


def shingles(text: str) -> list[str]:
    """Runs of five words."""
    words = text.lower().split()
    return [" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[50_000, 100_000, 200_000])
    parser.add_argument("--reference", type=int, default=5_000, help="articles of the reference; 0 leaves it out")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peer-size", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--folder", type=Path, help="where the articles are put; a temporary folder if it is not told")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        peer(options.peer, options.work)
    elif options.work:
        work(options.work, options.jobs, size_of(options.memory))
    else:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            if options.reference:
                refer(Path(folder), options.reference, options.jobs, options.memory, options.words)
            if options.peers:
                peers(Path(folder), options.peer_size, options.memory)
            scale(Path(folder), options.sizes, options.jobs, options.memory)


if __name__ == "__main__":
    main()
