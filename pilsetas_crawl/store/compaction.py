"""Small parts of a source merged into larger ones.

Every run leaves a part for each dataset, region and year it stored something of, and every part costs a
query some 70 microseconds whatever is in it. Parts are merged within their source only: its manifest lists
them, and no writer touches another's. Rows stay as they are, all revisions of them, under today's schema.

Nobody waits for it. A crawl may go on storing (its commits wait milliseconds while one manifest is replaced),
queries read the old files for an hour more, and a process killed at any moment leaves rows that count once.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pilsetas_crawl.store import replacement
from pilsetas_crawl.store.errors import SourceLocked, from_os
from pilsetas_crawl.store.locks import FileLock
from pilsetas_crawl.store.parts import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from pilsetas_crawl.store.store import Store

# Rows of a part that is large enough to be left alone: one row group, below which nothing is pruned by day.
SMALL = 20_000
# Rows merged into one part at most; all of them are in memory at once (some 3 kB each).
LARGEST = 100_000
# Small parts of one source, dataset and year that are merged after a crawl. The rows of a year are then
# rewritten once in so many runs, until their part is large.
AFTER_CRAWL = 8
# So many parts fewer make it worth the while after a crawl.
WORTH = 100
LOCK = "replacement.lock"


@dataclass(frozen=True, slots=True)
class Merge:
    """Parts that are to be merged.

    Attributes:
        target: path of the part they become.
        parts: small parts of one source, dataset, region and year, in the order they were committed.
    """

    target: str
    parts: tuple[Part, ...]

    @property
    def source(self) -> str:
        """Whose parts."""
        return self.parts[0].source


@dataclass(slots=True)
class Compacted:
    """What was done, or in a dry run would be.

    Attributes:
        before: parts listed before.
        merged: parts that were merged.
        written: parts they became.
        rows: rows in these.
        bytes_before: size of the merged parts (bytes).
        bytes_after: size of the written ones (bytes); 0 in a dry run.
        busy: sources that were being crawled and are left for the next time (remote stores only).
    """

    before: int = 0
    merged: int = 0
    written: int = 0
    rows: int = 0
    bytes_before: int = 0
    bytes_after: int = 0
    busy: tuple[str, ...] = ()

    @property
    def after(self) -> int:
        """Parts listed afterwards."""
        return self.before - self.merged + self.written


def plan(parts: Iterable[Part], *, least: int, stamp: str) -> list[Merge]:
    """Which parts are merged: small ones of one source, dataset, region and year.

    Args:
        parts: parts of any sources, each source's in the order they were committed.
        least: fewer than so many of a kind are left alone.
        stamp: what the names of the new parts begin with; must never have been used in this store.
    """
    groups: dict[tuple[str, str, str, int], list[Part]] = defaultdict(list)
    for part in parts:
        if part.rows < SMALL:
            groups[part.source, part.dataset, part.region, part.year].append(part)
    found: list[Merge] = []
    for (source, dataset, region, year), group in groups.items():
        if len(group) >= max(least, 2):
            folder = f"data/{dataset}/region={region}/year={year}"
            found += [
                Merge(f"{folder}/{stamp}-{source}-c{number}.parquet", some)
                for number, some in enumerate(_portions(group))
                if len(some) > 1
            ]
    return found


def _portions(parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    portions: list[tuple[Part, ...]] = []
    rows = 0
    for part in parts:
        if not portions or rows + part.rows > LARGEST:
            portions.append(())
            rows = 0
        portions[-1] += (part,)
        rows += part.rows
    return portions


def compact(
    store: Store,
    locks: Path,
    *,
    now: datetime,
    sources: Iterable[str] | None = None,
    least: int = 2,
    worth: int = 1,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Compacted:
    """Merge the small parts of a store, or of some sources.

    Args:
        store: the store.
        locks: folder of the locks.
        now: the moment (UTC), which names the new parts.
        sources: slugs; all by default.
        least: small parts of one source, dataset, region and year that are worth merging.
        worth: nothing is done unless it leaves so many parts fewer.
        dry_run: write and change nothing, only say what would be done.
        progress: called with the merges done and the merges there are.

    Raises:
        SourceLocked: another process replaces parts of this store.
        StoreError: a part cannot be read or written. What was merged before counts, the rest is as it was.
    """
    try:
        if dry_run:
            return _sums(*_planned(store, sources, least, now, worth))
        locks.mkdir(parents=True, exist_ok=True)
        with _only_one(locks):
            # Planned behind the lock: nobody else replaces what is looked at here.
            before, merges = _planned(store, sources, least, now, worth)
            if not merges:
                return Compacted(before=before)
            return _work(store, locks, before, merges, progress)
    except OSError as error:
        raise from_os(error, "cannot merge parts at", store.address) from error


@contextmanager
def _only_one(locks: Path) -> Iterator[None]:
    lock = FileLock(locks / LOCK)
    try:
        lock.acquire()
    except SourceLocked as error:
        raise SourceLocked(
            "parts of this store are being replaced by another process: wait for it to end"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _planned(
    store: Store, sources: Iterable[str] | None, least: int, now: datetime, worth: int
) -> tuple[int, list[Merge]]:
    parts = store.parts(sources=sources)
    merges = plan(parts, least=least, stamp=f"{now:%Y%m%dT%H%M%S%f}")
    fewer = sum(len(merge.parts) - 1 for merge in merges)
    return len(parts), merges if fewer >= worth else []


def _sums(before: int, merges: Sequence[Merge]) -> Compacted:
    parts = [part for merge in merges for part in merge.parts]
    return Compacted(
        before=before,
        merged=len(parts),
        written=len(merges),
        rows=sum(part.rows for part in parts),
        bytes_before=sum(part.bytes for part in parts),
    )


def _work(
    store: Store, locks: Path, before: int, merges: list[Merge], progress: Callable[[int, int], None]
) -> Compacted:
    by_source: dict[str, list[Merge]] = defaultdict(list)
    for merge in merges:
        by_source[merge.source].append(merge)
    old = {source: [part.path for one in some for part in one.parts] for source, some in by_source.items()}
    replacement.begin(store.files, [merge.target for merge in merges], old)
    busy: list[str] = []
    done: list[Merge] = []
    size = count = 0
    try:
        for source, some in by_source.items():
            new: dict[str, Part] = {}
            for merge in some:
                written = _write(store, merge)
                size += written.bytes
                new |= dict.fromkeys((part.path for part in merge.parts), written)
                count += 1
                progress(count, len(merges))
            try:
                with _held(store, locks, source):
                    replacement.swap(store.files, source, new)
            except SourceLocked:
                busy.append(source)
                size -= sum({part.path: part.bytes for part in new.values()}.values())
            else:
                done += some
    finally:
        replacement.abandon(store.files)
    summary = _sums(before, done)
    summary.bytes_after, summary.busy = size, tuple(busy)
    return summary


def _held(store: Store, locks: Path, source: str) -> AbstractContextManager[object]:
    """A local manifest is guarded by a lock of its own; a remote one only by the lock of its source."""
    return nullcontext() if store.files.folder is not None else FileLock(locks / f"{source}.lock")


def _write(store: Store, merge: Merge) -> Part:
    from pilsetas_crawl.store.parquet import encode_table, read, sort_rows  # noqa: PLC0415 # pyarrow is heavy

    first = merge.parts[0]
    table = sort_rows(read(store.files, first.dataset, merge.parts, None), first.dataset)
    run_id = merge.target.rpartition("/")[2].removesuffix(".parquet")
    data = encode_table(table, first.dataset, source=first.source, run_id=run_id)
    store.files.put(merge.target, data)
    days = [day for part in merge.parts for day in (part.min_published, part.max_published) if day]
    return replace(
        first,
        path=merge.target,
        uri=store.files.uri(merge.target),
        rows=table.num_rows,
        bytes=data.nbytes,
        run_id=run_id,
        min_published=min(days, default=None),
        max_published=max(days, default=None),
        replaces=tuple(part.path for part in merge.parts),
    )
