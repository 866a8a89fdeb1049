"""Madona and Cēsis: systems of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer

SECTIONS = ("pasvaldiba", "aktualitates-pasvaldiba", "novads", "k-notikumi")
NEWS = "/lv/novads/aktualitates/zinas/"


def madona(demo: DemoServer, get: Callable[..., Any], path: str) -> tuple[int, str]:
    answer = get(demo.url("madona") + path)
    return answer.status, answer.body.decode("cp1257")


def test_madona_is_baltic_text_that_does_not_say_so(demo: DemoServer, get: Callable[..., Any]) -> None:
    answer = get(demo.url("madona") + "/lat/novads")
    assert answer.headers["Content-Type"] == "text/html"
    assert b"charset" not in answer.body
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
    assert "iesūtīts: " in answer.body.decode("cp1257")


def test_madona_date_is_glued_to_the_link(demo: DemoServer, get: Callable[..., Any]) -> None:
    tree = html.fromstring(madona(demo, get, "/lat/novads")[1])
    teasers = [teaser.text_content() for teaser in tree.xpath("//*[@class='jaunums']")]
    assert len(teasers) == 10
    assert all(
        "lasīt tālāk" in text and text.split("iesūtīts: ")[1][10:] == "lasīt tālāk" for text in teasers
    )


def test_madona_archives_reach_every_article_in_both_orders_of_parameters(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    found = set()
    orders = set()
    for section in SECTIONS:
        for year, month in [(2025, m) for m in range(1, 13)] + [(2026, m) for m in range(1, 12)]:
            text = madona(demo, get, f"/lat/{section}?fu=arhivs&y={year}&m={month}")[1]
            assert "iesūtīts" not in text
            for link in html.fromstring(text).xpath("//*[@class='jaunums']//a/@href"):
                number = link.partition("id=")[2].partition("&")[0]
                orders.add(link.partition("?")[2].partition("=")[0])
                found.add(f"/lat/{section}?fu=read&id={number}")
    assert orders == {"fu", "id"}
    expected = demo.control.expected("madona")
    assert found == {entry["path"] for entry in expected["articles"] + expected["rejected"]}


def test_madona_wrong_number_gives_the_newest_teasers(demo: DemoServer, get: Callable[..., Any]) -> None:
    status, text = madona(demo, get, "/lat/novads?fu=read&id=1")
    assert status == 200
    assert text == madona(demo, get, "/lat/novads")[1]
    (lost,) = demo.control.expected("madona")["rejected"]
    assert madona(demo, get, lost["path"]) == (status, text)


def test_madona_number_and_section_together_are_the_identity(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    titles = [
        html.fromstring(madona(demo, get, f"/lat/{section}?id=990&fu=read")[1]).xpath("string(//h1)")
        for section in ("novads", "pasvaldiba")
    ]
    assert titles == ["Grants ceļu planēšana pēc šķīdoņa", "Domes komiteju sēžu grafiks"]


def test_madona_has_no_feed(demo: DemoServer, get: Callable[..., Any]) -> None:
    assert [get(demo.url("madona") + path).status for path in ("/feed/", "/rss", "/sitemap.xml")] == [404] * 3


def test_cesis_list_counts_from_one_and_repeats_its_last_page(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    links: list[str] = []
    url = f"{demo.url('cesis')}{NEWS}"
    for _ in range(20):
        tree = get(url).tree
        found = tree.xpath("//*[@class='news-item']//a/@href")
        assert 0 < len(found) <= 12
        links += found
        following = tree.xpath("//a[text()='nākamā']/@href")
        if not following:
            break
        url = demo.url("cesis") + following[0]
    assert len(links) == len(set(links))
    assert set(links) == {a["path"] for a in demo.control.expected("cesis")["articles"]}
    beyond = get(f"{demo.url('cesis')}{NEWS}?page=99").tree.xpath("//*[@class='news-item']//a/@href")
    assert beyond == found


def test_cesis_article(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = next(a for a in demo.control.expected("cesis")["articles"] if a["key"] == "dotted-title")
    assert "/no-12novembra-apvienota-" in article["path"]
    text = get(demo.url("cesis") + article["path"]).tree.xpath("string(//main)")
    assert text.count(article["title"]) == 2
    assert "Machine translation" in text.split(article["title"])[0]
    assert "Datums: 2026. gada 5. novembris" in text


def test_cesis_print_view_is_bare(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = demo.control.expected("cesis")["articles"][0]
    text = get(f"{demo.url('cesis')}{article['path']}print").text
    assert article["body"][0] in text
    assert "Datums:" not in text
    assert "translat" not in text


@pytest.mark.parametrize("path", ["/lv/novads/aktualitates/zinas/nav/", "/feed/", "/rss.xml"])
def test_cesis_missing_pages_are_404(demo: DemoServer, get: Callable[..., Any], path: str) -> None:
    assert get(demo.url("cesis") + path).status == 404
