"""Rule: the page says in words, signs and colours how each source stands, and needs nothing but itself."""

from __future__ import annotations

import re

import pytest
from lxml import html

from pilsetas_crawl.run.verdict import Verdict
from pilsetas_crawl.status.overview import look, state_folder
from pilsetas_crawl.status.page import CLASSES, ORDER, render
from pilsetas_crawl.status.text import SIGNS
from tests.pilsetas_crawl.status.conftest import NOW, run


@pytest.fixture
def overview(store):
    return look(store, state_folder(store, ""), stale_hours=26, now=NOW)


@pytest.fixture
def page(overview):
    return html.document_fromstring(render(overview))


def text(node):
    return " ".join(node.text_content().split())


def test_every_verdict_has_its_place_and_its_sign():
    assert set(ORDER) == set(SIGNS) == set(Verdict)
    assert len(ORDER) == len(Verdict)
    # A sign never stands for good and bad at once.
    for one in Verdict:
        same = [other for other in Verdict if SIGNS[other] == SIGNS[one]]
        assert {other.healthy for other in same} == {one.healthy}
        assert {CLASSES.get(other, "bad") for other in same} == {CLASSES.get(one, "bad")}


def test_the_page_tells_when_it_was_made(page):
    [stamp] = page.xpath("//time/@datetime")
    assert stamp == "2026-11-20T10:00+02:00"


def test_what_is_to_be_looked_at_comes_first(page):
    titles = [text(node) for node in page.xpath("//h2")]
    assert titles == ["To look at (41)", "In order (1)"]
    cards = page.xpath("//article/@id")
    assert len(cards) == len(set(cards)) == 42
    assert cards[0] == "jurmala"  # a broken layout before what was not run and what is partial
    assert cards[-1] == "ludza"


def test_a_card_says_what_and_why_and_what_to_do(page):
    card = page.get_element_by_id("jurmala")
    assert "✗ broken layout" in text(card)
    assert "Listing answers and holds no article that can be read, since 2026-11-19" in text(card)
    assert "To do: Compare scrapy read & see." in text(card)
    assert [node.text for node in card.xpath(".//code")] == ["scrapy read"]
    assert card.xpath(".//h3/a/@href") == ["https://www.jurmala.lv"]


def test_the_bars_and_squares_are_told_to_those_who_cannot_see_them(page):
    card = page.get_element_by_id("ludza")
    trend, *runs = card.xpath(".//*[@role='img']/@aria-label")
    assert trend == "articles of the last 14 days: " + ", ".join(map(str, [0] * 10 + [1, 1, 1, 3]))
    assert runs == ["2026-11-19 09:00 ok: 2 new, 1 edited", "2026-11-20 09:00 quiet: 2 new, 1 edited"]
    heights = [re.search(r"\d+", style)[0] for style in card.xpath(".//*[@class='trend']/i/@style")]
    assert heights == ["0"] * 10 + ["33", "33", "33", "100"]


def test_it_needs_no_script_and_loads_nothing(overview, page):
    assert page.xpath("//script | //link | //img | //iframe") == []
    assert "url(" not in render(overview)
    assert "@import" not in render(overview)
    assert page.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]
    assert "prefers-color-scheme: dark" in render(overview)


def test_what_a_site_said_cannot_become_markup(store, overview):
    evil = run("ludza", "blocked", cause="<script>alert(1)</script>", advice="`<b>x</b>` & y")
    of_ludza = next(one for one in overview.sources if one.place.slug == "ludza")
    of_ludza.verdict, of_ludza.cause, of_ludza.advice = Verdict.BLOCKED, evil.cause, evil.advice
    card = html.document_fromstring(render(overview)).get_element_by_id("ludza")
    assert card.xpath(".//script | .//p/code/b") == []
    assert "<script>alert(1)</script>" in text(card)


def test_a_platform_that_has_changed_stands_on_top(store):
    from dataclasses import replace

    from pilsetas_crawl.run.platforms import PlatformAlarm

    plain = look(store, state_folder(store, ""), stale_hours=26, now=NOW)
    assert "Platform change" not in render(plain)
    alarm = PlatformAlarm("tvp", "broken layout", ("jurmala", "ludza", "tukums"), 4, NOW)
    page = html.document_fromstring(render(replace(plain, alarms=(alarm,))))
    [section] = page.xpath("//*[@role='alert']")
    assert "tvp: 3 of 4 sources are broken layout: jurmala, ludza, tukums" in text(section)
    assert section.getnext().tag == "h2"
