"""Rule: an archive of any length is read in flat memory, and a stopped run is taken up where it stood."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from pilsetas_crawl.demo import DemoServer
from tests.crawl.crawling import (
    LIMIT,
    OK,
    PARTIAL,
    PROJECT,
    Result,
    arguments,
    crawl,
    environment,
    no_traceback,
    rows,
)
from tests.crawl.test_bad_input import crawl_measured

WORDPRESS, TVP = "kuldiga", "ludza"
ARCHIVE = {WORDPRESS: 2000, TVP: 200}
# Articles are spread evenly from 2 January 2020 to 20 November 2026.
WHOLE = ("-a", "start=2020-01-01")
HALF = ("-a", "start=2023-06-12")
PER_PAGE = {WORDPRESS: 100, TVP: 10}
SMALL_PARTS = {WORDPRESS: ("-s", "PILSETAS_PART_ROWS=100"), TVP: ("-s", "PILSETAS_PART_ROWS=20")}
LISTS = {WORDPRESS: "/wp-json/wp/v2/posts", TVP: "/lv/jaunumi"}
ARTICLE = "/lv/jaunums/"


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    """Demo sites that hold archives."""
    with DemoServer(sites=(WORDPRESS, TVP), archive=ARCHIVE) as running:
        yield running


@pytest.fixture
def archives(server: DemoServer) -> DemoServer:
    """The archives without faults and with an empty log."""
    server.control.clear_faults()
    server.control.clear_log()
    return server


def numbers(store: Path, name: str) -> list[int]:
    """Numbers of the stored articles, sorted, repeated where stored twice."""
    if not (store / "manifests" / f"{name}.json").exists():
        return []
    return sorted(int(row["url"].rstrip("/").rpartition("-")[2]) for row in rows(store, name))


def asked(server: DemoServer, name: str, start: str) -> list[str]:
    """Targets beginning so that the site was asked for."""
    return [entry["target"] for entry in server.control.log(name) if entry["target"].startswith(start)]


def stop_in_the_middle(
    server: DemoServer, name: str, store: Path, how: signal.Signals, after: int
) -> tuple[int, str]:
    """Crawl the archive until the site was asked so often, then send a signal: exit code and log."""
    process = subprocess.Popen(
        arguments(name, server.url(name), *WHOLE, *SMALL_PARTS[name], "-s", "DOWNLOAD_DELAY=0.01"),
        env=environment(store),
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + LIMIT
    while len(server.control.log(name)) < after and process.poll() is None:
        assert time.monotonic() < end, "the crawl hangs"
        time.sleep(0.02)
    process.send_signal(how)
    _, log = process.communicate(timeout=LIMIT)
    return process.returncode, log


# Requests after which a run is stopped: two thirds of the archive lie before the third run begins, or less.
STOPS = {WORDPRESS: (9, 7), TVP: (90, 60)}


@pytest.mark.parametrize("name", [WORDPRESS, TVP])
def test_a_stopped_backfill_is_taken_up_where_it_stood(
    archives: DemoServer, tmp_path: Path, name: str
) -> None:
    known: list[int] = []
    for how, after in zip((signal.SIGKILL, signal.SIGINT), STOPS[name], strict=True):
        archives.control.clear_log()
        code, log = stop_in_the_middle(archives, name, tmp_path, how, after)
        assert code == (-signal.SIGKILL if how == signal.SIGKILL else PARTIAL), log[-3000:]
        stored = numbers(tmp_path, name)
        # Something came in, the earlier stays, nothing twice; not everything: it was in the middle.
        assert len(known) < len(stored) < ARCHIVE[name]
        assert set(known) < set(stored)
        assert len(stored) == len(set(stored))
        assert not {int(path.rpartition("-")[2]) for path in asked(archives, name, ARTICLE)} & set(known)
        known = stored
    archives.control.clear_log()
    result = crawl(name, archives, tmp_path, *WHOLE, *SMALL_PARTS[name])
    assert result.code == OK, result.why
    assert no_traceback(result), result.why
    assert numbers(tmp_path, name) == list(range(1, ARCHIVE[name] + 1))
    missing = ARCHIVE[name] - len(known)
    assert result.run["new"] == missing
    pages = asked(archives, name, ARTICLE)
    assert len(pages) == (missing if name == TVP else 0)
    # The lists of what is stored are not turned again, but for the newest pages and the place of the stop.
    turned = len(asked(archives, name, LISTS[name]))
    assert missing / PER_PAGE[name] <= turned <= missing / PER_PAGE[name] + 7
    assert missing / PER_PAGE[name] + 7 < ARCHIVE[name] / PER_PAGE[name]


# What the further half may add (MB). Kept in memory, its articles alone would take 6 MB on the WordPress
# site, and its pages 28 MB on the other.
SLACK_MB = {WORDPRESS: 4, TVP: 10}


@pytest.mark.parametrize("name", [WORDPRESS, TVP])
def test_twice_the_archive_takes_no_more_memory(archives: DemoServer, tmp_path: Path, name: str) -> None:
    def measured(attempt: str, since: tuple[str, ...]) -> tuple[Result, float]:
        return crawl_measured(name, archives, tmp_path / attempt / since[1], *since, *SMALL_PARTS[name])

    grown = []
    for attempt in ("first", "second"):
        with ThreadPoolExecutor(2) as pool:
            (half, low), (whole, high) = pool.map(partial(measured, attempt), (HALF, WHOLE))
        assert (half.code, whole.code) == (OK, OK), half.why + whole.why
        assert whole.run["new"] == ARCHIVE[name]
        assert 0.45 < half.run["new"] / ARCHIVE[name] < 0.55
        grown.append(high - low)
        if grown[-1] < SLACK_MB[name]:
            return
    # What a busy machine lets wait adds to one peak by chance, what is kept to every one.
    raise AssertionError(f"the further half took {grown} MB")


def test_a_list_page_that_stays_empty_is_no_end(archives: DemoServer, tmp_path: Path) -> None:
    """Once empty it is asked for again; for good, the run goes on behind it and says what it lacks.

    A pager longer than the limit is no loop while it leads further back.
    """
    newest = ARCHIVE[TVP]
    archives.control.fault(TVP, "empty_list", f"{LISTS[TVP]}?page=4", times=1)
    archives.control.fault(TVP, "empty_list", f"{LISTS[TVP]}?page=7")
    result = crawl(TVP, archives, tmp_path, "-a", "start=2022-01-01", "-s", "PILSETAS_MAX_PAGES=3")
    assert result.code == PARTIAL, result.why
    assert "page=7 answered without a new article although there are further pages" in result.log
    stored = numbers(tmp_path, TVP)
    lost = set(range(newest - 79, newest - 69))
    assert len(stored) > 110
    assert set(stored) == set(range(stored[0], newest + 1)) - lost
    archives.control.clear_faults()
    archives.control.clear_log()
    result = crawl(TVP, archives, tmp_path, "-a", "start=2022-01-01")
    assert result.code == OK, result.why
    assert set(numbers(tmp_path, TVP)) == set(range(stored[0], newest + 1))
    assert {int(path.rpartition("-")[2]) for path in asked(archives, TVP, ARTICLE)} == lost


FULL = {WORDPRESS: 100_000, TVP: 20_000}
MOST_MB = 250


@pytest.mark.skipif(
    "PILSETAS_SCALE" not in os.environ, reason="half an hour each: run it with PILSETAS_SCALE=1"
)
@pytest.mark.parametrize("name", [WORDPRESS, TVP])
def test_an_archive_of_full_size(tmp_path: Path, name: str) -> None:
    with DemoServer(sites=(name,), archive={name: FULL[name]}) as server:
        result, peak = crawl_measured(name, server, tmp_path, *WHOLE)
    assert result.code == OK, result.why
    assert numbers(tmp_path, name) == list(range(1, FULL[name] + 1))
    assert peak < MOST_MB
