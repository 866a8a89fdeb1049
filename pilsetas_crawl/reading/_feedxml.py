"""Making a feed's bytes into a tree: any charset, junk in front, undefined entities, cut off, or hostile."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.reading.encoding import decode_body

_FEED_START = re.compile(r"<(?:rss|feed|rdf:RDF|[a-z]+:feed)[\s>]", re.IGNORECASE)
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_HTML_TITLE = re.compile(r"<title[^>]*>([^<]{1,120})", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*\]\s*)?>", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?![A-Za-z][A-Za-z0-9]{0,31};|#\d{1,7};|#x[0-9A-Fa-f]{1,6};)")
_CDATA_PARTS = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_END = re.compile(r"</(?:rss|feed|rdf:RDF|[a-z]+:feed)\s*>", re.IGNORECASE)
_ENTRY_OPEN = re.compile(r"<(?:item|entry)[\s>]")
_ENTRY_CLOSE = re.compile(r"</(?:item|entry)\s*>")


class FeedError(PilsetasError):
    """What was asked for as a feed is none."""


@dataclass
class FeedTree:
    """A parsed feed.

    Attributes:
        root: the lxml root element.
        problems: what was wrong, one short line each.
        cut_entry: whether the document ends inside an entry, which is then the last one and incomplete.
    """

    root: Any
    problems: list[str] = field(default_factory=list)
    cut_entry: bool = False


def parse_feed(body: bytes, *, url: str) -> FeedTree:
    """Parse a feed's bytes leniently; no entity is expanded and nothing is fetched.

    Raises:
        FeedError: if the body is empty, a web page, or anything else that is no RSS or Atom document.
    """
    text, choice = decode_body(body, None)
    start = _FEED_START.search(text)
    if start is None or (_HTML_START.search(text, 0, start.start()) is not None):
        raise FeedError(_what_instead(text, url))
    problems = [f"{choice.suspicious} damaged characters in {choice.name}"] if choice.suspicious else []
    problems += _head_problems(text[: start.start()])
    cleaned = _repair(text[start.start() :], problems)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(cleaned.encode("utf-8"), parser)
    if root is None:
        raise FeedError(f"{url}: the feed cannot be read as XML at all; look at the address in a browser")
    cut = _is_cut(cleaned)
    if _END.search(cleaned) is None:
        problems.append("cut off: the document has no end")
    elif len(parser.error_log):
        problems.append(f"not well-formed: {parser.error_log[0].message} (line {parser.error_log[0].line})")
    return FeedTree(root, problems, cut)


def _what_instead(text: str, url: str) -> str:
    """Say in one line what came instead of a feed."""
    if not text.strip():
        return f"{url}: expected a feed, got an empty answer; ask again later"
    if _HTML_START.search(text[:20000]):
        title = _HTML_TITLE.search(text)
        named = f" titled {' '.join(html.unescape(title.group(1)).split())!r}" if title else ""
        return f"{url}: expected a feed, got a web page{named}; check the feed's address"
    return f"{url}: expected RSS or Atom, got {' '.join(text.split())[:60]!r}; check the feed's address"


def _head_problems(head: str) -> list[str]:
    problems = []
    rest = re.sub(r"<\?.*?\?>|<!--.*?-->", "", _DOCTYPE.sub("", head), flags=re.DOTALL)
    if "<!ENTITY" in head:
        problems.append("declares entities of its own; they are not expanded")
    elif rest.strip("\ufeff \t\r\n"):
        problems.append(f"junk before the document: {' '.join(rest.split())[:60]!r}")
    return problems


def _named_entity(match: re.Match[str]) -> str:
    name = match.group(1)
    if name in _XML_ENTITIES:
        return match.group()
    char = html.unescape(match.group())
    # Unknown ones (declared by the document itself, or misspelt) stay visible instead of vanishing.
    return f"&amp;{name};" if char == match.group() else char


def _repair(text: str, problems: list[str]) -> str:
    """Make what XML forbids harmless outside CDATA: HTML's entities, bare ampersands, control characters."""
    text, removed = _ILLEGAL.subn("", text)
    if removed:
        problems.append(f"{removed} control characters")
    parts = _CDATA_PARTS.split(text)
    return "".join(
        part
        if part.startswith("<![CDATA[")
        else _BARE_AMPERSAND.sub("&amp;", _NAMED.sub(_named_entity, part))
        for part in parts
    )


def _is_cut(text: str) -> bool:
    closes = list(_ENTRY_CLOSE.finditer(text))
    return (
        _ENTRY_OPEN.search(text, closes[-1].end() if closes else 0) is not None and _END.search(text) is None
    )
