"""Rule: who says "wait" is waited for, up to a limit; nobody else to that host asks meanwhile."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy import Request
from scrapy.http import Response

from pilsetas_crawl.middlewares.retry_after import TRIES, RetryAfter, host, seconds

URL = "https://www.ludzasnovads.lv/lv/jaunumi"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (b"30", 30), (b" 5 ", 5), (b"0", 0), (None, 7), (b"", 7), (b"soon", 7), (b"-3", 7), (b"1.5", 7),
        (b"\xb2", 7), (b"Thu, 01 Jan 1970 00:00:00 GMT", 0), (b"Thu, 32 Foo 2026 99:00:00 GMT", 7),
        (b"Mon, 01 Jan 99999999 00:00:00 GMT", 7),
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

    async def run():
        request = Request(URL, meta=meta, dont_filter=False)
        response = Response(URL, status=status, headers={"Retry-After": value} if value else {})
        result = await middleware.process_response(request, response)
        return result, middleware.free_at.get(host(request), 0) - asyncio.get_running_loop().time()

    return asyncio.run(run())


@pytest.mark.parametrize("status", [200, 301, 304, 404, 403, 500, 502])
def test_other_answers_pass(middleware, status):
    result, _ = answered(middleware, status, "30")
    assert isinstance(result, Response)
    assert middleware.free_at == {}


@pytest.mark.parametrize(
    ("status", "value", "wait"), [(429, "30", 30), (503, "30", 30), (429, None, 10), (503, "0", 0)]
)
def test_a_wait_within_the_limit_is_sat_out_and_asked_again(middleware, status, value, wait):
    result, left = answered(middleware, status, value)
    assert isinstance(result, Request)
    assert result.url == URL
    assert result.dont_filter
    assert result.meta["waited"] == 1
    assert wait - 5 < left <= wait
    assert middleware.crawler.stats.get_value("pilsetas/retry_after") == 1


def test_a_longer_wait_is_a_refusal(middleware):
    result, _ = answered(middleware, 429, "121")
    assert isinstance(result, Response)
    assert middleware.free_at == {}


def test_patience_ends(middleware):
    assert isinstance(answered(middleware, 429, "1", waited=TRIES - 1)[0], Request)
    assert isinstance(answered(middleware, 429, "1", waited=TRIES)[0], Response)


def test_requests_to_that_host_are_held_and_others_are_not(middleware):
    async def run():
        loop = asyncio.get_running_loop()
        middleware.free_at["www.ludzasnovads.lv"] = loop.time() + 0.2
        began = loop.time()
        await middleware.process_request(Request("https://www.tukums.lv/"))
        other = loop.time() - began
        await middleware.process_request(Request(URL))
        return other, loop.time() - began

    other, held = asyncio.run(run())
    assert held >= 0.2 > other
