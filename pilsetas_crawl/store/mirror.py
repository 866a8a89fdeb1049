"""Copies of a remote store's parts on this machine: whoever reads them needs files.

A part never changes under its path, so a copy that was whole once is right for ever. Any number of processes
share the folder: a copy is made aside and renamed, so all see a whole one or none; two that want the same
part at the same moment both fetch it. Copies of parts that no manifest lists any more leave after a grace
period, for others may be reading them, or may know a newer list.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.store import leaving
from pilsetas_crawl.store.checks import fault
from pilsetas_crawl.store.errors import StoreError, from_os
from pilsetas_crawl.store.filesystem import LocalFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pilsetas_crawl.store.parts import Part
    from pilsetas_crawl.store.remote import RemoteFiles

# A smaller part is fetched whole where two of its columns would do: one request is quicker than five.
SMALL = 1_000_000  # bytes
DATA, EDITS = "data", "edits"
# What a manifest may name: it comes from elsewhere, and must not lead out of the folder.
_PATH = re.compile(r"data/[a-z]+/region=[a-z0-9-]+/year=\d+/[A-Za-z0-9][A-Za-z0-9._-]*\.parquet")
_PLAIN = re.compile(r"[^A-Za-z0-9]+")
# The address of the server may come from the environment instead of the store's address.
_SERVERS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")


def cache_folder(setting: str = "") -> Path:
    """Folder of all mirrors: the setting PILSETAS_CACHE, else below the user's cache folder.

    Not in the state folder: readers have none, and whoever saves the state need not save what can be fetched.
    """
    if setting:
        return Path(setting).expanduser().absolute()
    caches = os.environ.get("XDG_CACHE_HOME", "")
    # A relative one is to be ignored, says the standard this variable comes from.
    base = Path(caches) if caches.startswith("/") else Path("~/.cache").expanduser()
    return base / "pilsetas"


def mirror_folder(cache: Path, address: str) -> Path:
    """Folder of the mirror of a store.

    Args:
        cache: folder of all mirrors.
        address: of the store, without credentials.
    """
    server = next((os.environ[name] for name in _SERVERS if os.environ.get(name)), "")
    told = f"{address} {server}".strip()
    digest = hashlib.blake2b(told.encode(), digest_size=6).hexdigest()
    readable = _PLAIN.sub("-", address.partition("?")[0]).strip("-")[:60]
    return cache / f"{readable}-{digest}"


class Mirror:
    """The copies of one store."""

    def __init__(self, folder: Path, source: RemoteFiles) -> None:
        """Nothing is made or read yet.

        Args:
            folder: where the copies are; made when the first is.
            source: where they come from.
        """
        self.folder = folder
        self.small = SMALL
        self._source = source
        self._files = LocalFiles(folder)

    def path(self, part: Part) -> str:
        """Where the copy of a part is, or would be."""
        return str(self.folder / part.path)

    def bring(self, parts: Iterable[Part]) -> list[tuple[Part, str]]:
        """See that copies of some parts are here.

        Returns:
            The parts that could not be copied whole, each with the reason.

        Raises:
            StoreError: the storage cannot be reached, or the folder cannot be written.
        """
        return self._each([part for part in parts if self._missing(part)], self._fetch)

    def revised(self, part: Part) -> str:
        """Where the newer revisions of articles in a part are told: its copy, or a file of these alone.

        That file has nothing but their ``article_id`` and ``revision``.
        """
        edits = self._edits(part)
        return self.path(part) if part.bytes <= self.small or not edits.exists() else str(edits)

    def bring_revised(self, parts: Iterable[Part]) -> list[tuple[Part, str]]:
        """See that `revised` is here for some parts; gives and raises what `bring` does."""
        parts = list(parts)
        large = [part for part in parts if part.bytes > self.small and not self._edits(part).exists()]
        faults = self.bring(part for part in parts if part.bytes <= self.small)
        return faults + self._each([part for part in large if self._missing(part)], self._fetch_edits)

    def tidy(self, listed: Iterable[Part]) -> None:
        """Let go of what no part listed needs (see `leaving`); never fails, the next one does it then.

        Args:
            listed: all parts the store has.
        """
        paths = [part.path for part in listed]
        kept = {f"{folder}{path}" for path in paths for folder in ("", f"{EDITS}/")}
        with suppress(OSError, StoreError):
            leaving.clear(self.folder, (DATA, EDITS), kept)

    def _edits(self, part: Part) -> Path:
        return self.folder / EDITS / part.path

    def _each(self, parts: Sequence[Part], work: Callable[[Part], str | None]) -> list[tuple[Part, str]]:
        reasons = self._source.each(work, parts)
        return [(part, reason) for part, reason in zip(parts, reasons, strict=True) if reason]

    def _fetch(self, part: Part) -> str | None:
        """Copy a part; gives why there is no whole copy of it."""
        from pilsetas_crawl.store.copies import spoiled  # noqa: PLC0415 # pyarrow is heavy

        def write(aside: Path) -> str | None:
            with aside.open("wb") as file:
                if not self._source.copy(part.path, file.write):
                    return "missing"
                file.flush()
                os.fsync(file.fileno())
            copy = replace(part, path=str(aside.relative_to(self.folder)))
            return fault(self._files, copy) or spoiled(aside)

        return self._put(self.folder / part.path, write)

    def _fetch_edits(self, part: Part) -> str | None:
        """Keep the newer revisions of a part whose whole content nobody has asked for."""
        from pilsetas_crawl.store.copies import copy_edits  # noqa: PLC0415 # pyarrow is heavy

        def write(aside: Path) -> str | None:
            handle = self._source.opened(part.path)
            return None if handle is not None and copy_edits(handle, aside) else "its columns cannot be read"

        # What is wrong with it shows when it is fetched whole.
        return self._put(self._edits(part), write) and self._fetch(part)

    def _missing(self, part: Part) -> bool:
        if not _PATH.fullmatch(part.path):
            raise StoreError(f"the manifest of {part.source} is not of a store: it lists {part.path!r}")
        return fault(self._files, part) is not None

    def _put(self, target: Path, write: Callable[[Path], str | None]) -> str | None:
        # Of this thread alone: others may be fetching the same part.
        aside = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}.tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                reason = write(aside)
                if reason is None:
                    aside.replace(target)
            finally:
                aside.unlink(missing_ok=True)
        except OSError as error:
            where = f"{self.folder} (setting PILSETAS_CACHE)"
            raise from_os(error, "cannot keep a copy of the store's parts in", where) from error
        return reason
