"""Pauses between requests that hold across spiders, processes and restarts."""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakKeyDictionary, ref

from scrapy import signals
from scrapy.exceptions import IgnoreRequest

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.places import state_folder
from pilsetas_crawl.throttle import SharedClock

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)

STEP = 0.5  # seconds between two looks whether the run is being stopped
WORTH_TELLING = 10.0  # seconds; a longer wait is told in the log
# Settings (seconds) of what a request is held back for.
WAITED_FOR = ("PILSETAS_CRAWL_DELAY_MAX", "PILSETAS_RETRY_AFTER_MAX")


class Throttle:
    """How long requests of one crawl leave their hosts alone, and the clock they share with other processes.

    A request takes the moment of its host and, where the spider declares a `throttle_group`, of the group of
    hosts behind one front. The pause is ``DOWNLOAD_DELAY`` with its jitter, or the ``Crawl-delay`` of the
    host's robots.txt where that is longer.
    """

    _of: WeakKeyDictionary[Crawler, Throttle] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler) -> None:
        settings = self.settings = crawler.settings
        # Weakly: this stands in a table of which the crawler is the key.
        self._crawler = ref(crawler)
        self.delay = settings.getfloat("DOWNLOAD_DELAY")
        self.jitter = settings.getfloat("DOWNLOAD_DELAY_JITTER")
        self.longest_crawl_delay = settings.getfloat("PILSETAS_CRAWL_DELAY_MAX")
        self.agent = str(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])
        # A host that is to be left alone for longer is not waited for.
        longest = (*(settings.getfloat(name) for name in WAITED_FOR), self.delay * (1 + self.jitter))
        self.patience = max(longest)
        self.crawl_delays: dict[str, float] = {}
        self._clock: SharedClock | None = None

    @classmethod
    def of(cls, crawler: Crawler) -> Throttle:
        """The one throttle of a crawl."""
        if crawler not in cls._of:
            cls._of[crawler] = cls(crawler)
        return cls._of[crawler]

    @property
    def clock(self) -> SharedClock:
        """The clock, opened at the first request: by then a crawl has made its state folder."""
        if self._clock is None:
            self._clock = SharedClock(self._folder())
        return self._clock

    def _folder(self) -> Path | None:
        """Where the moments are kept; None where nobody has ever crawled (``scrapy shell`` alone)."""
        named = self.settings["PILSETAS_THROTTLE_DIR"]
        if named:
            return Path(named).expanduser().absolute()
        with suppress(PilsetasError):
            state = state_folder(self.settings)
            if state.is_dir():
                return state / "throttle"
        return None

    def group(self, request: Request) -> str | None:
        """The throttle group of a request: that of its spider, for the spider's own hosts."""
        crawler = self._crawler()
        spider: Any = crawler.spider if crawler else None
        own: frozenset[str] = getattr(spider, "own_hosts", frozenset())
        return getattr(spider, "throttle_group", None) if host(request) in own else None

    def gaps(self, request: Request) -> dict[str, float]:
        """Seconds that each key of a request is left alone after it."""
        pause = max(0.0, self.delay * (1 + random.uniform(-self.jitter, self.jitter)))  # noqa: S311 # no secret
        name, group = host(request), self.group(request)
        gaps = {name: max(pause, self.crawl_delays.get(name, 0.0))}
        if group:
            gaps[group] = pause
        return gaps

    def hold(self, request: Request, seconds: float, *, all_of_group: bool) -> None:
        """Leave the host of a request alone for so long, or its whole group."""
        key = self.group(request) if all_of_group else None
        self.clock.hold(key or host(request), seconds)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take the host's Crawl-delay for our agent into account, from the request at hand on."""
        wanted, name = robotparser.crawl_delay(self.agent) or 0.0, host(request)
        if wanted > self.longest_crawl_delay:
            logger.warning(
                "%s: robots.txt asks for %g s between requests; PILSETAS_CRAWL_DELAY_MAX allows %g s",
                name,
                wanted,
                self.longest_crawl_delay,
            )
        self.crawl_delays[name] = min(wanted, self.longest_crawl_delay)
        if self.crawl_delays[name]:
            self.clock.hold(name, self.crawl_delays[name])


class Politeness:
    """Lets a request through when its moment has come; the last thing before the downloader.

    One request at a time of each host or group is let through by this process: else one that had to wait for
    a slow answer would be sent at a moment that another process has taken. Scrapy's own delay is switched off
    for the hosts passed here, since it would send later than the moment taken.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.throttle = Throttle.of(crawler)
        self._turns: dict[str, asyncio.Lock] = {}
        self._under_way: dict[Request, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawler."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.throttle.robots_parsed, signal=signals.robots_parsed)
        # Sent for every request that was let through, even if who asked no longer waits for the answer.
        crawler.signals.connect(middleware.left, signal=signals.request_left_downloader)
        return middleware

    async def process_request(self, request: Request) -> None:
        """Wait for the moment.

        Raises:
            IgnoreRequest: the run is being stopped meanwhile.
        """
        if not request.url.startswith(("http:", "https:")):
            return
        self._no_second_delay(request)
        key = self.throttle.group(request) or host(request)
        turn = self._turns.setdefault(key, asyncio.Lock())
        await self._acquire(turn, request)
        try:
            await self._moment(request)
        except BaseException:
            turn.release()
            raise
        self._under_way[request] = turn

    def left(self, request: Request) -> None:
        """The request has its answer, or failed: the next one has its turn."""
        turn = self._under_way.pop(request, None)
        if turn is not None:
            turn.release()

    async def _acquire(self, turn: asyncio.Lock, request: Request) -> None:
        while turn.locked():
            with suppress(TimeoutError):
                await asyncio.wait_for(turn.acquire(), STEP)
                return
            self._refuse_when_stopping(request)
        await turn.acquire()

    async def _moment(self, request: Request) -> None:
        gaps, told = self.throttle.gaps(request), False
        while wait := self.throttle.clock.take(gaps):
            if wait > WORTH_TELLING and not told:
                told = True
                logger.info("%s: waiting %.0f s, as asked for", host(request), wait)
            await asyncio.sleep(min(wait, STEP))
            self._refuse_when_stopping(request)

    def _refuse_when_stopping(self, request: Request) -> None:
        engine = self.crawler.engine
        if engine is not None and not engine.running:
            raise IgnoreRequest(f"not asked for, the run is being stopped: {request.url}")

    def _no_second_delay(self, request: Request) -> None:
        engine = self.crawler.engine
        assert engine is not None
        downloader = engine.downloader
        downloader.per_slot_settings.setdefault(
            downloader.get_slot_key(request), {"delay": 0.0, "jitter": 0.0}
        )


def host(request: Request) -> str:
    """Host and port of a request."""
    return request.url.split("/", 3)[2]
