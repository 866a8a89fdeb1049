"""Rule: furniture is known by its words where its markup says nothing; a text that speaks of it is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import etree

from pilsetas_crawl.platforms.furniture import (
    dates_article,
    is_cookie_notice,
    is_related_heading,
    is_related_list,
)

LINKS = '<div><a href="/a">Pirmais raksts</a></div><div><a href="/b">Otrais raksts</a></div>'
PROSE = "<p>" + "Darbus veic trīs mēnešus, un tos apmaksā no ceļu fonda. " * 10 + "</p>"
DAY = date(2026, 11, 17)


def element(html: str) -> Any:
    return etree.HTML(html)[0][0]


@pytest.mark.parametrize(
    "line", ["Saistītie raksti", "Lasi vēl:", "Citi jaunumi", "JAUNĀKAIS", "Related posts", "Lasiet arī…"]
)
def test_headings_of_lists_of_other_articles(line):
    assert is_related_heading(line)


@pytest.mark.parametrize("line", ["Citi", "Cita informācija", "Jaunākais tilts Latvijā", "Lasi", ""])
def test_other_lines_are_none(line):
    assert not is_related_heading(line)


def test_a_list_under_such_a_heading_is_one():
    assert is_related_list(element(f"<div><h2>Lasi vēl</h2>{LINKS}</div>"))


@pytest.mark.parametrize(
    "html",
    [
        f"<div><h2>Lasi vēl</h2><a href='/a'>Pirmais raksts</a>{PROSE}</div>",
        f"<div><h2>Noderīgas saites</h2>{LINKS}</div>",
        f"<div><div><h2>Lasi vēl</h2>{LINKS}</div>{PROSE}</div>",
        f"<div><h2>Lasi vēl</h2>{LINKS}{PROSE}</div>",
    ],
)
def test_an_article_that_holds_or_follows_such_a_list_is_none(html):
    assert not is_related_list(element(html))


def test_a_cookie_notice_has_something_to_press_and_is_short():
    notice = "<div><p>Vietnē tiek izmantotas sīkdatnes.</p><button>Piekrītu</button></div>"
    assert is_cookie_notice(element(notice))
    assert not is_cookie_notice(element(notice.replace("button", "b")))
    assert not is_cookie_notice(element(notice.replace("<p>", PROSE + PROSE + "<p>")))
    assert not is_cookie_notice(element("<div><p>Cepam kūkas.</p><button>Aizvērt</button></div>"))


@pytest.mark.parametrize(
    "line",
    ["Publicēts: 17.11.2026.", "Publicēts: 17. nov. 2026 Atjaunināts: 20.11.2026.", "Datums: 17.11.2026"],
)
def test_a_line_that_dates_the_article(line):
    assert dates_article(line, DAY)


@pytest.mark.parametrize(
    "line",
    [
        "Publicēts: 16.11.2026.",
        "Publicēts: 17.11.2026. Rīgas ielā",
        "17.11.2026.",
        "Datums: 17.11.2026 un viss pārējais, kas par to sakāms garā rindā, kura nav tikai datums",
    ],
)
def test_a_line_with_another_day_or_more_words_does_not(line):
    assert not dates_article(line, DAY)
