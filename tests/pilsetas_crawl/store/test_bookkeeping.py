"""Rejected addresses, fingerprints, validators, retries, markers; and what a stage holds back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from pilsetas_crawl.store import RetryEntry, StoreError, Validators


def test_rejections_count_tries_and_can_be_cleared(opened):
    state = opened()
    assert state.rejected("k") is None
    before = datetime.now(UTC)
    state.mark_rejected("k", "soft_404", "fp1")
    first = state.rejected("k")
    assert (first.reason, first.fingerprint, first.tries) == ("soft_404", "fp1", 1)
    assert before - timedelta(milliseconds=1) <= first.at <= datetime.now(UTC)
    state.mark_rejected("k", "no_title", None)
    second = state.rejected("k")
    assert (second.reason, second.fingerprint, second.tries) == ("no_title", None, 2)
    state.clear_rejected("k")
    assert state.rejected("k") is None
    state.clear_rejected("k")


def test_fingerprints_are_per_way_and_key(opened):
    state = opened()
    state.set_fingerprints({("feed", "k"): "a", ("list", "k"): "b"})
    state.set_fingerprints({("feed", "k"): "c", ("feed", "ā"): "d"})
    assert state.fingerprint("feed", "k") == "c"
    assert state.fingerprint("list", "k") == "b"
    assert state.fingerprint("feed", "ā") == "d"
    assert state.fingerprint("rest", "k") is None
    state.set_fingerprints({})


def test_validators(opened):
    state = opened()
    url = "https://www.ludza.lv/lv/rss/articles"
    assert state.validators(url) is None
    state.set_validators(url, etag='W/"1"', last_modified="Sun, 22 Nov 2026 21:31:44 GMT")
    assert state.validators(url) == Validators('W/"1"', "Sun, 22 Nov 2026 21:31:44 GMT")
    state.set_validators(url, etag='"2"')
    assert state.validators(url) == Validators('"2"', None)
    state.set_validators(url)
    assert state.validators(url) is None
    state.set_validators(url, last_modified="x")
    assert state.validators(url + "?page=1") is None


def test_the_retry_queue(opened):
    state = opened()
    assert list(state.retries()) == []
    state.add_retry("https://x.lv/b", "b", {"title": "Ā", "n": [1, None]}, "503")
    state.add_retry("https://x.lv/a", "a", {}, None)
    state.add_retry("https://x.lv/b?x", "b", {"title": "B"}, "timeout")
    assert list(state.retries()) == [
        RetryEntry("https://x.lv/a", "a", {}, 1, None),
        RetryEntry("https://x.lv/b?x", "b", {"title": "B"}, 2, "timeout"),
    ]
    state.drop_retry("a")
    state.drop_retry("nav")
    assert [entry.key for entry in state.retries()] == ["b"]


def test_a_long_queue_is_walked_whole_while_it_is_emptied(opened):
    state = opened()
    with state.transaction():
        for n in range(1101):
            state.add_retry(f"https://x.lv/{n}", f"{n:05d}", {"n": n}, "503")
    seen = []
    with state.transaction():
        for entry in state.retries():
            seen.append(entry.hints["n"])
            state.drop_retry(entry.key)
    assert seen == list(range(1101))
    assert list(state.retries()) == []


def test_markers(opened):
    state = opened()
    assert state.get("walked_to") is None
    state.set("walked_to", "2025-01-01")
    state.set("walked_to", "2024-01-01")
    assert state.get("walked_to") == "2024-01-01"
    state.delete("walked_to")
    state.delete("walked_to")
    assert state.get("walked_to") is None


def test_all_of_it_is_there_at_the_next_open(opened):
    state = opened()
    state.mark_rejected("k", "soft_404", "fp")
    state.set_fingerprints({("feed", "k"): "a"})
    state.set_validators("u", etag="e")
    state.add_retry("u", "k", {"a": 1}, "503")
    state.set("m", "v")
    rejected = state.rejected("k")
    state.close()
    again = opened()
    assert again.rebuilt is None
    assert again.rejected("k") == rejected
    assert again.fingerprint("feed", "k") == "a"
    assert again.validators("u") == Validators("e", None)
    assert [entry.hints for entry in again.retries()] == [{"a": 1}]
    assert again.get("m") == "v"


def test_a_transaction_is_all_or_nothing(opened):
    state = opened()
    state.set("m", "old")

    def broken_off() -> None:
        with state.transaction():
            state.set("m", "new")
            state.add_retry("u", "k", {}, None)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert state.get("m") == "old"
    assert list(state.retries()) == []


def test_a_stage_holds_everything_back_until_its_end(opened):
    state = opened()
    state.add_retry("u", "old", {}, None)
    state.set("gone", "1")
    with state.staged() as stage:
        stage.set_validators("u", etag="1")
        stage.set_validators("u", etag="2")
        stage.set_fingerprints({("feed", "k"): "a"})
        stage.add_retry("u2", "k2", {"a": 1}, "503")
        stage.set("m", "v")
        stage.delete("gone")
        assert state.validators("u") is None
        assert state.fingerprint("feed", "k") is None
        assert state.get("m") is None
        assert [entry.key for entry in state.retries()] == ["old"]
    assert state.validators("u") == Validators("2", None)
    assert state.fingerprint("feed", "k") == "a"
    assert [entry.key for entry in state.retries()] == ["k2", "old"]
    assert (state.get("m"), state.get("gone")) == ("v", None)


def test_a_run_that_breaks_off_leaves_nothing_of_its_stage(opened):
    state = opened()
    stage = state.staged()

    def broken_off() -> None:
        with stage:
            stage.set_validators("u", etag="1")
            stage.set_fingerprints({("feed", "k"): "a"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    stage.commit()
    assert state.validators("u") is None
    assert state.fingerprint("feed", "k") is None


def test_a_stage_that_cannot_be_written_is_kept_and_written_whole_later(opened):
    state = opened()
    stage = state.staged()
    stage.set_fingerprints({("feed", "k"): "a"})
    stage.set_validators("u", etag="1")
    state._db.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="cannot use the state"):
        stage.commit()
    state._db.connection.execute("PRAGMA query_only = OFF")
    assert state.fingerprint("feed", "k") is None
    stage.commit()
    assert state.fingerprint("feed", "k") == "a"
    assert state.validators("u") == Validators("1", None)


def test_hints_that_are_no_json_are_refused_at_once(opened):
    with pytest.raises(TypeError):
        opened().add_retry("u", "k", {"at": datetime.now(UTC)}, None)


def test_a_value_that_breaks_a_rule_of_the_tables_is_a_fault_of_the_caller(opened):
    with pytest.raises(sqlite3.IntegrityError):
        opened().mark_rejected("k", None)
