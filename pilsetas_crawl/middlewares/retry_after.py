"""Waiting when told to wait."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

WAIT_STATUSES = frozenset({429, 503})
TRIES = 3


class RetryAfter:
    """Obeys ``Retry-After`` of 429 and 503 answers.

    The wait holds the download slot, so nothing else is sent to the host meanwhile. A wait longer than
    ``PILSETAS_RETRY_AFTER_MAX`` seconds is not sat out: the answer is passed on and counts as a refusal.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("PILSETAS_RETRY_AFTER_MAX")
        self.default = crawler.settings.getfloat("PILSETAS_RETRY_AFTER_DEFAULT")
        self.free_at: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawler."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Hold requests to a host that asked us to wait."""
        wait = self.free_at.get(host(request), 0.0) - asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Wait and ask again, or pass the refusal on."""
        if response.status not in WAIT_STATUSES:
            return response
        wait = seconds(response.headers.get("Retry-After"), default=self.default)
        tried = request.meta.get("waited", 0)
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("pilsetas/retry_after")
        if wait > self.longest or tried >= TRIES:
            logger.warning(
                "%s: status %d, asked to wait %.0f s: not waited for", request.url, response.status, wait
            )
            return response
        logger.info("%s: status %d, waiting %.0f s", request.url, response.status, wait)
        self.free_at[host(request)] = asyncio.get_running_loop().time() + wait
        return request.replace(dont_filter=True, meta={**request.meta, "waited": tried + 1})


def host(request: Request) -> str:
    """Host and port of a request."""
    return request.url.split("/", 3)[2]


def seconds(value: bytes | None, *, default: float) -> float:
    """Seconds of a ``Retry-After`` value, a number or an HTTP date; the default where there is no sense."""
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return default
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
