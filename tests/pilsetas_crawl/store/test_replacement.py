"""Rule: parts of many sources are replaced together; killed at any moment, all of it happens or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pilsetas_crawl.items import Article
from pilsetas_crawl.store import Store, StoreError, replacement
from pilsetas_crawl.store.parts import Part
from tests.pilsetas_crawl.store.dying import comes_to_its_end

SOURCES = ("ludza", "riga")


def article(source: str, title: str) -> Article:
    return Article(
        article_id=f"{source}-1", revision=1, region="latgale", url=f"https://{source}.lv/1", title=title,
        published_date=date(2026, 1, 1), published_at=datetime(2026, 1, 1, 12, tzinfo=UTC), status="new",
    )  # fmt: skip


def filled(folder: Path) -> Store:
    store = Store.open(str(folder))
    for source in SOURCES:
        store.commit(source, f"first-{source}", [article(source, "vecs")])
    return store


def replaced(store: Store) -> None:
    """All parts by such with another title, step by step as the caller has to."""
    from pilsetas_crawl.store.parquet import encode_table, read

    old = store.parts("articles")
    path_of = {part.path: part.path.replace("first", "second") for part in old}
    replacement.begin(store.files, path_of.values())
    new: dict[str, dict[str, Part]] = {}
    for part in old:
        table = read(store.files, "articles", [part], None)
        names = table.schema.names
        table = table.set_column(
            names.index("title"), table.schema.field("title"), [["jauns"] * table.num_rows]
        )
        data = encode_table(table, "articles", source=part.source, run_id="second")
        path = path_of[part.path]
        store.files.put(path, data)
        new[part.source] = {
            part.path: Part(
                "articles", part.source, path, store.files.uri(path), part.rows, data.nbytes, "second"
            )
        }
    replacement.decide(store.files, new)


def titles(store: Store) -> dict[str, list[str]]:
    return {source: store.read("articles", ["title"], [source])["title"].to_pylist() for source in SOURCES}


def files_of(folder: Path) -> set[str]:
    return {path.name for path in (folder / "data").rglob("*") if path.is_file()}


def test_new_parts_take_the_place_of_old_ones_which_stay_for_their_readers(tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = {part.path for part in store.parts()}
    replaced(store)
    assert titles(store) == {source: ["jauns"] for source in SOURCES}
    assert store.damaged() == []
    assert all((tmp_path / path).exists() for path in before)
    assert replacement.purge(store.files) == 0
    assert replacement.purge(store.files, grace=0) == len(before)
    assert not any((tmp_path / path).exists() for path in before)
    assert titles(store) == {source: ["jauns"] for source in SOURCES}
    store.commit("ludza", "third-ludza", [article("ludza", "trešais")])
    assert titles(store)["ludza"] == ["jauns", "trešais"]


def test_old_files_leave_when_the_store_is_next_opened_an_hour_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path)
    before = {part.path for part in store.parts()}
    replaced(store)
    Store.open(str(tmp_path))
    assert all((tmp_path / path).exists() for path in before)
    later = replacement.time.time() + replacement.GRACE + 1
    monkeypatch.setattr(replacement.time, "time", lambda: later)
    Store.open(str(tmp_path), create=False)
    assert all((tmp_path / path).exists() for path in before), "who only reads changes nothing"
    Store.open(str(tmp_path))
    assert not any((tmp_path / path).exists() for path in before)
    assert store.damaged() == []


def test_a_part_that_somebody_replaced_meanwhile_is_told(tmp_path: Path) -> None:
    store = filled(tmp_path)
    part = store.parts("articles")[0]
    strange = {"ludza": {part.path.replace("first", "other"): part}}
    replacement.begin(store.files, [])
    with pytest.raises(StoreError, match="was replaced by somebody else meanwhile: run it again"):
        replacement.decide(store.files, strange)
    assert titles(store) == {source: ["vecs"] for source in SOURCES}


# What may be found after a kill: files are only removed when all has been decided.
BOTH, DONE = {"vecs", "jauns"}, {"jauns"}


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child does nothing but this
@pytest.mark.parametrize(("call", "either"), [("replace", BOTH), ("fsync", BOTH), ("unlink", DONE)])
def test_killed_at_every_step(tmp_path: Path, call: str, either: set[str]) -> None:
    """Before and after each step that reaches the disk; another process then opens the store."""
    seen: set[str] = set()
    for step in range(200):
        folder = tmp_path / f"{call}-{step}"
        filled(folder)
        ended = comes_to_its_end(replaced, folder, call, step)
        store = Store.open(str(folder))
        found = titles(store)
        assert found in ({source: [word] for source in SOURCES} for word in ("vecs", "jauns"))
        assert store.damaged() == []
        # The next one to replace parts clears what was never decided, and does its work.
        replaced(store) if found["ludza"] == ["vecs"] else None
        replacement.purge(store.files, grace=0)
        assert files_of(folder) == {Path(part.path).name for part in store.parts()}
        seen.add(found["ludza"][0])
        if ended:
            break
    assert ended, "the steps never came to an end"
    assert seen == either
