"""Reading one page in the browser: waiting until its scripts are done, asking for more, and for how long."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.browser.rendering import Rendering, RenderingError

if TYPE_CHECKING:
    from playwright.async_api import Page

LOOK = 0.15  # seconds between two looks at the page
CALM = 0.5  # seconds without a request or a new link after which a listing stands
NOTHING_COMES = 2.0  # seconds without a request after which a page without a link will have none
FOR_WAITING = 0.8  # share of a page's time; in the rest a slow page is read and closed
RESTLESS = 5.0  # seconds without a new link that are enough where the page never stops asking
# Addresses of the page's links; more than this is no listing.
LINKS = "() => Array.from(document.links, link => link.href).slice(0, 5000)"
SCROLL = "() => window.scrollTo(0, document.documentElement.scrollHeight)"
SIZE = "() => document.documentElement.outerHTML.length"


class PageWatch:
    """Counts what a page has under way and what it has received.

    Args:
        most: bytes of all answers together, decompressed, after which the page is closed.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.received = 0
        self.open = 0
        self.began_at = self.changed_at = self.now()
        self._closing: asyncio.Task[None] | None = None

    @staticmethod
    def now() -> float:
        """Seconds of the loop's clock."""
        return asyncio.get_running_loop().time()

    @property
    def quiet(self) -> float:
        """Seconds since the page last began or ended a request; none while one is open."""
        return 0.0 if self.open > 0 else self.now() - self.changed_at

    @property
    def too_large(self) -> bool:
        """Whether the page was closed for its size."""
        return self.received > self.most

    async def attach(self, page: Page) -> None:
        """Follow a page from before its first request."""
        page.on("request", lambda _: self._count(1))
        page.on("requestfinished", lambda _: self._count(-1))
        page.on("requestfailed", lambda _: self._count(-1))
        session = await page.context.new_cdp_session(page)
        session.on("Network.dataReceived", lambda told: self._measure(page, told["dataLength"]))
        await session.send("Network.enable")

    def _count(self, step: int) -> None:
        self.open += step
        self.changed_at = self.now()

    def _measure(self, page: Page, size: int) -> None:
        self.received += size
        if self.too_large and self._closing is None:
            self._closing = asyncio.ensure_future(close(page))


class PageReader:
    """Waits for a page's listing and reads it."""

    def __init__(self, page: Page, rendering: Rendering, watch: PageWatch) -> None:
        self.page = page
        self.rendering = rendering
        self.watch = watch
        self.articles: set[str] = set()
        self.whole = False

    async def read(self) -> str:
        """The page as HTML once its listing stands, with as much loaded as was asked for.

        Raises:
            RenderingError: the page is too large.
            playwright.async_api.Error: the page or the browser is gone.
        """
        await self._settle(self.watch.began_at + self.rendering.seconds * FOR_WAITING)
        for _ in range(self.rendering.presses):
            if not await self._loaded_more():
                break
        if await self.page.evaluate(SIZE) > self.watch.most:
            raise RenderingError(f"the page grew past {self.watch.most} bytes")
        return await self.page.content()

    async def _settle(self, end: float) -> None:
        """Wait until the article links of the page stay the same, or nothing more can be expected."""
        since = now = self.watch.now()
        while now < end:
            found = set(filter(None, map(self.rendering.article, await self.page.evaluate(LINKS))))
            now = self.watch.now()
            if found != self.articles:
                self.articles, since = found, now
            if self._stands(now - since):
                return
            await asyncio.sleep(LOOK)

    def _stands(self, unchanged: float) -> bool:
        calm = min(unchanged, self.watch.quiet)
        if self.articles:
            return calm >= CALM or unchanged >= RESTLESS
        return calm >= NOTHING_COMES

    async def _loaded_more(self) -> bool:
        """Press the button, or scroll; False when nothing came of it."""
        before = len(self.articles)
        await asyncio.sleep(self.rendering.pause)
        if self.rendering.more is None:
            await self.page.evaluate(SCROLL)
        else:
            button = self.page.locator(self.rendering.more).first
            if not await button.is_visible():
                self.whole = before > 0
                return False
            # Not a click: a cookie notice may lie over the button.
            await button.dispatch_event("click")
        await asyncio.sleep(LOOK)
        await self._settle(self.watch.now() + self.rendering.seconds / 4)
        return len(self.articles) > before


async def close(page: Any) -> None:
    """Close a page, if there is still one."""
    from playwright.async_api import Error  # noqa: PLC0415 # heavy; loaded by now

    with suppress(Error):
        await page.close()
