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

from pilsetas_crawl.browser.rendering import RENDERING, Rendering
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.middlewares.robots import RobotsUnknownError
from pilsetas_crawl.middlewares.unpacking import DamagedAnswerError
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
UNREACHABLE: tuple[type[Exception], ...] = (*PLAIN, DamagedAnswerError, RobotsUnknownError)
# What Scrapy says of requests it leaves alone, for which it has one exception only.
CIRCLE, TOO_LARGE = "redirections", "DOWNLOAD_MAXSIZE"


class RunOverError(Exception):
    """The run has been ended while the walk was about to ask for more."""


def plain_words(error: BaseException | None) -> str:
    """What is behind a failed download, for people; Scrapy's own texts quote Twisted's objects."""
    if isinstance(error, PilsetasError):
        return str(error)
    if isinstance(error, DownloadFailedError) and any(word in str(error) for word in ("SSL", "TLS")):
        return "no TLS connection"
    for kind, words in PLAIN.items():
        if isinstance(error, kind):
            return words
    return f"{type(error).__name__}: {error}"


class Asker:
    """Asks for the addresses a way of discovery names."""

    def __init__(self, spider: MunicipalSpider, window: Window) -> None:
        self.spider = spider
        self.window = window
        # Values a way was told first when the days at hand were begun to be read, by name.
        self.beginnings: dict[str, str] = {}
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

    def gap(self, detail: str) -> None:
        """Something of a list could not be read although there is more behind it."""

    async def render(self, url: str, rendering: Rendering) -> Answer:
        """Ask for an address in the browser; the answer is the page as it stands after its scripts.

        Raises:
            RenderingError: the browser did not do its part.
        """
        meta = {RENDERING: rendering, "way": self._way, "dont_retry": True}
        return await self._download(Request(url, dont_filter=True, meta=meta))

    async def _download(self, request: Request) -> Answer:
        engine = self.spider.crawler.engine
        assert engine is not None
        if engine.spider is None:
            raise RunOverError
        try:
            response = await engine.download_async(request)
        except UNREACHABLE as error:
            return Answer(request.url, None, WayOutcome.UNREACHABLE, plain_words(error))
        except IgnoreRequest as error:
            return Answer(request.url, None, *_ignored(error))
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
            # A challenge comes with 503 as well, which says of itself that the site is down.
            barrier = self._barrier(url, response) if isinstance(response, TextResponse) else None
            if barrier is not None and barrier.detail.startswith(PageKind.CHALLENGE):
                return barrier
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


def _ignored(error: IgnoreRequest) -> tuple[WayOutcome, str]:
    """What a request that was left alone means, and why in words."""
    told = str(error)
    if "robots" in told.lower():
        return WayOutcome.ROBOTS, told
    if CIRCLE in told:
        return WayOutcome.UNREACHABLE, "redirected in a circle"
    if TOO_LARGE in told:
        return WayOutcome.UNREACHABLE, PLAIN[DownloadCancelledError]
    return WayOutcome.UNREADABLE, told
