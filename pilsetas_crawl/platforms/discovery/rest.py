"""Discovery by the WordPress REST interface, which also carries the articles.

What it does and why (all measured on real installations, WordPress 6.1 and 6.9): the interface sends no
validators, so the feed is asked first and a 304 there ends the run; a walk by date finds what is new and what
was scheduled; ``modified_after`` finds edits; an import with a date in the past is seen by neither, and a
removal by nothing but its absence, so totals that do not add up lead to an inventory of identifiers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import unescape
from itertools import count
from typing import Any, ClassVar
from urllib.parse import urlencode

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.base import Answer, Crawl, DiscoveryWay
from pilsetas_crawl.platforms.discovery.feed import feed_unchanged
from pilsetas_crawl.platforms.discovery.rest_answers import (
    TOTAL,
    count_told,
    day_start,
    is_last_page,
    moment_told,
    posts_told,
    site_time,
)
from pilsetas_crawl.platforms.discovery.types import POSTS, other_types
from pilsetas_crawl.reading.content import html_to_text
from pilsetas_crawl.run.verdict import WayOutcome

PER_PAGE = 100  # the interface's own upper limit
FIELDS = (
    "id,date,date_gmt,modified_gmt,link,slug,title,content,excerpt,author,categories,tags,sticky,"
    "featured_media,_links,_embedded"
)
EMBED = "author,wp:term,wp:featuredmedia"
GAP = "rest_gap"  # posts the interface counts and we do not hold, after the last finished run
# The site's own clock counts, not ours: the newest change it has told of, as after the last finished run.
NEWEST_EDIT = "rest_newest_edit"
TYPES = "rest_types"  # names of the collections that hold news
# A post may be saved while we read: edits are asked for with this overlap.
OVERLAP = timedelta(minutes=10)


@dataclass
class _Found:
    """One page of every collection; `broken` is the answer of one that gave none."""

    url: str = ""
    posts: list[dict[str, Any]] = field(default_factory=list)
    total: int | None = 0
    last: bool = False
    broken: Answer | None = None

    def add(self, url: str, posts: list[dict[str, Any]], total: int | None) -> None:
        """Add a collection's page; a total that one of them does not tell is unknown."""
        self.url = self.url or url
        self.posts += posts
        self.total = None if total is None or self.total is None else self.total + total


@dataclass(frozen=True)
class RestWay(DiscoveryWay):
    """The posts collection, and those of further types that hold news.

    Attributes:
        paths: addresses of the posts collection; a site without pretty permalinks has ``/?rest_route=``.
        feeds: addresses of the feed whose 304 says that nothing has changed.
        types: news may be of a type of its own; the interface is asked which types have article addresses.
    """

    paths: tuple[str, ...] = ("/wp-json/wp/v2/posts", "/?rest_route=/wp/v2/posts")
    feeds: tuple[str, ...] = ("/feed/",)
    types: bool = False
    name: str = "rest"
    tells_edits: ClassVar[bool] = True

    @property
    def by_days(self) -> bool:
        """True: the interface selects by date of publication."""
        return True

    async def probe(self, crawl: Crawl) -> bool:
        """A 304 to the feed, whose validators follow every change of the site."""
        return await feed_unchanged(crawl, self.feeds)

    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """One walk over all posts by date of publication."""
        return [self._by_date(crawl)]

    async def _by_date(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        query = {"orderby": "date", "order": "desc", **self._bounds(crawl)}
        async for page in self._collection(crawl, query, whole=True):
            yield page

    async def extras(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        """Edits since the last finished run, and an inventory when the totals do not add up."""
        session, window = crawl.spider.session, crawl.window
        if window.asked or window.start is None or session.state is None:
            return
        since = session.state.get(NEWEST_EDIT)
        if since is not None:
            after = datetime.fromisoformat(since) - OVERLAP
            query = {"orderby": "modified", "order": "desc", "modified_after": site_time(after)}
            async for page in self._collection(crawl, query, after=after):
                yield page
        if not window.incremental or not session.log.answered(self.name):
            # A walk taken up again covers fewer days than the gap was counted over: the next run compares.
            return
        async for page in self._by_inventory(crawl, window.start):
            yield page

    async def _by_inventory(self, crawl: Crawl, since: date) -> AsyncIterator[ListPage]:
        """What the walks cannot see: removals and insertions with a date of the past.

        Protected posts are counted by the interface and never stored: only a change of the gap tells. An
        insertion and a removal between two runs leave it as it was, so once a day it is not relied on.
        """
        session, total = crawl.spider.session, crawl.totals.get(self.name)
        assert session.state is not None
        gap = str(total - session.live_count(since)) if total is not None else ""
        if gap and gap == session.state.get(GAP) and not crawl.cross_checking:
            return
        links = await self._inventory(crawl)
        if links is None:
            return
        crawl.suspect_unless(set(links), since=since, way=self.name)
        unknown = [post for post, link in links.items() if not crawl.is_handled(link, post)]
        for first in range(0, len(unknown), PER_PAGE):
            wanted = {"include": ",".join(unknown[first : first + PER_PAGE])}
            async for page in self._collection(crawl, wanted):
                yield page
        session.log.remember(GAP, gap)

    async def _inventory(self, crawl: Crawl) -> dict[str, str] | None:
        """Number → address of every post of the window; None when the list broke off."""
        links: dict[str, str] = {}
        query = {**self._bounds(crawl), "orderby": "id", "order": "desc", "_fields": "id,link"}
        async for found in self._pages(crawl, query):
            if found.broken is not None:
                crawl.note(found.broken.outcome, found.broken.detail)
                return None
            links.update((str(post["id"]), post["link"]) for post in found.posts)
            if found.last:
                return links
        return None

    def _bounds(self, crawl: Crawl) -> dict[str, str]:
        bounds = {}
        if crawl.window.start:
            bounds["after"] = day_start(crawl.window.start)
        if crawl.window.end:
            bounds["before"] = day_start(crawl.window.end + timedelta(days=1))
        return bounds

    async def _collection(
        self, crawl: Crawl, query: dict[str, str], *, whole: bool = False, after: datetime | None = None
    ) -> AsyncIterator[ListPage]:
        newest: str | None = None
        async for found in self._pages(crawl, {**query, "_embed": EMBED, "_fields": FIELDS}):
            if found.broken is not None:
                crawl.note(found.broken.outcome, found.broken.detail)
                return
            entries = [self.candidate(crawl, post) for post in found.posts]
            if newest is None:
                # What is edited while a long list is read may stand on a page that was read before.
                newest = max((one.modified.utc.isoformat() for one in entries if one.modified), default="")
                newest = crawl.beginnings.setdefault(NEWEST_EDIT, newest) if whole else newest
            yield ListPage(url=found.url, entries=entries, certain=True, total=found.total)
            if after and any(one.modified and one.modified.utc < after for one in entries):
                break  # before version 5.7 the interface does not know `modified_after` and tells everything
        if whole:
            crawl.exhausted()
        # Only a list read to its end vouches for everything older than the newest change it told first.
        crawl.spider.session.log.remember_newest(NEWEST_EDIT, [newest] if newest else [])

    async def _pages(self, crawl: Crawl, query: dict[str, Any]) -> AsyncIterator[_Found]:
        """Pages of all collections side by side, so that each holds the newest of every type left."""
        bases = await self._bases(crawl) if self.types else (POSTS,)
        before: list[Any] = []
        for number in count(1):
            found, going = _Found(), list[str]()
            for base in bases:
                answer, posts = await self._ask(
                    crawl, {**query, "per_page": PER_PAGE, "page": number}, base=base
                )
                if not answer.readable or answer.response is None:
                    found.broken = answer
                    break
                found.add(answer.url, posts, count_told(answer.response, TOTAL))
                if not is_last_page(answer.response, number, len(posts), PER_PAGE):
                    going.append(base)
            bases, told = tuple(going), [post["id"] for post in found.posts]
            found.last = not bases
            if told and told == before:
                # A cache that drops the query: no end, and nothing but this for ever.
                found.broken = Answer(found.url, None, WayOutcome.UNREADABLE, f"page {number} repeats")
            before = told
            yield found
            if found.last or found.broken is not None:
                return

    async def _bases(self, crawl: Crawl) -> tuple[str, ...]:
        """Names of the collections that hold news; asked again with each cross-check, else remembered."""
        log, state = crawl.spider.session.log, crawl.spider.session.state
        told = log.recall(None if crawl.cross_checking else state, TYPES)
        if told is None:
            types = await other_types(crawl, crawl.preferred_paths(self.name, self.paths))
            told = ",".join(types)
            log.remember(TYPES, told)
        return tuple(told.split(","))

    async def _ask(
        self, crawl: Crawl, query: dict[str, Any], *, base: str = POSTS
    ) -> tuple[Answer, list[dict[str, Any]]]:
        """Ask the first address of the interface that answers with a list of posts."""
        answer = Answer("", None, WayOutcome.MISSING, "no address of the interface answers")
        for path in crawl.preferred_paths(self.name, self.paths):
            joint = "&" if "?" in path else "?"
            collection = path.removesuffix(POSTS) + base
            answer = await crawl.ask(crawl.spider.at(collection) + joint + urlencode(query))
            if answer.readable and answer.response is not None:
                posts = posts_told(answer.response.text)
                if posts is not None:
                    crawl.spider.session.log.prefer(self.name, path)
                    return answer, posts
                answer = Answer(answer.url, None, WayOutcome.MISSING, "the interface answers with no list")
        return answer, []

    def candidate(self, crawl: Crawl, post: dict[str, Any]) -> Candidate:
        """A post as the interface tells it, complete unless it is protected or empty."""
        content = post.get("content") or {}
        embedded = post.get("_embedded") or {}
        terms = [term for group in embedded.get("wp:term") or [] for term in group if isinstance(term, dict)]
        html = content.get("rendered") or ""
        return Candidate(
            url=crawl.spider.own(post["link"]),
            way=self.name,
            title=(post.get("title") or {}).get("rendered") or None,
            published=moment_told(post.get("date_gmt"), post.get("date")),
            modified=moment_told(post.get("modified_gmt"), None),
            summary=html_to_text((post.get("excerpt") or {}).get("rendered") or "", base_url=post["link"])
            or None,
            content_html=html or None,
            source_id=str(post["id"]),
            author=next((who.get("name") for who in embedded.get("author") or [] if who.get("name")), None),
            categories=[unescape(term["name"]) for term in terms if term.get("taxonomy") == "category"],
            tags=[unescape(term["name"]) for term in terms if term.get("taxonomy") == "post_tag"],
            image_url=next(
                (
                    media["source_url"]
                    for media in embedded.get("wp:featuredmedia") or []
                    if "source_url" in media
                ),
                None,
            ),
            canonical_url=post["link"],
            complete=bool(html.strip()) or bool(content.get("protected")),
            pinned=bool(post.get("sticky")),
            protected=bool(content.get("protected")),
        )
