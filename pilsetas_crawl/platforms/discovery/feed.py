"""Discovery by RSS or Atom feed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.base import Answer, Crawl, DiscoveryWay
from pilsetas_crawl.reading.content import html_to_text
from pilsetas_crawl.reading.dates import read_date, read_machine_date
from pilsetas_crawl.reading.feed import FeedEntry, FeedError, find_feed_links, read_feed
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from scrapy.http import TextResponse

# Under this name the address that answered is remembered, for every way that asks the feed.
PREFERRED = "feed"


async def feed_unchanged(crawl: Crawl, paths: tuple[str, ...]) -> bool:
    """Whether the feed answers 304: nothing has changed since the last finished run.

    Args:
        crawl: the walk.
        paths: addresses of the feed; the first that is one is asked first from then on.
    """
    for path in _preferred(crawl, paths):
        answer = await crawl.ask(crawl.spider.at(path), conditional=True)
        if answer.outcome is WayOutcome.UNCHANGED:
            return True
        if answer.response is not None and b"html" not in content_type(answer.response):
            crawl.spider.session.log.prefer(PREFERRED, path)
            return False
    return False


def _preferred(crawl: Crawl, paths: tuple[str, ...]) -> tuple[str, ...]:
    return crawl.preferred_paths(PREFERRED, paths)


def content_type(response: TextResponse) -> bytes:
    """Content type of an answer in lower case; empty when it tells none."""
    return (response.headers.get("Content-Type") or b"").lower()


# A feed that answers so is there.
ANSWERED = frozenset({WayOutcome.ITEMS, WayOutcome.UNCHANGED})


@dataclass(frozen=True)
class FeedWay(DiscoveryWay):
    """A feed: cheap, exact to the second, and the one way that can answer 304.

    Attributes:
        paths: addresses of the feed on the site; the first that answers is used.
        hubs: pages that link to feeds, asked when no address answers.
        paged: pattern of further pages with ``{n}`` (WordPress: ``?paged={n}``), None for a single window.
    """

    paths: tuple[str, ...]
    hubs: tuple[str, ...] = ()
    paged: str | None = None
    name: str = "feed"

    async def probe(self, crawl: Crawl) -> bool:
        """A 304 to the feed: nothing changed anywhere on the site."""
        return await feed_unchanged(crawl, self.paths)

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk: the feed's window, then its further pages where it has any."""
        return [self._pages(crawl)]

    async def _pages(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        faults: list[tuple[WayOutcome, str]] = []
        declared = {crawl.spider.at(path) for path in self.paths}
        for address in await self._addresses(crawl):
            page = self._read(crawl, await self._window(crawl, address), faults)
            if page is None:
                continue
            if address not in declared:
                # A hub links to every feed of the site, events and vacancies among them.
                page.entries = [entry for entry in page.entries if crawl.spider.article_address(entry.url)]
                if not page.entries:
                    continue
            yield page
            if self.paged:
                async for further in self._further(crawl, address, {entry.url for entry in page.entries}):
                    yield further
            return
        # One address that answers is enough; only when none does, each is told.
        for outcome, detail in faults:
            crawl.note(outcome, detail)

    async def _window(self, crawl: Crawl, address: str) -> Answer:
        """The feed itself. As a cross-check it is read although it says that it is unchanged.

        WordPress takes the validators from the newest change it lists: a removal or an insertion with a date
        of the past leaves them as they are.
        """
        answer = await crawl.ask(address, conditional=True)
        if crawl.checking and answer.outcome is WayOutcome.UNCHANGED:
            return await crawl.ask(address, again=True)
        return answer

    async def _addresses(self, crawl: Crawl) -> list[str]:
        addresses = [crawl.spider.at(path) for path in _preferred(crawl, self.paths)]
        for hub in self.hubs:
            for address in addresses:
                if (await crawl.ask(address, conditional=True)).outcome in ANSWERED:
                    return addresses
            answer = await crawl.ask(crawl.spider.at(hub))
            if answer.readable and answer.response is not None:
                found = find_feed_links(crawl.spider.root_of(answer.response), answer.url)
                addresses += [crawl.spider.own(link) for link in found]
        return list(dict.fromkeys(addresses))

    async def _further(self, crawl: Crawl, address: str, seen: set[str]) -> AsyncIterator[ListPage]:
        assert self.paged is not None
        for number in count(2):
            # Without pretty addresses the feed is itself a query.
            further = self.paged.replace("?", "&") if "?" in address else self.paged
            answer = await crawl.ask(address + further.format(n=number))
            if answer.outcome is WayOutcome.MISSING:
                crawl.exhausted()
                return
            faults: list[tuple[WayOutcome, str]] = []
            page = self._read(crawl, answer, faults)
            for outcome, detail in faults:
                crawl.note(outcome, f"page {number}: {detail}")
            if page is None or {entry.url for entry in page.entries} <= seen:
                # A cache that drops the query answers with the first page for ever: that is no end.
                return
            seen.update(entry.url for entry in page.entries)
            yield page

    def _read(self, crawl: Crawl, answer: Answer, faults: list[tuple[WayOutcome, str]]) -> ListPage | None:
        if not answer.readable or answer.response is None:
            faults.append((answer.outcome, answer.detail))
            return None
        try:
            entries = self.entries(crawl, answer.response)
        except FeedError as error:
            faults.append((WayOutcome.UNREADABLE, str(error)))
            return None
        return ListPage(url=answer.url, entries=entries)

    def entries(self, crawl: Crawl, response: TextResponse) -> list[Candidate]:
        """Candidates of a feed.

        Raises:
            FeedError: the answer is no feed.
        """
        feed = read_feed(response.body, url=response.url)
        for problem in feed.problems:
            crawl.spider.logger.warning("feed %s: %s", response.url, problem)
        return [self._candidate(crawl, entry) for entry in feed.entries if entry.link]

    def _candidate(self, crawl: Crawl, entry: FeedEntry) -> Candidate:
        told = entry.published
        # A template may write its date for readers.
        published = (read_machine_date(told) or read_date(told, reference=crawl.now)) if told else None
        return Candidate(
            url=crawl.spider.own(entry.link or ""),
            way=self.name,
            title=entry.title or None,
            published=published,
            modified=read_machine_date(entry.updated) if entry.updated else None,
            summary=html_to_text(entry.summary_html or "", base_url=entry.link or "") or None,
            content_html=entry.content_html,
            source_id=crawl.spider.feed_source_id(entry.guid),
            author=entry.author,
            categories=list(entry.categories),
        )
