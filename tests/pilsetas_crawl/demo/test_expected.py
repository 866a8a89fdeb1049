"""The right answers against the served pages: every line asked for is really there, and in that order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree, html

from pilsetas_crawl.demo import SITE_ORDER
from pilsetas_crawl.demo.facts import LARGE_SITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from pilsetas_crawl.demo import DemoServer


def visible_text(tree: HtmlElement) -> str:
    """All words of a page, masks of e-mail addresses and marks of outside links taken off."""
    etree.strip_elements(tree, "script", "style", with_tail=False)
    for masked in tree.xpath("//*[@data-cfemail]"):
        code = masked.get("data-cfemail")
        masked.text = bytes(byte ^ int(code[:2], 16) for byte in bytes.fromhex(code[2:])).decode()
    text = " ".join(" ".join(tree.itertext()).split()).replace("\N{SOFT HYPHEN}", "")
    return squeeze(re.sub(r", Ārējā saite", "", text).replace("[at]", "@"))


def squeeze(text: str) -> str:
    """Without any blanks: where elements meet, whether there is one is the reader's choice."""
    return re.sub(r"\s+", "", text)


def pieces(article: dict[str, Any]) -> list[str]:
    """Expected lines, list marks and cell borders taken off."""
    lines = [line for paragraph in article["body"] for line in paragraph.split("\n")]
    return [squeeze(cell) for line in lines for cell in line.removeprefix("- ").split(" | ")]


@pytest.mark.parametrize("site", SITE_ORDER)
def test_every_expected_line_is_on_its_page_in_order(
    demo: DemoServer, get: Callable[..., Any], site: str
) -> None:
    articles = demo.control.expected(site)["articles"]
    assert len(articles) > (60 if site in LARGE_SITES else 15)
    # Of the small sites the newest, where what is awkward stands.
    for article in articles if site in LARGE_SITES else articles[:8]:
        body = get(demo.url(site) + article["path"]).body
        text = visible_text(html.fromstring(body.decode("cp1257" if site == "madona" else "utf-8")))
        place = 0
        for piece in pieces(article):
            found = text.find(piece, place)
            assert found >= 0, (article["key"], piece)
            place = found + len(piece)
        assert squeeze(article["title"] or "") in text


@pytest.mark.parametrize("site", LARGE_SITES)
def test_attachments_and_pictures_stand_on_the_page_and_answer(
    demo: DemoServer, get: Callable[..., Any], site: str
) -> None:
    articles = [a for a in demo.control.expected(site)["articles"] if a["attachments"] or a["image"]]
    assert len(articles) > 10
    for article in articles[:25]:
        text = get(demo.url(site) + article["path"]).body.decode("cp1257" if site == "madona" else "utf-8")
        paths = [file["path"] for file in article["attachments"]] + [article["image"] or "/"]
        assert all(path in text for path in paths), article["key"]
        assert {get(demo.url(site) + path).status for path in paths[:-1]} <= {200}


@pytest.mark.parametrize("site", ["ludza", "tukums", "jurmala"])
def test_local_day_of_the_page_is_the_expected_one(
    demo: DemoServer, get: Callable[..., Any], site: str
) -> None:
    for article in demo.control.expected(site)["articles"]:
        year, month, day = article["published_date"].split("-")
        submitted = get(demo.url(site) + article["path"]).tree.xpath("string(//*[@class='submitted'])")
        assert f"Publicēts: {day}.{month}.{year}." in submitted
