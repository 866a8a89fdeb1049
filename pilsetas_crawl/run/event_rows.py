"""Rows that a run writes about events by itself: tombstones and rejections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl import __version__
from pilsetas_crawl.items import REMOVED, Article, Event, Reject

if TYPE_CHECKING:
    from pilsetas_crawl.items import StoredItem
    from pilsetas_crawl.run.harvest import Harvest
    from pilsetas_crawl.run.outcomes import RejectedError
    from pilsetas_crawl.store import KnownEvent


def tombstone(session: Harvest, known: KnownEvent) -> Event:
    """The revision that says an event is announced no more; what is stored of it stays."""
    place = session.place
    return Event(
        event_id=known.event_id,
        url=known.url,
        source_id=known.source_id,
        revision=known.revision + 1,
        derived_from=known.derived_from,
        municipality=place.slug,
        atvk=place.atvk,
        region=place.region,
        region_name=place.region_name,
        planning_region=place.planning_region,
        platform=session.spider.platform,
        spider_version=__version__,
        run_id=session.run_id,
        event_from=known.event_from,
        title=known.title,
        start_at=known.start_at,
        start_date=known.start_date,
        end_at=known.end_at,
        end_date=known.end_date,
        when_raw=known.when_raw,
        when_precision=known.when_precision,
        first_seen_at=known.first_seen_at,
        fetched_at=datetime.now(UTC),
        status=REMOVED,
    )


def removed_articles(rows: Iterable[StoredItem]) -> Iterator[str]:
    """Identities of the articles among some rows that are tombstones.

    Asked when they are written: until then an article that is missed may be met under another address.
    """
    for row in rows:
        if isinstance(row, Article) and row.status == REMOVED and row.article_id:
            yield row.article_id


def rejection(session: Harvest, url: str | None, title: str | None, error: RejectedError) -> Reject:
    """The row of something that was listed as an event and is none that can be stored."""
    return Reject(
        municipality=session.source,
        region=session.place.region,
        run_id=session.run_id,
        url=url,
        title=title,
        reason=error.reason,
        detail=error.detail,
        field=error.field,
        rejected_at=datetime.now(UTC),
        kind="event",
    )
