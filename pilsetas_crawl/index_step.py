"""A step that brings an index in step with a store, one process at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from pilsetas_crawl.store.errors import SourceLocked, from_os
from pilsetas_crawl.store.locks import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from pilsetas_crawl.index_file import IndexFile
    from pilsetas_crawl.store import Part, Store


class IndexStep:
    """The step behind its lock; a context manager. Each kind says what it does with the open file."""

    #: The index.
    kind: ClassVar[type[IndexFile]]
    #: What another process at it is doing, a clause for messages.
    doing: ClassVar[str]

    def __init__(self, store: Store, folder: Path, *, anew: bool = False) -> None:
        """Prepare; nothing is opened yet.

        Args:
            store: the store.
            folder: folder of the crawl state.
            anew: throw the index away and read the whole archive again.
        """
        self._store = store
        self._folder = folder
        self._anew = anew
        self._lock: FileLock | None = None
        self._opened: IndexFile | None = None

    def __enter__(self) -> Self:
        """Take the lock and open the index.

        Raises:
            SourceLocked: another process is at it.
            StoreError: the state or the store cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, "cannot create the state folder", str(self._folder)) from error
        lock = FileLock(self._lock_folder() / f"{self.kind.stem}.lock")
        try:
            self._lock = lock.acquire()
        except SourceLocked as error:
            raise SourceLocked(f"{self.doing} by another process: wait for it to end") from error
        try:
            self._prepare()
            self._opened = self.kind(self._folder / self.kind.name(), anew=self._anew)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened is not None:
            self._opened.close()
        if self._lock is not None:
            self._lock.release()

    @property
    def _file(self) -> IndexFile:
        assert self._opened is not None, "the step is a context manager"
        return self._opened

    def _lock_folder(self) -> Path:
        """Folder of the lock."""
        return self._folder

    def _prepare(self) -> None:
        """What has to be done behind the lock, before the index is opened."""

    def _begin_anew(self) -> None:
        """Throw the index away and go on with an empty one."""
        self._file.close()
        self._opened = self.kind(self._file.path, anew=True)

    def _rows(self, part: Part, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Some columns of a part, row by row."""
        from pilsetas_crawl.store.parquet import stream  # noqa: PLC0415 # pyarrow is heavy

        return stream(self._store.files, part, columns)
