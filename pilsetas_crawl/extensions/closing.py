"""Lets a run end that is stopped while articles told whole by a listing are in the pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

INTERVAL = 0.5  # seconds between two looks


class Closing:
    """Wakes an end of the run that waits for nothing.

    Scrapy 2.19 waits for items in the pipelines when it closes a spider, but looks whether the last is
    through only after items of responses, not after those of ``Spider.start()``: a run that was stopped
    meanwhile waited for ever.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._looking = create_looping_call(self.look)
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension."""
        return cls(crawler)

    def spider_opened(self) -> None:
        """Begin to look."""
        self._looking.start(INTERVAL, now=False)

    def spider_closed(self) -> None:
        """Look no more."""
        if self._looking.running:
            self._looking.stop()

    def look(self) -> None:
        """Let the run end if it is to end and nothing is in the pipelines."""
        engine = self.crawler.engine
        slot = engine.scraper.slot if engine is not None else None
        if slot is None or slot.closing is None or slot.closing.called or not slot.is_idle():
            return
        assert self.crawler.spider is not None
        slot.closing.callback(self.crawler.spider)
