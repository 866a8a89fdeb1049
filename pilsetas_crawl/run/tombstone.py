"""The row that says of a stored article that it is gone from its site."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl import __version__
from pilsetas_crawl.items import REMOVED, Article
from pilsetas_crawl.reading.dates import RIGA

if TYPE_CHECKING:
    from pilsetas_crawl.registry import Municipality
    from pilsetas_crawl.store import KnownArticle


def tombstone(known: KnownArticle, place: Municipality, *, platform: str, run_id: str) -> Article:
    """A further revision without content; what is stored of the article stays."""
    return Article(
        article_id=known.article_id,
        url=known.url,
        source_id=known.source_id,
        revision=known.revision + 1,
        municipality=place.slug,
        atvk=place.atvk,
        region=place.region,
        region_name=place.region_name,
        planning_region=place.planning_region,
        platform=platform,
        spider_version=__version__,
        run_id=run_id,
        published_at=known.published_at,
        published_date=known.published_at.astimezone(RIGA).date() if known.published_at else None,
        published_precision=known.published_precision,
        first_seen_at=known.first_seen_at,
        fetched_at=datetime.now(UTC),
        status=REMOVED,
    )
