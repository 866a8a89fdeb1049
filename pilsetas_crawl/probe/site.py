"""The probe of one site: front page, every way of discovery, one article, and what reality asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.platforms.discovery.base import Answer
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.probe.attempt import Attempt
from pilsetas_crawl.probe.crawl import ProbeCrawl
from pilsetas_crawl.probe.declare import spider_source
from pilsetas_crawl.probe.detect import GENERIC, detect
from pilsetas_crawl.probe.elsewhere import elsewhere
from pilsetas_crawl.probe.exchange import Exchange, response_of
from pilsetas_crawl.probe.findings import ArticleFinding, Difference, SiteReport, Target
from pilsetas_crawl.probe.judge import SURE, differences, notes
from pilsetas_crawl.probe.proposal import Proposal, propose
from pilsetas_crawl.probe.robots import RobotsFinding, read_robots
from pilsetas_crawl.probe.strangers import introduce, reader, reader_class
from pilsetas_crawl.probe.ways import WayFinding, look, read_candidate
from pilsetas_crawl.registry import Municipality, municipality
from pilsetas_crawl.run.outcomes import RejectedError
from pilsetas_crawl.run.verdict import WayOutcome
from pilsetas_crawl.urls import is_own

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy.core.engine import ExecutionEngine
    from scrapy.settings import Settings

    from pilsetas_crawl.platforms.base import MunicipalSpider


# Requests to one site beside robots.txt: what is declared takes about ten, another declaration some more.
REQUESTS = 14
FURTHER_REQUESTS = 8
# Articles that are tried until one is read whole: the newest may be protected, or gone already.
MOST_READ = 2


class SiteProbe:
    """Probes one site.

    Args:
        target: the site.
        settings: the project's.
        engine: downloads, by the project's middlewares.
        robots: answers to ``/robots.txt`` so far, by host; filled while requests are made.
    """

    def __init__(
        self, target: Target, settings: Settings, engine: ExecutionEngine, robots: Mapping[str, Exchange]
    ) -> None:
        self.target, self.settings, self.engine, self.robots = target, settings, engine, robots
        self.site = target.site
        self.report = SiteReport(target.slug, target.site, declared=target.spider is not None)
        introduce(target.slug, target.site)

    async def run(self) -> SiteReport:
        """Probe the site."""
        # A stranger's front page is asked for before anybody knows what will read it.
        crawl = self._crawl(self.target.spider or reader_class(TvpSpider, self.target.slug), REQUESTS)
        front = await crawl.fetch(f"{self.site}/", "front page")
        crawl = self._follow(crawl, front)
        page = crawl.spider.selector_of(front.response) if front.response is not None else None
        self.report.detection = detect(crawl.exchanges[0], page)
        self.report.robots = self._robots([])
        crawl.know(f"{self.site}/robots.txt", self._rules_answered())
        if crawl.exchanges[0].status is not None or front.outcome is WayOutcome.ROBOTS:
            await self._read(crawl, page)
        self.report.reached = any(one.status == HTTPStatus.OK for one in crawl.exchanges)
        self.report.exchanges = [*filter(None, [self._rules()]), *crawl.exchanges]
        return self.report

    def _rules(self) -> Exchange | None:
        return self.robots.get(urlsplit(self.site).netloc)

    def _rules_answered(self) -> Answer:
        """The answer to robots.txt for ways that ask it too: it has been asked for before anything else."""
        rules, url = self._rules(), f"{self.site}/robots.txt"
        response = response_of(rules) if rules is not None and rules.status == HTTPStatus.OK else None
        if isinstance(response, TextResponse):
            return Answer(url, response, WayOutcome.ITEMS)
        return Answer(url, None, WayOutcome.MISSING, "no rules")

    def _robots(self, ours: list[str]) -> RobotsFinding:
        return read_robots(self._rules(), str(self.settings["USER_AGENT"]), ours)

    # --- who reads ---------------------------------------------------------------------------------

    def _crawl(
        self, spider_class: type[MunicipalSpider], requests: int, before: ProbeCrawl | None = None
    ) -> ProbeCrawl:
        made = reader(spider_class, self.settings, site=self.site, engine=self.engine)
        crawl = ProbeCrawl(made, requests=requests)
        if before is not None:
            crawl.take_over(before)
        return crawl

    def _follow(self, crawl: ProbeCrawl, front: Answer) -> ProbeCrawl:
        """Go where the front page leads: the language's, or another host to which the site has moved."""
        exchange = crawl.exchanges[0]
        if not exchange.moved:
            return crawl
        crawl.know(exchange.final_url, front)
        if is_own(exchange.final_url, crawl.spider.own_hosts):
            return crawl
        parts = urlsplit(exchange.final_url)
        self.site = f"{parts.scheme}://{parts.netloc}"
        told = f"the site answers from another host, {self.site}"
        mend = f"set domain to {parts.netloc} in registry/municipalities.csv; the old one goes to old_domains"
        self.report.differences.append(Difference(told, mend))
        return self._crawl(type(crawl.spider), crawl.left, crawl)

    # --- what is read ------------------------------------------------------------------------------

    async def _read(self, crawl: ProbeCrawl, page: Selector | None) -> None:
        declared = self.target.spider
        system = self.report.detection.system
        proposal = Proposal.of(declared) if declared else propose(system, page, self.site)
        first = await self._attempt(crawl, proposal)
        best = first
        alien = self._is_alien(first)
        other = None if alien else await elsewhere(first.crawl, proposal, first.ways, page)
        if other is not None:
            again = await self._attempt(first.crawl, other)
            best = again if again.worth > first.worth else best
        if alien or not best.fits:
            best = await self._better(best, page)
        self._conclude(first, best)

    async def _attempt(self, before: ProbeCrawl, proposal: Proposal) -> Attempt:
        """Read by one declaration."""
        crawl = self._crawl(proposal.reader(self.target.slug), before.left, before)
        ways = await look(crawl, crawl.spider.discovery)
        return Attempt(crawl, proposal, ways, await read_one(crawl, ways))

    async def _better(self, best: Attempt, page: Selector | None) -> Attempt:
        """Read by another declaration: of the system the site shows, else by the generic platform."""
        for system in dict.fromkeys((self.report.detection.system, GENERIC)):
            proposal = propose(system, page, self.site)
            if proposal.base.platform == best.proposal.base.platform:
                continue
            best.crawl.left = max(best.crawl.left, FURTHER_REQUESTS)
            other = await self._attempt(best.crawl, proposal)
            if other.fits:
                return other
        return best

    def _is_alien(self, attempt: Attempt) -> bool:
        """Whether the site surely runs another system, or shows no sign of one that always shows them."""
        shown, declared = self.report.detection.system, attempt.proposal.base.platform
        return shown != declared and (shown in SURE or (declared in SURE and not attempt.fits))

    def _conclude(self, first: Attempt, best: Attempt) -> None:
        """Hold what was found against what is declared, and say what would be right."""
        report, platform = self.report, best.proposal.base.platform
        report.platform, report.ways, report.article = platform, best.ways, best.article
        asked = [one.url for one in best.crawl.exchanges]
        report.robots = self._robots(asked)
        report.notes = notes(report, best.crawl)
        if report.declared:
            report.differences += differences(first, report.robots)
            if platform != first.proposal.base.platform:
                told = f"{first.proposal.base.platform} is declared, but this is {report.detection.told}"
                report.differences.append(Difference(told))
        right = best.proposal.mended(best.ways, best.crawl, report.robots)
        if not report.declared or best is not first:
            right = right.pinned(best.crawl, best.ways)
        changed = right != first.proposal and best.fits
        if changed or not report.declared:
            report.declaration = spider_source(right, self.place, report)
        if changed and report.declared and not report.differences:
            report.differences.append(Difference("another declaration fits better"))

    @property
    def place(self) -> Municipality:
        """The place, under the host that answers today."""
        return replace(municipality(self.target.slug), domain=self._domain())

    def _domain(self) -> str:
        moved = self.site != self.target.site
        known = municipality(self.target.slug).domain
        return urlsplit(self.site).netloc if moved else known


async def read_one(crawl: ProbeCrawl, ways: list[WayFinding]) -> ArticleFinding | None:
    """Read the newest article that the first working way names; another where that is none."""
    found: list[ArticleFinding] = []
    for candidate in _newest(crawl, ways)[:MOST_READ]:
        finding = ArticleFinding(candidate.url, candidate.way)
        try:
            finding.article = await read_candidate(crawl, candidate)
        except (RejectedError, PilsetasError) as error:
            finding.error = str(error)
        if not finding.missing:
            return finding
        found.append(finding)
    return found[0] if found else None


def _newest(crawl: ProbeCrawl, ways: list[WayFinding]) -> list[Candidate]:
    """Newest first. A sticky item may be years old, and an address without the usual form a guest."""
    for way in ways:
        usual = [one for one in way.entries if not one.pinned and crawl.spider.article_address(one.url)]
        if usual:
            return sorted(usual, key=lambda one: -(one.day.toordinal() if one.day else 0))
    return [one for way in ways for one in way.entries]
