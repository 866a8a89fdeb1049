"""Digests: articles that announce the events of several days in one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilsetas_crawl.platforms.events.base import ArticleEvents, Derived, EventCandidate
from pilsetas_crawl.reading.events_digest import Left, is_digest, split_digest

if TYPE_CHECKING:
    from pilsetas_crawl.items import Article


@dataclass(frozen=True)
class DigestEvents(ArticleEvents):
    """Splits "notikumu plāns" and its like into events where the text allows."""

    name: str = "digest"

    def of(self, article: Article) -> Derived | None:
        """Events of a digest; None for other articles."""
        if not article.title or not is_digest(article.title):
            return None
        written = article.published_at or article.first_seen_at or article.fetched_at
        if written is None or not article.body:
            return Derived(left=Left.NO_DAYS)
        found = split_digest(article.title, article.body, reference=written)
        if isinstance(found, Left):
            return Derived(left=found)
        candidates = tuple(
            EventCandidate(
                title=entry.title,
                when=entry.when,
                venue=entry.venue,
                address=entry.address,
                price=entry.price,
                description=entry.description,
                extraction={"title": "digest", "start_at": "digest"},
            )
            for entry in found
        )
        return Derived(candidates)
