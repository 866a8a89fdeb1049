"""Archives of any size: every article once, by every way, whatever page is asked for first."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pilsetas_crawl.demo import DemoError, DemoServer
from pilsetas_crawl.demo.archive import NEWEST, OLDEST, Archive
from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.model import plain_paragraphs
from pilsetas_crawl.demo.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COUNT = 100_000
SMALL = 25


@pytest.fixture(scope="module")
def big() -> Iterator[DemoServer]:
    with DemoServer(sites=["kuldiga", "ludza"], archive={"kuldiga": COUNT, "ludza": SMALL}) as server:
        yield server


def whole(count: int = COUNT) -> Archive:
    return Archive(FACTS["kuldiga"], count)


def test_it_runs_from_the_newest_to_the_oldest_day_and_no_text_comes_twice() -> None:
    archive = whole(2_000)
    moments = [article.published for article in archive]
    assert moments == sorted(moments, reverse=True)
    assert (moments[0], moments[-1]) == (NEWEST, OLDEST)
    assert len({"\n".join(plain_paragraphs(article.blocks)) for article in archive}) == 2_000
    assert len({article.slug for article in archive}) == len({a.title for a in archive}) == 2_000


def test_slices_are_taken_from_the_end_of_a_hundred_thousand() -> None:
    archive = whole()
    assert [article.uid for article in archive[:2]] == [COUNT, COUNT - 1]
    assert [article.uid for article in archive[COUNT - 2 :]] == [2, 1]
    assert len(archive[5:95]) == 90
    assert archive.turned()[0].uid == 1


def test_selection_by_moment_is_the_one_by_looking_at_each() -> None:
    archive = whole(500)
    for first, last in (
        (datetime(2022, 3, 1, tzinfo=UTC), datetime(2022, 9, 1, tzinfo=UTC)),
        (archive[100].published, archive[90].published),
        (None, OLDEST),
        (NEWEST, None),
        (datetime(2019, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)),
    ):
        looked_at = [
            a.uid for a in archive if (not first or a.published > first) and (not last or a.published < last)
        ]
        assert list(archive.between(first, last).numbers) == looked_at


def test_selection_by_days_and_categories_covers_all_once() -> None:
    archive = whole(500)
    day = date(2024, 5, 17)
    nearby = archive.of_days(day - timedelta(days=9), day)
    assert [a.uid for a in archive if day - timedelta(days=9) <= a.local.date() <= day] == list(
        nearby.numbers
    )
    assert len(nearby) > 0
    parts = [list(archive.of_category(name).numbers) for name in FACTS["kuldiga"].categories]
    assert sorted(n for part in parts for n in part) == list(range(1, 501))
    assert all(a.categories == ("Dome",) for a in archive.of_category("Dome"))


def test_rest_pages_of_a_hundred(big: DemoServer, get: Callable[..., Any]) -> None:
    root = big.url("kuldiga") + "/wp-json/wp/v2/posts?per_page=100"
    first, last = get(root + "&_fields=id"), json.loads(get(root + "&page=1000").body)
    assert (first.headers["X-WP-Total"], first.headers["X-WP-TotalPages"]) == ("100000", "1000")
    assert [post["id"] for post in json.loads(first.body)] == list(range(COUNT, COUNT - 100, -1))
    assert [post["id"] for post in last] == list(range(100, 0, -1))
    assert last[-1]["date_gmt"] == "2020-01-02T07:00:00"
    assert get(root + "&page=1001").status == 400
    day = get(root + "&after=2024-05-17T00:00:00&before=2024-05-18T00:00:00&order=asc")
    posts = json.loads(day.body)
    assert {post["date"][:10] for post in posts} == {"2024-05-17"}
    assert [post["id"] for post in posts] == sorted(post["id"] for post in posts)
    assert int(day.headers["X-WP-Total"]) == len(posts) > 30


def test_wordpress_lists_feed_site_map_and_articles(big: DemoServer, get: Callable[..., Any]) -> None:
    base = big.url("kuldiga")
    links = get(base + "/page/10000/").tree.xpath("//article//h2/a/@href")
    assert links[-1] == base + "/arhiva-zina-1/"
    assert get(base + "/page/10001/").status == 404
    article = get(links[-1])
    assert article.tree.xpath("//meta[@property='article:published_time']/@content")[0][:10] == "2020-01-02"
    assert get(base + "/arhiva-zina-100001/").status == 404
    assert get(base + "/feed/?paged=2").text.count("<item>") == 10


def test_tvp_lists_and_articles(big: DemoServer, get: Callable[..., Any]) -> None:
    base, row = big.url("ludza"), "//*[contains(@class,'articles-wrapper')]//h2/a/@href"
    links = [link for n in range(4) for link in get(f"{base}/lv/jaunumi?page={n}").tree.xpath(row)]
    assert links == [f"/lv/jaunums/arhiva-zina-{n}" for n in range(SMALL, 0, -1)]
    assert "Publicēts: 02.01.2020." in get(base + links[-1]).text
    assert get(base + "/lv/jaunums/arhiva-zina-26").status == 404
    assert get(base + "/lv/rss/articles").text.count("<item>") == 20
    filtered = get(f"{base}/lv/jaunumi?created[min]=01.01.2020&created[max]=03.01.2020").tree.xpath(row)
    assert filtered == links[-1:]


def test_what_an_archive_cannot_do_is_told(big: DemoServer) -> None:
    with pytest.raises(DemoError, match="cannot be told or changed"):
        big.control.expected("kuldiga")
    with pytest.raises(DemoError, match="'madona' cannot hold an archive"):
        World(sites=["madona", "ludza"], archives={"madona": 5})
    with pytest.raises(DemoError, match="an archive of 0 articles"):
        World(sites=["ludza"], archives={"ludza": 0})
