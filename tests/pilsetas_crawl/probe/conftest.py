"""Sites to be probed, and the probe run as users run it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pilsetas_crawl.demo import DemoServer
from tests import warm
from tests.pilsetas_crawl.probe.town import Town, serve, unified

ROOT = Path(__file__).parents[3]
QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")


@dataclass(frozen=True)
class Probed:
    """A finished probe: exit code, reports by slug, what stood on stderr."""

    code: int
    sites: dict[str, dict[str, Any]]
    log: str


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PILSETAS_")}
    return {**kept, "PILSETAS_STORE": str(folder / "store"), **more}


def probe_all(folder: Path, sites: dict[str, str], *more: str) -> Probed:
    """Probe declared spiders at other addresses, all in one process."""
    table = folder / "sites.json"
    table.write_text(json.dumps(sites))
    done = warm.run(
        [sys.executable, "-m", "scrapy", "probe", "--all", "--json", *QUICK, *more],
        cwd=ROOT,
        env=environment(folder, PILSETAS_SITES=str(table)),
        timeout=120,
    )
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    return Probed(done.returncode, {report["slug"]: report for report in reports}, done.stderr)


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoServer]:
    """Demo sites of the four systems that were described, two of each of the large ones."""
    with DemoServer(sites=["ludza", "tukums", "jurmala", "kuldiga", "madona", "cesis"]) as server:
        yield server


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    """A site of a system no spider was written for."""
    served, server = serve()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def moved_listing() -> Iterator[Town]:
    """A site of the unified platform whose list is elsewhere."""
    served, server = serve()
    unified(served)
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def healthy(
    demo: DemoServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Probed, Callable[[str], list[str]], Path]:
    """Four sites as their spiders declare them; the targets each was asked for; the folder of the store."""
    folder = tmp_path_factory.mktemp("healthy")
    demo.control.clear_log()
    names = ("ludza", "kuldiga", "madona", "cesis")
    probed = probe_all(folder, {name: demo.url(name) for name in names}, "--save", str(folder / "golden"))
    log = demo.control.log()
    return probed, lambda name: [entry["target"] for entry in log if entry["site"] == name], folder


@pytest.fixture(scope="session")
def altered(
    healthy: object,
    demo: DemoServer,
    town: Town,
    moved_listing: Town,
    tmp_path_factory: pytest.TempPathFactory,
) -> Probed:
    """Sites that differ from what their spiders declare, each in one way."""
    demo.control.fault("tukums", "error", "/lv/rss*", status=404)
    demo.control.fault("jurmala", "redesign", "/lv/jaunumi*")
    demo.control.fault("kuldiga", "moved")
    demo.control.fault("cesis", "clock_skew", seconds=3600)
    sites = {name: demo.url(name) for name in ("tukums", "jurmala", "cesis", "kuldiga")}
    sites |= {"sigulda": demo.url("ludza"), "talsi": town.url, "valka": town.url, "balvi": moved_listing.url}
    sites |= {"limbazi": "http://127.0.0.1:9"}
    return probe_all(tmp_path_factory.mktemp("altered"), sites)
