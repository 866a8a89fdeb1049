"""Text search: SQLite's FTS5 against the same word keys as sorted Parquet, asked by DuckDB.

Run from the project's root: ``python -m benchmarks.bench_search [ARTICLES ...]`` (default 10,000 and
100,000). The articles are those of bench_stories: 200 words of 40,000, as skewed as a language. Both indexes
hold every key with its places, and both rank by BM25 with the title counting five times. FTS5 is filled by
the index step itself.

Above 200,000 articles FTS5 alone is measured, filled directly with 3,000 texts used over and over: its lists
are as long as those of so many different articles, and making them up does not take an hour.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks._bench import ROUNDS, machine, median, table
from benchmarks.bench_stories import Maker, resident
from pilsetas_crawl.items import Article
from pilsetas_crawl.search.database import SearchFile
from pilsetas_crawl.search.expression import Expression, parse
from pilsetas_crawl.search.indexing import DAY_BITS, Indexer
from pilsetas_crawl.search.searcher import Searcher
from pilsetas_crawl.search.words import keys
from pilsetas_crawl.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (10_000, 100_000)
PART = 5_000
NEW = 1_000
# Texts of `grow`, and from which size on it takes over.
TEXTS = 3_000
MOST_DIFFERENT = 200_000
FIRST = datetime(2021, 1, 1, 9, tzinfo=UTC)
DAYS = 2_000
# BM25 over sorted postings: a range of row groups for each key, and no other is read.
BM25 = """
WITH p AS (FROM read_parquet('{file}') WHERE key IN ({keys})),
n AS (SELECT key, count(*) AS df FROM p GROUP BY key)
SELECT p.doc, sum(ln(1 + ({total} - n.df + 0.5) / (n.df + 0.5)) * p.tf * 2.2
    / (p.tf + 1.2 * (0.25 + 0.75 * p.length / 200))) AS score
FROM p JOIN n USING (key) {phrase}
GROUP BY p.doc HAVING count(*) = {count}
ORDER BY score DESC, p.doc DESC LIMIT 20
"""
PHRASE = """WHERE p.doc IN (
    SELECT a.doc FROM p AS a JOIN p AS b ON a.doc = b.doc AND a.key = '{first}' AND b.key = '{second}'
    WHERE list_has_any(list_transform(a.places, lambda x: x + 1), b.places))"""


def fill(store: Store, maker: Maker, first: int, count: int, of: int) -> None:
    """Store articles, a part at a time, from the oldest to the newest."""
    for begin in range(first, first + count, PART):
        rows = []
        for number, entry in enumerate(maker.make(begin, min(PART, first + count - begin)), begin):
            at = FIRST + timedelta(days=DAYS * number // of)
            rows.append(
                Article(
                    article_id=entry.article_id,
                    revision=1,
                    status="new",
                    municipality=entry.municipality,
                    region=entry.region,
                    title=entry.title,
                    body=entry.body,
                    published_at=at,
                    published_date=at.date(),
                    content_hash=entry.article_id,
                )
            )
        store.commit("ludza", f"r{begin}", rows)


def postings(store: Store, file: Path) -> None:
    """The same keys as sorted Parquet. Sorted in memory: keeping it up to date would need merging of runs."""
    pieces, doc = [], 0
    for batch in store.read("articles", ["title", "body"]).to_batches(max_chunksize=PART):
        pieces.append(_postings(batch.to_pylist(), doc))
        doc += batch.num_rows
    pq.write_table(
        pa.concat_tables(pieces).sort_by([("key", "ascending"), ("doc", "ascending")]),
        file,
        row_group_size=100_000,
        compression="zstd",
        use_dictionary=["key"],
    )


def _postings(rows: list[dict[str, str]], first: int) -> pa.Table:
    found: dict[str, list[Any]] = defaultdict(list)
    for doc, row in enumerate(rows, first):
        title, body = keys(row["title"]).split(), keys(row["body"]).split()
        places = defaultdict(list)
        for place, key in enumerate([*title, "", *body]):
            places[key].append(place)
        weight = Counter(body)
        weight.update({key: 5 * count for key, count in Counter(title).items()})
        found["key"] += weight
        found["doc"] += [doc] * len(weight)
        found["tf"] += weight.values()
        found["length"] += [len(body)] * len(weight)
        found["places"] += [places[key] for key in weight]
    small = pa.int16()
    kinds = {"key": pa.string(), "doc": pa.int32(), "tf": small, "length": small, "places": pa.list_(small)}
    return pa.table({name: pa.array(found[name], kind) for name, kind in kinds.items()})


def timed(job: Callable[[], object]) -> float:
    """Median of some rounds, in milliseconds; the first warms up and does not count."""
    job()
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        job()
        times.append(1000 * (time.perf_counter() - begin))
    return median(times)


def questions(store: Store) -> dict[str, str]:
    """Words of the archive by how many articles have them, and how they are asked."""
    bodies = store.read("articles", ["body"]).column("body").slice(0, 3_000).to_pylist()
    counted = Counter(word for body in bodies for word in set(body.lower().replace(".", " ").split()))
    ranked = [word for word, _ in counted.most_common() if word.isalpha()]
    often, some, seldom = ranked[0], ranked[300], ranked[8_000]
    phrase = " ".join(bodies[5].lower().replace(".", " ").split()[:2])
    return {
        "seldom": seldom, "some": some, "often": often, "some and often": f"{some} {often}",
        "phrase": f'"{phrase}"',
    }  # fmt: skip


def parquet_question(con: duckdb.DuckDBPyConnection, file: Path, total: int, text: str) -> list[Any]:
    """The best twenty by DuckDB."""
    plain = list(dict.fromkeys(keys(text).split()))
    phrase = PHRASE.format(first=plain[0], second=plain[1]) if text.startswith('"') else ""
    listed = ", ".join(f"'{key}'" for key in plain)
    sql = BM25.format(file=file, keys=listed, total=total, phrase=phrase, count=len(plain))
    return con.execute(sql).fetchall()


def run(size: int, folder: Path) -> None:
    """Measure one size."""
    store, state, file = Store.open(str(folder / "store")), folder / "state", folder / "postings.parquet"
    maker = Maker()
    fill(store, maker, 0, size, size)
    base = resident()
    begin = time.perf_counter()
    with Indexer(store, state) as indexer:
        indexer.run()
    built, memory = time.perf_counter() - begin, resident() - base
    begin = time.perf_counter()
    postings(store, file)
    sorted_in, more = time.perf_counter() - begin, resident() - base
    asked = questions(store)
    rows: list[tuple[str, float, str]] = [
        ("FTS5: articles indexed a second", size / built, ""),
        ("FTS5: memory above the start", memory, "MB"),
        ("FTS5: size", (state / SearchFile.name()).stat().st_size / 1e6, "MB"),
        ("Parquet: articles indexed a second", size / sorted_in, ""),
        ("Parquet: memory above the start", more, "MB"),
        ("Parquet: size", file.stat().st_size / 1e6, "MB"),
    ]
    with Searcher(state) as searcher, duckdb.connect() as con:
        con.execute("SET parquet_metadata_cache = true")
        for name, text in asked.items():
            expression = parse(text)
            count = searcher.count(expression)
            rows += [
                (
                    f"FTS5: {name} ({count} articles), best 20",
                    timed(partial(searcher.best, expression, 20)),
                    "ms",
                ),
                (f"FTS5: {name}, count of all", timed(partial(searcher.count, expression)), "ms"),
                (
                    f"Parquet: {name}, best 20 and count",
                    timed(partial(parquet_question, con, file, size, text)),
                    "ms",
                ),
            ]
    fill(store, maker, size, NEW, size)
    begin = time.perf_counter()
    with Indexer(store, state) as indexer:
        indexer.run()
    rows.append((f"FTS5: {NEW} articles more", 1000 * (time.perf_counter() - begin), "ms"))
    table(f"{size} articles", rows)


def grow(size: int, folder: Path) -> None:
    """Measure FTS5 alone."""
    entries = [(keys(entry.title), keys(entry.body)) for entry in Maker().make(0, TEXTS)]
    folder.mkdir()
    file = SearchFile(folder / SearchFile.name())
    begin = time.perf_counter()
    for first in range(0, size, PART):
        numbers = range(first, min(first + PART, size))
        ids = [
            (FIRST + timedelta(days=DAYS * number // size)).date().toordinal() << DAY_BITS | number
            for number in numbers
        ]
        with file.transaction() as connection:
            connection.executemany(
                "INSERT INTO doc VALUES (?, ?, 1, NULL, 1, 1)",
                [(one, f"ludza-{number:016x}") for one, number in zip(ids, numbers, strict=True)],
            )
            connection.executemany(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
                [(one, *entries[number % TEXTS]) for one, number in zip(ids, numbers, strict=True)],
            )
    rows = [
        ("written in", time.perf_counter() - begin, "s"),
        ("size", (folder / SearchFile.name()).stat().st_size / 1e6, "MB"),
    ]
    file.close()
    counted = Counter(key for title, body in entries for key in {*title.split(), *body.split()})
    ranked = [key for key, _ in counted.most_common()]
    first, second = entries[5][1].split()[:2]
    asked = {
        "seldom": ranked[8_000], "some": ranked[300], "often": ranked[5], "in nearly all": ranked[0],
        "some and often": f"{ranked[300]} {ranked[5]}", "phrase": f'"{first} {second}"',
    }  # fmt: skip
    with Searcher(folder) as searcher:
        for name, text in asked.items():
            # As keys: a key of a made-up word need not be its own.
            quoted = tuple(tuple((key,) for key in part.split()) for part in re.findall(r'"[^"]+"|\S+', text))
            expression = Expression(tuple(tuple((key[0].strip('"'),) for key in part) for part in quoted))
            count = searcher.count(expression)
            rows.append((f"{name} ({count}), best 20", timed(partial(searcher.best, expression, 20)), "ms"))
            rows.append((f"{name}, count of all", timed(partial(searcher.count, expression)), "ms"))
    table(f"{size} articles, FTS5 alone", rows)


def main() -> None:
    """All sizes."""
    print(machine())
    for size in sorted(int(word) for word in sys.argv[1:]) or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            (run if size <= MOST_DIFFERENT else grow)(size, Path(folder) / "bench")


if __name__ == "__main__":
    main()
