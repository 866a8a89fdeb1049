"""Rule: a host that does not answer is left alone for longer each time, and only that host."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.settings import Settings

from pilsetas_crawl.middlewares.back_off import BackOff

URL = "https://www.ludzasnovads.lv/lv/jaunumi"


@pytest.fixture
def middleware(spider_of):
    spider = spider_of("ludza", opening=False, settings={"DOWNLOAD_DELAY": 1.5})
    return BackOff.from_crawler(spider.crawler)


@pytest.mark.parametrize("error", [DownloadTimeoutError(), DownloadFailedError("connection lost")])
@pytest.mark.parametrize(("tried", "wait"), [(0, 3), (1, 6), (2, 12), (3, 24)])
def test_silence_doubles_the_pause_of_the_host_alone(middleware, error, tried, wait):
    request = Request(URL, meta={"retry_times": tried} if tried else {})
    assert middleware.process_exception(request, error) is None
    clock = middleware.throttle.clock
    assert wait - 1 < clock.left("www.ludzasnovads.lv") <= wait
    assert clock.left("tvp") == clock.left("www.tukums.lv") == 0


@pytest.mark.parametrize("error", [CannotResolveHostError(), IgnoreRequest(), ResponseDataLossError()])
def test_other_failures_say_nothing_of_the_pace(middleware, error):
    middleware.process_exception(Request(URL), error)
    assert middleware.throttle.clock.left("www.ludzasnovads.lv") == 0


def test_it_comes_before_the_retry_and_its_longest_wait_is_sat_out(middleware):
    settings = Settings()
    settings.setmodule("pilsetas_crawl.settings")
    place = {name.rpartition(".")[2]: order for name, order in settings["DOWNLOADER_MIDDLEWARES"].items()}
    base = {name.rpartition(".")[2]: order for name, order in settings["DOWNLOADER_MIDDLEWARES_BASE"].items()}
    # Errors pass from the greatest number to the least.
    assert place["BackOff"] > base["RetryMiddleware"]
    last = settings.getfloat("DOWNLOAD_DELAY") * 2 ** (settings.getint("RETRY_TIMES") + 1)
    assert last < middleware.throttle.patience
