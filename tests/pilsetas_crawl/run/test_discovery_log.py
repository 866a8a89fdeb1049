"""Rule: what a run learns of its source's ways is remembered at an honest end only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pilsetas_crawl.run.discovery_log import WALK_OPEN, DiscoveryLog
from pilsetas_crawl.run.verdict import WayOutcome

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def state(spider_of):
    return spider_of("ludza").session.state


@pytest.fixture
def log():
    return covering(date(2026, 10, 21))


def covering(day):
    log = DiscoveryLog()
    log.covers = day
    return log


def keep(log, state):
    with state.staged() as stage:
        log.keep(stage, state, NOW)


def test_items_outlive_whatever_comes_after(log):
    log.note("feed", WayOutcome.EMPTY)
    log.note("feed", WayOutcome.ITEMS)
    log.note("feed", WayOutcome.MISSING)
    assert log.answered("feed")
    assert log.told() == "feed: items"


def test_a_way_covers_when_each_of_its_walks_did(log):
    assert not log.covered("listing")
    log.note("listing", WayOutcome.ITEMS)
    assert not log.covered("listing")
    log.note_walk("listing", covered=True)
    assert log.covered("listing")
    log.note_walk("listing", covered=False)
    assert not log.covered("listing")


def test_two_ways_that_find_nobody_there_are_enough(log):
    log.note("feed", WayOutcome.UNREACHABLE)
    assert not log.unreachable
    log.note("listing", WayOutcome.UNREACHABLE)
    assert log.unreachable


@pytest.mark.parametrize("outcome", [WayOutcome.MISSING, WayOutcome.ROBOTS])
def test_a_way_that_is_not_there_sleeps_until_it_answers(log, state, outcome):
    log.note("rest", outcome)
    keep(log, state)
    assert DiscoveryLog().is_dormant(state, "rest")
    again = DiscoveryLog()
    again.note("rest", WayOutcome.ITEMS)
    keep(again, state)
    assert not DiscoveryLog().is_dormant(state, "rest")


@pytest.mark.parametrize("outcome", [WayOutcome.UNREADABLE, WayOutcome.REFUSED])
def test_a_way_that_refuses_comes_last_until_the_cross_check_and_is_told(log, state, outcome):
    log.note("rest", outcome, "x")
    keep(log, state)
    assert log.is_dormant(state, "rest")
    assert log.problems() == [f"rest {outcome}: x"]


@pytest.mark.parametrize("outcome", [WayOutcome.EMPTY, WayOutcome.UNREACHABLE])
def test_a_way_that_is_broken_today_is_asked_tomorrow(log, state, outcome):
    log.note("rest", outcome, "x")
    keep(log, state)
    assert not log.is_dormant(state, "rest")
    assert log.problems() == [f"rest {outcome}: x"]


def test_the_address_that_answered_comes_first_next_time(log, state):
    paths = ("/a", "/b", "/c")
    assert log.preferred(state, "sitemap", paths) == paths
    log.prefer("sitemap", "/c")
    assert log.preferred(state, "sitemap", paths) == ("/c", "/a", "/b")
    keep(log, state)
    assert DiscoveryLog().preferred(state, "sitemap", paths) == ("/c", "/a", "/b")


def test_a_cross_check_is_due_when_its_hours_are_over(log, state):
    assert log.cross_check_due(state, NOW, 24)
    log.note_cross_check(NOW)
    keep(log, state)
    assert not log.cross_check_due(state, NOW + timedelta(hours=24), 24)
    assert log.cross_check_due(state, NOW + timedelta(hours=24, seconds=1), 24)


def test_nothing_is_remembered_of_a_run_that_did_not_end_honestly(log, state):
    log.note("rest", WayOutcome.MISSING)
    log.note_cross_check(NOW)
    log.prefer("feed", "/x")
    after = DiscoveryLog()
    assert not after.is_dormant(state, "rest")
    assert after.cross_check_due(state, NOW, 24)
    assert after.last_finished(state) is None


def test_an_honest_end_closes_the_walk_and_remembers_what_is_covered(log, state):
    state.set(WALK_OPEN, "2026-10-21")
    assert log.open_walk(state) == date(2026, 10, 21)
    keep(log, state)
    assert log.open_walk(state) is None
    assert log.covered_since(state) == date(2026, 10, 21)
    assert log.last_finished(state) == NOW


def test_a_run_that_covered_nothing_says_nothing_of_coverage(state):
    state.set(WALK_OPEN, "2026-10-21")
    keep(covering(None), state)
    assert DiscoveryLog().open_walk(state) == date(2026, 10, 21)
    assert DiscoveryLog().covered_since(state) is None
    assert DiscoveryLog().last_finished(state) is None
