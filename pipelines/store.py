"""Duty 1000: into the store."""

from __future__ import annotations

from pilsetas_crawl.items import Article, Event
from pipelines._session import SessionPipeline


class StorePipeline(SessionPipeline):
    """Hands articles and events to the session, which writes them as parts and only then calls them known."""

    def process_item(self, item: Article | Event) -> Article | Event:
        """Take one article or event for the store."""
        if isinstance(item, Event):
            self.session.events.stage(item)
            return item
        assert item.url is not None
        self.session.stage(self.session.spider.address_key(item.url), item)
        return item
