"""A store with a few sources that stand differently."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pilsetas_crawl.items import Article, Run
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.run.history import HISTORY, History
from pilsetas_crawl.run.report import RECENT_RUNS, runs_to
from pilsetas_crawl.store import SourceState, Store

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)  # a Friday
CAUSE = "listing answers and holds no article that can be read, since 2026-11-19; the last one on 2026-11-18"


def run(slug, verdict="ok", hours_ago=1.0, platform="tvp", **values):
    place, started = municipality(slug), NOW - timedelta(hours=hours_ago)
    first = {
        "run_id": f"{started:%Y%m%dT%H%M%S%f}-{slug}", "municipality": slug, "region": place.region,
        "platform": platform, "site": place.site, "started_at": started, "verdict": verdict, "listed": 10,
        "new": 2, "edited": 1, "known": 7, "rejected": 0, "failed": 0, "read": 3, "requests": 5,
        "fill": {"title": 1.0, "body": 0.67}, "ways": {"feed": "items"},
        "statuses": {"200": 5}, "seconds": 9.0,
    }  # fmt: skip
    return Run(**{**first, **values})


def article(slug, number, days_ago):
    at = NOW - timedelta(days=days_ago)
    place = municipality(slug)
    return Article(
        article_id=f"{slug}-{number}", url=f"{place.site}/lv/jaunums/{number}", revision=1, municipality=slug,
        region=place.region, title=f"Ziņa {number}", status="new", published_at=at,
        published_date=at.astimezone(RIGA).date(),
    )  # fmt: skip


# Source → its runs, oldest first, and how many days ago each of its articles was published.
SOURCES = {
    "ludza": ([run("ludza", hours_ago=25), run("ludza", "quiet")], [0, 0, 0, 1, 2, 3, 20]),
    "tukums": (
        [run("tukums", hours_ago=49), run("tukums", "broken layout", 25), run("tukums", "partial", 2)],
        [30],
    ),
    "jurmala": ([run("jurmala", "broken layout", cause=CAUSE, advice="compare `scrapy read` & see")], [1]),
    "madona": ([run("madona", "ok", 100, platform="globalpro")], [5]),
}


def fill(store, slug):
    runs, days = SOURCES[slug]
    with SourceState.open(store, slug, key_of=lambda url: url) as state:
        rows = [article(slug, number, ago) for number, ago in enumerate(days)]
        state.ingest(store.commit(slug, "r", [*rows, *runs]), rows)
        history = History()
        for one in runs:
            history.add(one)
        state.set(RECENT_RUNS, runs_to(runs))
        state.set(HISTORY, history.to_text())


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of the store; tests only look."""
    path = tmp_path_factory.mktemp("status") / "store"
    store = Store.open(str(path))
    for slug in SOURCES:
        fill(store, slug)
    return path


@pytest.fixture
def store(folder):
    return Store.open(str(folder), create=False)
