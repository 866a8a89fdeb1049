"""Requests of discovery: one answer per address and run, and what stands in the way of reading it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import TextResponse

from pilsetas_crawl.platforms.discovery.base import Answer, Window
from pilsetas_crawl.reading.pagekind import PageKind, classify_page
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.base import MunicipalSpider

REFUSALS = frozenset({401, 403, 429, 503})
# Kinds of page that stand where a listing should be and are not the site's own answer.
BARRIERS = frozenset({PageKind.REFUSED, PageKind.CHALLENGE, PageKind.MAINTENANCE, PageKind.LOGIN})
# What Scrapy raises when there is no answer, in words; they share no base class.
PLAIN: dict[type[Exception], str] = {
    CannotResolveHostError: "the host has no address",
    DownloadCancelledError: "the answer is larger than DOWNLOAD_MAXSIZE",
    DownloadConnectionRefusedError: "connection refused",
    DownloadFailedError: "connection lost",
    DownloadTimeoutError: "no answer in time",
    ResponseDataLossError: "the answer was cut off",
    UnsupportedURLSchemeError: "no http address",
}
UNREACHABLE = tuple(PLAIN)


def plain_words(error: BaseException | None) -> str:
    """What is behind a failed download, for people; Scrapy's own texts quote Twisted's objects."""
    for kind, words in PLAIN.items():
        if isinstance(error, kind):
            return words
    return f"{type(error).__name__}: {error}"


class Asker:
    """Asks for the addresses a way of discovery names."""

    def __init__(self, spider: MunicipalSpider, window: Window) -> None:
        self.spider = spider
        self.window = window
        self._answers: dict[str, Answer] = {}
        self._way = ""

    async def ask(self, url: str, *, conditional: bool = False, again: bool = False) -> Answer:
        """Ask for an address; a conditional answer is kept, so that a probe and its way ask once."""
        if url in self._answers and not again:
            return self._answers[url]
        ask_conditionally = conditional and self.window.incremental
        request = Request(
            url,
            dont_filter=True,
            meta={"conditional": ask_conditionally, "keep_validators": conditional, "way": self._way},
        )
        answer = await self._download(request)
        if conditional:
            self._answers[url] = answer
        return answer

    async def _download(self, request: Request) -> Answer:
        engine = self.spider.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(request)
        except IgnoreRequest as error:
            robots = "robots" in str(error).lower()
            outcome = WayOutcome.ROBOTS if robots else WayOutcome.UNREADABLE
            return Answer(request.url, None, outcome, str(error))
        except UNREACHABLE as error:
            return Answer(request.url, None, WayOutcome.UNREACHABLE, plain_words(error))
        return self._judge(request, response)

    def _judge(self, request: Request, response: object) -> Answer:
        assert hasattr(response, "status")
        url, status = request.url, response.status
        if status == HTTPStatus.NOT_MODIFIED:
            return Answer(url, None, WayOutcome.UNCHANGED)
        # A closed interface says 401 or 403 of itself; that is no refusal of the crawler. What has validators
        # is not the interface but the feed, which is asked on its behalf.
        interface = self._way == "rest" and not request.meta.get("keep_validators")
        if status in REFUSALS and not (status in (401, 403) and interface):
            return Answer(url, None, WayOutcome.REFUSED, f"status {status}")
        if status != HTTPStatus.OK:
            broken = status >= HTTPStatus.INTERNAL_SERVER_ERROR
            outcome = WayOutcome.UNREACHABLE if broken else WayOutcome.MISSING
            return Answer(url, None, outcome, f"status {status}")
        if not isinstance(response, TextResponse):
            return Answer(url, None, WayOutcome.UNREADABLE, "no text")
        return self._barrier(url, response) or Answer(url, response, WayOutcome.ITEMS)

    def _barrier(self, url: str, response: TextResponse) -> Answer | None:
        kind = response.headers.get("Content-Type") or b""
        if b"html" not in kind.lower():
            return None
        verdict = classify_page(
            url=response.url,
            requested_url=url,
            status=response.status,
            content_type=kind.decode("latin-1"),
            root_or_text=self.spider.root_of(response),
        )
        if verdict.kind in BARRIERS:
            return Answer(url, None, WayOutcome.REFUSED, f"{verdict.kind}: {verdict.evidence}")
        return None
