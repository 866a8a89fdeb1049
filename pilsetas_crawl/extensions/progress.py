"""Live progress of crawls in a terminal; nothing at all where there is none."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.session import RunSession

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID
    from scrapy import Spider
    from scrapy.crawler import Crawler

INTERVAL = 0.25  # seconds between two looks at the account


class Display:
    """One display for all crawls of the process; log lines scroll above it."""

    def __init__(self) -> None:
        # rich costs 50 ms: only a terminal pays for it.
        from rich.console import Console  # noqa: PLC0415 # see above
        from rich.logging import RichHandler  # noqa: PLC0415 # see above
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 # see above

        console = Console(stderr=True)
        self.open = 0
        self.progress: Progress = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description:<16}"),
            TextColumn("{task.fields[told]}"),
            TimeElapsedColumn(),
            console=console,
        )
        self._handlers = [handler for handler in logging.root.handlers if _writes_to_terminal(handler)]
        self._rich = RichHandler(console=console, show_path=False, log_time_format="%H:%M:%S")
        self._rich.setLevel(min((handler.level for handler in self._handlers), default=logging.INFO))

    def start(self) -> None:
        """Put the display on the screen and the log above it."""
        for handler in self._handlers:
            logging.root.removeHandler(handler)
        logging.root.addHandler(self._rich)
        self.progress.start()

    def stop(self) -> None:
        """Leave the screen as it was."""
        self.progress.stop()
        logging.root.removeHandler(self._rich)
        for handler in self._handlers:
            logging.root.addHandler(handler)


class LiveProgress:
    """Shows what each running crawl has listed and stored."""

    display: ClassVar[Display | None] = None

    def __init__(self, crawler: Crawler) -> None:
        if not sys.stderr.isatty() or not crawler.settings.getbool("LOG_ENABLED"):
            raise NotConfigured
        self.crawler = crawler
        self.task: TaskID | None = None
        self.loop: Any = None
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension; it switches itself off without a terminal."""
        return cls(crawler)

    def opened(self, spider: Spider) -> None:
        """Add a line for the spider."""
        if LiveProgress.display is None:
            LiveProgress.display = Display()
            LiveProgress.display.start()
        LiveProgress.display.open += 1
        self.task = LiveProgress.display.progress.add_task(spider.name, total=None, told="")
        self.loop = create_looping_call(self.show)
        self.loop.start(INTERVAL)

    def show(self) -> None:
        """Bring the line up to date."""
        display = LiveProgress.display
        if display is None or self.task is None or self.crawler.stats is None:
            return
        account = RunSession.of(self.crawler).account
        requests = self.crawler.stats.get_value("downloader/request_count", 0)
        done = ", ".join(f"{account.counts[bucket]} {bucket}" for bucket in Bucket if account.counts[bucket])
        told = f"{account.listed} listed, {account.waiting} read, {requests} requests"
        told += f" · {done}" if done else ""
        display.progress.update(self.task, told=told)

    def closed(self, spider: Spider) -> None:
        """Close the line; the last one takes the display away."""
        self.show()
        if self.loop is not None and self.loop.running:
            self.loop.stop()
        display = LiveProgress.display
        if display is None or self.task is None:
            return
        display.progress.update(self.task, total=1, completed=1)
        display.open -= 1
        if not display.open:
            display.stop()
            LiveProgress.display = None


def _writes_to_terminal(handler: logging.Handler) -> bool:
    return isinstance(handler, logging.StreamHandler) and getattr(handler, "stream", None) is sys.stderr
