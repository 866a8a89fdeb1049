"""Child of test_kill.py: does a commit and is killed (SIGKILL) at a chosen step, or is killed from outside.

Usage: killing.py steps FOLDER STATE  |  killing.py rounds FOLDER COUNT
Forks for each case, so that Arrow is imported once.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
import traceback
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.dataset
import pyarrow.parquet  # noqa: F401 # once, before the forks

from pilsetas_crawl.items import Article, Reject, Run
from pilsetas_crawl.store import SourceState, Store

STEP_CALLS = ("fsync", "replace", "unlink", "mkdir")


def key_of(url: str) -> str:
    return url.partition("://")[2]


def article(n: int, revision: int = 1, year: int = 2026) -> Article:
    return Article(
        article_id=f"ludza-{n}",
        revision=revision,
        region="latgale",
        url=f"https://ludza.lv/{n}",
        published_date=date(year, 1, 1),
        published_at=datetime(year, 1, 1, 12, tzinfo=UTC),
        status="new" if revision == 1 else "edited",
    )


def first_rows() -> list:
    return [article(1), article(2, year=2025), Reject(region="latgale", url="a")]


def second_rows() -> list:
    edited = article(1, revision=2)
    return [
        edited,
        article(3, year=2024),
        article(4),
        Reject(region="latgale", url="b"),
        Run("r", region="latgale"),
    ]


class Steps:
    """Counts the steps that reach the disk; kills the process before or after the chosen one."""

    def __init__(self, chosen: int) -> None:
        self.count = 0
        self.chosen = chosen

    def passing(self) -> None:
        if self.count == self.chosen:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1

    def watch(self) -> None:
        for name in STEP_CALLS:
            setattr(os, name, self.around(getattr(os, name)))
        steps = self

        class Watched(sqlite3.Connection):
            def execute(self, statement, *values):
                if statement != "COMMIT":
                    return super().execute(statement, *values)
                steps.passing()
                result = super().execute(statement, *values)
                steps.passing()
                return result

        connect = sqlite3.connect
        sqlite3.connect = lambda *args, **kwargs: connect(*args, factory=Watched, **kwargs)

    def around(self, call):
        def watched(*args, **kwargs):
            self.passing()
            result = call(*args, **kwargs)
            self.passing()
            return result

        return watched


def one_commit(folder: Path, chosen: int, acknowledged: int) -> int:
    steps = Steps(chosen)
    steps.watch()
    store = Store.open(str(folder))
    with SourceState.open(store, "ludza", key_of=key_of) as state, state.staged() as stage:
        rows = second_rows()
        parts = store.commit("ludza", "second-ludza", rows)
        os.write(acknowledged, b"1")
        state.ingest(parts, rows)
        stage.set_validators("feed", etag="new")
    os.write(acknowledged, b"2")
    return steps.count


def tell(facts: dict) -> None:
    """One line for the test that started this."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def forked(work) -> tuple[int, bytes]:
    """Runs work(fd) in a child; its wait status and what it wrote."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            code = work(writing) or 0
        finally:
            os._exit(code)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return status, pipe.read()


def steps(folder: Path, state: str) -> None:
    base = folder / "base"
    with SourceState.open(Store.open(str(base)), "ludza", key_of=key_of) as opened:
        rows = first_rows()
        opened.ingest(Store.open(str(base)).commit("ludza", "first-ludza", rows), rows)
        opened.set_validators("feed", etag="old")
    if state == "lost":
        (base / "state/ludza.sqlite").unlink()
    chosen = 0
    while True:
        case = folder / f"case-{chosen:03d}"
        shutil.copytree(base, case)
        status, said = forked(lambda pipe, case=case, chosen=chosen: one_commit(case, chosen, pipe) and 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        tell({"case": case.name, "killed": killed, "said": said.decode(), "status": status})
        if not killed:
            return
        chosen += 1


def commit_for_ever(folder: Path, start: int, acknowledged: int) -> None:
    store = Store.open(str(folder))
    with SourceState.open(store, "ludza", key_of=key_of) as state:
        for n in itertools.count(start, 3):
            rows = [article(n), article(n + 1, year=2025), article(n + 2)]
            parts = store.commit("ludza", f"run{start}-ludza", rows)
            os.write(acknowledged, f"{n}\n".encode())
            state.ingest(parts, rows)
            os.write(acknowledged, f"-{n}\n".encode())


def rounds(folder: Path, count: int) -> None:
    """Kills at random times; says which first ids of a batch were acknowledged."""
    chance = random.Random(20261122)
    for number in range(count):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                commit_for_ever(folder, number * 100_000, writing)
            finally:
                # Only a fault gets here: the test fails with what it says.
                traceback.print_exc()
                sys.stderr.flush()
                os._exit(1)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            first = pipe.readline()
            time.sleep(chance.uniform(0, 0.06))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            lines = (first + pipe.read()).decode().split("\n")[:-1]
        assert lines, "the child died before it was killed"
        said = [int(line) for line in lines if not line.startswith("-")]
        tell({"said": said})


if __name__ == "__main__":
    if sys.argv[1] == "steps":
        steps(Path(sys.argv[2]), sys.argv[3])
    else:
        rounds(Path(sys.argv[2]), int(sys.argv[3]))
