"""Medians of nine for the questions analysts ask, over synthetic articles, before and after compaction.

Run: python -m benchmarks.bench_query [articles] [parts of each source] [folder to keep the store in]
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks._archive import fill
from exports.catalog import build_catalog
from exports.connection import connect
from exports.csv_dialects import DIALECTS
from exports.csv_export import write_csv_file
from exports.query import TABLE_COLUMNS, ask, views
from exports.resolve import resolve
from pilsetas_crawl.store import Store
from pilsetas_crawl.store.compaction import compact

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

ROUNDS = 9
MONTH = {"region": "Latgale", "date_from": "2025-05-01", "date_to": "2025-05-31", "tag": "Izglītība"}
TOWN = {"town": "Ludza", "date_from": "2025-01-01", "date_to": "2025-06-30"}
PER_DAY = "SELECT published_date, count(*) FROM articles_in({}) GROUP BY 1 ORDER BY 1"
ONE_YEAR = "region := 'Latgale', date_from := '2025-01-01', date_to := '2025-12-31'"


def measure(name: str, job: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Print the median wall time of a job in milliseconds; the first time, unmeasured, warms it."""
    if rounds > 1:
        job()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    print(f"{name:<64}{1000 * statistics.median(times):>9.1f} ms", flush=True)


def main() -> None:
    """Fill a store, then measure."""
    given = sys.argv[1:]
    articles = int(given[0]) if given else 100_000
    pieces = int(given[1]) if len(given) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        root = Path(given[2]) if len(given) > 2 else Path(folder)  # the third word
        store = Store.open(str(root / "store"))
        if not store.parts():
            fill(store, articles, parts_of_a_source=pieces)
        run(store, root)
        before = len(store.parts())
        start = time.perf_counter()
        done = compact(store, root / "store" / "state", now=datetime.now(UTC))
        if done.merged:
            seconds = time.perf_counter() - start
            print(f"compaction of {before} parts into {done.after}: {seconds:.1f} s")
            run(store, root)


def run(store: Store, folder: Path) -> None:
    """All measurements over a filled store."""
    catalog = folder / "pilsetas.duckdb"
    rows, parts = sum(part.rows for part in store.parts()), store.parts()
    size = sum(part.bytes for part in parts) / 1e6
    print(f"\n{rows} revisions in {len(parts)} parts, {size:.0f} MB")
    measure("build the catalog", lambda: build_catalog(store, catalog), 1)
    month = resolve(**MONTH)

    def fresh() -> None:
        with views(store, month) as (con, _):
            ask(con, month, columns=TABLE_COLUMNS, limit=20)

    measure("from nothing: region, month and tag, 20 rows", fresh, 3)
    with connect(catalog, read_only=True) as con:
        _warm(con, folder)
    _frames(store)


def _warm(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        return con.execute(sql).fetchall()

    for name, words in (("region, month and tag", MONTH), ("town and half a year", TOWN)):
        filters = resolve(**words)
        measure(f"{name}: 20 rows and the count", partial(ask, con, filters, columns=TABLE_COLUMNS, limit=20))
    measure("counts per day of one region and year", partial(rows, PER_DAY.format(ONE_YEAR)))
    measure("counts per day of everything", partial(rows, PER_DAY.format("")))
    measure(
        "one article by id",
        partial(rows, "SELECT title, body FROM articles WHERE article_id = 'ludza-2024-7'"),
    )
    measure("all tags with counts", partial(rows, "FROM tags LIMIT 20"), 3)
    word = "SELECT count(*) FROM articles_in(text := 'upevēs')"
    measure("a word in all texts, unranked", partial(rows, word), 1)
    filters = resolve(region="Vidzeme", date_from="2016-01-01")
    target = folder / "x.csv"

    def export() -> None:
        write_csv_file(con, filters, target, DIALECTS["excel-lv"], force=True)

    start = time.perf_counter()
    export()
    seconds = time.perf_counter() - start
    found = con.execute("SELECT count(*) FROM articles_in(region := 'Vidzeme')").fetchone()
    assert found is not None
    print(f"CSV of {found[0]} rows: {seconds:.1f} s, {found[0] / seconds:.0f} rows a second")


def _frames(store: Store) -> None:
    """Region, month and tag with other libraries over the same files, where they are installed."""
    folder = Path(store.address) / "data" / "articles"
    if importlib.util.find_spec("pandas"):
        import pandas as pd  # noqa: PLC0415 # optional

        def asked() -> int:
            filters = [("region", "==", "latgale"), ("year", "==", 2025)]
            frame = pd.read_parquet(folder, filters=filters, columns=["published_date", "title", "tag_keys"])
            month = frame[frame.published_date.astype("datetime64[ns]").dt.month == 5]  # May
            return int(month.tag_keys.map(lambda keys: "izglītīb" in keys).sum())

        measure("pandas: region, month and tag", asked, 3)
    if importlib.util.find_spec("polars"):
        import polars as pl  # noqa: PLC0415 # optional

        def scanned() -> int:
            frame = pl.scan_parquet(folder / "**/*.parquet", hive_partitioning=True)
            chosen = frame.filter(
                (pl.col("region") == "latgale")
                & (pl.col("published_date").is_between(datetime(2025, 5, 1), datetime(2025, 5, 31)))  # noqa: DTZ001 # days
                & pl.col("tag_keys").list.contains("izglītīb")
            )
            return int(chosen.select(pl.len()).collect().item())

        measure("polars: region, month and tag", scanned, 3)


if __name__ == "__main__":
    main()
