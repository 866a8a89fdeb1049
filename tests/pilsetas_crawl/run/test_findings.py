"""Rule: a run is odd when its articles, its ways or its numbers differ from those of its source before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pilsetas_crawl.items import Run
from pilsetas_crawl.run.findings import compare
from pilsetas_crawl.run.history import HARD, SOFT, History
from pilsetas_crawl.run.verdict import Verdict

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
# What a healthy article of this source has; hardly any has an author.
USUAL = {"title": 1.0, "published": 1.0, "body": 1.0, "image": 0.9, "categories": 1.0, "author": 0.0}


def run(read=6, *, days_ago=0.0, **values):
    """The account of a run that read some articles as they always are."""
    first = {
        "started_at": NOW - timedelta(days=days_ago), "verdict": "ok", "read": read, "new": read, "edited": 0,
        "fill": dict(USUAL), "median_words": 180.0,
        "same_title": 1 / max(read, 1), "same_body": 1 / max(read, 1),
        "extraction": {"title:css:h1": read, "body:css:.text": read}, "ways": {"feed": "items"},
    }  # fmt: skip
    return Run(**{**first, **values})


def past(runs=10, read=6, **values):
    """Ten earlier days of the same."""
    history = History()
    history.add(run(30, days_ago=runs + 20))
    for ago in range(runs, 0, -1):
        history.add(run(read, days_ago=ago, **values))
    return history


def told(account, history, **how):
    """Verdicts and causes of what is found, alarms first."""
    found = compare(account, history, **{"incremental": True, **how})
    return [(one[0], one[1]) for one in [*found.alarms, *found.doubts]]


def fill(**values):
    return {**USUAL, **values}


@pytest.mark.parametrize("read", [0, 1, 6, 25])
def test_a_day_like_any_other_is_not_odd(read):
    values = {} if read else {"fill": {}, "same_title": None, "same_body": None, "median_words": None}
    assert told(run(read, **values), past()) == []


def test_a_source_nobody_knows_yet_is_not_odd():
    assert told(run(6, fill=fill(body=0.5, author=1.0)), History()) == []


# --- one run is enough ----------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["empty", "unreadable"])
def test_a_listing_that_held_articles_yesterday_and_none_today_has_new_markup(outcome):
    """23 April 2026: ten items at 17:41, none from 19:18 on, and nobody noticed for four months."""
    history = past(ways={"feed": "items", "listing": "items"})
    [(verdict, cause)] = told(run(ways={"feed": "items", "listing": outcome}), history)
    assert verdict is Verdict.BROKEN_LAYOUT
    assert cause.startswith("listing answers and holds no article that can be read, since 2026-11-20")
    assert cause.endswith("the last one on 2026-11-19")
    # A run that was asked for certain days sees it too.
    assert told(run(ways={"listing": outcome}), history, incremental=False)


def test_a_dead_listing_is_told_until_it_is_seen_alive():
    """Most runs ask the feed only: that it answers says nothing of the listing."""
    history = past(ways={"feed": "items", "listing": "items"})
    history.add(run(ways={"feed": "items", "listing": "empty"}))
    found = []
    for ago, ways in enumerate([{"feed": "items"}, {"listing": "refused"}, {"listing": "items"}, {}], 1):
        account = run(days_ago=-ago, ways=ways)
        found.append([cause.partition(";")[0] for _, cause in told(account, history)])
        history.add(account)
    dead = ["listing answers and holds no article that can be read, since 2026-11-20"]
    assert found == [dead, dead, [], []]


@pytest.mark.parametrize("ways", [{"sitemap": "empty"}, {"feed": "unchanged"}, {"listing": "off"}])
def test_a_way_that_never_held_any_or_says_nothing_is_not_odd(ways):
    assert told(run(ways=ways), past(ways={"feed": "items", "listing": "items"})) == []


@pytest.mark.parametrize("name", ["title", "published", "body"])
def test_a_field_every_article_had_and_none_has_now_is_new_markup(name):
    [(verdict, cause), *_] = told(run(2, fill=fill(**{name: 0.0})), past())
    assert verdict is Verdict.BROKEN_LAYOUT
    assert cause.startswith(f"none of the 2 articles read has a {name}")
    assert compare(run(2, fill=fill(**{name: 0.0})), past(), incremental=True).odd == HARD


def test_one_article_without_a_text_is_one_article():
    assert told(run(1, fill=fill(body=0.0)), past()) == []


@pytest.mark.parametrize("name", ["same_title", "same_body"])
def test_articles_that_are_all_the_same_were_misread(name):
    assert [verdict for verdict, _ in told(run(5, **{name: 1.0}), History())] == [Verdict.BROKEN_LAYOUT]
    assert [verdict for verdict, _ in told(run(4, **{name: 1.0}), History())] == [Verdict.SUSPICIOUS]
    assert [verdict for verdict, _ in told(run(8, **{name: 0.5}), History())] == [Verdict.SUSPICIOUS]
    # Three announcements of the same title come from an editor.
    assert told(run(3, **{name: 1.0}), History()) == []
    assert told(run(12, **{name: 0.33}), History()) == []


# --- against history ------------------------------------------------------------------------------------


def test_half_the_texts_lost_are_told():
    [(verdict, cause)] = told(run(10, fill=fill(body=0.5)), past())
    assert verdict is Verdict.SUSPICIOUS
    assert cause.startswith("body in 5")


def test_slow_sources_are_looked_at_over_a_week():
    history = past(runs=40, read=1)
    found = []
    for ago in (4, 3, 2, 1, 0):
        lost = run(1, days_ago=ago - 5, fill=fill(body=0.0))
        found.append(bool(told(lost, history)))
        history.add(lost)
    assert not found[0]
    assert found[-1]


def test_a_field_that_comes_and_goes_is_told_when_it_goes_for_good():
    account = run(12, fill=fill(categories=0.0))
    [(verdict, cause)] = told(account, past())
    assert (verdict, cause.partition(" ")[0]) == (Verdict.SUSPICIOUS, "categories")
    assert compare(account, past(), incremental=True).odd == SOFT
    assert told(run(12, fill=fill(image=0.75)), past()) == []


def test_a_field_that_is_new_is_no_loss():
    assert told(run(12, fill=fill(author=1.0)), past()) == []


def test_a_fallback_that_takes_over_is_told():
    ways = {"title:css:h1": 10, "body:trafilatura": 10}
    [(verdict, cause)] = told(run(10, extraction=ways), past())
    assert (verdict, cause) == (
        Verdict.SUSPICIOUS, "body is read by 'trafilatura' in 10 of 10 articles; hardly ever before",
    )  # fmt: skip
    few = {"title:css:h1": 10, "body:css:.text": 8, "body:trafilatura": 2}
    assert told(run(10, extraction=few), past()) == []


def test_pages_are_not_measured_by_what_an_interface_told():
    """The first run of a source takes whole articles from it; the next day's check opens older pages."""
    pages = {"title:css:h1": 10, "body:css:.text": 10}
    whole = past(extraction={"title:told:title": 6, "body:told:content": 6})
    whole.runs[0].extraction = {"title:told:title": 30, "body:told:content": 30}
    assert told(run(10, extraction=pages), whole) == []
    assert told(run(10, extraction={"title:told:title": 10, "body:told:content": 10}), past()) == []
    both = past()
    both.add(run(30, days_ago=0.5, extraction={"title:told:title": 30, "body:told:content": 30}))
    [(_, cause)] = told(run(10, extraction={**pages, "body:css:.text": 0, "body:trafilatura": 10}), both)
    assert cause == "body is read by 'trafilatura' in 10 of 10 articles; hardly ever before"


def test_texts_a_quarter_as_long_are_cut():
    assert [v for v, _ in told(run(8, median_words=30.0), past())] == [Verdict.SUSPICIOUS]
    assert told(run(8, median_words=60.0), past()) == []


def test_dates_ahead_are_misread_ones():
    assert [v for v, _ in told(run(6, future=2), past())] == [Verdict.SUSPICIOUS]
    assert [v for v, _ in told(run(1, future=1), past())] == [Verdict.SUSPICIOUS]
    assert told(run(6, future=1), past()) == []


@pytest.mark.parametrize("name", ["new", "edited"])
def test_a_flood_is_told(name):
    """Six a day are usual: 120 are twenty times that."""
    assert [v for v, _ in told(run(6, **{name: 400}), past(runs=30, edited=6))] == [Verdict.SUSPICIOUS]
    assert told(run(6, **{name: 60}), past(runs=30, edited=6)) == []
    # After three weeks of silence on our side it is what was to be expected.
    assert told(run(6, **{name: 110}), past(runs=30, edited=6), hours=24 * 21) == []


def test_a_feed_that_froze_is_told_by_what_the_check_found():
    [(verdict, cause)] = told(run(4, missed=4), past(missed=0))
    assert (verdict, cause) == (
        Verdict.SUSPICIOUS, "feed did not name 4 new articles that another way found",
    )  # fmt: skip
    # Where it never named them all, nothing has changed.
    assert told(run(4, missed=4), past(runs=30, missed=4)) == []


@pytest.mark.parametrize("outcome", ["missing", "refused", "unreachable"])
def test_a_way_that_stays_away_is_told_at_the_third_time(outcome):
    history, found = past(ways={"feed": "items", "rest": "items"}), []
    for ago in (0, -1, -2):
        account = run(days_ago=ago, ways={"feed": "items", "rest": outcome})
        found.append([verdict for verdict, _ in told(account, history)])
        history.add(account)
    assert found == [[], [], [Verdict.SUSPICIOUS]]


def test_a_clock_hours_off_is_told():
    assert [v for v, _ in told(run(clock_skew=-7200.0), past())] == [Verdict.SUSPICIOUS]
    assert told(run(clock_skew=90.0), past()) == []


def test_days_somebody_asked_for_are_not_measured_by_todays():
    """Articles of 2012 had neither pictures nor categories."""
    archive = run(50, fill=fill(image=0.0, categories=0.0), new=500)
    assert told(archive, past(), incremental=False) == []
