"""A damaged state file: noticed, said, and built anew equal; the retry queue is saved from it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from pilsetas_crawl.store import StoreError

if TYPE_CHECKING:
    from pathlib import Path


def damage_cut(path: Path, data: bytes) -> None:
    path.write_bytes(data[: len(data) // 2])


def damage_empty(path: Path, data: bytes) -> None:
    path.write_bytes(b"")


def damage_head(path: Path, data: bytes) -> None:
    path.write_bytes(b"\0" * 100 + data[100:])


def damage_other_file(path: Path, data: bytes) -> None:
    path.write_bytes(b"this is a note, not a database" * 1000)


def damage_middle(path: Path, data: bytes) -> None:
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 8192) + data[-4096:])


@pytest.mark.parametrize(
    "damage",
    [damage_cut, damage_empty, damage_head, damage_other_file, damage_middle],
    ids=lambda d: d.__name__,
)
def test_a_damaged_state_is_rebuilt_equal_and_said_so(opened, filled, damage, caplog, snapshot, state_file):
    state = opened()
    before = snapshot(state)
    state.close()
    path = state_file
    damage(path, path.read_bytes())
    with caplog.at_level(logging.WARNING):
        again = opened()
    assert again.rebuilt not in (None, "missing")
    assert str(path) in caplog.text
    assert snapshot(again) == before
    assert again.validators("u") is None


@pytest.fixture
def large(monkeypatch):
    """Every state counts as a large one, which is not checked whole at each open."""
    monkeypatch.setattr("pilsetas_crawl.store.database.ALWAYS_CHECKED", 0)


@pytest.mark.parametrize("damage", [damage_cut, damage_empty, damage_head, damage_other_file])
def test_a_large_state_that_is_cut_or_overwritten_is_noticed_all_the_same(
    opened, filled, damage, large, snapshot, state_file
):
    state = opened()
    before = snapshot(state)
    state.close()
    damage(state_file, state_file.read_bytes())
    again = opened()
    assert again.rebuilt not in (None, "missing")
    assert snapshot(again) == before


def test_a_large_state_is_checked_whole_after_a_killed_run(opened, filled, large, snapshot, state_file):
    state = opened()
    before = snapshot(state)
    state.close()
    damage_middle(state_file, state_file.read_bytes())
    state_file.with_suffix(".lock").write_text("4194305\n")  # as a killed process leaves it
    again = opened()
    assert again.rebuilt not in (None, "missing")
    assert snapshot(again) == before


def test_the_retry_queue_is_saved_from_a_damaged_state(opened, filled, state_file):
    state = opened()
    # The page of another table is spoilt; the file can still be opened, and the queue still be read.
    (page,) = state._db.connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'fingerprint'"
    ).fetchone()
    (size,) = state._db.connection.execute("PRAGMA page_size").fetchone()
    state.close()
    with state_file.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    again = opened()
    assert again.rebuilt is not None
    assert [(entry.key, entry.hints) for entry in again.retries()] == [("r", {"title": "Ā"})]


def test_damage_met_in_mid_run_is_told_and_healed_at_the_next_open(opened, filled, snapshot, state_file):
    state = opened()
    before = snapshot(state)
    connection = state._db.connection
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'marker'").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.execute("PRAGMA cache_size = 0")
    with state_file.open("r+b") as file:
        # The change counter is raised too, as any writer does, so that the page is read from disk again.
        file.seek(24)
        file.write(b"\x7f\0\0\0")
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with pytest.raises(StoreError, match="run again") as caught:
        state.get("walked_to")
    assert "\n" not in str(caught.value)
    state.close()
    again = opened()
    assert again.rebuilt == "found damaged in an earlier run"
    assert snapshot(again) == before
    again.close()
    assert opened().rebuilt is None
