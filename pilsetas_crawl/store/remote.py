"""A store at a remote address, through Arrow's filesystems or, where installed, fsspec's.

There is no rename here: an object appears whole when its upload ends, so parts are written first and the
manifest that lists them last. Nor is there a lock: the lock of the source's state keeps two processes of one
machine apart; that two machines do not crawl one source at the same time is the scheduler's part.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyarrow as pa
from pyarrow import fs

from pilsetas_crawl.store.address import without_credentials
from pilsetas_crawl.store.errors import StoreError, from_os
from pilsetas_crawl.store.filesystem import MARK, Files, R, T
from pilsetas_crawl.store.mirror import Mirror, cache_folder, mirror_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pilsetas_crawl.store.parts import Part

# Files asked for at a time: most of the time of a small one is waiting.
AT_A_TIME = 4
_PIECE = 8 << 20  # bytes of one request
_ASCII = "".join(chr(code) for code in range(0x21, 0x7F))
_ARROWS_OWN = frozenset({"s3", "gs", "gcs", "abfs", "abfss", "hdfs", "viewfs"})


class RemoteFiles(Files):
    """Files on any Arrow filesystem, and their copies on this machine."""

    def __init__(self, filesystem: fs.FileSystem, root: str, address: str, *, cache: Path) -> None:
        """Nothing is asked yet.

        Args:
            filesystem: where the store is.
            root: its folder there.
            address: how it is called, without credentials.
            cache: folder of the copies of all stores.
        """
        self._fs = filesystem
        self._root = root.rstrip("/")
        self.address = address.rstrip("/")
        self.home = mirror_folder(cache, self.address)
        self.mirror = Mirror(self.home, self)

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if self._root else path

    def read(self, path: str) -> bytes | None:
        """See `Files.read`."""
        try:
            with self._fs.open_input_stream(self._at(path)) as stream:
                return bytes(stream.read())
        except FileNotFoundError:
            return None

    def put(self, path: str, data: bytes | memoryview) -> None:
        """See `Files.put`: one upload, complete when it is closed."""
        target = self._at(path)
        # Folders of a bucket are but names: to make them would be five requests for each file.
        if self._fs.type_name != "s3":
            self._fs.create_dir(target.rpartition("/")[0], recursive=True)
        with self._fs.open_output_stream(target) as stream:
            stream.write(data)

    def remove(self, path: str) -> None:
        """See `Files.remove`; another process may be removing the same."""
        with suppress(FileNotFoundError):
            self._fs.delete_file(self._at(path))

    def sweep(self, path: str) -> None:
        """See `Files.sweep`: an upload that was broken off leaves nothing to see."""

    def names(self, folder: str) -> list[str]:
        """See `Files.names`."""
        selector = fs.FileSelector(self._at(folder), allow_not_found=True)
        found = self._fs.get_file_info(selector)
        return sorted(info.base_name for info in found if info.type == fs.FileType.File)

    def probe(self, path: str) -> tuple[int, bytes, bytes] | None:
        """See `Files.probe`."""
        try:
            with self._fs.open_input_file(self._at(path)) as file:
                size = int(file.size())
                head = bytes(file.read_at(min(MARK, size), 0))
                return size, head, bytes(file.read_at(min(MARK, size), max(0, size - MARK)))
        except FileNotFoundError:
            return None

    def uri(self, path: str) -> str:
        """See `Files.uri`."""
        address, mark, query = self.address.partition("?")
        return f"{address.rstrip('/')}/{path}{mark}{query}"

    def local(self, parts: Sequence[Part]) -> list[str]:
        """See `Files.local`."""
        _refuse(self.mirror.bring(parts))
        return [self.mirror.path(part) for part in parts]

    def revised(self, parts: Sequence[Part]) -> list[str]:
        """See `Files.revised`."""
        _refuse(self.mirror.bring_revised(parts))
        return [self.mirror.revised(part) for part in parts]

    def bring(self, parts: Sequence[Part], revised: Sequence[Part] = ()) -> list[tuple[Part, str]]:
        """See `Files.bring`."""
        return self.mirror.bring(parts) + self.mirror.bring_revised(revised)

    def ahead(self, parts: Sequence[Part]) -> None:
        """See `Files.ahead`: what is damaged is told by whoever reads it."""
        self.mirror.bring(parts)

    def tidy(self, listed: Sequence[Part]) -> None:
        """See `Files.tidy`."""
        self.mirror.tidy(listed)

    def each(self, work: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """See `Files.each`."""
        items = list(items)
        if len(items) < 2:  # noqa: PLR2004 # nothing to do beside it
            return super().each(work, items)
        with ThreadPoolExecutor(min(AT_A_TIME, len(items))) as pool:
            return list(pool.map(work, items))

    def copy(self, path: str, write: Callable[[bytes], object]) -> bool:
        """Hand the content of a file to `write`, a piece at a time.

        Returns:
            False where there is no such file.

        Raises:
            StoreError: the storage cannot be reached or refuses it.
        """
        stream = self._open(path, self._fs.open_input_stream)
        if stream is None:
            return False
        with stream:
            while piece := self._asked(path, lambda: stream.read(_PIECE)):
                write(piece)
        return True

    def opened(self, path: str) -> Any:
        """A file for reading some of it, as Arrow takes it; None where there is none.

        Raises:
            StoreError: as `copy`.
        """
        return self._open(path, self._fs.open_input_file)

    def _open(self, path: str, how: Callable[[str], Any]) -> Any:
        return self._asked(path, lambda: how(self._at(path)))

    def _asked(self, path: str, question: Callable[[], Any]) -> Any:
        try:
            return question()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise from_os(error, "cannot read", self.uri(path)) from error

    @contextmanager
    def committing(self, source: str) -> Iterator[None]:
        """See `Files.committing`: nothing to hold (module docstring)."""
        yield


def _refuse(faults: Sequence[tuple[Part, str]]) -> None:
    if faults:
        part, reason = faults[0]
        raise StoreError(f"part {part.uri} of {part.source} cannot be read ({reason}): put back a copy of it")


def open_remote(address: str, *, create: bool, cache: str = "") -> RemoteFiles:
    """The files at a remote address.

    Args:
        address: as Arrow or fsspec take it.
        create: nothing need be stored there yet.
        cache: the setting PILSETAS_CACHE.

    Raises:
        StoreError: nothing here knows such addresses, it cannot be reached, its bucket does not exist, or
            there is no store.
    """
    shown = without_credentials(address)
    try:
        filesystem, root = _resolve(address, shown)
        if not _has_container(filesystem, root):
            raise StoreError(f"there is no bucket for the store at {shown}: create it or check the address")
        files = RemoteFiles(filesystem, root, shown, cache=cache_folder(cache))
        found = files.names("manifests")
    except OSError as error:
        raise from_os(error, "cannot reach the store at", shown) from error
    if not (found or create):
        raise StoreError(f"there is no store at {shown}: check the address, or crawl something into it first")
    return files


def _has_container(filesystem: fs.FileSystem, root: str) -> bool:
    if filesystem.type_name not in {"s3", "gcs"}:
        return True
    return bool(filesystem.get_file_info(root.partition("/")[0]).type == fs.FileType.Directory)


def _resolve(address: str, shown: str) -> tuple[fs.FileSystem, str]:
    try:
        # Arrow takes addresses in ASCII only.
        filesystem, root = fs.FileSystem.from_uri(quote(_in_one_request(address), safe=_ASCII))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        if address.partition("://")[0] in _ARROWS_OWN:
            raise StoreError(f"the address {shown} is not right: {_brief(error)}") from error
        return _through_fsspec(address, shown, error)
    return filesystem, root


def _in_one_request(address: str) -> str:
    """Small files are stored by one request, where it would be three that leave something when cut short."""
    if not address.startswith("s3://") or "allow_delayed_open=" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}allow_delayed_open=true"


def _brief(error: Exception) -> str:
    # Arrow repeats the whole address, credentials and all, in front of the reason.
    return str(error).splitlines()[0].rpartition("' ")[2]


def _through_fsspec(address: str, shown: str, refusal: Exception) -> tuple[fs.FileSystem, str]:
    scheme = address.partition("://")[0]
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 # an extra: only some addresses need it

        handler, root = url_to_fs(address)
    except (ImportError, ValueError) as error:
        hint = "install fsspec with its driver" if isinstance(error, ModuleNotFoundError) else str(error)
        raise StoreError(f"no filesystem for '{scheme}://' ({shown}): {hint}") from refusal
    return fs.PyFileSystem(fs.FSSpecHandler(handler)), str(root)
