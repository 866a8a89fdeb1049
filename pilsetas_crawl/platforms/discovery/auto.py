"""Ways of discovery that find their own addresses, for sites nobody has described.

Each takes hints, which are asked first, and remembers what worked (`scout.Scout`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.base import Crawl, DiscoveryWay
from pilsetas_crawl.platforms.discovery.feed import FeedWay, feed_unchanged
from pilsetas_crawl.platforms.discovery.jsonfeed import is_json_feed, read_json_feed
from pilsetas_crawl.platforms.discovery.rest import RestWay
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from scrapy.http import TextResponse

    from pilsetas_crawl.platforms.generic import GenericSpider
    from pilsetas_crawl.platforms.scout import Scout

FRONT = "/"


def scout_of(crawl: Crawl) -> Scout:
    """The scout of the spider at hand; these ways are declared on generic spiders only."""
    return cast("GenericSpider", crawl.spider).scout


async def note_absence(crawl: Crawl, what: str) -> None:
    """Record that nothing of a kind was found: because the front page is not to be had, or because of it."""
    answer = await scout_of(crawl).ask(crawl, FRONT)
    if answer.readable:
        crawl.note(WayOutcome.MISSING, f"nothing on the front page points to {what}")
    else:
        crawl.note(answer.outcome, answer.detail)


@dataclass(frozen=True)
class AnyFeedWay(FeedWay):
    """A feed of any kind: RSS, Atom, or JSON Feed."""

    def entries(self, crawl: Crawl, response: TextResponse) -> list[Candidate]:
        """Candidates of a feed.

        Raises:
            FeedError: the answer is no feed.
        """
        if not is_json_feed(response.text):
            return super().entries(crawl, response)
        entries = read_json_feed(response.text, url=response.url)
        return [self._candidate(crawl, entry) for entry in entries if entry.link]


@dataclass(frozen=True)
class AutoFeedWay(DiscoveryWay):
    """The feed that the front page names, or that answers where feeds usually are.

    Attributes:
        hints: addresses asked before all others.
    """

    hints: tuple[str, ...] = ()
    name: str = "feed"

    async def probe(self, crawl: Crawl) -> bool:
        """A 304 to the feed: nothing changed anywhere on the site."""
        known = scout_of(crawl).found.get("feeds")
        return bool(known) and await feed_unchanged(crawl, tuple(known or ()))

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk: the feed's window."""
        return [self._walk(crawl)]

    async def _walk(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        scout = scout_of(crawl)
        known = scout.found.get("feeds", [])
        paths = list(dict.fromkeys([*known, *self.hints])) or await scout.feeds(crawl)
        answered = False
        async for page in self._read(crawl, paths):
            answered = True
            yield page
        if answered:
            return
        # Hints and what was remembered are silent: what does the site itself say?
        scout.found.pop("feeds", None)
        async for page in self._read(crawl, [one for one in await scout.feeds(crawl) if one not in paths]):
            answered = True
            yield page
        if not answered:
            scout.keep("feeds", [])

    async def _read(self, crawl: Crawl, paths: list[str]) -> AsyncIterator[ListPage]:
        if not paths:
            await note_absence(crawl, "a feed")
            return
        scout = scout_of(crawl)
        for walk in AnyFeedWay(tuple(paths)).walks(crawl):
            async for page in walk:
                scout.keep("feeds", [scout.path(page.url)])
                scout.learn_named(entry.url for entry in page.entries)
                yield page


@dataclass(frozen=True)
class AutoRestWay(DiscoveryWay):
    """The interface of a WordPress, where the front page shows one."""

    name: str = "rest"
    tells_edits: ClassVar[bool] = True

    def _way(self, crawl: Crawl) -> RestWay:
        found = scout_of(crawl).found
        return RestWay(tuple(found.get("rest", ())), feeds=tuple(found.get("feeds", ())), name=self.name)

    async def probe(self, crawl: Crawl) -> bool:
        """A 304 to the feed, whose validators follow every change of the site."""
        found = scout_of(crawl).found
        return bool(found.get("rest")) and await feed_unchanged(crawl, tuple(found.get("feeds", ())))

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk over all posts by date of publication."""
        return [self._walk(crawl)]

    async def _walk(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        scout = scout_of(crawl)
        if not await scout.rest(crawl):
            await note_absence(crawl, "a WordPress interface")
            return
        for walk in self._way(crawl).walks(crawl):
            async for page in walk:
                scout.learn_named(entry.url for entry in page.entries)
                yield page

    async def extras(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        """Edits since the last finished run, and an inventory when the totals do not add up."""
        if scout_of(crawl).found.get("rest"):
            async for page in self._way(crawl).extras(crawl):
                yield page


@dataclass(frozen=True)
class AutoSitemapWay(DiscoveryWay):
    """The sitemaps that robots.txt names, or that stand where they usually do.

    A sitemap names every page of a site: it can be read only once the form of article addresses is known,
    from a declaration, a feed or a list.

    Attributes:
        hints: addresses asked before all others.
    """

    hints: tuple[str, ...] = ()
    name: str = "sitemap"

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk, from the newest map back."""
        return [self._walk(crawl)]

    async def _walk(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        spider = cast("GenericSpider", crawl.spider)
        if not spider.knows_forms:
            crawl.note(WayOutcome.MISSING, "the form of article addresses is not known: no use for a sitemap")
            return
        paths = (*self.hints, *await scout_of(crawl).sitemaps(crawl))
        for walk in SitemapWay(tuple(dict.fromkeys(paths)), robots=False, name=self.name).walks(crawl):
            async for page in walk:
                yield page
