"""Discovery by XML sitemap."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from lxml import etree
from scrapy.utils.sitemap import Sitemap

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.base import Crawl, DiscoveryWay
from pilsetas_crawl.platforms.discovery.finders import find_sitemaps
from pilsetas_crawl.reading.dates import read_machine_date
from pilsetas_crawl.run.verdict import WayOutcome
from pilsetas_crawl.urls import is_own

# Undated entries taken at a time, from the end: WordPress orders them by identifier, so the newest stand
# last, and the walk ends with the first portion that lies wholly before its days.
PORTION = 50
# And as a cross-check, where only what the other ways have missed matters.
CHECKED_TAIL = 10


@dataclass(frozen=True)
class SitemapWay(DiscoveryWay):
    """Sitemaps: slow to tell what is new, but independent of themes and feeds.

    Attributes:
        paths: addresses to try, an index or a map.
        only: part of the address that a map of an index must have (``posts-post`` for WordPress posts).
        never: part of the address that none of them has.
        robots: whether the maps that robots.txt names are asked where none of the addresses is one.
    """

    paths: tuple[str, ...] = ("/sitemap.xml",)
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    robots: bool = True
    name: str = "sitemap"

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk, from the newest map back."""
        return [self._pages(crawl)]

    async def _pages(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        refused: set[WayOutcome] = set()
        async for start in self._starts(crawl, refused):
            maps, found = [start], False
            while maps:
                address = maps.pop()
                portions, inner = await self._map(crawl, address, refused)
                maps += inner
                for entries in portions:
                    found = True
                    yield ListPage(url=address, entries=entries)
            if found:
                crawl.exhausted()
                return

    async def _starts(self, crawl: Crawl, refused: set[WayOutcome]) -> AsyncIterator[str]:
        declared = [crawl.spider.at(path) for path in self.paths]
        for address in declared:
            yield address
        # Who forbids its map is not asked which other ones there are.
        if not self.robots or WayOutcome.ROBOTS in refused:
            return
        answer = await crawl.ask(crawl.spider.at("/robots.txt"))
        told = answer.response.text if answer.readable and answer.response is not None else ""
        for named in find_sitemaps(told, answer.url):
            address = crawl.spider.own(named)
            if address not in declared and is_own(named, crawl.spider.own_hosts):
                yield address

    async def _map(
        self, crawl: Crawl, address: str, refused: set[WayOutcome]
    ) -> tuple[list[list[Candidate]], list[str]]:
        """Entries of a map in the portions in which to read them, or the maps of an index."""
        answer = await crawl.ask(address)
        if not answer.readable or answer.response is None:
            crawl.note(answer.outcome, answer.detail)
            refused.add(answer.outcome)
            return [], []
        try:
            sitemap = Sitemap(answer.response.body)
            rows = list(sitemap)
        except (etree.XMLSyntaxError, ValueError, AttributeError) as error:
            crawl.note(WayOutcome.UNREADABLE, f"{address} is no sitemap ({error})")
            return [], []
        if sitemap.type == "sitemapindex":
            return [], [crawl.spider.own(row["loc"]) for row in rows if self._wanted(row["loc"])]
        return _portions(crawl, self._entries(crawl, rows)), []

    def _wanted(self, address: str) -> bool:
        if any(part in address for part in self.never):
            return False
        return not self.only or any(part in address for part in self.only)

    def _entries(self, crawl: Crawl, rows: list[dict[str, str]]) -> list[Candidate]:
        entries = []
        for row in rows:
            url = crawl.spider.article_address(row["loc"])
            if url is not None:
                modified = read_machine_date(row["lastmod"]) if "lastmod" in row else None
                entries.append(Candidate(url=url, way=self.name, modified=modified))
        return entries


def _portions(crawl: Crawl, entries: list[Candidate]) -> list[list[Candidate]]:
    """Dated entries at once, for they stand in no order of time; undated ones from the end of the map."""
    dated = [entry for entry in entries if entry.modified and _recent(crawl, entry)]
    if dated:
        return [dated]
    undated = [entry for entry in reversed(entries) if not entry.modified]
    if crawl.checking:
        del undated[CHECKED_TAIL:]
    return [undated[first : first + PORTION] for first in range(0, len(undated), PORTION)]


def _recent(crawl: Crawl, entry: Candidate) -> bool:
    assert entry.modified is not None
    return crawl.window.start is None or entry.modified.local_date >= crawl.window.start
