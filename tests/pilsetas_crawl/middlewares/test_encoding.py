"""Rule: a page is decoded by what its bytes are; a wrong or missing declaration costs no letter."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse

from pilsetas_crawl.middlewares.encoding import ResolveEncoding

LETTERS = "āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ – “Ķekavā” 5 €"
TEXT = f"<html><head><title>Ziņas</title></head><body><p>{LETTERS} Šodien Rīgā notiek sēde.</p></body></html>"
URL = "https://www.ludzasnovads.lv/lv/jaunums/x"


@pytest.fixture
def middleware(spider_of):
    return ResolveEncoding.from_crawler(spider_of("ludza", opening=False).crawler)


def through(middleware, body, content_type=None, cls=HtmlResponse):
    response = cls(URL, body=body, headers={"Content-Type": content_type} if content_type else {})
    return middleware.process_response(Request(URL), response)


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-8", "text/html; charset=utf-8"),
        ("utf-8", "text/html"),
        ("utf-8", None),
        ("utf-8", "text/html; charset=windows-1257"),  # a header of the server's, wrong
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8", "text/html; charset=nonsense"),
        ("windows-1257", "text/html; charset=windows-1257"),
        ("windows-1257", "text/html; charset=utf-8"),
        ("windows-1257", None),
        ("utf-8-sig", "text/html; charset=windows-1257"),
        ("utf-16", None),
    ],
)
def test_latvian_letters_survive_every_declaration(middleware, codec, declared):
    answer = through(middleware, TEXT.encode(codec), declared)
    assert LETTERS in answer.text
    assert middleware.crawler.stats.get_value("pilsetas/encoding/suspicious") is None


def test_a_charset_in_the_page_is_a_declaration(middleware):
    html = TEXT.replace("<head>", '<head><meta charset="windows-1257">')
    assert LETTERS in through(middleware, html.encode("windows-1257"), "text/html").text
    assert LETTERS in through(middleware, html.encode("utf-8"), "text/html").text


def test_a_right_declaration_leaves_the_answer_as_it_is(middleware):
    response = HtmlResponse(URL, body=TEXT.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    assert middleware.process_response(Request(URL), response) is response


@pytest.mark.parametrize("cls", [Response, TextResponse])
def test_what_is_no_html_is_left_alone(middleware, cls):
    response = cls(URL, body=TEXT.encode("windows-1257"))
    assert middleware.process_response(Request(URL), response) is response
    empty = HtmlResponse(URL, body=b"")
    assert middleware.process_response(Request(URL), empty) is empty


def test_every_page_is_counted_by_how_it_was_decided(middleware):
    for _ in range(3):
        through(middleware, TEXT.encode(), "text/html; charset=utf-8")
    counted = {
        name: value
        for name, value in middleware.crawler.stats.get_stats().items()
        if name.startswith("pilsetas/encoding/")
    }
    assert list(counted.values()) == [3]


def test_damage_done_before_us_is_told(middleware, caplog):
    broken = TEXT.replace(LETTERS, LETTERS.replace("ē", "\ufffd"))
    through(middleware, broken.encode(), "text/html; charset=utf-8")
    assert middleware.crawler.stats.get_value("pilsetas/encoding/suspicious") >= 1
    assert f"{URL}: 1 damaged characters" in caplog.text
