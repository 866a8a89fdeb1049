"""Discovery by listings that a script fills: read through a browser, and only where nothing else answers."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from pilsetas_crawl.browser.installed import browser_program
from pilsetas_crawl.browser.rendering import FORBIDDEN, WHOLE, Rendering, RenderingError
from pilsetas_crawl.platforms.candidate import ListPage
from pilsetas_crawl.platforms.discovery.base import Answer, Crawl, DiscoveryWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from scrapy.http import TextResponse

    from pilsetas_crawl.platforms.base import MunicipalSpider

logger = logging.getLogger(__name__)

FRONT_PAGE = "/"
# Pages of a pager that one walk renders: each costs what a hundred plain pages do.
MOST_PAGES = 20
# What a way answers where a browser may see more: there is a page, and no article on it.
HOPEFUL = frozenset({WayOutcome.EMPTY, WayOutcome.UNREADABLE})
# What makes a browser needless, or an evasion of a refusal.
HOPELESS = frozenset({WayOutcome.ITEMS, WayOutcome.UNCHANGED, WayOutcome.REFUSED})


@dataclass(frozen=True)
class RenderedListingWay(ListingWay):
    """Listing pages as they stand after their scripts; the articles themselves are fetched plainly.

    Each page is asked for plainly first: robots.txt, refusals and redirects are seen there, and where it
    names articles by itself the browser stays shut.

    Attributes:
        more: CSS of a button that loads more.
        scroll: more is loaded by scrolling down.
        presses: how often that is done at most; a daily run needs none of it.
        last: nobody declared the way: it is tried when every other way came back with nothing.
    """

    paths: tuple[str, ...] = (FRONT_PAGE,)
    whole: bool = False
    name: str = "rendered"
    more: str | None = None
    scroll: bool = False
    presses: int = 10
    last: bool = False
    patrolled: ClassVar[bool] = False

    def due(self, outcomes: Mapping[str, WayOutcome], *, covered: bool) -> bool:
        """Never for a cross-check; the undeclared way only after ways that found nothing."""
        told = list(outcomes.values())
        if covered or told.count(WayOutcome.UNREACHABLE) > 1:
            return False
        if not self.last:
            return True
        # A page that has moved leaves the front page, unless robots.txt is what keeps us from the rest.
        moved = WayOutcome.MISSING in told and WayOutcome.ROBOTS not in told
        return HOPELESS.isdisjoint(told) and (moved or not HOPEFUL.isdisjoint(told))

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk per section; then the front page, if none of them named an article."""
        program, reason = browser_program(crawl.spider.settings["PILSETAS_BROWSER"])
        if program is None:
            logger.warning("rendered listing not tried: %s", reason)
            crawl.note(WayOutcome.OFF, reason)
            return
        named = failed = False

        async def walk(path: str) -> AsyncIterator[ListPage]:
            nonlocal named, failed
            try:
                async for page in self._section(crawl, path):
                    named = True
                    yield page
            except RenderingError as error:
                failed = True
                logger.warning("%s was not rendered: %s", crawl.spider.at(path), error)
                crawl.note(WayOutcome.UNREADABLE, str(error))

        for path in self.paths:
            if not failed:  # once is enough: the next page would cost as much again
                yield walk(path)
        if self.last and not (named or failed or FRONT_PAGE in self.paths):
            yield walk(FRONT_PAGE)

    async def _page(
        self, crawl: Crawl, address: str, seen: set[str], *, again: bool = True
    ) -> tuple[Answer, ListPage | None]:
        """One page: plainly if that will do, else rendered."""
        plain = await crawl.ask(address)
        if not plain.readable or plain.response is None:
            return plain, None
        if page := self._read(crawl, plain.response, seen):
            return plain, page
        if not has_script(crawl, plain.response):
            detail = "no article link, and no script that could bring any"
            return Answer(address, None, WayOutcome.EMPTY, detail), None
        answer = await crawl.render(plain.response.url, self._rendering(crawl))
        if not answer.readable or answer.response is None:
            return answer, None
        if page := self._read(crawl, answer.response, seen):
            if answer.response.meta.get(WHOLE):
                crawl.exhausted()
            return answer, page
        return Answer(address, answer.response, WayOutcome.EMPTY, nothing_found(answer.response)), None

    def _read(self, crawl: Crawl, response: TextResponse, seen: set[str]) -> ListPage | None:
        """The page if it names an article that the pages before it did not."""
        if not crawl.spider.address_key(response.url).startswith("/"):
            return None
        entries = self.entries(crawl, response)
        new = any(crawl.spider.address_key(entry.url) not in seen for entry in entries)
        return ListPage(url=response.url, entries=entries) if new else None

    def _rendering(self, crawl: Crawl) -> Rendering:
        spider = crawl.spider
        loads_more = self.more is not None or self.scroll
        return Rendering(
            article=spider.article_address,
            hosts=site_hosts(spider),
            seconds=spider.settings.getfloat("PILSETAS_BROWSER_SECONDS"),
            more=self.more,
            presses=self.presses if loads_more and not crawl.window.incremental else 0,
            pause=spider.settings.getfloat("DOWNLOAD_DELAY"),
        )

    def _next(self, crawl: Crawl, path: str, number: int, answer: Answer) -> str | None:
        """The next page of the pager; what links onward on a front page is no pager."""
        if number - self.first + 1 >= MOST_PAGES or (path == FRONT_PAGE and self.page is None):
            return None
        return super()._next(crawl, path, number, answer)


def last_way(declared: Sequence[DiscoveryWay]) -> tuple[RenderedListingWay, ...]:
    """The way that closes every source's list: its listing, or its front page, rendered.

    None where the declaration names a rendered way itself.
    """
    if any(isinstance(way, RenderedListingWay) for way in declared):
        return ()
    listing = next((way for way in declared if isinstance(way, ListingWay)), None)
    if listing is None:
        return (RenderedListingWay(last=True),)
    kept = {field.name: getattr(listing, field.name) for field in fields(ListingWay)}
    # Nobody has seen that page: an excerpt must not pass for a whole post, a pager must be there to be
    # followed, and links count wherever they stand.
    changed = {"name": "rendered", "page": None, "days": None, "whole": False, "whole_posts": False}
    changed |= {"scope": "body", "last": True}
    return (RenderedListingWay(**{**kept, **changed}),)


def site_hosts(spider: MunicipalSpider) -> frozenset[str]:
    """Hosts of the site being crawled; its real ones only when those are crawled."""
    host = urlsplit(spider.site).netloc
    real = host.removeprefix("www.") == spider.place.domain.removeprefix("www.")
    return spider.own_hosts if real else frozenset({host})


def has_script(crawl: Crawl, response: TextResponse) -> bool:
    """Whether a page runs anything; data for search engines stands in script elements too."""
    selector = crawl.spider.selector_of(response)
    return bool(selector.xpath("//script[not(contains(@type, 'json'))]"))


def nothing_found(response: TextResponse) -> str:
    """What to say of a rendered page without an article."""
    forbidden = response.meta.get(FORBIDDEN, 0)
    told = f"; robots.txt forbids {forbidden} of the requests its scripts make" if forbidden else ""
    return f"no article link even after its scripts{told}"
