"""Discovery by listing pages, read by generations of row rules and, when all fail, by article links."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any, ClassVar
from urllib.parse import urljoin

from parsel import Selector

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.base import Answer, Crawl, DiscoveryWay
from pilsetas_crawl.platforms.discovery.day_filter import days_query
from pilsetas_crawl.platforms.discovery.links import (
    days_only,
    labels_of,
    link_title,
    links_between,
    links_to_articles,
    next_page,
)
from pilsetas_crawl.reading.content import html_to_text
from pilsetas_crawl.reading.dates import (
    DateReading,
    find_labelled_date,
    read_date,
    read_machine_date,
)
from pilsetas_crawl.reading.text import clean_line
from pilsetas_crawl.run.verdict import WayOutcome

# So many times the links that rows without a day hold: they are not the list.
BESIDE = 2


@dataclass(frozen=True)
class Rows:
    """One generation of a listing's markup. Queries are relative to the row.

    Attributes:
        name: name of the generation, counted in the run's account.
        row: the repeated block.
        link: link to the article; its text is the title.
        date: nodes that hold a date: the ``datetime`` attribute where there is one, else the text.
        date_labels: labels the date stands behind, where the row's whole text must be searched.
        teaser: the lead.
        content: whole article, for listings that print whole posts.
        pinned: present in sticky rows.
        categories, tags, image: links and the picture of a row that prints the whole post.
    """

    name: str
    row: str
    link: str = "a[href]"
    date: str | None = None
    date_labels: tuple[str, ...] = ()
    teaser: str | None = None
    content: str | None = None
    pinned: str | None = None
    categories: str | None = None
    tags: str | None = None
    image: str | None = None


@dataclass(frozen=True)
class ListingWay(DiscoveryWay):
    """Listing pages of one or several sections.

    Attributes:
        paths: first page of each section.
        rows: generations of markup, the newest first; the first that yields rows is used.
        page: pattern of further pages with ``{n}``, appended to the path; None follows the pager's own links.
        first: number of the first page in that pattern.
        scope: where article links are looked for when no generation fits.
        overview: page that shows the newest of all sections; while it names the same articles, the sections
            are left in peace until the daily cross-check.
        whole: the pager reaches to the beginning of the archive.
        whole_posts: rows print whole posts, as was seen on this very site; elsewhere they may be excerpts.
        days: query of the listing's own filter by day, with ``{start}`` and ``{end}``: days long past are
            reached without paging to them. Where it answers nothing, the pages are turned all the same.
    """

    paths: tuple[str, ...]
    rows: tuple[Rows, ...] = ()
    page: str | None = None
    first: int = 0
    scope: str = "body"
    overview: str | None = None
    whole: bool = True
    whole_posts: bool = False
    days: str | None = None
    name: str = "listing"
    patrolled: ClassVar[bool] = True

    async def probe(self, crawl: Crawl) -> bool:
        """Whether the overview page names the same articles as after the last finished run."""
        if self.overview is None:
            return False
        answer = await crawl.ask(crawl.spider.at(self.overview))
        if not answer.readable or answer.response is None:
            return False
        entries = links_to_articles(
            crawl, crawl.spider.selector_of(answer.response), answer.url, way=self.name
        )
        told = sorted((crawl.spider.address_key(entry.url), entry.title or "") for entry in entries)
        return bool(told) and crawl.same_as_before(f"overview:{self.overview}", repr(told))

    @property
    def by_days(self) -> bool:
        """Whether the listing has a filter by day, over all of its articles."""
        return self.days is not None and len(self.paths) == 1

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk per section, until its pager ends or repeats itself."""
        return [self._section(crawl, path) for path in self.paths]

    async def _section(self, crawl: Crawl, path: str) -> AsyncIterator[ListPage]:
        if self.days is not None and crawl.window.end is not None:
            answered = False
            within = f"{path}?{days_query(self.days, crawl.window)}"
            async for page in self._pages(crawl, within, tell=False):
                answered = True
                yield page
            if answered:
                return
        async for page in self._pages(crawl, path):
            yield page

    async def _pages(self, crawl: Crawl, path: str, *, tell: bool = True) -> AsyncIterator[ListPage]:
        address: str | None = crawl.spider.at(path)
        answer, seen = Answer("", None, WayOutcome.EMPTY), set[str]()
        for number in count(self.first):
            if address is None:
                # Without a single link onward nobody knows whether there was a pager at all.
                if self.whole and number > self.first + 1:
                    crawl.exhausted()
                return
            if number > self.first and self.page is not None:
                behind = self._next(crawl, path, number, answer)
                answer, page = await self._further(crawl, address, behind, seen)
            else:
                answer, page = await self._page(crawl, address, seen)
            if page is None:
                if number > self.first:
                    self._ended(crawl, number, answer)
                elif tell:
                    crawl.note(answer.outcome, answer.detail)
                return
            seen.update(crawl.spider.address_key(entry.url) for entry in page.entries)
            yield page
            address = self._next(crawl, path, number, answer)

    async def _further(
        self, crawl: Crawl, address: str, behind: str | None, seen: set[str]
    ) -> tuple[Answer, ListPage | None]:
        """A further page. Nothing new on it and on the one behind it is the end, else it was a fault."""
        answer, page = await self._page(crawl, address, seen, again=False)
        if behind is None or answer.outcome is not WayOutcome.EMPTY:
            return answer, page
        if (await self._page(crawl, behind, seen, again=False))[1] is not None:
            answer, page = await self._page(crawl, address, seen)
            if page is None:
                crawl.gap(f"{address} {answer.detail} although there are further pages")
                page = ListPage(url=address, entries=[])
        return answer, page

    def _ended(self, crawl: Crawl, number: int, answer: Answer) -> None:
        """What a further page without articles means."""
        if answer.outcome not in (WayOutcome.MISSING, WayOutcome.EMPTY):
            crawl.note(answer.outcome, f"page {number}: {answer.detail}")
        elif self._links_on(crawl, number, answer):
            crawl.note(answer.outcome, f"page {number} shows earlier ones again and links on to further ones")
        elif self.page is not None:  # a pager whose links were followed may have led in a circle: no end
            crawl.exhausted()

    def _links_on(self, crawl: Crawl, number: int, answer: Answer) -> bool:
        """Whether a page repeats earlier articles and its pager goes on: a faulty list, and no end."""
        if (response := answer.response) is None or not self.entries(crawl, response):
            return False
        shown = number - self.first + 1
        return next_page(crawl.spider.selector_of(response), response.url, shown) is not None

    async def _page(
        self, crawl: Crawl, address: str, seen: set[str], *, again: bool = True
    ) -> tuple[Answer, ListPage | None]:
        """One page; an empty or repeated one is asked for `again` before it is believed."""
        answer = await crawl.ask(address)
        for further in (True, False) if again else (False,):
            if not answer.readable or answer.response is None:
                return answer, None
            entries = self.entries(crawl, answer.response)
            if any(crawl.spider.address_key(entry.url) not in seen for entry in entries):
                return answer, ListPage(url=address, entries=entries)
            if further:
                answer = await crawl.ask(address, again=True)
        return Answer(address, answer.response, WayOutcome.EMPTY, "answered without a new article"), None

    def _next(self, crawl: Crawl, path: str, number: int, answer: Answer) -> str | None:
        if self.page is not None:
            further = self.page.format(n=number + 1)
            return crawl.spider.at(path + (further.replace("?", "&", 1) if "?" in path else further))
        assert answer.response is not None
        return next_page(
            crawl.spider.selector_of(answer.response), answer.response.url, number - self.first + 1
        )

    def entries(self, crawl: Crawl, response: Any) -> list[Candidate]:
        """Candidates of a listing page, by the first generation of markup that fits and reads dates."""
        selector = crawl.spider.selector_of(response)
        name, found, blocks, dated = "links", list[Candidate](), list[Any](), False
        # A generation may find the rows of another one and not their dates, as both of TVP do.
        for rows in self.rows:
            matched = selector.css(rows.row)
            made = [self._candidate(crawl, rows, row, response.url) for row in matched]
            read = days_only([candidate for candidate in made if candidate])
            dated = any(candidate.published for candidate in read)
            if read and (dated or not found):
                name, found = rows.name, read
                blocks = [row.root for row, candidate in zip(matched, made, strict=True) if candidate]
            if dated:
                break
        if not dated:
            learned = self._learned(crawl, selector, response.url)
            # Rows without a single day may be those of a box beside the list, whose own rows have changed.
            if len(learned) >= BESIDE * len(found) or any(entry.published for entry in learned):
                name, found, blocks = "links", learned, []
        if found:
            crawl.count_generation(self.name, name)
        between = links_between(crawl, blocks, found, response.url, way=self.name)
        if between:
            crawl.count_generation(self.name, "links")
        return [*found, *between]

    def _learned(self, crawl: Crawl, selector: Selector, base: str) -> list[Candidate]:
        """Whatever links to articles; the scope itself may be gone."""
        scope = self.scope if selector.css(self.scope) else "body"
        return links_to_articles(crawl, selector, base, way=self.name, scope=scope)

    def _candidate(self, crawl: Crawl, rows: Rows, row: Selector, base: str) -> Candidate | None:
        for link in row.css(rows.link):
            url = crawl.spider.article_address(urljoin(base, link.attrib.get("href", "").strip()))
            if url is not None:
                break
        else:
            return None
        content = row.css(rows.content).get() if rows.content else None
        published = row_date(crawl, rows, row)
        title = link_title(link.root) or clean_line(link.attrib.get("title", "")) or None
        teaser = row.css(rows.teaser) if rows.teaser else []
        return Candidate(
            url=url,
            way=self.name,
            title=title,
            published=published,
            summary=clean_line(html_to_text(teaser[0], base_url=base)) or None if teaser else None,
            content_html=content,
            source_id=crawl.spider.row_source_id(row),
            categories=labels_of(row, rows.categories),
            tags=labels_of(row, rows.tags),
            image_url=row.css(rows.image).get() if rows.image else None,
            complete=bool(
                self.whole_posts
                and published
                and title
                and not row.css("a.more-link")
                # A theme that stops printing whole posts may leave their block there, empty.
                and html_to_text(content or "", base_url=base)
            ),
            pinned=bool(rows.pinned and (row.css(rows.pinned) or rows.pinned in row.attrib.get("class", ""))),
        )


def row_date(crawl: Crawl, rows: Rows, row: Selector) -> DateReading | None:
    """The date a row shows, if any."""
    for node in row.css(rows.date) if rows.date else ():
        machine = node.attrib.get("datetime")
        text = clean_line(node.xpath("string()").get(""))
        reading = (read_machine_date(machine) if machine else None) or read_date(text, reference=crawl.now)
        if reading:
            return reading
    if rows.date_labels:
        text = clean_line(row.xpath("string()").get(""))
        return find_labelled_date(text, rows.date_labels, reference=crawl.now)
    return None
