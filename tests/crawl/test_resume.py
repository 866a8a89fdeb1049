"""A run that is killed, stopped, or not alone: nothing is lost, nothing is stored twice."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pilsetas_crawl.store import Store
from tests.crawl.crawling import (
    LIMIT,
    LOCKED,
    OK,
    PARTIAL,
    PROJECT,
    WHOLE,
    Result,
    arguments,
    crawl,
    environment,
    expected_paths,
    no_traceback,
    rows,
    stored_paths,
)

if TYPE_CHECKING:
    from pilsetas_crawl.demo import DemoServer

NAME = "cesis"
ROUNDS = 6
# Requests before a kill, at the most: enough for two parts, too few for the whole archive.
MOST_REQUESTS = 30
SMALL_PARTS = ("-s", "PILSETAS_PART_ROWS=10", "-s", "DOWNLOAD_DELAY=0.01")


def begin(server: DemoServer, store: Path, *more: str) -> subprocess.Popen[str]:
    """Start a crawl and leave it running."""
    return subprocess.Popen(
        [*arguments(NAME, server.url(NAME), *WHOLE), *SMALL_PARTS, *more],
        env=environment(store),
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def wait_for_requests(server: DemoServer, count: int, process: subprocess.Popen[str]) -> None:
    """Wait until the site has been asked so many times, or the crawl has ended."""
    end = time.monotonic() + LIMIT
    while len(server.control.log(NAME)) < count and process.poll() is None:
        assert time.monotonic() < end, "the crawl hangs"
        time.sleep(0.02)


def stop(process: subprocess.Popen[str], how: signal.Signals, store: Path) -> Result:
    """Send a signal and take what is left."""
    process.send_signal(how)
    _, log = process.communicate(timeout=LIMIT)
    return Result(process.returncode, log, store, NAME)


def assert_whole(server: DemoServer, store: Path) -> None:
    """The archive is exactly the site: every article once, and the state knows what the manifest lists."""
    right = expected_paths(server, NAME)
    assert stored_paths(store, NAME) == right
    times = Counter(row["article_id"] for row in rows(store, NAME))
    assert len(times) == len(right)
    assert set(times.values()) == {1}
    opened = Store.open(str(store), create=False)
    assert opened.damaged() == []
    listed = {part.path for part in opened.parts()}
    on_disk = {str(path.relative_to(store)) for path in store.rglob("*.parquet")}
    assert on_disk == listed
    server.control.clear_log()
    quiet = crawl(NAME, server, store)
    assert quiet.changes == (0, 0, 0), quiet.why
    assert not {entry["target"] for entry in server.control.log(NAME)} & set(right)


def test_killed_at_random_moments_and_taken_up_again(demo: DemoServer, tmp_path: Path) -> None:
    chance = random.Random(20261120)
    stored, kills = [0], 0
    for _ in range(ROUNDS):
        demo.control.clear_log()
        process = begin(demo, tmp_path)
        wait_for_requests(demo, chance.randint(3, MOST_REQUESTS), process)
        time.sleep(chance.random() / 20)
        process.kill()
        process.communicate(timeout=LIMIT)
        # Late rounds have little left to read and may come to the end by themselves.
        assert process.returncode in (-signal.SIGKILL, OK)
        kills += process.returncode == -signal.SIGKILL
        stored.append(len(rows(tmp_path, NAME)) if (tmp_path / "manifests").exists() else 0)
    # What was stored stays, and the kills hit runs that had stored something.
    assert stored == sorted(stored)
    assert stored[-1] > 0
    assert kills >= ROUNDS / 2
    result = crawl(NAME, demo, tmp_path, *WHOLE, *SMALL_PARTS)
    assert result.code == OK, result.why
    assert no_traceback(result), result.why
    assert_whole(demo, tmp_path)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_asked_to_stop_stores_what_it_has(
    how: signal.Signals, demo: DemoServer, tmp_path: Path
) -> None:
    process = begin(demo, tmp_path, "-s", "PILSETAS_PART_ROWS=1000")
    wait_for_requests(demo, 25, process)
    result = stop(process, how, tmp_path)
    read = [entry for entry in demo.control.log(NAME) if entry["target"] in expected_paths(demo, NAME)]
    assert result.code == PARTIAL, result.why
    assert no_traceback(result), result.why
    assert result.run["verdict"] == "partial"
    assert 0 < result.run["new"] <= len(read)
    assert len(rows(tmp_path, NAME)) == result.run["new"]
    assert result.run["new"] >= len(read) - 2
    again = crawl(NAME, demo, tmp_path, *WHOLE)
    assert again.code == OK, again.why
    assert_whole(demo, tmp_path)


def test_a_second_process_on_the_same_source_leaves_the_first_in_peace(
    demo: DemoServer, tmp_path: Path
) -> None:
    process = begin(demo, tmp_path, "-s", "DOWNLOAD_DELAY=0.05", "-s", "DOWNLOAD_DELAY_JITTER=0")
    wait_for_requests(demo, 5, process)
    second = crawl(NAME, demo, tmp_path, *WHOLE)
    assert process.poll() is None, "the first run was over before the second had its say"
    assert second.code == LOCKED, second.why
    assert len(second.errors) == 1, second.why
    assert str(process.pid) in second.errors[0] or NAME in second.errors[0]
    assert no_traceback(second), second.why
    _, log = process.communicate(timeout=LIMIT)
    assert process.returncode == OK, log[-3000:]
    assert_whole(demo, tmp_path)
