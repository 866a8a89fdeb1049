"""What each way of discovery makes of a living site, within a few requests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.archive import MonthArchiveWay
from pilsetas_crawl.platforms.discovery.auto import scout_of
from pilsetas_crawl.platforms.discovery.auto_listing import AutoListingWay
from pilsetas_crawl.platforms.discovery.auto_search import NO_DAYS
from pilsetas_crawl.platforms.discovery.links import next_page
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.discovery.rendered import last_way
from pilsetas_crawl.run.outcomes import RejectedError
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilsetas_crawl.items import Article
    from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
    from pilsetas_crawl.probe.crawl import ProbeCrawl

# Requests one way may make: a feed with its hub and what that links to, a listing with its second page and
# further sections, a sitemap's index with its newest map.
PER_WAY = 4
# And a listing that has to be searched for: two sections, a sample article, a second page.
PER_SEARCH = 5


@dataclass
class Section:
    """One walk of a way.

    Attributes:
        path: where it begins.
        articles: articles its first page names.
        further: articles only its second page names; None when that was not asked for.
        pager: the address its own links name as the second page.
    """

    path: str
    articles: int
    further: int | None = None
    pager: str | None = None


@dataclass
class WayFinding:
    """What one way found.

    Attributes:
        entries: articles of the site it names, in its order.
        sections: its walks, in the declared order, as far as they were asked.
        generations: generations of markup its rows were read by.
        asked: addresses it asked for itself.
    """

    name: str
    outcome: WayOutcome
    detail: str = ""
    entries: list[Candidate] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    generations: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def works(self) -> bool:
        """Whether it named an article."""
        return bool(self.entries)

    @property
    def span(self) -> str:
        """First and last day of the articles that were dated."""
        days = sorted(entry.day for entry in self.entries if entry.day)
        if not days:
            return "none dated"
        dated = "all dated" if len(days) == len(self.entries) else f"{len(days)} dated"
        return f"{days[0]} – {days[-1]}, {dated}"


async def look(crawl: ProbeCrawl, ways: Sequence[DiscoveryWay]) -> list[WayFinding]:
    """Try each way in its declared order, and as a run does the browser when all came back with nothing."""
    found: list[WayFinding] = []
    for way in (*ways, *last_way(ways)):
        if way.due({one.name: one.outcome for one in found}, covered=False):
            found.append(await look_at(crawl, way))
    return found


async def look_at(crawl: ProbeCrawl, way: DiscoveryWay) -> WayFinding:
    """Try one way: the first page of each of its walks, the second of a listing's first."""
    before = len(crawl.exchanges)
    crawl.turn_to(way.name, requests=PER_SEARCH if isinstance(way, AutoListingWay) else PER_WAY)
    pages: list[ListPage] = []
    sections: list[Section] = []
    for number, walk in enumerate(way.walks(crawl)):
        so_far = len(crawl.exchanges)
        taken = await _first_pages(crawl, walk, 2 if number == 0 and _has_pager(way) else 1)
        pages += taken
        path = _path_of(crawl, way, number)
        if path is not None and (taken or len(crawl.exchanges) > so_far):
            turned = len(taken) > 1 or (number == 0 and crawl.way_left > 0)
            sections.append(_section(crawl, way, path, taken, turned=turned))
    asked = [one.url for one in crawl.exchanges[before:]]
    return _finding(crawl, way, pages, sections, asked)


def _has_pager(way: DiscoveryWay) -> bool:
    return isinstance(way, ListingWay | AutoListingWay) and not isinstance(way, MonthArchiveWay)


def _path_of(crawl: ProbeCrawl, way: DiscoveryWay, number: int) -> str | None:
    """Path at which a way's walk begins, as declared or, where lists are found by themselves, as found."""
    if isinstance(way, AutoListingWay):
        paths = tuple(scout_of(crawl).sections)
    else:
        paths = way.paths if isinstance(way, ListingWay) else ()
    return paths[number] if number < len(paths) else None


async def _first_pages(crawl: ProbeCrawl, walk: AsyncIterator[ListPage], count: int) -> list[ListPage]:
    pages: list[ListPage] = []
    async for page in walk:
        if page.bounds == NO_DAYS:
            # Rows of a list that is believed once one of them has been read as an article.
            with suppress(RejectedError, PilsetasError):
                await read_candidate(crawl, page.entries[0], within_way=True)
            continue
        pages.append(page)
        if len(pages) >= count:
            break
    return pages


async def read_candidate(crawl: ProbeCrawl, candidate: Candidate, *, within_way: bool = False) -> Article:
    """Ask for an article's page and read it.

    Args:
        crawl: the probe.
        candidate: what was named.
        within_way: it is one of the requests of the way at hand.

    Raises:
        RejectedError: it is no article.
        PilsetasError: there is no answer, or something stands in the article's place.
    """
    answer = await (crawl.ask(candidate.url) if within_way else crawl.fetch(candidate.url, "article"))
    if answer.response is None:
        raise PilsetasError(f"{answer.outcome}: {answer.detail}")
    return crawl.spider.reader.from_response(answer.response, candidate)


def _section(
    crawl: ProbeCrawl, way: DiscoveryWay, path: str, pages: list[ListPage], *, turned: bool
) -> Section:
    known = {crawl.spider.address_key(entry.url) for page in pages[:1] for entry in page.entries}
    section = Section(path, len(known))
    if pages and _has_pager(way):
        further = {crawl.spider.address_key(entry.url) for page in pages[1:] for entry in page.entries}
        section.further = len(further - known) if turned else None
        answer = crawl.answer(pages[0].url)
        if answer is not None and answer.response is not None:
            selector = crawl.spider.selector_of(answer.response)
            section.pager = next_page(selector, answer.response.url, 1)
    return section


def _finding(
    crawl: ProbeCrawl, way: DiscoveryWay, pages: list[ListPage], sections: list[Section], asked: list[str]
) -> WayFinding:
    named = [entry for page in pages for entry in page.entries]
    own = [entry for entry in named if crawl.spider.address_key(entry.url).startswith("/")]
    outcome, detail = crawl.notes[-1] if crawl.notes else (WayOutcome.EMPTY, "names no article")
    if named and not own:
        host = crawl.spider.address_key(named[0].url).partition("/")[0]
        outcome, detail = WayOutcome.UNREADABLE, f"names only another site, {host}"
    if own:
        outcome, detail = WayOutcome.ITEMS, ""
    generations = list(dict.fromkeys(crawl.generations))
    return WayFinding(way.name, outcome, detail, own, sections, generations, asked)
