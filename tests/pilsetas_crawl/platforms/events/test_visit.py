"""Rule: what a source says of its events is believed only as far as it was read, and only so long."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pilsetas_crawl.platforms.events.base import EventCandidate, EventReading, EventWay, Visit
from pilsetas_crawl.platforms.events.visit import EventVisit
from pilsetas_crawl.reading.events_when import read_when
from pilsetas_crawl.run.verdict import WayOutcome
from spiders.ludza import LudzaSpider

NOW = datetime.now(UTC)
TITLES = ("Koncerts", "Kino")
WHOLE = EventReading(WayOutcome.ITEMS, whole=True)
PART = EventReading(WayOutcome.ITEMS, problem="page 2: status 500")
BROKEN = EventReading(WayOutcome.UNREACHABLE, detail="status 500")
GONE = EventReading(WayOutcome.MISSING, detail="status 404")


def candidates() -> list[EventCandidate]:
    when = read_when(f"{NOW + timedelta(days=3):%d.%m.%Y}", "19.00", reference=NOW)
    return [EventCandidate(title=title, when=when) for title in TITLES]


@dataclass
class Told(EventWay):
    """A way that tells what a test says, and whether anything has changed."""

    readings: list[EventReading] = field(default_factory=list)
    changed: bool = False
    asked: int = 0
    name: str = "told"

    async def unchanged(self, visit: Visit) -> bool:
        return not self.changed

    async def read(self, visit: Visit) -> EventReading:
        self.asked += 1
        reading = self.readings.pop(0)
        told = candidates() if reading.outcome is WayOutcome.ITEMS else []
        return EventReading(reading.outcome, told, reading.detail, reading.whole, reading.problem)


@pytest.fixture
def days(spider_of):
    """Visits of one source, a day after another; gives how often the way was read in each."""
    way = Told()
    values = {"events": (way,), "name": "ludza"}
    spider = spider_of(type("EventsSpider", (LudzaSpider,), values))
    spider.session.log.note("feed", WayOutcome.ITEMS)

    def run(*readings: EventReading, after: int = 1, changed: bool = False) -> list[int]:
        way.readings, way.changed, counts = list(readings), changed, []
        for _ in readings:
            visit = EventVisit(spider)
            run.now += timedelta(days=after)
            visit.now, before = run.now, way.asked
            asyncio.run(read_all(visit))
            spider.session.flush()
            counts.append(way.asked - before)
        return counts

    run.now, run.spider = NOW, spider
    return run


async def read_all(visit: EventVisit) -> list[Any]:
    return [event async for event in visit.events()]


def problems(days) -> list[str]:
    return days.spider.session.problems


def test_after_all_was_read_unchanged_is_believed_for_a_week(days):
    assert days(WHOLE, WHOLE, WHOLE) == [1, 0, 0]
    assert days(WHOLE, after=7) == [1]


@pytest.mark.parametrize("reading", [PART, BROKEN])
def test_what_was_not_read_to_its_end_is_read_again_whatever_the_feed_says(days, reading):
    days(WHOLE)
    assert days(reading, changed=True) == [1]
    # Nothing has changed since, but that was not read.
    assert days(WHOLE, WHOLE) == [1, 0]


def test_a_calendar_that_is_gone_for_a_day_is_not_given_up_for_weeks(days):
    days(WHOLE)
    assert days(GONE, changed=True) == [1]
    assert problems(days) == ["events by told: missing: status 404"]
    assert days(WHOLE) == [1]


def test_a_calendar_that_stays_away_is_given_up_and_no_more_told(days):
    days(WHOLE)
    assert days(*[GONE] * 4, after=8) == [1, 1, 1, 1]
    # Three times within four weeks it was missed; then it is believed to be gone, and left alone.
    assert len(problems(days)) == 3
    assert days(GONE, GONE) == [0, 0]


def test_one_that_never_was_there_is_not_told(days):
    assert days(GONE, GONE) == [1, 0]
    assert problems(days) == []


def test_a_visit_that_is_cut_short_has_not_asked(days):
    async def begin(visit: EventVisit) -> None:
        events = visit.events()
        await anext(events)
        await events.aclose()

    spider = days.spider
    spider.events[0].readings = [WHOLE]
    asyncio.run(begin(EventVisit(spider)))
    spider.session.flush()
    assert EventVisit(spider).is_due()
    days(WHOLE, after=0)
    assert not EventVisit(spider).is_due()
