"""The download handler: plain requests go the ordinary way, marked ones through the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from pilsetas_crawl.browser.installed import browser_program
from pilsetas_crawl.browser.rendering import RENDERING, Rendering, RenderingError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from pilsetas_crawl.browser.chromium import Chromium


class SwitchingHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, which sends requests with a `Rendering` in their meta through Chromium.

    scrapy-playwright's handler starts its driver with the engine; this one makes it at the first request that
    needs it, so that a run without such a request neither imports nor starts anything for it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._run = crawler
        self._chromium: Chromium | None = None
        self._robots: dict[str, Any] = {}
        crawler.signals.connect(self._keep_robots, signals.robots_parsed)

    def _keep_robots(self, robotparser: Any, request: Request) -> None:
        self._robots[urlsplit(request.url).netloc] = robotparser

    async def download_request(self, request: Request) -> Response:
        """Fetch a page.

        Raises:
            RenderingError: the request is to be rendered, and that did not work.
        """
        rendering: Rendering | None = request.meta.get(RENDERING)
        if rendering is None:
            return await super().download_request(request)
        return await self._browser().render(request, rendering)

    def _browser(self) -> Chromium:
        if self._chromium is None:
            program, reason = browser_program(self._run.settings["PILSETAS_BROWSER"])
            if program is None:
                raise RenderingError(reason)
            from pilsetas_crawl.browser.chromium import Chromium  # noqa: PLC0415 # only where it is needed

            self._chromium = Chromium(self._run, program, self._robots)
        return self._chromium

    async def close(self) -> None:
        """Close the connections, and the browser if there is one."""
        await super().close()
        if self._chromium is not None:
            await self._chromium.close()
