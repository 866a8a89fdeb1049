"""Duty 400: the same again, an edit, or new."""

from __future__ import annotations

from pilsetas_crawl.items import EDITED, NEW, REMOVED, Article, Event
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.outcomes import Bucket, SettledError
from pilsetas_crawl.store import KnownArticle
from pipelines._session import SessionPipeline


class DeduplicatePipeline(SessionPipeline):
    """Lets new articles and edits through; drops what is stored already.

    Only the same article of the same source is dropped here. The same story elsewhere is another article.
    """

    def process_item(self, item: Article | Event) -> Article | Event:
        """Tell what an identified article or event is.

        Raises:
            SettledError: it is known and unchanged, or was met in this run under another address.
        """
        if isinstance(item, Event):
            self.session.events.deduplicate(item)
            return item
        assert item.article_id is not None
        self.session.reinstate(item.article_id)
        if self.session.is_staged(item.article_id):
            self.session.note_alias(item)
            raise SettledError(Bucket.DUPLICATE)
        known = self.session.state.by_id(item.article_id) if self.session.state else None
        if known is None:
            item.status, item.revision, item.first_seen_at = NEW, 1, item.fetched_at
            return item
        if known.content_hash == item.content_hash and known.status != REMOVED:
            self.session.note_alias(item)
            raise SettledError(Bucket.KNOWN)
        item.status, item.revision = EDITED, known.revision + 1
        item.first_seen_at = known.first_seen_at
        if item.published_precision != "minute" and known.published_precision == "minute":
            self._keep_moment(item, known)
        return item

    def _keep_moment(self, item: Article, known: KnownArticle) -> None:
        """A moment told once by a feed is not lost because the page shows only the day."""
        moment = known.published_at
        day = moment.astimezone(RIGA).date() if moment is not None else None
        if day is not None and item.published_date in (None, day):
            item.published_at, item.published_date, item.published_precision = moment, day, "minute"
            item.published_from = "earlier revision"
