"""Which days a run is to cover."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.platforms.discovery.base import Window
from pilsetas_crawl.reading.dates import RIGA

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.base import MunicipalSpider


def run_window(spider: MunicipalSpider) -> Window:
    """Days a run has to cover, by what was asked for and what earlier runs have covered."""
    asked, session = spider.arguments, spider.session
    state, log = session.state, session.log
    today = datetime.now(RIGA).date()
    recheck = asked.recheck_since(today)
    covered = log.covered_since(state) if state else None
    if asked.start or asked.end:
        # A walk from further back than ever up to now makes the archive whole from there.
        whole = asked.end is None and asked.start and (covered is None or asked.start <= covered)
        covers = asked.start if whole else None
        return Window(asked.start, asked.end, asked=True, incremental=False, recheck=recheck, covers=covers)
    opened = log.open_walk(state) if state else None
    first = today - timedelta(days=spider.settings.getint("PILSETAS_FIRST_RUN_DAYS"))
    incremental = covered is not None and opened is None
    since = opened or covered or first
    if state is not None and opened is None:
        log.open(state, since, incremental=incremental)
    covers = min(since, covered or since)
    return Window(since, None, asked=False, incremental=incremental, recheck=recheck, covers=covers)
