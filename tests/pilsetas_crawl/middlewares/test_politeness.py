"""Rule: each host is left alone for the delay or its Crawl-delay, and a group of hosts for the delay."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.robotstxt import ProtegoRobotParser

from pilsetas_crawl import settings as project
from pilsetas_crawl.middlewares.politeness import Politeness, Throttle, host

TVP = Request("https://www.ludzasnovads.lv/lv/jaunumi")
OTHER = Request("https://www.lsm.lv/")
WORDPRESS = Request("https://kuldigasnovads.lv/feed/")


@pytest.fixture
def throttle(spider_of):
    def build(name="ludza", **settings):
        return Throttle.of(spider_of(name, opening=False, settings=settings).crawler)

    return build


def test_a_host_is_with_its_port():
    assert host(Request("http://127.0.0.1:8099/lv")) == "127.0.0.1:8099"
    assert host(TVP) == "www.ludzasnovads.lv"


def test_a_crawl_has_one_throttle(spider_of):
    crawler = spider_of("ludza", opening=False).crawler
    assert Throttle.of(crawler) is Throttle.of(crawler)
    assert Throttle.of(crawler) is not Throttle.of(spider_of("tukums", opening=False).crawler)


def test_the_pause_lies_around_the_delay_and_differs(throttle):
    pauses = [throttle().gaps(OTHER)["www.lsm.lv"] for _ in range(200)]
    assert 1.0 <= min(pauses) < 1.2
    assert 1.8 < max(pauses) <= 2.0


def test_no_delay_no_pause(throttle):
    assert throttle(DOWNLOAD_DELAY=0).gaps(TVP) == {"www.ludzasnovads.lv": 0, "tvp": 0}


def test_a_site_of_the_state_platform_takes_the_moment_of_its_group_too(throttle):
    gaps = throttle(DOWNLOAD_DELAY_JITTER=0).gaps(TVP)
    assert gaps == {"www.ludzasnovads.lv": 1.5, "tvp": 1.5}


def test_other_hosts_and_other_platforms_have_no_group(throttle):
    assert set(throttle().gaps(OTHER)) == {"www.lsm.lv"}
    assert set(throttle("kuldiga").gaps(WORDPRESS)) == {"kuldigasnovads.lv"}


def told(throttle, text, request=TVP):
    """Let the throttle hear of a robots.txt."""
    throttle.robots_parsed(ProtegoRobotParser(text.encode(), None), request)


def test_a_crawl_delay_counts_for_its_host_alone(throttle):
    found = throttle(DOWNLOAD_DELAY_JITTER=0)
    told(found, "User-agent: *\nCrawl-delay: 10\n")
    assert found.gaps(TVP) == {"www.ludzasnovads.lv": 10, "tvp": 1.5}
    assert found.gaps(OTHER) == {"www.lsm.lv": 1.5}


def test_a_crawl_delay_counts_from_the_rules_on(throttle):
    """The request for robots.txt itself was one."""
    found = throttle(DOWNLOAD_DELAY=0)
    told(found, "User-agent: *\nCrawl-delay: 10\n")
    assert 9 < found.clock.take(found.gaps(TVP)) <= 10


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("User-agent: *\nDisallow:\n", 0),
        ("User-agent: *\nCrawl-delay: 0.5\n", 1.5),
        ("User-agent: someone\nCrawl-delay: 10\n", 1.5),
        ("User-agent: pilsetas_crawl\nCrawl-delay: 4\n\nUser-agent: *\nCrawl-delay: 10\n", 4),
    ],
)
def test_a_crawl_delay_is_the_one_for_us_and_never_shortens(text, wait, throttle):
    found = throttle(DOWNLOAD_DELAY_JITTER=0)
    told(found, text)
    assert found.gaps(TVP)["www.ludzasnovads.lv"] == max(wait, 1.5)


def test_a_crawl_delay_beyond_reason_is_bounded_and_told(throttle, caplog):
    found = throttle(PILSETAS_CRAWL_DELAY_MAX=20)
    told(found, "User-agent: *\nCrawl-delay: 3600\n")
    assert found.gaps(TVP)["www.ludzasnovads.lv"] == 20
    (line,) = [record.getMessage() for record in caplog.records]
    assert "www.ludzasnovads.lv" in line
    assert "3600 s" in line


def test_where_nobody_has_crawled_nothing_is_written(throttle, tmp_path):
    """`scrapy shell` makes no store."""
    found = throttle()
    assert found.clock.take(found.gaps(TVP)) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("named", [False, True])
def test_the_pauses_are_kept_beside_the_state_or_where_the_setting_says(named, spider_of, tmp_path):
    folder = tmp_path / "named" if named else tmp_path / "store" / "state" / "throttle"
    spider = spider_of("ludza", settings={"PILSETAS_THROTTLE_DIR": str(folder) if named else ""})
    found = Throttle.of(spider.crawler)
    found.clock.take(found.gaps(TVP))
    assert sorted(path.name for path in folder.iterdir()) == ["tvp.throttle", "www.ludzasnovads.lv.throttle"]


def test_nothing_stands_between_the_moment_taken_and_the_sending():
    """Whatever comes after it could delay or swallow a request whose moment is taken."""
    name = f"{Politeness.__module__}.{Politeness.__qualname__}"
    places = {**project.DOWNLOADER_MIDDLEWARES_BASE, **project.DOWNLOADER_MIDDLEWARES}
    assert max(places, key=places.__getitem__) == name
