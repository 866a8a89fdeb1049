"""Rules for what The Events Calendar's interface tells, shapes of nothing included."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.http import TextResponse

from pilsetas_crawl.platforms.discovery.base import Answer
from pilsetas_crawl.platforms.events.tec import EventsCalendarWay, candidate
from pilsetas_crawl.platforms.events.visit import EventVisit
from pilsetas_crawl.run.verdict import WayOutcome

FULL: dict[str, Any] = {
    "id": 77, "url": "https://sigulda.lv/event/svetki/2026-11-21/", "title": "Svētki &#8220;Mēs&#8221;",
    "description": "<p>Pirmais.</p><p>Otrais.</p>", "all_day": False, "timezone": "Europe/Riga",
    "start_date": "2026-11-21 18:00:00", "end_date": "2026-11-21 20:30:00",
    "utc_start_date": "2026-11-21 16:00:00", "utc_end_date": "2026-11-21 18:30:00", "cost": "5&euro;",
    "venue": {"venue": "Pils", "address": "Pils iela 18", "city": "Sigulda"},
    "organizer": [{"organizer": "Kultūras centrs"}, {"organizer": "Biblioteka"}],
    "categories": [{"name": "Svētki"}], "tags": [{"name": "ģimenēm"}], "image": {"url": "https://sigulda.lv/a.jpg"},
}  # fmt: skip


@pytest.fixture
def told(spider_of):
    visit = EventVisit(spider_of("sigulda", opening=False))
    return lambda **values: candidate(visit, {**FULL, **values})


def utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def test_everything_told(told):
    one = told()
    assert (one.url, one.source_id, one.title) == (FULL["url"], "77", "Svētki “Mēs”")
    assert (utc(one.when.start), utc(one.when.end)) == ("2026-11-21 16:00", "2026-11-21 18:30")
    assert one.when.all_day is False
    assert (one.place, one.venue, one.address) == ("Sigulda", "Pils", "Pils iela 18")
    assert (one.organizer, one.price) == ("Kultūras centrs, Biblioteka", "5€")
    assert (one.categories, one.tags) == (["Svētki"], ["ģimenēm"])
    assert one.description == "Pirmais.\n\nOtrais."
    assert one.image_url == "https://sigulda.lv/a.jpg"


def test_all_day_counts_local_days(told):
    one = told(
        all_day=True, start_date="2026-11-21 00:00:00", end_date="2026-11-22 23:59:59",
        utc_start_date="2026-11-20 22:00:00", utc_end_date="2026-11-22 21:59:59",
    )  # fmt: skip
    assert one.when.all_day is True
    assert (one.when.start_date.isoformat(), one.when.end_date.isoformat()) == ("2026-11-21", "2026-11-22")


def test_a_site_with_a_wrong_zone_is_read_by_its_utc_values(told):
    assert utc(told(timezone="UTC+0", start_date="2026-11-21 16:00:00").when.start) == "2026-11-21 16:00"


def test_without_utc_values_the_wall_clock_counts(told):
    assert utc(told(utc_start_date=None, utc_end_date=None).when.start) == "2026-11-21 16:00"


@pytest.mark.parametrize("nothing", [[], False, None, ""])
def test_what_is_not_there_comes_in_many_shapes(told, nothing):
    one = told(
        venue=nothing, organizer=nothing, image=nothing, categories=nothing, cost=nothing, tags=nothing
    )
    assert (one.place, one.venue, one.organizer, one.image_url, one.price) == (None,) * 5
    assert (one.categories, one.tags) == ([], [])


def test_nonsense_for_a_time_is_kept_and_tells_none(told):
    one = told(utc_start_date="?", start_date="drīzumā")
    assert (one.when, one.when_raw) == (None, "drīzumā")


@pytest.mark.parametrize("nonsense", [True, 5, "mailto:a@b.lv", {"url": 5}, [["x"]]])
def test_what_is_no_address_is_told_as_none(told, nonsense):
    one = told(url=nonsense, image={"url": nonsense})
    assert (one.url, one.image_url) == (None, None)
    assert one.title == "Svētki “Mēs”"


@pytest.mark.parametrize("pages", ["x", None, [], {"n": 1}, "1", 1])
def test_a_number_of_pages_that_is_none_ends_with_the_first(spider_of, pages):
    visit = EventVisit(spider_of("sigulda", opening=False))
    visit.max_pages = 2
    text = json.dumps({"events": [FULL], "total_pages": pages, "next_rest_url": "https://sigulda.lv/x"})

    async def ask(url: str, **_: bool) -> Answer:
        return Answer(url, TextResponse(url, body=text.encode(), encoding="utf-8"), WayOutcome.ITEMS)

    visit.ask = ask
    reading = asyncio.run(EventsCalendarWay().read(visit))
    assert ([one.source_id for one in reading.candidates], reading.whole) == (["77"], True)
