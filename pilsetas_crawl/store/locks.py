"""Locks between processes of one machine: POSIX advisory locks, which die with the process holding them."""

from __future__ import annotations

import errno
import fcntl
import os
from typing import TYPE_CHECKING, Self

from pilsetas_crawl.store.errors import SourceLocked, from_os

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class FileLock:
    """An exclusive lock on a file, held from entering the context to leaving it.

    The file itself stays: removing it would let two processes hold "the" lock on two files of one name.
    While the lock is held the file names the process; a name left behind tells of one that was killed.

    Raises:
        SourceLocked: another process holds it, and ``wait`` is off.
        StoreError: the file cannot be created.
    """

    def __init__(self, path: Path, *, wait: bool = False) -> None:
        self._path = path
        self._wait = wait
        self._handle: int | None = None
        #: The holder before us did not let go in order: it was killed.
        self.abandoned = False

    def acquire(self) -> Self:
        """Take the lock."""
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise from_os(error, "cannot open the lock", str(self._path)) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if self._wait else fcntl.LOCK_NB))
        except OSError as error:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            os.close(handle)
            raise self._refusal(error, holder) from error
        self._handle = handle
        self.abandoned = os.fstat(handle).st_size > 0
        self._sign(f"{os.getpid()}\n")
        return self

    def release(self) -> None:
        """Let go; nothing happens where it is not held."""
        if self._handle is None:
            return
        self._sign("")
        os.close(self._handle)
        self._handle = None

    def _sign(self, text: str) -> None:
        handle = self._handle
        if handle is None or self._wait:
            return
        try:
            os.ftruncate(handle, 0)
            os.pwrite(handle, text.encode("ascii"), 0)
        except OSError as error:
            # The name is a help for people; a full disk must not keep the lock from working.
            if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise

    def _refusal(self, error: OSError, holder: str) -> Exception:
        if error.errno not in {errno.EAGAIN, errno.EACCES}:
            return from_os(error, "cannot lock", str(self._path))
        who = f"process {holder}" if holder.isdigit() else "another process"
        return SourceLocked(
            f"source '{self._path.stem}' is being worked on by {who} ({self._path}): wait for it to end"
        )

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
