"""JSON Feed (jsonfeed.org, versions 1 and 1.1), read into the same entries as RSS and Atom."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from pilsetas_crawl.reading.feed import FeedEntry, FeedError
from pilsetas_crawl.urls import absolute_url

VERSION = "https://jsonfeed.org/version/"


def is_json_feed(text: str) -> bool:
    """Whether an answer is JSON at all, so that it cannot be a feed of another kind."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json_feed(text: str, *, url: str) -> list[FeedEntry]:
    """Entries of a JSON feed, in its order.

    Args:
        text: the answer.
        url: where it came from, for relative links and messages.

    Raises:
        FeedError: it is no JSON feed.
    """
    try:
        told = json.loads(text)
    except ValueError as error:
        raise FeedError(f"{url} is no JSON feed: {error}") from None
    if not isinstance(told, dict) or not str(told.get("version", "")).startswith(VERSION):
        raise FeedError(f"{url} is JSON but no feed: its version does not begin with {VERSION}")
    items = told.get("items")
    return [_entry(item, url) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _entry(item: dict[str, Any], base: str) -> FeedEntry:
    link = _text(item, "url") or _text(item, "external_url")
    plain = _text(item, "content_text")
    authors = item.get("authors") or [item.get("author")]
    names = [_text(one, "name") for one in authors if isinstance(one, dict)]
    tags = item.get("tags")
    return FeedEntry(
        title=_text(item, "title"),
        link=absolute_url(link, base) if link else None,
        guid=_text(item, "id"),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        summary_html=_text(item, "summary"),
        content_html=_text(item, "content_html") or (escape(plain) if plain else None),
        author=next((name for name in names if name), None),
        categories=[str(tag) for tag in tags] if isinstance(tags, list) else [],
    )


def _text(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    return str(value).strip() or None if isinstance(value, str | int) else None
