"""Rule: a run is judged against what its source was like, and is remembered for the judging of the next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pilsetas_crawl.items import NEW, Article
from pilsetas_crawl.platforms.discovery.base import Window
from pilsetas_crawl.platforms.walk import Walk
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.history import HISTORY, History
from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.report import RECENT_RUNS, runs_from
from pilsetas_crawl.run.verdict import WayOutcome

SITE = "https://www.ludzasnovads.lv"
TODAY = datetime.now(RIGA).date()


@pytest.fixture
def begin(spider_of):
    """A session of a run that reads what is new."""

    def build(**settings):
        spider = spider_of("ludza", settings={"PILSETAS_QUIET_RUNS": 0, **settings})
        first = TODAY - timedelta(days=30)
        window = Window(first, None, asked=False, incremental=True, covers=first)
        spider.walk = Walk(spider, window)
        spider.session.log.covers = first
        return spider.session

    return build


def read(session, numbers, **values):
    """Articles listed, read and stored by a run."""
    for number in numbers:
        key, at = f"/lv/jaunums/{number}", datetime.now(UTC) - timedelta(hours=1)
        session.account.enter(key)
        first = {
            "article_id": f"ludza-{number}", "url": f"{SITE}{key}", "revision": 1, "status": NEW,
            "municipality": "ludza", "region": "latgale", "title": f"Ziņa {number}",
            "body": f"Teksts {number}.",
            "published_at": at, "published_date": at.astimezone(RIGA).date(), "published_precision": "minute",
            "first_seen_at": at, "fetched_at": at, "extraction": {"title": "css:h1"},
        }  # fmt: skip
        session.stage(key, Article(**{**first, **values}))


def end(session, **ways):
    """The end of a run; its account."""
    for way, outcome in ways.items():
        session.log.note(way, WayOutcome(outcome))
        session.log.note_walk(way, covered=outcome == "items")
    session.spider_closed(session.spider, "finished")
    return session.row


def test_the_account_is_kept_on_the_session_and_in_the_state(begin):
    session = begin()
    assert session.row is None
    read(session, [1, 2])
    row = end(session, feed="items")
    assert (row.verdict, row.new, row.read, row.fill["body"]) == ("ok", 2, 2, 1.0)
    assert row.ways == {"feed": "items"}
    assert row.newest_at is not None
    state = begin().state
    assert [run.run_id for run in runs_from(state.get(RECENT_RUNS))] == [row.run_id]
    assert [past.read for past in History.from_text(state.get(HISTORY)).runs] == [2]


def test_a_listing_without_articles_is_a_broken_layout_in_that_run_though_the_feed_carries_it(begin):
    session = begin()
    read(session, range(5))
    assert end(session, feed="items", listing="items").verdict == "ok"
    session = begin()
    read(session, [10])
    row = end(session, feed="items", listing="empty")
    assert (row.verdict, row.new) == ("broken layout", 1)
    assert row.cause.startswith("listing answers and holds no article")
    assert "scrapy crawl ludza" in row.advice
    # What the feed has covered stays covered.
    following = begin()
    assert following.log.last_finished(following.state) == session.started_at


def test_a_run_that_could_not_be_read_covers_nothing(begin):
    session = begin()
    session.log.note("listing", WayOutcome.ITEMS)
    session.account.enter("/lv/jaunums/1")
    session.account.settle("/lv/jaunums/1", Bucket.REJECTED)
    assert end(session, listing="items").verdict == "broken layout"
    following = begin()
    assert following.log.last_finished(following.state) is None


def test_texts_lost_against_the_sources_own_history(begin):
    for day in range(6):
        session = begin()
        read(session, range(day * 10, day * 10 + 8))
        assert end(session, feed="items").verdict == "ok"
    session = begin()
    read(session, range(100, 105))
    read(session, range(105, 110), body=None, image_url=f"{SITE}/a.jpg")
    row = end(session, feed="items")
    assert row.verdict == "suspicious"
    assert row.cause.startswith("body in ")
    # Such articles are no measure for others.
    assert [past.odd for past in History.from_text(begin().state.get(HISTORY)).runs][-1] == "hard"


def with_past(session, days, looked=60):
    """Articles of earlier days, and the day of the first look."""
    for number, ago in enumerate(days):
        at = datetime.now(UTC) - timedelta(days=ago)
        read(session, [1000 + number], published_at=at, published_date=at.astimezone(RIGA).date())
    history = History(since=datetime.now(UTC) - timedelta(days=looked))
    session.flush()
    session.state.set(HISTORY, history.to_text())


def test_a_silence_is_judged_by_the_days_of_the_articles(begin):
    # An article each day for eight weeks, then none for sixteen days.
    session = begin()
    with_past(session, range(16, 72), looked=72)
    session.state.close()
    session.state = None
    session = begin()
    row = end(session, feed="unchanged")
    assert row.verdict == "suspicious"
    assert row.cause.startswith("nothing published for 15 days")


def test_the_same_silence_before_the_first_look_is_not_held_against_a_source(begin):
    session = begin()
    with_past(session, range(16, 72), looked=1)
    session.state.close()
    session.state = None
    assert end(begin(), feed="unchanged").verdict == "quiet"


def test_a_store_that_fails_at_the_end_leaves_an_account_with_its_cause(begin, tmp_path):
    session = begin()
    read(session, [1])
    folder = tmp_path / "store" / "data"
    folder.mkdir(exist_ok=True)
    (folder / "articles").write_text("in the way")
    row = end(session, feed="items")
    assert row.verdict == "partial"
    assert row.cause.startswith("fault on this machine: ")
    assert session.crawler.stats.get_value("pilsetas/verdict") == "partial"
