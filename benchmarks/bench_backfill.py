"""What a backfill of a large archive costs: time, CPU, memory along the way, requests, size on disk.

Run from the project's root: `python -m benchmarks.bench_backfill [SITE=ARTICLES ...]` (default
`kuldiga=100000 ludza=20000`, a WordPress site with its interface open and a TVP site; more than half an
hour). One round: the crawl runs without pauses between requests, the demo server beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._bench import machine, scrapy, table
from pilsetas_crawl.demo.client import DemoServer
from pilsetas_crawl.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT = ("kuldiga=100000", "ludza=20000")
FROM = ("-a", "start=2020-01-01")
QUICK = ("-s", "DOWNLOAD_DELAY=0")
EVERY = 0.5  # seconds between two looks at the crawl's memory
PAGE = os.sysconf("SC_PAGE_SIZE")


def watch(process: subprocess.Popen[bytes]) -> tuple[list[float], float, float]:
    """Wait for a process: its memory along the way in MB, its CPU time, the most memory it held in MB."""
    held: list[float] = []
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            process.returncode = os.waitstatus_to_exitcode(status)
            return held, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        pages = Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()
        held.append(int(pages[1]) * PAGE / 2**20 if len(pages) > 1 else 0.0)
        time.sleep(EVERY)


def size_of(folder: Path) -> float:
    """Size of all files below a folder in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def bench(site: str, count: int, folder: Path) -> None:
    store, log = folder / site, folder / f"{site}.log"
    with DemoServer(sites=(site,), archive={site: count}) as server, log.open("wb") as told:
        begun = time.monotonic()
        process = subprocess.Popen(
            scrapy("crawl", site, "-a", f"site={server.url(site)}", *FROM, *QUICK),
            env={**os.environ, "PILSETAS_STORE": str(store)},
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        held, cpu, peak = watch(process)
        wall, requests = time.monotonic() - begun, len(server.control.log(site))
    parts = Store.open(str(store), create=False).parts("articles")
    if process.returncode != 0 or sum(part.rows for part in parts) != count:
        raise SystemExit(log.read_text(encoding="utf-8")[-3000:])
    places = {"a tenth": 0.1, "half": 0.5, "the end": 0.95}
    along = [
        (f"memory after {name} of the time", held[int(len(held) * at)], "MB") for name, at in places.items()
    ]
    rows = [
        ("time", wall / 60, "min"),
        ("CPU of the crawl", cpu / 60, "min"),
        ("CPU of an article", cpu / count * 1000, "ms"),
        *along,
        ("peak memory (limit: 250)", peak, "MB"),
        ("requests", requests, ""),
        ("parts of articles", len(parts), ""),
        ("their size", sum(part.bytes for part in parts) / 2**20, "MB"),
        ("size of the state", size_of(store / "state"), "MB"),
    ]
    table(f"{site}: {count} articles", rows)


def main(asked: Sequence[str]) -> None:
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        for text in asked or DEFAULT:
            site, _, count = text.partition("=")
            bench(site, int(count), Path(folder))
    print(machine())


if __name__ == "__main__":
    main(sys.argv[1:])
