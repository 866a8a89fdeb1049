"""Pages written from what is known of the systems, read by the very spiders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse

from pilsetas_crawl.platforms.candidate import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.items import Article

HEADERS = {"Content-Type": "text/html; charset=utf-8", "ETag": 'W/"7"', "Last-Modified": "yesterday"}


@pytest.fixture
def read(spider_of: Callable[..., Any]) -> Callable[..., Article]:
    """Read a page as a municipality's spider does: `hints` are what the way of discovery told."""
    spiders: dict[str, Any] = {}

    def reading(
        name: str,
        html: str,
        *,
        status: int = 200,
        url: str | None = None,
        asked: str | None = None,
        **hints: Any,
    ) -> Article:
        spider = spiders.setdefault(name, None) or spider_of(name, opening=False)
        spiders[name] = spider
        here = url or spider.example
        request = Request(here, meta={"redirect_urls": [asked]} if asked else {})
        response = HtmlResponse(
            here, status=status, body=html.encode(), request=request, encoding="utf-8", headers=HEADERS
        )  # fmt: skip
        article: Article = spider.reader.from_response(
            response, Candidate(url=asked or here, way="feed", **hints)
        )
        return article

    return reading
