"""Crawls of the test site as an operator starts them: the command, a store of its own, what came of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pilsetas_crawl.store import Store
from tests import warm
from tests.wordpress.bed import AccessEntry, WordPressBed

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds for a request to turn up in the log
# Reaches behind the oldest post of the site (October 2025) whatever the clock says.
LOOK_BACK_DAYS = 4000


class Pass(NamedTuple):
    """One finished crawl.

    Attributes:
        code: Exit code of the command.
        run: Its row of the dataset `runs`.
        requests: What the site's log has of it, in order.
    """

    code: int
    run: dict[str, Any]
    requests: list[AccessEntry]


@dataclass(frozen=True)
class Harvest:
    """A spider, the site it crawls, and the store its passes fill."""

    bed: WordPressBed
    spider: str
    store: Path

    def crawl(self, **settings: object) -> Pass:
        """Crawl once, to the end.

        Args:
            settings: Further Scrapy settings.
        """
        before = len(self.bed.access_log())
        done = warm.run(self._command(settings), **self._surroundings(), timeout=PATIENCE)
        requests = self.bed.access_log()[before:]
        return Pass(done.returncode, self.runs()[-1], requests)

    def crawl_and_kill(self, after: str) -> list[AccessEntry]:
        """Crawl and kill the crawler as soon as the site has answered a request for a path.

        Returns:
            What the crawler asked for in its life.
        """
        before = len(self.bed.access_log())
        # So slow that the next request is not sent yet when the log shows this one.
        with self._killed_at_the_end(DOWNLOAD_DELAY=3, RANDOMIZE_DOWNLOAD_DELAY=False) as crawler:
            deadline = time.monotonic() + PATIENCE
            while not any(entry.path == after for entry in self.bed.access_log()[before:]):
                assert crawler.poll() is None, f"the crawler ended before it asked for {after}"
                assert time.monotonic() < deadline, f"nobody asked for {after} in {PATIENCE:.0f} s"
                time.sleep(0.05)
        return self.bed.access_log()[before:]

    def copy(self, store: Path) -> Harvest:
        """The same with a copy of the store, so that tests can go on from one first pass."""
        shutil.copytree(self.store, store)
        return Harvest(self.bed, self.spider, store)

    def articles(self) -> list[dict[str, Any]]:
        """All stored revisions, in the order of their numbers."""
        return sorted(self._rows("articles"), key=lambda row: int(row["revision"]))

    def revisions(self, key: str) -> list[dict[str, Any]]:
        """Stored revisions of a post of the site."""
        number = str(self.bed.post_id(key))
        return [row for row in self.articles() if row["source_id"] == number]

    def rejects(self) -> list[dict[str, Any]]:
        """All rejected addresses."""
        return self._rows("rejects")

    def runs(self) -> list[dict[str, Any]]:
        """All runs, in order."""
        return sorted(self._rows("runs"), key=lambda row: str(row["started_at"]))

    def _rows(self, dataset: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = Store.open(str(self.store)).read(dataset).to_pylist()
        return rows

    @contextmanager
    def _killed_at_the_end(self, **settings: object) -> Iterator[subprocess.Popen[str]]:
        silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(self._command(settings), **self._surroundings(), **silent) as crawler:
            try:
                yield crawler
            finally:
                crawler.kill()

    def _command(self, settings: dict[str, object]) -> list[str]:
        given = {
            "DOWNLOAD_DELAY": 0,
            "PILSETAS_QUIET_RUNS": 0,
            "PILSETAS_FIRST_RUN_DAYS": LOOK_BACK_DAYS,
            **settings,
        }
        options = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
        site = ("-a", f"site={self.bed.url}")
        return [sys.executable, "-m", "scrapy", "crawl", self.spider, *site, *options]

    def _surroundings(self) -> dict[str, Any]:
        # PILSETAS_STATE would move the state out of the store.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PILSETAS_")}
        return {"cwd": ROOT, "env": environment | {"PILSETAS_STORE": str(self.store)}}
