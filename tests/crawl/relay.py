"""A relay before a demo site: it sees what the site's own log does not tell, and may have its own rules."""

from __future__ import annotations

import http.client
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from types import TracebackType

PASSED_BACK = ("Content-Type", "ETag", "Last-Modified")


@dataclass(frozen=True)
class Seen:
    """One request: when it came, when it was answered, and all of its headers."""

    target: str
    came: float
    answered: float
    headers: dict[str, str]


class Relay:
    """Passes requests on to a demo site, as a context manager.

    Args:
        base: address of the demo site.
        robots: robots.txt to serve in place of the site's own.
        slowness: seconds every answer takes, so that requests sent together would overlap.
    """

    def __init__(self, base: str, *, robots: str | None = None, slowness: float = 0.0) -> None:
        self.base, self.robots, self.slowness = base, robots, slowness
        self.seen: list[Seen] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body, with the relay's own address in place of the site's."""
        if target == "/robots.txt" and self.robots is not None:
            return 200, {"Content-Type": "text/plain"}, self.robots.encode()
        parts = urlsplit(self.base)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
        try:
            connection.request("GET", target)
            reply = connection.getresponse()
            body = reply.read().replace(self.base.encode(), self.url.encode())
        finally:
            connection.close()
        return reply.status, {name: reply.headers[name] for name in PASSED_BACK if reply.headers[name]}, body

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                came = time.monotonic()
                status, headers, body = relay.answer(self.path)
                time.sleep(relay.slowness)
                relay.seen.append(Seen(self.path, came, time.monotonic(), dict(self.headers)))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        return Handler
