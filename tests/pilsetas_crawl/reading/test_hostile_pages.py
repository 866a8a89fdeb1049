"""Whatever a site sends, reading it ends in a value or in one clear line."""

import re

import parsel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.reading.content import (
    collect_attachments,
    collect_images,
    collect_links,
    html_to_text,
)
from pilsetas_crawl.reading.feed import FeedError, find_feed_links, read_feed
from pilsetas_crawl.reading.metadata import read_metadata
from pilsetas_crawl.reading.pagekind import PageKind, classify_page
from pilsetas_crawl.reading.text import clean_paragraphs

URL = "https://www.dkn.lv/lv/jaunums/x"
_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<a href='/x'>",
        "</a>",
        "<br>",
        "<a href='http://[' title=' '>",
        "<img src='  '>",
        "<img srcset=',,, 1w'>",
        "<span class=spamspan>",
        "<pre>",
        "<span data-cfemail='5'>",
        "<button class=btn-link>",
        "<form>",
        "<h1>",
        "<title>",
        "<meta property='x' content>",
        "<script type='application/ld+json'>{",
        "</script>",
        "<div itemprop='headline' itemscope>",
        "<!--",
        "-->",
        "<?php echo ?>",
        "&nbsp;",
        "&#0;",
        "\x00",
        "\ue000",
        "\ue001",
        "\ue002",
        "sēde",
        " ",
        "\n",
        "<svg><title>",
        "<body class='x'>",
        "<link rel=canonical href='http://['>",
        "<input type=password>",
    ]
)
_MARKUP = st.lists(_PIECES | st.text(max_size=8), min_size=1, max_size=40).map("".join)


@settings(deadline=None)  # a shared machine is slow at times
@given(_MARKUP)
def test_any_markup_is_read(markup):
    page = parsel.Selector(markup)
    text = html_to_text(page, base_url=URL)
    assert text == clean_paragraphs(text)
    assert not set(text) & {"\ue000", "\ue001", "\ue002", "\x00"}
    assert text.isascii() or text.encode("utf-8")
    for found in (collect_links(page, URL), collect_images(page, URL)):
        assert all(url.startswith(("http://", "https://")) and url.isascii() for url in found)
    assert all(one["url"].startswith("http") for one in collect_attachments(page, URL))
    assert read_metadata(page).candidates("headline") is not None


@settings(deadline=None)  # a shared machine is slow at times
@given(_MARKUP)
def test_any_markup_has_a_kind_from_text_and_from_its_tree(markup):
    for given_as in (markup, parsel.Selector(markup)):
        verdict = classify_page(
            url=URL, requested_url=None, status=200, content_type="text/html", root_or_text=given_as
        )
        assert verdict.kind in PageKind
        assert verdict.evidence


_FEED_PIECES = st.sampled_from(
    [
        "<rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<link>",
        "</link>",
        "<feed>",
        "<entry>",
        "<link href='http://['/>",
        "<guid>",
        "</guid>",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&x;",
        "&",
        "<!DOCTYPE rss [",
        "<!ENTITY a 'b'>",
        "]>",
        "</rss>",
        "https://a.lv/x",
        "<media:content url='x'/>",
        "<dc:date>",
        "<?xml?>",
        "\x00",
        "<rdf:RDF>",
        "<author>",
        "<name/>",
        "<content type='xhtml'>",
        "<description>",
    ]
)


@settings(deadline=None)  # a shared machine is slow at times
@given(st.lists(_FEED_PIECES | st.text(max_size=6), max_size=40).map("".join) | st.text())
def test_any_feed_is_read_or_refused_in_one_line(text):
    body = text.encode("utf-8")
    try:
        feed = read_feed(body, url=URL)
    except FeedError:
        with pytest.raises(FeedError, match=rf"\A{re.escape(URL)}: .+\Z"):
            read_feed(body, url=URL)
    else:
        assert feed.kind in {"rss", "atom", "rdf"}
        assert all(entry.link is None or entry.link.startswith("http") for entry in feed.entries)


def test_half_a_surrogate_pair_from_json_does_no_harm():
    assert html_to_text("<p>a\ud83db</p>", base_url=URL) == "ab"
    verdict = classify_page(
        url=URL, requested_url=URL, status=200, content_type="text/html", root_or_text="<h1>a\ud83d</h1>"
    )
    assert verdict.kind == PageKind.ARTICLE


def test_links_that_are_no_addresses_are_passed_over():
    markup = (
        "<a href='http://['>x</a><link rel=alternate type='application/rss+xml' href='http://['>"
        "<a href='/rss.xml'>f</a>"
    )
    assert find_feed_links(parsel.Selector(markup), URL) == ["https://www.dkn.lv/rss.xml"]
