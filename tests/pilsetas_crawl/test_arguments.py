"""Rule: a crawl takes start, end, site and recheck; the rest is refused in one line that helps."""

from __future__ import annotations

from datetime import date

import pytest

from pilsetas_crawl.arguments import CrawlArguments
from pilsetas_crawl.errors import PilsetasError


def test_nothing_given_means_no_limits():
    assert CrawlArguments.parse({}) == CrawlArguments(None, None, None, None)


def test_empty_values_are_like_none_given():
    given = {"start": "", "end": "", "site": "", "recheck": ""}
    assert CrawlArguments.parse(given) == CrawlArguments()


def test_days_are_read_and_one_day_is_a_span():
    told = CrawlArguments.parse({"start": "2025-10-31", "end": "2025-10-31"})
    assert (told.start, told.end) == (date(2025, 10, 31), date(2025, 10, 31))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"begin": "2025-10-01"}, r"unknown argument 'begin': a crawl takes start, end, site, recheck"),
        ({"start": "31.10.2025"}, r"start=31\.10\.2025 is no date: write it as 2025-10-31"),
        ({"end": "2025-02-30"}, r"end=2025-02-30 is no date"),
        ({"start": "šodien"}, r"start=šodien is no date"),
        ({"start": "2025-10-02", "end": "2025-10-01"}, r"start=2025-10-02 lies after end=2025-10-01"),
        ({"recheck": "0"}, r"recheck=0 is no number of days: write it as recheck=14"),
        ({"recheck": "-3"}, r"recheck=-3 is no number of days"),
        ({"recheck": "1.5"}, r"recheck=1\.5 is no number of days"),
        ({"recheck": "²"}, r"recheck=² is no number of days"),
        ({"recheck": "999999999999"}, r"recheck=999999999999 is no number of days"),
        (
            {"site": "www.ludzasnovads.lv"},
            r"site=www\.ludzasnovads\.lv is no address: write it as site=https",
        ),
        ({"site": "ftp://ludza.lv"}, r"site=ftp://ludza\.lv is no address"),
        ({"site": "https://"}, r"site=https:// is no address"),
        ({"site": "https://x.lv:99999"}, r"site=https://x\.lv:99999 is no address"),
        ({"site": "https://x.lv/?lang=lv"}, r"is no address"),
        ({"site": "http://[::1"}, r"site=http://\[::1 is no address"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(given, wanted):
    with pytest.raises(PilsetasError, match=wanted) as caught:
        CrawlArguments.parse(given)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("https://www.example.lv/", "https://www.example.lv"),
        ("https://stage.example.lv/ludza/", "https://stage.example.lv/ludza"),
        ("https://www.example.lv///", "https://www.example.lv"),
    ],
)
def test_a_site_loses_its_closing_slash_only(typed, site):
    assert CrawlArguments.parse({"site": typed}).site == site


def test_recheck_counts_days_back_from_today():
    told = CrawlArguments.parse({"recheck": "14"})
    assert told.recheck_since(date(2026, 3, 5)) == date(2026, 2, 19)
    assert CrawlArguments.parse({}).recheck_since(date(2026, 3, 5)) is None
