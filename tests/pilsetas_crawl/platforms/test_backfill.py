"""Rule: days asked for are taken up where an earlier run stood: what came since, then what lies before."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest

from pilsetas_crawl.platforms.span import run_window
from pilsetas_crawl.platforms.walk import Walk
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.verdict import WayOutcome

START = date(2020, 1, 1)
NAME = "reached:rest:2020-01-01:"


def today() -> date:
    return datetime.now(RIGA).date()


@pytest.fixture
def spider(spider_of):
    return spider_of("kuldiga", start="2020-01-01")


def walk_of(spider) -> Walk:
    return Walk(spider, run_window(spider))


def way_of(walk, name="rest"):
    return next(way for way in walk.spider.discovery if way.name == name)


def days(windows) -> list[tuple[date | None, date | None]]:
    return [(window.start, window.end) for window in windows]


def stopped(spider, *, reached: date, days_ago: int = 10, newest_edit: str = "2026-11-01") -> None:
    """An earlier run that read the days back to one of them and was killed after a part was written."""
    walk = walk_of(spider)
    walk.beginnings["rest_newest_edit"] = newest_edit
    [_] = walk.backfill.stretches(way_of(walk))
    walk.backfill.note([reached, reached - timedelta(days=3)])
    spider.session.flush()
    began = today() - timedelta(days=days_ago)
    told = {**json.loads(spider.session.state.get(NAME)), "began": began.isoformat()}
    spider.session.state.set(NAME, json.dumps(told))


def test_without_an_earlier_run_all_days_are_read_at_once(spider):
    walk = walk_of(spider)
    assert days(walk.backfill.stretches(way_of(walk))) == [(START, None)]


def test_the_days_since_and_the_days_before_are_read_and_those_between_are_not(spider):
    stopped(spider, reached=date(2023, 5, 6))
    walk = walk_of(spider)
    # Three days of overlap with the beginning of the earlier run, one with the day it came to.
    since = today() - timedelta(days=13)
    assert days(walk.backfill.stretches(way_of(walk))) == [(since, None), (START, date(2023, 5, 7))]
    # Edits of articles that are not read again must not pass for seen.
    assert walk.beginnings == {"rest_newest_edit": "2026-11-01"}


def test_the_newest_article_of_the_last_page_read_tells_how_far_it_came(spider):
    walk = walk_of(spider)
    [_] = walk.backfill.stretches(way_of(walk))
    walk.backfill.note([date(2024, 3, 1), date(2024, 2, 1)])
    walk.backfill.note([])
    assert spider.session.state.get(NAME) is None  # what the pages brought is not written yet
    spider.session.flush()
    assert json.loads(spider.session.state.get(NAME))["reached"] == "2024-03-01"


def test_nothing_is_noted_beyond_a_gap(spider):
    walk = walk_of(spider)
    [_] = walk.backfill.stretches(way_of(walk))
    walk.backfill.note([date(2024, 3, 1)])
    walk.gap("page 7 stayed empty")
    walk.backfill.note([date(2022, 3, 1)])
    spider.session.flush()
    assert json.loads(spider.session.state.get(NAME))["reached"] == "2024-03-01"


@pytest.mark.parametrize(("whole", "days_ago"), [(False, 10), (True, 0)])
def test_a_run_taken_up_and_stopped_in_turn_counts_from_itself_if_it_read_what_came_since(
    spider, whole, days_ago
):
    stopped(spider, reached=date(2023, 5, 6))
    walk = walk_of(spider)
    stretches = walk.backfill.stretches(way_of(walk))
    next(stretches)
    walk.backfill.note([today()])
    assert spider.session.progress == {}
    walk.log.note("rest", WayOutcome.ITEMS)
    walk.log.note_walk("rest", covered=whole)
    next(stretches)
    walk.backfill.note([date(2022, 1, 1)])
    spider.session.flush()
    told = json.loads(spider.session.state.get(NAME))
    began = today() - timedelta(days=days_ago)
    assert (told["began"], told["reached"]) == (began.isoformat(), "2022-01-01")


@pytest.mark.parametrize("reason", ["other days", "other version", "little read", "no filter", "done"])
def test_all_days_are_read_where_nothing_can_be_saved_or_believed(spider, spider_of, reason):
    reached = today() - timedelta(days=14) if reason == "little read" else date(2023, 5, 6)
    stopped(spider, reached=reached)
    walk, name = walk_of(spider), "rest"
    state = spider.session.state
    if reason == "other days":
        spider.arguments = spider_of("tukums", start="2021-01-01").arguments
        walk = walk_of(spider)
    elif reason == "other version":
        state.set(NAME, json.dumps({**json.loads(state.get(NAME)), "version": "0.0.0"}))
    elif reason == "no filter":
        name = "feed"
    elif reason == "done":
        walk.backfill.done()
        spider.session.flush()
    found = days(walk.backfill.stretches(way_of(walk, name)))
    assert found == [(date(2021, 1, 1) if reason == "other days" else START, None)]


def test_a_run_of_no_days_in_particular_is_not_taken_up(spider_of):
    spider = spider_of("kuldiga")
    walk = walk_of(spider)
    [window] = walk.backfill.stretches(way_of(walk))
    assert window == walk.whole
    walk.backfill.note([date(2026, 11, 1)])
    assert spider.session.progress == {}
