"""The whole archive tagged anew in one step."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.items import Article
from pilsetas_crawl.retag.changes import Changes
from pilsetas_crawl.retag.part import Done, Task, retag_part
from pilsetas_crawl.store import replacement
from pilsetas_crawl.store.errors import from_os
from pilsetas_crawl.store.locks import FileLock

if TYPE_CHECKING:
    from pilsetas_crawl.store import Part, Store

# What an earlier time of tagging anew has put behind a part's name.
_AGAIN = re.compile(r"-t\d{14}$")
LOCK = "replacement.lock"


@dataclass(slots=True)
class Summary:
    """What came of it.

    Attributes:
        parts: parts looked at.
        written: parts that have a successor.
        changes: what has changed in them.
        by_source: the same by source.
    """

    parts: int = 0
    written: int = 0
    changes: Changes = field(default_factory=Changes)
    by_source: dict[str, Changes] = field(default_factory=lambda: defaultdict(Changes))

    def add(self, done: Done) -> None:
        """Take in one part."""
        self.parts += 1
        self.written += done.successor is not None
        self.changes.add(done.changes)
        self.by_source[done.task.part.source].add(done.changes)


def retag(
    store: Store,
    locks: Path,
    *,
    sources: Iterable[str] | None = None,
    now: datetime,
    jobs: int = 1,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Summary:
    """Tag all articles of a store, or of some sources, anew; the new parts take effect together.

    Args:
        store: the store.
        locks: folder of the sources' locks. They are only held for the last step.
        sources: slugs; all by default.
        now: the moment, which names the new parts.
        jobs: processes at work.
        dry_run: write and change nothing, only say what would change.
        progress: called with the parts done and the parts there are.

    Raises:
        SourceLocked: a source is being crawled, or somebody else replaces parts.
        StoreError: a part cannot be read or written.
    """
    summary = Summary()
    try:
        locks.mkdir(parents=True, exist_ok=True)
        with FileLock(locks / LOCK):
            parts = store.parts(Article.dataset, sources)
            store.files.ahead(parts)
            tasks = [_task(store, part, now) for part in parts]
            if not dry_run:
                replacement.begin(store.files, (task.path for task in tasks))
            done = _work(tasks, jobs, dry_run=dry_run, summary=summary, progress=progress)
            if not dry_run:
                _replace(store, locks, done)
    except OSError as error:
        raise from_os(error, "cannot replace parts at", store.address) from error
    return summary


def _task(store: Store, part: Part, now: datetime) -> Task:
    stem = _AGAIN.sub("", part.path.removesuffix(".parquet"))
    return Task(store.files, part, f"{stem}-t{now:%Y%m%d%H%M%S}.parquet")


def _work(
    tasks: list[Task],
    jobs: int,
    *,
    dry_run: bool,
    summary: Summary,
    progress: Callable[[int, int], None],
) -> list[Done]:
    done: list[Done] = []
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(retag_part, task, dry_run=dry_run) for task in tasks]
        try:
            for one in as_completed(waiting):
                done.append(one.result())
                summary.add(done[-1])
                progress(len(done), len(tasks))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return done


def _replace(store: Store, locks: Path, done: list[Done]) -> None:
    replaced: dict[str, dict[str, Part]] = defaultdict(dict)
    for one in done:
        if one.successor is not None:
            replaced[one.task.part.source][one.task.part.path] = one.successor
    with ExitStack() as held:
        for source in sorted(replaced):
            held.enter_context(FileLock(locks / f"{source}.lock"))
        replacement.decide(store.files, replaced)
