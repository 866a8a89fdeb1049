"""Plain Drupal, Daugavpils, Olaine, and the two made-up systems of Krāslava and Valka."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer


def articles(demo: DemoServer, site: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = demo.control.expected(site)["articles"]
    return found


def paths(demo: DemoServer, site: str) -> set[str]:
    return {article["path"] for article in articles(demo, site)}


def rows(get: Callable[..., Any], url: str, xpath: str) -> list[str]:
    return [link.partition("#")[0].partition("?")[0] for link in get(url).tree.xpath(xpath)]


@pytest.mark.parametrize(
    ("site", "form"),
    [
        ("marupe", r"/lv/sabiedriba/zinas/[a-z0-9-]+-\d+|/lv/zinas/[a-z0-9-]+-\d\d-\d\d-2025"),
        ("salaspils", r"/lv/node/\d+|/lv/aktualitates/[a-z0-9-]+"),
        ("daugavpils", r"/afisa/zinas/[a-z0-9-]+|/pasvaldiba/aktualitates/video-zinas/[a-z0-9-]+"),
        ("olaine", r"/lv/jaunumi/[a-z0-9-]+"),
        ("kraslava", r"/zinas/pilns-raksts/article/[a-z0-9-]+/"),
        ("valka", r"/lv(/[a-z-]+-\d)+/[a-z0-9-]+"),
    ],
)
def test_addresses_have_the_systems_form(demo: DemoServer, site: str, form: str) -> None:
    found = paths(demo, site)
    assert len(found) > 15
    assert [path for path in found if not re.fullmatch(form, path)] == []


@pytest.mark.parametrize(
    ("site", "news", "rows_at"),
    [
        ("marupe", "/lv/zinas?page={}", "//*[@class='views-row']//h2/a/@href"),
        ("salaspils", "/lv/aktualitates?page={}", "//*[@class='views-row']//h2/a/@href"),
    ],
)
def test_drupal_lists_count_from_zero(
    demo: DemoServer, get: Callable[..., Any], site: str, news: str, rows_at: str
) -> None:
    found = [link for n in range(3) for link in rows(get, demo.url(site) + news.format(n), rows_at)]
    assert set(found) == paths(demo, site)
    first = next(a for a in articles(demo, site) if a["key"] == "sticky")
    assert found[0] == first["path"]


def test_drupal_seven_repeats_its_last_page_and_ten_shows_an_empty_one(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    rows_at = "//*[@class='views-row']//h2/a/@href"
    last, beyond = (rows(get, f"{demo.url('marupe')}/lv/zinas?page={n}", rows_at) for n in (1, 99))
    assert last == beyond != []
    answer = get(f"{demo.url('salaspils')}/lv/aktualitates?page=99")
    assert answer.status == 200
    assert not answer.tree.xpath(rows_at)


def test_a_theme_list_of_marupe_is_not_strictly_by_date(demo: DemoServer, get: Callable[..., Any]) -> None:
    days = {a["path"]: a["published_date"] for a in articles(demo, "marupe")}
    url = f"{demo.url('marupe')}/lv/temas/sabiedriba"
    links = rows(get, url, "//*[@class='views-row']//h2/a/@href")
    shown = [days[link] for link in links][1:]  # the first one is pinned
    assert len(shown) > 3
    assert shown != sorted(shown, reverse=True)


def test_one_drupal_article_has_several_addresses(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = articles(demo, "marupe")[0]
    number = article["source_id"]
    for path in (article["path"], f"/index.php{article['path']}", f"/lv/node/{number}", f"/node/{number}"):
        answer = get(demo.url("marupe") + path)
        assert answer.tree.xpath("//link[@rel='canonical']/@href") == [article["path"]]
        assert answer.headers["Link"] == f'<{article["path"]}>; rel="canonical"'
    aliased = next(a for a in articles(demo, "salaspils") if "/aktualitates/" in a["path"])
    alias, number = aliased["path"], aliased["source_id"]
    for path in (alias, alias.removeprefix("/lv"), f"/lv/node/{number}", f"/node/{number}"):
        tree = get(demo.url("salaspils") + path).tree
        assert tree.xpath("//link[@rel='canonical']/@href") == [demo.url("salaspils") + alias]


def test_drupal_feeds_hold_ten_with_the_pinned_one_first(demo: DemoServer, get: Callable[..., Any]) -> None:
    for site, body in (("marupe", True), ("salaspils", False)):
        answer = get(f"{demo.url(site)}/rss.xml?page=1")
        items = ET.fromstring(answer.body).findall("channel/item")
        assert len(items) == 10
        assert (items[0].findtext("pubDate") or "").startswith("Wed, 11 Feb 2026")
        text = " ".join(articles(demo, site)[0]["body"][0].split())
        described = " ".join((items[1].findtext("description") or "").split())
        assert (text in described) is body
        tag, since = answer.headers["ETag"], answer.headers["Last-Modified"]
        assert get(f"{demo.url(site)}/rss.xml", If_None_Match=tag, If_Modified_Since=since).status == 304
        assert get(f"{demo.url(site)}/rss.xml", If_None_Match=tag).status == 200


def test_drupal_dates_of_pages(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = articles(demo, "marupe")[0]
    (moment,) = get(demo.url("marupe") + article["path"]).tree.xpath("//@content[contains(.,'T')]")
    assert moment[:16] == article["published_minute"][:16]
    page = get(demo.url("salaspils") + articles(demo, "salaspils")[0]["path"])
    assert not page.tree.xpath("//time")
    assert page.tree.xpath("string(//*[@class='node__meta'])") == "By redaktors, 20 November, 2026"


@pytest.mark.parametrize(("site", "asks"), [("marupe", True), ("salaspils", False)])
def test_one_drupal_asks_for_a_pause(
    demo: DemoServer, get: Callable[..., Any], site: str, asks: bool
) -> None:
    assert ("Crawl-delay: 1\n" in get(demo.url(site) + "/robots.txt").text) is asks


def test_daugavpils_list_counts_from_one_and_its_links_gather_junk(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    base = demo.url("daugavpils")
    found: list[str] = []
    for news in ("/afisa/zinas/", "/pasvaldiba/aktualitates/video-zinas"):
        for number in (1, 2, 3):
            found += rows(get, f"{base}{news}?page={number}", "//*[@class='news-item']/a/@href")
    assert set(found) == paths(demo, "daugavpils")
    tree = get(f"{base}/afisa/zinas/").tree
    assert "&amp%3Bpage=1" in tree.xpath("//*[@class='pagination']/a/@href")[1]
    assert sum(not item.xpath(".//h3") for item in tree.xpath("//*[@class='news-item']")) == 1


def test_daugavpils_poster_never_tells_a_year(demo: DemoServer, get: Callable[..., Any]) -> None:
    events = demo.control.expected("daugavpils")["events"]
    cards = [
        card
        for number in (1, 2)
        for card in get(f"{demo.url('daugavpils')}/afisa/?page={number}").tree.xpath(
            "//*[contains(@class,'afisa-posts')]/*[@class='col-xs-6']"
        )
    ]
    assert [card.xpath("string(.//*[@class='event-text']/h3)") for card in cards] == [
        e["title"] for e in events
    ]
    for card, event in zip(cards, events, strict=True):
        when = card.xpath("string(.//*[@class='event-date'])")
        assert not re.search(r"20\d\d", when)
        assert when.startswith(event["start"][8:10])
        assert (":" in when) is (event["all_day"] is False)
        several = event["end"] is not None and event["end"][:10] != event["start"][:10]
        assert bool(card.xpath(".//*[@class='date2']")) is several


def test_daugavpils_has_a_print_view_of_the_same_article(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = articles(demo, "daugavpils")[0]
    printed = get(f"{demo.url('daugavpils')}{article['path']}?mode=print").text
    assert article["body"][0] in printed
    assert "Google Translate" not in printed


def test_olaine_prints_the_headline_twice_and_links_with_a_fragment(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    base = demo.url("olaine")
    links = get(f"{base}/lv/jaunumi").tree.xpath("//*[@class='item']/a/@href")
    assert len(links) == 8
    assert all(link.endswith("#gsc.tab=0") for link in links)
    article = next(a for a in articles(demo, "olaine") if a["key"] == "with-files")
    text = get(base + article["path"]).tree.xpath("string(//main)")
    assert text.count(article["title"]) == 2
    (file,) = article["attachments"]
    assert file["path"].startswith("/uploads/kcfinder/files/")
    assert "%C4%A3" in file["path"]
    assert unquote(file["path"]).endswith("ģimenēm(3).pdf")


def test_olaine_pages_are_linked_and_end_in_404(demo: DemoServer, get: Callable[..., Any]) -> None:
    url, found = f"{demo.url('olaine')}/lv/jaunumi", []
    for _ in range(9):
        found += rows(get, url, "//*[@class='item']/a/@href")
        following = get(url).tree.xpath("//a[text()='Nākamā lapa']/@href")
        if not following:
            break
        url = demo.url("olaine") + following[0]
    assert set(found) == paths(demo, "olaine")
    assert get(f"{demo.url('olaine')}/lv/jaunumi?lapa=9").status == 404


def test_kraslava_pages_need_their_check_sum(demo: DemoServer, get: Callable[..., Any]) -> None:
    base = demo.url("kraslava")
    links = get(f"{base}/zinas/").tree.xpath("//*[@class='page-navigation']//a/@href")
    found = [link for url in links for link in rows(get, base + url, "//h3/a/@href")]
    assert set(found) == paths(demo, "kraslava")
    assert get(base + links[1].partition("&cHash")[0]).status == 404


def test_kraslava_site_map_has_two_levels_and_there_is_no_feed(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    base = demo.url("kraslava")
    assert f"Sitemap: {base}/sitemap.xml" in get(base + "/robots.txt").text
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    maps = [e.text or "" for e in ET.fromstring(get(base + "/sitemap.xml").body).iter(name)]
    listed = [e.text or "" for url in maps for e in ET.fromstring(get(url).body).iter(name)]
    assert {url.removeprefix(base) for url in listed} == paths(demo, "kraslava") | {"/iedzivotajiem/"}
    assert [get(base + path).status for path in ("/feed/", "/rss.xml", "/lv/rss/articles")] == [404] * 3


def test_kraslava_tells_dates_as_microdata(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = articles(demo, "kraslava")[0]
    tree = get(demo.url("kraslava") + article["path"]).tree
    assert tree.xpath("//*[@itemprop='datePublished']/@datetime") == [article["published_date"]]
    assert tree.xpath("string(//h1[@itemprop='headline'])") == article["title"]


def test_valka_lists_are_tables_and_repeat_their_last_page(demo: DemoServer, get: Callable[..., Any]) -> None:
    base, rows_at = demo.url("valka"), "//table[@class='raksti']//a/@href"
    found = [link for n in (1, 2, 3) for link in rows(get, f"{base}/lv/jaunumi-1?lp={n}", rows_at)]
    assert set(found) == paths(demo, "valka")
    last, beyond = (rows(get, f"{base}/lv/jaunumi-1?lp={n}", rows_at) for n in (3, 9))
    assert last == beyond != []


def test_valka_article_stands_below_several_sections_and_is_commented(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    base = demo.url("valka")
    found = articles(demo, "valka")
    article = found[0]
    slug = article["path"].rpartition("/")[2]
    other = f"/lv/karku-pagasts-1/karku-pagasts-4/{slug}"
    assert get(base + article["path"]).body == get(base + other).body
    year, month, day = article["published_date"].split("-")
    text = get(base + article["path"]).tree.xpath("string(//*[@class='raksts'])")
    assert text.startswith(f"{day}.{month}.{year}{article['title']}")
    pages = [get(base + a["path"]).text for a in found]
    commented = [page for page in pages if "2026-11-18 19:42" in page]
    assert 0 < len(commented) < len(pages)
    assert all("Rakstam vēl nav pievienoti komentāri." in page for page in pages if page not in commented)
