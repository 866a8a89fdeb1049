"""A demo site on loopback that can put on another theme while it runs."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from scrapy.http import HtmlResponse

from tests.survival.stage import Ground
from tests.survival.theme import Theme

PASSED_ON = ("Content-Type", "Link", "Location")


class ThemedSite:
    """Serves the pages of a `Ground`, as a context manager; `theme` None is the old one."""

    def __init__(self, slug: str) -> None:
        self.theme: Theme | None = None
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.ground = Ground(slug, self.url)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request, an HTML page in the theme of the moment."""
        with self._lock:
            reply = self.ground.answer(self.url + request.path)
        body, kind = reply.body, (reply.headers.get("Content-Type") or b"").decode()
        if self.theme is not None and isinstance(reply, HtmlResponse) and reply.status == 200:
            ground = self.ground
            body = self.theme.page(reply.text, request.path, ground.gold, ground.institution).encode()
            kind = "text/html; charset=utf-8"
        request.send_response(reply.status)
        for name in PASSED_ON:
            value = kind if name == "Content-Type" else (reply.headers.get(name) or b"").decode("latin-1")
            if value:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
