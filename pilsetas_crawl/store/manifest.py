"""Manifests: the list of live parts of one source, and the note of parts about to be written.

A part counts from the moment a manifest lists it. Before a commit writes its parts it notes their paths
(``manifests/<source>.pending``); whatever is noted and not listed when the next one looks was never
acknowledged and is removed. So nothing has to be searched for, however many files the store holds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.store.errors import StoreError
from pilsetas_crawl.store.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pilsetas_crawl.store.filesystem import Files

VERSION = 1
FOLDER = "manifests"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What counts of one source.

    Attributes:
        source: slug of the municipality.
        generation: 0 without a manifest, then one more for each replacement.
        parts: live parts in the order they were committed.
    """

    source: str
    generation: int = 0
    parts: tuple[Part, ...] = ()

    def with_parts(self, added: Iterable[Part]) -> Manifest:
        """The next generation, with further parts."""
        return Manifest(self.source, self.generation + 1, (*self.parts, *added))

    def replacing(self, parts: Mapping[str, Part]) -> Manifest:
        """The next generation, with other parts in the place of some.

        Args:
            parts: path of an old part → the part that takes its place; one may take that of several.

        Raises:
            StoreError: an old part is not listed any more: somebody else replaced it.
        """
        missing = parts.keys() - {part.path for part in self.parts}
        if missing:
            raise StoreError(f"{min(missing)} was replaced by somebody else meanwhile: run it again")
        after = {part.path: part for part in (parts.get(old.path, old) for old in self.parts)}
        return Manifest(self.source, self.generation + 1, tuple(after.values()))


def manifest_path(source: str) -> str:
    """Path of a source's manifest, relative to the store."""
    return f"{FOLDER}/{source}.json"


def _pending_path(source: str) -> str:
    return f"{FOLDER}/{source}.pending"


def _beside_path(source: str) -> str:
    return f"{FOLDER}/{source}.next"


def sources(files: Files) -> list[str]:
    """Slugs of the sources that have a manifest, sorted."""
    names = files.names(FOLDER)
    return [name.removesuffix(".json") for name in names if name.endswith(".json") and name[0] != "."]


def load(files: Files, source: str) -> Manifest:
    """The manifest of a source; an empty one where nothing was ever committed.

    Raises:
        StoreError: it is damaged or of a later version.
    """
    data = files.read(manifest_path(source))
    if data is None:
        return Manifest(source)
    where = files.uri(manifest_path(source))
    try:
        text = json.loads(data)
        version, generation = int(text["version"]), int(text["generation"])
        parts = tuple(_part(files, source, entry) for entry in text["parts"]) if version == VERSION else ()
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"manifest {where} is damaged ({error}): put back a copy of it") from error
    if version != VERSION:
        raise StoreError(
            f"manifest {where} is of version {version}, known is {VERSION}: update this software"
        )
    return Manifest(source, generation, parts)


def save(files: Files, manifest: Manifest, *, beside: bool = False) -> None:
    """Replace a source's manifest. From the moment this has happened its parts count.

    With `beside` it is laid beside the present one and counts only when `take_beside` has put it in place.
    """
    text = {
        "version": VERSION,
        "source": manifest.source,
        "generation": manifest.generation,
        "parts": [_entry(part) for part in manifest.parts],
    }
    data = json.dumps(text, ensure_ascii=False, indent=1).encode()
    files.put(_beside_path(manifest.source) if beside else manifest_path(manifest.source), data)


def take_beside(files: Files, source: str) -> None:
    """Put the manifest laid beside the present one in its place; nothing happens where there is none."""
    data = files.read(_beside_path(source))
    if data is not None:
        files.put(manifest_path(source), data)
        files.remove(_beside_path(source))


def note_pending(files: Files, source: str, paths: list[str]) -> None:
    """Note the parts a commit is about to write."""
    files.put(_pending_path(source), json.dumps(paths).encode())


def settle_pending(files: Files, source: str) -> list[str]:
    """Remove what a commit that never ended left behind.

    Returns:
        The paths that were noted and never listed.
    """
    for path in (manifest_path(source), _pending_path(source)):
        files.sweep(path)
    data = files.read(_pending_path(source))
    if data is None:
        return []
    listed = {part.path for part in load(files, source).parts}
    lost = [path for path in _noted(data) if path not in listed]
    for path in lost:
        files.remove(path)
    files.remove(_pending_path(source))
    return lost


def _noted(data: bytes) -> list[str]:
    try:
        return [str(path) for path in json.loads(data)]
    except (ValueError, TypeError):
        # A note is written whole or not at all, so only a failing disk comes here. What it named does not
        # count and disturbs nobody.
        return []


def _entry(part: Part) -> dict[str, Any]:
    # Named only where there are any: most parts came from a run.
    merged = {"replaces": list(part.replaces)} if part.replaces else {}
    return {
        "dataset": part.dataset,
        "path": part.path,
        "rows": part.rows,
        "bytes": part.bytes,
        "run_id": part.run_id,
        "min_published": part.min_published.isoformat() if part.min_published else None,
        "max_published": part.max_published.isoformat() if part.max_published else None,
        **merged,
    }


def _part(files: Files, source: str, entry: dict[str, Any]) -> Part:
    first, last = entry["min_published"], entry["max_published"]
    return Part(
        dataset=entry["dataset"],
        source=source,
        path=entry["path"],
        uri=files.uri(entry["path"]),
        rows=int(entry["rows"]),
        bytes=int(entry["bytes"]),
        run_id=entry["run_id"],
        min_published=date.fromisoformat(first) if first else None,
        max_published=date.fromisoformat(last) if last else None,
        replaces=tuple(map(str, entry.get("replaces", ()))),
    )
