"""The row that says of a stored article that it is gone from its site."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.items import REMOVED, Article
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.origin import stamp

if TYPE_CHECKING:
    from pilsetas_crawl.run.harvest import Harvest
    from pilsetas_crawl.store import KnownArticle


def tombstone(session: Harvest, known: KnownArticle) -> Article:
    """A further revision without content; what is stored of the article stays."""
    row = Article(
        article_id=known.article_id,
        url=known.url,
        source_id=known.source_id,
        revision=known.revision + 1,
        published_at=known.published_at,
        published_date=known.published_at.astimezone(RIGA).date() if known.published_at else None,
        published_precision=known.published_precision,
        first_seen_at=known.first_seen_at,
        fetched_at=datetime.now(UTC),
        status=REMOVED,
    )
    stamp(row, session)
    return row
