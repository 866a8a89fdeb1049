"""One cycle over all 42 demo sites in which nothing has changed: time, requests, articles downloaded.

The sites are crawled into a new store first, twice and without pauses: what they hold of the last month is
known then, and the daily checks are done. The cycle that is measured has the settings of the real one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks._bench import machine
from pilsetas_crawl.demo.client import DemoServer

ROOT = Path(__file__).resolve().parent.parent
QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "PILSETAS_CROSSCHECK_HOURS=0")


def cycle(store: Path, sites: Path, *more: str) -> tuple[float, int, str]:
    """Seconds, exit code and table of a cycle."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PILSETAS_")}
    words = [sys.executable, "-m", "scrapy", "crawlall", "--nolog", "--sites", str(sites), *more]
    begun = time.monotonic()
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**kept, "PILSETAS_STORE": str(store)},
        capture_output=True,
        text=True,
        check=False,
    )
    return time.monotonic() - begun, done.returncode, done.stdout


def main() -> None:
    print(machine())
    with tempfile.TemporaryDirectory() as folder, DemoServer() as server:
        store, sites = Path(folder) / "store", server.write_sites(Path(folder) / "sites.json")
        for _ in range(2):
            cycle(store, sites, *QUICK)
        server.control.clear_log()
        seconds, code, table = cycle(store, sites)
        log = server.control.log()
        names = list(json.loads(sites.read_text(encoding="utf-8")))
        articles = {name: {one["path"] for one in server.control.articles(name)} for name in names}
    asked = Counter(Counter(entry["site"] for entry in log).values())
    pages = [f"{one['site']}{one['target']}" for one in log if one["target"] in articles[one["site"]]]
    print(f"{len(names)} sources, exit code {code}, {seconds:.0f} s; {len(log)} requests")
    print("sources by requests:", ", ".join(f"{count} x {number}" for number, count in sorted(asked.items())))
    print(f"articles downloaded: {len(pages)} {' '.join(pages)}")
    print(
        *(line.rstrip() for line in table.splitlines() if line.split()[1:2] not in (["quiet"], ["ok"])),
        sep="\n",
    )


if __name__ == "__main__":
    main()
