"""Rule: a list that always names new articles and never leads further back is left, and the run says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import count

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.base import Crawl, DiscoveryWay
from pilsetas_crawl.platforms.span import run_window
from pilsetas_crawl.platforms.walk import Walk
from pilsetas_crawl.reading.dates import read_machine_date
from pilsetas_crawl.run.outcomes import Bucket

PATIENCE = 7


class EndlessWay(DiscoveryWay):
    """Gives one new address a page, all of one day: a session's number in the addresses, for example."""

    name = "endless"

    def __init__(self) -> None:
        self.turned = 0

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        return [self._pages(crawl)]

    async def _pages(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        for number in count(1):
            self.turned = number
            url = f"{crawl.spider.site}/lv/jaunums/raksts-{number}"
            day = read_machine_date("2026-11-02")
            yield ListPage(url=url, entries=[Candidate(url=url, way=self.name, published=day)])


def test_a_list_without_end_is_left(spider_of):
    spider = spider_of("ludza", start="2020-01-01", settings={"PILSETAS_BROWSER": "off"})
    endless = EndlessWay()
    spider.discovery, spider.max_pages = (endless,), PATIENCE
    walk = Walk(spider, run_window(spider))

    async def read_all() -> int:
        read = 0
        async for candidate in walk.candidates():
            spider.session.settle(spider.address_key(candidate.url), Bucket.KNOWN)
            read += 1
        return read

    # The first page leads from nowhere to its day, the others no further.
    assert asyncio.run(read_all()) == endless.turned == PATIENCE + 1
    assert spider.session.log.unfinished == ["no way of discovery reached back to 2020-01-01"]
    [problem] = [line for line in spider.session.log.problems() if "endless" in line]
    assert "none further back" in problem
