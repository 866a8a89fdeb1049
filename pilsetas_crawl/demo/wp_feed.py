"""WordPress feeds and their validators."""

from __future__ import annotations

import hashlib
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.feeds import cdata, document, element, feed_date
from pilsetas_crawl.demo.generate import WORLD_NOW
from pilsetas_crawl.demo.wire import Ask, http_date, read_http_date
from pilsetas_crawl.demo.wp_content import PROTECTED_PREFIX, content_html, excerpt
from pilsetas_crawl.demo.wp_links import post_path
from pilsetas_crawl.demo.wp_settings import SETTINGS
from pilsetas_crawl.demo.wp_terms import AUTHOR, terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pilsetas_crawl.demo.model import DemoArticle

# posts_per_rss as installed.
FEED_ITEMS = 10
_NAMESPACES = (
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def last_change(articles: Sequence[DemoArticle]) -> datetime:
    """The site-wide last change: it goes back when the newest post is deleted."""
    newest = max((article.changed for article in articles), default=WORLD_NOW)
    return newest.replace(microsecond=0)


def feed_tag(changed: datetime) -> str:
    """The tag WordPress makes of its last change; the same for every feed of the site."""
    return f'"{hashlib.md5(http_date(changed).encode(), usedforsecurity=False).hexdigest()}"'


def validators(site: str, changed: datetime, *, gzip: bool) -> tuple[tuple[str, str], ...]:
    """ETag and Last-Modified as the web server passes them on: compression marks the tag."""
    tag = feed_tag(changed)
    if gzip:
        tag = f'{tag[:-1]}-gzip"' if SETTINGS[site].apache else f"W/{tag}"
    return (("ETag", tag), ("Last-Modified", http_date(changed)))


def unchanged(ask: Ask, changed: datetime) -> bool:
    """WordPress's rule for 304: of the headers sent each must fit; the tag is compared literally."""
    tag_fits = ask.etag == feed_tag(changed)
    since = read_http_date(ask.since) if ask.since else None
    time_fits = since is not None and since >= changed
    return (tag_fits and time_fits) if ask.etag and ask.since else (tag_fits or time_fits)


def feed_body(site: str, base: str, articles: Sequence[DemoArticle], changed: datetime) -> bytes:
    """The feed document of these posts."""
    host = urlsplit(base).hostname
    channel = (
        element("title", FACTS[site].institution),
        # The self link has no port number: seen on real installations.
        f'<atom:link href="http://{host}/feed/" rel="self" type="application/rss+xml" />',
        element("link", base),
        element("description", ""),
        element("lastBuildDate", feed_date(changed)),
        element("language", "lv"),
        element("sy:updatePeriod", "hourly"),
        element("generator", "https://wordpress.org/?v=6.1.9"),
    )
    return document(channel, [_item(article, base) for article in articles], _NAMESPACES)


def _item(article: DemoArticle, base: str) -> list[str]:
    title = PROTECTED_PREFIX + article.title if article.password else article.title
    terms = [f"<category>{cdata(term.name)}</category>" for group in terms_of(article) for term in group]
    return [
        element("title", title),
        element("link", base + post_path(article)),
        element("comments", f"{base}{post_path(article)}#respond"),
        f"<dc:creator>{cdata(AUTHOR)}</dc:creator>",
        element("pubDate", feed_date(article.published)),
        *terms,
        f'<guid isPermaLink="false">{escape(base)}/?p={article.uid}</guid>',
        f"<description>{cdata(excerpt(article))}</description>",
        f"<content:encoded>{cdata(content_html(article, base))}</content:encoded>",
    ]
