"""What a finished run says of itself: its row, its stats and its one line."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pilsetas_crawl import __version__
from pilsetas_crawl.items import Run, field_names
from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.verdict import Judgement

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pilsetas_crawl.run.fill import Reading
    from pilsetas_crawl.run.session import RunSession

logger = logging.getLogger(__name__)

# Name of the bookkeeping entry that holds the accounts of quiet runs until they are stored together.
QUIET_RUNS = "quiet_runs"
# Likewise of the last accounts, whatever they say: who looks at all sources need not open hundreds of files.
RECENT_RUNS = "recent_runs"
RECENT = 14
# Before them, the last that read an article: of a source crawled hourly nothing else shows what was before.
RECENT_READ = 4

# Columns that JSON holds as text.
MOMENTS = ("started_at", "finished_at", "newest_at")

STATUS = "downloader/response_status_count/"  # how Scrapy's stats name the answers by status


def run_row(session: RunSession, reason: str) -> Run:
    """The account of the run as it is stored, without its verdict."""
    assert session.crawler.stats is not None
    counts, stats = session.account.counts, session.crawler.stats.get_stats()
    finished_at = datetime.now(UTC)
    buckets: dict[str, Any] = {bucket.value: counts[bucket] for bucket in Bucket}
    newest = session.state.newest() if session.state else None
    return Run(
        run_id=session.run_id,
        municipality=session.source,
        region=session.place.region,
        platform=session.spider.platform,
        spider_version=__version__,
        site=session.spider.site,
        started_at=session.started_at,
        finished_at=finished_at,
        finish_reason=reason,
        listed=session.account.listed,
        removed=session.account.removed,
        **buckets,
        discovery=dict(session.account.discovery),
        extraction=dict(session.reading.extraction),
        ways={way: outcome.value for way, outcome in session.log.outcomes.items()},
        newest_at=newest.published_at if newest else None,
        **_quality(session.reading),
        **session.events.columns(),
        requests=stats.get("downloader/request_count", 0),
        not_modified=stats.get("downloader/response_status_count/304", 0),
        bytes_received=stats.get("downloader/response_bytes", 0),
        seconds=round((finished_at - session.started_at).total_seconds(), 1),
        statuses={
            name.removeprefix(STATUS): count for name, count in stats.items() if name.startswith(STATUS)
        },
        retries=stats.get("retry/count", 0),
        waits=stats.get("pilsetas/retry_after", 0),
        clock_skew=session.traffic.clock_skew,
        redirected=dict(session.traffic.redirected),
    )


def _quality(reading: Reading) -> dict[str, Any]:
    return {
        "missed": reading.missed,
        "read": reading.read,
        "fill": reading.fill,
        "median_words": reading.median_words,
        "same_title": reading.same_title,
        "same_body": reading.same_body,
        "future": reading.future,
    }


def recent(runs: Sequence[Run]) -> list[Run]:
    """The last accounts of many, oldest first: those anybody looks at, and what a change is measured by."""
    older = [run for run in runs[:-RECENT] if run.read]
    return [*older[-RECENT_READ:], *runs[-RECENT:]]


def runs_to(runs: Sequence[Run]) -> str:
    """Accounts as text for the state."""
    return json.dumps([asdict(run) for run in runs], default=datetime.isoformat)


def runs_from(text: str) -> list[Run]:
    """Accounts back from the state; columns that an earlier version had and this one has not are left out."""
    names = set(field_names(Run))
    runs = [
        Run(**{name: value for name, value in values.items() if name in names}) for values in json.loads(text)
    ]
    for run in runs:
        for name in MOMENTS:
            told = getattr(run, name)
            setattr(run, name, datetime.fromisoformat(told) if told else None)
    return runs


def write_stats(session: RunSession, judgement: Judgement) -> None:
    """Put the account into the stats, under one prefix, and tell it in one line of the log."""
    stats, account = session.crawler.stats, session.account
    assert stats is not None
    write_verdict(session.crawler, judgement)
    stats.set_value("pilsetas/listed", account.listed)
    stats.set_value("pilsetas/removed", account.removed)
    for bucket in Bucket:
        stats.set_value(f"pilsetas/{bucket}", account.counts[bucket])
    for name, count in (*account.discovery.items(), *session.reading.extraction.items()):
        stats.set_value(f"pilsetas/way/{name}", count)
    fine = judgement.verdict.healthy and not judgement.cause
    logger.log(logging.INFO if fine else logging.ERROR, "%s", summary(session, judgement))


def write_verdict(crawler: Crawler, judgement: Judgement) -> None:
    """Put the verdict into the stats, where the command finds it."""
    assert crawler.stats is not None
    crawler.stats.set_value("pilsetas/verdict", judgement.verdict.value)
    crawler.stats.set_value("pilsetas/cause", judgement.cause)


def summary(session: RunSession, judgement: Judgement) -> str:
    """The run in one line."""
    account = session.account
    parts = [f"{account.counts[bucket]} {bucket}" for bucket in Bucket if account.counts[bucket]]
    if account.removed:
        parts.append(f"{account.removed} removed")
    cause = f": {judgement.cause}" if judgement.cause else ""
    told = ", ".join(parts) or "nothing"
    events = f"; {session.events.told()}" if session.events.told() else ""
    return f"{session.source} {judgement.verdict}{cause}; {account.listed} listed ({told}){events}"
