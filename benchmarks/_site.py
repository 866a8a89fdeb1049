"""A site of ready-made answers, fast enough never to be what is measured, and the pages it serves."""

from __future__ import annotations

import asyncio
import gzip
import json
import multiprocessing
import os
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from benchmarks._bench import SERVER_CORE
from pilsetas_crawl.demo.client import DemoServer
from pilsetas_crawl.demo.world import DEFAULT_SEED

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import TracebackType

# Number by which the platform knows an article, as it stands in its pages.
_NUMBERS = {"tvp": re.compile(rb"node/(\d+)"), "wordpress": re.compile(rb'id="post-(\d+)')}
_STATS = "/__stats"


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """An article page with the path it stands at."""

    path: str
    body: bytes


def demo_pages(site: str, platform: str, count: int) -> list[ReadyPage]:
    """Different article pages of a demo site, out of as many demo worlds as it takes."""
    pages: list[ReadyPage] = []
    seed = DEFAULT_SEED
    while len(pages) < count:
        with DemoServer(seed=seed, sites=(site,)) as server:
            base = server.url(site)
            told = [one for one in server.control.articles(site) if one["kind"] == "news"]
            for one in told:
                body = _fetch(base + one["path"])
                if body is not None:
                    pages.append(_renumbered(one["path"], body, base, platform, len(pages)))
        seed += 1
    return pages[:count]


def _fetch(url: str) -> bytes | None:
    try:
        with urllib.request.urlopen(url) as answer:
            body: bytes = answer.read()
    except urllib.error.HTTPError:  # drafts and private posts are listed by the control channel too
        return None
    return body


def _renumbered(path: str, body: bytes, base: str, platform: str, number: int) -> ReadyPage:
    """The page as one of its own kind: worlds of different seeds share numbers and addresses."""
    place = f"{path.rstrip('/')}-{number}" + ("/" if path.endswith("/") else "")
    body = body.replace((base + path).encode(), place.encode()).replace(base.encode(), b"")
    found = _NUMBERS[platform].search(body)
    if found is not None:
        body = re.sub(rb"\b%b\b" % found[1], b"%d" % (900_000 + number), body)
    return ReadyPage(place, body)


class ReadySite:
    """The site in a process of its own, as a context manager: the pages, a sitemap of them, nothing else."""

    def __init__(self, pages: list[ReadyPage]) -> None:
        self._pages = pages
        self.url = ""

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("fork")
        mine, its = context.Pipe()
        self._process = context.Process(target=_serve, args=(self._pages, its), daemon=True)
        self._process.start()
        self.url = f"http://127.0.0.1:{mine.recv()}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.join()

    def stats(self) -> dict[str, Any]:
        """Requests since the last call: all, articles, and when (monotonic seconds) they came."""
        with urllib.request.urlopen(self.url + _STATS) as answer:
            told: dict[str, Any] = json.loads(answer.read())
        return told


class _Requests(asyncio.Protocol):
    """One connection; answers are written as they were made at the start."""

    def __init__(
        self, answers: dict[str, bytes], articles: frozenset[str], log: list[tuple[float, bool]]
    ) -> None:
        self._answers, self._articles, self._log = answers, articles, log
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while b"\r\n\r\n" in self._rest:
            head, _, self._rest = self._rest.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            assert isinstance(self._transport, asyncio.WriteTransport)
            self._transport.write(self._answer(path))

    def _answer(self, path: str) -> bytes:
        if path == _STATS:
            return _answer(json.dumps(self._told()).encode(), "application/json")
        self._log.append((time.monotonic(), path in self._articles))
        return self._answers.get(path) or _answer(b"<h1>404</h1>", "text/html", "404 Not Found")

    def _told(self) -> dict[str, Any]:
        articles = [at for at, is_article in self._log if is_article]
        told = {
            "requests": len(self._log),
            "first": self._log[0][0] if self._log else None,
            "articles": len(articles),
            "first_article": articles[0] if articles else None,
            "last_article": articles[-1] if articles else None,
        }
        self._log.clear()
        return told


def _answer(body: bytes, kind: str, status: str = "200 OK", *, packed: bool = False) -> bytes:
    if packed:
        body = gzip.compress(body, 4, mtime=0)
    coding = "Content-Encoding: gzip\r\n" if packed else ""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{coding}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _serve(pages: list[ReadyPage], told: Connection) -> None:
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {SERVER_CORE})
    asyncio.run(_serving(pages, told))


async def _serving(pages: list[ReadyPage], told: Connection) -> None:
    answers = {page.path: _answer(page.body, "text/html; charset=UTF-8", packed=True) for page in pages}
    articles = frozenset(answers)
    log: list[tuple[float, bool]] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Requests(answers, articles, log), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    places = "".join(
        f"<url><loc>http://127.0.0.1:{port}{page.path}</loc><lastmod>2026-01-01</lastmod></url>"
        for page in pages
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    sitemap = f'<?xml version="1.0"?><urlset xmlns="{space}">{places}</urlset>'.encode()
    for path in ("/sitemap.xml", "/wp-sitemap.xml"):
        answers[path] = _answer(sitemap, "application/xml", packed=True)
    told.send(port)
    await server.serve_forever()
