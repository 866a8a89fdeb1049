"""What the keepers of several sites see together: pauses hold across spiders, processes and restarts."""

from __future__ import annotations

import subprocess
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from pilsetas_crawl.throttle import SharedClock
from tests.crawl.crawling import LIMIT, OK, PROJECT, arguments, crawl, environment
from tests.crawl.relay import Relay

if TYPE_CHECKING:
    from pathlib import Path

    from pilsetas_crawl.demo import DemoServer

PAUSE = 0.3  # seconds; the processes take turns, so each waits for twice that
# The pause is kept where requests are sent; a busy machine brings one to the site this much later (seconds).
LATE = 0.2
PAUSES = ("-s", f"DOWNLOAD_DELAY={PAUSE}", "-s", "DOWNLOAD_DELAY_JITTER=0")
LATELY = ("-a", "start=2026-11-14")
RETRY_AFTER = 2
# Two sites of the state platform, and one host that two spiders of no group read.
GROUP, SHARED = ("ludza", "tukums"), "sigulda"
CRAWLS = [("ludza", "ludza"), ("tukums", "tukums"), ("sigulda", SHARED), ("kuldiga", SHARED)]


@pytest.fixture(scope="module")
def together(ground, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Four crawls at the same time into one store, and the requests of the sites in their order."""
    server, store = ground.pristine(), tmp_path_factory.mktemp("together")
    server.control.fault("ludza", "too_many", "/lv/rss/articles*", times=1, seconds=RETRY_AFTER)
    started = [
        subprocess.Popen(
            arguments(name, server.url(site), *LATELY, *PAUSES),
            env=environment(store),
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name, site in CRAWLS
    ]
    for process in started:
        process.wait(LIMIT)
    assert [process.returncode for process in started[:3]] == [OK] * 3
    return sorted(server.control.log(), key=lambda entry: entry["clock"])


def gaps(entries: list[dict[str, Any]]) -> list[float]:
    """Seconds between one request and the next."""
    return [later["clock"] - earlier["clock"] for earlier, later in pairwise(entries)]


def keeps_the_pause(entries: list[dict[str, Any]]) -> bool:
    """Whether any two requests lie as far apart as the pauses between them, one arriving late or not.

    Two processes with a pause of their own each would need half the time.
    """
    clocks = [entry["clock"] for entry in entries]
    return all(
        later - earlier >= PAUSE * apart - LATE
        for place, earlier in enumerate(clocks)
        for apart, later in enumerate(clocks[place:])
    )


def test_sites_of_one_group_are_asked_in_turn_with_the_pause_between(together: list[dict[str, Any]]) -> None:
    seen = [entry for entry in together if entry["site"] in GROUP]
    assert len(seen) > 15
    assert keeps_the_pause(seen)
    # They were crawled at the same time, not one after the other.
    changes = sum(earlier["site"] != later["site"] for earlier, later in pairwise(seen))
    assert changes >= 5


def test_two_spiders_on_one_host_keep_its_pause_together(together: list[dict[str, Any]]) -> None:
    seen = [entry for entry in together if entry["site"] == SHARED]
    assert len(seen) > 10
    assert keeps_the_pause(seen)
    # Each asked for the rules itself, and not first of all one and then the other.
    rules = [place for place, entry in enumerate(seen) if entry["target"] == "/robots.txt"]
    assert len(rules) == 2
    assert rules[1] < len(seen) / 2


def test_other_hosts_are_not_held_up(together: list[dict[str, Any]]) -> None:
    """The pauses are those of each key: requests to different ones come closer than a pause."""
    both = [
        gap
        for gap, earlier, later in zip(gaps(together), together, together[1:], strict=False)
        if (earlier["site"] in GROUP) != (later["site"] in GROUP)
    ]
    assert len(both) > 5
    assert min(both) < PAUSE / 2


def test_who_is_told_to_wait_holds_the_whole_group(together: list[dict[str, Any]]) -> None:
    seen = [entry for entry in together if entry["site"] in GROUP]
    (place,) = [place for place, entry in enumerate(seen) if entry["status"] == 429]
    assert seen[place]["site"] == "ludza"
    assert seen[place + 1]["clock"] - seen[place]["clock"] >= RETRY_AFTER
    assert "tukums" in {entry["site"] for entry in seen[place + 1 :]}
    meanwhile = [
        entry
        for entry in together
        if 0 < entry["clock"] - seen[place]["clock"] < RETRY_AFTER and entry["site"] == SHARED
    ]
    assert meanwhile


def test_a_restarted_crawl_keeps_the_pause_of_the_one_before(demo: DemoServer, tmp_path: Path) -> None:
    """The process before took its moment just before this one starts."""
    clock = SharedClock(tmp_path / "state" / "throttle")
    site = demo.url("kuldiga").removeprefix("http://")
    taken = time.monotonic()
    assert clock.take({site: 5}) == 0
    result = crawl("kuldiga", demo, tmp_path, *LATELY)
    assert result.code == OK, result.why
    first = demo.control.log("kuldiga")[0]
    assert first["target"] == "/robots.txt"
    # The server and the test read the same clock of the machine.
    assert first["clock"] - taken >= 5


def test_a_crawl_delay_is_kept(demo: DemoServer, tmp_path: Path) -> None:
    """It is longer than our own pause; the first page after the rules keeps it too."""
    rules = f"User-agent: *\nCrawl-delay: {PAUSE}\n"
    with Relay(demo.url("jurmala"), robots=rules) as relay:
        result = crawl("jurmala", relay.url, tmp_path, *LATELY)
        seen = [{"clock": came} for came in sorted(entry.came for entry in relay.seen)]
    assert result.code == OK, result.why
    assert len(seen) > 5
    assert keeps_the_pause(seen)
