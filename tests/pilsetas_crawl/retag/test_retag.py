"""Rule: the archive is tagged anew as a crawl would tag it now, in one step, and it is said what changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pilsetas_crawl.items import REMOVED, Article
from pilsetas_crawl.retag.archive import Summary, retag
from pilsetas_crawl.retag.changes import Changes
from pilsetas_crawl.store import SourceLocked, SourceState, Store

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TEXT = (
    "Otrdien Kārsavā atklāja jauno bērnudārzu. Bērnudārza būvniecību apmaksāja Ludzas novada pašvaldība, "
    "un bērni tajā varēs mācīties jau no septembra."
)


def article(number: int, source: str = "ludza", **more: Any) -> Article:
    """An article as a crawler that knew no places and topics stored it."""
    moment = datetime(2026, 1, number, 12, tzinfo=UTC)
    values: dict[str, Any] = {
        "article_id": f"{source}-{number}", "revision": 1, "municipality": source, "region": "latgale",
        "url": f"https://{source}.lv/{number}", "title": "Atklāts bērnudārzs", "body": TEXT, "status": "new",
        "published_at": moment, "published_date": date(2026, 1, number), "lat": 56.5, "lon": 27.7,
        "content_hash": f"hash-{number}", "extraction": {"title": "css"},
    }  # fmt: skip
    return Article(**{**values, **more})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(str(tmp_path / "store"))
    made.commit("ludza", "first-ludza", [article(1), article(2, status=REMOVED, revision=2)])
    made.commit("ludza", "second-ludza", [article(3, title="Zzz", body="Zzz zzz.")])
    made.commit("rezekne", "first-rezekne", [article(1, "rezekne")])
    return made


def again(store: Store, **more: Any) -> Summary:
    return retag(store, Path(store.address) / "state", now=more.pop("now", NOW), **more)


def rows(store: Store) -> dict[str, dict[str, Any]]:
    return {row["article_id"]: row for row in store.read("articles").to_pylist()}


def test_places_and_topics_come_to_articles_that_had_none(store: Store) -> None:
    before = rows(store)
    summary = again(store)
    after = rows(store)
    assert after.keys() == before.keys()
    found = after["ludza-1"]
    assert "Kārsava" in [place["name"] for place in found["places"]]
    assert found["language"] == "lv"
    assert found["topics"]
    assert (summary.changes.articles, summary.parts) == (4, 3)
    assert summary.changes.columns["places"] >= 2
    assert summary.changes.gained["places"]["Kārsava"] == 2
    assert set(summary.by_source) == {"ludza", "rezekne"}


def test_everything_else_stays_as_it_was(store: Store) -> None:
    before, parts = rows(store), {part.path: part for part in store.parts()}
    again(store)
    after = rows(store)
    kept = ("url", "title", "body", "content_hash", "published_at", "extraction", "status", "revision")
    assert [[after[name][column] for column in kept] for name in after] == [
        [before[name][column] for column in kept] for name in after
    ]
    assert after["ludza-2"] == before["ludza-2"], "a tombstone says nothing anew"
    assert store.damaged() == []
    new = store.parts()
    assert [part.run_id for part in new] == [part.run_id for part in parts.values()]
    assert [part.rows for part in new] == [part.rows for part in parts.values()]


def test_a_second_time_changes_nothing(store: Store) -> None:
    again(store)
    listed = [part.path for part in store.parts()]
    summary = again(store, now=datetime(2026, 11, 29, 12, tzinfo=UTC))
    assert (summary.changes.changed, summary.written) == (0, 0)
    assert [part.path for part in store.parts()] == listed


def test_what_a_crawl_stores_meanwhile_stays(store: Store) -> None:
    def meanwhile(_done: int, _of: int) -> None:
        if "ludza-9" not in rows(store):
            store.commit("ludza", "third-ludza", [article(9)])

    again(store, progress=meanwhile)
    assert sorted(rows(store)) == ["ludza-1", "ludza-2", "ludza-3", "ludza-9", "rezekne-1"]


def test_a_source_that_is_being_crawled_keeps_its_old_parts_and_so_do_all(store: Store) -> None:
    before = rows(store)
    opened = SourceState.open(store, "rezekne", key_of=str)
    with opened, pytest.raises(SourceLocked, match="rezekne"):
        again(store)
    assert rows(store) == before
    assert again(store).written >= 2


def test_the_state_of_a_source_finds_its_articles_again(store: Store) -> None:
    with SourceState.open(store, "ludza", key_of=str) as state:
        state.set_validators("feed", etag="known")
    again(store)
    with SourceState.open(store, "ludza", key_of=str) as state:
        assert state.by_id("ludza-1") is not None
        assert state.count_live() == 2
        assert state.validators("feed") is not None


def test_a_dry_run_says_the_same_and_changes_nothing(store: Store) -> None:
    before = [part.path for part in store.parts()]
    dry = again(store, dry_run=True)
    assert [part.path for part in store.parts()] == before
    assert dry.changes == again(store).changes


def test_changes_count_what_came_and_went() -> None:
    changes = Changes()
    changes.look("a", {"tags": ["x", "y"], "language": None}, {"tags": ["y", "z"], "language": "lv"})
    changes.look("b", {"tags": [], "language": "lv"}, {"tags": [], "language": "lv"})
    other = Changes()
    other.look("c", {"tags": ["x"], "language": "lv"}, {"tags": [], "language": "lv"})
    changes.add(other)
    assert (changes.articles, changes.changed) == (3, 2)
    assert changes.as_dict(10)["columns"]["tags"] == {
        "articles": 2, "gained": {"z": 1}, "lost": {"x": 2}, "examples": ["a", "c"],
    }  # fmt: skip
