"""Articles of which each announces one event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pilsetas_crawl.platforms.events.base import ArticleEvents, Derived, EventCandidate
from pilsetas_crawl.reading.events_announced import Unclear, announced_time
from pilsetas_crawl.reading.events_words import find_price, find_venue
from pilsetas_crawl.reading.text import fold

if TYPE_CHECKING:
    from pilsetas_crawl.items import Article


@dataclass(frozen=True)
class AnnouncedEvents(ArticleEvents):
    """Takes the announced event out of articles of certain categories or addresses.

    Attributes:
        categories: names of the site's category of events, in any spelling.
        address: pattern of the path and query of such articles, where categories are not told.
        only_labelled: the site writes the time behind a label; other days in the text are something else.
    """

    categories: tuple[str, ...] = ()
    address: str | None = None
    only_labelled: bool = False
    name: str = "announced"

    def of(self, article: Article) -> Derived | None:
        """The event of an article of events; None for other articles."""
        if not self._is_about(article) or not article.title:
            return None
        written = article.published_at or article.first_seen_at or article.fetched_at
        if written is None:
            return Derived(left=Unclear.NO_DAY)
        when = announced_time(
            (article.title, article.lead, article.body), reference=written, only_labelled=self.only_labelled
        )
        if isinstance(when, Unclear):
            # Without its label it is no announcement but news beside them.
            return None if self.only_labelled else Derived(left=when)
        candidate = EventCandidate(
            title=article.title,
            when=when,
            description=article.lead or (article.body or "").partition("\n\n")[0] or None,
            price=find_price(article.body),
            venue=find_venue(article.body),
            image_url=article.image_url,
            categories=list(article.categories),
            extraction={"title": "article", "start_at": "article"},
        )
        return Derived((candidate,))

    def _is_about(self, article: Article) -> bool:
        wanted = {fold(name) for name in self.categories}
        if wanted & {fold(name) for name in article.categories}:
            return True
        parts = urlsplit(article.url or "")
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        return self.address is not None and re.search(self.address, address) is not None
