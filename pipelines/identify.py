"""Duty 300: which article is it, and what does it say."""

from __future__ import annotations

from pilsetas_crawl.identity import article_id, content_hash
from pilsetas_crawl.items import Article, Event
from pipelines._session import SessionPipeline


class IdentifyPipeline(SessionPipeline):
    """Sets the identity, the canonical address and the content hash.

    An article met before keeps its identity however it is met now: by the site's own identifier, by the
    address asked for, or by the address the page calls canonical.
    """

    def process_item(self, item: Article | Event) -> Article | Event:
        """Identify one article or event in place."""
        if isinstance(item, Event):
            self.session.events.identify(item)
            return item
        spider, session = self.session.spider, self.session
        key = spider.address_key(item.url)
        canonical = self._canonical_key(item)
        item.article_id = (
            self._met(key, item.source_id)
            or (self._met(canonical, None) if canonical and canonical != key else None)
            or article_id(session.source, source_id=item.source_id, address_key=canonical or key)
        )
        self.session.met.add(item.article_id)
        item.content_hash = content_hash(item.title, item.body)
        return item

    def _met(self, key: str, source_id: str | None) -> str | None:
        staged = self.session.staged_article(key, source_id)
        known = None if staged else self.session.known(key, source_id)
        found = staged or known
        if found is None or (source_id and found.source_id and found.source_id != source_id):
            return None
        return found.article_id

    def _canonical_key(self, item: Article) -> str | None:
        """Key of the canonical address, if it can be an article's; a front page as canonical is a fault."""
        spider = self.session.spider
        item.canonical_url = spider.clean_address(item.canonical_url or item.url)
        address = spider.article_address(item.canonical_url)
        return spider.address_key(address) if address else None
