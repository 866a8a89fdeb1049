"""The line between a run and the `scrapy crawlall` that started it."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.report import runs_to
from pilsetas_crawl.run.session import RunSession

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

VARIABLE = "PILSETAS_PARENT_FD"
INTERVAL = 0.5  # seconds between two reports of progress
PATIENCE = 2.0  # seconds; a parent that takes longer to listen hangs, and the run goes on without it


class ParentLink:
    """Tells the parent how the run goes and how it ended; ends the run honestly when told, or left alone.

    The line is a socket whose number stands in ``PILSETAS_PARENT_FD``. Towards the parent go lines of JSON,
    one report each; anything that comes from it, its end included, asks the run to stop. So a run never
    outlives a killed parent for long.
    """

    def __init__(self, crawler: Crawler) -> None:
        number = os.environ.get(VARIABLE, "")
        if not number.isdigit():
            raise NotConfigured
        self.crawler = crawler
        self.line = _line(int(number))
        self.loop: Any = None
        self._deaf = False
        self._stopping: asyncio.Task[None] | None = None
        crawler.signals.connect(self.opened, signal=signals.engine_started)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension; it switches itself off without a parent."""
        return cls(crawler)

    def opened(self) -> None:
        """Listen, and report from now on."""
        asyncio.get_running_loop().add_reader(self.line.fileno(), self._asked_to_stop)
        self.loop = create_looping_call(self.report)
        self.loop.start(INTERVAL)

    def report(self) -> None:
        """Send how far the run is."""
        self._send({"progress": self._figures()})

    def closed(self) -> None:
        """Send how the run ended; its account is closed by then."""
        assert self.crawler.stats is not None
        if self.loop is not None and self.loop.running:
            self.loop.stop()
        stats, row = self.crawler.stats, RunSession.of(self.crawler).row
        told = {name: stats.get_value(f"pilsetas/{name}") for name in ("verdict", "cause")}
        run = json.loads(runs_to([row]))[0] if row else None
        self._send({"end": {**told, "figures": self._figures(), "run": run}})
        asyncio.get_running_loop().remove_reader(self.line.fileno())

    def _figures(self) -> dict[str, Any]:
        assert self.crawler.stats is not None
        account = RunSession.of(self.crawler).account
        return {
            "listed": account.listed,
            "waiting": account.waiting,
            "removed": account.removed,
            "requests": self.crawler.stats.get_value("downloader/request_count", 0),
            **{bucket.value: account.counts[bucket] for bucket in Bucket},
        }

    def _send(self, message: dict[str, Any]) -> None:
        if self._deaf:
            return
        try:
            self.line.sendall(json.dumps(message).encode() + b"\n")
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            # Nobody listens: the run's own account tells everything.
            self._deaf = True

    def _asked_to_stop(self) -> None:
        asyncio.get_running_loop().remove_reader(self.line.fileno())
        self._stopping = asyncio.ensure_future(self._stop())

    async def _stop(self) -> None:
        engine = self.crawler.engine
        assert engine is not None
        # Raised when it is stopping already, by a signal or at its own end.
        with suppress(RuntimeError):
            await engine.stop_async()


def _line(number: int) -> socket.socket:
    try:
        line = socket.socket(fileno=number)
    except OSError:
        # The number is inherited from afar, the socket was not: this run has no such parent.
        raise NotConfigured from None
    # What the run starts itself (a browser) must not keep the line open.
    line.set_inheritable(False)
    line.settimeout(PATIENCE)
    return line
