"""Rule: rows that a theme has changed in part hide no article, and an emptied row does not tell it whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from scrapy.http import HtmlResponse

from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.span import run_window
from pilsetas_crawl.platforms.walk import Walk

HEAD = '<h2 class="entry-title"><a href="/{}">{}</a></h2><time class="entry-date" datetime="{}">diena</time>'
OLD = HEAD.format("vecaja-izskata-zina-pirma", "Vecā izskata ziņa", "2026-05-12T09:00:00+03:00")
NEW = HEAD.format("jaunaja-izskata-zina-otra", "Jaunā izskata ziņa", "2026-05-13T09:00:00+03:00")
MENU = '<nav><h3><a href="/standarta-lapa-par-mums">Standarta lapa</a></h3></nav>'


@pytest.fixture
def entries(spider_of: Callable[..., Any]) -> Callable[..., list[Candidate]]:
    """Candidates of a listing page of a WordPress site."""

    def read(html: str, name: str = "kuldiga") -> list[Candidate]:
        spider = spider_of(name)
        way = next(way for way in spider.discovery if isinstance(way, ListingWay))
        page = f"<html><body>{html}</body></html>"
        response = HtmlResponse(f"{spider.site}/category/jaunumi/", body=page.encode(), encoding="utf-8")
        return way.entries(Walk(spider, run_window(spider)), response)

    return read


def paths(found: list[Candidate]) -> list[str]:
    return [entry.url.rsplit("/", 1)[1] for entry in found]


def test_headlines_among_the_rows_are_read_though_they_are_no_rows(entries):
    found = entries(f'<main><article class="post">{OLD}</article><div class="karte">{NEW}</div></main>')
    assert paths(found) == ["vecaja-izskata-zina-pirma", "jaunaja-izskata-zina-otra"]
    assert [entry.pinned for entry in found] == [False, True]
    assert found[1].title == "Jaunā izskata ziņa"


def test_a_headline_is_known_by_its_length_where_it_is_no_heading(entries):
    long = "<p><a href='/jauna-izskata-garaka-zina'>Jaunā izskata garāka ziņa</a></p>"
    found = entries(f'<main><article class="post">{OLD}</article>{long}</main>')
    assert "jauna-izskata-garaka-zina" in paths(found)


@pytest.mark.parametrize(
    "row",
    [
        "<h3>Slēgts tilts pār upi</h3><div>12.05.2026.</div><p>Satiksmi novirza pa apvedceļu.</p>",
        "<div>12.05.2026.</div><div>Slēgts tilts pār upi</div><p>Satiksmi novirza pa apvedceļu.</p>",
        "<span>Slēgts tilts pār upi</span>",
    ],
)
def test_a_link_around_a_whole_row_shows_its_headline(row, entries):
    html = f'<section><a href="/lv/jaunums/slegts-tilts-par-upi">{row}</a></section>'
    assert [entry.title for entry in entries(html, "tukums")] == ["Slēgts tilts pār upi"]


def test_headlines_in_menus_and_short_labels_are_not(entries):
    beside = '<p><a href="/pasvaldibas-dokumenti-visi">Visi dokumenti</a></p>'
    found = entries(f'<main><article class="post">{OLD}</article>{MENU}{beside}</main>')
    assert paths(found) == ["vecaja-izskata-zina-pirma"]


def test_a_listing_whose_scope_is_gone_is_read_by_its_links(entries):
    html = '<section><h3><a href="/lv/jaunums/slegts-tilts-par-upi">Slēgts tilts pār upi</a></h3></section>'
    assert paths(entries(html, "tukums")) == ["slegts-tilts-par-upi"]


def test_a_scope_that_is_there_and_empty_stays_empty(entries):
    html = '<div id="content-area"></div><aside><a href="/lv/jaunums/slegts-tilts-par-upi">Slēgts</a></aside>'
    assert entries(html, "tukums") == []


@pytest.mark.parametrize(("content", "complete"), [("<p>Viss stāsts.</p>", True), ("<p></p>", False)])
def test_a_row_tells_an_article_whole_only_with_its_text(content, complete, entries):
    row = f'<article class="post">{OLD}<div class="entry-content">{content}</div></article>'
    [found] = entries(f"<main>{row}</main>", "sigulda")
    assert found.complete is complete


BESIDE = "".join(
    f'<li class="views-row"><h2><a href="/lv/jaunums/sena-zina-{n}">Sena ziņa {n}</a></h2></li>'
    for n in (1, 2)
)
LISTED = [
    f'<div class="item">{{}}<h3><a href="/lv/jaunums/jauna-zina-{n}">Jauna ziņa {n}</a></h3></div>'
    for n in range(1, 5)
]


@pytest.mark.parametrize("day", ["<div>1{}.11.2026.</div>", ""])
def test_a_box_beside_the_list_is_not_taken_for_the_list(entries, day):
    """Its rows are still called as the list's were, and the list's own are not."""
    rows = "".join(row.format(day.format(n)) for n, row in enumerate(LISTED))
    page = f'<aside><ol>{BESIDE}</ol></aside><div id="content-area">{rows}</div>'
    assert paths(entries(page, "tukums")) == [f"jauna-zina-{n}" for n in range(1, 5)]


def test_rows_without_days_are_still_rows(entries):
    assert paths(entries(f"<ol>{BESIDE}</ol>", "tukums")) == ["sena-zina-1", "sena-zina-2"]
