"""The crawl that probes sites, through the very downloader a run uses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.asking import RunOverError
from pilsetas_crawl.probe.crawl import ProbeCrawl
from pilsetas_crawl.probe.exchange import Exchange
from pilsetas_crawl.probe.findings import SiteReport, Target
from pilsetas_crawl.probe.site import SiteProbe
from pilsetas_crawl.probe.strangers import reader

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from scrapy.settings import Settings

# Sites probed side by side; those of one throttle group come one after the other.
SIDE_BY_SIDE = 4

Work = Callable[["ProbeSpider", Target], Awaitable[None]]


class ProbeSpider(Spider):
    """Does one piece of work after the other, several lines of them side by side.

    Args:
        targets: the sites; those of a throttle group pause together, as in a run.
        work: what to do with each.
        reading: settings of the spiders that read; those of a running crawl cannot be changed any more.
    """

    name = "probe"

    def __init__(
        self, targets: Sequence[Target], work: Work, reading: Settings, name: str | None = None, **given: Any
    ) -> None:
        super().__init__(name, **given)
        self.targets, self.work, self.reading = targets, work, reading
        self.robots: dict[str, Exchange] = {}
        # The shared throttle takes these two from the spider that asks.
        self.throttle_group = next((group for one in targets if (group := _group(one))), None)
        self.own_hosts = frozenset(urlsplit(one.site).netloc for one in targets if _group(one))

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> ProbeSpider:
        """Listen for answers to robots.txt, which the middleware asks for."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.received, signal=signals.response_received)
        return spider

    def received(self, response: Response, request: Request) -> None:
        """Keep the rules of a host."""
        parts = urlsplit(request.url)
        if request.meta.get("dont_obey_robotstxt") and parts.path == "/robots.txt":
            self.robots.setdefault(parts.netloc, Exchange.of(request, response, "robots"))

    async def start(self) -> AsyncIterator[Any]:
        """Do all the work."""
        await asyncio.gather(*(self._line(line) for line in lines_of(self.targets)))
        return
        yield

    async def _line(self, targets: Sequence[Target]) -> None:
        for target in targets:
            # What a site makes us stumble over must not end the probes of the others.
            [fault] = await asyncio.gather(self.work(self, target), return_exceptions=True)
            if isinstance(fault, RunOverError):
                return
            if fault is not None:
                self.logger.error("%s: %s", target.slug, fault, exc_info=fault)


def lines_of(targets: Sequence[Target]) -> list[list[Target]]:
    """Targets in lines: one for each throttle group, the others dealt out evenly."""
    lines: dict[str, list[Target]] = {}
    alone = [target for target in targets if _group(target) is None]
    for target in targets:
        if (group := _group(target)) is not None:
            lines.setdefault(group, []).append(target)
    dealt = [alone[first::SIDE_BY_SIDE] for first in range(min(SIDE_BY_SIDE, len(alone)))]
    return [*lines.values(), *dealt]


def _group(target: Target) -> str | None:
    return target.spider.throttle_group if target.spider else None


def probe_sites(
    targets: Sequence[Target], settings: Settings, told: Callable[[SiteReport], None] = lambda _: None
) -> list[SiteReport]:
    """Probe sites and wait for all of them; in the order they were given.

    Args:
        targets: the sites.
        settings: the project's; nothing is stored.
        told: called with each report as soon as it is there.
    """
    reports: dict[str, SiteReport] = {}

    async def probe(spider: ProbeSpider, target: Target) -> None:
        engine = spider.crawler.engine
        assert engine is not None
        try:
            report = await SiteProbe(target, spider.reading, engine, spider.robots).run()
        except PilsetasError as error:
            # One site's nonsense (an address that is none, say) must not end the probes of the others.
            report = SiteReport(target.slug, target.site, target.spider is not None, notes=[str(error)])
        reports[target.slug] = report
        told(report)

    _crawl(targets, probe, settings)
    return [reports[target.slug] for target in targets if target.slug in reports]


def fetch_page(url: str, target: Target, settings: Settings) -> Exchange:
    """Ask for one page as the target's spider would, and read nothing of it.

    Raises:
        PilsetasError: there was no answer.
    """
    found: list[Exchange] = []

    async def ask(spider: ProbeSpider, target: Target) -> None:
        assert target.spider is not None
        made = reader(target.spider, spider.reading, site=target.site, engine=spider.crawler.engine)
        crawl = ProbeCrawl(made, requests=1)
        await crawl.fetch(url, "article")
        found.extend(crawl.exchanges)

    _crawl([target], ask, settings)
    if not found or found[0].status is None:
        raise PilsetasError(f"cannot fetch {url}: {found[0].error if found else 'no answer'}")
    return found[0]


def _crawl(targets: Sequence[Target], work: Work, settings: Settings) -> None:
    settings = settings.copy()
    off = {"pilsetas_crawl.extensions.progress.LiveProgress": None}
    settings.set("EXTENSIONS", {**settings.getdict("EXTENSIONS"), **off}, priority="cmdline")
    settings.setdict({"ITEM_PIPELINES": {}, "CONCURRENT_REQUESTS": SIDE_BY_SIDE + 1}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(ProbeSpider, targets=targets, work=work, reading=settings.copy())
    process.start()
