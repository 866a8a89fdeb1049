"""Events by a feed, which names them and does not say when they are: their pages are asked."""

from __future__ import annotations

from dataclasses import dataclass

from pilsetas_crawl.platforms.events.base import EventCandidate, EventReading, EventWay, Visit
from pilsetas_crawl.platforms.events.rows import event_address
from pilsetas_crawl.reading.content import html_to_text
from pilsetas_crawl.reading.feed import FeedError, read_feed
from pilsetas_crawl.run.verdict import WayOutcome


@dataclass(frozen=True)
class EventFeedWay(EventWay):
    """A feed of events. Its dates are those of publication.

    Attributes:
        paths: addresses of the feed; the first that is one is used.
        ignored: parameters of event addresses that make no other page.
    """

    paths: tuple[str, ...]
    ignored: frozenset[str] = frozenset()
    name: str = "feed"
    seen: bool = True

    async def read(self, visit: Visit) -> EventReading:
        """The feed's window."""
        reading = EventReading(WayOutcome.MISSING, detail="no address of the feed answers")
        for path in self.paths:
            answer = await visit.ask(visit.spider.at(path), conditional=True)
            if answer.outcome is WayOutcome.UNCHANGED:
                # Asked on behalf of a calendar that could not be read: now it is needed itself.
                answer = await visit.ask(visit.spider.at(path), again=True)
            if not answer.readable or answer.response is None:
                reading = EventReading(answer.outcome, detail=answer.detail)
                continue
            try:
                feed = read_feed(answer.response.body, url=answer.response.url)
            except FeedError as error:
                reading = EventReading(WayOutcome.UNREADABLE, detail=str(error))
                continue
            found = [
                EventCandidate(
                    url=event_address(visit.spider, entry.link, answer.url, self.ignored),
                    title=entry.title or None,
                    description=html_to_text(entry.summary_html or "", base_url=answer.url) or None,
                    extraction={"title": "feed"},
                )
                for entry in feed.entries
                if entry.link
            ]
            return EventReading(WayOutcome.ITEMS if found else WayOutcome.EMPTY, found)
        return reading
