"""Every fault really happens, where and as often as it was asked for."""

from __future__ import annotations

import http.client
import json
import re
import ssl
import time
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from pilsetas_crawl.demo import DemoError
from pilsetas_crawl.demo.faults import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer

LIST = "/lv/jaunumi"
ROWS = "//*[contains(@class,'articles-wrapper')]//*[@class='views-row']//h2/a/@href"


def test_too_many_requests(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("ludza", "too_many", LIST, times=1, seconds=7)
    first, second = get(faulty.url("ludza") + LIST), get(faulty.url("ludza") + LIST)
    assert (first.status, first.headers["Retry-After"], second.status) == (429, "7", 200)


def test_unavailable_is_for_its_site_only(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("ludza", "unavailable")
    assert get(faulty.url("ludza") + LIST).status == 503
    assert get(faulty.url("tukums") + LIST).status == 200


def test_target_with_a_star_is_a_prefix(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("ludza", "error", f"{LIST}?page=*", status=502)
    statuses = [get(faulty.url("ludza") + LIST + tail).status for tail in ("", "?page=1", "?page=2")]
    assert statuses == [200, 502, 502]


def test_redirect_loop(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("cesis", "redirect_loop", "/lv/novads/")
    answer = get(faulty.url("cesis") + "/lv/novads/")
    assert (answer.status, answer.headers["Location"]) == (302, "/lv/novads/")


def test_connection_reset(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("cesis", "reset", times=1)
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
        get(faulty.url("cesis") + "/robots.txt")
    assert get(faulty.url("cesis") + "/robots.txt").status == 200


def test_truncated_body(faulty: DemoServer, get: Callable[..., Any]) -> None:
    whole = get(faulty.url("ludza") + "/lv/rss/articles")
    faulty.control.fault("ludza", "truncated", "/lv/rss/articles")
    with pytest.raises(http.client.IncompleteRead) as caught:
        get(faulty.url("ludza") + "/lv/rss/articles")
    assert 0 < len(caught.value.partial) < len(whole.body)


def test_slow_body_takes_its_time_and_is_whole(faulty: DemoServer, get: Callable[..., Any]) -> None:
    whole = get(faulty.url("madona") + "/lat/novads").body
    faulty.control.fault("madona", "slow", seconds=0.4)
    start = time.monotonic()
    assert get(faulty.url("madona") + "/lat/novads").body == whole
    # Twenty pauses, of which timers may shorten none.
    assert time.monotonic() - start >= 0.35


@pytest.mark.parametrize("declared", [True, False])
def test_huge_body_streams(faulty: DemoServer, declared: bool) -> None:
    faulty.control.fault("madona", "huge", declared=declared)
    parts = urlsplit(faulty.url("madona"))
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    connection.request("GET", "/lat/novads")
    reply = connection.getresponse()
    try:
        assert reply.headers["Content-Length"] == (str(300 * 1024 * 1024) if declared else None)
        # Read a part only: a client with a limit hangs up here.
        assert len(reply.read(8_000_000)) == 8_000_000
    finally:
        reply.close()
        connection.close()


def test_huge_body_has_the_size_asked_for(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("madona", "huge", size=1_000_003)
    assert len(get(faulty.url("madona") + "/lat/novads").body) == 1_000_003


def test_broken_feed_keeps_whole_items(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("kuldiga", "bad_feed", "/feed/")
    body = get(faulty.url("kuldiga") + "/feed/").body
    assert body.count(b"</item>") == 2
    assert body.count(b"<item>") == 3
    assert b"</rss>" not in body


def test_entity_bomb(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("kuldiga", "entity_bomb", "/feed/")
    body = get(faulty.url("kuldiga") + "/feed/").body
    assert len(body) < 2000
    assert body.count(b"<!ENTITY") == 10
    assert b'SYSTEM "file:' in body


def test_wrong_charset(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("cesis", "wrong_charset")
    answer = get(f"{faulty.url('cesis')}/lv/novads/aktualitates/zinas/")
    assert answer.headers["Content-Type"] == "text/html; charset=iso-8859-1"
    assert "Ziņas" in answer.body.decode("utf-8")


def test_empty_page_in_mid_walk_happens_once(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("ludza", "empty_list", f"{LIST}?page=2", times=1)
    counts = [len(get(f"{faulty.url('ludza')}{LIST}?page=2").tree.xpath(ROWS)) for _ in range(2)]
    assert counts == [0, 10]


def test_repeated_list_page(faulty: DemoServer, get: Callable[..., Any]) -> None:
    before = get(f"{faulty.url('ludza')}{LIST}?page=1").tree.xpath(ROWS)
    faulty.control.fault("ludza", "repeat_list", f"{LIST}?page=2")
    assert get(f"{faulty.url('ludza')}{LIST}?page=2").tree.xpath(ROWS) == before != []


@pytest.mark.parametrize(
    ("site", "path"),
    [
        ("jurmala", LIST),
        ("sigulda", "/category/dazadi/"),
        ("madona", "/lat/novads"),
        ("cesis", "/lv/novads/aktualitates/zinas/"),
    ],
)
def test_redesign_is_200_without_any_known_row(
    faulty: DemoServer, get: Callable[..., Any], site: str, path: str
) -> None:
    faulty.control.fault(site, "redesign")
    answer = get(faulty.url(site) + path)
    text = answer.body.decode("cp1257" if site == "madona" else "utf-8")
    assert answer.status == 200
    assert "<x-card" in text
    assert not any(mark in text for mark in ("views-row", "<article", 'jaunums"', "news-item"))


def test_refused_everywhere(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("jurmala", "refused")
    answers = [
        get(faulty.url("jurmala") + path) for path in (LIST, "/robots.txt", "/lv/jaunums/arkartas-domes-sede")
    ]
    assert [a.status for a in answers] == [200] * 3
    assert all(b"Your support ID is" in a.body for a in answers)


@pytest.mark.parametrize(("given", "status"), [(0, 403), (200, 200), (503, 503)])
def test_challenge(faulty: DemoServer, get: Callable[..., Any], given: int, status: int) -> None:
    faulty.control.fault("kuldiga", "challenge", status=given)
    answer = get(faulty.url("kuldiga") + "/feed/")
    assert answer.status == status
    assert b"Just a moment" in answer.body


def test_soft_missing_page(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("cesis", "soft_404")
    answer = get(faulty.url("cesis") + "/lv/novads/")
    assert answer.status == 200
    assert "Lapa nav atrasta" in answer.text


FEED = "/lv/rss/articles"


def test_empty_feed_is_whole_and_holds_nothing(faulty: DemoServer, get: Callable[..., Any]) -> None:
    for site, path in (("ludza", FEED), ("kuldiga", "/feed/"), ("marupe", "/rss.xml")):
        faulty.control.fault(site, "empty_feed", path)
        feed = ET.fromstring(get(faulty.url(site) + path).body)
        assert feed.findtext("channel/title")
        assert feed.findall("channel/item") == []


@pytest.mark.parametrize(("site", "path"), [("ludza", FEED), ("kuldiga", "/feed/"), ("riga", FEED)])
def test_stale_feed_holds_nothing_of_the_last_weeks(
    faulty: DemoServer, get: Callable[..., Any], site: str, path: str
) -> None:
    faulty.control.fault(site, "stale_feed", path)
    items = ET.fromstring(get(faulty.url(site) + path).body).findall("channel/item")
    days = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items]
    assert len(days) > 3
    assert max(days) < datetime(2026, 10, 6, 10, 0, tzinfo=UTC)
    newest = faulty.control.expected(site)["articles"][0]["published_date"]
    assert newest >= "2026-11-16"


@pytest.mark.parametrize(
    ("site", "path", "row"),
    [
        (
            "talsi",
            "/lv/jaunumi?page={}",
            "//*[contains(@class,'articles-wrapper')]//*[@class='title']//a/@href",
        ),
        ("jelgava", "/jaunumi/page/{}/", "//article//h2/a/@href"),
        ("cesis", "/lv/novads/aktualitates/zinas/?page={}", "//*[@class='news-item']//a/@href"),
        ("marupe", "/lv/zinas?page={}", "//*[@class='views-row']//h2/a/@href"),
        ("daugavpils", "/afisa/zinas/?page={}", "//*[@class='news-item']/a/@href"),
        ("olaine", "/lv/jaunumi?lapa={}", "//*[@class='item']/a/@href"),
        ("valka", "/lv/jaunumi-1?lp={}", "//table[@class='raksti']//a/@href"),
    ],
)
def test_endless_pager_never_runs_dry(
    faulty: DemoServer, get: Callable[..., Any], site: str, path: str, row: str
) -> None:
    faulty.control.fault(site, "endless_pager")
    for number in (50, 51, 4000):
        answer = get(faulty.url(site) + path.format(number))
        assert answer.status == 200
        assert answer.tree.xpath(row)
    following = path.format(4001).partition("?")[2] or path.format(4001)
    assert following in answer.text


def test_no_date_is_left_in_feed_list_and_page(faulty: DemoServer, get: Callable[..., Any]) -> None:
    whole = {
        site: faulty.control.expected(site)["articles"][0]["path"]
        for site in ("ludza", "riga", "kuldiga", "liepaja", "marupe", "salaspils", "valka", "kraslava")
    }
    asked = list(whole.items())
    asked += [("ludza", LIST), ("ludza", FEED), ("kuldiga", "/feed/"), ("valka", "/lv/jaunumi-1")]
    for site in whole:
        faulty.control.fault(site, "no_dates")
    for site, path in asked:
        text = re.sub(r"© 20\d\d|href=\"[^\"]*\"|src=\"[^\"]*\"", "", get(faulty.url(site) + path).text)
        assert not re.search(r"pubDate|<time|\d\.\d\d\.20\d\d|20\d\d-\d\d-\d\d|_time\"", text), (site, path)
        assert not re.search(r"\d{1,2}\.? (novembr|November)[a-zāī]*, 20\d\d", text), (site, path)
    assert "20.11.2026" in faulty_free(faulty, get)


def faulty_free(faulty: DemoServer, get: Callable[..., Any]) -> str:
    """The list of Ludza once the faults are off again."""
    faulty.control.clear_faults()
    return str(get(faulty.url("ludza") + LIST).text)


def test_future_dates_are_later_by_400_days(faulty: DemoServer, get: Callable[..., Any]) -> None:
    article = faulty.control.expected("talsi")["articles"][0]
    year, month, day = (int(part) for part in article["published_date"].split("-"))
    later = date(year, month, day) + timedelta(days=400)
    faulty.control.fault("talsi", "future_dates")
    assert f"Publicēts: {later:%d.%m.%Y}." in get(faulty.url("talsi") + article["path"]).text


def test_clock_of_the_server_is_off(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("cesis", "clock_skew", seconds=-86_400 * 3)
    told = parsedate_to_datetime(get(faulty.url("cesis") + "/lv/novads/").headers["Date"])
    assert 3 * 86_400 - 60 < (datetime.now(UTC) - told).total_seconds() < 3 * 86_400 + 60


def test_recoded_page_says_so_in_its_header_alone(faulty: DemoServer, get: Callable[..., Any]) -> None:
    whole = get(faulty.url("cesis") + "/lv/novads/").text
    faulty.control.fault("cesis", "recoded")
    answer = get(faulty.url("cesis") + "/lv/novads/")
    assert answer.headers["Content-Type"] == "text/html; charset=windows-1257"
    assert answer.body.decode("cp1257") == whole
    assert '<meta charset="utf-8">' in whole


def test_half_of_the_bodies_are_empty_and_the_same_ones_each_time(
    faulty: DemoServer, get: Callable[..., Any]
) -> None:
    articles = faulty.control.expected("saldus")["articles"]
    faulty.control.fault("saldus", "half_empty")

    def empty() -> list[bool]:
        texts = [get(faulty.url("saldus") + a["path"]).tree for a in articles]
        return [not t.xpath("//*[@class='entry-content']/p") for t in texts]

    found = empty()
    assert 0.2 < sum(found) / len(found) < 0.8
    assert empty() == found
    posts = json.loads(get(faulty.url("saldus") + "/wp-json/wp/v2/posts?per_page=100").body)
    assert sum("<p>" not in post["content"]["rendered"] for post in posts) == sum(found)


def test_titles_are_all_equal(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("olaine", "same_titles")
    titles = get(faulty.url("olaine") + "/lv/jaunumi").tree.xpath("//*[@class='item']//strong/text()")
    assert len(titles) == 8
    assert set(titles) == {"Pašvaldības jaunumi"}


@pytest.mark.parametrize(
    ("site", "news"), [("kuldiga", "/category/dome/"), ("talsi", LIST), ("valka", "/lv/jaunumi-1")]
)
def test_articles_have_other_addresses_and_the_old_ones_are_missing(
    faulty: DemoServer, get: Callable[..., Any], site: str, news: str
) -> None:
    old = faulty.control.expected(site)["articles"][0]["path"]
    faulty.control.fault(site, "new_addresses")
    assert get(faulty.url(site) + old).status == 404
    listed = get(faulty.url(site) + news).tree.xpath("//a[contains(@href,'/jauna-')]/@href")
    assert listed
    assert get(faulty.url(site) + listed[0].removeprefix(faulty.url(site))).status == 200


def test_moved_site_redirects_to_another_host_that_serves_it(
    faulty: DemoServer, get: Callable[..., Any]
) -> None:
    article = faulty.control.expected("adazi")["articles"][0]
    faulty.control.fault("adazi", "moved")
    answer = get(faulty.url("adazi") + article["path"])
    new = faulty.control.alias("adazi")
    assert (answer.status, answer.headers["Location"]) == (301, new + article["path"])
    assert urlsplit(new).hostname != urlsplit(faulty.url("adazi")).hostname
    page = get(answer.headers["Location"])
    assert page.tree.xpath("//link[@rel='canonical']/@href") == [new + article["path"]]


def test_moved_site_can_be_sent_anywhere(faulty: DemoServer, get: Callable[..., Any]) -> None:
    faulty.control.fault("adazi", "moved", "/lv/jaunumi", to="http://127.0.0.9:1")
    assert get(faulty.url("adazi") + "/lv/jaunumi").headers["Location"] == "http://127.0.0.9:1/lv/jaunumi"
    assert get(faulty.url("adazi") + "/lv").status == 200


def test_no_handshake_succeeds_where_nobody_speaks_tls(demo: DemoServer) -> None:
    parts = urlsplit(demo.control.broken_tls())
    assert parts.scheme == "https"
    connection = http.client.HTTPSConnection(str(parts.hostname), parts.port, timeout=10)
    with pytest.raises(ssl.SSLError):
        connection.request("GET", "/")


def test_unknown_kind_is_refused(demo: DemoServer) -> None:
    with pytest.raises(DemoError, match=r"no fault 'plūdi'"):
        demo.control.fault("ludza", "plūdi")


def test_no_fault_is_left_on(demo: DemoServer) -> None:
    assert demo.control.call("faults") == []
    assert len(KINDS) == 28
