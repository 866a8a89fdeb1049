"""Where the store's files live: a local folder or a remote address, behind one small set of operations.

Paths are relative to the store and POSIX (``data/articles/region=latgale/...``).
"""

from __future__ import annotations

import errno
import os
from abc import ABC, abstractmethod
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit

from pilsetas_crawl.store.address import is_remote
from pilsetas_crawl.store.checks import fault
from pilsetas_crawl.store.errors import StoreError, from_os
from pilsetas_crawl.store.locks import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pilsetas_crawl.store.parts import Part

T = TypeVar("T")
R = TypeVar("R")
# Length of the mark every Parquet file begins and ends with.
MARK = 4


class Files(ABC):
    """The file operations the store needs. Faults are raised as `OSError`; the store words them."""

    address: str
    #: The folder of a local store; None for a remote one.
    folder: Path | None = None
    #: Folder of this machine for what is made from the store: its own, or that of the copies of a remote one.
    home: Path

    @abstractmethod
    def read(self, path: str) -> bytes | None:
        """Content of a small file, None where there is none."""

    @abstractmethod
    def put(self, path: str, data: bytes | memoryview) -> None:
        """Write a whole file so that it is there complete and durable, or not at all."""

    @abstractmethod
    def remove(self, path: str) -> None:
        """Remove a file and what an interrupted `put` of it left; nothing happens where there is none."""

    @abstractmethod
    def sweep(self, path: str) -> None:
        """Remove what an interrupted `put` of a file left, not the file."""

    @abstractmethod
    def names(self, folder: str) -> list[str]:
        """Names of the files right in a folder, sorted; empty where there is no such folder."""

    @abstractmethod
    def probe(self, path: str) -> tuple[int, bytes, bytes] | None:
        """Size in bytes and the first and last four bytes of a file; None where there is none."""

    @abstractmethod
    def uri(self, path: str) -> str:
        """The absolute address of a file, as Arrow and DuckDB take it."""

    @abstractmethod
    def local(self, parts: Sequence[Part]) -> list[str]:
        """Paths of the files of some parts on this machine; a remote store copies what is not here yet.

        Raises:
            StoreError: a part cannot be copied whole, or the storage not be reached.
        """

    @abstractmethod
    def revised(self, parts: Sequence[Part]) -> list[str]:
        """Paths of files that tell the newer revisions of articles in some parts; else as `local`."""

    @abstractmethod
    def bring(self, parts: Sequence[Part], revised: Sequence[Part] = ()) -> list[tuple[Part, str]]:
        """See that `local` and `revised` are ready for some parts.

        Returns:
            The damaged ones, each with the reason.

        Raises:
            StoreError: the storage cannot be reached, or copies not be kept.
        """

    @abstractmethod
    def ahead(self, parts: Sequence[Part]) -> None:
        """Several parts will be read soon, one after another: a remote store brings them together.

        Raises:
            StoreError: the storage cannot be reached, or copies not be kept.
        """

    @abstractmethod
    def tidy(self, listed: Sequence[Part]) -> None:
        """Let go of copies that no listed part needs; `listed` are all parts of the store."""

    def each(self, work: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """What `work` gives for each; several at a time where it waits for a network."""
        return [work(item) for item in items]

    @abstractmethod
    def committing(self, source: str) -> Any:
        """Context in which no other process changes the manifest of the source."""


class LocalFiles(Files):
    """A folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path = folder
        self.home = folder
        self.address = str(folder)

    def read(self, path: str) -> bytes | None:
        """See `Files.read`."""
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, path: str, data: bytes | memoryview) -> None:
        """See `Files.put`: temporary file in the same folder, flush, fsync, rename, fsync of the folder."""
        target = self.folder / path
        temporary = _temporary(target)
        _make_folder(target.parent)
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)  # noqa: PTH105 # one spelling with os.fsync beside it
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)

    def remove(self, path: str) -> None:
        """See `Files.remove`."""
        self.sweep(path)
        (self.folder / path).unlink(missing_ok=True)

    def sweep(self, path: str) -> None:
        """See `Files.sweep`."""
        _temporary(self.folder / path).unlink(missing_ok=True)

    def names(self, folder: str) -> list[str]:
        """See `Files.names`."""
        try:
            return sorted(entry.name for entry in os.scandir(self.folder / folder) if entry.is_file())
        except FileNotFoundError:
            return []

    def probe(self, path: str) -> tuple[int, bytes, bytes] | None:
        """See `Files.probe`."""
        try:
            with (self.folder / path).open("rb") as file:
                head = file.read(MARK)
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - MARK))
                return size, head, file.read(MARK)
        except FileNotFoundError:
            return None

    def uri(self, path: str) -> str:
        """See `Files.uri`: an absolute path, for `file://` is not understood everywhere."""
        return str(self.folder / path)

    def local(self, parts: Sequence[Part]) -> list[str]:
        """See `Files.local`."""
        return [part.uri for part in parts]

    def revised(self, parts: Sequence[Part]) -> list[str]:
        """See `Files.revised`: they stand in the parts themselves."""
        return self.local(parts)

    def bring(self, parts: Sequence[Part], revised: Sequence[Part] = ()) -> list[tuple[Part, str]]:
        """See `Files.bring`: all of them are here, and are looked at quickly."""
        checked = ((part, fault(self, part)) for part in (*parts, *revised))
        return [(part, reason) for part, reason in checked if reason]

    def ahead(self, parts: Sequence[Part]) -> None:
        """See `Files.ahead`: they are here."""

    def tidy(self, listed: Sequence[Part]) -> None:
        """See `Files.tidy`: there are no copies."""

    @contextmanager
    def committing(self, source: str) -> Iterator[None]:
        """See `Files.committing`: waits for a commit of another process, which takes milliseconds."""
        path = self.folder / "manifests" / f".{source}.lock"
        _make_folder(path.parent)
        with FileLock(path, wait=True):
            yield


def _temporary(target: Path) -> Path:
    # A fixed name per target: a later attempt overwrites what a killed one left.
    return target.with_name(f".{target.name}.tmp")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    """Create a folder durably: a new name is only safe once the folder it stands in is synced."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def open_files(address: str, *, create: bool, cache: str = "") -> Files:
    """The files behind an address: a path, ``file://`` or any address Arrow or fsspec knows.

    Raises:
        StoreError: it does not exist, is no folder, cannot be written (with ``create``) or is not known.
    """
    if not is_remote(address):
        return _open_local(_local_path(address), create=create)
    from pilsetas_crawl.store.remote import open_remote  # noqa: PLC0415 # needs Arrow, which is heavy

    return open_remote(address, create=create, cache=cache)


def _local_path(address: str) -> Path:
    text = unquote(urlsplit(address).path) if address.startswith("file://") else address
    if not text.strip():
        raise StoreError("the address of the store is empty: give a folder or an address such as s3://bucket")
    return Path(text).expanduser().absolute()


def _open_local(folder: Path, *, create: bool) -> LocalFiles:
    if create:
        _prepare(folder)
    elif not (folder / "manifests").is_dir():
        what = "there is no store" if not folder.exists() else "this is not a store (it has no manifests)"
        raise StoreError(f"{what} at {folder}: check the address, or crawl something into it first")
    return LocalFiles(folder)


def _prepare(folder: Path) -> None:
    try:
        _make_folder(folder / "manifests")
        # Asked, not tried: a file written to try it would stay if the process were killed right then.
        if not os.access(folder / "manifests", os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise from_os(error, "cannot write the store at", str(folder)) from error
