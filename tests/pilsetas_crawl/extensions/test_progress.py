"""Rule: progress is shown in a terminal only; a log file or a pipe gets none of it."""

from __future__ import annotations

import io
import logging
import sys

import pytest
from scrapy.exceptions import NotConfigured

from pilsetas_crawl.extensions.progress import LiveProgress, _writes_to_terminal
from pilsetas_crawl.run.outcomes import Bucket


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Puts a terminal in the place of stderr; called in the test, for pytest sets its own before that."""

    def put():
        monkeypatch.setattr(sys, "stderr", Terminal())
        return sys.stderr

    return put


def test_without_a_terminal_it_switches_itself_off(spider_of, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    spider = spider_of("ludza", opening=False, settings={"LOG_ENABLED": True})
    with pytest.raises(NotConfigured):
        LiveProgress.from_crawler(spider.crawler)
    assert not spider.crawler.get_extension(LiveProgress)


def test_without_a_log_it_switches_itself_off(spider_of, terminal):
    terminal()
    with pytest.raises(NotConfigured):
        LiveProgress.from_crawler(spider_of("ludza", opening=False).crawler)


def test_in_a_terminal_it_tells_what_is_listed_and_what_became_of_it(spider_of, terminal):
    screen = terminal()
    spider = spider_of("ludza", settings={"LOG_ENABLED": True})
    shown = spider.crawler.get_extension(LiveProgress)
    handlers = list(logging.root.handlers)

    async def run():
        shown.opened(spider)
        for number in range(3):
            spider.session.account.enter(str(number))
        spider.session.account.settle("0", Bucket.KNOWN)
        shown.show()
        told = LiveProgress.display.progress.tasks[0]
        assert told.description == "ludza"
        assert told.fields["told"].startswith("3 listed, ")
        assert told.fields["told"].endswith("0 requests · 1 known")
        shown.closed(spider)

    import asyncio

    from scrapy.utils.reactor import is_reactor_installed

    if is_reactor_installed():
        from twisted.internet import reactor

        loop = reactor._asyncioEventloop
        loop.run_until_complete(run())
    else:
        asyncio.run(run())
    assert LiveProgress.display is None
    assert "ludza" in screen.getvalue()
    # The screen and the log are as they were.
    assert logging.root.handlers == handlers


def test_the_log_of_a_file_is_no_terminal(terminal, tmp_path):
    assert _writes_to_terminal(logging.StreamHandler(terminal()))
    handler = logging.FileHandler(tmp_path / "log")
    assert not _writes_to_terminal(handler)
    handler.close()
    assert not _writes_to_terminal(logging.NullHandler())
