"""Shared by all tests: the profile of property tests, and a spider with its session on a store of its own."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.reactor import is_reactor_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# No example is timed: the machines are shared. In CI the same examples come every time.
settings.register_profile(
    "pilsetas", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("pilsetas")

# A shell that starts tests in the background lets them ignore Ctrl-C, and programs inherit that: those a test
# tells to stop would never do so.
for _number in (signal.SIGINT, signal.SIGQUIT):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.default_int_handler if _number == signal.SIGINT else signal.SIG_DFL)

# Folders of tests that crawl whole sites or start many processes.
_LONG = tuple(f"tests/{name}/" for name in ("crawl", "wordpress", "survival", "pilsetas_crawl/commands"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: left for the end, one of them would run alone with the other cores idle."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))


@pytest.fixture
def spider_of(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """A declared spider (or a class) in a real crawler, its session opened on a store under `tmp_path`."""
    opened: list[Any] = []

    def build(name: str | type, *, opening: bool = True, **given: Any) -> Any:
        settings = Settings()
        settings.setmodule("pilsetas_crawl.settings")
        values = {"PILSETAS_STORE": str(tmp_path / "store"), "PILSETAS_STATE": "", "LOG_ENABLED": False}
        settings.setdict({**values, **given.pop("settings", {})}, "cmdline")
        spider_class = get_spider_loader(settings).load(name) if isinstance(name, str) else name
        crawler = Crawler(spider_class, settings, init_reactor=not is_reactor_installed())
        crawler._apply_settings()
        crawler.spider = crawler._create_spider(**given)
        if opening:
            crawler.spider.session.open()
            opened.append(crawler.spider.session)
        return crawler.spider

    yield build
    for session in opened:
        if session.state is not None:
            session.state.close()


@pytest.fixture(scope="session", autouse=True)
def _reactor_is_left_closed() -> Iterator[None]:
    """A crawler that is built and never run leaves its event loop open, which Python warns of at its end."""
    yield
    if is_reactor_installed():
        from twisted.internet import reactor

        loop = getattr(reactor, "_asyncioEventloop", None)
        if loop is not None:
            loop.close()
