"""Filters of `query` and `export`: each chooses what it says, alone and with others."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exports.csv_dialects import DIALECTS
from exports.csv_export import write_csv
from exports.errors import ExportError
from exports.exporting import export, ordered
from exports.query import TABLE_COLUMNS, ask, views
from exports.resolve import resolve
from exports.search import SNIPPET_WORDS, snippet
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.gazetteer import find
from pilsetas_crawl.items import PlaceMention
from pilsetas_crawl.search.expression import SearchTextError
from pilsetas_crawl.search.indexing import Indexer
from pilsetas_crawl.store.errors import StoreError


@pytest.fixture
def archive(put, make, store, tmp_path):
    karsava = PlaceMention(key=find("Kārsava")[0].key, name="Kārsava")
    seen = [datetime(2026, 11, day, 8, tzinfo=UTC) for day in (5, 6)]
    put(
        make("l-1", "2026-11-05 10:00", title="Tiltu remonts Kārsavā", body="Sāksies drīz.", language="lv",
             lat=56.78, lon=27.69, places=[karsava], first_seen_at=seen[0]),
        make("l-2", "2026-11-06 10:00", title="Domes sēde", body="Lēma par tiltiem un skolām.", language="lv",
             lat=56.55, lon=27.72, first_seen_at=seen[1]),
        make("l-3", "2026-11-07 10:00", title="Tilts", body="Ремонт моста", language="ru"),
        make("b-1", "2026-11-05 12:00", "bauska", title="Bauskas tilts", body="Tilts.", lat=56.4, lon=24.19),
    )  # fmt: skip
    with Indexer(store, tmp_path / "krātuve" / "state") as indexer:
        indexer.run()
    return store


@pytest.fixture
def found(archive):
    def run(order=None, **asked):
        filters = resolve(**asked)
        with views(archive, filters) as (con, _):
            answer = ask(con, filters, columns=["article_id"], limit=None, order=order)
            one = ask(con, filters, columns=["article_id"], limit=1, order=order)
            assert one.total == answer.total == len(answer.rows)
            out = io.StringIO()
            assert write_csv(con, filters, out, DIALECTS["rfc4180"]).articles == answer.total
        return [name for (name,) in answer.rows]

    return run


def test_text_with_all_other_filters(found):
    assert set(found(text="tilti")) == {"l-1", "l-2", "l-3", "b-1"}
    assert found(text="tilti", region="Latgale", date_to="2026-11-05") == ["l-1"]
    assert found(text="tilti", municipality="Bauska") == ["b-1"]
    assert found(text="tilti skola") == ["l-2"]
    assert found(text="tilti -skola", language="lv") == ["l-1"]
    assert found(text="nekas") == []


def test_an_export_has_the_order_of_the_question_and_a_feed_its_own(archive, tmp_path):
    def ids(name, order=None):
        path = tmp_path / name
        export(archive, replace(ordered(resolve(text="tilti"), path), order=order), path)
        return re.findall(r"\b[lb]-\d\b(?!/)", path.read_text(encoding="utf-8-sig"))

    def first(name, order=None):
        return list(dict.fromkeys(ids(name, order)))

    assert first("usual.csv")[-1] == first("best.csv", "relevance")[-1] == "l-2"
    assert first("new.csv", "newest") == ["l-3", "l-2", "b-1", "l-1"]
    assert first("feed.json") == ["l-3", "l-2", "b-1", "l-1"]
    assert first("best.json", "relevance")[-1] == "l-2"
    with pytest.raises(ExportError, match="--order distance needs --near"):
        first("near.csv", "distance")


def test_orders(found):
    assert found() == ["l-3", "l-2", "b-1", "l-1"]
    assert found(order="oldest") == ["l-1", "b-1", "l-2", "l-3"]
    # The best have the word in their title.
    assert found(text="tilti")[-1] == "l-2"
    assert found(text="tilti", order="newest") == ["l-3", "l-2", "b-1", "l-1"]
    assert found(near="56.546,27.718,500", order="distance") == ["l-2", "l-1", "b-1"]


@pytest.mark.parametrize(
    ("order", "line"), [("relevance", "--text"), ("distance", "--near"), ("x", "unknown")]
)
def test_orders_that_need_more_are_refused(found, order, line):
    with pytest.raises(ExportError, match=line):
        found(order=order)


def test_near_place_language_new_since(found):
    assert found(near="56.546,27.718,5") == ["l-2"]
    assert found(near="56.546,27.718,30") == ["l-2", "l-1"]
    assert found(place="Kārsava") == ["l-1"]
    assert found(place="Ludza") == []
    assert found(language="ru") == ["l-3"]
    assert found(new_since="2026-11-06") == ["l-2"]
    assert found(new_since="2026-11-06 10:01") == []


def test_a_story_by_its_id_or_an_article(found):
    assert found(story="l-1") == ["l-1"]
    assert found(story="none") == []


def test_columns_come_with_what_is_asked(archive):
    filters = resolve(text="remonti", near="56.78,27.69,1")
    with views(archive, filters) as (con, selection):
        answer = ask(con, filters, columns=[*TABLE_COLUMNS, "score", "snippet", "distance_km"], limit=5)
    row = dict(zip(answer.columns, answer.rows[0], strict=True))
    assert (row["snippet"], row["distance_km"]) == ("Sāksies drīz.", 0.0)
    assert row["score"] > 0
    assert selection.unindexed == 0
    with views(archive, resolve()) as (con, _), pytest.raises(ExportError, match="unknown column 'snippet'"):
        ask(con, resolve(), columns=["snippet"], limit=5)


def test_no_index_is_one_line(put, make, store):
    put(make("l-1", "2026-11-05 10:00"))
    with (
        pytest.raises(StoreError, match="missing\\): `scrapy index` makes it"),
        views(store, resolve(text="x")),
    ):
        pass


def test_what_is_not_indexed_yet_is_told(archive, put, make):
    put(make("l-9", "2026-11-09 10:00", title="Tilts"))
    with views(archive, resolve(text="tilts")) as (_, selection):
        assert selection.unindexed == 1


def test_an_empty_text_is_refused():
    with pytest.raises(SearchTextError):
        resolve(text="-x")


LONG = " ".join(f"vārds{n}" for n in range(100))


def test_snippets_mark_every_form_and_show_the_best_place():
    told = snippet("tilts sēde", f"{LONG} tiltu. {LONG} Domes sēdē lēma par tiltiem. {LONG}")
    assert "Domes **sēdē** lēma par **tiltiem**." in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told.split()) <= SNIPPET_WORDS + 2


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (None, ""),
        ("", ""),
        ("Īss teksts.", "Īss teksts."),
        ("Par tiltu!\n\nUn ceļu.", "Par **tiltu**! Un ceļu."),
        ("– – –", "– – –"),
        ("Tilts", "**Tilts**"),
    ],
)
def test_snippets_of_short_texts(body, told):
    assert snippet("tilts", body) == told


def test_a_snippet_of_an_endless_text_is_made_in_time():
    assert "**tilts**" in snippet("tilts", "tilts " * 200_000)


BAD = [
    "'; DROP VIEW articles; --",
    "x' OR '1'='1",
    '"',
    "\x00",
    "\u202etilts",
    "%s{}$1",
    "../../etc",
    "ā" * 40_000,
]


@pytest.mark.parametrize(
    "option",
    [
        *("region", "municipality", "town", "date_from", "date_to", "tag", "topic"),
        *("near", "place", "text", "language", "story", "new_since"),
    ],
)
def test_sql_in_any_option_is_harmless(found, option):
    for value in BAD:
        # Refused in our own words, or looked for and found where it stands.
        with suppress(PilsetasError):
            assert found(**{option: value}) == [] or option == "text"
    assert len(found()) == 4
