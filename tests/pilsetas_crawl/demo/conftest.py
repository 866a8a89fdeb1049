"""The demo sites as fixtures, and a plain HTTP client that follows nothing and decodes nothing by itself."""

from __future__ import annotations

import gzip
import http.client
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from lxml import html

from pilsetas_crawl.demo import DemoServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def tree(self) -> HtmlElement:
        return html.fromstring(self.body.decode("utf-8"))


def fetch(url: str, *, compressed: bool = False, **headers: str) -> Answer:
    """One GET; keyword headers have underscores for hyphens."""
    parts = urlsplit(url)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if compressed:
        sent["Accept-Encoding"] = "gzip"
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    try:
        target = quote(parts.path or "/", safe="/%") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers=sent)
        reply = connection.getresponse()
        body = reply.read()
    finally:
        connection.close()
    if reply.headers.get("Content-Encoding") == "gzip" and body:
        body = gzip.decompress(body)
    return Answer(reply.status, reply.headers, body)


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoServer]:
    """All eight sites, never changed by tests; faults are switched off again after each."""
    with DemoServer() as server:
        yield server


@pytest.fixture
def faulty(demo: DemoServer) -> Iterator[DemoServer]:
    """The same sites for a test that switches faults on."""
    yield demo
    demo.control.clear_faults()


@pytest.fixture
def fresh() -> Iterator[Callable[..., DemoServer]]:
    """Starts servers of its own for tests that change the world."""
    running: list[DemoServer] = []

    def start(*sites: str) -> DemoServer:
        server = DemoServer(sites=sites)
        server.start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def get() -> Callable[..., Answer]:
    """The client as a fixture: test files are imported on their own and share no helper module."""
    return fetch
