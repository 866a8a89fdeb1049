"""Medians of nine for the questions analysts ask, over synthetic articles, before and after compaction.

Run: python -m benchmarks.bench_query [articles] [parts of each source] [folder to keep the store in]
"""

from __future__ import annotations

import importlib.util
import sqlite3
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
from exports.choice import articles
from exports.connection import connect
from exports.csv_dialects import DIALECTS
from exports.csv_export import write_csv_file
from exports.query import TABLE_COLUMNS, ask, views
from exports.resolve import resolve
from pilsetas_crawl.items import Article
from pilsetas_crawl.store import Store
from pilsetas_crawl.store.compaction import compact

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

ROUNDS = 9
# Of the newest articles.
CSV_ROWS = 100_000
# More articles take it too long to fill.
SQLITE_MOST = 1_500_000
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
    if rows < SQLITE_MOST:
        with tempfile.TemporaryDirectory() as aside:
            _sqlite(store, Path(aside))


def _warm(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        return con.execute(sql).fetchall()

    for name, words in (("region, month and tag", MONTH), ("town and half a year", TOWN)):
        filters = resolve(**words)
        measure(f"{name}: 20 rows and the count", partial(ask, con, filters, columns=TABLE_COLUMNS, limit=20))
    measure("counts per day of one region and year", partial(rows, PER_DAY.format(ONE_YEAR)))
    measure("counts per day of everything", partial(rows, PER_DAY.format("")))
    measure("one article by id", partial(rows, "SELECT title, url FROM article('ludza-2024-7')"))
    measure("the same with its text", partial(rows, "SELECT title, body FROM article('ludza-2024-7')"))
    measure(
        "the same by a filter on all articles",
        partial(rows, "SELECT title, body FROM articles WHERE article_id = 'ludza-2024-7'"),
    )
    measure("all tags with counts", partial(rows, "FROM tags LIMIT 20"), 3)
    word = "SELECT count(*) FROM articles_in(text := 'upevēs')"
    measure("a word in all texts, unranked", partial(rows, word), 1)
    newest = f"SELECT published_date FROM articles ORDER BY 1 DESC LIMIT {CSV_ROWS}"
    (day,) = con.execute(f"SELECT min(published_date) FROM ({newest})").fetchone() or (None,)
    export = articles(resolve(date_from=str(day)))
    target = folder / "x.csv"
    start = time.perf_counter()
    report = write_csv_file(con, export, target, DIALECTS["excel-lv"], force=True)
    print(f"CSV of {report.articles} rows: {time.perf_counter() - start:.1f} s")


def _frames(store: Store) -> None:
    """Region, month and tag with other libraries over the same files, where they are installed."""
    folder = Path(store.address) / "data" / "articles"
    if importlib.util.find_spec("pandas"):
        import pandas as pd  # noqa: PLC0415 # optional
        import pyarrow as pa  # noqa: PLC0415 # for it alone
        import pyarrow.dataset as ds  # noqa: PLC0415 # likewise

        def asked() -> int:
            filters = [("region", "==", "latgale"), ("year", "==", 2025)]
            # Or the folder's name and the column of the same name would be of two types.
            folders = ds.partitioning(
                pa.schema([("region", pa.string()), ("year", pa.int32())]), flavor="hive"
            )
            wanted = ["published_date", "title", "tag_keys"]
            frame = pd.read_parquet(folder, filters=filters, columns=wanted, partitioning=folders)
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


def _sqlite(store: Store, folder: Path) -> None:
    """The same articles in SQLite with FTS5 as it comes, as somebody would do it in an afternoon."""
    con = sqlite3.connect(folder / "x.sqlite")
    con.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, region, municipality, day, title, url)")
    con.execute("CREATE TABLE t (tag, id)")
    con.execute("CREATE VIRTUAL TABLE f USING fts5(title, body, content = '', tokenize = 'unicode61')")
    wanted = ["region", "municipality", "published_date", "title", "url", "tag_keys", "body"]
    start, number = time.perf_counter(), 0
    for batch in store.read(Article.dataset, wanted).to_batches(max_chunksize=5_000):
        for row in batch.to_pylist():
            number += 1
            *cells, keys, body = row.values()
            cells[2] = str(cells[2])
            con.execute("INSERT INTO a VALUES (?, ?, ?, ?, ?, ?)", (number, *cells))
            con.executemany("INSERT INTO t VALUES (?, ?)", ((key, number) for key in keys))
            con.execute("INSERT INTO f (rowid, title, body) VALUES (?, ?, ?)", (number, row["title"], body))
    con.execute("CREATE INDEX i ON a (region, day)")
    con.execute("CREATE INDEX j ON t (tag, id)")
    con.commit()
    size = (folder / "x.sqlite").stat().st_size / 1e6
    print(f"SQLite with FTS5: filled in {time.perf_counter() - start:.0f} s, {size:.0f} MB")
    month = (
        "SELECT day, title, url FROM a JOIN t ON t.id = a.id AND t.tag = 'izglītīb' WHERE region = 'latgale' "
        "AND day BETWEEN '2025-05-01' AND '2025-05-31' ORDER BY day DESC LIMIT 20"
    )
    day = "SELECT day, count(*) FROM a GROUP BY day ORDER BY day"
    word = "SELECT rowid FROM f WHERE f MATCH 'upevēs' ORDER BY bm25(f, 5, 1) LIMIT 20"
    for name, sql in {"region, month and tag": month, "per day of everything": day, "a word": word}.items():
        measure(f"SQLite: {name}", lambda sql=sql: con.execute(sql).fetchall(), 3)
    con.close()


if __name__ == "__main__":
    main()
