"""What a run learns and may only remember once it has ended honestly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from types import TracebackType

    from pilsetas_crawl.store.bookkeeping import Bookkeeping


class Stage:
    """Collects bookkeeping in memory and writes it in one transaction at `commit`.

    A validator stored before the articles found through its answer would lose them for good: the next run
    would be told "not modified". So a run stages what it learns, and commits when all of it has landed.
    As a context it commits at the end, and forgets everything if an error leaves it.
    """

    def __init__(self, books: Bookkeeping, transaction: Callable[[], AbstractContextManager[Any]]) -> None:
        self._books = books
        self._transaction = transaction
        self._fingerprints: dict[tuple[str, str], str] = {}
        self._others: dict[tuple[str, str], Callable[[], None]] = {}

    def set_fingerprints(self, values: Mapping[tuple[str, str], str]) -> None:
        """As `Bookkeeping.set_fingerprints`."""
        self._fingerprints.update(values)

    def set_validators(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> None:
        """As `Bookkeeping.set_validators`."""
        self._later(
            "validators", url, lambda: self._books.set_validators(url, etag=etag, last_modified=last_modified)
        )

    def add_retry(self, url: str, key: str, hints: Mapping[str, Any], error: str | None) -> None:
        """As `Bookkeeping.add_retry`; the last call for a key counts, as one attempt."""
        kept = dict(hints)
        self._later("retry", key, lambda: self._books.add_retry(url, key, kept, error))

    def set(self, name: str, value: str) -> None:
        """As `Bookkeeping.set`."""
        self._later("marker", name, lambda: self._books.set(name, value))

    def delete(self, name: str) -> None:
        """As `Bookkeeping.delete`."""
        self._later("marker", name, lambda: self._books.delete(name))

    def _later(self, kind: str, name: str, write: Callable[[], None]) -> None:
        self._others[kind, name] = write

    def commit(self) -> None:
        """Write everything collected, together; the stage is empty afterwards and may be used again.

        Raises:
            StoreError: the state cannot be written; nothing was, and everything is still collected.
        """
        with self._transaction():
            self._books.set_fingerprints(self._fingerprints)
            for write in self._others.values():
                write()
        self.discard()

    def discard(self) -> None:
        """Forget everything collected."""
        self._fingerprints.clear()
        self._others.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self.discard()
