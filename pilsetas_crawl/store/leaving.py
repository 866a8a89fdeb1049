"""Files of a mirror that nobody needs any more: noted when first seen so, removed a grace period later."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.store.errors import SourceLocked
from pilsetas_crawl.store.locks import FileLock
from pilsetas_crawl.store.replacement import GRACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

NOTE = "leaving.json"
LOCK = "leaving.lock"
# Seconds between two looks: walking the folders of a large mirror takes longer than a question to it.
EVERY = 600.0


def clear(
    folder: Path, below: Iterable[str], kept: AbstractSet[str], *, grace: float = GRACE, every: float = EVERY
) -> int:
    """Remove files that were needed by nobody at a look a grace period ago, nor are now.

    Args:
        folder: of the mirror; nothing happens where there is none.
        below: folders in it that are looked through.
        kept: what is needed, relative to the folder, POSIX.
        grace: seconds from the first look that misses a file to its removal.
        every: seconds in which nobody looks a second time.

    Returns:
        How many were removed.

    Raises:
        OSError: something cannot be read or removed.
        StoreError: the lock cannot be made.
    """
    note, now = folder / NOTE, time.time()
    if not folder.is_dir() or _age(note, now, gone=every) < every:
        return 0
    try:
        with FileLock(folder / LOCK):
            return _clear(folder, below, kept, note, now - grace)
    except SourceLocked:
        return 0


def _clear(folder: Path, below: Iterable[str], kept: AbstractSet[str], note: Path, before: float) -> int:
    known, now = _noted(note), time.time()
    left: dict[str, float] = {}
    removed = 0
    for path in _files(folder, below):
        name = path.relative_to(folder).as_posix()
        if name in kept:
            continue
        # What a killed process left is as old as it looks; a copy is as old as the look that missed it.
        since = known.get(name, now) if not name.endswith(".tmp") else now - _age(path, now, gone=0)
        if since > before:
            left[name] = since
            continue
        path.unlink(missing_ok=True)
        removed += 1
    aside = note.with_name(f".{note.name}.tmp")
    aside.write_text(json.dumps(left), encoding="utf-8")
    aside.replace(note)
    return removed


def _files(folder: Path, below: Iterable[str]) -> Iterator[Path]:
    for name in below:
        for place, _, files in os.walk(folder / name):
            yield from (Path(place) / file for file in files)


def _noted(note: Path) -> dict[str, float]:
    try:
        return {str(name): float(since) for name, since in json.loads(note.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        # Damaged or not there yet: the grace period begins anew.
        return {}


def _age(path: Path, now: float, *, gone: float) -> float:
    try:
        return now - path.stat().st_mtime
    except FileNotFoundError:
        return gone
