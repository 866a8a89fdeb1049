"""One run that renders several pages in turn and prints a line of JSON on each; started by the tests.

Usage: python -m tests.pilsetas_crawl.browser.rendering_run BASE PLANS, where PLANS is a list of objects
in JSON: `path` and the fields of a `Rendering` (`seconds`, `more`, `presses`).
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import Settings

from pilsetas_crawl.browser.rendering import FORBIDDEN, RENDERING, WHOLE, Rendering, RenderingError
from tests.crawl.processes import browsers_of

BASE, PLANS = sys.argv[1], json.loads(sys.argv[2])


def article(address: str) -> str | None:
    return address if urlsplit(address).path.startswith("/raksts/") else None


def tell(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Run(Spider):
    name = "rendering"

    async def start(self):
        for plan in PLANS:
            began = time.monotonic()
            told = await self.one(**plan)
            seconds = round(time.monotonic() - began, 1)
            tell({"path": plan["path"], **told, "took": seconds})
        return
        yield

    async def one(self, path: str, **fields: Any) -> dict[str, Any]:
        rendering = Rendering(article=article, hosts=frozenset({urlsplit(BASE).netloc}), **fields)
        request = Request(BASE + path, dont_filter=True, meta={RENDERING: rendering, "dont_retry": True})
        try:
            response = await self.crawler.engine.download_async(request)
        except (RenderingError, IgnoreRequest) as error:
            return {"error": str(error)}
        links = [link.rpartition("/")[2] for link in response.css("a::attr(href)").getall()]
        return {"links": links, "whole": request.meta[WHOLE], "forbidden": request.meta[FORBIDDEN]}


settings = Settings()
settings.setmodule("pilsetas_crawl.settings")
# The run's parts without a store and sources: what is left is the handler, robots.txt and the User-Agent.
alone = {"EXTENSIONS": {}, "ITEM_PIPELINES": {}, "DOWNLOADER_MIDDLEWARES": {}, "SPIDER_MODULES": []}
settings.setdict({**alone, "DOWNLOAD_DELAY": 0, "DOWNLOAD_MAXSIZE": 500_000, "LOG_LEVEL": "INFO"}, "cmdline")
process = AsyncCrawlerProcess(settings)
process.crawl(Run)
process.start()
tell({"left": len(browsers_of(os.getpid()))})
