"""`scrapy crawlall` on the demo sites: everything is crawled, told, and taken up again after any end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pilsetas_crawl.store import Store
from pilsetas_crawl.store.locks import FileLock
from tests.crawl.crawling import LIMIT, PROJECT, environment, rows, runs, stored_paths

if TYPE_CHECKING:
    from pathlib import Path

    from pilsetas_crawl.demo import DemoServer

NAMES = ("ludza", "cesis", "sigulda", "madona")
SINCE = "2026-11-01"
LATELY = ("-a", f"start={SINCE}")
WELL, FAILED, CUT, LOCKED = 0, 1, 4, 75


@dataclass
class Done:
    """A cycle that has ended."""

    code: int
    table: str
    log: str

    def row(self, name: str) -> list[str]:
        """The cells of a source's row, of the table's words."""
        (cells,) = [line.split() for line in self.table.splitlines() if line.split()[:1] == [name]]
        return cells

    @property
    def begun(self) -> list[str]:
        """Sources in the order they began."""
        return [line.split()[2] for line in self.log.splitlines() if line.endswith(" begins")]


def begin(
    server: DemoServer, store: Path, *more: str, names: tuple[str, ...] = NAMES
) -> subprocess.Popen[str]:
    """Start a cycle over some demo sites."""
    sites = store.with_suffix(".json")
    sites.write_text(json.dumps({name: server.url(name) for name in names}))
    words = ["--sites", str(sites), "-s", "DOWNLOAD_DELAY=0", "-s", "PILSETAS_QUIET_RUNS=0", *more]
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawlall", *words],
        env=environment(store),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> Done:
    """Wait for the end of a cycle."""
    table, log = process.communicate(timeout=LIMIT)
    return Done(process.returncode, table, log)


def lately(server: DemoServer, name: str) -> list[str]:
    """Addresses a perfect crawl of the window stores, sorted."""
    found = server.control.expected(name)["articles"]
    return sorted(article["path"] for article in found if article["published_date"] >= SINCE)


def wait_for_requests(server: DemoServer, count: int) -> None:
    """Wait until the sites have been asked so many times."""
    limit = time.monotonic() + LIMIT
    while len(server.control.log()) < count:
        assert time.monotonic() < limit, "nobody asks"
        time.sleep(0.05)


# --- one cycle with a fault ----------------------------------------------------------------------------


REFUSED, READ = ("jurmala", "ludza", "tukums"), ("madona", "sigulda")


@pytest.fixture(scope="module")
def cycle(ground, tmp_path_factory: pytest.TempPathFactory) -> tuple[DemoServer, Path, Done]:
    """A cycle in which all sites of the state platform refuse everything."""
    server, store = ground.pristine(), tmp_path_factory.mktemp("cycle") / "store"
    for name in REFUSED:
        server.control.fault(name, "refused", "*")
    started = begin(server, store, *LATELY, "-s", "RETRY_TIMES=0", names=(*REFUSED, *READ))
    return server, store, end(started)


def test_what_was_stored_is_linked_at_the_end(cycle: tuple[DemoServer, Path, Done]) -> None:
    _, store, done = cycle
    archive = Store.open(str(store), create=False)
    linked = archive.read("links", ["article_id"]).column(0).to_pylist()
    assert sorted(linked) == sorted(archive.read("articles", ["article_id"]).column(0).to_pylist())
    assert f"stories: {len(linked)} articles looked at" in done.table


def test_refused_sites_are_a_failure_and_the_others_are_read(cycle: tuple[DemoServer, Path, Done]) -> None:
    server, store, done = cycle
    assert done.code == FAILED, done.log
    for name in READ:
        assert len(lately(server, name)) > 3
        assert stored_paths(store, name) == lately(server, name)
    assert [rows(store, name) for name in REFUSED] == [[], [], []]


def test_the_table_tells_what_the_accounts_tell(cycle: tuple[DemoServer, Path, Done]) -> None:
    """Counts are those stored in `runs`; the refused sources stand last, each with its cause."""
    server, store, done = cycle
    for name in READ:
        account = runs(store, name)[-1]
        counts = [str(account[key]) for key in ("new", "edited", "known", "rejected", "failed", "requests")]
        assert done.row(name)[:8] == [name, "ok", *counts]
        assert account["new"] == len(lately(server, name))
    table = [line.strip() for line in done.table.splitlines() if line.strip().startswith((*REFUSED, *READ))]
    assert [line.split()[0] for line in table] == [*READ, *REFUSED]
    for name, line in zip(REFUSED, table[2:], strict=True):
        assert line.split()[1] == "blocked"
        assert line.endswith(runs(store, name)[-1]["cause"])
    assert "5 sources, 2 ok or quiet" in done.table


def test_a_platform_that_falls_together_is_told(cycle: tuple[DemoServer, Path, Done]) -> None:
    _, _, done = cycle
    (line,) = [line for line in done.table.splitlines() if "platform" in line]
    assert "tvp: 3 of 3 sources are blocked: jurmala, ludza, tukums" in line


def test_what_a_process_said_is_kept_and_named(cycle: tuple[DemoServer, Path, Done]) -> None:
    _, store, done = cycle
    log = store / "state" / "logs" / "ludza.log"
    assert f"what ludza said: {log}" in done.table
    assert "ludza blocked" in log.read_text(encoding="utf-8")


def test_a_log_gets_a_line_for_each_begin_and_end(cycle: tuple[DemoServer, Path, Done]) -> None:
    _, _, done = cycle
    assert sorted(done.begun) == sorted((*REFUSED, *READ))
    ends = [line for line in done.log.splitlines() if "/5] " in line]
    assert sorted(line.split()[3] for line in ends) == sorted((*REFUSED, *READ))
    assert "Traceback" not in done.log


def test_nothing_is_owed_after_a_whole_cycle(cycle: tuple[DemoServer, Path, Done]) -> None:
    _, store, _ = cycle
    told = json.loads((store / "state" / "crawlall.json").read_text(encoding="utf-8"))
    assert told["owed"] == []
    assert sorted(told["seconds"]) == sorted((*REFUSED, *READ))
    assert min(told["seconds"].values()) > 0


# --- ends before the end -------------------------------------------------------------------------------


def test_killed_stopped_and_taken_up_again(demo: DemoServer, tmp_path: Path) -> None:
    """Two at a time: when the cycle is killed two are under way, the others had no turn."""
    store = tmp_path / "store"
    slow = (*LATELY, "--jobs", "2", "-s", "DOWNLOAD_DELAY=1")
    killed = begin(demo, store, *slow)
    wait_for_requests(demo, 5)
    killed.send_signal(signal.SIGKILL)
    first = end(killed).begun
    assert len(first) == 2
    owed = json.loads((store / "state" / "crawlall.json").read_text(encoding="utf-8"))["owed"]
    assert sorted(owed) == sorted(NAMES)
    # Begun at once, while the orphans may still be closing their accounts.
    stopping = begin(demo, store, *slow)
    asked = len(demo.control.log())
    wait_for_requests(demo, asked + 5)
    stopping.send_signal(signal.SIGTERM)
    stopped = end(stopping)
    assert stopped.code == CUT, stopped.log
    # Those that had no turn came first; the orphans' accounts are closed too.
    assert set(stopped.begun) == set(NAMES) - set(first)
    for name in NAMES:
        assert [run["finish_reason"] for run in runs(store, name)] == ["shutdown"], name
    for name in first:
        assert stopped.row(name)[1:3] == ["not", "run"]

    whole = end(begin(demo, store, *LATELY, "--jobs", "2"))
    assert whole.code == WELL, whole.log
    assert set(whole.begun[:2]) == set(first)
    for name in NAMES:
        assert stored_paths(store, name) == lately(demo, name)
        times = Counter(row["article_id"] for row in rows(store, name))
        assert set(times.values()) == {1}


def test_at_the_deadline_what_runs_ends_and_the_rest_does_not_begin(demo: DemoServer, tmp_path: Path) -> None:
    """It comes while the first process is starting, which takes longer than a second."""
    store = tmp_path / "store"
    done = end(begin(demo, store, "ludza", "cesis", "--jobs", "1", "--deadline", "1s"))
    assert done.code == CUT, done.log
    assert done.begun == ["ludza"]
    assert done.row("cesis")[1:3] == ["not", "run"]
    assert "the deadline came first" in done.log
    told = json.loads((store / "state" / "crawlall.json").read_text(encoding="utf-8"))
    assert told["owed"] == ["cesis", "ludza"]


def test_a_run_that_hangs_is_killed_and_its_source_is_free(demo: DemoServer, tmp_path: Path) -> None:
    """It waits for an article page and cannot end honestly within the grace."""
    store = tmp_path / "store"
    demo.control.fault("ludza", "slow", "/lv/jaunums/*", seconds=100)
    process = begin(demo, store, "ludza", *LATELY, "-s", "PILSETAS_STOP_GRACE=1")
    log = store / "state" / "logs" / "ludza.log"
    limit = time.monotonic() + LIMIT
    while not [entry for entry in demo.control.log("ludza") if entry["fault"]]:
        assert time.monotonic() < limit, log.read_text(encoding="utf-8")
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    done = end(process)
    assert time.monotonic() - asked < 60
    assert done.code == CUT, done.log
    assert "killed" in done.row("ludza")
    with FileLock(store / "state" / "ludza.lock"):
        pass


def test_a_source_that_another_process_crawls_is_left_to_it(demo: DemoServer, tmp_path: Path) -> None:
    """One line, a code of its own, nothing asked, nothing written."""
    store = tmp_path / "store"
    (store / "state").mkdir(parents=True)
    with FileLock(store / "state" / "ludza.lock"):
        crawl = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "ludza", "-a", f"site={demo.url('ludza')}"],
            env=environment(store),
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
    assert crawl.returncode == LOCKED, crawl.stderr
    lines = [line for line in crawl.stderr.splitlines() if "error: " in line]
    assert len(lines) == 1
    assert "'ludza'" in lines[0]
    assert demo.control.log() == []


def test_a_second_cycle_on_the_same_store_is_refused(demo: DemoServer, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "state").mkdir(parents=True)
    with FileLock(store / "state" / "crawlall.lock"):
        done = end(begin(demo, store))
    assert (done.code, done.table) == (LOCKED, ""), done.log
    (line,) = done.log.splitlines()
    assert line.startswith("error: another crawlall is at work on this store")
    assert demo.control.log() == []


# --- where its words go --------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["option", "setting"])
def test_a_log_file_takes_the_lines_of_the_cycle_and_leaves_each_crawl_its_own(
    how: str, demo: DemoServer, tmp_path: Path
) -> None:
    """Standard error stays empty, and a file of an earlier cycle is written on."""
    store, log = tmp_path / "store", tmp_path / "cycle.log"
    log.write_text("of yesterday\n", encoding="utf-8")
    words = ("--logfile", str(log)) if how == "option" else ("-s", f"LOG_FILE={log}")
    done = end(begin(demo, store, *LATELY, *words, names=("cesis", "sigulda")))
    assert (done.code, done.log) == (WELL, "")
    first, *lines = log.read_text(encoding="utf-8").splitlines()
    assert first == "of yesterday"
    told = {name: [line for line in lines if name in line] for name in ("cesis", "sigulda")}
    for name, (began, ended) in told.items():
        assert began.endswith(f" {name} begins")
        assert f"/2] {name} ok: " in ended
    for name in ("cesis", "sigulda"):
        own = (store / "state" / "logs" / f"{name}.log").read_text(encoding="utf-8")
        assert f"{name} ok; " in own
    assert done.row("cesis")[1] == "ok"


def test_nolog_leaves_the_table_alone(demo: DemoServer, tmp_path: Path) -> None:
    done = end(begin(demo, tmp_path / "store", *LATELY, "--nolog", names=("cesis",)))
    assert (done.code, done.log) == (WELL, "")
    assert done.row("cesis")[1] == "ok"
