"""Discovery by the front page, the last way of most sites."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from pilsetas_crawl.platforms.candidate import ListPage
from pilsetas_crawl.platforms.discovery.base import Crawl, DiscoveryWay
from pilsetas_crawl.platforms.discovery.links import links_to_articles
from pilsetas_crawl.run.verdict import WayOutcome


@dataclass(frozen=True)
class FrontPageWay(DiscoveryWay):
    """Article links on the front page: few, undated, and there when everything else has moved."""

    path: str = "/"
    name: str = "front_page"

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """The one page there is."""
        return [self._page(crawl)]

    async def _page(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        answer = await crawl.ask(crawl.spider.at(self.path))
        if not answer.readable or answer.response is None:
            crawl.note(answer.outcome, answer.detail)
            return
        entries = links_to_articles(
            crawl, crawl.spider.selector_of(answer.response), answer.url, way=self.name
        )
        if not entries:
            crawl.note(WayOutcome.EMPTY, "front page links to no article")
            return
        yield ListPage(url=answer.url, entries=entries)
