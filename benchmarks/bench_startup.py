"""How long `scrapy crawl` takes until the first request reaches the server, and what is imported for it.

Run from the project's root: `python -m benchmarks.bench_startup`. Medians of five.
"""

from __future__ import annotations

import re
import sys
import tempfile
from typing import NamedTuple

from benchmarks._bench import ROUNDS, Child, machine, median, run_child, scrapy, table
from benchmarks._site import ReadySite, demo_pages

SPIDER = "ludza"
TOP = 14
# Large libraries; of these a run needs pyarrow, and that only to write.
HEAVY = (
    "pyarrow",
    "duckdb",
    "trafilatura",
    "dateparser",
    "aiohttp",
    "requests",
    "tldextract",
    "fsspec",
    "numpy",
)
_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|( +)(\S+)")


class Import(NamedTuple):
    """One line of -X importtime: module, depth, milliseconds alone and with all it imports."""

    name: str
    depth: int
    alone: float
    whole: float


def crawl(site: ReadySite, *python: str, store: str) -> Child:
    words = ("-a", f"site={site.url}", "-s", "DOWNLOAD_DELAY=0", "-L", "ERROR")
    command = scrapy("crawl", SPIDER, *words)
    return run_child([sys.executable, *python, *command[1:]], {"PILSETAS_STORE": store})


def read_imports(output: str) -> list[Import]:
    """Imports in the order they ended."""
    found = (_LINE.match(line) for line in output.splitlines())
    return [
        Import(line[4], len(line[3]) // 2, int(line[1]) / 1000, int(line[2]) / 1000) for line in found if line
    ]


def by_package(imports: list[Import]) -> list[tuple[str, float, str]]:
    """Milliseconds each package spends on its own modules, the dearest first."""
    spent: dict[str, float] = {}
    for one in imports:
        package = one.name.partition(".")[0]
        spent[package] = spent.get(package, 0) + one.alone
    return [(name, spent[name], "ms") for name in sorted(spent, key=lambda name: -spent[name])[:TOP]]


def heavy(imports: list[Import]) -> list[tuple[str, float, str]]:
    """Large libraries that were imported, with everything imported for them."""
    whole: dict[str, float] = {}
    for one in imports:
        if one.name in HEAVY:
            whole[one.name] = max(whole.get(one.name, 0), one.whole)
    return [(name, whole[name], "ms") for name in HEAVY if name in whole]


def main() -> None:
    print(machine())
    with ReadySite(demo_pages(SPIDER, "tvp", 1)) as site, tempfile.TemporaryDirectory() as folder:
        crawl(site, store=folder)  # warms the disk and makes the store
        site.stats()
        first, runs = [], []
        for _ in range(ROUNDS):
            run = crawl(site, store=folder)
            first.append(site.stats()["first"] - run.started)
            runs.append(run)
        imports = read_imports(crawl(site, "-X", "importtime", store=folder).output)
    rows = [
        ("start of the process to the first request (aim: 1.5 or less)", median(first), "s"),
        ("whole run over one page", median(run.wall for run in runs), "s"),
        ("CPU of it", median(run.cpu for run in runs), "s"),
        ("peak memory of it", median(run.rss for run in runs), "MB"),
    ]
    table("scrapy crawl", rows)
    table("imports: time in the package's own modules", by_package(imports))
    table("imports: large libraries with all they bring", heavy(imports))


if __name__ == "__main__":
    main()
