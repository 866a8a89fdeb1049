"""A fetched page, parsed once and offered to the ways of reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from parsel import Selector

from pilsetas_crawl.reading.metadata import PageMetadata, read_metadata

if TYPE_CHECKING:
    from scrapy.http import TextResponse

    from pilsetas_crawl.platforms.candidate import Candidate


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

    @cached_property
    def metadata(self) -> PageMetadata:
        """What the page says of itself: JSON-LD, OpenGraph, microdata, links."""
        return read_metadata(self.root)
