"""The WordPress sites against behaviour measured on real installations."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer

WORDPRESS = ("sigulda", "kuldiga", "rezeknes-novads")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def items(answer: Any) -> list[ET.Element]:
    return ET.fromstring(answer.body).findall("channel/item")


@pytest.mark.parametrize(
    ("site", "form", "statuses"),
    [
        # as received: both, tag only, date only; then both with W/ and -gzip taken off
        ("kuldiga", r'W/"[0-9a-f]{32}"', [200, 200, 304, 304]),
        ("rezeknes-novads", r'"[0-9a-f]{32}-gzip"', [200, 200, 304, 304]),
    ],
)
def test_feed_validators(
    demo: DemoServer, get: Callable[..., Any], site: str, form: str, statuses: list[int]
) -> None:
    url = f"{demo.url(site)}/feed/"
    first = get(url, compressed=True)
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]
    assert re.fullmatch(form, tag)
    bare = tag.removeprefix("W/").replace('-gzip"', '"')
    tries = (
        {"If_None_Match": tag, "If_Modified_Since": since},
        {"If_None_Match": tag},
        {"If_Modified_Since": since},
        {"If_None_Match": bare, "If_Modified_Since": since},
    )
    assert [get(url, compressed=True, **headers).status for headers in tries] == statuses


def test_every_feed_of_a_site_has_the_same_tag_even_the_missing_page(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    paths = ("/feed/", "/feed", "/?feed=rss2", "/category/dazadi/feed/", "/feed/?paged=2", "/feed/?paged=99")
    answers = [get(demo.url("sigulda") + path, compressed=True) for path in paths]
    assert [a.status for a in answers] == [200, 200, 200, 200, 200, 404]
    assert len({a.headers["ETag"] for a in answers}) == 1
    assert items(answers[-1]) == []


@pytest.mark.parametrize("site", WORDPRESS)
def test_feed_pages_hold_ten_and_reach_every_post(
    demo: DemoServer, get: Callable[..., Any], site: str
) -> None:
    links: list[str] = []
    for number in range(1, 100):
        answer = get(f"{demo.url(site)}/feed/?paged={number}")
        if answer.status == 404:
            break
        found = items(answer)
        assert 0 < len(found) <= 10
        links += [item.findtext("link") or "" for item in found]
    expected = demo.control.expected(site)
    paths = {entry["path"] for entry in expected["articles"] + expected["rejected"]}
    assert {link.removeprefix(demo.url(site)) for link in links} == paths
    assert len(links) == len(paths)


def test_feed_item_holds_everything(demo: DemoServer, get: Callable[..., Any]) -> None:
    answer = get(f"{demo.url('kuldiga')}/feed/")
    item = items(answer)[0]
    assert item.findtext("title") == "Šorīt Kuldīgas novadā apgrūtināta satiksme"
    assert item.findtext("pubDate") == "Fri, 20 Nov 2026 06:05:00 +0000"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Sabiedrisko attiecību nodaļa"
    assert [c.text for c in item.findall("category")] == ["Jaunumi", "ceļi"]
    guid = item.find("guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"
    assert re.search(r"/\?p=\d+$", guid.text or "")
    assert (item.findtext(CONTENT) or "").startswith("<p>Naktī uzsnigušā sniega")
    # The self link loses the port number.
    assert '<atom:link href="http://127.0.1.5/feed/"' in answer.text


def test_protected_post_in_the_feed(demo: DemoServer, get: Callable[..., Any]) -> None:
    protected = next(
        item
        for n in (1, 2)
        for item in items(get(f"{demo.url('kuldiga')}/feed/?paged={n}"))
        if "Materiāli deputātiem" in (item.findtext("title") or "")
    )
    assert (protected.findtext("title") or "").startswith("Aizsargāts: ")
    assert "post-password-form" in (protected.findtext(CONTENT) or "")
    assert "Slepens" not in ET.tostring(protected, encoding="unicode")


def test_home_shows_the_sticky_post_first_and_again_at_its_place(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    link = "//article//h2/a/@href"
    first = get(f"{demo.url('kuldiga')}/").tree.xpath(link)
    assert len(first) == 11
    rest = []
    for number in range(2, 100):
        answer = get(f"{demo.url('kuldiga')}/page/{number}/")
        if answer.status != 200:
            break
        found = answer.tree.xpath(link)
        assert 0 < len(found) <= 10
        rest += found
    assert answer.status == 404
    assert "error404" in answer.tree.xpath("//body/@class")[0]
    assert first[0] in rest
    assert first[0].endswith("/svarigi-iedzivotaju-aptauja-par-novada-attistibu/")


def test_sigulda_lists_print_whole_posts(demo: DemoServer, get: Callable[..., Any]) -> None:
    tree = get(f"{demo.url('sigulda')}/category/dazadi/page/2").tree
    posts = tree.xpath("//article")
    assert len(posts) == 10
    assert all(
        post.xpath(".//time/@datetime") and post.xpath(".//*[@class='entry-content']/p") for post in posts
    )
    masked = get(f"{demo.url('sigulda')}/video-novada-svetku-gajiens/").tree.xpath(
        "//*[@data-cfemail]/@data-cfemail"
    )[0]
    key = int(masked[:2], 16)
    assert bytes(b ^ key for b in bytes.fromhex(masked[2:])) == b"kultura@sigulda.lv"


def test_sigulda_category_lists_reach_every_post(demo: DemoServer, get: Callable[..., Any]) -> None:
    seen = set()
    for name in ("dazadi", "socialie", "svetki"):
        for number in range(1, 100):
            answer = get(f"{demo.url('sigulda')}/category/{name}/page/{number}")
            if answer.status != 200:
                break
            seen |= {
                link.removeprefix(demo.url("sigulda")) for link in answer.tree.xpath("//article//h2/a/@href")
            }
    assert {a["path"] for a in demo.control.expected("sigulda")["articles"]} <= seen


def redirect_of(demo: DemoServer, get: Callable[..., Any], path: str) -> tuple[int, str | None]:
    answer = get(demo.url("kuldiga") + path)
    return answer.status, (answer.headers["Location"] or "").removeprefix(demo.url("kuldiga")) or None


def test_redirects(demo: DemoServer, get: Callable[..., Any]) -> None:
    rink = "/slidotava-atverta-lidz-22/"
    number = next(a["source_id"] for a in demo.control.articles("kuldiga") if a["key"] == "renamed")
    assert redirect_of(demo, get, f"/?p={number}") == (301, rink)
    assert redirect_of(demo, get, "/slidotava-atverta/") == (301, rink)
    assert redirect_of(demo, get, "/slidotava-atv/") == (301, rink)
    assert redirect_of(demo, get, f"/jaunumi{rink}") == (301, rink)
    assert redirect_of(demo, get, rink.rstrip("/")) == (301, rink)
    assert redirect_of(demo, get, rink.upper())[0] == 200
    assert redirect_of(demo, get, "/pavisam-cita-lapa/")[0] == 404


def test_kuldiga_head_has_dates_and_a_graph(demo: DemoServer, get: Callable[..., Any]) -> None:
    tree = get(f"{demo.url('kuldiga')}/slidotava-atverta-lidz-22/").tree
    metas = dict(zip(tree.xpath("//meta/@property"), tree.xpath("//meta[@property]/@content"), strict=True))
    assert metas["article:published_time"] == "2026-01-20T07:00:00+00:00"
    assert metas["article:modified_time"] == "2026-01-22T08:00:00+00:00"
    graph = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))["@graph"]
    assert {piece["@type"] for piece in graph} == {"Article", "WebPage", "WebSite"}
    # Labels stand glued together before the headline.
    labels = tree.xpath("//*[@class='post-categories']/a/text()")
    assert labels == ["Jaunumi"]


def test_plain_sites_have_no_structured_data(demo: DemoServer, get: Callable[..., Any]) -> None:
    page = get(f"{demo.url('rezeknes-novads')}/slidotava-atverta-lidz-22/")
    assert "ld+json" not in page.text
    assert "og:title" not in page.text
    assert page.tree.xpath("string(//*[@class='post-date'])") == "Publicēts 20.01.2026"


def test_english_copies_exist_and_are_not_listed(demo: DemoServer, get: Callable[..., Any]) -> None:
    copies = [
        e["path"]
        for e in demo.control.expected("rezeknes-novads")["never"]
        if e["why"] == "machine translation"
    ]
    assert copies
    for path in copies:
        answer = get(demo.url("rezeknes-novads") + path)
        assert (answer.status, answer.tree.get("lang")) == (200, "en")


@pytest.mark.parametrize(
    ("site", "index", "dated"),
    [("kuldiga", "/sitemap_index.xml", True), ("sigulda", "/wp-sitemap.xml", False)],
)
def test_sitemaps(demo: DemoServer, get: Callable[..., Any], site: str, index: str, dated: bool) -> None:
    assert f"Sitemap: {demo.url(site)}{index}" in get(demo.url(site) + "/robots.txt").text
    locations = re.findall(r"<loc>(.*?)</loc>", get(demo.url(site) + index).text)
    posts = get(locations[0]).text
    assert ("<lastmod>" in posts) == dated
    listed = {loc.removeprefix(demo.url(site)) for loc in re.findall(r"<loc>(.*?)</loc>", posts)}
    assert {a["path"] for a in demo.control.expected(site)["articles"]} <= listed
    assert "/budzets/" not in listed


def test_very_long_post_is_over_200_kb(demo: DemoServer, get: Callable[..., Any]) -> None:
    assert len(get(f"{demo.url('kuldiga')}/domes-sedes-protokols-pilna-apjoma/").body) > 200_000
