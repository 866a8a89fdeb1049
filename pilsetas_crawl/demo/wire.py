"""Requests and answers as the demo sites see them, free of any server library."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

HTML = "text/html; charset=UTF-8"
# Below this a web server does not bother to compress.
_GZIP_FROM_BYTES = 256


@dataclass(frozen=True, slots=True)
class Ask:
    """One request.

    Attributes:
        path: decoded path.
        query: decoded parameters, the first value of each.
        target: path and query as sent.
        etag, since: the conditional headers as received, or "".
        gzip: the client accepts gzip.
        mode: how a listing misbehaves while a fault is on: "", "empty", "repeat" or "redesign".
        serial: grows with each request; feeds the parts of pages that change every time.
    """

    path: str
    query: dict[str, str]
    target: str
    etag: str = ""
    since: str = ""
    gzip: bool = False
    mode: str = ""
    serial: int = 0


@dataclass(slots=True)
class Reply:
    """One answer; `packed` is the compressed body once it was made."""

    status: int = 200
    body: bytes = b""
    kind: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    packed: bytes | None = field(default=None, repr=False)

    def gzipped(self) -> bytes | None:
        """The body compressed (once), or None when it is not worth it."""
        if len(self.body) < _GZIP_FROM_BYTES:
            return None
        if self.packed is None:
            self.packed = gzip.compress(self.body, compresslevel=4, mtime=0)
        return self.packed


class Site(Protocol):
    """A demo site: answers requests from the world it belongs to."""

    def respond(self, ask: Ask) -> Reply:
        """Answer one request."""
        ...


def page(text: str, status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> Reply:
    """An HTML answer."""
    return Reply(status, text.encode(), HTML, tuple(headers))


def redirect(location: str, status: int = 301) -> Reply:
    """A redirect to an absolute or root-relative address."""
    return Reply(status, b"", HTML, (("Location", location),))


def read_target(target: str) -> tuple[str, dict[str, str]]:
    """Decoded path and parameters of a request target; of a repeated parameter the first value counts."""
    raw_path, _, raw_query = target.partition("?")
    query: dict[str, str] = {}
    for name, value in parse_qsl(raw_query, keep_blank_values=True):
        query.setdefault(name, value)
    return unquote(raw_path), query


def http_date(moment: datetime) -> str:
    """A moment as HTTP writes it."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def read_http_date(text: str) -> datetime | None:
    """The moment of an HTTP date, or None when it is none."""
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def whole_number(text: str | None, default: int) -> int:
    """A parameter as a whole number; Drupal and friends take anything else as the default."""
    return int(text) if text is not None and text.isdecimal() else default
