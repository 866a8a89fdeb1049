"""Rule: the site's clock is its Date corrected by its cache's Age; another host is where it sent us."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy import Request
from scrapy.http import Response

from pilsetas_crawl.run.traffic import Traffic, clock_skew

OWN = frozenset({"www.ludzasnovads.lv"})
URL = "https://www.ludzasnovads.lv/lv"


def answer(ahead=0.0, url=URL, **headers):
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=ahead), usegmt=True)
    return Response(url, headers={"Date": date, **headers})


@pytest.mark.parametrize("ahead", [0, 7200, -90])
def test_how_far_the_clock_is_off(ahead):
    assert clock_skew(answer(ahead)) == pytest.approx(ahead, abs=1.5)


def test_what_a_cache_kept_for_an_hour_is_not_an_hour_late():
    assert clock_skew(answer(-3600, Age="3600")) == pytest.approx(0, abs=1.5)


@pytest.mark.parametrize("told", [None, "", "yesterday"])
def test_a_site_that_tells_no_time_has_no_clock(told):
    response = Response(URL, headers={"Date": told} if told is not None else {})
    assert clock_skew(response) is None


def test_one_odd_answer_does_not_move_the_clock():
    traffic = Traffic()
    for ahead in (0, 0, 86400):
        traffic.look(answer(ahead), Request(URL), OWN)
    assert traffic.clock_skew == pytest.approx(0, abs=1.5)
    assert Traffic().clock_skew is None


def test_a_redirect_to_another_host_is_counted_and_one_at_home_is_not():
    traffic = Traffic()
    moved = Request("https://ludza.lv/lv", meta={"redirect_urls": [URL]})
    traffic.look(answer(7200, "https://ludza.lv/lv"), moved, OWN)
    traffic.look(answer(), Request(f"{URL}/a", meta={"redirect_urls": [URL]}), OWN)
    assert traffic.redirected == {"ludza.lv": 1}
    assert traffic.clock_skew == pytest.approx(0, abs=1.5)
