"""`compliance review --serve`: the screen in a browser, through textual-serve.

There is no login: whoever reaches the port decides in the name of whoever started it. So it listens on this machine only, and
it answers only pages that it served itself: a page of another site that is open in the same browser is refused.
"""

import argparse
import shlex
import sys
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from compliance.cli.console import Console, ExitCode, UsageError

LOOPBACK = "127.0.0.1"


def serve(options: argparse.Namespace, console: Console) -> int:
    """Serves until Ctrl-C. Raises UsageError for an address beyond this machine that nobody asked for in so many words, and
    where textual-serve is not installed."""
    host, port = address(options.serve)
    if not is_loopback(host) and not options.serve_to_anyone:
        raise UsageError(
            f"{host} can be reached from other machines, and there is no login; leave it out to serve this machine only, or "
            "say --serve-to-anyone-who-can-connect"
        )
    from compliance.cli.recording import reviewer_or_refuse

    by = reviewer_or_refuse()
    server = _server(command(sys.argv[1:]), host, port)
    console.note(f"http://{_in_url(host)}:{port} shows the desk; decisions are {by}'s; Ctrl-C ends it")
    server.serve()
    return ExitCode.OK


def address(word: str) -> tuple[str, int]:
    """Host and port of `[HOST:]PORT`. Raises UsageError."""
    host, _, port = word.rpartition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise UsageError(f'"{word}" is no port; write --serve 8000, or --serve HOST:8000')
    return host.strip("[]") or LOOPBACK, int(port)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def command(arguments: list[str]) -> str:
    """The command line that each visitor gets: the same, without serving."""
    kept: list[str] = []
    skip = False
    for number, word in enumerate(arguments):
        if skip:
            skip = False
        elif word == "--serve":
            following = arguments[number + 1] if number + 1 < len(arguments) else ""
            skip = following.rpartition(":")[2].isdigit()
        elif not word.startswith("--serve=") and word != "--serve-to-anyone-who-can-connect":
            kept.append(word)
    return shlex.join([sys.executable, "-m", "compliance", *kept])


def same_site(origin: str | None, asked: str) -> bool:
    """Whether a request comes from a page of this very server: its Origin, where it has one, names the host that was
    asked."""
    return origin is None or urlsplit(origin).netloc.casefold() == asked.casefold()


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _server(line: str, host: str, port: int) -> Any:
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError as error:
        raise UsageError("--serve needs textual-serve: pip install 'editorial-compliance[serve]'") from error

    class Desk(Server):  # type: ignore[misc,unused-ignore]  # it may not be installed
        async def _make_app(self) -> Any:
            made = await super()._make_app()
            made.middlewares.append(guard)
            return made

        async def on_startup(self, app: Any) -> None:
            """Nothing: what is to be said has been."""

    @web.middleware
    async def guard(request: Any, handler: Callable[[Any], Awaitable[Any]]) -> Any:
        asked = request.headers.get("Host", "")
        # A name that somebody made point to this machine is not one that this server goes by.
        known = is_loopback(urlsplit(f"//{asked}").hostname or "") or not is_loopback(host)
        if not known or not same_site(request.headers.get("Origin"), asked):
            raise web.HTTPForbidden(text="this desk is served to its own pages only")
        return await handler(request)

    return Desk(line, host=host, port=port, title="compliance review", public_url=f"http://{_in_url(host)}:{port}")
