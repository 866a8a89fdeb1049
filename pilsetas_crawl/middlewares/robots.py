"""robots.txt, also where the site cannot say what is in it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import TextResponse

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.reading.pagekind import PageKind, classify_page

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser


class RobotsUnknownError(PilsetasError, IgnoreRequest):
    """A request that was not sent because the site's rules are not known."""


class RobotsTxt(RobotsTxtMiddleware):
    """Scrapy's own, which takes an error page for rules that allow everything.

    A robots.txt that answers with a server error is there and cannot be read, so nothing may be asked for
    (RFC 9309, 2.3.1.4). One that is missing or refused allows everything (2.3.1.3); so does a challenge,
    which comes with 503 too: the answers after it tell what it is.
    """

    unknown: dict[str, int]

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not _is_challenge(response):
            self.unknown = {**getattr(self, "unknown", {}), netloc: response.status}
        await super()._parse_robots(response, netloc, request)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what is forbidden.

        Raises:
            IgnoreRequest: robots.txt forbids it.
            RobotsUnknownError: robots.txt answers with a server error.
        """
        status = getattr(self, "unknown", {}).get(request.url.split("/", 3)[2])
        if status is not None:
            raise RobotsUnknownError(f"robots.txt answers with status {status}: nothing may be asked for")
        super().process_request_2(rp, request)


def _is_challenge(response: Response) -> bool:
    if not isinstance(response, TextResponse):
        return False
    verdict = classify_page(
        url=response.url,
        requested_url=None,
        status=response.status,
        content_type=(response.headers.get("Content-Type") or b"").decode("latin-1"),
        root_or_text=response.text,
    )
    return verdict.kind is PageKind.CHALLENGE
