"""Duty 500: where it was published, and by whom it was read."""

from __future__ import annotations

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.run.origin import stamp
from pipelines._session import SessionPipeline


class LocatePipeline(SessionPipeline):
    """Stamps the publishing municipality with its region and centre point, and the run."""

    def process_item(self, item: Article | Event) -> Article | Event:
        """Stamp one article or event in place."""
        place = self.session.place
        stamp(item, self.session)
        item.lat, item.lon = place.lat, place.lon
        return item
