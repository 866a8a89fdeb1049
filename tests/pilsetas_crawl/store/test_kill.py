"""`kill -9` at any step: what was acknowledged is there, nothing is there twice, the state agrees."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pilsetas_crawl.store import SourceState, Store, Validators

HERE = Path(__file__).parent
FIRST = {("ludza-1", 1), ("ludza-2", 1)}
SECOND = {("ludza-1", 2), ("ludza-3", 1), ("ludza-4", 1)}


def key_of(url: str) -> str:
    return url.partition("://")[2]


def run_child(*arguments: str) -> list[dict]:
    done = subprocess.run(
        [sys.executable, str(HERE / "killing.py"), *arguments],
        cwd=HERE.parents[2],
        env={"PYTHONPATH": str(HERE.parents[2])},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def revisions(store: Store) -> list[tuple[str, int]]:
    table = store.read("articles", ["article_id", "revision"]).to_pylist()
    return [(row["article_id"], row["revision"]) for row in table]


def assert_tidy(store: Store) -> None:
    """Nothing lies about: no temporary file, no note, no part that is not listed."""
    root = Path(store.address)
    assert [path.name for path in root.rglob("*") if path.name.endswith((".tmp", ".pending"))] == []
    assert {str(path) for path in root.rglob("*.parquet")} == {part.uri for part in store.parts()}
    assert store.damaged() == []


def assert_state_agrees(store: Store, state: SourceState) -> None:
    newest: dict[str, int] = {}
    for article_id, revision in revisions(store):
        newest[article_id] = max(revision, newest.get(article_id, 0))
    assert {article_id: state.by_id(article_id).revision for article_id in newest} == newest
    assert state.count_live() == len(newest)
    for article_id in newest:
        assert state.by_address(f"ludza.lv/{article_id.partition('-')[2]}").article_id == article_id


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_killed_at_every_step_of_a_run(tmp_path, state):
    cases = run_child("steps", str(tmp_path), state)
    # Killed at each step, and once let through to the end: fewer cases would mean steps not watched.
    assert len(cases) > 40
    assert [case["killed"] for case in cases] == [True] * (len(cases) - 1) + [False]
    assert (cases[-1]["said"], cases[-1]["status"]) == ("12", 0)
    outcomes = Counter(check_case(tmp_path, case, state) for case in cases)
    assert set(outcomes) == {"only the first commit", "both"}


def check_case(folder: Path, case: dict, kept: str) -> str:
    store = Store.open(str(folder / case["case"]))
    with SourceState.open(store, "ludza", key_of=key_of) as state:
        assert_tidy(store)
        found = revisions(store)
        assert len(found) == len(set(found))
        whole = set(found) == FIRST | SECOND
        assert whole or set(found) == FIRST
        assert whole or case["said"] == ""
        rejects = store.read("rejects", ["url"])["url"].to_pylist()
        assert rejects == (["a", "b"] if whole else ["a"])
        assert store.read("runs").num_rows == (1 if whole else 0)
        assert_state_agrees(store, state)
        if not whole:
            # A validator that outruns the articles would hide them from the next run.
            assert state.validators("feed") in ({None} if kept == "lost" else {Validators("old", None)})
    return "both" if whole else "only the first commit"


def test_a_run_can_go_on_after_each_kill(tmp_path, make):
    cases = run_child("steps", str(tmp_path), "kept")
    for case in cases:
        store = Store.open(str(tmp_path / case["case"]))
        before = len(revisions(store))
        store.commit("ludza", "third-ludza", [make(9)])  # without opening the state first
        assert_tidy(store)
        assert len(revisions(store)) == before + 1


def test_killed_at_random_times(tmp_path):
    rounds = run_child("rounds", str(tmp_path), "20")
    assert len(rounds) == 20
    said = {n for turn in rounds for n in turn["said"]}
    assert len({n // 100_000 for n in said}) == 20
    store = Store.open(str(tmp_path))
    with SourceState.open(store, "ludza", key_of=key_of) as state:
        assert_tidy(store)
        ids = [int(article_id.partition("-")[2]) for article_id, _ in revisions(store)]
        assert len(ids) == len(set(ids))
        starts = {n for n in ids if n % 100_000 % 3 == 0}
        assert said <= starts
        # At most one batch a round was written and killed before it could be told.
        assert len(starts - said) <= 20
        assert {n + k for n in starts for k in range(3)} == set(ids)
        assert_state_agrees(store, state)
