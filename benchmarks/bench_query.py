"""Medians of five for views, queries, CSV and the catalog over 100,000 synthetic articles.

Run: python -m benchmarks.bench_query [articles]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exports.catalog import build_catalog
from exports.connection import connect
from exports.csv_dialects import DIALECTS
from exports.csv_export import write_csv_file
from exports.query import TABLE_COLUMNS, ask, views
from exports.resolve import Filters, resolve
from pilsetas_crawl.items import Article
from pilsetas_crawl.registry import municipalities
from pilsetas_crawl.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
RUNS = 3
FIRST = datetime(2021, 1, 1, 9, tzinfo=ZoneInfo("Europe/Riga"))
BODY = "Novada dome aicina iedzīvotājus uz sarunu par ceļu remontu un skolu darbu. " * 30


def fill(store: Store, articles: int) -> None:
    """Five years of articles, three runs of each municipality, one article in fifty edited once."""
    places = list(municipalities().values())
    each = articles // len(places)
    for place in places:
        rows = [made(place.slug, place.region, n, 2000 * n // each) for n in range(each)]
        for run in range(RUNS):
            store.commit(place.slug, f"r{run}", rows[run::RUNS])
        edited = [made(place.slug, place.region, n, 2000 * n // each, 2) for n in range(0, each, 50)]
        store.commit(place.slug, "edits", edited)


def made(slug: str, region: str, number: int, day: int, revision: int = 1) -> Article:
    """One article of the given day after the first."""
    at = FIRST + timedelta(days=day, minutes=number % 600)
    return Article(
        article_id=f"{slug}-{number}",
        revision=revision,
        status="new" if revision == 1 else "edited",
        municipality=slug,
        region=region,
        title=f"Ziņa {number} par ceļiem un skolām",
        body=f"{number} {BODY}",
        url=f"https://example.lv/{slug}/{number}",
        tags=[f"Tags {number % 97}", "Izglītība"],
        published_at=at,
        published_date=at.date(),
        published_precision="minute",
    )


def measure(name: str, job: Callable[[], object]) -> None:
    """Print the median wall time of a job in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    print(f"{name:<58}{1000 * statistics.median(times):>9.0f} ms")


def main() -> None:
    """Fill a store, then measure."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(str(Path(folder) / "store"))
        fill(store, articles)
        print(f"{articles} articles in {len(store.parts())} parts")
        run(store, Path(folder))


def run(store: Store, folder: Path) -> None:
    """All measurements over a filled store."""
    month = resolve(region="Latgale", date_from="2025-05-01", date_to="2025-05-31")

    def fresh() -> None:
        with views(store, month) as (con, _):
            ask(con, month, columns=TABLE_COLUMNS, limit=20)

    measure("query from nothing: views, region and month, 20 rows", fresh)
    catalog = folder / "pilsetas.duckdb"
    measure("build the catalog", lambda: build_catalog(store, catalog))
    with connect(catalog, read_only=True) as con:
        for name, filters in {
            "region and month": month,
            "one tag": resolve(tag="izglitiba"),
            "municipality": resolve(municipality="Ludza"),
            "everything": Filters(),
        }.items():
            job = partial(ask, con, filters, columns=TABLE_COLUMNS, limit=20)
            measure(f"catalog: {name}, 20 rows and the count", job)
        measure("catalog: all tags with counts", lambda: con.execute("FROM tags").fetchall())
        one = resolve(municipality="Ludza")
        measure(
            "CSV of one municipality",
            lambda: write_csv_file(con, one, folder / "x.csv", DIALECTS["excel-lv"], force=True),
        )


if __name__ == "__main__":
    main()
