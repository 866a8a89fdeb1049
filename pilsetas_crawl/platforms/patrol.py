"""The daily look beyond what a run needs: what was back-dated, and what was changed without a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.platforms.candidate import RECHECK, Candidate
from pilsetas_crawl.reading.dates import RIGA

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
    from pilsetas_crawl.platforms.walk import Walk
    from pilsetas_crawl.store import KnownArticle

# Name of the bookkeeping entry: last day whose articles were looked at again.
CURSOR = "patrol"


class Patrol:
    """What a run looks at beyond its need, in the daily cross-check of a source whose archive is whole.

    Listings are read back some days, whatever is known already: back-dated articles and changed headlines
    stand among known ones, where a daily run stops. And where no way tells of edits, some stored articles
    are read again, in turn.

    Attributes:
        since: first day of the listings to be read back to; None when it is not the time for it.
        articles: the stored articles whose turn it is, by address key.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.today = datetime.now(RIGA).date()
        settings = walk.spider.settings
        self.since: date | None = None
        self.articles: dict[str, Candidate] = {}
        if walk.cross_checking and walk.window.incremental:
            self.since = self.today - timedelta(days=settings.getint("PILSETAS_PATROL_DAYS"))
            if not self._edits_are_told():
                self.articles = {walk.spider.address_key(article.url): article for article in self._turn()}

    def goes_on(self, way: DiscoveryWay, days: list[date]) -> bool:
        """Whether a listing is read on although the run could stop: its page shows days under patrol."""
        return way.patrolled and self.since is not None and max(days, default=date.min) >= self.since

    def unlisted(self) -> Iterator[Candidate]:
        """Articles whose turn it is and that no way has listed in this run."""
        if self.walk.log.alive:
            yield from (article for key, article in self.articles.items() if self.walk.account.enter(key))

    def _edits_are_told(self) -> bool:
        state, log = self.walk.session.state, self.walk.log
        return any(
            way.tells_edits and not (state is not None and log.is_dormant(state, way.name))
            for way in self.walk.spider.discovery
        )

    def _turn(self) -> list[Candidate]:
        """Whole days of articles, from the day after the last one looked at; after today from the start."""
        state, settings = self.walk.session.state, self.walk.spider.settings
        count = settings.getint("PILSETAS_PATROL_ARTICLES")
        if state is None or count < 1:
            return []
        first = self.today - timedelta(days=settings.getint("PILSETAS_PATROL_REACH_DAYS"))
        told = state.get(CURSOR)
        after = date.fromisoformat(told) + timedelta(days=1) if told else first
        articles, last = self._days_from(after if first <= after <= self.today else first, count)
        self.walk.log.remember(CURSOR, last.isoformat())
        here = self.walk.spider.here
        return [
            Candidate(url=here(article.url or ""), way=RECHECK, source_id=article.source_id)
            for article in articles
        ]

    def _days_from(self, first: date, count: int) -> tuple[list[KnownArticle], date]:
        """Stored articles of whole days until there are enough, and the last of these days."""
        state = self.walk.session.state
        assert state is not None
        found: list[KnownArticle] = []
        day = first
        for article in state.live_between(first, self.today):
            published = article.published_at.astimezone(RIGA).date() if article.published_at else day
            if len(found) >= count and published != day:
                return found, day
            found.append(article)
            day = published
        return found, self.today
