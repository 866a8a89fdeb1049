"""Duty 900: into the store."""

from __future__ import annotations

from pilsetas_crawl.items import Article
from pipelines._session import SessionPipeline


class StorePipeline(SessionPipeline):
    """Hands articles to the session, which writes them as parts and only then calls them known."""

    def process_item(self, item: Article) -> Article:
        """Take one article for the store."""
        assert item.url is not None
        self.session.stage(self.session.spider.address_key(item.url), item)
        return item
