"""The small WordPress sites: each has the addresses and the trouble that were seen on its own system."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer

FORMS = {
    "liepaja": r"/[a-z0-9-]+/",
    "ventspils": r"/jaunumi/(pilseta|kultura|izglitiba|sports)/[a-z0-9-]+/",
    "saulkrasti": r"/jaunumi/(pasvaldiba-un-sabiedriba|kultura-un-sports|izglitiba)/[a-z0-9-]+/",
    "jelgava": r"/jaunumi/[a-z0-9-]+/",
    "saldus": r"/(aktualitates|jaunumi)/posts/[a-z0-9-]+/",
    "rezekne": r"/20\d\d/\d\d/\d\d/[a-z0-9-]+/",
    "aluksne": r"/index\.php/20\d\d/\d\d/\d\d/[a-z0-9-]+/",
    "kekava": r"/n/[a-z0-9-]+/",
    "valmiera": r"/[a-z0-9-]+/",
}
LISTS = {
    "ventspils": "/jaunumi/",
    "saulkrasti": "/jaunumi/",
    "jelgava": "/jaunumi/",
    "rezekne": "/",
    "aluksne": "/index.php/",
    "kekava": "/n/",
    "valmiera": "/",
}


def paths(demo: DemoServer, site: str) -> set[str]:
    answers = demo.control.expected(site)
    return {a["path"] for a in answers["articles"] + answers["rejected"]}


@pytest.mark.parametrize("site", FORMS)
def test_addresses_have_the_sites_own_form(demo: DemoServer, site: str) -> None:
    found = paths(demo, site)
    assert len(found) > 15
    assert [path for path in found if not re.fullmatch(FORMS[site], path)] == []


@pytest.mark.parametrize("site", LISTS)
def test_the_list_pages_through_all_news_and_ends_in_404(
    demo: DemoServer, get: Callable[..., Any], site: str
) -> None:
    links: list[str] = []
    statuses = []
    for number in range(1, 5):
        answer = get(f"{demo.url(site)}{LISTS[site]}{f'page/{number}/' if number > 1 else ''}")
        statuses.append(answer.status)
        if answer.status == 200:
            links += answer.tree.xpath("//article//h2/a/@href")
    assert statuses[0] == 200
    assert statuses[-1] == 404
    assert {link.removeprefix(demo.url(site)) for link in links} == paths(demo, site)


def test_liepaja_lists_are_empty_until_a_script_asks_the_interface(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    base = demo.url("liepaja")
    for path in ("/", "/jaunumi/"):
        tree = get(base + path).tree
        assert not tree.xpath("//article")
        assert "fetch(" in tree.xpath("string(//main//script)")
    (source,) = tree.xpath("//@data-source")
    rows = json.loads(get(f"{base}{source}&page=1").body)
    assert len(rows) == 12
    assert {row["link"].removeprefix(base) for row in rows} <= paths(demo, "liepaja")


def test_liepaja_tells_a_missing_page_with_200(demo: DemoServer, get: Callable[..., Any]) -> None:
    answer = get(demo.url("liepaja") + "/nekas-te-nav/")
    assert answer.status == 200
    assert "Mēs nevaram atrast lapu" in answer.text


def test_liepaja_page_shows_a_long_date_and_a_standing_page_another_word(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    article = next(a for a in demo.control.expected("liepaja")["articles"] if a["key"] == "digest")
    tree = get(demo.url("liepaja") + article["path"]).tree
    assert tree.xpath("string(//header[@class='entry-header']//*[@class='date'])") == "20. novembris, 2026"
    assert not tree.xpath("//header[@class='entry-header']//time")
    assert "Atjaunots: 8. septembris, 2026" in get(demo.url("liepaja") + "/kontakti/").text


def test_aluksne_answers_below_index_php_only(demo: DemoServer, get: Callable[..., Any]) -> None:
    base = demo.url("aluksne")
    asked = ("/feed/", "/wp-json/wp/v2/posts", "/index.php/feed/", "/index.php/wp-json/wp/v2/posts")
    assert [get(base + path).status for path in asked] == [404, 404, 200, 200]
    by_parameter = get(f"{base}/?rest_route=/wp/v2/posts&per_page=100")
    assert {post["link"].removeprefix(base) for post in json.loads(by_parameter.body)} == paths(
        demo, "aluksne"
    )
    assert get(base + "/?feed=rss2").body == get(base + "/index.php/feed/").body
    assert get(base + "/").tree.xpath("string(//title)").endswith(" - Alūksnes novads")


def test_kekava_news_are_a_type_of_their_own(demo: DemoServer, get: Callable[..., Any]) -> None:
    base = demo.url("kekava")
    assert get(base + "/wp-json/wp/v2/posts").body == b"[]"
    types = json.loads(get(base + "/wp-json/wp/v2/types").body)
    assert types["n"]["rest_base"] == "n"
    news = json.loads(get(base + "/wp-json/wp/v2/n?per_page=100").body)
    assert {post["link"].removeprefix(base) for post in news} == paths(demo, "kekava")
    counts = [len(ET.fromstring(get(base + f).body).findall("channel/item")) for f in ("/feed/", "/n/feed/")]
    assert counts == [0, 10]


def test_valmiera_documents_look_like_news_and_are_none(demo: DemoServer, get: Callable[..., Any]) -> None:
    base = demo.url("valmiera")
    links = get(base + "/dokumenti/").tree.xpath("//article//a/@href")
    assert "Datums: 30.08.2021" in get(base + "/dokumenti/").text
    never = {n["path"] for n in demo.control.expected("valmiera")["never"] if n["why"] == "document"}
    assert {link.removeprefix(base) for link in links} == never
    assert len(never) == 3
    assert json.loads(get(base + "/wp-json/wp/v2/dokumenti").body)[0]["type"] == "document"


def test_valmiera_pages_carry_no_date_at_all(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = demo.control.expected("valmiera")["articles"][0]
    tree = get(demo.url("valmiera") + article["path"]).tree
    assert not tree.xpath(
        "//time | //meta[contains(@property,'_time')] | //header[@class='entry-header']//span"
    )
    assert tree.xpath("string(//header[@class='entry-header'])").count(article["title"]) == 2


@pytest.mark.parametrize(
    ("site", "status"),
    [("jelgava", 401), ("saulkrasti", 401), ("ventspils", 200), ("saldus", 200), ("rezekne", 200)],
)
def test_the_interface_is_closed_on_some(
    demo: DemoServer, get: Callable[..., Any], site: str, status: int
) -> None:
    answer = get(demo.url(site) + "/wp-json/wp/v2/posts")
    assert answer.status == status
    assert ("Link" in get(demo.url(site) + "/").headers) == (status == 200)


def test_jelgava_sections_share_the_level_of_articles(demo: DemoServer, get: Callable[..., Any]) -> None:
    base = demo.url("jelgava")
    links = get(base + "/jaunumi/pasakumi/").tree.xpath("//article//h2/a/@href")
    events = [e for e in demo.control.expected("jelgava")["events"] if e["source"] == "news"]
    assert len(events) == 3
    assert {event["path"] for event in events} <= {link.removeprefix(base) for link in links}


def test_ventspils_uploads_and_structured_data(demo: DemoServer, get: Callable[..., Any]) -> None:
    article = next(a for a in demo.control.expected("ventspils")["articles"] if a["image"])
    assert article["image"].startswith("/app/uploads/20")
    tree = get(demo.url("ventspils") + article["path"]).tree
    graph = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))["@graph"]
    assert graph[0]["datePublished"][:10] <= article["published_date"]


def test_rezekne_russian_post_is_in_no_latvian_list(demo: DemoServer, get: Callable[..., Any]) -> None:
    (entry,) = [n for n in demo.control.expected("rezekne")["never"] if n["why"] == "russian"]
    assert entry["path"].startswith("/ru/2026/10/12/расписание")
    assert get(demo.url("rezekne") + entry["path"]).status == 200
    assert entry["path"] not in get(demo.url("rezekne") + "/page/2/").text


@pytest.mark.parametrize("site", ["saldus", "rezekne"])
def test_calendar_interface(demo: DemoServer, get: Callable[..., Any], site: str) -> None:
    root = f"{demo.url(site)}/wp-json/tribe/events/v1/events"
    first = get(f"{root}?per_page=3")
    told = json.loads(first.body)
    assert (told["total"], told["total_pages"], first.headers["X-TEC-TotalPages"]) == (7, 3, "3")
    assert "page=2" in told["next_rest_url"]
    events = [
        e for page in (1, 2, 3) for e in json.loads(get(f"{root}?per_page=3&page={page}").body)["events"]
    ]
    expected = [e for e in demo.control.expected(site)["events"] if e["source"] == "calendar"]
    assert [e["title"] for e in events] == [e["title"] for e in expected]
    starts = [e["start_date"][:10] for e in events]
    assert starts == [e["start"][:10] for e in expected]
    beyond = get(f"{root}?per_page=3&page=4")
    assert beyond.status == 404
    assert json.loads(beyond.body)["code"] == "event-archive-page-not-found"


def test_calendar_hides_what_has_begun_and_ended_before_the_asked_day(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    root = f"{demo.url('saldus')}/wp-json/tribe/events/v1/events"
    assert json.loads(get(f"{root}?start_date=2030-01-01").body)["total"] == 0
    assert get(f"{demo.url('valmiera')}/wp-json/tribe/events/v1/events").status == 404
