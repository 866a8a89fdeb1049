"""The index answers as the archive is now, however it came to be so."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pilsetas_crawl.items import Article
from pilsetas_crawl.search import indexing
from pilsetas_crawl.search.expression import SearchTextError, parse
from pilsetas_crawl.search.indexing import Indexer
from pilsetas_crawl.search.searcher import Searcher, freshness
from pilsetas_crawl.store import Store
from pilsetas_crawl.store.errors import SourceLocked, StoreError
from pilsetas_crawl.store.replacement import begin, decide

TODAY = date(2026, 11, 28)


def article(name, title, body="", *, day="2026-11-05", revision=1, status="new"):
    at = datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC) if day else None
    return Article(
        article_id=name, revision=revision, status=status, municipality="ludza", region="latgale",
        title=title, body=body, published_at=at, published_date=at.date() if at else None,
        content_hash=f"{title}|{body}",
    )  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return Store.open(str(tmp_path / "store"))


@pytest.fixture
def put(store):
    runs = []

    def commit(*rows, source="ludza"):
        runs.append(f"r{len(runs)}")
        return store.commit(source, runs[-1], list(rows))

    return commit


@pytest.fixture
def index(store, tmp_path):
    def run(**more):
        with Indexer(store, tmp_path / "state", **more) as indexer:
            return indexer.run()

    return run


@pytest.fixture
def ask(tmp_path):
    """Names of what is found, the best first; all ways of asking agree."""

    def run(text, **more):
        with Searcher(tmp_path / "state") as searcher:
            found = [one.article_id for one in searcher.best(parse(text), 100, today=TODAY, **more)]
            assert sorted(found) == sorted(one.article_id for one in searcher.matches(parse(text), **more))
            return found

    return run


def test_words_phrases_and_minus(put, index, ask):
    put(
        article("a", "Ceļu remonts Krāslavas novadā", "Tiltu pārbūvē līdz rudenim."),
        article("b", "Krāslavā atklāj skolu", "Remonts ir pabeigts. Ceļu uz skolu vēl labo."),
        article("c", "Domes sēde", "Lēma par skolas jumta remontu."),
    )
    index()
    assert set(ask("kraslava")) == {"a", "b"}
    assert ask("tilts") == ["a"]
    assert set(ask("remonti")) == {"a", "b", "c"}
    assert set(ask("ceļš remonts")) == {"a", "b"}  # all words, in any order
    assert ask('"ceļu remonts"') == ["a"]  # beside each other, in this order
    assert ask("„ceļa remontu”") == ["a"]
    assert ask("«remonts ceļu»") == []
    assert ask("remonts -skola") == ["a"]
    assert set(ask('remonts -"domes sēde"')) == {"a", "b"}
    assert ask("krāslava -ceļi") == []
    assert ask("sēdi") == ["c"]
    assert ask("nekurienē") == []


def test_the_title_and_rare_words_count_more_and_the_fresh_comes_first(put, index, ask):
    filler = "Vārdi par dažādām lietām, kas notiek novadā katru dienu. " * 5
    put(
        article("body", "Ziņas", f"{filler} Pieminēts stadions. {filler}"),
        article("title", "Atklāj stadionu", f"{filler} Svinīgi. {filler}"),
        article("old", "Atklāj stadionu", f"{filler} Svinīgi. {filler}", day="2021-11-05"),
        article("none", "Cits", filler),
        article("none2", "Vēl cits", filler),
        article("none3", "Trešais", filler),
        article("none4", "Ceturtais", filler),
    )
    index()
    assert ask("stadions") == ["title", "old", "body"]
    assert (freshness(0), freshness(-3), freshness(365)) == (1, 1, 0.75)


def test_days_narrow_it_and_undated_are_found_without(put, index, ask):
    put(
        article("a", "Svētki", day="2026-11-04"),
        article("b", "Svētki", day="2026-11-05"),
        article("undated", "Svētki", day=None),
    )
    index()
    assert set(ask("svētki")) == {"a", "b", "undated"}
    assert ask("svētki", first=date(2026, 11, 5)) == ["b"]
    assert ask("svētki", first=date(2026, 11, 4), last=date(2026, 11, 4)) == ["a"]
    assert set(ask("svētki", last=date(2026, 11, 5))) >= {"a", "b"}


def test_edits_and_removals_are_followed(put, index, ask):
    put(article("a", "Par tiltu"), article("b", "Par tiltu"))
    assert index().articles == 2
    put(article("a", "Par skolu", revision=2, status="edited"))
    put(article("b", None, revision=2, status="removed"))
    done = index()
    assert (done.articles, done.removed, done.parts, done.rebuilt) == (1, 1, 2, None)
    assert (ask("tilts"), ask("skola")) == ([], ["a"])
    again = index()
    assert (again.articles, again.removed, again.parts) == (0, 0, 0)
    # Anew from the whole archive, what was superseded is not taken in at all.
    assert index(anew=True).articles == 1
    assert (ask("tilts"), ask("skola")) == ([], ["a"])


def test_parts_that_took_the_place_of_others_are_the_same_articles(put, store, index, ask):
    (old,) = put(article("a", "Par tiltu"), article("b", "Par skolu"))
    index()
    new = _copy(store, old)
    done = index()
    assert (done.articles, done.parts, done.rebuilt) == (0, 1, None)
    assert new.path != old.path
    assert (ask("tilts"), ask("skola")) == (["a"], ["b"])


def test_an_archive_put_back_to_an_earlier_copy_is_indexed_anew(put, store, index, ask):
    put(article("a", "Par tiltu"))
    manifest = Path(store.address) / "manifests" / "ludza.json"
    earlier = manifest.read_bytes()
    put(article("a", "Par skolu", revision=2, status="edited"), article("b", "Par skolu"))
    index()
    assert set(ask("skola")) == {"a", "b"}
    manifest.write_bytes(earlier)
    assert index().rebuilt == "the archive was rearranged"
    assert (ask("tilts"), ask("skola")) == (["a"], [])


def test_an_index_full_of_superseded_texts_is_made_anew_once(put, index, ask, monkeypatch):
    monkeypatch.setattr(indexing, "_FEW", 3)
    put(*(article(f"a{n}", "Par tiltu") for n in range(6)))
    index()
    put(*(article(f"a{n}", "Par skolu", revision=2, status="edited") for n in range(6)))
    assert index().rebuilt == "many texts were edited"
    assert index().rebuilt is None
    assert (ask("tilts"), len(ask("skola"))) == ([], 6)


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100])
def test_a_damaged_index_is_made_anew(put, index, ask, tmp_path, damage):
    put(article("a", "Par tiltu"))
    index()
    for file in (tmp_path / "state").glob("search.sqlite*"):
        file.unlink()
    (tmp_path / "state" / "search.sqlite").write_bytes(damage)
    with pytest.raises(StoreError, match="`scrapy index` makes it"):
        ask("tilts")
    assert index().rebuilt
    assert ask("tilts") == ["a"]


def test_one_at_a_time(store, tmp_path, index):
    with (
        Indexer(store, tmp_path / "state"),
        pytest.raises(SourceLocked, match="indexed by another process"),
        Indexer(store, tmp_path / "state"),
    ):
        pass
    index()


def test_what_is_not_in_the_index_yet_is_told(put, store, index, tmp_path):
    put(article("a", "Par tiltu"))
    index()
    with Searcher(tmp_path / "state") as searcher:
        assert searcher.behind(store) == 0
        put(article("b", "Par tiltu"))
        assert searcher.behind(store) == 1


_KILLED = """
import os, signal, sys
from pathlib import Path
from pilsetas_crawl.search import indexing
from pilsetas_crawl.store import Store
indexing.BATCH = 7
left = int(sys.argv[3])
plain = indexing._take_rows
def take(*words):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    plain(*words)
indexing._take_rows = take
with indexing.Indexer(Store.open(sys.argv[1]), Path(sys.argv[2])) as indexer:
    indexer.run()
"""


@pytest.mark.parametrize("batches", [0, 1, 3, 5])
def test_a_step_killed_half_way_is_taken_up(put, store, index, ask, tmp_path, batches):
    days = [str(date(2026, 1, 1) + timedelta(days=n)) for n in range(20)]
    put(*(article(f"a{n}", "Par tiltu", day=day) for n, day in enumerate(days)))
    put(*(article(f"b{n}", "Par tiltu", day=day) for n, day in enumerate(days)))
    command = [sys.executable, "-c", _KILLED, store.address, str(tmp_path / "state"), str(batches)]
    killed = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert killed.returncode == -signal.SIGKILL
    index()
    assert len(ask("tilti")) == 40
    with sqlite3.connect(tmp_path / "state" / "search.sqlite") as con:
        entries = con.execute("SELECT count(*) FROM words WHERE words MATCH 'tilt'").fetchone()
    assert entries == (40,)  # nothing stands there twice


@pytest.mark.parametrize("text", ["", " ", "-tilts", '""', "* - +", "\x00", "()", '-"a b"'])
def test_a_question_without_a_word_is_refused(text):
    with pytest.raises(SearchTextError, match="name a word that must be there"):
        parse(text)


def test_too_many_words_are_refused():
    assert parse("vārds " * 32).wanted
    with pytest.raises(SearchTextError, match="more than 32 words"):
        parse(" ".join(f"vārds{n}" for n in range(33)))


@pytest.mark.parametrize(
    "text",
    [
        'tilts" OR "skola', "tilts) OR (skola", "title:tilts", "tilts*", "NEAR(tilts skola)", "^tilts",
        "tilts AND", "'; DROP TABLE doc; --tilts", "tilts\x00skola", "{title body}: tilts", "tilts NOT skola",
        '"tilts', "tilts \u202eskola", "OR OR OR tilts", "🚧 tilts", "-- -tilts tilts2", "a-b-c-d",
        "x" * 40_000,
    ],
)  # fmt: skip
def test_no_text_breaks_out_of_its_question(put, index, ask, text, tmp_path):
    put(article("a", "Par tiltu"), article("b", "Par skolu"))
    index()
    assert ask(text) in ([], ["a"])
    assert ask("skola") == ["b"]


def _copy(store, old):
    """Lay a part at another path in place of an old one, as retagging and compaction do."""
    from dataclasses import replace

    path = old.path.replace(".parquet", "-again.parquet")
    begin(store.files, [path])
    (Path(store.address) / path).write_bytes(Path(old.uri).read_bytes())
    new = replace(old, path=path, uri=store.files.uri(path))
    decide(store.files, {"ludza": {old.path: new}})
    return new
