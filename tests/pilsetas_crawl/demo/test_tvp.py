"""Sites of the unified platform against what is known of its lists, pages and feeds."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer

TVP = ("ludza", "tukums", "jurmala")
ROWS = "//*[contains(@class,'articles-wrapper')]//*[@class='views-row']"


@pytest.mark.parametrize("site", TVP)
def test_list_walks_from_zero_in_tens_to_an_empty_page(
    demo: DemoServer, get: Callable[..., Any], site: str
) -> None:
    world = demo.control.expected(site)
    total = len(world["articles"]) + len(world["rejected"])
    paths: list[str] = []
    for number in range(100):
        tree = get(f"{demo.url(site)}/lv/jaunumi?page={number}").tree
        rows = tree.xpath(ROWS)
        assert len(rows) <= 10
        if not rows:
            assert not tree.xpath("//*[contains(@class,'views-row')]")
            break
        paths += [row.xpath(".//*[@class='title']//a/@href")[0] for row in rows]
    assert len(paths) == len(set(paths)) == total
    assert number == -(-total // 10)
    assert set(paths) >= {article["path"] for article in world["articles"]}


def test_first_page_has_no_parameter_and_equals_page_zero(demo: DemoServer, get: Callable[..., Any]) -> None:
    links = [
        get(f"{demo.url('ludza')}/lv/jaunumi{q}").tree.xpath(f"{ROWS}//a/@href") for q in ("", "?page=0")
    ]
    assert links[0] == links[1] != []


@pytest.mark.parametrize("site", TVP)
def test_rows_of_other_blocks_stand_outside_the_list(
    demo: DemoServer, get: Callable[..., Any], site: str
) -> None:
    tree = get(f"{demo.url(site)}/lv/jaunumi").tree
    assert len(tree.xpath(ROWS)) == 10
    assert len(tree.xpath("//*[@class='views-row']")) > 10


def test_old_rows_have_h3_and_a_final_dot(demo: DemoServer, get: Callable[..., Any]) -> None:
    row = get(f"{demo.url('tukums')}/lv/jaunumi").tree.xpath(ROWS)[0]
    assert row.xpath(".//*[@class='article-info']//*[@class='title']/h3/a")
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4}\.", row.xpath("string(.//*[@class='article-details']/*)").strip())
    assert not row.xpath(".//time")


@pytest.mark.parametrize(
    ("site", "form"),
    [("ludza", r"\d{4}-\d\d-\d\d"), ("jurmala", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")],
)
def test_new_rows_have_h2_and_machine_dates(
    demo: DemoServer, get: Callable[..., Any], site: str, form: str
) -> None:
    rows = get(f"{demo.url(site)}/lv/jaunumi").tree.xpath(ROWS)
    assert len(rows) == 10
    for row in rows:
        assert row.xpath(".//*[@class='title']/h2/a")
        assert re.fullmatch(form, row.xpath(".//*[@class='date']/time/@datetime")[0])


def test_teasers_are_cut_at_two_hundred_and_may_be_empty(demo: DemoServer, get: Callable[..., Any]) -> None:
    teasers = {}
    for number in range(12):
        for row in get(f"{demo.url('tukums')}/lv/jaunumi?page={number}").tree.xpath(ROWS):
            teasers[row.xpath(".//a/@href")[0]] = row.xpath("string(.//*[@class='text'])")
    assert max(map(len, teasers.values())) == 200
    assert [path for path, text in teasers.items() if not text] == [
        "/lv/jaunums/fotomirkli-no-rozu-svetkiem-tukuma"
    ]


def test_article_page_has_what_the_platform_has(demo: DemoServer, get: Callable[..., Any]) -> None:
    page = get(f"{demo.url('ludza')}/lv/jaunums/viss-par-kanalizacijas-pieslegumu-lidzfinansejumu")
    tree = page.tree
    assert [h.text for h in tree.xpath("//h1[@class='display-4']")] == [tree.xpath("string(//h1)")]
    submitted = " ".join(tree.xpath("string(//*[@class='submitted'])").split())
    assert submitted == "Publicēts: 16.11.2026. Atjaunināts: 17.11.2026."
    assert len(tree.xpath("//*[contains(@class,'text__text-content')]")) == 4
    assert tree.xpath("string(//*[@class='accordion']//button)") == "Vai var pieteikties otrreiz?"
    assert "likumi.lv, Ārējā saite" in page.text.replace("<span>", "")
    titles = tree.xpath("//a[contains(@href,'/download?attachment')]/@title")
    assert titles == ["Pieteikuma veidlapa.docx", "Saistošie noteikumi Nr. 14.pdf"]
    assert tree.xpath("//title/text()")[0].endswith(" | Ludzas novada pašvaldība")
    assert tree.xpath("//*[@data-image]/@data-image")[0].endswith("/gallery_images/pieslegumi.jpg")


def test_node_number_is_in_settings_and_rating_link(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = next(a for a in demo.control.expected("jurmala")["articles"] if a["key"] == "twin-a")
    tree = get(demo.url("jurmala") + article["path"]).tree
    settings = json.loads(tree.xpath("string(//script[@data-drupal-selector='drupal-settings-json'])"))
    assert settings["path"]["currentPath"] == f"node/{article['source_id']}"
    assert (
        f"current_page=/node/{article['source_id']}" in tree.xpath("//a[@class='page-rating-link']/@href")[0]
    )


def test_equal_headlines_get_a_tail_and_are_two_articles(demo: DemoServer) -> None:
    paths = {
        a["key"]: a["path"]
        for a in demo.control.expected("jurmala")["articles"]
        if a["key"].startswith("twin")
    }
    assert paths["twin-b"] == f"{paths['twin-a']}-0"


def test_unchanged_pages_differ_in_every_fetch(demo: DemoServer, get: Callable[..., Any]) -> None:
    url = f"{demo.url('ludza')}/lv/jaunums/pieejams-404-autobuss"
    first, second = get(url), get(url)
    assert first.body != second.body
    assert first.tree.xpath("string(//*[@id='content-area'])") == second.tree.xpath(
        "string(//*[@id='content-area'])"
    )


def test_one_article_answers_at_four_addresses(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = next(a for a in demo.control.expected("ludza")["articles"] if a["key"] == "bus-404")
    number, alias = article["source_id"], article["path"]
    paths = (alias, alias.removeprefix("/lv"), f"/lv/node/{number}", f"/node/{number}")
    canonical = {
        tuple(get(demo.url("ludza") + p).tree.xpath("//link[@rel='canonical']/@href")) for p in paths
    }
    assert canonical == {(demo.url("ludza") + alias,)}


def test_chrome_weighs_what_it_weighs_on_the_platform(demo: DemoServer, get: Callable[..., Any]) -> None:
    # Seen: 96-103 kB, up to 249 kB.
    assert 90_000 < len(get(f"{demo.url('ludza')}/lv/jaunumi").body) < 250_000


@pytest.mark.parametrize(("site", "prose"), [("ludza", "<![CDATA[<p>"), ("tukums", "&lt;p&gt;")])
def test_feed_has_twenty_items_newest_first(
    demo: DemoServer, get: Callable[..., Any], site: str, prose: str
) -> None:
    answer = get(f"{demo.url(site)}/lv/rss/articles")
    assert prose in answer.text
    items = ET.fromstring(answer.body).findall("channel/item")
    expected = demo.control.expected(site)
    links = [item.findtext("link") for item in items]
    refused = {demo.url(site) + entry["path"] for entry in expected["rejected"]}
    newest = [demo.url(site) + article["path"] for article in expected["articles"]]
    stored = [link for link in links if link not in refused]
    assert len(items) == 20
    assert stored == newest[: len(stored)]
    assert re.fullmatch(rf"\d+ at {re.escape(demo.url(site))}", items[0].findtext("guid") or "")
    assert sum(item.find("pubDate") is None for item in items) == (1 if site == "tukums" else 0)


def test_feed_dates_are_to_the_second_and_the_page_shows_the_local_day(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    items = ET.fromstring(get(f"{demo.url('ludza')}/lv/rss/articles").body).findall("channel/item")
    morning = next(item for item in items if (item.findtext("link") or "").endswith("apgrutinata-satiksme"))
    assert morning.findtext("pubDate") == "Fri, 20 Nov 2026 06:05:00 +0000"


def test_jurmala_says_there_are_no_feeds(demo: DemoServer, get: Callable[..., Any]) -> None:
    hub = get(f"{demo.url('jurmala')}/lv/rss")
    assert hub.status == 200
    assert "no RSS feeds" in hub.text
    assert get(f"{demo.url('jurmala')}/lv/rss/articles").status == 404


def test_old_addresses_answer_with_the_home_page(demo: DemoServer, get: Callable[..., Any]) -> None:
    old, home = (get(demo.url("ludza") + path) for path in ("/ieraksti/nekustamais-ipasums-30/", "/lv"))
    assert old.status == 200
    assert old.tree.xpath("//link[@rel='canonical']/@href") == home.tree.xpath(
        "//link[@rel='canonical']/@href"
    )
    assert get(demo.url("tukums") + "/ieraksti/nekustamais-ipasums-30/").status == 404


def test_one_listed_article_is_refused_with_200(demo: DemoServer, get: Callable[..., Any]) -> None:
    (entry,) = demo.control.expected("ludza")["rejected"]
    answer = get(demo.url("ludza") + entry["path"])
    assert answer.status == 200
    assert b"Request Rejected" in answer.body
    assert len(answer.body) < 1000


def test_date_filter_of_the_list(demo: DemoServer, get: Callable[..., Any]) -> None:
    query = "created%5Bmin%5D=31.12.2025&created%5Bmax%5D=01.01.2026"
    rows = get(f"{demo.url('jurmala')}/lv/jaunumi?{query}").tree.xpath(ROWS)
    days = {row.xpath("string(.//time)") for row in rows}
    assert days == {"31.12.2025.", "01.01.2026."}
    everything = get(f"{demo.url('jurmala')}/lv/jaunumi?created%5Bmin%5D=--.--.----").tree.xpath(ROWS)
    assert len(everything) == 10


def test_events_are_not_in_the_news_list(demo: DemoServer, get: Callable[..., Any]) -> None:
    paths = [e["path"] for e in demo.control.expected("ludza")["never"] if e["why"] == "event"]
    assert len(paths) == 8
    calendar = get(demo.url("ludza") + "/lv/notikumu-kalendars").text
    news = get(demo.url("ludza") + "/lv/jaunumi").text
    assert [p for p in paths if f'href="{p}?date=0"' not in calendar or p in news] == []
    assert get(demo.url("ludza") + paths[0]).status == 200


def test_robots_forbid_what_must_not_be_followed(demo: DemoServer, get: Callable[..., Any]) -> None:
    lines = get(demo.url("ludza") + "/robots.txt").text.splitlines()
    assert {"Disallow: /lv/form/", "Disallow: /lv/print/", "Disallow: /lv/banners/"} <= set(lines)
    assert not any(line.startswith(("Sitemap", "Crawl-delay")) for line in lines)


def test_drupal_validators(demo: DemoServer, get: Callable[..., Any]) -> None:
    """304 only when both validators come back and the weak mark was taken off (measured on Drupal 10)."""
    url = f"{demo.url('ludza')}/lv/rss/articles"
    first = get(url, compressed=True)
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]
    assert re.fullmatch(r'W/"\d+"', tag)
    assert first.headers["Expires"].endswith("1978 05:00:00 GMT")
    bare = tag.removeprefix("W/")
    statuses = [
        get(url, compressed=True, **headers).status
        for headers in (
            {"If_None_Match": tag, "If_Modified_Since": since},
            {"If_None_Match": tag},
            {"If_Modified_Since": since},
            {"If_None_Match": bare, "If_Modified_Since": since},
        )
    ]
    assert statuses == [200, 200, 200, 304]


@pytest.mark.parametrize("site", TVP)
def test_pages_and_lists_carry_no_validators(demo: DemoServer, get: Callable[..., Any], site: str) -> None:
    headers = get(f"{demo.url(site)}/lv/jaunumi").headers
    assert headers["ETag"] is headers["Last-Modified"] is None
