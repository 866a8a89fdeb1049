"""What the link step says of articles, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pilsetas_crawl.items import Link

SAID = datetime(2026, 11, 10, 12, tzinfo=UTC)


def link(article, story, *, canonical=True, similarity=1.0, hours=0, **more):
    """What was said of an article, so many hours after the first time."""
    return Link(
        article_id=article.article_id,
        revision=article.revision,
        story_id=story,
        is_canonical=canonical,
        similarity=similarity,
        reason="canonical" if canonical else "words",
        municipality=article.municipality,
        region=article.region,
        linked_at=SAID + timedelta(hours=hours),
        published_at=article.published_at,
        published_date=article.published_date,
        **more,
    )
