"""Rule: a walk is a loop when so many pages in a row lead no further back; its span is first and last day."""

from __future__ import annotations

from datetime import date, timedelta

from pilsetas_crawl.platforms.depth import Depth

NEWEST = date(2026, 11, 20)


def day(back: int) -> date:
    return NEWEST - timedelta(days=back)


def test_an_archive_of_any_length_is_no_loop():
    depth = Depth(5)
    for page in range(1000):
        depth.add([day(page), day(page + 1)])
        assert not depth.stuck


def test_pages_of_the_same_days_are_a_loop_when_the_patience_ends():
    depth = Depth(5)
    told = []
    for page in range(8):
        depth.add([day(page % 3), day(3)])
        told.append(depth.stuck)
    # The first page leads somewhere, the next five do not.
    assert told == [False] * 5 + [True] * 3


def test_pages_without_days_lead_nowhere():
    depth = Depth(2)
    depth.add([])
    assert not depth.stuck
    depth.add([])
    assert depth.stuck


def test_one_step_back_begins_the_count_anew():
    depth = Depth(3)
    for days in ([day(1)], [day(1)], [day(1)], [day(2)], [day(2)], [day(1)]):
        depth.add(days)
        assert not depth.stuck
    depth.add([day(2)])
    assert depth.stuck


def test_the_span_is_from_the_last_day_to_the_first():
    depth = Depth(9)
    assert depth.span is None
    depth.add([day(0)])
    assert depth.span is None
    depth.add([])
    depth.add([day(4), day(2)])
    depth.add([day(7), day(9)])
    assert depth.span == (day(9), day(0))
