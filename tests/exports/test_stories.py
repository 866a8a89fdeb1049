"""Stories in the catalog: the last word on each article, one row for each story, and what to read next."""

from __future__ import annotations

import pytest

from exports.connection import connect
from exports.query import JSON_COLUMNS, ask, may_hold, views
from exports.resolve import Filters, resolve
from exports.views import build_views
from tests.exports.saying import link


@pytest.fixture
def told(put, make):
    """Two articles of one story in Ludza and Bauska, one of another, one not linked yet."""
    first = make("ludza-1", "2026-11-05 10:00", title="Pirmais")
    copy = make("bauska-1", "2026-11-06 16:30", "bauska", title="Otrs")
    other = make("ludza-2", "2026-11-07 10:00", title="Cits")
    new = make("ludza-3", "2026-11-08 10:00", title="Jauns")
    put(first, copy, other, new)
    put(link(first, "s1"), link(copy, "s1", canonical=False, similarity=0.8), link(other, "s2"))
    return first, copy, other, new


def rows(con, sql):
    return con.execute(sql).fetchall()


@pytest.mark.parametrize("whole", [True, False])
def test_articles_have_what_was_said_last(told, put, viewed, whole):
    _, copy, _, _ = told
    put(link(copy, "s3", hours=2), link(copy, "s2", canonical=False, similarity=0.6, hours=1))
    found = rows(
        viewed(whole=whole), "SELECT article_id, story_id, is_canonical, similarity FROM articles ORDER BY 1"
    )
    assert found == [
        ("bauska-1", "s3", True, 1.0),
        ("ludza-1", "s1", True, 1.0),
        ("ludza-2", "s2", True, 1.0),
        ("ludza-3", None, None, None),
    ]


def test_an_article_that_moved_to_another_year_keeps_its_story(told, put, make, viewed):
    put(make("ludza-2", "2024-01-02 10:00", title="Cits", revision=2, status="edited"))
    con = viewed(whole=True)
    assert rows(con, "SELECT year, story_id FROM articles WHERE article_id = 'ludza-2'") == [(2024, "s2")]
    assert rows(con, "SELECT article_id FROM story('s2')") == [("ludza-2",)]


def test_leaving_a_story_is_a_last_word_too(told, put, viewed):
    put(link(told[1], None, canonical=False, similarity=None, hours=1))
    assert rows(viewed(), "SELECT story_id FROM articles WHERE article_id = 'bauska-1'") == [(None,)]


def test_a_story_is_one_row(told, viewed):
    found = rows(
        viewed(),
        "SELECT story_id, title, canonical_id, publications, municipalities, spread_hours "
        "FROM stories ORDER BY 1",
    )
    assert found == [
        ("s1", "Pirmais", "ludza-1", 2, ["bauska", "ludza"], 30.5),
        ("s2", "Cits", "ludza-2", 1, ["ludza"], 0.0),
    ]


def test_a_story_by_its_id_or_by_an_article(told, viewed):
    con = viewed()
    for name in ("s1", "ludza-1", "bauska-1"):
        assert rows(con, f"SELECT article_id FROM story('{name}')") == [("ludza-1",), ("bauska-1",)]
    assert rows(con, "SELECT article_id FROM story('nothing')") == []
    assert rows(con, "SELECT article_id FROM story('ludza-3')") == []


def test_an_id_that_was_merged_leads_to_the_story_it_became(told, put, viewed):
    put(link(told[2], "s1", canonical=False, similarity=0.7, hours=1, previous_story_id="s2"))
    found = rows(viewed(), "SELECT article_id FROM story('s2')")
    assert found == [("ludza-1",), ("bauska-1",), ("ludza-2",)]


def test_counts_by_publication_and_by_story(told, put, make, viewed):
    same = {"content_hash": "x"}
    put(make("ludza-4", "2026-12-01 10:00", **same), make("bauska-2", "2026-12-02 10:00", "bauska", **same))
    found = rows(
        viewed(), "SELECT strftime(month, '%m'), publications, stories, exact_copies FROM stories_per_month()"
    )
    assert found == [("11", 4, 3, 0), ("12", 2, 2, 1)]
    found = rows(viewed(), "SELECT publications, stories FROM stories_per_month(municipality := 'Bauska')")
    assert found == [(1, 1), (1, 1)]


def test_an_empty_store_has_no_stories(viewed):
    con = viewed(whole=True)
    assert rows(con, "FROM stories") == rows(con, "FROM story('x')") == rows(con, "FROM related('x')") == []


def test_files_that_cannot_hold_the_articles_asked_for_are_left_out_with_their_links(told, store, put, make):
    old = make("ludza-9", "2020-01-05 10:00")
    put(old)
    put(link(old, "s9"))
    month = resolve(region="Latgale", date_from="2026-11-01", date_to="2026-11-30")
    kept = [part for part in store.parts() if may_hold(part, month)]
    assert {(part.dataset, part.region, part.year) for part in kept} == {
        ("articles", "latgale", 2026),
        ("links", "latgale", 2026),
    }
    with views(store, month) as (con, _):
        answer = ask(con, month, columns=("article_id", "story_id"), limit=None)
        assert answer.rows == [("ludza-3", None), ("ludza-2", "s2"), ("ludza-1", "s1")]
        plan = "\n".join(row[1] for row in rows(con, "EXPLAIN ANALYZE FROM articles_in(region := 'Latgale')"))
        assert "year=2020" not in plan


def test_a_filter_on_region_and_year_still_reads_one_file(told, put, make, viewed):
    put(make("ludza-9", "2020-01-05 10:00"))
    con = viewed(whole=True)
    plan = rows(
        con, "EXPLAIN SELECT article_id, story_id FROM articles WHERE region = 'latgale' AND year = 2026"
    )[0][1]
    assert "1/3" in plan, plan


def test_json_shows_the_story_and_filters_take_all_columns(told, store):
    assert {"story_id", "is_canonical", "similarity"} <= set(JSON_COLUMNS)
    with views(store, Filters()) as (con, _):
        assert len(ask(con, Filters(), columns=JSON_COLUMNS, limit=1).rows[0]) == len(JSON_COLUMNS)


def test_files_with_columns_no_schema_has_any_more_are_read(put, make, store):
    import json
    from pathlib import Path

    import pyarrow as pa
    import pyarrow.parquet as pq

    put(make("ludza-1", "2026-11-05 10:00"), make("bauska-1", "2026-11-05 10:00", "bauska"))
    part = store.parts("articles", ["ludza"])[0]
    table = pq.read_table(part.uri, partitioning=None)
    for name, kind in (("signature", pa.binary()), ("story_id", pa.string()), ("similarity", pa.float64())):
        table = table.append_column(name, pa.nulls(1, kind))
    pq.write_table(table, part.uri)
    manifest = store.files.folder / "manifests" / "ludza.json"
    text = json.loads(manifest.read_text(encoding="utf-8"))
    text["parts"][0]["bytes"] = Path(part.uri).stat().st_size
    manifest.write_text(json.dumps(text), encoding="utf-8")
    with connect() as con:
        build_views(con, store, whole=False)
        assert rows(con, "SELECT article_id, story_id FROM articles ORDER BY 1") == [
            ("bauska-1", None),
            ("ludza-1", None),
        ]
        assert "signature" not in {row[0] for row in rows(con, "DESCRIBE revisions")}


def test_read_next_is_what_has_most_in_common_of_another_story(put, make, viewed):
    own = make("ludza-1", "2026-11-10 10:00", tags=["Slidotava", "Sports"], topics=["sport"])
    copy = make("bauska-1", "2026-11-10 12:00", "bauska", tags=["slidotava"])
    rare = make("cesis-1", "2026-11-09 10:00", "cesis", tags=["SLIDOTAVA"])
    near = make("ludza-2", "2026-11-09 10:00", tags=["Kultūra"])
    common = make("cesis-2", "2026-11-09 10:00", "cesis", tags=["sports"])
    late = make("ludza-3", "2026-06-01 10:00", tags=["Kultūra"])
    nothing = make("cesis-3", "2026-11-10 10:00", "cesis", tags=["Kultūra"])
    more = [make(f"talsi-{n}", "2026-01-05 10:00", "talsi", tags=["sports", "x"]) for n in range(9)]
    put(own, copy, rare, near, common, late, nothing, *more)
    put(link(own, "s1"), link(copy, "s1", canonical=False))
    con = viewed()
    found = [row[0] for row in rows(con, "SELECT article_id FROM related('ludza-1')")]
    assert set(found[:2]) == {"ludza-2", "cesis-1"}
    assert found.index("cesis-2") > found.index("cesis-1"), "a tag of many articles counts for less"
    assert found.index("ludza-2") < (found.index("ludza-3") if "ludza-3" in found else 9)
    assert {"ludza-1", "bauska-1", "cesis-3"}.isdisjoint(found)
    assert len(found) == 5
    assert len(rows(con, "FROM related('ludza-1', n := 2)")) == 2
    assert rows(con, "SELECT in_common FROM related('ludza-1') WHERE article_id = 'cesis-1'") == [
        (["slidotava"],)
    ]


def test_read_next_shows_one_member_of_a_story(put, make, viewed):
    own = make("ludza-1", "2026-11-10 10:00")
    first, second = (make(f"ludza-{n}", "2026-11-09 10:00") for n in (2, 3))
    put(own, first, second)
    put(link(own, "s1"), link(first, "s2", canonical=False), link(second, "s2"))
    assert rows(viewed(), "SELECT article_id FROM related('ludza-1')") == [("ludza-3",)]
