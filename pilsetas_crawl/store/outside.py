"""Bookkeeping of a source from outside its runs: under its lock, and without catching up with the store."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pilsetas_crawl.store.bookkeeping import Bookkeeping
from pilsetas_crawl.store.database import Database
from pilsetas_crawl.store.locks import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def bookkeeping(states: Path, locks: Path, source: str) -> Iterator[Bookkeeping]:
    """The bookkeeping of a source that was crawled before.

    Args:
        states: folder of the states.
        locks: folder of the sources' locks: beside a local store's own states, wherever the states are.
        source: slug.

    Raises:
        SourceLocked: a run is at work on the source.
        StoreError: the state cannot be read or written.
    """
    with FileLock(locks / f"{source}.lock") as lock:
        database = Database(states / f"{source}.sqlite", suspect=lock.abandoned)
        try:
            yield Bookkeeping(database)
        finally:
            database.close()
