"""Where a row of a run comes from, as all its rows say it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl import __version__
from pilsetas_crawl.items import Article, Event, Reject

if TYPE_CHECKING:
    from pilsetas_crawl.run.harvest import Harvest
    from pilsetas_crawl.run.outcomes import RejectedError


def stamp(item: Article | Event, session: Harvest) -> None:
    """Write into an article or event who publishes it, and by which run and reader it is stored."""
    place = session.place
    item.municipality, item.atvk = place.slug, place.atvk
    item.region, item.region_name = place.region, place.region_name
    item.planning_region = place.planning_region
    item.platform = session.spider.platform
    item.spider_version, item.run_id = __version__, session.run_id


def rejection(
    session: Harvest, url: str | None, title: str | None, error: RejectedError, *, kind: str | None = None
) -> Reject:
    """The row of something that was listed and cannot be stored.

    Args:
        session: the run.
        url: its address, where it has one.
        title: its title, where one was read.
        error: why.
        kind: what it was listed as; None for an article.
    """
    return Reject(
        municipality=session.source,
        region=session.place.region,
        run_id=session.run_id,
        url=url,
        title=title,
        reason=error.reason,
        detail=error.detail,
        field=error.field,
        rejected_at=datetime.now(UTC),
        kind=kind,
    )
