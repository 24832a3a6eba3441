"""Somebody at the screen, as tests have them."""

import asyncio
from typing import Any

from textual.pilot import Pilot

from tests.desk.stage import Stage
from tui.app import ReviewApp
from tui.desk_screen import DeskScreen


class Editor:
    """Somebody at the screen."""

    def __init__(self, app: ReviewApp, pilot: Pilot[Any], stage: Stage) -> None:
        self.app, self.pilot, self.stage = app, pilot, stage

    @property
    def screen(self) -> DeskScreen:
        return self.app.desk

    @property
    def desk(self) -> Any:
        return self.screen.desk

    @property
    def said(self) -> str:
        return self.screen.said

    @property
    def place(self) -> str:
        return str(self.screen.query_one("#place").render())

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, words: str) -> None:
        """Types words into whatever has the focus."""
        for char in words:
            await self.pilot.press("space" if char == " " else char)
        await self.pilot.pause()

    async def answer(self, *lines: str) -> None:
        """Fills in a dialog and confirms it."""
        for line in lines:
            await self.type(line)
            await self.pilot.press("enter")
            await self.pilot.pause()
        await self.settle()

    async def settle(self) -> None:
        """Waits until what was asked for beside the screen has come."""
        await self.pilot.pause()
        for _ in range(200):
            busy = self.screen.busy or (self.desk.order and self.screen.shown != self.desk.order[self.desk.at])
            if not busy and not any(worker.is_running for worker in self.app.workers):
                break
            await asyncio.sleep(0.01)
        await self.pilot.pause()
