"""`compliance review --serve`: on this machine only, for its own pages only, and in a browser what it is in a terminal."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from compliance.cli.console import UsageError
from compliance.cli.serving import address, command, is_loopback, same_site

from .conftest import Ran

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("word", "found"), [("8000", ("127.0.0.1", 8000)), ("localhost:80", ("localhost", 80)), ("[::1]:8000", ("::1", 8000)), ("0.0.0.0:9", ("0.0.0.0", 9))]
)
def test_addresses(word: str, found: tuple[str, int]) -> None:
    assert address(word) == found


@pytest.mark.parametrize("word", ["", "http", "127.0.0.1", "0", "99999", "localhost:"])
def test_no_addresses(word: str) -> None:
    with pytest.raises(UsageError, match="no port"):
        address(word)


def test_only_addresses_of_this_machine_are_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "example.org", "")))


def test_a_page_of_another_site_is_told_by_its_origin() -> None:
    assert same_site(None, "127.0.0.1:8000") and same_site("http://127.0.0.1:8000", "127.0.0.1:8000")
    assert not any(same_site(origin, "127.0.0.1:8000") for origin in ("http://evil.example", "null", "http://127.0.0.1:9000", ""))


def test_each_visitor_gets_the_same_command_without_serving() -> None:
    line = command(["review", "a b", "--serve", "8000", "--archive", "known", "--serve-to-anyone-who-can-connect"])
    assert line.endswith("-m compliance review 'a b' --archive known")
    assert command(["review", "--serve", "a"]).endswith("review a")
    assert command(["review", "--serve=1:2", "a"]).endswith("review a")


@pytest.mark.parametrize("host", ["0.0.0.0:8000", "192.0.2.1:8000", "[::]:8000"])
def test_other_addresses_are_refused_unless_asked_for_in_so_many_words(host: str, run: Callable[..., Ran], desk: Path) -> None:
    (desk / "a.txt").write_text("A red flag.\n", "utf-8")
    ran = run("review", "a.txt", "--serve", host)
    assert ran.status == 2
    assert "--serve-to-anyone-who-can-connect" in ran.stderr and "no login" in ran.stderr


def test_the_words_alone_make_no_sense(run: Callable[..., Ran], desk: Path) -> None:
    ran = run("review", "a.txt", "--serve-to-anyone-who-can-connect")
    assert ran.status == 2 and "--serve" in ran.stderr


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """The port that a desk is served on, and the folder with its text."""
    pytest.importorskip("textual_serve", reason="textual-serve is not installed: pip install '.[serve]'")
    (tmp_path / ".git").mkdir()
    (tmp_path / "draft.txt").write_text("The bridge opened.\n\n© 2024 Kestrel Wire Inc.\n\nAll rights reserved.\n", "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "COMPLIANCE_REVIEWER": "Ada Quill", "XDG_STATE_HOME": str(tmp_path / "state"),
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "compliance", "review", "draft.txt", "--serve", str(port)], cwd=tmp_path, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, tmp_path
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def test_pages_of_other_sites_are_refused(served: tuple[int, Path]) -> None:
    import urllib.error
    import urllib.request

    def status(**headers: str) -> int:
        request = urllib.request.Request(f"http://127.0.0.1:{served[0]}/", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    assert status() == 200
    assert status(Origin=f"http://127.0.0.1:{served[0]}") == 200
    assert status(Origin="http://evil.example") == 403
    assert status(Host="evil.example") == 403


@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium")
def test_in_a_browser_one_opens_moves_decides_and_the_decision_is_in_the_file(served: tuple[int, Path]) -> None:
    port, folder = served
    asyncio.run(_decide(port, folder))
    (line,) = [json.loads(line) for line in (folder / "compliance-decisions.jsonl").read_text("utf-8").splitlines()]
    assert (line["action"], line["reason"], line["text"], line["by"]) == ("dismissed", "ours", "All rights reserved", "Ada Quill")


async def _decide(port: int, folder: Path) -> None:
    aiohttp = pytest.importorskip("aiohttp")
    assert BROWSER is not None
    profile = folder / "profile"
    browser = subprocess.Popen(
        [BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--window-size=1200,800",
         f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told = profile / "DevToolsActivePort"
        await _until(lambda: told.exists() and bool(told.read_text().strip()))
        debugging = told.read_text().splitlines()[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{debugging}/json") as answer:
                pages = [page for page in await answer.json() if page["type"] == "page"]
            async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket_:
                page = _Page(socket_)
                await page.call("Page.navigate", url=f"http://127.0.0.1:{port}/")
                log = folder / "compliance-decisions.jsonl"
                await page.until("document.querySelector('.xterm-helper-textarea') !== null")
                await _until((folder / "state" / "compliance" / "desk.json").exists)  # the desk is laid, and its place kept
                await page.click(700, 300)  # the page has the keyboard
                await asyncio.sleep(1)
                for keys in ("n", "d", "ours\r"):
                    await page.keys(keys)
                    await asyncio.sleep(1.5)
                await _until(lambda: log.exists() and log.read_bytes().endswith(b"\n"))
    finally:
        browser.terminate()
        try:
            browser.wait(10)
        except subprocess.TimeoutExpired:
            browser.kill()
            browser.wait()


async def _until(there: Callable[[], bool]) -> None:
    for _ in range(900):
        if there():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it did not come within 90 seconds")


class _Page:
    """A page of a browser, over the protocol of its developer tools."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._number = 0

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json(timeout=30)
            if answer.get("id") == self._number:
                return dict(answer.get("result", {}))

    async def until(self, expression: str) -> None:
        for _ in range(300):
            told = await self.call("Runtime.evaluate", expression=expression)
            if told.get("result", {}).get("value"):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(expression)

    async def click(self, x: int, y: int) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def keys(self, text: str) -> None:
        for char in text:
            key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13} if char == "\r" else {"key": char}
            await self.call("Input.dispatchKeyEvent", type="keyDown", text=char, **key)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **key)
