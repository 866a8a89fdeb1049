"""What outlives a cycle over all sources: which of them it did not come to, and how long each takes."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Self

from pilsetas_crawl.store.errors import from_os
from pilsetas_crawl.store.locks import FileLock

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Cycle:
    """The file of the cycle at hand, under the lock that keeps a second one away; a context manager.

    It is replaced after every source, so that a cycle killed at any moment leaves the names it owes.

    Raises:
        SourceLocked: another cycle is at work on this state.
        StoreError: the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "crawlall.json"
        self._lock = FileLock(folder / "crawlall.lock")
        #: Sources that were planned and not finished, this cycle's and older ones; those begun stand last.
        self.owed: list[str] = []
        #: Seconds the last whole run of each source took.
        self.seconds: dict[str, float] = {}
        #: What is wrong with the file found, in words; empty where nothing is.
        self.damage = ""

    def plan(self, names: list[str]) -> None:
        """Owe these sources too."""
        self.owed = list(dict.fromkeys([*self.owed, *names]))
        self._save()

    def begun(self, name: str) -> None:
        """Note that a source has its turn: if the cycle is cut, others come before it in the next."""
        if name in self.owed:
            self.owed = [*(other for other in self.owed if other != name), name]
            self._save()

    def done(self, name: str, seconds: float) -> None:
        """Note that a source was crawled to an end of its own."""
        self.owed = [other for other in self.owed if other != name]
        self.seconds[name] = round(seconds, 1)
        self._save()

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, "cannot create the state folder", str(self._path.parent)) from error
        self._lock.acquire()
        self._load()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def _load(self) -> None:
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            self.owed = [str(name) for name in told["owed"]]
            self.seconds = {str(name): float(value) for name, value in told["seconds"].items()}
        except FileNotFoundError:
            return
        except OSError as error:
            raise from_os(error, "cannot read", str(self._path)) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.owed, self.seconds = [], {}
            self.damage = f"{self._path} is damaged ({error}): what the last cycle owed is not known"

    def _save(self) -> None:
        aside = self._path.with_suffix(".tmp")
        try:
            aside.write_text(json.dumps({"owed": self.owed, "seconds": self.seconds}), encoding="utf-8")
            os.replace(aside, self._path)  # noqa: PTH105 # one atomic step, named as such
        except OSError as error:
            raise from_os(error, "cannot write", str(self._path)) from error
