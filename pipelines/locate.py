"""Duty 500: where it was published, and by whom it was read."""

from __future__ import annotations

from pilsetas_crawl import __version__
from pilsetas_crawl.items import Article, Event
from pipelines._session import SessionPipeline


class LocatePipeline(SessionPipeline):
    """Stamps the publishing municipality with its region and centre point, and the run."""

    def process_item(self, item: Article | Event) -> Article | Event:
        """Stamp one article or event in place."""
        place = self.session.place
        item.municipality, item.atvk = place.slug, place.atvk
        item.region, item.region_name = place.region, place.region_name
        item.planning_region = place.planning_region
        item.lat, item.lon = place.lat, place.lon
        item.platform = self.session.spider.platform
        item.spider_version, item.run_id = __version__, self.session.run_id
        return item
