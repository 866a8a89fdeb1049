"""Discovery by month archives, for systems that have no page numbers."""

from __future__ import annotations

import calendar
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pilsetas_crawl.platforms.candidate import ListPage
from pilsetas_crawl.platforms.discovery.base import Crawl
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.reading.dates import RIGA

# A walk back without a start date stops after this many months in a row without an article.
EMPTY_MONTHS = 12


@dataclass(frozen=True)
class MonthArchiveWay(ListingWay):
    """One page per section and month.

    Attributes:
        page: pattern of a month's page with ``{year}`` and ``{month}``, appended to the section's path.
    """

    page: str | None = "?y={year}&m={month}"
    name: str = "archive"

    async def _section(self, crawl: Crawl, path: str) -> AsyncIterator[ListPage]:
        assert self.page is not None
        day = crawl.window.end or crawl.now.astimezone(RIGA).date()
        empty = 0
        while empty < EMPTY_MONTHS and (
            crawl.window.start is None or day >= crawl.window.start.replace(day=1)
        ):
            first = day.replace(day=1)
            address = crawl.spider.at(path + self.page.format(year=day.year, month=day.month))
            answer, page = await self._page(crawl, address, set())
            if page is None and not answer.response:
                crawl.note(answer.outcome, answer.detail)
                return
            if page is not None:
                page.bounds = (first, last_day(first))
                yield page
            empty = empty + 1 if page is None else 0
            day = first - timedelta(days=1)
        crawl.exhausted()

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk per section, month by month into the past."""
        return [self._section(crawl, path) for path in self.paths]


def last_day(first: date) -> date:
    """Last day of the month that begins on `first`."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
