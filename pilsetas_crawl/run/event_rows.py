"""Rows that a run writes about events by itself: tombstones, and what they tell of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.items import REMOVED, Article, Event
from pilsetas_crawl.run.origin import stamp

if TYPE_CHECKING:
    from pilsetas_crawl.items import StoredItem
    from pilsetas_crawl.run.harvest import Harvest
    from pilsetas_crawl.store import KnownEvent


def tombstone(session: Harvest, known: KnownEvent) -> Event:
    """The revision that says an event is announced no more; what is stored of it stays."""
    row = Event(
        event_id=known.event_id,
        url=known.url,
        source_id=known.source_id,
        revision=known.revision + 1,
        derived_from=known.derived_from,
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
    stamp(row, session)
    return row


def removed_articles(rows: Iterable[StoredItem]) -> Iterator[str]:
    """Identities of the articles among some rows that are tombstones.

    Asked when they are written: until then an article that is missed may be met under another address.
    """
    for row in rows:
        if isinstance(row, Article) and row.status == REMOVED and row.article_id:
            yield row.article_id
