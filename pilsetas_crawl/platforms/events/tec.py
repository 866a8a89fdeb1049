"""The Events Calendar, a WordPress plugin with an interface of its own.

No Latvian municipality was seen using it: it is looked for, and where it is not there that is remembered for
weeks and told to nobody. Facts of version 6.17: pages from 1, at most 50 events each, past events hidden
unless ``start_date`` asks for them, 404 past the last page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pilsetas_crawl.platforms.events.base import EventCandidate, EventReading, Events, EventWay, Visit
from pilsetas_crawl.platforms.events.rows import event_address
from pilsetas_crawl.reading.content import html_to_text
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.reading.events_when import When, machine_when
from pilsetas_crawl.reading.text import clean_line
from pilsetas_crawl.run.verdict import WayOutcome
from pilsetas_crawl.urls import absolute_url

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.discovery.base import Answer

PER_PAGE = 50
# A closed interface answers so; that is no refusal of the crawler.
CLOSED = ("status 401", "status 403")


@dataclass(frozen=True)
class EventsCalendarWay(EventWay):
    """The plugin's collection of events.

    Attributes:
        paths: addresses of the collection; a site without pretty permalinks has ``/?rest_route=``.
    """

    paths: tuple[str, ...] = ("/wp-json/tribe/events/v1/events",)
    name: str = "events_calendar"
    seen: bool = False

    async def read(self, visit: Visit) -> EventReading:
        """All events from today, or from the first day the run was asked for."""
        reading = EventReading(WayOutcome.MISSING, detail="no such interface")
        for path in self.paths:
            reading = await self._collection(visit, path)
            if reading.outcome is not WayOutcome.MISSING:
                return reading
        return reading

    async def _collection(self, visit: Visit, path: str) -> EventReading:
        since = visit.spider.arguments.start or visit.now.astimezone(RIGA).date()
        found: list[EventCandidate] = []
        for number in range(1, visit.max_pages + 1):
            query = {"per_page": PER_PAGE, "page": number, "start_date": since.isoformat()}
            address = visit.spider.at(path) + ("&" if "?" in path else "?") + urlencode(query)
            answer = await visit.ask(address)
            told = _told(answer)
            if told is None:
                return _broken_off(answer, found, number)
            events = [event for event in told.get("events") or [] if isinstance(event, dict)]
            found += [candidate(visit, event) for event in events]
            if not events or not told.get("next_rest_url") or number >= _count(told.get("total_pages")):
                return EventReading(WayOutcome.ITEMS, found, whole=True)
        return EventReading(WayOutcome.ITEMS, found, problem=f"more than {visit.max_pages} pages")


WORDPRESS_EVENTS: Events = (EventsCalendarWay(),)


def _told(answer: Answer) -> dict[str, Any] | None:
    """The interface's answer; None where it is something else."""
    if not answer.readable or answer.response is None:
        return None
    try:
        told = json.loads(answer.response.text)
    except ValueError:
        return None
    return told if isinstance(told, dict) and isinstance(told.get("events"), list) else None


def _broken_off(answer: Answer, found: list[EventCandidate], number: int) -> EventReading:
    missing = answer.outcome is WayOutcome.MISSING or answer.detail.startswith(CLOSED)
    if found:
        return EventReading(
            WayOutcome.ITEMS,
            found,
            whole=missing,
            problem="" if missing else f"page {number}: {answer.detail}",
        )
    if missing or answer.readable:
        # A front page or another interface in its place is none either.
        return EventReading(WayOutcome.MISSING, detail=answer.detail or "another answer in its place")
    return EventReading(answer.outcome, detail=answer.detail)


def candidate(visit: Visit, event: dict[str, Any]) -> EventCandidate:
    """An event as the interface tells it."""
    venue, image = _one(event.get("venue")), _one(event.get("image"))
    names = [term.get("name") for term in _list(event.get("categories"))]
    tags = [term.get("name") for term in _list(event.get("tags"))]
    organizers = [who.get("organizer") for who in _list(event.get("organizer"))]
    base, picture = visit.spider.site, _text(image.get("url"))
    return EventCandidate(
        url=event_address(visit.spider, _text(event.get("url")), base, frozenset()),
        title=_text(event.get("title")),
        when=_when(event),
        when_raw=_text(event.get("start_date")),
        place=_text(venue.get("city")),
        venue=_text(venue.get("venue")),
        address=_text(venue.get("address")),
        price=_text(event.get("cost")),
        organizer=", ".join(filter(None, map(_text, organizers))) or None,
        description=html_to_text(str(event.get("description") or ""), base_url=base) or None,
        image_url=absolute_url(picture, base) if picture else None,
        source_id=str(event["id"]) if event.get("id") else None,
        categories=list(filter(None, map(_text, names))),
        tags=list(filter(None, map(_text, tags))),
        extraction={"title": "events_calendar", "start_at": "events_calendar"},
    )


def _when(event: dict[str, Any]) -> When | None:
    """Moments by their UTC values; days of an all-day event by the local ones."""
    if event.get("all_day") in (True, "true", "yes", 1):
        return machine_when(event.get("start_date"), event.get("end_date"), all_day=True)
    start, end = (_utc(event.get(name)) for name in ("utc_start_date", "utc_end_date"))
    if start is not None:
        return machine_when(start, end)
    return machine_when(event.get("start_date"), event.get("end_date"))


def _utc(value: Any) -> str | None:
    try:
        return f"{datetime.fromisoformat(str(value)).isoformat()}Z"
    except ValueError:
        return None


def _count(value: Any) -> int:
    """A number, also one written as text; 0 for what is none."""
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0


def _one(value: Any) -> dict[str, Any]:
    """An object; what is not there is told as ``[]`` or false, several venues as a list."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}


def _list(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else [_one(value)]


def _text(value: Any) -> str | None:
    return clean_line(unescape(value)) or None if isinstance(value, str) else None
