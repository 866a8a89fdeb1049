"""Rule: three sources and half of a platform falling together within a day are a change of the platform."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pilsetas_crawl.items import Run
from pilsetas_crawl.run.platforms import platform_alarms

NOW = datetime(2026, 4, 23, 19, tzinfo=UTC)


def run(name, verdict="ok", hours_ago=0.0, platform="tvp", **values):
    started = NOW - timedelta(hours=hours_ago)
    return Run(municipality=name, platform=platform, verdict=verdict, started_at=started, **values)


def told(*rows):
    return [(alarm.platform, alarm.what, alarm.sources, alarm.of) for alarm in platform_alarms(rows)]


def test_three_of_five_are_the_platform():
    rows = [run(name, "broken layout", hours) for hours, name in enumerate("cab")] + [run("d"), run("e")]
    assert told(*rows) == [("tvp", "broken layout", ("a", "b", "c"), 5)]
    [alarm] = platform_alarms(rows)
    assert alarm.since == NOW - timedelta(hours=2)
    assert alarm.line == "tvp: 3 of 5 sources are broken layout: a, b, c"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [run("a", "blocked"), run("b", "blocked")],  # two may be chance
        [run(name, "blocked") for name in "abc"] + [run(name) for name in "defg"],  # fewer than half
        [run("a", "blocked"), run("b", "unreachable"), run("c", "broken layout")],  # not the same
        [run(name, "partial") for name in "abcd"],  # tried again by itself
        [run("a", "blocked"), run("b", "blocked", platform="wordpress"), run("c", "blocked", platform="x")],
        [
            run("a", "blocked"),
            run("b", "blocked"),
            run("c", "blocked", hours_ago=30),
            run("d"),
        ],  # not together
    ],
)
def test_what_is_no_change_of_the_platform(rows):
    assert told(*rows) == []


def test_only_the_newest_run_of_a_source_counts():
    before = [run(name, "unreachable", hours_ago=5) for name in "abc"]
    assert told(*before) == [("tvp", "unreachable", ("a", "b", "c"), 3)]
    assert told(*before, run("a", "ok")) == []


def listing(generation, way="css:h1"):
    return {"discovery": {"feed": 9, f"listing/{generation}": 3}, "extraction": {f"title:{way}": 5}}


def test_a_generation_of_markup_that_wins_on_many_is_told_though_all_is_read():
    before = [run(name, hours_ago=20, **listing("tvp-2020")) for name in "abcd"]
    after = [run(name, **listing("tvp-2026")) for name in "abc"]
    assert told(*before, *after) == [("tvp", "other markup", ("a", "b", "c"), 4)]
    assert told(*after) == []  # nobody knows what was before
    assert told(*before) == []


def test_a_fallback_that_wins_on_many_is_told():
    before = [run(name, hours_ago=20, **listing("tvp-2026")) for name in "abc"]
    after = [run(name, **listing("tvp-2026", way="text:first-line")) for name in "abc"]
    [alarm] = platform_alarms([*before, *after])
    assert alarm.line == "tvp: 3 of 3 sources are read by title:text:first-line now: a, b, c"


def test_a_field_read_for_the_first_time_has_beaten_nobody():
    before = [run(name, hours_ago=20, extraction={"title:css:h1": 5}) for name in "abc"]
    after = [run(name, extraction={"title:css:h1": 5, "author:css:.by": 5}) for name in "abc"]
    assert told(*before, *after) == []


def test_several_ways_of_one_platform_are_one_alarm():
    """A theme changes the title, the text and the list at once; that is one change."""
    fields = ("title", "body", "published_at", "author", "image_url")
    before = [
        run(
            name,
            hours_ago=20,
            extraction={f"{field}:css:old": 5 for field in fields},
            discovery={"listing/a": 3},
        )
        for name in "abc"
    ]
    after = [
        run(name, extraction={f"{field}:css:new": 5 for field in fields}, discovery={"listing/b": 3})
        for name in "abc"
    ]
    [alarm] = platform_alarms([*before, *after])
    assert alarm.ways == ("body:css:new", "listing/b", "published_at:css:new", "title:css:new")
    ways = "body:css:new, listing/b, published_at:css:new and 1 more"
    assert alarm.line == f"tvp: 3 of 3 sources are read by {ways} now: a, b, c"


def test_pages_read_where_a_feed_told_everything_before_are_no_change():
    """The first run takes whole articles from an interface; the daily check after it opens old pages."""
    before = [run(name, hours_ago=20, extraction={"title:told:title": 27}) for name in "abc"]
    after = [run(name, extraction={"title:css:h1": 28}) for name in "abc"]
    assert told(*before, *after) == []
    assert told(*(run(name, hours_ago=40, **listing("g")) for name in "abc"), *before, *after) == []


def test_a_change_is_told_although_the_sources_publish_at_different_hours():
    """Runs between that read nothing, or read the new markup again, do not end it before the day is over."""
    rows = []
    for hours, name in zip((20, 9, 4), "abc", strict=True):
        rows += [
            run(name, hours_ago=hours + 3, **listing("old")),
            run(name, hours_ago=hours, **listing("new")),
        ]
        rows += [run(name, "quiet", hours_ago=hours - 1), run(name, hours_ago=hours - 2, **listing("new"))]
    [alarm] = platform_alarms(rows)
    assert (alarm.sources, alarm.since) == (("a", "b", "c"), NOW - timedelta(hours=20))
    assert told(*rows, *(run(name, "quiet", hours_ago=-30) for name in "abc")) == []


def test_a_way_that_has_read_an_article_before_is_not_new():
    before = [
        run(name, hours_ago=20, extraction={"title:css:h1": 9, "title:meta:title": 1}) for name in "abc"
    ]
    after = [run(name, extraction={"title:meta:title": 2}) for name in "abc"]
    assert told(*before, *after) == []
