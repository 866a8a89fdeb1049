"""Waiting when told to wait."""

from __future__ import annotations

import logging
import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

from scrapy.http import TextResponse

from pilsetas_crawl.middlewares.politeness import Throttle, host

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

TOO_MANY = 429
WAIT_STATUSES = frozenset({TOO_MANY, 503})
TRIES = 3
UNASKED = "unasked"  # flag of an answer that stands for the host's


class RetryAfter:
    """Obeys ``Retry-After`` of 429 and 503 answers.

    The wait goes to the shared throttle, so no process of this machine asks the host meanwhile; with 429,
    which speaks of the asker and not of the site, no host of its throttle group. A wait longer than
    ``PILSETAS_RETRY_AFTER_MAX`` seconds is not sat out: the answer is passed on and counts as a refusal, and
    until the wait is over (or an hour) every further request to that host gets the same answer unasked.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("PILSETAS_RETRY_AFTER_MAX")
        self.default = crawler.settings.getfloat("PILSETAS_RETRY_AFTER_DEFAULT")
        self.throttle = Throttle.of(crawler)
        self._refused: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """Answer in the place of a host that wants to be left alone for longer than we wait."""
        if not request.url.startswith(("http:", "https:")):
            return None
        left = self.throttle.clock.left(host(request))
        if left <= self.throttle.patience:
            return None
        if host(request) not in self._refused:
            logger.warning("%s: not asked, it wants to be left alone for %.0f s more", host(request), left)
        # Which of the two it was that another process met is not known.
        status = self._refused.setdefault(host(request), TOO_MANY)
        told = {"Retry-After": str(math.ceil(left))}
        return TextResponse(request.url, status=status, headers=told, encoding="utf-8", flags=[UNASKED])

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Wait and ask again, or pass the refusal on."""
        if response.status not in WAIT_STATUSES or UNASKED in response.flags:
            return response
        wait = seconds(response.headers.get("Retry-After"), default=self.default)
        tried = request.meta.get("waited", 0)
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("pilsetas/retry_after")
        if wait > self.longest or tried >= TRIES:
            logger.warning(
                "%s: status %d, asked to wait %.0f s: not waited for", request.url, response.status, wait
            )
            self._refused[host(request)] = response.status
            # The host alone: one that always says so must not keep us from its whole group.
            self.throttle.hold(request, wait, all_of_group=False)
            return response
        logger.info("%s: status %d, waiting %.0f s", request.url, response.status, wait)
        self.throttle.hold(request, wait, all_of_group=response.status == TOO_MANY)
        return request.replace(dont_filter=True, meta={**request.meta, "waited": tried + 1})


def seconds(value: bytes | None, *, default: float) -> float:
    """Seconds of a ``Retry-After`` value, a number or an HTTP date; the default where there is no sense."""
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return default
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
