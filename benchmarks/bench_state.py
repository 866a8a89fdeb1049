"""What a large source costs: opening its state, look-ups, catching up, commits and conversion.

Run from the project's root: ``python -m benchmarks.bench_state [ROWS]`` (default 1,000,000; needs about
2 GB of disk and 2 GB of memory for a million). Medians of five where a thing can be repeated.
"""

from __future__ import annotations

import hashlib
import random
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.items import Article, Attachment
from pilsetas_crawl.store import SourceState, Store

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = "ludza"
BATCH = 50_000
TEXT = "Novada dome aicina iedzīvotājus piedalīties sabiedriskajā apspriešanā par ceļu uzturēšanu. "


def key_of(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def article(n: int, *, body: str | None = None) -> Article:
    at = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=6 * n)
    name = hashlib.sha1(str(n).encode(), usedforsecurity=False).hexdigest()
    return Article(
        article_id=f"{SOURCE}-{name[:16]}",
        revision=1,
        municipality=SOURCE,
        region="latgale",
        url=f"https://www.ludza.lv/lv/jaunums/{name[:30]}-{n}",
        source_id=str(n),
        title=f"Virsraksts {n}",
        body=body,
        categories=["Kultūra", "Izglītība"],
        attachments=[Attachment(f"https://www.ludza.lv/lv/media/{n}/download", "Nolikums", "pdf")],
        published_at=at,
        published_date=at.date(),
        published_precision="minute",
        first_seen_at=at,
        fetched_at=at,
        content_hash=name,
        extraction={"title": "selector", "body": "selector", "published_at": "json-ld"},
        status="new",
    )


def median(times: int, work: Callable[[], object]) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def say(what: str, value: float, unit: str) -> None:
    print(f"{what:<58} {value:>12,.2f} {unit}")


def peak() -> float:
    """Most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def opening(store: Store) -> SourceState:
    return SourceState.open(store, SOURCE, key_of=key_of)


def open_and_close(store: Store) -> None:
    opening(store).close()


def bench_commits(folder: Path) -> None:
    chance = random.Random(1)
    words = TEXT.split()
    rows = [article(n, body=" ".join(chance.choices(words, k=250))) for n in range(20_000)]
    store = Store.open(str(folder))
    whole = median(5, lambda: store.commit(SOURCE, "bench-ludza", rows))
    say("commit of 20,000 articles with bodies, per article", whole / len(rows) * 1000, "µs")
    few = rows[:20]
    say("commit of 20 articles", median(5, lambda: store.commit(SOURCE, "bench-ludza", few)), "ms")


def bench_large(store: Store, count: int) -> None:
    begin = time.perf_counter()
    for first in range(0, count, BATCH):
        rows = [article(n) for n in range(first, min(first + BATCH, count))]
        store.commit(SOURCE, "large-ludza", rows)
    say(f"writing {count:,} rows to Parquet", time.perf_counter() - begin, "s")
    before = peak()
    begin = time.perf_counter()
    open_and_close(store)
    say("first open: the state is built from all parts", time.perf_counter() - begin, "s")
    size = (Path(store.address) / f"state/{SOURCE}.sqlite").stat().st_size
    say("size of the state", size / count, "bytes per article")
    say("most memory before that (this program's rows and Arrow)", before, "MB")
    say("most memory after it", peak(), "MB")
    say("open and close, nothing new", median(5, lambda: open_and_close(store)), "ms")
    store.commit(SOURCE, "late-ludza", [article(count + n) for n in range(20)])
    say("open with a part of 20 rows to catch up", median(1, lambda: open_and_close(store)), "ms")


def bench_look_ups(store: Store, count: int) -> None:
    chance = random.Random(2)
    wanted = [article(chance.randrange(count)) for _ in range(5_000)]
    keys = [key_of(row.url or "") for row in wanted]
    ids = [row.article_id or "" for row in wanted]
    with opening(store) as state:
        for name, work in {
            "by_address": lambda: [state.by_address(key) for key in keys],
            "by_address of unknown ones": lambda: [state.by_address(f"{key}?") for key in keys],
            "by_id": lambda: [state.by_id(article_id) for article_id in ids],
            "by_source_id": lambda: [state.by_source_id(row.source_id or "") for row in wanted],
        }.items():
            say(f"look-up {name}", median(5, work) / len(wanted) * 1000, "µs")
        say("newest", median(5, state.newest), "ms")
        say("count_live", median(5, state.count_live), "ms")
        last = state.newest()
        if last is not None and last.published_at is not None:
            day = last.published_at.date()
            month = day - timedelta(days=30)
            say("count_live of a month", median(5, lambda: state.count_live(month)), "ms")
            say("live_between over a month", median(5, lambda: list(state.live_between(month, day))), "ms")
        fingerprints = {("feed", key): "f" for key in keys}
        say("set_fingerprints of 5,000", median(5, lambda: state.set_fingerprints(fingerprints)), "ms")
        say("one marker (one transaction)", median(5, lambda: state.set("m", "v")), "ms")


def bench_killed(store: Store) -> None:
    # A pid left in the lock is what a killed process leaves: the whole file is checked at the next open.
    (Path(store.address) / f"state/{SOURCE}.lock").write_text("1\n")
    say("open after a killed run (whole file checked)", median(1, lambda: open_and_close(store)), "ms")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        bench_commits(Path(folder) / "commits")
        store = Store.open(str(Path(folder) / "large"))
        bench_large(store, count)
        bench_look_ups(store, count)
        bench_killed(store)


if __name__ == "__main__":
    main()
