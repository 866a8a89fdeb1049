"""Parts of many sources replaced in one step: all of the new ones count, or none does.

New files are written first and count for nothing. The manifests that list them are laid beside the old ones,
and one note, replaced by rename, says that they hold from now on; whoever opens the store for writing next
finishes what a killed process left. Old files leave after a grace period: a query may still be reading them.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
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


def begin(files: Files, paths: Iterable[str]) -> None:
    """Note the files that are about to be written, so that they can be cleared if it never comes to more.

    The caller holds the one lock there is on replacing parts.
    """
    finish(files)
    abandon(files)
    purge(files)
    _put(files, NOTE, {"state": WRITING, "paths": list(paths)})


def decide(files: Files, replaced: Mapping[str, Mapping[str, Part]]) -> None:
    """Let new parts take the place of old ones. The caller holds the locks of the sources.

    Args:
        files: the store's files.
        replaced: source → path of an old part → the part that takes its place.

    Raises:
        StoreError: an old part is not listed any more: somebody else replaced it.
    """
    for source, parts in replaced.items():
        before = manifests.load(files, source)
        missing = parts.keys() - {part.path for part in before.parts}
        if missing:
            raise StoreError(f"{min(missing)} was replaced by somebody else meanwhile: run it again")
        after = tuple(parts.get(part.path, part) for part in before.parts)
        manifests.save(files, replace(before, generation=before.generation + 1, parts=after), beside=True)
    old = [path for parts in replaced.values() for path in parts]
    _put(files, NOTE, {"state": DECIDED, "sources": sorted(replaced), "old": old})
    finish(files)


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
    """Remove what was written and never decided."""
    note = _get(files, NOTE)
    if note is not None and note["state"] == WRITING:
        for path in note["paths"]:
            files.remove(path)
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
