"""Chromium without a window, told what to do over a pipe in the protocol of its developer tools; no library is needed for it."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
"""The path of the browser; None where there is none."""
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--remote-debugging-pipe",
)  # fmt: skip
WAIT = 60.0
"""Seconds that an answer may take."""


class Browser:
    """A browser with one page. A context: leaving it ends the browser and removes its profile.

    `events` are what the browser told of its own accord since the last `open`: requests, messages of the console, dialogs.
    """

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self._number = 0
        self._rest = b""
        self._session = ""

    def __enter__(self) -> Self:
        if BROWSER is None:
            raise FileNotFoundError("there is no Chromium")
        self._profile = Path(tempfile.mkdtemp(prefix="browser-"))
        theirs, self._out = os.pipe()
        self._in, them = os.pipe()

        def pipes() -> None:
            # They may stand where the browser expects the other, so both are moved out of the way first.
            one, two = os.dup(theirs), os.dup(them)
            os.dup2(one, 3)
            os.dup2(two, 4)

        self._process = subprocess.Popen(
            [BROWSER, *OPTIONS, f"--user-data-dir={self._profile}", "about:blank"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=pipes, close_fds=False,
        )  # fmt: skip
        os.close(theirs)
        os.close(them)
        page = next(it for it in self._pages() if it["type"] == "page")
        self._session = self._send("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the page answers to a command of the protocol."""
        return self._send(method, **parameters)

    def open(self, address: str) -> None:
        """Goes to an address and waits until the page and all it asks for at once is loaded."""
        self.events.clear()
        self.call("Page.navigate", url="about:blank")
        self._until("Page.loadEventFired")
        self.events.clear()
        self.call("Page.navigate", url=address)
        self._until("Page.loadEventFired")

    def ask(self, expression: str) -> Any:
        """The value of an expression on the page."""
        told = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise AssertionError(told["exceptionDetails"])
        return told["result"].get("value")

    def until(self, expression: str) -> None:
        """Waits until an expression holds on the page."""
        end = time.monotonic() + WAIT
        while not self.ask(expression):
            if time.monotonic() > end:
                raise TimeoutError(expression)
            time.sleep(0.02)

    def size(self, width: int, height: int, dark: bool = False, media: str = "") -> None:
        """Sets the window, in pixels, and what the page is told of colours and of the medium."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def picture(self, path: Path) -> None:
        """Keeps what the window shows as a PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def pdf(self) -> bytes:
        """The page as it prints."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)["data"])

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last `open`."""
        return [event["params"]["request"]["url"] for event in self.events if event.get("method") == "Network.requestWillBeSent"]

    def _pages(self) -> list[dict[str, Any]]:
        for _ in range(100):
            found = self._send("Target.getTargets")["targetInfos"]
            if any(it["type"] == "page" for it in found):
                return list(found)
            time.sleep(0.1)
        raise TimeoutError("the browser opened no page")

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            told = self._message()
            if told.get("id") == self._number:
                if "error" in told:
                    raise AssertionError(f"{method}: {told['error']}")
                return dict(told.get("result", {}))
            self.events.append(told)

    def _until(self, method: str) -> None:
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._message())

    def _message(self) -> dict[str, Any]:
        end = time.monotonic() + WAIT
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0.0, end - time.monotonic()))
            some = os.read(self._in, 1 << 20) if ready else b""
            if not some:
                raise TimeoutError("the browser does not answer")
            self._rest += some
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))
