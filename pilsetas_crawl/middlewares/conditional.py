"""Conditional requests that work on the content systems that are really out there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pilsetas_crawl.run.session import RunSession

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

OK = 200


class ConditionalRequests:
    """Sends the validators of the last answer from an address, and keeps those of the new one.

    Works on requests with ``conditional`` (send) and ``keep_validators`` (keep) in their meta. Validators are
    kept per address, only from answers with status 200, and handed to the session, which stores them at the
    honest end of the run: one that is stored earlier could hide articles that were listed and never read.
    """

    def __init__(self, session: RunSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawler."""
        return cls(RunSession.of(crawler))

    def process_request(self, request: Request) -> None:
        """Add the headers of a conditional request."""
        if not request.meta.get("conditional") or self.session.state is None:
            return
        validators = self.session.state.validators(request.url)
        if validators is not None:
            for name, value in validator_headers(validators.etag, validators.last_modified).items():
                request.headers.setdefault(name, value)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note the validators of a full answer."""
        if request.meta.get("keep_validators") and response.status == OK:
            etag, modified = header(response, "ETag"), header(response, "Last-Modified")
            if etag or modified:
                self.session.note_validators(request.url, etag, modified)
        return response


def validator_headers(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Headers of a conditional request: both validators, the tag without ``W/`` and ``-gzip``.

    Servers mark the tag when they compress and compare it literally afterwards. Without the marks and with
    both headers each of the tried WordPress and Drupal installations answered 304; otherwise half of them.
    """
    headers = {}
    if etag:
        headers["If-None-Match"] = etag.removeprefix("W/").replace('-gzip"', '"')
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def header(response: Response, name: str) -> str | None:
    """A header of an answer as text."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
