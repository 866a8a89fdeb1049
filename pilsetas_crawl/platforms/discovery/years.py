"""Discovery by year archives, for sites whose article addresses begin with the date."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.base import Answer, Crawl
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.reading.dates import RIGA, read_machine_date
from pilsetas_crawl.run.verdict import WayOutcome

# Path of a dated address: year, month, day.
DATED = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/[^/?#]")
# A walk back without a start date ends with so many years in a row without an article; so many at the
# beginning mean that there are no such archives. In January the new year may well be empty.
EMPTY_YEARS = 2
# The end of a year's pages, as against a fault in the middle of them.
ENDS = frozenset({WayOutcome.MISSING, WayOutcome.EMPTY})


@dataclass(frozen=True)
class YearArchiveWay(ListingWay):
    """One archive per year, with page numbers of its own, the newest article first.

    WordPress has them where an article's address holds its date: every post is listed whatever its category
    is called, and each address tells the day. A year without posts is answered with 404.

    Attributes:
        paths: what stands before the year; `/` where nothing does.
    """

    paths: tuple[str, ...] = ("/",)
    page: str | None = "page/{n}/"
    first: int = 1
    name: str = "archive"

    async def _section(self, crawl: Crawl, path: str) -> AsyncIterator[ListPage]:
        year = (crawl.window.end or crawl.now.astimezone(RIGA).date()).year
        empty, found, ending = 0, False, Answer("", None, WayOutcome.EMPTY)
        while empty < EMPTY_YEARS and (crawl.window.start is None or year >= crawl.window.start.year):
            pages, ending = 0, Answer("", None, WayOutcome.EMPTY)
            async for answer, page in self._year(crawl, f"{path}{year}/"):
                if page is None:
                    ending = answer
                    break
                pages, found = pages + 1, True
                yield page
            if ending.outcome not in ENDS:
                crawl.note(ending.outcome, f"{ending.url}: {ending.detail}")
                return
            empty = 0 if pages else empty + 1
            year -= 1
        if found:
            crawl.exhausted()
        else:
            crawl.note(ending.outcome, ending.detail)

    async def _year(self, crawl: Crawl, path: str) -> AsyncIterator[tuple[Answer, ListPage | None]]:
        """Pages of one year, then the answer that ended them without a page."""
        assert self.page is not None
        seen: set[str] = set()
        for number in count(self.first):
            further = "" if number == self.first else self.page.format(n=number)
            answer, page = await self._page(crawl, crawl.spider.at(path + further), seen)
            if page is not None:
                seen.update(crawl.spider.address_key(entry.url) for entry in page.entries)
                page.entries = [_dated(entry) for entry in page.entries]
            yield answer, page
            if page is None:
                return


def _dated(entry: Candidate) -> Candidate:
    """The day of the address, where the listing shows none."""
    match = DATED.search(entry.url)
    if entry.published is None and match:
        entry.published = read_machine_date("-".join(match.groups()))
    return entry
