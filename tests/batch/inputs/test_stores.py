"""Objects of a store: S3 as a server on this machine speaks it. What asks for them runs in a process of its own, as a task does."""

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

PROGRAM = """
import json, sys
from compliance.batch.inputs import Input, Reading, cut, find_inputs, read
answers = []
for paths, size, options in json.loads(sys.argv[1]):
    reading = Reading(**options)
    found = list(find_inputs(paths, reading))
    units = list(cut([item for item in found if isinstance(item, Input)], size, reading))
    items = [item for unit in units for item in read(unit, reading)]
    answers.append({
        "found": [[item.uri, item.format] if isinstance(item, Input) else [item.id, item.reason] for item in found],
        "versions": [item.version for item in found if isinstance(item, Input)],
        "units": len(units),
        "items": [[item.id, getattr(item, "reason", None), getattr(item, "text", None), item.path] for item in items],
    })
print(json.dumps(answers))
"""
ROOT = Path(__file__).parents[3]


def ask(endpoint: str, *questions: tuple[list[str], int, dict[str, Any]]) -> list[dict[str, Any]]:
    environment = {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(questions)], env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def records(count: int, *, ids: bool) -> bytes:
    return b"".join(json.dumps({"text": f"text {n} " + "x" * (n % 90)} | ({"id": f"r{n}"} if ids else {})).encode() + b"\n" for n in range(count))


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    server_of = pytest.importorskip("moto.server", reason="moto[server] stands in for S3 and is not installed")
    boto3 = pytest.importorskip("boto3")
    server = server_of.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [f"row {n} {n * 31337:x}" * 9 for n in range(600)]}), table, row_group_size=100)
    objects = {
        "in/a text.txt": b"Words of a",
        "in/b.html": b"<title>B</title><p>Words of b",
        "in/sub/c.md": b"Words of c",
        "in/sub/d.txt.gz": gzip.compress(b"Words of d"),
        "in/e.png": b"\x89PNG",
        "in/.hidden/f.txt": b"hidden",
        "tables/one.jsonl": records(900, ids=False),
        "tables/two.jsonl": records(900, ids=True),
        "tables/two.jsonl.gz": gzip.compress(records(30, ids=False)),
        "tables/three.parquet": table.getvalue(),
        "tables/four.csv": b"id,text\nx,One\n",
        "odd/part-0": records(3, ids=True),
        "odd/part-1": records(3, ids=True),
        "out/work/plan.json": b"{}",
        "out/findings/facts/0.parquet": b"PAR1",
        "broken/a.parquet": table.getvalue()[:-50],
        "broken/b.jsonl.gz": gzip.compress(records(500, ids=True))[:-100],
        "broken/c.warc": b"rubbish",
    }
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret")
    try:
        client.create_bucket(Bucket="desk")
        for key, content in objects.items():
            client.put_object(Bucket="desk", Key=key, Body=content)
    finally:
        client.close()
    yield endpoint
    server.stop()


def test_folders_patterns_and_objects(store: str) -> None:
    folder, pattern, deep, one, bucket, left_out, kept = ask(
        store,
        (["s3://desk/in/"], 1 << 20, {}),
        (["s3://desk/odd/part-*"], 1 << 20, {"format": "jsonl"}),
        (["s3://desk/**/*.md", "s3://desk/in"], 1 << 20, {}),
        (["s3://desk/in/a text.txt"], 1 << 20, {}),
        (["s3://desk"], 1 << 20, {"exclude": ["broken/", "odd/"]}),
        (["s3://desk/in/b.html", "s3://desk/in/sub"], 1 << 20, {"exclude": ["b.*"]}),
        (["s3://desk/tables/"], 1 << 20, {"include": ["*.csv"]}),
    )
    assert folder["found"] == [[f"s3://desk/in/{name}", "file"] for name in ("a text.txt", "b.html", "sub/c.md", "sub/d.txt.gz")]
    assert [item[2] for item in folder["items"]] == ["Words of a", "Words of b", "Words of c", "Words of d"]
    assert [item[0] for item in folder["items"]] == [item[3] for item in folder["items"]] == [uri for uri, _ in folder["found"]]
    assert folder["units"] == 1 and all(version.isdigit() for version in folder["versions"])
    assert [item[0] for item in pattern["items"]] == ["r0", "r1", "r2"] * 2
    assert [uri.rpartition("/")[2] for uri, _ in deep["found"]] == ["c.md", "a text.txt", "b.html", "d.txt.gz"]
    assert [item[2] for item in one["items"]] == ["Words of a"]
    assert len(bucket["found"]) == 4 + 5
    assert left_out["found"] == [
        ["s3://desk/in/b.html", "excluded by the configuration"],
        ["s3://desk/in/sub/c.md", "file"],
        ["s3://desk/in/sub/d.txt.gz", "file"],
    ]
    assert kept["found"] == [["s3://desk/tables/four.csv", "csv"]]


def test_cut_or_not_the_documents_are_the_same(store: str) -> None:
    whole, parts = ask(store, (["s3://desk/tables/"], 1 << 30, {}), (["s3://desk/tables/"], 9000, {}))
    assert whole["units"] == 1 and parts["units"] > 15
    assert parts["items"] == whole["items"]
    ids = [item[0] for item in whole["items"]]
    assert len(ids) == 1 + 900 + 600 + 900 + 30
    assert ids[0] == "x" and "s3://desk/tables/one.jsonl:900" in ids and "s3://desk/tables/three.parquet:600" in ids
    assert "s3://desk/tables/two.jsonl.gz:30" in ids and ids.count("r899") == 1


def test_what_is_not_there_and_what_is_damaged(store: str) -> None:
    typo, no_bucket, nothing, pictures, broken, scheme = ask(
        store,
        (["s3://desk/tables/four.cvs"], 1000, {}),
        (["s3://dekk/tables/", "s3://dekk", "s3://dekk/*.txt"], 1000, {}),
        (["s3://desk/tables/*.warc", "s3://desk/nowhere/*.txt"], 1000, {}),
        (["s3://desk/out/"], 1000, {}),
        (["s3://desk/broken/"], 1000, {}),
        (["https://example.org/a.jsonl"], 1000, {}),
    )
    assert typo["found"] == [["s3://desk/tables/four.cvs", 'no such object or folder; did you mean "four.csv"?']]
    assert [reason[:14] for _, reason in no_bucket["found"]] == ["no such bucket"] * 3
    assert [reason for _, reason in nothing["found"]] == ["a pattern that no file matches"] * 2
    assert "no object to check in this folder" in pictures["found"][0][1]
    reasons = [(id, reason) for id, reason, _, _ in broken["items"] if reason]
    assert [id.partition(":")[2].partition(":")[0][len("//desk/broken/") :] for id, _ in reasons] == ["a.parquet", "b.jsonl.gz", "c.warc"]
    assert [word in reason for (_, reason), word in zip(reasons, ("Parquet", "cannot be read on", "byte 0: "), strict=True)] == [True] * 3
    assert "no store that can be read" in scheme["found"][0][1]


class Refusing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_a_refusal_names_the_way_out() -> None:
    server = HTTPServer(("127.0.0.1", 0), Refusing)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        (refused,) = ask(f"http://127.0.0.1:{server.server_port}", (["s3://desk/in/a.txt", "s3://desk/in/*.txt"], 1000, {}))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert [uri for uri, _ in refused["found"]] == ["s3://desk/in/a.txt", "s3://desk/in/*.txt"]
    assert all(reason.startswith("access denied: see to the credentials (AWS_ACCESS_KEY_ID") for _, reason in refused["found"])
