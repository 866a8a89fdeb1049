"""The walk through a source's ways of discovery, and when it may stop."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.items import REMOVED
from pilsetas_crawl.platforms.again import suspected_articles, waiting_articles
from pilsetas_crawl.platforms.asking import Asker
from pilsetas_crawl.platforms.backfill import Backfill
from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.depth import Depth
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay, Window
from pilsetas_crawl.platforms.discovery.rendered import RenderedListingWay, last_way
from pilsetas_crawl.platforms.patrol import Patrol
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.base import MunicipalSpider

# An article page is waited for this long before the walk goes on without its date (seconds).
PATIENCE = 900


class Walk(Asker):
    """One run's walk: asks the ways in order, yields what is to be read, decides when enough is known.

    The first way whose pages reach back to what is known, or to the start date, covers the run; the others
    are asked when it does not, and once a day as a cross-check, because a feed can freeze while it answers.
    """

    def __init__(self, spider: MunicipalSpider, window: Window) -> None:
        super().__init__(spider, window)
        # `window` is the stretch of it that is being read.
        self.whole = window
        self.session = spider.session
        self.account = spider.session.account
        self.log = spider.session.log
        self.now = datetime.now(UTC)
        self.totals: dict[str, int] = {}
        self._fresh: set[str] = set()
        self.checking = False
        self.cross_checking = self._cross_check_due()
        self.patrol = Patrol(self)
        self.backfill = Backfill(self)
        self._exhausted = False

    # --- what the ways may say ---------------------------------------------------------------------

    def note(self, outcome: WayOutcome, detail: str = "") -> None:
        """Record what is in the way of the way at hand."""
        self.log.note(self._way, outcome, detail)

    def same_as_before(self, name: str, told: str) -> bool:
        """Whether something was told alike after the last finished run; remembers it for the next."""
        digest = hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
        self.log.remember(name, digest)
        return self.session.state is not None and self.session.state.get(name) == digest

    def is_handled(self, url: str, source_id: str) -> bool:
        """Whether an article is stored, staged, or rejected."""
        key = self.spider.address_key(self.spider.own(url))
        return (
            self.account.seen(key)
            or self.session.known(key, source_id) is not None
            or self.session.still_rejected(key, self.now)
        )

    def suspect_unless(self, listed: set[str], *, since: date, way: str) -> None:
        """Suspect every stored article since a day that is not among the listed identifiers."""
        state = self.session.state
        assert state is not None
        today = datetime.now(RIGA).date() + timedelta(days=1)
        missing = (known for known in state.live_between(since, today) if known.source_id not in listed)
        self.log.suspect(state, way, missing, self.spider.settings.getint("PILSETAS_REMOVAL_CHECKS"))

    def preferred_paths(self, way: str, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Addresses of a way, the one that answered last first."""
        state = self.session.state
        return self.log.preferred(state, way, paths) if state is not None else paths

    def count_generation(self, way: str, name: str) -> None:
        """Count which generation of markup a listing was read by."""
        self.account.discovery[f"{way}/{name}"] += 1

    def exhausted(self) -> None:
        """The source has nothing further back."""
        self._exhausted = True

    def gap(self, detail: str) -> None:
        """Something of a list could not be read although there is more behind it."""
        self.log.unfinished.append(f"{self._way}: {detail}")

    # --- the walk ----------------------------------------------------------------------------------

    async def candidates(self) -> AsyncIterator[Candidate]:
        """Everything that is to be read in this run."""
        for candidate in waiting_articles(self):
            if self.account.enter(self.spider.address_key(candidate.url)):
                yield candidate
        covered = False
        for way in self._ordered():
            if (covered and not self.cross_checking) or self.log.unreachable:
                break
            if not way.due(self.log.outcomes, covered=covered):
                continue
            self._way = way.name
            # Asked before the walk: what is published meanwhile then changes the answer of the next run.
            if not covered and not self.window.asked and await way.probe(self) and self.window.incremental:
                self.log.note(way.name, WayOutcome.UNCHANGED)
                covered = True
                if not self.cross_checking:
                    continue
            self.checking = covered
            async for candidate in self._one_way(way):
                yield candidate
            covered = covered or self.log.covered(way.name)
        self._conclude(covered=covered)
        for candidate in (*suspected_articles(self), *self.patrol.unlisted()):
            yield candidate

    def _ordered(self) -> list[DiscoveryWay]:
        """Ways in their declared order; those that were not there when last asked come last."""
        declared, state = self.spider.discovery, self.session.state
        ways = [*declared, *last_way(declared)]
        if state is None or self.cross_checking or not self.window.incremental:
            return ways
        # A browser comes after whatever may answer without one.
        return sorted(
            ways, key=lambda way: (isinstance(way, RenderedListingWay), self.log.is_dormant(state, way.name))
        )

    def _cross_check_due(self) -> bool:
        hours = self.spider.settings.getfloat("PILSETAS_CROSSCHECK_HOURS")
        state = self.session.state
        return (
            state is not None and not self.window.asked and self.log.cross_check_due(state, self.now, hours)
        )

    async def _one_way(self, way: DiscoveryWay) -> AsyncIterator[Candidate]:
        spans: list[tuple[date, date] | None] = []
        for walk in self._walks(way):
            self._exhausted = past = False
            depth = Depth(self.spider.max_pages)
            async for page in walk:
                if self._is_foreign(page):
                    break
                wanted = self._sift(page)
                for candidate in wanted:
                    yield candidate
                await self._settled()
                shown = self._days_of(page) or list(page.bounds or ())
                depth.add(shown)
                self.backfill.note(shown)
                past = past or self._past(page)
                self.spider.days.clear()
                enough = past or (self.checking and not (wanted and self.window.incremental))
                if enough and not self.patrol.goes_on(way, shown):
                    break
                if depth.stuck:
                    self.note(WayOutcome.UNREADABLE, f"pages without end, none further back ({page.url})")
                    break
            self.log.note_walk(way.name, covered=past or self._exhausted)
            spans.append(depth.span if past or self._exhausted else None)
        self._suspect_unlisted(way, spans)
        # Days in which nothing was published may hold edits of older articles all the same.
        if self.log.outcomes.get(way.name) in (WayOutcome.ITEMS, WayOutcome.EMPTY):
            async for page in way.extras(self):
                for candidate in self._sift(page):
                    yield candidate
            await self._settled()

    def _walks(self, way: DiscoveryWay) -> Iterator[AsyncIterator[ListPage]]:
        for window in self.backfill.stretches(way):
            self.window = window
            yield from way.walks(self)
        self.window = self.whole

    def _is_foreign(self, page: ListPage) -> bool:
        """Whether a page names only another site: it has moved, or is configured wrongly."""
        keys = [self.spider.address_key(entry.url) for entry in page.entries]
        if not keys or any(key.startswith("/") or self.spider.holds(key) for key in keys):
            return False
        self.note(WayOutcome.UNREADABLE, f"names only another site, {keys[0].partition('/')[0]}")
        return True

    async def _settled(self) -> None:
        """Wait until the articles of a page are read: their dates may be needed, and memory stays flat."""
        if not await self.account.quiet(PATIENCE):
            self.log.unfinished.append(f"articles listed by {self._way} were not read in {PATIENCE} s")

    def _sift(self, page: ListPage) -> list[Candidate]:
        """Enter the page's articles into the account and pick those to be read."""
        self.log.note(self._way, WayOutcome.ITEMS if page.entries or page.certain else WayOutcome.EMPTY)
        if page.total is not None:
            self.totals.setdefault(self._way, page.total)
        return [candidate for candidate in page.entries if self._wanted(candidate)]

    def _wanted(self, candidate: Candidate) -> bool:
        key = self.spider.address_key(candidate.url)
        if not self._in_scope(candidate, key):
            return False
        self.account.discovery[self._way] += 1
        known = self.session.known(key, candidate.source_id)
        # Known by its number at an address that is not: the page there says whether it has moved.
        moved = known is not None and self.session.known(key) is None
        if known is not None and known.published_at is not None:
            self.spider.days[key] = known.published_at.astimezone(RIGA).date()
        if not self.account.enter(key):
            return False
        changed = (
            self.session.note_fingerprint(self._way, key, candidate.fingerprint)
            or key in self.patrol.articles
            or moved
        )
        if known is not None:
            self.session.met.add(known.article_id)
        if known is not None and known.status != REMOVED and not changed:
            self.account.settle(key, Bucket.KNOWN)
            return False
        if known is None and not changed and self.session.still_rejected(key, self.now):
            self.account.settle(key, Bucket.REJECTED)
            return False
        if (known is None or moved) and self.window.incremental:
            self._fresh.add(key)
        if known is None and self.checking:
            self.account.late.add(key)
        return True

    def _in_scope(self, candidate: Candidate, key: str) -> bool:
        """Whether the run is about this address at all."""
        if not self.spider.holds(key):
            self.session.note_foreign(candidate.url)
            return False
        if self.window.asked and not self.window.holds(candidate.day):
            return False
        return not self.checking or self.window.incremental or self._surely_inside(candidate)

    def _surely_inside(self, candidate: Candidate) -> bool:
        """Whether an article certainly lies in the days of a first run, which another way has covered."""
        return candidate.day is not None and self.window.holds(candidate.day)

    def _past(self, page: ListPage) -> bool:
        """Whether a page lies wholly beyond what this run has to cover."""
        if not page.entries:
            return False
        keys = [self.spider.address_key(entry.url) for entry in page.entries]
        if self.window.incremental and not self._fresh.intersection(keys):
            return True
        start = self.window.start
        if start is None:
            return False
        if page.bounds:
            return page.bounds[0] <= start
        days = self._days_of(page)
        return bool(days) and max(days) < start

    def _days_of(self, page: ListPage) -> list[date]:
        """Days of a page's articles in their order: as told, as read from the article, or as stored."""
        days = [
            entry.day or self.spider.days.get(self.spider.address_key(entry.url))
            for entry in page.entries
            if not entry.pinned
        ]
        return [day for day in days if day is not None]

    # --- the end -----------------------------------------------------------------------------------

    def _suspect_unlisted(self, way: DiscoveryWay, spans: list[tuple[date, date] | None]) -> None:
        """Stored articles between listed ones that are listed no more may have been removed.

        Args:
            way: the way that listed.
            spans: first and last day of each of its walks, None where a walk does not tell.
        """
        state, told = self.session.state, [span for span in spans if span is not None]
        if state is None or self.window.asked or len(told) < len(spans) or not told:
            return
        oldest, newest = max(span[0] for span in told), max(span[1] for span in told)
        unlisted = (
            article
            for article in state.live_between(oldest + timedelta(days=1), newest)
            if not self.account.seen(article.address_key or "")
        )
        limit = self.spider.settings.getint("PILSETAS_REMOVAL_CHECKS")
        self.log.suspect(state, way.name, unlisted, limit)

    def _conclude(self, *, covered: bool) -> None:
        if not covered:
            since = f" back to {self.window.start}" if self.window.start else " to the end"
            self.log.unfinished.append(f"no way of discovery reached{since}")
        else:
            self.backfill.done()
        if self.cross_checking:
            self.log.note_cross_check(self.now)
