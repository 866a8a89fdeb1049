"""Events by the pages of a calendar, read by generations of rows and, when all fail, by links to events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pilsetas_crawl.platforms.events.base import EventCandidate, EventReading, EventWay, Visit
from pilsetas_crawl.platforms.events.rows import EventRows, is_event_address, links_to_events, row_event
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from datetime import date

    from scrapy.http import TextResponse

    from pilsetas_crawl.platforms.discovery.base import Answer


@dataclass(frozen=True)
class CalendarWay(EventWay):
    """A calendar of one or more pages.

    Attributes:
        path: first page.
        rows: generations of markup, the newest first.
        page: pattern of further pages with ``{n}``, appended to the path; None for a single page.
        first: number of the first page in that pattern.
        link: pattern of an event's path, or of path and query, by which events are found when no generation
            fits.
        ignored: parameters of event addresses that make no other page.
        feeds: addresses of a feed that can say that nothing has changed.
    """

    path: str
    rows: tuple[EventRows, ...]
    page: str | None = None
    first: int = 0
    link: str | None = None
    ignored: frozenset[str] = frozenset()
    feeds: tuple[str, ...] = ()
    name: str = "calendar"
    seen: bool = True

    async def unchanged(self, visit: Visit) -> bool:
        """A 304 to the feed of events."""
        for path in self.feeds:
            answer = await visit.ask(visit.spider.at(path), conditional=True)
            if answer.outcome is WayOutcome.UNCHANGED:
                return True
        return False

    async def read(self, visit: Visit) -> EventReading:
        """All pages to the end of the events to come."""
        pages = _Pages(visit.now.astimezone(RIGA).date())
        for number in range(self.first, self.first + visit.max_pages):
            answer = await visit.ask(self._address(visit, number))
            found = self._events(visit, answer)
            if number == self.first and answer.readable and not found:
                # An empty first page is asked for again before it is believed.
                answer = await visit.ask(self._address(visit, number), again=True)
                found = self._events(visit, answer)
            if not answer.readable and (number == self.first or answer.outcome is not WayOutcome.MISSING):
                return pages.broken_off(answer, number - self.first)
            if not pages.add(found) or self.page is None or pages.past:
                return pages.whole()
        return pages.endless(visit.max_pages)

    def _address(self, visit: Visit, number: int) -> str:
        further = self.page.format(n=number) if self.page and number > self.first else ""
        return visit.spider.at(self.path + further)

    def _events(self, visit: Visit, answer: Answer) -> list[EventCandidate]:
        if not answer.readable or answer.response is None:
            return []
        return self.events(visit, answer.response)

    def events(self, visit: Visit, response: TextResponse) -> list[EventCandidate]:
        """Events of one page, by the first generation that fits and reads times."""
        selector = visit.spider.selector_of(response)
        best: list[EventCandidate] = []
        for rows in self.rows:
            made = (row_event(visit, rows, row, response.url, self.ignored) for row in selector.css(rows.row))
            found = [
                candidate
                for candidate in made
                if candidate.title and (rows.link is None or is_event_address(candidate.url, rows.link))
            ]
            if any(candidate.when for candidate in found):
                return found
            best = best or found
        if best or self.link is None:
            return best
        return links_to_events(visit.spider, selector, response.url, self.link, self.ignored)


@dataclass
class _Pages:
    """What the pages of one calendar have told so far."""

    today: date
    found: list[EventCandidate] = field(default_factory=list)
    past: bool = False
    _seen: set[tuple[str | None, str | None, str | None]] = field(default_factory=set)
    _coming: bool = False

    def add(self, page: list[EventCandidate]) -> bool:
        """Add a page; False when it tells nothing that was not told before, which is the end."""
        fresh = [event for event in page if (event.url, event.title, event.when_raw) not in self._seen]
        self._seen.update((event.url, event.title, event.when_raw) for event in fresh)
        self.found += fresh
        over = [event.when.end_date < self.today for event in fresh if event.when]
        # One that runs backwards is left once all of a page is over; one that begins in the past is not.
        self.past = self._coming and bool(over) and all(over)
        self._coming = self._coming or not all(over)
        return bool(fresh)

    def whole(self) -> EventReading:
        """Read to the end."""
        if not self.found:
            return EventReading(WayOutcome.EMPTY, detail="no event found on the page", whole=False)
        return EventReading(WayOutcome.ITEMS, self.found, whole=True)

    def broken_off(self, answer: Answer, pages: int) -> EventReading:
        """A page could not be read."""
        if not self.found:
            return EventReading(answer.outcome, detail=answer.detail)
        return EventReading(
            WayOutcome.ITEMS, self.found, problem=f"page {pages + 1}: {answer.detail or answer.outcome}"
        )

    def endless(self, limit: int) -> EventReading:
        """More pages than one visit asks for."""
        return EventReading(
            WayOutcome.ITEMS, self.found, problem=f"more than {limit} pages: the rest was not read"
        )
