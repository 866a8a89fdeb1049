"""The right charset for every page, declared or not."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy.http import HtmlResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from pilsetas_crawl.middlewares.conditional import header
from pilsetas_crawl.reading.encoding import resolve_encoding

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)


class ResolveEncoding:
    """Decodes HTML by what its bytes are, not by what a header claims or a default guesses."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawler."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Give an HTML answer its charset and count what looks damaged all the same."""
        if not isinstance(response, HtmlResponse) or not response.body:
            return response
        told = header(response, "Content-Type") or ""
        declared = http_content_type_encoding(told) or html_body_declared_encoding(response.body)
        choice = resolve_encoding(response.body, declared)
        stats = self.crawler.stats
        assert stats is not None
        stats.inc_value(f"pilsetas/encoding/{choice.how}")
        if choice.suspicious:
            stats.inc_value("pilsetas/encoding/suspicious", choice.suspicious)
            logger.warning(
                "%s: %d damaged characters (read as %s)", response.url, choice.suspicious, choice.name
            )
        if choice.name.lower() == response.encoding.lower():
            return response
        return response.replace(encoding=choice.name)
