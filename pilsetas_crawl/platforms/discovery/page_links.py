"""The links of a page that may lead to articles, and where on the page they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.reading._noise import is_more_link
from pilsetas_crawl.reading.text import clean_line
from pilsetas_crawl.urls import absolute_url, is_fetchable

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A frame that holds more of the page's text than this is the page, whatever its class says of sidebars.
WHOLE_PAGE = 0.6
SIGNATURE_LEVELS = 3
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "header"})
# Headers of a card or of an article are no furniture.
_CONTENT_TAGS = frozenset({"article", "li", "td", "section", "main"})
_FURNITURE = frozenset(
    {
        "menu", "submenu", "nav", "navbar", "navigation", "navigacija", "footer", "sidebar",
        "breadcrumb", "breadcrumbs", "crumbs", "pager", "pagination", "paging", "tags", "tagcloud",
        "cloud", "lang", "langs", "language", "languages", "social", "share", "calendar", "kalendars",
        "related", "similar", "popular", "topbar", "cookie", "cookies", "kajene", "izvelne",
    }
)  # fmt: skip
_FRAMES = frozenset({"html", "body", "main", "article"})
_TOKEN = re.compile(r"[^\W\d_]+")
_BESIDE = ("has-", "with-", "no-", "without-", "has_", "with_")
_STATE = frozenset(
    {
        "first",
        "last",
        "odd",
        "even",
        "active",
        "current",
        "new",
        "sticky",
        "pinned",
        "is",
        "hidden",
        "clearfix",
    }
)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|jpe?g|png|gif|webp|svg|mp[34]|ics|xml|rss|edoc|asice)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PageLink:
    """One link of a page to another page of the site.

    Attributes:
        node: the element (lxml).
        url: absolute address.
        key: identity of the address.
        text: its words; empty for a picture.
        more: it only says "read on".
    """

    node: Any
    url: str
    key: str
    text: str
    more: bool


class PageLinks:
    """All links of a page to other pages of the site."""

    def __init__(self, root: Any, base: str, key_of: Callable[[str], str]) -> None:
        self.root = root
        self.base = base
        self._key_of = key_of
        self._furniture: dict[Any, bool] = {}
        self._inside: dict[Any, bool] = {}

    @cached_property
    def base_key(self) -> str:
        """Identity of the page itself."""
        return self._key_of(self.base)

    @cached_property
    def all(self) -> list[PageLink]:
        """The links, in the page's order; files, other hosts, scripts and the page itself are left out."""
        found = (self._link(node) for node in self.root.iter("a"))
        return [link for link in found if link is not None]

    def _link(self, node: Any) -> PageLink | None:
        url = absolute_url(node.get("href") or "", self.base)
        if url is None or not is_fetchable(url) or _FILE.search(urlsplit(url).path):
            return None
        try:
            key = self._key_of(url)
        except PilsetasError:
            return None
        if not key.startswith("/") or key == self.base_key:
            return None
        return PageLink(node, url, key, clean_line(node.text_content()), is_more_link(node))

    @cached_property
    def _length(self) -> int:
        return len(self.root.text_content())

    def in_furniture(self, node: Any) -> bool:
        """Whether a node stands in a menu, a footer, a pager, a calendar or the like."""
        if node not in self._inside:
            frames = (up for up in node.iterancestors() if up.tag not in _FRAMES)
            self._inside[node] = any(map(self._is_furniture, frames))
        return self._inside[node]

    def _is_furniture(self, element: Any) -> bool:
        if element not in self._furniture:
            self._furniture[element] = self._looks_like_furniture(element)
        return self._furniture[element]

    def _looks_like_furniture(self, element: Any) -> bool:
        return _is_named_furniture(element) and len(element.text_content()) < WHOLE_PAGE * self._length

    def signature(self, node: Any) -> tuple[str, ...]:
        """Where in the markup a link stands: tags and classes of itself and of what is around it."""
        path = [step_of(node)]
        for up in node.iterancestors():
            if up.tag == "body" or len(path) > SIGNATURE_LEVELS:
                break
            path.append(step_of(up))
        return (*path, "furniture") if self.in_furniture(node) else tuple(path)


def in_named_furniture(node: Any) -> bool:
    """Whether a node is, or stands in, an element that calls itself a menu, a footer or the like."""
    return any(_is_named_furniture(up) for up in (node, *node.iterancestors()) if up.tag not in _FRAMES)


def _is_named_furniture(element: Any) -> bool:
    named = element.tag in _FURNITURE_TAGS or element.get("role") == "navigation"
    if element.tag == "header" and any(up.tag in _CONTENT_TAGS for up in element.iterancestors()):
        named = False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    # "has-sidebar" is said by the frame of the whole page.
    words = " ".join(name for name in names if not name.startswith(_BESIDE))
    return named or not _FURNITURE.isdisjoint(_TOKEN.findall(words))


def step_of(element: Any) -> str:
    """Tag and classes of an element, without what changes from row to row (numbers, states)."""
    names = (element.get("class") or "").lower().split()
    kept = [name for name in names if name.isalpha() or not any(map(str.isdigit, name))]
    plain = sorted(name for name in kept if not _STATE.intersection(_TOKEN.findall(name)))
    return ".".join([str(element.tag), *plain])
