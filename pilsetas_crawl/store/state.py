"""The state of one source: known articles and bookkeeping, behind the source's lock."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pilsetas_crawl.store.bookkeeping import Bookkeeping
from pilsetas_crawl.store.database import Database
from pilsetas_crawl.store.errors import StoreError, from_os
from pilsetas_crawl.store.known import KnownArticles
from pilsetas_crawl.store.locks import FileLock
from pilsetas_crawl.store.parts import check_source
from pilsetas_crawl.store.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from types import TracebackType

    from pilsetas_crawl.store.store import Store

log = logging.getLogger(__name__)


class SourceState(KnownArticles, Bookkeeping):
    """What is known of one source. Open it with `SourceState.open`, as a context manager.

    It is always written after the manifest, and caught up with the manifest when it is opened, so that a
    process killed between the two loses nothing. A state that is missing, older than the manifest or damaged
    is filled from the stored parts.
    """

    def __init__(
        self, store: Store, source: str, database: Database, lock: FileLock, key_of: Callable[[str], str]
    ) -> None:
        KnownArticles.__init__(self, database, key_of)
        self._store = store
        self._lock = lock
        self.source = source

    @classmethod
    def open(
        cls, store: Store, source: str, *, key_of: Callable[[str], str], state_dir: Path | None = None
    ) -> Self:
        """Lock the source, clear what a killed run left, and bring the state in step with the store.

        Args:
            store: the store the source is crawled into.
            source: slug of the municipality.
            key_of: gives the address key of an address of this source.
            state_dir: local folder for the state; by default ``state`` in a local store.

        Raises:
            SourceLocked: another process works on this source.
            StoreError: the state cannot be written, or a stored part it needs cannot be read.
        """
        check_source(source)
        folder = _folder(store, state_dir)
        # A local store is locked itself, wherever the states are: two state folders are no two locks.
        locks = _folder(store, None) if store.files.folder else folder
        lock = FileLock(locks / f"{source}.lock").acquire()
        database: Database | None = None
        try:
            store.settle(source)
            database = Database(folder / f"{source}.sqlite", suspect=lock.abandoned)
            state = cls(store, source, database, lock, key_of)
            state._reconcile()
        except BaseException:
            if database is not None:
                database.close()
            lock.release()
            raise
        return state

    @property
    def rebuilt(self) -> str | None:
        """Why the state file was built anew at this open; None where it was found in order."""
        return self._db.rebuilt

    def _reconcile(self) -> None:
        self.catch_up()
        if not self.keys_agree():
            log.warning("Address keys of %s have changed: they are computed anew", self.source)
            self.relearn(self._store, self.source)

    def catch_up(self, store: Store | None = None, source: str | None = None) -> int:
        """Learn what the store has of this source and the state has not (see `KnownArticles.catch_up`)."""
        return super().catch_up(store or self._store, source or self.source)

    def transaction(self) -> AbstractContextManager[Any]:
        """Everything written to the state inside takes effect together or not at all."""
        return self._db.transaction()

    def staged(self) -> Stage:
        """A stage for what may only be remembered at the honest end of a run."""
        return Stage(self, self.transaction)

    def close(self) -> None:
        """Close the state and let the source go."""
        self._db.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _folder(store: Store, state_dir: Path | None) -> Path:
    if state_dir is None and store.files.folder is None:
        raise StoreError(
            f"the store {store.address} is remote: give a local folder for its state "
            "(state_dir, the setting PILSETAS_STATE)"
        )
    folder = state_dir if state_dir is not None else (store.files.folder or Path()) / "state"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os(error, "cannot create the state folder", str(folder)) from error
    return folder
