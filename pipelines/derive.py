"""Duty 900: events told inside an article."""

from __future__ import annotations

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.run.outcomes import RejectedError, SettledError
from pilsetas_crawl.run.session import RunSession
from pipelines._session import SessionPipeline
from pipelines.clean import CleanPipeline
from pipelines.deduplicate import DeduplicatePipeline
from pipelines.geotag import GeotagPipeline
from pipelines.identify import IdentifyPipeline
from pipelines.locate import LocatePipeline
from pipelines.tag import TagPipeline
from pipelines.validate import ValidatePipeline


class DerivePipeline(SessionPipeline):
    """Finds the events an article tells of and takes them through the other duties.

    Here and not in the spider, so that they are staged before their article is: a part that lists the article
    lists them too, and a run that dies leaves neither known without the other.
    """

    def __init__(self, session: RunSession) -> None:
        super().__init__(session)
        self._duties = (
            CleanPipeline(),
            ValidatePipeline(),
            IdentifyPipeline(session),
            DeduplicatePipeline(session),
            LocatePipeline(session),
            GeotagPipeline(),
            TagPipeline(),
        )

    def process_item(self, item: Article | Event) -> Article | Event:
        """Stage the events of a new or edited article; the article itself is left as it is."""
        if isinstance(item, Event) or item.article_id is None:
            return item
        told = self.session.spider.events_told_in(item)
        if told.left is not None:
            self.session.events.left[told.left] += 1
        for event in told.events:
            self._take(event)
        if told.events:
            self.session.events.retract(item.article_id, {event.event_id for event in told.events})
        return item

    def _take(self, event: Event) -> None:
        events = self.session.events
        if not events.enter(event):
            return
        try:
            for duty in self._duties:
                duty.process_item(event)
        except (RejectedError, SettledError) as error:
            events.dropped(event, error)
        else:
            events.stage(event)
