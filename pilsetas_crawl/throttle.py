"""When the next request may be sent: moments shared by all processes of this machine.

Each key (a host, or a group of hosts behind one front) has a file that says from when on it is free. A
process takes the moment under a lock on that file, and only when it has come: nothing is reserved ahead, so a
killed process leaves no gap, and the distance to the request before is that of the sending, not of a plan.

Moments are those of the kernel's monotonic clock, which all processes share and no one can set, with the
identity of the boot beside them, after which that clock starts anew.
"""

from __future__ import annotations

import fcntl
import logging
import os
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

logger = logging.getLogger(__name__)

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_RECORD = 128  # bytes, more than a record ever has

# Seconds between two hourly cycles. Nobody is left alone for longer, whatever he asks for, and a file that
# claims a later moment is damaged, not patient.
DISTRUSTED = 3600.0


class SharedClock:
    """The moments of all keys, in files of one folder.

    Without a folder, or where its files cannot be written, the process keeps its own moments only; that is
    told once.
    """

    def __init__(self, folder: Path | None, *, longest: float = DISTRUSTED) -> None:
        """Use a folder, which is created where it is missing.

        Args:
            folder: local folder of the files; None: nothing is shared.
            longest: seconds; a file that claims a later moment is not believed.
        """
        self._folder = folder
        self._longest = longest
        self._own: dict[str, float] = {}
        self._boot = _boot()
        self._told = False

    def take(self, gaps: Mapping[str, float]) -> float:
        """Take the moment of several keys together, if it has come.

        Args:
            gaps: key → seconds it stays taken.

        Returns:
            0 when it was taken; else the seconds until it is worth asking again.
        """
        with ExitStack() as locks:
            # Always in the same order: two processes cannot wait for each other.
            handles = {key: locks.enter_context(self._locked(key)) for key in sorted(gaps)}
            now = time.monotonic()
            wait = max(self._free_at(key, handle, now) for key, handle in handles.items()) - now
            if wait > 0:
                return wait
            for key, handle in handles.items():
                self._set(key, handle, now + gaps[key])
        return 0.0

    def hold(self, key: str, seconds: float) -> None:
        """Let nobody take a key's moment for so many seconds, within reason; a longer hold stands."""
        with self._locked(key) as handle:
            now = time.monotonic()
            until = now + min(seconds, self._longest)
            self._set(key, handle, max(until, self._free_at(key, handle, now)))

    def left(self, key: str) -> float:
        """Seconds until the moment of a key comes; 0 when it has."""
        with self._locked(key) as handle:
            now = time.monotonic()
            return max(0.0, self._free_at(key, handle, now) - now)

    def _free_at(self, key: str, handle: int | None, now: float) -> float:
        moment = self._own.get(key, 0.0)
        if handle is None:
            return moment
        line = os.pread(handle, _RECORD, 0).decode("ascii", "replace").partition("\n")[0]
        boot, _, text = line.partition(" ")
        try:
            shared = float(text) if boot == self._boot else 0.0
        except ValueError:
            shared = 0.0
        if not shared <= now + self._longest:
            logger.warning("%s of the throttle says to wait until %s: not believed", key, text)
            shared = 0.0
        return max(moment, shared)

    def _set(self, key: str, handle: int | None, moment: float) -> None:
        if moment <= self._own.get(key, 0.0):
            return
        self._own[key] = moment
        if handle is None:
            return
        try:
            os.pwrite(handle, f"{self._boot} {moment:020.6f}\n".encode("ascii"), 0)
        except OSError as error:
            self._alone(error)

    @contextmanager
    def _locked(self, key: str) -> Iterator[int | None]:
        handle = self._open(key)
        try:
            yield handle
        finally:
            if handle is not None:
                os.close(handle)

    def _open(self, key: str) -> int | None:
        if self._folder is None:
            return None
        path = self._folder / f"{quote(key, safe='')}.throttle"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            self._alone(error)
            return None
        try:
            # Held for microseconds at a time, so waiting for it holds nothing up.
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as error:
            os.close(handle)  # some network file systems have no locks
            self._alone(error)
            return None
        return handle

    def _alone(self, error: OSError) -> None:
        if not self._told:
            logger.warning(
                "pauses are not shared with other processes: %s (%s); set PILSETAS_THROTTLE_DIR",
                error.strerror,
                self._folder,
            )
        self._told = True


def _boot() -> str:
    """Identity of this boot of the machine; a dash where the system tells none."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip() or "-"
    except OSError:
        return "-"
