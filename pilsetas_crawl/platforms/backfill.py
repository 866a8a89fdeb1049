"""Walks through days that were asked for, taken up where an earlier run was stopped."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pilsetas_crawl import __version__
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay, Window
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.run.discovery_log import OVERLAP

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.walk import Walk

logger = logging.getLogger(__name__)

# Bookkeeping entry: how far back a way was read within the days asked for; there only while it is unfinished.
REACHED = "reached:"
# What was reached may end in the middle of a day, and rows tell the day a little otherwise than articles.
DAY = timedelta(days=1)


class Backfill:
    """How far earlier runs have come through the days asked for, and how far this one comes.

    Only a way whose list can be asked for certain days is taken up (`DiscoveryWay.by_days`): dates stay what
    they are while page numbers shift with everything that is published or removed. What was read is not
    read again; what came in since the earlier run began is read first, with an overlap. Another version of
    the crawler begins anew: it may read what the earlier one rejected.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self._began = self._today = datetime.now(RIGA).date()
        self._noting = ""

    def stretches(self, way: DiscoveryWay) -> Iterator[Window]:
        """Days to be read in turn: all of them, or those since and those before an earlier run."""
        whole = self.walk.whole
        self._began, self._noting = self._today, ""
        if not (whole.asked and way.by_days and self.walk.session.state is not None):
            yield whole
            return
        earlier = self._earlier(way)
        if earlier is None:
            self._noting = self._name(way)
            yield whole
            return
        began, reached = date.fromisoformat(earlier["began"]), date.fromisoformat(earlier["reached"])
        logger.info("%s: %s to %s was read by an earlier run, taken up there", way.name, began, reached)
        self.walk.beginnings.update(earlier["told"])
        if whole.end is None or began - OVERLAP <= whole.end:
            yield replace(whole, start=began - OVERLAP)
        # What came in since counts as read only if it was.
        self._began = self._today if self.walk.log.covered(way.name) else began
        self._noting = self._name(way)
        yield replace(whole, end=reached + DAY)

    def note(self, days: Sequence[date]) -> None:
        """A page was read: whatever is newer than the newest article on it has been listed before.

        Remembered together with the articles (see `Harvest.flush`), and not beyond a gap.
        """
        if not self._noting or not days or self.walk.log.unfinished:
            return
        told = {
            "version": __version__,
            "began": self._began.isoformat(),
            "reached": max(days).isoformat(),
            "told": self.walk.beginnings,
        }
        self.walk.session.progress[self._noting] = json.dumps(told)

    def done(self) -> None:
        """The days asked for were read whole: the next run for them begins anew."""
        state, progress = self.walk.session.state, self.walk.session.progress
        for name in map(self._name, self.walk.spider.discovery):
            if name in progress or (state is not None and state.get(name)):
                progress[name] = ""

    def _name(self, way: DiscoveryWay) -> str:
        whole = self.walk.whole
        return f"{REACHED}{way.name}:{whole.start or ''}:{whole.end or ''}"

    def _earlier(self, way: DiscoveryWay) -> dict[str, Any] | None:
        """What an earlier run has noted, if it saves anything."""
        state, whole = self.walk.session.state, self.walk.whole
        text = state.get(self._name(way)) if state is not None else None
        told: dict[str, Any] = json.loads(text) if text else {}
        if told.get("version") != __version__:
            return None
        reached = date.fromisoformat(told["reached"]) + DAY
        newest = min(date.fromisoformat(told["began"]), whole.end or date.max)
        return told if reached < newest - OVERLAP else None
