"""A fetched page, parsed once and offered to the ways of reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree
from parsel import Selector
from parsel.csstranslator import HTMLTranslator

from pilsetas_crawl.reading.metadata import PageMetadata, read_metadata

if TYPE_CHECKING:
    from scrapy.http import TextResponse

    from pilsetas_crawl.platforms.candidate import Candidate

_TRANSLATOR = HTMLTranslator()
# A part of a query that lies inside one identified element: "#content-area .date".
_INSIDE_ID = re.compile(r"#([\w-]+)(?:\s+([\w.\[*].*))?")
_COMMA_IN_BRACKETS = re.compile(r"[(\[][^)\]]*,")
# How cssselect writes a class. Going over class attributes and back is five times faster than testing every
# element of a page for the attribute first.
_CLASS_STEP = re.compile(
    r"\*\[@class and contains\(@class, '([\w-]+)'\)"
    r" and contains\(concat\(' ', normalize-space\(@class\), ' '\), ' \1 '\)\]"
)
_CLASS_ATTRIBUTE = (
    r"*/@class[contains(., '\1') and contains(concat(' ', normalize-space(.), ' '), ' \1 ')]/parent::*"
)
_WITH_ID = etree.XPath("//@id/parent::*")


class _Query(NamedTuple):
    """A CSS query made ready: for the whole page and, where all of it lies in one element, for that."""

    whole: Any
    scope: str | None = None
    inside: Any = None


class Page:
    """An HTML page with everything a way of reading may look at."""

    def __init__(
        self,
        text: str,
        *,
        url: str,
        requested_url: str | None = None,
        status: int = 200,
        content_type: str | None = None,
        candidate: Candidate | None = None,
        fetched_at: datetime | None = None,
        site_names: Sequence[str] = (),
    ) -> None:
        self.text = text
        self.url = url
        self.requested_url = requested_url or url
        self.status = status
        self.content_type = content_type
        self.candidate = candidate
        self.fetched_at = fetched_at or datetime.now(UTC)
        self.site_names = site_names
        self._found: dict[str, list[Any]] = {}
        self._kept: dict[str, Any] = {}

    @classmethod
    def from_response(
        cls, response: TextResponse, *, candidate: Candidate | None = None, site_names: Sequence[str] = ()
    ) -> Page:
        """The page of a response."""
        requested = response.meta.get("redirect_urls", [response.url])[0] if response.request else None
        kind = response.headers.get("Content-Type")
        return cls(
            response.text,
            url=response.url,
            requested_url=requested,
            status=response.status,
            content_type=kind.decode("latin-1") if kind else None,
            candidate=candidate,
            site_names=site_names,
        )

    @cached_property
    def selector(self) -> Selector:
        """The parsed page. Built here, not by the response, which would keep itself alive in a cycle."""
        return Selector(text=self.text or "<html></html>", type="html", base_url=self.url)

    @property
    def root(self) -> Any:
        """Root element of the page (lxml)."""
        return self.selector.root

    def find(self, query: str) -> list[Any]:
        """Elements of a CSS query, or texts with ``::text`` or ``::attr``, in the page's order.

        What ``selector.css`` gives, but asked once, and where all of the query lies inside one identified
        element (``#content-area …``) only that is searched: the menus around it are most of a page.

        Raises:
            cssselect.SelectorError: the query is not CSS.
        """
        if query not in self._found:
            self._found[query] = self._search(_ready(query))
        return self._found[query]

    def _search(self, query: _Query) -> list[Any]:
        if query.scope is None:
            return list(query.whole(self.root))
        places = self._by_id.get(query.scope, ())
        if len(places) > 1:  # the page breaks the rule that an id stands once
            return list(query.whole(self.root))
        return [found for place in places for found in query.inside(place)]

    @cached_property
    def _by_id(self) -> dict[str, list[Any]]:
        places: dict[str, list[Any]] = {}
        for element in _WITH_ID(self.root):
            places.setdefault(element.get("id"), []).append(element)
        return places

    def once(self, name: str, find: Callable[[Page], Any]) -> Any:
        """What a function finds in the page, asked once under its name."""
        if name not in self._kept:
            self._kept[name] = find(self)
        return self._kept[name]

    @cached_property
    def metadata(self) -> PageMetadata:
        """What the page says of itself: JSON-LD, OpenGraph, microdata, links."""
        return read_metadata(self.root)


@lru_cache(maxsize=512)
def _ready(query: str) -> _Query:
    whole = _compiled(_path(query, "descendant-or-self::"))
    if _COMMA_IN_BRACKETS.search(query):
        return _Query(whole)
    parts = [_INSIDE_ID.fullmatch(part.strip()) for part in query.split(",")]
    scopes = {part[1] if part else None for part in parts}
    scope = scopes.pop()
    if scopes or scope is None:
        return _Query(whole)
    paths = [_path(part[2], "descendant::") if part[2] else "self::*" for part in parts if part]
    return _Query(whole, scope, _compiled(" | ".join(paths)))


def _path(query: str, prefix: str) -> str:
    return _CLASS_STEP.sub(_CLASS_ATTRIBUTE, _TRANSLATOR.css_to_xpath(query, prefix))


def _compiled(path: str) -> Any:
    return etree.XPath(path, smart_strings=False)
