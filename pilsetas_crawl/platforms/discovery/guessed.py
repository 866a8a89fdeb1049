"""Discovery by a listing whose address was never seen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from pilsetas_crawl.platforms.candidate import ListPage
from pilsetas_crawl.platforms.discovery.base import Crawl
from pilsetas_crawl.platforms.discovery.listing import ListingWay


@dataclass(frozen=True)
class GuessedListingWay(ListingWay):
    """The first of several addresses that lists articles; the one that did so last is asked first.

    A guess that is not there says nothing of the site, as a section that is not there any more would.

    Attributes:
        paths: addresses at which the listing may be, the widest first.
    """

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk, of the first address that lists anything."""
        return [self._first(crawl)]

    async def _first(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        for path in crawl.preferred_paths(self.name, self.paths):
            answered = False
            async for page in self._section(crawl, path):
                if not answered:
                    crawl.spider.session.log.prefer(self.name, path)
                answered = True
                yield page
            if answered:
                return
