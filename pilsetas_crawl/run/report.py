"""What a finished run says of itself: its row, its stats and its one line."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl import __version__
from pilsetas_crawl.items import Run
from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.verdict import Outcome

if TYPE_CHECKING:
    from pilsetas_crawl.run.session import RunSession

logger = logging.getLogger(__name__)


def run_row(session: RunSession, reason: str, outcome: Outcome, cause: str) -> Run:
    """The account of the run as it is stored."""
    assert session.crawler.stats is not None
    counts, stats = session.account.counts, session.crawler.stats.get_stats()
    return Run(
        run_id=session.run_id,
        municipality=session.source,
        region=session.place.region,
        platform=session.spider.platform,
        spider_version=__version__,
        site=session.spider.site,
        started_at=session.started_at,
        finished_at=datetime.now(UTC),
        finish_reason=reason,
        outcome=outcome.value,
        cause=cause or None,
        listed=session.account.listed,
        removed=session.account.removed,
        **{bucket.value: counts[bucket] for bucket in Bucket},
        discovery=dict(session.account.discovery),
        extraction=dict(session.account.extraction),
        requests=stats.get("downloader/request_count", 0),
        not_modified=stats.get("downloader/response_status_count/304", 0),
        bytes_received=stats.get("downloader/response_bytes", 0),
    )


def runs_to(runs: Sequence[Run]) -> str:
    """Accounts as text for the state."""
    return json.dumps([asdict(run) for run in runs], default=datetime.isoformat)


def runs_from(text: str) -> list[Run]:
    """Accounts back from the state."""
    runs = [Run(**values) for values in json.loads(text)]
    for run in runs:
        run.started_at = datetime.fromisoformat(str(run.started_at))
        run.finished_at = datetime.fromisoformat(str(run.finished_at))
    return runs


def write_stats(session: RunSession, outcome: Outcome, cause: str) -> None:
    """Put the account into the stats, under one prefix, and tell it in one line of the log."""
    stats, account = session.crawler.stats, session.account
    assert stats is not None
    stats.set_value("pilsetas/outcome", outcome.value)
    stats.set_value("pilsetas/cause", cause)
    stats.set_value("pilsetas/listed", account.listed)
    stats.set_value("pilsetas/removed", account.removed)
    for bucket in Bucket:
        stats.set_value(f"pilsetas/{bucket}", account.counts[bucket])
    for name, count in (*account.discovery.items(), *account.extraction.items()):
        stats.set_value(f"pilsetas/way/{name}", count)
    quiet = outcome in (Outcome.OK, Outcome.UNCHANGED) and not cause
    logger.log(logging.INFO if quiet else logging.ERROR, "%s", summary(session, outcome, cause))


def summary(session: RunSession, outcome: Outcome, cause: str) -> str:
    """The run in one line."""
    account = session.account
    parts = [f"{account.counts[bucket]} {bucket}" for bucket in Bucket if account.counts[bucket]]
    if account.removed:
        parts.append(f"{account.removed} removed")
    told = f": {cause}" if cause else ""
    return f"{session.source} {outcome}{told}; {account.listed} listed ({', '.join(parts) or 'nothing'})"
