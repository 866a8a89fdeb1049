"""One run's visit to a source's events: once a day at most, after the news, never at the news' expense."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.platforms.article import BarrierError
from pilsetas_crawl.platforms.asking import Asker
from pilsetas_crawl.platforms.discovery.base import Window
from pilsetas_crawl.platforms.events.base import EventCandidate, EventReading, EventWay
from pilsetas_crawl.platforms.events.making import make_event
from pilsetas_crawl.platforms.events.page import read_event_page
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.events import EVENTS_AT
from pilsetas_crawl.run.outcomes import RejectedError
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from pilsetas_crawl.items import Event
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.store import KnownEvent, SourceState

logger = logging.getLogger(__name__)

ABSENT = "events_absent:"  # when a way was last found not to be there
READ_AT = "events_read_at"  # when everything there was last read, if nothing has been left unread since
ANSWERED = "events_answered:"  # when a way last told events: for weeks after, its silence is worth telling

# Outcomes of a way that is not there, as against being broken today.
NOT_THERE = frozenset({WayOutcome.MISSING, WayOutcome.ROBOTS})
_FAR = timedelta(days=1000)
# Validators are sent: what the last visit saw is known whatever days the run is about.
_WHOLE = Window(None, None, asked=False, incremental=True)


class EventVisit(Asker):
    """Asks the event ways in order; the first that tells events is believed, the others stand by."""

    def __init__(self, spider: MunicipalSpider) -> None:
        super().__init__(spider, _WHOLE)
        self.session = spider.session
        self.harvest = spider.session.events
        self.now = datetime.now(UTC)
        self.max_pages = spider.settings.getint("PILSETAS_EVENT_PAGES")
        self._pages_asked = 0
        self._unread = 0

    @property
    def state(self) -> SourceState:
        """The state of the source."""
        assert self.session.state is not None
        return self.session.state

    def is_due(self) -> bool:
        """Whether this run asks: events are wanted, declared, not asked today, and the site is there."""
        settings, state = self.spider.settings, self.session.state
        if state is None or not settings.getbool("PILSETAS_EVENTS") or not self.spider.event_ways:
            return False
        if not self.session.log.alive:
            return False
        return not self._within(EVENTS_AT, timedelta(hours=settings.getfloat("PILSETAS_EVENTS_HOURS")))

    async def events(self) -> AsyncIterator[Event]:
        """Everything the source tells of events now."""
        if not self.is_due():
            return
        async for event in self._asked():
            yield event
        # Not before the end: a run that is cut short has not asked, and the next one does.
        self.harvest.asked_at = self.now

    async def _asked(self) -> AsyncIterator[Event]:
        for way in self.spider.event_ways:
            if self._within(ABSENT + way.name, self._days("PILSETAS_EVENTS_ABSENT_DAYS")):
                continue
            self._way = f"events:{way.name}"
            if await self._is_unchanged(way):
                return
            # Until all of it is read, nothing is to be believed that says "unchanged".
            self.state.delete(READ_AT)
            reading = await way.read(self)
            self._note(way, reading)
            if reading.candidates:
                async for event in self._told(way, reading):
                    yield event
                if reading.whole and not self._unread:
                    self.state.set(READ_AT, self.now.isoformat())
                return

    # --- the ways ----------------------------------------------------------------------------------

    async def _is_unchanged(self, way: EventWay) -> bool:
        """Whether the source says so, and is to be believed: what says so can be frozen."""
        unchanged = await way.unchanged(self)
        return unchanged and self._within(READ_AT, self._days("PILSETAS_EVENTS_TRUST_DAYS"))

    def _note(self, way: EventWay, reading: EventReading) -> None:
        """Remember what is not there, tell what is broken."""
        if reading.outcome is WayOutcome.ITEMS:
            self.state.delete(ABSENT + way.name)
            self.state.set(ANSWERED + way.name, self.now.isoformat())
            if reading.problem:
                self._tell(way, reading.problem)
            return
        missed = self._is_missed(way, reading)
        if reading.outcome in NOT_THERE and not missed:
            self.state.set(ABSENT + way.name, self.now.isoformat())
        if missed or (reading.outcome not in NOT_THERE | {WayOutcome.EMPTY} and way.seen):
            self._tell(
                way, f"{reading.outcome}: {reading.detail}" if reading.detail else str(reading.outcome)
            )

    def _is_missed(self, way: EventWay, reading: EventReading) -> bool:
        """Whether a way that told events lately should have told some now; nothing may be going on."""
        if not self._within(ANSWERED + way.name, self._days("PILSETAS_EVENTS_ABSENT_DAYS")):
            return False
        today = self.now.astimezone(RIGA).date()
        coming = self.state.events_between(today + timedelta(days=1), today + _FAR)
        return reading.outcome is not WayOutcome.EMPTY or bool(coming)

    def _tell(self, way: EventWay, problem: str) -> None:
        self.session.problems.append(f"events by {way.name}: {problem}")
        logger.warning("events by %s: %s", way.name, problem)

    # --- the events --------------------------------------------------------------------------------

    async def _told(self, way: EventWay, reading: EventReading) -> AsyncIterator[Event]:
        self._note_beginnings(reading.candidates)
        waiting = 0
        for candidate in reading.candidates:
            if candidate.when is None and candidate.when_raw is None and candidate.url:
                if self._pages_asked >= self.max_pages:
                    waiting += 1
                    self._fail(candidate.url, "waits for the next visit")
                    continue
                if not await self._read_page(candidate):
                    continue
            event = make_event(candidate, way.name)
            if self.harvest.enter(event):
                yield event
        if waiting:
            self._tell(way, f"more than {self.max_pages} event pages: {waiting} wait for the next visit")
        if reading.whole:
            await self._look_for_missing(reading.candidates)

    def _note_beginnings(self, candidates: list[EventCandidate]) -> None:
        """Beginnings each page is listed with, before any is stored: they show which known event moved."""
        self.harvest.listed.clear()
        for candidate in candidates:
            if candidate.url is None:
                continue
            told = self.harvest.listed.setdefault(self.spider.address_key(candidate.url), set())
            if candidate.when is not None:
                told.add(candidate.when.start.astimezone(UTC))

    async def _read_page(self, candidate: EventCandidate) -> bool:
        """Read an event's page where nothing else told its time; False where it settles without an event."""
        url = candidate.url or ""
        if self.state.events_at(self.spider.address_key(url)):
            self.harvest.known_unread(url)
            return False
        if self.harvest.is_rejected(url):
            self.harvest.rejected_unread(url)
            return False
        self._pages_asked += 1
        answer = await self.ask(url)
        if not answer.readable or answer.response is None:
            self._fail(url, answer.detail or str(answer.outcome))
            return False
        try:
            read_event_page(self.spider, answer.response, candidate, now=self.now)
        except RejectedError as error:
            self.harvest.reject_unread(url, candidate.title, error)
            return False
        except BarrierError as error:
            self._fail(url, str(error))
            return False
        return True

    def _fail(self, url: str, error: str) -> None:
        self._unread += 1
        self.harvest.fail(url, error)

    async def _look_for_missing(self, candidates: list[EventCandidate]) -> None:
        """Known events between listed ones that are listed no more: their pages say whether they are gone."""
        days = sorted(candidate.when.start_date for candidate in candidates if candidate.when)
        today = self.now.astimezone(RIGA).date()
        if not days or days[-1] <= today:
            return
        limit = self.spider.settings.getint("PILSETAS_REMOVAL_CHECKS")
        for known in self._unlisted(max(days[0], today + timedelta(days=1)), days[-1])[:limit]:
            answer = await self.ask(self.spider.here(known.url or ""))
            if answer.outcome is WayOutcome.MISSING:
                self.harvest.take_back(known)

    def _unlisted(self, first: date, last: date) -> list[KnownEvent]:
        listed = self.harvest.listed
        return [
            known
            for known in self.state.events_between(first, last)
            if known.url and self.spider.address_key(known.url) not in listed
        ]

    # --- memory ------------------------------------------------------------------------------------

    def _within(self, name: str, span: timedelta) -> bool:
        """Whether a moment remembered under a name lies less than a span back."""
        told = self.state.get(name)
        return told is not None and self.now - datetime.fromisoformat(told) < span

    def _days(self, name: str) -> timedelta:
        return timedelta(days=self.spider.settings.getfloat(name))
