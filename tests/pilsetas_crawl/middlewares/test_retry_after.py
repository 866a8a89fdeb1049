"""Rule: who says "wait" is waited for, up to a limit; nobody else to that host asks meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy import Request
from scrapy.http import Response

from pilsetas_crawl.middlewares.politeness import host
from pilsetas_crawl.middlewares.retry_after import TRIES, RetryAfter, seconds

URL = "https://www.ludzasnovads.lv/lv/jaunumi"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (b"30", 30), (b" 5 ", 5), (b"0", 0), (None, 7), (b"", 7), (b"soon", 7), (b"-3", 7), (b"1.5", 7),
        (b"\xb2", 7), (b"Thu, 01 Jan 1970 00:00:00 GMT", 0), (b"Thu, 32 Foo 2026 99:00:00 GMT", 7),
        (b"Mon, 01 Jan 99999999 00:00:00 GMT", 7), (b"Mon, 01 Jan 2024 00:00:00 +" + b"9" * 30, 7),
    ],
)  # fmt: skip
def test_seconds_of_every_form(value, wanted):
    assert seconds(value, default=7) == wanted


@pytest.mark.parametrize("zone", [True, False])
def test_a_date_is_a_wait_until_then(zone):
    moment = datetime.now(UTC) + timedelta(seconds=90)
    value = format_datetime(moment, usegmt=True) if zone else moment.strftime("%a, %d %b %Y %H:%M:%S")
    assert 80 < seconds(value.encode(), default=7) <= 90


def test_a_host_is_with_its_port():
    assert host(Request("http://127.0.0.1:8099/lv")) == "127.0.0.1:8099"
    assert host(Request(URL)) == "www.ludzasnovads.lv"


@pytest.fixture
def middleware(spider_of):
    spider = spider_of(
        "ludza", opening=False, settings={"PILSETAS_RETRY_AFTER_MAX": 120, "PILSETAS_RETRY_AFTER_DEFAULT": 10}
    )
    return RetryAfter.from_crawler(spider.crawler)


def answered(middleware, status, value=None, **meta):
    """What becomes of an answer, and how long its host is left alone."""
    request = Request(URL, meta=meta, dont_filter=False)
    response = Response(URL, status=status, headers={"Retry-After": value} if value else {})
    result = middleware.process_response(request, response)
    return result, middleware.throttle.clock.take({host(request): 0})


@pytest.mark.parametrize("status", [429, 503])
def test_who_wants_a_longer_wait_is_not_asked_again(status, middleware):
    """It counts as refusing, whatever page is meant; its group may still be asked."""
    assert middleware.process_request(Request(URL)) is None
    assert isinstance(answered(middleware, status, "1800")[0], Response)
    stands_in = middleware.process_request(Request(f"{URL}?page=1"))
    assert stands_in.status == status
    assert 1700 < int(stands_in.headers["Retry-After"]) <= 1800
    assert middleware.process_response(Request(URL), stands_in) is stands_in
    assert middleware.process_request(Request("https://www.tukums.lv/")) is None
    assert middleware.throttle.clock.left("tvp") == 0


def test_a_wait_that_is_sat_out_is_no_reason_to_stay_away(middleware):
    answered(middleware, 503, "120")
    assert middleware.process_request(Request(URL)) is None


@pytest.mark.parametrize("status", [200, 301, 304, 404, 403, 500, 502])
def test_other_answers_pass(middleware, status):
    result, left = answered(middleware, status, "30")
    assert isinstance(result, Response)
    assert left == 0


@pytest.mark.parametrize(("value", "wait"), [("30", 30), (None, 10), ("0", 0)])
def test_a_wait_within_the_limit_is_sat_out_and_asked_again(middleware, value, wait):
    result, left = answered(middleware, 503, value)
    assert isinstance(result, Request)
    assert result.url == URL
    assert result.dont_filter
    assert result.meta["waited"] == 1
    assert wait - 5 < left <= wait
    assert middleware.crawler.stats.get_value("pilsetas/retry_after") == 1


def test_a_longer_wait_is_a_refusal(middleware):
    result, left = answered(middleware, 429, "121")
    assert isinstance(result, Response)
    assert 115 < left <= 121


def test_patience_ends(middleware):
    assert isinstance(answered(middleware, 429, "1", waited=TRIES - 1)[0], Request)
    assert isinstance(answered(middleware, 429, "1", waited=TRIES)[0], Response)


@pytest.mark.parametrize(
    ("status", "held", "free"), [(503, "www.ludzasnovads.lv", "tvp"), (429, "tvp", "www.ludzasnovads.lv")]
)
def test_too_many_speaks_of_the_asker_and_unavailable_of_the_site(middleware, status, held, free):
    """429 holds the whole throttle group of the spider (TVP: one data centre), 503 the one host."""
    answered(middleware, status, "30")
    clock = middleware.throttle.clock
    assert clock.take({held: 0}) > 25
    assert clock.take({free: 0}) == 0
