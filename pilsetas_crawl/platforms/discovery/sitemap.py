"""Discovery by XML sitemap."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from lxml import etree
from scrapy.utils.sitemap import Sitemap

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.base import Crawl, DiscoveryWay
from pilsetas_crawl.reading.dates import read_machine_date
from pilsetas_crawl.run.verdict import WayOutcome

# Undated entries believed from one map: WordPress orders them by identifier, so the newest stand last.
UNDATED_TAIL = 50
# And as a cross-check, where only what the other ways have missed matters.
CHECKED_TAIL = 10


@dataclass(frozen=True)
class SitemapWay(DiscoveryWay):
    """Sitemaps: slow to tell what is new, but independent of themes and feeds.

    Attributes:
        paths: addresses to try, an index or a map.
        only: part of the address that a map of an index must have (``posts-post`` for WordPress posts).
    """

    paths: tuple[str, ...] = ("/sitemap.xml",)
    only: tuple[str, ...] = ()
    name: str = "sitemap"

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk, from the newest map back."""
        return [self._pages(crawl)]

    async def _pages(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        for path in self.paths:
            maps = [crawl.spider.at(path)]
            found = False
            while maps:
                address = maps.pop()
                entries, inner = await self._map(crawl, address)
                maps += inner
                if entries:
                    found = True
                    yield ListPage(url=address, entries=entries)
            if found:
                crawl.exhausted()
                return

    async def _map(self, crawl: Crawl, address: str) -> tuple[list[Candidate], list[str]]:
        """Entries of a map, or the maps of an index."""
        answer = await crawl.ask(address)
        if not answer.readable or answer.response is None:
            crawl.note(answer.outcome, answer.detail)
            return [], []
        try:
            sitemap = Sitemap(answer.response.body)
            rows = list(sitemap)
        except (etree.XMLSyntaxError, ValueError, AttributeError) as error:
            crawl.note(WayOutcome.UNREADABLE, f"{address} is no sitemap ({error})")
            return [], []
        if sitemap.type == "sitemapindex":
            return [], [crawl.spider.own(row["loc"]) for row in rows if self._wanted(row["loc"])]
        return self._entries(crawl, rows), []

    def _wanted(self, address: str) -> bool:
        return not self.only or any(part in address for part in self.only)

    def _entries(self, crawl: Crawl, rows: list[dict[str, str]]) -> list[Candidate]:
        entries = []
        for row in rows:
            url = crawl.spider.article_address(row["loc"])
            if url is not None:
                modified = read_machine_date(row["lastmod"]) if "lastmod" in row else None
                entries.append(Candidate(url=url, way=self.name, modified=modified))
        dated = [entry for entry in entries if entry.modified and self._recent(crawl, entry)]
        tail = CHECKED_TAIL if crawl.checking else UNDATED_TAIL
        return dated or [entry for entry in entries if not entry.modified][-tail:]

    def _recent(self, crawl: Crawl, entry: Candidate) -> bool:
        assert entry.modified is not None
        return crawl.window.start is None or entry.modified.local_date >= crawl.window.start
