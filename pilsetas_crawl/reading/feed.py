"""Feeds: RSS 2.0, RSS 1.0 (RDF) and Atom, as content systems really write them.

Seen on real systems: undeclared charsets, relative links in descriptions, scripts in content, entries
without a title, a well-formed feed without any entry behind the last page.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from lxml import etree

from pilsetas_crawl.reading._feedxml import FeedError, parse_feed
from pilsetas_crawl.reading.text import clean_line
from pilsetas_crawl.urls import absolute_url

__all__ = ["Feed", "FeedEntry", "FeedError", "find_feed_links", "read_feed"]

FeedKind = Literal["rss", "atom", "rdf"]

_NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


@dataclass(frozen=True)
class FeedEntry:
    """One entry; None is what the feed does not say. Dates are as written, see `dates` for reading them.

    Attributes:
        link: absolute address of the page; of a guid that is a permalink when there is no link.
        guid_is_permalink: False for Atom ids and where the feed says so.
        enclosures: files as {"url", "name", "type"}, the shape of attachments; type is the MIME type given.
    """

    title: str | None = None
    link: str | None = None
    guid: str | None = None
    guid_is_permalink: bool = False
    published: str | None = None
    updated: str | None = None
    summary_html: str | None = None
    content_html: str | None = None
    author: str | None = None
    categories: list[str] = field(default_factory=list)
    enclosures: list[dict[str, str | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Feed:
    """A feed with its entries in the feed's order; `problems` says in short lines what was wrong with it."""

    kind: FeedKind
    title: str | None
    entries: list[FeedEntry]
    problems: list[str]


def read_feed(body: bytes, *, url: str) -> Feed:
    """Read a feed from the bytes of an answer.

    A document cut off in the middle gives its complete entries and a problem. Entities the document declares
    itself are not expanded, nothing is fetched.

    Args:
        body: the answer's body.
        url: where it came from, for relative links and messages.

    Raises:
        FeedError: if the body is no feed (empty, a web page, JSON).
    """
    tree = parse_feed(body, url=url)
    kind = _kind(tree.root)
    nodes = list(tree.root.iter("{*}item", "{*}entry"))
    problems = list(tree.problems)
    if tree.cut_entry and nodes:
        nodes.pop()
        problems.append("the last entry is incomplete and was left out")
    entries = [_entry(node, kind, _base(node, url)) for node in nodes]
    lost = sum(1 for entry in entries if entry.link is None)
    if lost:
        problems.append(f"{lost} entries without a link")
    return Feed(kind, _channel_title(tree.root), entries, problems)


def _kind(root: Any) -> FeedKind:
    name = root.tag.rpartition("}")[2].lower()
    if name == "feed":
        return "atom"
    return "rdf" if name.removeprefix("rdf:") == "rdf" else "rss"


def _name(node: Any) -> str:
    """Return an element's name with a known prefix: "title", "dc:creator", "content:encoded"."""
    if node.tag.__class__ is not str:
        return ""
    namespace, _, local = node.tag.rpartition("}")
    # An undeclared prefix stays part of the name ("dc:creator"), which is just what is wanted here.
    prefix = _NAMESPACES.get(namespace[1:], "")
    return f"{prefix}:{local}" if prefix else local


def _base(node: Any, url: str) -> str:
    bases = [one.get(_XML_BASE) for one in (node, *node.iterancestors()) if one.get(_XML_BASE)]
    for base in reversed(bases):
        url = absolute_url(base, url) or url
    return url


def _channel_title(root: Any) -> str | None:
    places = [root, *root.findall("{*}channel")]
    titles = (_text(child) for place in places for child in place if _name(child) == "title")
    return next((title for title in titles if title), None)


def _text(node: Any) -> str | None:
    return clean_line("".join(node.itertext())) or None


def _html(node: Any) -> str | None:
    """Return an element's content as HTML: escaped or CDATA text as it is, inline markup written out."""
    kind = (node.get("type") or "").lower()
    if len(node) and any(child.tag.__class__ is str for child in node):
        inner = [html.escape(node.text or "", quote=False)]
        inner += [etree.tostring(child, encoding="unicode", method="html") for child in node]
        return "".join(inner).strip() or None
    text = "".join(node.itertext()).strip()
    return (html.escape(text, quote=False) if kind == "text" else text) or None


class _Fields:
    """The children of an entry by name."""

    def __init__(self, node: Any) -> None:
        self.all: dict[str, list[Any]] = {}
        for child in node:
            self.all.setdefault(_name(child), []).append(child)

    def nodes(self, *names: str) -> Iterator[Any]:
        return (node for name in names for node in self.all.get(name, ()))

    def text(self, *names: str) -> str | None:
        return next((text for node in self.nodes(*names) if (text := _text(node))), None)

    def html(self, *names: str) -> str | None:
        return next((text for node in self.nodes(*names) if (text := _html(node))), None)


def _entry(node: Any, kind: FeedKind, base: str) -> FeedEntry:
    fields = _Fields(node)
    guid, is_permalink = _guid(fields, kind)
    link = _atom_link(fields) if kind == "atom" else fields.text("link") or node.get(_RDF_ABOUT)
    if link is None and is_permalink:
        link = guid
    return FeedEntry(
        title=fields.text("title"),
        link=absolute_url(link, base) if link else None,
        guid=guid,
        guid_is_permalink=is_permalink,
        published=fields.text("pubDate", "published", "issued", "dc:date", "dcterms:created"),
        updated=fields.text("updated", "modified", "dcterms:modified"),
        summary_html=fields.html("description", "summary"),
        content_html=fields.html("content:encoded", "content"),
        author=_author(fields),
        categories=_categories(fields),
        enclosures=_enclosures(fields, base),
    )


def _guid(fields: _Fields, kind: FeedKind) -> tuple[str | None, bool]:
    node: Any = next(fields.nodes("guid", "id"), None)
    text = None if node is None else _text(node)
    if text is None or kind != "rss":
        return text, False
    said_no = (node.get("isPermaLink") or "").strip().lower() == "false"
    # A guid is a permalink unless the feed denies it, but "812 at www.example.lv" never was an address.
    return text, not said_no and text.startswith(("http://", "https://"))


def _atom_link(fields: _Fields) -> str | None:
    links = [node for node in fields.nodes("link") if node.get("href")]
    alternate = [node for node in links if node.get("rel", "alternate") == "alternate"]
    return next((str(node.get("href")) for node in alternate + links), None)


def _author(fields: _Fields) -> str | None:
    for node in fields.nodes("dc:creator", "author", "creator"):
        name = node.find("{*}name")
        text = _text(node if name is None else name)
        if text:
            return text
    return None


def _categories(fields: _Fields) -> list[str]:
    nodes = fields.nodes("category", "dc:subject")
    texts = (clean_line(node.get("label") or node.get("term") or "") or _text(node) for node in nodes)
    return list(dict.fromkeys(text for text in texts if text))


def _enclosures(fields: _Fields, base: str) -> list[dict[str, str | None]]:
    linked = [node for node in fields.nodes("link") if node.get("rel") == "enclosure"]
    found: dict[str, dict[str, str | None]] = {}
    for node in [*fields.nodes("enclosure", "media:content", "media:thumbnail"), *linked]:
        url = absolute_url(node.get("url") or node.get("href") or "", base)
        if url:
            name = clean_line(unquote(urlsplit(url).path.rpartition("/")[2])) or None
            found.setdefault(url, {"url": url, "name": name, "type": node.get("type") or None})
    return list(found.values())


def find_feed_links(root: Any, base_url: str) -> list[str]:
    """Return the addresses of the feeds a page offers: those its head names, then links to feeds in its text.

    The TVP hub `/lv/rss` lists `/lv/rss/articles` and `/lv/rss/events`; a hub without feeds gives an empty
    list. Comment feeds are left out.
    """
    element = getattr(root, "root", root)
    hrefs = [link.get("href") for link in element.iter("link") if _names_feed(link)]
    urls = [absolute_url(href, base_url) for href in hrefs if href]
    linked = (absolute_url(link.get("href") or "", base_url) for link in element.iter("a"))
    urls += [url for url in linked if url and _looks_like_feed(url)]
    return list(dict.fromkeys(url for url in urls if url and "/comments/feed" not in url))


def _names_feed(link: Any) -> bool:
    kind = (link.get("type") or "").lower()
    return "alternate" in (link.get("rel") or "").lower().split() and ("rss" in kind or "atom" in kind)


def _looks_like_feed(url: str) -> bool:
    parts = urlsplit(url)
    path = parts.path.rstrip("/").lower()
    before, _, last = path.rpartition("/")
    return (
        last in {"rss.xml", "atom.xml", "feed.xml", "feed"}
        or before.endswith("/rss")
        or "feed=rss" in parts.query
        or "feed=atom" in parts.query
    )
