"""Waiting longer when a host does not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError

from pilsetas_crawl.middlewares.politeness import Throttle

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

SILENT = (DownloadTimeoutError, DownloadFailedError)


class BackOff:
    """Leaves a host that timed out or hung up alone for longer, before it is asked again.

    Sites were seen to stop answering after many requests, and to answer again to the fourth try. Each try
    doubles ``DOWNLOAD_DELAY``. The host alone waits, for all processes of this machine; a dead one must not
    hold up its throttle group.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.throttle = Throttle.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawler."""
        return cls(crawler)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Hold the host; whether it is asked again is decided by Scrapy's own retry, which comes next."""
        if isinstance(exception, SILENT):
            tries = request.meta.get("retry_times", 0) + 1
            self.throttle.hold(request, self.throttle.delay * 2**tries, all_of_group=False)
