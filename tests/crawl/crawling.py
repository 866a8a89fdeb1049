"""Real crawls of the demo sites as subprocesses, and what they left behind."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pilsetas_crawl.store import Store
from tests import warm

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

    from pilsetas_crawl.demo import DemoServer

PROJECT = Path(__file__).resolve().parents[2]
RIGA = ZoneInfo("Europe/Riga")
SITES = ("ludza", "tukums", "jurmala", "sigulda", "kuldiga", "rezeknes-novads", "madona", "cesis")
# A first run that covers the whole demo archive, whatever today is.
WHOLE = ("-s", "PILSETAS_FIRST_RUN_DAYS=4000")
SINCE = ("-a", "start=2025-01-01")
# The other ways of discovery are asked in this run, as they are once a day.
CROSSCHECK = ("-s", "PILSETAS_CROSSCHECK_HOURS=0")
LIMIT = 120  # seconds after which a crawl hangs; none of these lasts a tenth of it

OK, FAILED, BAD_ARGUMENT, PARTIAL = 0, 1, 2, 3
LOCKED = 75  # another process is crawling the source


@dataclass
class Result:
    """One finished crawl.

    Attributes:
        code: exit code.
        log: everything on stderr.
        store: folder of the store.
        site: address that was crawled.
    """

    code: int
    log: str
    store: Path
    name: str
    site: str = ""
    out: str = field(default="", repr=False)

    @cached_property
    def run(self) -> dict[str, Any]:
        """The account of the newest run as it is stored."""
        return runs(self.store, self.name)[-1]

    @cached_property
    def added(self) -> list[dict[str, Any]]:
        """Rows of articles that this run stored."""
        return [row for row in rows(self.store, self.name) if row["run_id"] == self.run["run_id"]]

    @property
    def changes(self) -> tuple[int, int, int]:
        """Articles stored as new, as edited and as removed."""
        return self.run["new"], self.run["edited"], self.run["removed"]

    @property
    def errors(self) -> list[str]:
        """Lines of the log that tell an error."""
        return [line for line in self.log.splitlines() if "] ERROR: " in line or line.startswith("error:")]

    @property
    def why(self) -> str:
        """What to print when a test does not like the result."""
        return f"exit {self.code}\n{self.log[-4000:]}"


def arguments(name: str, site: str, *more: str) -> list[str]:
    """Command line of a crawl without pauses between requests."""
    target = ["-a", f"site={site}"] if site else []
    return [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        name,
        *target,
        "-s",
        "DOWNLOAD_DELAY=0",
        "-s",
        "PILSETAS_QUIET_RUNS=0",
        *more,
    ]


def environment(store: Path) -> dict[str, str]:
    """Environment of a crawl into a store."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PILSETAS_")}
    return {**kept, "PILSETAS_STORE": str(store)}


def crawl(name: str, server: DemoServer | str, store: Path, *more: str, limit: float = LIMIT) -> Result:
    """Crawl a demo site, or the site at an address, into a store."""
    site = server if isinstance(server, str) else server.url(name)
    done = warm.run(arguments(name, site, *more), env=environment(store), cwd=PROJECT, timeout=limit)
    return Result(done.returncode, done.stderr, store, name, site, done.stdout)


def crawl_all(
    names: Sequence[str], server: DemoServer, stores: dict[str, Path], *more: str
) -> dict[str, Result]:
    """Crawl several sites, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda name: crawl(name, server, stores[name], *more), names)
        return dict(zip(names, results, strict=True))


def command(*words: str, store: Path) -> subprocess.CompletedProcess[str]:
    """Run another of the project's commands on a store."""
    whole = [sys.executable, "-m", "scrapy", *words]
    return warm.run(whole, env=environment(store), cwd=PROJECT, timeout=LIMIT)


def rows(store: Path, name: str, dataset: str = "articles") -> list[dict[str, Any]]:
    """All rows of a dataset of one source, in the order they were committed."""
    opened = Store.open(str(store), create=False)
    found: list[dict[str, Any]] = opened.read(dataset, sources=[name]).to_pylist()
    return found


def runs(store: Path, name: str) -> list[dict[str, Any]]:
    """Accounts of the runs of a source, oldest first."""
    return sorted(rows(store, name, "runs"), key=lambda run: run["started_at"])


def latest(store: Path, name: str) -> dict[str, dict[str, Any]]:
    """Newest revision of every article that is not removed, by its identity."""
    newest: dict[str, dict[str, Any]] = {}
    for row in sorted(rows(store, name), key=lambda row: row["revision"]):
        newest[row["article_id"]] = row
    return {key: row for key, row in newest.items() if row["status"] != "removed"}


def path_of(url: str) -> str:
    """Path and query of an address."""
    return "/" + url.split("/", 3)[3]


def stored_paths(store: Path, name: str) -> list[str]:
    """Addresses of the articles that are there, sorted, repeated where stored twice."""
    return sorted(path_of(row["url"]) for row in latest(store, name).values())


def expected_paths(server: DemoServer, name: str) -> list[str]:
    """Addresses a perfect crawl stores, sorted."""
    return sorted(article["path"] for article in server.control.expected(name)["articles"])


def no_traceback(result: Result) -> bool:
    """Whether the log tells faults without a traceback."""
    return "Traceback" not in result.log and "Unhandled" not in result.log
