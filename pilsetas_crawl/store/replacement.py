"""Parts replaced: those of many sources in one step (`decide`), or those of one source at a time (`swap`).

New files are written first and count for nothing. The manifests that list them are laid beside the old ones,
and one note, replaced by rename, says that they hold from now on; whoever opens the store for writing next
finishes what a killed process left. Old files leave after a grace period: a query may still be reading them.

Where the new parts hold the very rows of the old ones, sources need not change together: each manifest is
replaced by itself, and the note only serves to clear what a killed process left.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.store import manifest as manifests
from pilsetas_crawl.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pilsetas_crawl.store.filesystem import Files
    from pilsetas_crawl.store.parts import Part

NOTE = f"{manifests.FOLDER}/replacement.note"
RETIRED = f"{manifests.FOLDER}/retired.note"
# Seconds an old file is kept for queries that began before it was replaced.
GRACE = 3600.0
# Name of the lock on the list of replaced files: two processes that write it would lose entries.
_LOCK = "retired"
WRITING, DECIDED = "writing", "decided"


def begin(files: Files, paths: Iterable[str], old: Mapping[str, Iterable[str]] | None = None) -> None:
    """Note the files that are about to be written, so that they can be cleared if it never comes to more.

    The caller holds the one lock there is on replacing parts.

    Args:
        files: the store's files.
        paths: what is about to be written.
        old: source → what will be replaced, for `swap`.
    """
    finish(files)
    abandon(files)
    purge(files)
    noted = {source: list(parts) for source, parts in (old or {}).items()}
    _put(files, NOTE, {"state": WRITING, "paths": list(paths), "swapped": noted})


def decide(files: Files, replaced: Mapping[str, Mapping[str, Part]]) -> None:
    """Let new parts take the place of old ones. The caller holds the locks of the sources.

    Args:
        files: the store's files.
        replaced: source → path of an old part → the part that takes its place.

    Raises:
        StoreError: an old part is not listed any more: somebody else replaced it.
    """
    for source, parts in replaced.items():
        manifests.save(files, manifests.load(files, source).replacing(parts), beside=True)
    old = [path for parts in replaced.values() for path in parts]
    _put(files, NOTE, {"state": DECIDED, "sources": sorted(replaced), "old": old})
    finish(files)


def swap(files: Files, source: str, parts: Mapping[str, Part]) -> None:
    """Let parts of one source take the place of others of the same rows; the source may be crawled meanwhile.

    `abandon` ends it, when all sources are done.

    Args:
        files: the store's files.
        source: whose parts.
        parts: path of an old part → the part that takes its place.

    Raises:
        StoreError: an old part is not listed any more.
    """
    # A commit of a running crawl waits these milliseconds, and adds to what it then finds listed.
    with files.committing(source):
        manifests.save(files, manifests.load(files, source).replacing(parts))


def finish(files: Files) -> None:
    """Bring to its end what was decided; two processes may do it at the same time."""
    note = _get(files, NOTE)
    if note is None or note["state"] != DECIDED:
        return
    for source in note["sources"]:
        with files.committing(source):
            manifests.take_beside(files, source)
    _retire(files, note["old"])
    files.remove(NOTE)


def abandon(files: Files) -> None:
    """Remove what was written and never came to count; let go of what was swapped for something that did."""
    note = _get(files, NOTE)
    if note is None or note["state"] != WRITING:
        return
    swapped: dict[str, list[str]] = note.get("swapped", {})
    listed = {part.path for source in swapped for part in manifests.load(files, source).parts}
    for path in note["paths"]:
        if path not in listed:
            files.remove(path)
    if swapped:
        _retire(files, [path for paths in swapped.values() for path in paths if path not in listed])
    files.remove(NOTE)


def purge(files: Files, *, grace: float = GRACE) -> int:
    """Remove replaced files that no query can be reading any more; returns how many.

    Args:
        files: the store's files.
        grace: seconds they are kept.
    """
    if not _over(files, grace):
        return 0
    with files.committing(_LOCK):
        over = _over(files, grace)
        for path in over:
            files.remove(path)
        left = {path: since for path, since in _retired(files).items() if path not in over}
        _put(files, RETIRED, left)
    return len(over)


def _over(files: Files, grace: float) -> list[str]:
    return [path for path, since in _retired(files).items() if time.time() - since >= grace]


def _retired(files: Files) -> dict[str, float]:
    return _get(files, RETIRED) or {}


def _retire(files: Files, paths: Iterable[str]) -> None:
    with files.committing(_LOCK):
        _put(files, RETIRED, {**dict.fromkeys(paths, time.time()), **_retired(files)})


def _put(files: Files, path: str, told: Mapping[str, Any]) -> None:
    files.put(path, json.dumps(told).encode())


def _get(files: Files, path: str) -> Any:
    data = files.read(path)
    if data is None:
        return None
    try:
        return json.loads(data)
    except ValueError as error:
        raise StoreError(f"{files.uri(path)} is damaged ({error}): remove it") from error
