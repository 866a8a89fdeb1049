"""How answers go over the wire, faulty ones included."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from twisted.internet.interfaces import IPullProducer
from zope.interface import implementer  # type: ignore[import-untyped]  # ships no types

from pilsetas_crawl.demo.faults import Fault, broken_feed, entity_bomb
from pilsetas_crawl.demo.refusals import challenge, request_rejected, soft_missing
from pilsetas_crawl.demo.spoiled import recoded, without_dates, without_items
from pilsetas_crawl.demo.wire import Ask, Reply, http_date, page, redirect

if TYPE_CHECKING:
    from collections.abc import Callable

# Twisted's request; most of its methods carry no types.
Request = Any

_COMPRESSED = ("text/", "application/json", "application/rss", "application/xml")
_NOT_MODIFIED = 304
_SLOW_PIECES = 20
_HUGE_CHUNK = b"<p>" + b"a" * 65_529 + b"</p>\n"


def send(request: Request, ask: Ask, reply: Reply) -> tuple[int, int]:
    """Send an answer whole; gives its status and size."""
    body = _write_head(request, ask, reply)
    if reply.status != _NOT_MODIFIED:
        request.setHeader("Content-Length", str(len(body)))
        request.write(body)
    request.finish()
    return reply.status, len(body)


def _write_head(request: Request, ask: Ask, reply: Reply) -> bytes:
    """Set status and headers; gives the body in the form the client accepts."""
    request.setResponseCode(reply.status)
    request.setHeader("Server", "nginx")
    if reply.kind:
        request.setHeader("Content-Type", reply.kind)
    for name, value in reply.headers:
        request.setHeader(name, value)
    packed = reply.gzipped() if ask.gzip and reply.kind.startswith(_COMPRESSED) else None
    if packed is None:
        return reply.body
    request.setHeader("Content-Encoding", "gzip")
    request.setHeader("Vary", "Accept-Encoding")
    return packed


def answer_with_fault(
    request: Request, ask: Ask, reply: Reply, fault: Fault, reactor: Any
) -> tuple[int, int]:
    """Answer as the fault says instead of as the site would; gives status and size."""
    match fault.kind:
        case "reset":
            request.channel.transport.abortConnection()
            return 0, 0
        case "truncated":
            return _truncated(request, ask, reply)
        case "slow":
            return _slow(request, ask, reply, fault, reactor)
        case "huge":
            return _huge(request, fault)
        case "clock_skew":
            now = datetime.now(UTC) + timedelta(seconds=fault.seconds)
            request.setHeader("Date", http_date(now))
            return send(request, ask, reply)
        case _:
            return send(request, ask, _replacement(ask, reply, fault))


# Kinds that spoil the site's own answer.
_SPOILERS: dict[str, Callable[[Reply], Reply]] = {
    "bad_feed": lambda reply: Reply(200, broken_feed(reply.body), reply.kind),
    "empty_feed": without_items,
    "no_dates": without_dates,
    "recoded": recoded,
    "wrong_charset": lambda reply: replace(
        reply, kind=f"{reply.kind.split(';')[0]}; charset=iso-8859-1", packed=None
    ),
}


def _replacement(ask: Ask, reply: Reply, fault: Fault) -> Reply:  # noqa: PLR0911 - one per kind
    """The whole answer a fault gives in place of the site's."""
    if fault.kind in _SPOILERS:
        return _SPOILERS[fault.kind](reply)
    retry = (("Retry-After", str(int(fault.seconds))),) if fault.seconds else ()
    match fault.kind:
        case "too_many":
            return page("<h1>429 Too Many Requests</h1>", 429, retry or (("Retry-After", "1"),))
        case "unavailable":
            return page("<h1>503 Service Temporarily Unavailable</h1>", 503, retry)
        case "redirect_loop":
            return Reply(302, b"", headers=(("Location", ask.target),))
        case "entity_bomb":
            return Reply(200, entity_bomb(), "application/rss+xml")
        case "moved":
            return redirect(fault.to + ask.target)
        case "refused":
            return request_rejected()
        case "challenge":
            return challenge(fault.status or 403)
        case "soft_404":
            return soft_missing()
        case _:
            return page("<h1>Internal Server Error</h1>", fault.status or 500)


def _truncated(request: Request, ask: Ask, reply: Reply) -> tuple[int, int]:
    body = _write_head(request, ask, reply)
    request.setHeader("Content-Length", str(len(body) + 1000))
    half = body[: len(body) // 2]
    request.write(half)
    request.channel.transport.loseConnection()
    return reply.status, len(half)


def _slow(request: Request, ask: Ask, reply: Reply, fault: Fault, reactor: Any) -> tuple[int, int]:
    """The body in equal pieces; stops when the client has gone."""
    body = _write_head(request, ask, reply)
    request.setHeader("Content-Length", str(len(body)))
    step = max(1, -(-len(body) // _SLOW_PIECES))
    pieces = [body[start : start + step] for start in range(0, len(body), step)]
    gone: list[object] = []
    request.notifyFinish().addErrback(gone.append)

    def write_next() -> None:
        if gone:
            return
        if not pieces:
            request.finish()
            return
        request.write(pieces.pop(0))
        reactor.callLater(fault.seconds / _SLOW_PIECES, write_next)

    write_next()
    return reply.status, len(body)


@implementer(IPullProducer)
class _Endless:
    """Writes the same chunk until a size is reached, as fast as the client reads."""

    def __init__(self, request: Request, size: int) -> None:
        self._request, self._left = request, size

    def resumeProducing(self) -> None:  # noqa: N802 - Twisted's name
        chunk = _HUGE_CHUNK[: self._left]
        self._left -= len(chunk)
        self._request.write(chunk)
        if self._left <= 0:
            self._request.unregisterProducer()
            self._request.finish()

    def stopProducing(self) -> None:  # noqa: N802 - Twisted's name
        self._left = 0


def _huge(request: Request, fault: Fault) -> tuple[int, int]:
    request.setResponseCode(200)
    request.setHeader("Content-Type", "text/html; charset=UTF-8")
    if fault.declared:
        request.setHeader("Content-Length", str(fault.size))
    request.registerProducer(_Endless(request, fault.size), False)  # noqa: FBT003 - Twisted's signature
    return 200, fault.size
