"""Rule: an article is known when its part is written; what a run learned is kept at its honest end only."""
# ruff: noqa: E501 # rows compared stand in one line

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from scrapy.exceptions import CloseSpider, DownloadFailedError

from pilsetas_crawl import __version__
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import EDITED, NEW, REMOVED, Article
from pilsetas_crawl.run.harvest import REJECT_REST_DAYS
from pilsetas_crawl.run.logs import OneLine
from pilsetas_crawl.run.outcomes import Bucket, Reason, RejectedError, SettledError
from pilsetas_crawl.run.session import RunSession
from pilsetas_crawl.run.verdict import WayOutcome

SITE = "https://www.ludzasnovads.lv"


@pytest.fixture
def spider(spider_of):
    return spider_of("ludza")


@pytest.fixture
def session(spider):
    return spider.session


def article(number, status=NEW, **values):
    at = datetime(2026, 11, number, 8, tzinfo=UTC)
    first = {
        "article_id": f"ludza-{number}", "url": f"{SITE}/lv/jaunums/{number}", "source_id": str(100 + number),
        "revision": 1, "status": status, "municipality": "ludza", "region": "latgale", "title": f"Ziņa {number}",
        "body": "Teksts.", "content_hash": f"h{number}", "published_at": at, "published_date": at.date(),
        "published_precision": "minute", "first_seen_at": at, "fetched_at": at, "extraction": {"title": "css:h1"},
    }  # fmt: skip
    return Article(**{**first, **values})


def listed_and_staged(session, *numbers, **values):
    for number in numbers:
        key = f"/lv/jaunums/{number}"
        session.account.enter(key)
        session.stage(key, article(number, **values))


def test_a_staged_article_is_known_only_when_its_part_is_written(session):
    listed_and_staged(session, 1)
    assert session.known("/lv/jaunums/1") is None
    assert session.is_staged("ludza-1")
    assert session.staged_article("/lv/jaunums/x", "101").article_id == "ludza-1"
    assert session.store.parts("articles") == []
    session.flush()
    assert session.known("/lv/jaunums/1").article_id == "ludza-1"
    assert session.known("/anything", "101").article_id == "ludza-1"
    assert not session.is_staged("ludza-1")
    assert session.account.counts == {Bucket.NEW: 1}
    assert session.store.read("articles").num_rows == 1
    assert session.reading.extraction == {"title:css:h1": 1}


def test_a_part_is_written_when_it_is_full(spider_of):
    session = spider_of("ludza", settings={"PILSETAS_PART_ROWS": 3}).session
    listed_and_staged(session, 1, 2)
    assert session.store.parts("articles") == []
    listed_and_staged(session, 3)
    assert session.store.read("articles").num_rows == 3


def test_edits_and_removals_go_into_their_buckets(session):
    listed_and_staged(session, 1, 2)
    session.flush()
    listed_and_staged(session, 3, status=EDITED)
    session.account.enter("/lv/jaunums/1")
    session.remove(session.known("/lv/jaunums/1"), "/lv/jaunums/1")
    session.flush()
    assert session.account.counts == {Bucket.NEW: 2, Bucket.EDITED: 1}
    assert session.account.removed == 1
    stored = session.known("/lv/jaunums/1")
    assert (stored.status, stored.revision) == (REMOVED, 2)
    rows = session.store.read("articles").to_pylist()
    [tombstone] = [row for row in rows if row["status"] == REMOVED]
    assert (tombstone["article_id"], tombstone["title"], tombstone["published_date"]) == (
        "ludza-1",
        None,
        date(2026, 11, 1),
    )


def test_live_articles_are_those_stored_and_staged_and_not_removed(session):
    listed_and_staged(session, 1, 5)
    session.flush()
    listed_and_staged(session, 9)
    assert session.live_count(date(2026, 11, 1)) == 3
    assert session.live_count(date(2026, 11, 5)) == 2
    session.remove(session.known("/lv/jaunums/5"), "/lv/jaunums/5")
    session.flush()
    assert session.live_count(date(2026, 11, 1)) == 2


def test_a_rejection_is_recorded_once_with_reason_and_address(session):
    error = RejectedError(Reason.SOFT_404, "title 'Lapa nav atrasta'", field="title")
    session.reject("/lv/jaunums/9", f"{SITE}/lv/jaunums/9", error)
    session.account.enter("/lv/jaunums/9")
    session.reject("/lv/jaunums/9", f"{SITE}/lv/jaunums/9", error, title="Lapa")
    session.reject("/lv/jaunums/9", f"{SITE}/lv/jaunums/9", error)
    session.spider_closed(session.spider, "finished")
    [row] = session.store.read("rejects").to_pylist()
    told = {
        name: row[name] for name in ("municipality", "region", "reason", "detail", "field", "title", "url")
    }
    assert told == {
        "municipality": "ludza", "region": "latgale", "reason": "soft_404", "detail": "title 'Lapa nav atrasta'",
        "field": "title", "title": "Lapa", "url": f"{SITE}/lv/jaunums/9",
    }  # fmt: skip


def test_a_rejected_address_rests_longer_each_time(session):
    now = datetime.now(UTC)
    for tries in (1, 2, 3):
        session.state.mark_rejected("/lv/jaunums/9", "soft_404", __version__)
        rest = timedelta(days=REJECT_REST_DAYS * 2 ** (tries - 1))
        assert session.still_rejected("/lv/jaunums/9", now + rest - timedelta(hours=1))
        assert not session.still_rejected("/lv/jaunums/9", now + rest + timedelta(hours=1))


def test_another_version_of_the_crawler_looks_again_at_once(session):
    session.state.mark_rejected("/lv/jaunums/9", "soft_404", "0.0.0")
    assert not session.still_rejected("/lv/jaunums/9", datetime.now(UTC))
    assert not session.still_rejected("/lv/jaunums/1", datetime.now(UTC))


def test_a_failure_is_tried_again_and_given_up_after_so_many_runs(session, spider_of):
    tries = session.settings.getint("PILSETAS_RETRY_RUNS")
    for run in range(1, tries + 1):
        session.log.note("feed", WayOutcome.ITEMS)
        session.account.enter("/lv/jaunums/9")
        session.fail("/lv/jaunums/9", f"{SITE}/lv/jaunums/9", "TimeoutError", {"title": "T"})
        assert session.account.counts == {Bucket.FAILED: 1}
        session.spider_closed(session.spider, "finished")
        session = spider_of("ludza").session
        waiting = [(retry.key, retry.attempts, retry.hints) for retry in session.state.retries()]
        assert waiting == ([("/lv/jaunums/9", run, {"title": "T"})] if run < tries else [])
    rejects = session.store.read("rejects").to_pylist()
    assert [row["reason"] for row in rejects] == ["failed_too_often"]


def test_a_site_that_is_down_uses_up_no_tries(session, spider_of):
    for _ in range(session.settings.getint("PILSETAS_RETRY_RUNS") + 2):
        session.log.note("feed", WayOutcome.UNREACHABLE, "no answer in time")
        session.account.enter("/lv/jaunums/9")
        session.fail("/lv/jaunums/9", f"{SITE}/lv/jaunums/9", "TimeoutError")
        session.spider_closed(session.spider, "finished")
        session = spider_of("ludza").session
        [retry] = session.state.retries()
        assert retry.attempts == 1


def test_an_article_without_verdict_counts_as_failed_at_the_end(session):
    session.account.enter("/lv/jaunums/1")
    session.account.enter("/lv/jaunums/2")
    session.account.settle("/lv/jaunums/2", Bucket.KNOWN)
    session.spider_closed(session.spider, "finished")
    [run] = session.store.read("runs").to_pylist()
    assert (run["listed"], run["failed"], run["known"], run["verdict"]) == (2, 1, 1, "partial")


def closed(spider_of, reason, unfinished=()):
    session = spider_of("ludza").session
    session.log.note("feed", WayOutcome.ITEMS)
    session.log.unfinished.extend(unfinished)
    session.log.covers = date(2026, 10, 21)
    session.note_validators(f"{SITE}/lv/rss/articles", '"a"', None)
    listed_and_staged(session, 1)
    session.spider_closed(session.spider, reason)
    assert session.state is None
    assert session.store.read("articles").num_rows == 1
    return spider_of("ludza").session.state


def test_an_honest_end_keeps_the_validators(spider_of):
    assert closed(spider_of, "finished").validators(f"{SITE}/lv/rss/articles").etag == '"a"'


@pytest.mark.parametrize(("reason", "unfinished"), [("shutdown", ()), ("finished", ["no way reached back"])])
def test_any_other_end_keeps_the_rows_and_no_validators(spider_of, reason, unfinished):
    assert closed(spider_of, reason, unfinished).validators(f"{SITE}/lv/rss/articles") is None


def test_a_fingerprint_counts_once_its_article_is_dealt_with(session, spider_of):
    session.account.enter("/lv/jaunums/1")
    session.account.enter("/lv/jaunums/2")
    assert not session.note_fingerprint("feed", "/lv/jaunums/1", "x")
    assert not session.note_fingerprint("feed", "/lv/jaunums/2", "y")
    session.settle("/lv/jaunums/1", Bucket.KNOWN)
    session.flush()
    assert session.state.fingerprint("feed", "/lv/jaunums/1") == "x"
    assert session.state.fingerprint("feed", "/lv/jaunums/2") is None
    assert session.note_fingerprint("feed", "/lv/jaunums/1", "z")
    assert not session.note_fingerprint("listing", "/lv/jaunums/1", "z")


def test_dropped_items_are_settled_or_rejected(session):
    for number in (1, 2):
        session.account.enter(f"/lv/jaunums/{number}")
    session.item_dropped(article(1), SettledError(Bucket.DUPLICATE))
    session.item_dropped(article(2), RejectedError(Reason.NO_TITLE, "x"))
    assert session.account.counts == {Bucket.DUPLICATE: 1, Bucket.REJECTED: 1}


def test_a_store_that_cannot_be_used_ends_the_run_in_one_line(spider_of, tmp_path, caplog):
    (tmp_path / "file").write_text("x")
    spider = spider_of("ludza", opening=False, settings={"PILSETAS_STORE": str(tmp_path / "file" / "store")})
    with pytest.raises(CloseSpider) as caught:
        spider.session.open()
    assert caught.value.reason == "store_unavailable"
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage().startswith("error: ")
    assert record.exc_info is None
    assert spider.crawler.stats.get_value("pilsetas/verdict") == "not run"


def test_without_the_extension_nothing_runs_silently(spider_of):
    spider = spider_of("ludza", opening=False)
    spider.crawler.extensions.middlewares = ()
    with pytest.raises(PilsetasError, match="the extension RunSession is off"):
        RunSession.of(spider.crawler)


def record_of(error):
    def fail():
        raise error

    try:
        fail()
    except (DownloadFailedError, KeyError) as caught:
        return logging.LogRecord(
            "x",
            logging.ERROR,
            "p",
            1,
            "Error downloading %s\nmore",
            ("u",),
            (type(caught), caught, caught.__traceback__),
        )


def test_a_sites_fault_is_told_in_one_line_and_ours_with_its_traceback():
    theirs, ours = record_of(DownloadFailedError("refused")), record_of(KeyError("x"))
    assert OneLine().filter(theirs)
    assert OneLine().filter(ours)
    assert (theirs.getMessage(), theirs.exc_info) == ("Error downloading u (refused)", None)
    assert ours.exc_info is not None
