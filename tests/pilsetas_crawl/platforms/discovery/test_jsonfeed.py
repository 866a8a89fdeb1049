"""Rule: a JSON feed gives the same entries as a feed in XML; anything else is refused with a clear line."""

from __future__ import annotations

import json

import pytest

from pilsetas_crawl.platforms.discovery.jsonfeed import is_json_feed, read_json_feed
from pilsetas_crawl.reading.feed import FeedError

URL = "https://www.pagasts.example/feed.json"
ITEM = {
    "id": "77",
    "url": "/zinas/77",
    "title": "Sākas darbi",
    "content_text": "Darbi < sākas",
    "summary": "Īsi",
    "date_published": "2026-11-18T09:30:00+02:00",
    "date_modified": "2026-11-19T09:30:00+02:00",
    "authors": [{"name": "Anna Bērziņa"}],
    "tags": ["ielas", "darbi"],
}


def feed(*items: object, version: str = "https://jsonfeed.org/version/1.1") -> str:
    return json.dumps({"version": version, "title": "Ziņas", "items": list(items)})


def test_an_entry_with_everything() -> None:
    [entry] = read_json_feed(feed(ITEM), url=URL)
    assert (entry.title, entry.link, entry.guid) == (
        "Sākas darbi",
        "https://www.pagasts.example/zinas/77",
        "77",
    )
    assert (entry.published, entry.updated) == ("2026-11-18T09:30:00+02:00", "2026-11-19T09:30:00+02:00")
    assert (entry.summary_html, entry.content_html) == ("Īsi", "Darbi &lt; sākas")
    assert (entry.author, entry.categories) == ("Anna Bērziņa", ["ielas", "darbi"])


def test_an_entry_with_next_to_nothing_and_the_older_version() -> None:
    old = {
        "id": 5,
        "external_url": "https://cits.example/5",
        "author": {"name": "Jānis"},
        "content_html": "<p>x</p>",
    }
    entries = read_json_feed(
        feed(old, {"id": "6"}, "junk", version="https://jsonfeed.org/version/1"), url=URL
    )
    assert [(one.guid, one.link, one.author) for one in entries] == [
        ("5", "https://cits.example/5", "Jānis"),
        ("6", None, None),
    ]
    assert entries[0].content_html == "<p>x</p>"


@pytest.mark.parametrize("text", ["{", '{"items": []}', '{"version": "7", "items": []}', "[]"])
def test_what_is_no_json_feed_is_refused(text: str) -> None:
    with pytest.raises(FeedError, match=URL):
        read_json_feed(text, url=URL)


def test_xml_is_left_to_the_other_reader() -> None:
    assert is_json_feed("\ufeff \n{}")
    assert not is_json_feed('<?xml version="1.0"?><rss/>')
