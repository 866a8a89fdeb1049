"""Every fault really happens, where and as often as it was asked for."""

from __future__ import annotations

import http.client
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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


def test_unknown_kind_is_refused(demo: DemoServer) -> None:
    with pytest.raises(DemoError, match=r"no fault 'plūdi'"):
        demo.control.fault("ludza", "plūdi")


def test_no_fault_is_left_on(demo: DemoServer) -> None:
    assert demo.control.call("faults") == []
    assert len(KINDS) == 17
