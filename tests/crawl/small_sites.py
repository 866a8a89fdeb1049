"""Small sites of systems that no spider was written for, served on loopback as a web server would."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class News:
    """One article of a made-up site."""

    number: int
    day: date
    title: str
    first: str
    second: str


@dataclass(frozen=True)
class File:
    """What stands at an address; one with validators answers 304."""

    text: str
    kind: str = HTML
    validators: bool = False


class SmallSite:
    """Serves files by their path and query and keeps a log of what was asked for."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self.files = dict(files)
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *args: object) -> None:
                """Stay silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.asked.append(request.path)
        file = self.files.get(request.path)
        body = (file.text.replace("{site}", self.url) if file else "<h1>404</h1>").encode()
        tag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
        if file and file.validators and request.headers.get("If-None-Match") == tag:
            request.send_response(304)
            request.send_header("ETag", tag)
            request.end_headers()
            return
        request.send_response(200 if file else 404)
        request.send_header("Content-Type", file.kind if file else HTML)
        request.send_header("Content-Length", str(len(body)))
        if file and file.validators:
            request.send_header("ETag", tag)
        request.end_headers()
        request.wfile.write(body)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def paragraphs(one: News, around: str = "<p>{}</p>") -> str:
    """Both paragraphs of an article in some markup."""
    return around.format(escape(one.first)) + around.format(escape(one.second))


def listed(days: list[date], texts: list[tuple[str, str]], first: int) -> list[News]:
    """Articles with the days and texts given; each has a second paragraph of its own."""
    return [
        News(
            first - place,
            day,
            title,
            text,
            f"Vairāk par to var uzzināt iestādē {place + 1}. stāvā, tālrunis 6457{first - place}.",
        )
        for place, (day, (title, text)) in enumerate(zip(days, texts, strict=True))
    ]
