"""Demo sites and the archives crawled from them, shared by all tests of whole crawls."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pilsetas_crawl.demo import DemoServer
from tests.crawl.crawling import SINCE, SITES, Result, crawl_all


class Ground:
    """One demo server, started anew at the same addresses whenever a test has changed its world.

    The addresses must stay: validators are kept per address, and links stand in the articles' texts.
    """

    def __init__(self) -> None:
        self.server = DemoServer()
        self.server.start()
        self.port = int(self.server.url("ludza").rsplit(":", 1)[1])
        self.changed = False

    def pristine(self) -> DemoServer:
        """The server with the world as it was in the beginning, no faults, an empty log."""
        if self.changed:
            self.server.stop()
            self.server = DemoServer(port=self.port)
            self.server.start()
            self.changed = False
        self.server.control.clear_faults()
        self.server.control.clear_log()
        return self.server


@pytest.fixture(scope="session")
def ground() -> Iterator[Ground]:
    """The one server of the session."""
    started = Ground()
    yield started
    started.server.stop()


@pytest.fixture
def demo(ground: Ground) -> DemoServer:
    """The demo sites for tests that switch faults on or only read."""
    return ground.pristine()


@pytest.fixture
def changing(ground: Ground) -> DemoServer:
    """The demo sites for tests that change the world."""
    server = ground.pristine()
    ground.changed = True
    return server


@pytest.fixture(scope="session")
def archive(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """The first crawl of each site, of all its days."""
    stores = {name: tmp_path_factory.mktemp(f"archive-{name}") for name in SITES}
    return crawl_all(SITES, ground.pristine(), stores, *SINCE)


@pytest.fixture(scope="session")
def settled(
    ground: Ground, archive: dict[str, Result], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Result]:
    """The archives after the first run that was not asked for certain days."""
    stores = {name: tmp_path_factory.mktemp("settled") / name for name in SITES}
    for name, store in stores.items():
        shutil.copytree(archive[name].store, store)
    return crawl_all(SITES, ground.pristine(), stores)


@pytest.fixture
def covered(settled: dict[str, Result], tmp_path: Path) -> Callable[[str], Path]:
    """Copies of the settled archives, for the runs after that."""

    def copy(name: str) -> Path:
        store = tmp_path / f"store-{name}"
        shutil.copytree(settled[name].store, store)
        return store

    return copy
