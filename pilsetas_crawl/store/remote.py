"""A store at a remote address, through Arrow's filesystems or, where installed, fsspec's.

There is no rename here: an object appears whole when its upload ends, so parts are written first and the
manifest that lists them last. Nor is there a lock: the lock of the source's state keeps two processes of one
machine apart; that two machines do not crawl one source at the same time is the scheduler's part.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyarrow as pa
from pyarrow import fs

from pilsetas_crawl.store.errors import StoreError, from_os
from pilsetas_crawl.store.filesystem import MARK, Files

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = re.compile(r"^([a-z0-9+.-]+://)[^/@]*@", re.IGNORECASE)
_ASCII = "".join(chr(code) for code in range(0x21, 0x7F))
_ARROWS_OWN = frozenset({"s3", "gs", "gcs", "abfs", "abfss", "hdfs", "viewfs"})


class RemoteFiles(Files):
    """Files on any Arrow filesystem."""

    def __init__(self, filesystem: fs.FileSystem, root: str, address: str) -> None:
        self._fs = filesystem
        self._root = root.rstrip("/")
        self.address = address.rstrip("/")

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
        self._fs.create_dir(target.rpartition("/")[0], recursive=True)
        with self._fs.open_output_stream(target) as stream:
            stream.write(data)

    def remove(self, path: str) -> None:
        """See `Files.remove`."""
        if self._fs.get_file_info(self._at(path)).type == fs.FileType.File:
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

    def arrow(self) -> tuple[Any, str]:
        """See `Files.arrow`."""
        return self._fs, self._root

    @contextmanager
    def committing(self, source: str) -> Iterator[None]:
        """See `Files.committing`: nothing to hold (module docstring)."""
        yield


def open_remote(address: str) -> RemoteFiles:
    """The files at a remote address.

    Raises:
        StoreError: nothing here knows such addresses, it cannot be reached, or its bucket does not exist.
    """
    shown = without_credentials(address)
    try:
        filesystem, root = _resolve(address, shown)
        if not _has_container(filesystem, root):
            raise StoreError(f"there is no bucket for the store at {shown}: create it or check the address")
        files = RemoteFiles(filesystem, root, shown)
        files.names("manifests")
    except OSError as error:
        raise from_os(error, "cannot reach the store at", shown) from error
    return files


def without_credentials(address: str) -> str:
    """An address as it may be shown and logged: without the user and password some put into it."""
    return _USER.sub(r"\1", address)


def _has_container(filesystem: fs.FileSystem, root: str) -> bool:
    if filesystem.type_name not in {"s3", "gcs"}:
        return True
    return bool(filesystem.get_file_info(root.partition("/")[0]).type == fs.FileType.Directory)


def _resolve(address: str, shown: str) -> tuple[fs.FileSystem, str]:
    try:
        # Arrow takes addresses in ASCII only.
        filesystem, root = fs.FileSystem.from_uri(quote(address, safe=_ASCII))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        if address.partition("://")[0] in _ARROWS_OWN:
            raise StoreError(f"the address {shown} is not right: {_brief(error)}") from error
        return _through_fsspec(address, shown, error)
    return filesystem, root


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
