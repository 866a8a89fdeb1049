"""Duty 200: only articles and events pass."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.run.outcomes import Reason, RejectedError

# No municipal site of Latvia is older; an earlier date is a misread one.
EARLIEST = date(1995, 1, 1)
# Years after the day an event was read: anniversaries and building works are announced that far ahead.
FARTHEST = 10


class ValidatePipeline:
    """Rejects what cannot stand in the archive; the reason is recorded with the address."""

    def process_item(self, item: Article | Event) -> Article | Event:
        """Check one article or event.

        Raises:
            RejectedError: it lacks a title, any content or (an event) a beginning, or its date is impossible.
        """
        if isinstance(item, Event):
            return valid_event(item)
        if not item.title:
            raise RejectedError(Reason.NO_TITLE, "no way of reading found a title", field="title")
        if not (item.body or item.attachments or item.image_url):
            raise RejectedError(Reason.NO_CONTENT, "no text, no document, no picture", field="body")
        if item.published_date is not None and item.published_date < EARLIEST:
            raise RejectedError(Reason.BAD_DATE, f"published {item.published_raw!r}", field="published_at")
        return item


def valid_event(event: Event) -> Event:
    """An event that can be stored.

    Raises:
        RejectedError: it lacks a title or a beginning, ends before it begins, or lies in an absurd year.
    """
    if not event.title:
        raise RejectedError(Reason.NO_TITLE, "the event has no title", field="title")
    if event.start_at is None or event.start_date is None:
        told = f"{event.when_raw!r} tells no day" if event.when_raw else "no way of reading found its time"
        raise RejectedError(Reason.NO_START, told, field="start_at")
    if event.end_at is not None and event.end_at < event.start_at:
        raise RejectedError(Reason.ENDS_BEFORE_START, f"its time is {event.when_raw!r}", field="end_at")
    latest = (event.fetched_at or datetime.now(UTC)).year + FARTHEST
    last = event.end_date or event.start_date
    if event.start_date < EARLIEST or last.year > latest:
        raise RejectedError(Reason.BAD_DATE, f"its time is {event.when_raw!r}", field="start_at")
    return event
