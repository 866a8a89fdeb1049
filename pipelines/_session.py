"""Access to the session of the run for pipelines that need it."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from pilsetas_crawl.run.session import RunSession


class SessionPipeline:
    """A pipeline that works with the run's session."""

    def __init__(self, session: RunSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline for a crawler."""
        return cls(RunSession.of(crawler))
