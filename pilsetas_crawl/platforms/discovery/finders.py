"""What a page, a header or a robots.txt tells of the ways to a site's news: pure functions, no requests.

For a site nobody has described, in this order: `find_rest` and `find_feeds` on the front page,
`find_sitemaps` on robots.txt, `find_sections` on the front page, then `find_lists` on each section until one
is a list of articles; its `AddressForm` is the site's form of article addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pilsetas_crawl.platforms.discovery.address_form import AddressForm, form_of
from pilsetas_crawl.platforms.discovery.learned import LearnedList, find_lists
from pilsetas_crawl.platforms.discovery.page_links import PageLink, PageLinks
from pilsetas_crawl.platforms.discovery.rows import Row
from pilsetas_crawl.platforms.discovery.section_words import (
    LANGUAGES,
    says_all,
    says_news,
    says_other,
    says_perhaps,
)
from pilsetas_crawl.reading.feed import find_feed_links
from pilsetas_crawl.reading.text import clean_line
from pilsetas_crawl.urls import absolute_url

__all__ = [
    "USUAL_FEEDS",
    "USUAL_SECTIONS",
    "USUAL_SITEMAPS",
    "AddressForm",
    "FoundLink",
    "LearnedList",
    "Row",
    "find_feeds",
    "find_lists",
    "find_rest",
    "find_sections",
    "find_sitemaps",
    "form_of",
]

# Where content systems put these when nothing points to them, the most usual first.
USUAL_FEEDS = ("/feed/", "/rss.xml", "/rss", "/feed.xml")
USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml")
USUAL_SECTIONS = ("/jaunumi", "/aktualitates", "/zinas", "/lv/jaunumi", "/news")
REST_PATH = "wp/v2/posts"
# A label longer than this is a headline, not the name of a section (characters, words).
LONGEST_LABEL, MOST_WORDS = 40, 4
# A section less likely than this is not worth a request.
LEAST_SECTION = 2.0
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_LINK_HEADER = re.compile(r"<([^<>]+)>\s*;[^,<]*\brel\s*=\s*\"?https://api\.w\.org/\"?", re.IGNORECASE)
_WORDPRESS = re.compile(r"/wp-(?:content|includes)/")
_JSON_FEED = ("application/feed+json", "application/json")


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link found on a page, with how likely it leads to news.

    Attributes:
        url: absolute address.
        label: its words, or the title of a link in the head.
        score: the greater the likelier; feeds and sections have scales of their own.
        reasons: what speaks for and against it, for reports.
    """

    url: str
    label: str
    score: float
    reasons: tuple[str, ...] = ()


def find_feeds(root: Any, base: str) -> list[FoundLink]:
    """RSS, Atom and JSON feeds that a page names, those that are likeliest of news first.

    Feeds of comments are left out; feeds of events, vacancies and the like come last, with a negative score.

    Args:
        root: the page's root element (lxml).
        base: its address.
    """
    titles = {url: clean_line(node.get("title") or "") for node, url in _head_feeds(root, base)}
    titles.update({url: titles.get(url, "") for url in find_feed_links(root, base)})
    found = [_scored_feed(url, title) for url, title in titles.items() if "comment" not in url.lower()]
    return sorted(found, key=lambda one: -one.score)


def _head_feeds(root: Any, base: str) -> Iterator[tuple[Any, str]]:
    for node in root.iter("link"):
        kind = (node.get("type") or "").lower()
        told = "rss" in kind or "atom" in kind or kind in _JSON_FEED
        url = absolute_url(node.get("href") or "", base)
        # WordPress names its REST object the same way as others name a JSON feed.
        rest = url is not None and ("/wp-json/" in url or "rest_route=" in url or "oembed" in url)
        if url and told and not rest and "alternate" in (node.get("rel") or "").lower().split():
            yield node, url


def _scored_feed(url: str, title: str) -> FoundLink:
    text = f"{title} {_words_of(url)}"
    if "comment" in title.lower() or "komentār" in title.lower():
        return FoundLink(url, title, -2.0, ("comments",))
    if says_other(_without_feed_words(text)):
        return FoundLink(url, title, -1.0, ("other section",))
    if says_news(text):
        return FoundLink(url, title, 2.0, ("news",))
    return FoundLink(url, title, 1.0)


def _without_feed_words(text: str) -> str:
    return re.sub(r"\brss\b|\bfeeds?\b", " ", text, flags=re.IGNORECASE)


def find_rest(root: Any, base: str, link_headers: Iterable[str] = ()) -> list[str]:
    """Addresses of the posts of a WordPress REST interface; empty where nothing speaks of WordPress.

    Args:
        root: the page's root element (lxml).
        base: its address.
        link_headers: values of the answer's ``Link`` header.
    """
    told = [match[1] for value in link_headers for match in _LINK_HEADER.finditer(value)]
    nodes = [node for node in root.iter("link") if "https://api.w.org/" in (node.get("rel") or "").split()]
    told += [node.get("href") or "" for node in nodes]
    roots = [url for one in told if (url := absolute_url(one, base))]
    if not roots and any(map(_WORDPRESS.search, _sources(root))):
        roots = [absolute_url(path, base) or "" for path in ("/wp-json/", "/?rest_route=/")]
    return list(dict.fromkeys(_posts_of(url) for url in roots if url))


def _sources(root: Any) -> Iterator[str]:
    for node in root.iter("link", "script", "img"):
        yield node.get("href") or node.get("src") or ""


def _posts_of(interface: str) -> str:
    return interface.rstrip("/") + "/" + REST_PATH


def find_sitemaps(robots: str, base: str) -> list[str]:
    """Addresses of the sitemaps a robots.txt names, those of news first; empty where it names none.

    Args:
        robots: the text of robots.txt.
        base: its address.
    """
    told = [absolute_url(match[1], base) for match in _SITEMAP_LINE.finditer(robots)]
    urls = list(dict.fromkeys(url for url in told if url))
    return sorted(urls, key=lambda url: not says_news(_words_of(url)))


def find_sections(
    root: Any, base: str, *, key_of: Callable[[str], str], language: str | None = None
) -> list[FoundLink]:
    """Pages of the site that may list its news, the likeliest first.

    For a page speak a label or an address that says news, a label that says nothing else, the end of the
    address being that word, a short path, and a link to "all" of something beside a list. Against it speak a
    word for another kind of section and an address in another language than the page's. Labels as long as
    headlines are headlines.

    Args:
        root: the root element of the front page (lxml).
        base: its address.
        key_of: gives the identity of an address (`urls.url_key`).
        language: language of the page as two letters; read from the page when not given.
    """
    told = language or (root.get("lang") or "").partition("-")[0].lower() or None
    links: dict[str, PageLink] = {}
    for link in PageLinks(root, base, key_of).all:
        # The longest words of a page's links say what it is: a headline stands beside its "read on".
        said = links.setdefault(link.key, link)
        if not link.more and (said.more or len(link.text) > len(said.text)):
            links[link.key] = link
    found = [_scored_section(link, told) for link in links.values() if not link.more]
    return sorted((one for one in found if one.score >= LEAST_SECTION), key=lambda one: -one.score)


def _scored_section(link: PageLink, language: str | None) -> FoundLink:
    label = link.text or clean_line(link.node.get("title") or link.node.get("aria-label") or "")
    parts = [part for part in urlsplit(link.url).path.split("/") if part]
    words = _words_of(link.url)
    headline = len(label) > LONGEST_LABEL or len(label.split()) > MOST_WORDS
    foreign = bool(parts) and bool(language) and parts[0] in LANGUAGES and parts[0] != language
    points = {
        "label says news": 3.0 if says_news(label) and not headline else 0,
        "label may say news": 1.0 if says_perhaps(label) and not headline else 0,
        "address says news": 2.0 if says_news(words) else 0,
        "address may say news": 1.0 if says_perhaps(words) else 0,
        "address ends in it": 1.0 if parts and says_news(parts[-1]) and parts[-1].count("-") <= 1 else 0,
        "leads to all": 1.0 if says_all(label) and not headline else 0,
        "short label": 0.5 if 0 < len(label.split()) <= 2 else 0,  # noqa: PLR2004 # one or two words name a section
        "headline": -3.0 if headline else 0,
        "other section": -5.0 if says_other(label) or (parts and says_other(parts[-1])) else 0,
        "deep": -0.5 * max(0, len(parts) - 2),
        "like an article": -2.0 if parts and parts[-1].count("-") > 2 else 0,  # noqa: PLR2004 # a slug of four words
        "another language": -5.0 if foreign else 0,
    }
    reasons = tuple(name for name, value in points.items() if value)
    return FoundLink(link.url, label, sum(points.values()), reasons)


def _words_of(url: str) -> str:
    parts = urlsplit(url)
    return " ".join(re.split(r"[/_.=&-]+", f"{parts.path} {parts.query}")).strip()
