"""One request of a probe and what came back, whole enough to be kept as a fixture."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.http import Headers, HtmlResponse, Response
from scrapy.responsetypes import responsetypes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from pilsetas_crawl.reading.encoding import resolve_encoding

if TYPE_CHECKING:
    from scrapy import Request

# Headers that say something about how a site is run, caches or refuses. Lower case.
TELLING = ("server", "etag", "last-modified", "cache-control", "retry-after", "x-generator", "x-powered-by")
# Seconds by which a server's clock may differ before it is told.
SKEW = 120
MAX_BODY = 2_000_000  # bytes of an answer that are kept as a fixture; the largest page seen had 0.25 MB


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer.

    Attributes:
        url: address asked for.
        purpose: what it was asked for: ``robots``, ``front page``, ``article`` or the name of a way.
        final_url: address that answered, after redirects.
        status: HTTP status, None when there was no answer.
        headers: the answer's headers, names in lower case.
        seconds: from the request to the answer's headers, None when there was none.
        error: why there was no answer, in words.
    """

    url: str
    purpose: str
    final_url: str = ""
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float | None = None
    error: str = ""
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def of(cls, request: Request, response: Response, purpose: str) -> Exchange:
        """What a response says."""
        seconds = (response.meta if response.request else request.meta).get("download_latency")
        return cls(
            url=request.url,
            purpose=purpose,
            final_url=response.url,
            status=response.status,
            headers=plain_headers(response),
            body=response.body,
            seconds=round(seconds, 3) if seconds is not None else None,
        )

    @property
    def moved(self) -> bool:
        """Whether another address answered than was asked."""
        return bool(self.final_url) and self.final_url != self.url

    @property
    def charset(self) -> str:
        """The charset the header declares, empty when it declares none."""
        return http_content_type_encoding(self.headers.get("content-type", "")) or ""

    @property
    def skew(self) -> int:
        """Seconds by which the server's clock is ahead of ours; 0 within what is usual."""
        try:
            told = parsedate_to_datetime(self.headers.get("date", ""))
        except (ValueError, OverflowError):
            return 0
        ahead = round(((told if told.tzinfo else told.replace(tzinfo=UTC)) - self.fetched_at).total_seconds())
        return ahead if abs(ahead) > SKEW else 0

    def told_headers(self) -> str:
        """The headers that matter, in one line."""
        told = [f"{name} {self.headers[name]}" for name in TELLING if name in self.headers]
        kind = self.headers.get("content-type")
        skew = [f"clock {self.skew:+d} s"] if self.skew else []
        return "; ".join([*([kind] if kind else ["no content type"]), *told, *skew])

    @property
    def path(self) -> str:
        """Path and query asked for."""
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def plain_headers(response: Response) -> dict[str, str]:
    """Headers of a response as text, names in lower case; repeated ones joined by commas."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }


def response_of(exchange: Exchange) -> Response:
    """The answer as a response, as the crawl had it, from what was kept."""
    headers = Headers(exchange.headers)
    url = exchange.final_url or exchange.url
    kind = responsetypes.from_args(headers=headers, url=url, body=exchange.body)
    response: Response = kind(url, status=exchange.status or 200, headers=headers, body=exchange.body)
    if not isinstance(response, HtmlResponse):
        return response
    declared = exchange.charset or html_body_declared_encoding(exchange.body)
    return response.replace(encoding=resolve_encoding(exchange.body, declared).name)
