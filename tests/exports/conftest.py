"""Real stores of real Parquet, filled through the store's own commit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from exports.connection import connect
from exports.exporting import export, ordered
from exports.resolve import Filters
from exports.views import build_views
from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

RIGA = ZoneInfo("Europe/Riga")


def article(article_id: str, moment: str | None, slug: str = "ludza", **more: Any) -> Article:
    """An article of a municipality, published at a wall clock time of Riga ("2026-11-05 14:30")."""
    place = municipality(slug)
    at = None if moment is None else datetime.fromisoformat(moment).replace(tzinfo=RIGA)
    values: dict[str, Any] = {
        "article_id": article_id,
        "revision": 1,
        "status": "new",
        "municipality": slug,
        "atvk": place.atvk,
        "region": place.region,
        "region_name": place.region_name,
        "title": f"Virsraksts {article_id}",
        "url": f"https://example.lv/{article_id}",
        "published_at": at,
        "published_date": at.date() if at else None,
        "published_precision": "minute" if at else "none",
    }
    return Article(**(values | more))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(str(tmp_path / "krātuve"))


@pytest.fixture
def put(store: Store) -> Callable[..., None]:
    """Commit rows, each call as a run of its own."""
    runs: list[str] = []

    def commit(*rows: Any) -> None:
        runs.append(f"run{len(runs) + 1}")
        for slug in dict.fromkeys(row.municipality for row in rows):
            store.commit(slug, runs[-1], [row for row in rows if row.municipality == slug])

    return commit


@pytest.fixture
def viewed(store: Store) -> Iterator[Callable[..., duckdb.DuckDBPyConnection]]:
    """A connection with the views over the store as it is when called."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def build(*, whole: bool = False) -> duckdb.DuckDBPyConnection:
        opened.append(connect())
        build_views(opened[-1], store, whole=whole)
        return opened[-1]

    yield build
    for con in opened:
        con.close()


@pytest.fixture
def make() -> Callable[..., Article]:
    return article


@pytest.fixture
def ids() -> Callable[..., set[str]]:
    """Article ids a statement gives."""

    def run(con: duckdb.DuckDBPyConnection, source: str, *values: Any) -> set[str]:
        return {row[0] for row in con.execute(f"SELECT article_id FROM {source}", list(values)).fetchall()}

    return run


def event(event_id: str, start: str, end: str | None = None, slug: str = "ludza", **more: Any) -> Event:
    """An event at a wall clock time of Riga ("2026-12-05 18:00"), or on days ("2026-12-05")."""
    place = municipality(slug)
    all_day = len(start) == len("2026-12-05")
    at = datetime.fromisoformat(start).replace(tzinfo=RIGA)
    last = datetime.fromisoformat(end).replace(tzinfo=RIGA) if end else None
    if all_day:
        end_date = (last or at).date()
        last = datetime.combine(end_date + timedelta(days=1), time(), RIGA)
    else:
        end_date = (last or at).date()
    values: dict[str, Any] = {
        "event_id": event_id,
        "revision": 1,
        "status": "new",
        "municipality": slug,
        "atvk": place.atvk,
        "region": place.region,
        "region_name": place.region_name,
        "title": f"Pasākums {event_id}",
        "url": f"https://example.lv/{event_id}",
        "start_at": at,
        "start_date": at.date(),
        "end_at": last,
        "end_date": end_date,
        "all_day": all_day,
        "fetched_at": datetime(2026, 11, 20, 8, tzinfo=UTC),
        "first_seen_at": datetime(2026, 11, 19, 8, tzinfo=UTC),
    }
    return Event(**(values | more))


@pytest.fixture
def happen() -> Callable[..., Event]:
    return event


@pytest.fixture
def export_to(store: Store, tmp_path: Path) -> Callable[..., Path]:
    """Export to a file (or folder) of this name, as the command does, and give its path."""

    def run(
        name: str, filters: Filters | None = None, *, more: dict[str, Any] | None = None, **given: Any
    ) -> Path:
        path = tmp_path / name
        order = ordered(filters or Filters(), path, **given)
        export(store, replace(order, **(more or {})), path, force=True)
        return path

    return run
