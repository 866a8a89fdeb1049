"""From what a way tells to an `Event`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.platforms.events.digest import DigestEvents

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.platforms.events.base import ArticleEvents, EventCandidate

# Digests are a matter of the text, not of the site: every source's articles are looked at.
EVERYWHERE: tuple[ArticleEvents, ...] = (DigestEvents(),)


@dataclass(frozen=True, slots=True)
class ToldEvents:
    """Events of one article, and why it was left alone if it was."""

    events: tuple[Event, ...] = ()
    left: str | None = None


def make_event(candidate: EventCandidate, way: str) -> Event:
    """The event a candidate tells of; checks are the pipelines' business."""
    when = candidate.when
    event = Event(
        url=candidate.url,
        source_id=candidate.source_id,
        event_from=way,
        title=candidate.title,
        description=candidate.description,
        organizer=candidate.organizer,
        price=candidate.price,
        categories=list(candidate.categories),
        tags=list(candidate.tags),
        image_url=candidate.image_url,
        when_raw=when.raw if when else candidate.when_raw,
        fetched_at=datetime.now(UTC),
        place=candidate.place,
        venue=candidate.venue,
        address=candidate.address,
        extraction=dict(candidate.extraction),
    )
    if when is not None:
        event.start_at, event.start_date = when.start.astimezone(UTC), when.start_date
        event.end_at = when.end.astimezone(UTC) if when.end else None
        event.end_date = when.end_date
        event.all_day, event.recurrence = when.all_day, when.recurrence
        event.when_precision, event.when_basis = str(when.precision), str(when.basis)
    return event


def events_of_article(spider: MunicipalSpider, article: Article) -> ToldEvents:
    """Events an article tells of; the first rule that is about it decides, the source's own before others."""
    if not spider.settings.getbool("PILSETAS_EVENTS"):
        return ToldEvents()
    for rule in (*spider.event_rules, *EVERYWHERE):
        told = rule.of(article)
        if told is None:
            continue
        events = [make_event(candidate, rule.name) for candidate in told.candidates]
        for event in events:
            event.url, event.derived_from = article.url, article.article_id
        return ToldEvents(tuple(events), told.left)
    return ToldEvents()
