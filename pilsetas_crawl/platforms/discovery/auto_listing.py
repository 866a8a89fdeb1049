"""Discovery by lists of articles that nobody has described: found, learned, tried, remembered.

What is known is asked first: the lists that worked last time, then the declared hints. Where none of them
shows a list of articles (any more), the pages to which the front page links as news are looked at, the
likeliest first. A learned list is believed when it names articles that are known; otherwise its first rows
are read as a sample, and it is kept if one of them is an article.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, ClassVar, cast
from urllib.parse import urlsplit

from parsel import Selector

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.auto import FRONT, scout_of
from pilsetas_crawl.platforms.discovery.auto_search import entries_of, search_lists
from pilsetas_crawl.platforms.discovery.base import Answer, Crawl, DiscoveryWay
from pilsetas_crawl.platforms.discovery.links import next_page
from pilsetas_crawl.platforms.scout import SECTIONS
from pilsetas_crawl.reading.text import clean_line, fold
from pilsetas_crawl.run.verdict import WayOutcome
from pilsetas_crawl.urls import absolute_url

if TYPE_CHECKING:
    from scrapy.http import TextResponse

    from pilsetas_crawl.platforms.generic import GenericSpider

# Article links an overview must show before its sameness says anything.
FEWEST_SHOWN = 3
# A link to older articles that is no pager.
_ARCHIVE = re.compile(r"(?:.{0,20}\s)?(?:arhivs|arhiva|archive|archiv|архив)")
# A link named after a year or a month of one, and how many of them make an archive.
_PERIOD = re.compile(r"(?:[^\W\d]+\s)?((?:19|20)\d\d)\.?(?:\s?g\.|\sgada)?(?:\s[^\W\d]+)?(?:\s?\(\d+\))?")
FEWEST_PERIODS = 3
_MORE = re.compile(r"\b(?:rādīt|ielādēt|vēl|load|show|mehr|показать|загрузить|ещ[её])\b", re.IGNORECASE)


@dataclass(frozen=True)
class AutoListingWay(DiscoveryWay):
    """Lists of articles, wherever they are.

    Rows need not be strictly the newest first: a page of old articles ends the walk only together with
    the page before it.

    Attributes:
        hints: paths asked before the site is searched.
        page: pattern of a hint's further pages with ``{n}``; None follows the pager's own links, as is always
            done for lists that were found.
        first: number of the first page in that pattern.
    """

    hints: tuple[str, ...] = ()
    page: str | None = None
    first: int = 0
    name: str = "listing"
    patrolled: ClassVar[bool] = True

    async def probe(self, crawl: Crawl) -> bool:
        """Whether the list, or the front page where there are several, names the same as last time."""
        return bool(scout_of(crawl).sections) and await self._same_overview(crawl)

    async def _same_overview(self, crawl: Crawl) -> bool:
        """Compare the lists of the overview with last time; what is known of them makes no difference."""
        scout = scout_of(crawl)
        path = scout.sections[0] if len(scout.sections) == 1 else FRONT
        answer = await scout.ask(crawl, path)
        if answer.response is None:
            return False
        told = scout.overview(crawl, answer.response)
        return len(told) >= FEWEST_SHOWN and crawl.same_as_before(f"overview:{path}", repr(told))

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk per list; the first finds out which lists there are."""
        yield self._first_walk(crawl)
        for path in scout_of(crawl).sections[1:]:
            yield self._section(crawl, path)

    async def _first_walk(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        spider, scout = cast("GenericSpider", crawl.spider), scout_of(crawl)
        first_time = not scout.sections
        asked = scout.sections or (self.hints if spider.knows_forms else ())
        working = [path for path in asked if await self._works(crawl, path)]
        if working != scout.sections:
            scout.keep(SECTIONS, working)
        # Hints that are only guesses may be a part of the news.
        if not working or (first_time and not spider.pattern_seen):
            async for sample in search_lists(crawl, self.hints, self.name):
                yield sample
        if scout.sections:
            # Taken down now, so that the very next run can tell that nothing has changed.
            await self._same_overview(crawl)
            async for page in self._section(crawl, scout.sections[0]):
                yield page

    async def _works(self, crawl: Crawl, path: str) -> bool:
        answer = await scout_of(crawl).ask(crawl, path)
        if answer.response is None:
            crawl.note(answer.outcome, f"{path}: {answer.detail}")
            return False
        entries = entries_of(crawl, answer.response, self.name)
        scout_of(crawl).shown[path] = {crawl.spider.address_key(entry.url): entry.day for entry in entries}
        if not entries:
            crawl.note(WayOutcome.EMPTY, f"{path} shows no article of a known form")
            return False
        return True

    async def _section(self, crawl: Crawl, path: str) -> AsyncIterator[ListPage]:
        """Pages of a list, then those of its archives by month or year, where it has some."""
        archives: list[str] = []
        async for page in self._pages(crawl, path, archives):
            yield page
        for address in archives:
            async for page in self._pages(crawl, address, []):
                yield page
        if archives:
            crawl.exhausted()

    async def _pages(self, crawl: Crawl, path: str, archives: list[str]) -> AsyncIterator[ListPage]:
        """Pages of a list, until its pager ends or repeats itself; archives beside a list are noted.

        An archive may begin with what the list itself has shown: only its own pages can repeat each other.
        """
        seen: set[str] = set()
        address, newest = path, None
        for number in count(1):
            answer, entries = await self._page(crawl, address, seen, again=number > 1)
            if not entries or answer.response is None:
                self._ended(crawl, path, number, answer)
                return
            seen.update(crawl.spider.address_key(entry.url) for entry in entries)
            days = [entry.day for entry in entries if entry.day is not None]
            yield ListPage(url=answer.url, entries=entries, bounds=_bounds(crawl, days, newest))
            newest = max(days, default=newest)
            following = self._next(crawl, path, number, answer.response)
            if following is None:
                if tail := self._tail(crawl, entries):
                    yield ListPage(url=answer.url, entries=tail)
                archives += _archives(crawl.spider.selector_of(answer.response), answer.response.url)
                if not archives:
                    self._without_next(crawl, path, number, answer.response)
                return
            address = following

    async def _page(
        self, crawl: Crawl, address: str, seen: set[str], *, again: bool
    ) -> tuple[Answer, list[Candidate]]:
        """A page and what is new on it; a further one without anything new is asked for again."""
        answer = await scout_of(crawl).ask(crawl, address) if not again else await self._ask(crawl, address)
        new = self._new(crawl, answer, seen)
        if again and answer.response is not None and not new:
            answer = await self._ask(crawl, address)
            new = self._new(crawl, answer, seen)
        return answer, new

    async def _ask(self, crawl: Crawl, address: str) -> Answer:
        return await crawl.ask(crawl.spider.at(address))

    def _new(self, crawl: Crawl, answer: Answer, seen: set[str]) -> list[Candidate]:
        entries = entries_of(crawl, answer.response, self.name) if answer.response is not None else []
        return [entry for entry in entries if crawl.spider.address_key(entry.url) not in seen]

    def _ended(self, crawl: Crawl, path: str, number: int, answer: Answer) -> None:
        """What a page without a new article means: the end, unless links have led in a circle."""
        told = answer.detail or "no article found"
        gone = answer.response is not None or answer.outcome is WayOutcome.MISSING
        if (number == 1 and path in self._heads(crawl)) or not gone:
            outcome = answer.outcome if answer.response is None else WayOutcome.EMPTY
            crawl.note(outcome, f"{path}, page {number}: {told}")
        elif self._numbered(path) or answer.response is None or not self._names(crawl, answer.response):
            crawl.exhausted()

    def _heads(self, crawl: Crawl) -> set[str]:
        """First pages of lists; a month without news is none of them."""
        return {*scout_of(crawl).sections, *self.hints}

    def _names(self, crawl: Crawl, response: TextResponse) -> bool:
        return bool(entries_of(crawl, response, self.name))

    def _numbered(self, path: str) -> bool:
        return path in self.hints and self.page is not None

    @staticmethod
    def _tail(crawl: Crawl, entries: list[Candidate]) -> list[Candidate]:
        """The last row of a list without a further page that lies behind what the run has to cover."""
        start, session = crawl.window.start, crawl.spider.session
        known = [one for one in entries if session.known(crawl.spider.address_key(one.url)) is not None]
        old = [one for one in entries if one.day is not None and start is not None and one.day < start]
        return (known if crawl.window.incremental else old)[-1:]

    def _next(self, crawl: Crawl, path: str, number: int, response: TextResponse) -> str | None:
        if self.page is not None and self._numbered(path):
            return path + self.page.format(n=self.first + number)
        if path == FRONT:
            return None
        return next_page(crawl.spider.selector_of(response), response.url, number)

    def _without_next(self, crawl: Crawl, path: str, number: int, response: TextResponse) -> None:
        """The last page: all there is. A list without any pager is so unless something leads further back."""
        if number > 1 or (path != FRONT and not _leads_further(crawl.spider.selector_of(response))):
            crawl.exhausted()


def _leads_further(selector: Selector) -> bool:
    """Whether a button brings more, or an archive stands beside the list."""
    buttons = selector.css("button, [role=button], a[href^='#'], a:not([href])")
    if any(_MORE.search(text) for node in buttons for text in node.css("::text").getall()):
        return True
    labels = (_label(link) for link in selector.css("a[href]"))
    return any(_ARCHIVE.fullmatch(fold(label)) for label in labels)


def _archives(selector: Selector, base: str) -> list[str]:
    """Addresses of archives by month or year, the newest first: links of a page that are named after them."""
    found: dict[str, int] = {}
    for link in selector.css("a[href]"):
        match = _PERIOD.fullmatch(_label(link))
        url = absolute_url(link.attrib["href"], base)
        if match and url and urlsplit(url).netloc == urlsplit(base).netloc:
            found.setdefault(url, int(match[1]))
    years = list(found.values())
    if len(found) < FEWEST_PERIODS:
        return []
    return list(found) if years[0] >= years[-1] else list(reversed(found))


def _label(link: Selector) -> str:
    return clean_line(link.xpath("string()").get(""))


@dataclass(frozen=True)
class AutoFrontPageWay(DiscoveryWay):
    """Lists of articles on the front page: few rows, and there when everything else has moved.

    Attributes:
        path: path of the front page.
    """

    path: str = FRONT
    name: str = "front_page"

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """The one page there is."""
        return [self._page(crawl)]

    async def _page(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        answer = await scout_of(crawl).ask(crawl, self.path)
        if answer.response is None:
            crawl.note(answer.outcome, answer.detail)
            return
        entries = entries_of(crawl, answer.response, self.name)
        if not entries:
            crawl.note(WayOutcome.EMPTY, "front page links to no article")
            return
        yield ListPage(url=answer.url, entries=entries)


def _bounds(crawl: Crawl, days: list[date], newest: date | None) -> tuple[date, date] | None:
    """Days a page stands for, where it would end the walk and the page before it would not."""
    start = crawl.window.start
    if start is None or newest is None or not days or max(days) >= start or newest <= start:
        return None
    return newest, newest
