"""Rule: an index file is a cache; what is no use is made anew, and what goes wrong is told in one line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pilsetas_crawl.index_file import IndexFile
from pilsetas_crawl.store import StoreError


class Names(IndexFile):
    stem = "names"
    what = "index of names"
    again = "it comes again"
    tables = "CREATE TABLE name (name TEXT); INSERT INTO name VALUES ('first');"
    cache_kib = 64
    version = "7"

    @classmethod
    def rules(cls) -> str:
        return cls.version


def names(file: Names) -> list[str]:
    with file.reading() as connection:
        return [name for (name,) in connection.execute("SELECT name FROM name ORDER BY rowid")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / Names.name()


def opened(path: Path, *, anew: bool = False) -> tuple[str | None, list[str]]:
    file = Names(path, anew=anew)
    try:
        return file.made_anew, names(file)
    finally:
        file.close()


def test_what_was_written_is_there_the_next_time(path: Path) -> None:
    assert opened(path) == ("missing", ["first"])
    file = Names(path)
    with file.transaction() as connection:
        connection.execute("INSERT INTO name VALUES ('second')")
    file.close()
    assert opened(path) == (None, ["first", "second"])
    assert opened(path, anew=True) == ("asked for", ["first"])


def test_half_a_transaction_is_none(path: Path) -> None:
    file = Names(path)

    def half() -> None:
        with file.transaction() as connection:
            connection.execute("INSERT INTO name VALUES ('second')")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert names(file) == ["first"]
    file.close()


def test_other_rules_make_it_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(path)
    monkeypatch.setattr(Names, "version", "8")
    assert Names.fault(path) == "made by other rules"
    assert opened(path) == ("made by other rules", ["first"])
    assert Names.fault(path) is None


@pytest.mark.parametrize("damage", [b"", b"no database" * 100])
def test_damage_makes_it_anew(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    reason, found = opened(path)
    assert reason
    assert found == ["first"]


def test_an_index_that_died_while_it_was_made_is_made_again(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript("CREATE TABLE made (what TEXT, value TEXT); CREATE TABLE name (name TEXT);")
    connection.close()
    assert opened(path) == ("made by other rules", ["first"])


CANNOT = (
    "cannot use the index of names {}: no such table: absent; "
    "free some space there, make it writable, or remove the file: it comes again"
)
DAMAGED = "the index of names {} is damaged (UNIQUE constraint failed: made.what): remove it, it comes again"


@pytest.mark.parametrize(
    ("statement", "told"),
    [("SELECT * FROM absent", CANNOT), ("INSERT INTO made VALUES ('rules', 'twice')", DAMAGED)],
)
def test_faults_are_one_line(path: Path, statement: str, told: str) -> None:
    file = Names(path)
    with pytest.raises(StoreError) as caught, file.transaction() as connection:
        connection.execute(statement)
    assert str(caught.value) == told.format(path)
    file.close()


def test_a_folder_in_its_place_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError, match=f"cannot use the index of names {path}: "):
        Names(path)
