"""Chromium through scrapy-playwright: started at the first page, closed with the run."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scrapy.http import HtmlResponse

from pilsetas_crawl.browser.page import PageReader, PageWatch, close
from pilsetas_crawl.browser.rendering import FORBIDDEN, WHOLE, Rendering, RenderingError
from pilsetas_crawl.browser.traffic import Traffic, resolver_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

START = 30.0  # seconds the browser may take to start
STOP = 10.0  # seconds it may take to close
MEGABYTES = 256  # memory of a page's scripts: a page that wants more crashes, not the machine
SWITCHES = (
    "--block-new-web-contents",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",  # containers give it 64 MB
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--renderer-process-limit=1",
    f"--js-flags=--max-old-space-size={MEGABYTES}",
)


class Chromium:
    """The browser of one run, one page at a time.

    Args:
        crawler: the run.
        program: path of the browser.
        robots: parsed robots.txt by host and port.
    """

    def __init__(self, crawler: Crawler, program: str, robots: Mapping[str, Any]) -> None:
        self.crawler = crawler
        self.program = program
        self.robots = robots
        self._handler: Any = None
        self._one_at_a_time = asyncio.Lock()

    async def render(self, request: Request, rendering: Rendering) -> Response:
        """The page as it stands after its scripts.

        Raises:
            RenderingError: browser or page did not do their part in time, or crashed; the browser is closed.
        """
        async with self._one_at_a_time:
            try:
                return await self._render(request, rendering)
            except (RenderingError, asyncio.CancelledError):
                await self.close()
                raise

    async def _render(self, request: Request, rendering: Rendering) -> Response:
        from playwright.async_api import Error  # noqa: PLC0415 # heavy

        stage, bound = "the browser did not start", START
        try:
            async with asyncio.timeout(bound):
                handler = self._handler or await self._start(rendering)
            stage, bound = "the page was not read", rendering.bound
            async with asyncio.timeout(bound):
                return await self._page(handler, request, rendering)
        except TimeoutError:
            raise RenderingError(f"{stage} within {bound:.0f} s") from None
        except Error as error:
            raise RenderingError(f"{stage}: {words(error)}") from None

    async def _start(self, rendering: Rendering) -> Any:
        """Make scrapy-playwright's handler and start its browser."""
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # noqa: PLC0415 # heavy

        # It tells of every step, and of a page that failed with a traceback; we have one line for that.
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        logger.info("starting %s for a page that is filled by script", self.program)
        handler = ScrapyPlaywrightDownloadHandler.from_crawler(self.crawler)
        handler.config.launch_options = launch_options(self.program, rendering)
        handler.config.navigation_timeout_ms = rendering.seconds * 1000
        handler.config.max_pages_per_context = 1
        handler.config.target_closed_max_retries = 0  # a crash is told, not tried again
        handler.config.restart_disconnected_browser = False
        self._handler = handler
        # At the engine's start it would have done the first by itself; that signal has passed long ago. The
        # second it would do with its first page, whose time this would cost.
        await handler._launch()  # noqa: SLF001 # no public name for it
        await handler._maybe_launch_browser()  # noqa: SLF001 # likewise
        return handler

    async def _page(self, handler: Any, request: Request, rendering: Rendering) -> Response:
        """Ask for a page, wait for its scripts, read it."""
        from playwright.async_api import Error  # noqa: PLC0415 # heavy; loaded by now

        assert self.crawler.stats is not None
        agent = (request.headers.get("User-Agent") or b"").decode("latin-1")
        traffic = Traffic(rendering.hosts, self.robots, agent)
        watch = PageWatch(self.crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        handler.abort_request = traffic.refuses
        asked = request.replace(meta={**request.meta, **playwright_meta(agent, watch)})
        try:
            response = await handler.download_request(asked)
            reader = PageReader(asked.meta["playwright_page"], rendering, watch)
            html, url = await reader.read(), reader.page.url
        except Error:
            # Whatever failed, it failed because the page had been closed.
            if watch.too_large:
                raise RenderingError(f"the page loads more than {watch.most} bytes") from None
            raise
        finally:
            self.crawler.stats.inc_value("pilsetas/rendered/requests", traffic.passed)
            self.crawler.stats.inc_value("pilsetas/rendered/bytes", watch.received)
        await close(reader.page)
        self.crawler.stats.inc_value("pilsetas/rendered/pages")
        request.meta.update({WHOLE: reader.whole, FORBIDDEN: traffic.forbidden})
        headers = {**response.headers, "Content-Type": "text/html; charset=utf-8"}
        body = html.encode("utf-8", "replace")
        return HtmlResponse(
            url, status=response.status, headers=headers, body=body, encoding="utf-8", request=request
        )

    async def close(self) -> None:
        """Close the browser. What does not close in time ends with this process, whose pipe it lives on."""
        handler, self._handler = self._handler, None
        if handler is None:
            return
        from playwright.async_api import Error  # noqa: PLC0415 # heavy; loaded by now

        with suppress(Error, TimeoutError):
            async with asyncio.timeout(STOP):
                await handler.close()
                return
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(STOP):
                await handler.browser_provider.close()


def launch_options(program: str, rendering: Rendering) -> dict[str, Any]:
    """How the browser is started."""
    return {
        "executable_path": program,
        "headless": True,
        "args": [*SWITCHES, f"--host-resolver-rules={resolver_rules(rendering.hosts)}"],
        # Chromium's own cage does not work for root, as in most containers.
        "chromium_sandbox": os.name != "posix" or os.geteuid() != 0,
        "timeout": START * 1000,
    }


def playwright_meta(agent: str, watch: PageWatch) -> dict[str, Any]:
    """What scrapy-playwright reads from a request."""

    async def attach(page: Any, _: Any) -> None:
        from playwright.async_api import Error  # noqa: PLC0415 # heavy; loaded by now

        with suppress(Error):  # a browser that is gone shows at the next step
            await watch.attach(page)

    return {
        "playwright": True,
        "playwright_include_page": True,
        "playwright_page_init_callback": attach,
        # Only the first byte is waited for: a script that hangs must not hold up the listing.
        "playwright_page_goto_kwargs": {"wait_until": "commit"},
        "playwright_context_kwargs": {
            "user_agent": agent,
            "locale": "lv-LV",
            "timezone_id": "Europe/Riga",
            "service_workers": "block",
            "accept_downloads": False,
            "ignore_https_errors": True,  # as in plain requests: municipal certificates lapse
        },
    }


def words(error: BaseException) -> str:
    """What an error of Playwright says, without the log of the browser that follows."""
    first = str(error).strip().partition("\n")[0].strip() or type(error).__name__
    if "has been closed" in first or "Connection closed" in first:
        return "the browser crashed or was killed"
    return "the page crashed, or its scripts took too much memory" if "Target crashed" in first else first
