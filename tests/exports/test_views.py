"""`revisions` has all rows; `articles` the newest revision of each article, removed ones left out."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from exports.connection import connect
from exports.errors import ExportError
from exports.views import build_views, select_parts
from pilsetas_crawl.items import Article, Link, PlaceMention, Reject, Run, field_names
from pilsetas_crawl.store import Store

ARTICLE_VIEWS = ("revisions", "articles", "removed")


def files_read(con, sql):
    """Names of the Parquet files each scan of a statement opened, from its measured plan."""
    plan = con.execute(f"EXPLAIN (ANALYZE, FORMAT json) {sql}").fetchall()[0][1]
    return [int(n) for n in re.findall(r'"Total Files Read"\s*:\s*"?(\d+)', plan)]


def test_newest_revision_only(put, make, viewed, ids):
    put(make("ludza-1", "2026-11-05 10:00", title="Vecs"), make("ludza-2", "2026-11-05 11:00"))
    put(make("ludza-1", "2026-11-05 10:00", title="Jauns", revision=2, status="edited"))
    con = viewed()
    found = con.execute("SELECT article_id, revision, title FROM articles ORDER BY article_id").fetchall()
    assert found == [("ludza-1", 2, "Jauns"), ("ludza-2", 1, "Virsraksts ludza-2")]
    assert con.execute("SELECT count(*) FROM revisions").fetchone() == (3,)
    assert con.execute("SELECT * FROM superseded").fetchall() == [("ludza-1", 1)]


def test_a_revision_that_changed_its_year_still_stands_over_the_older(put, make, viewed):
    put(make("ludza-1", "2025-12-31 23:59"))
    put(make("ludza-1", "2026-01-01 00:00", revision=2, status="edited"))
    con = viewed()
    assert con.execute("SELECT revision, year FROM articles").fetchall() == [(2, 2026)]
    assert con.execute("SELECT count(*) FROM articles WHERE year = 2025").fetchone() == (0,)


def test_a_gap_in_the_revisions_hides_all_older_ones(put, make, viewed):
    put(make("ludza-1", "2026-11-05 10:00"), make("ludza-1", "2026-11-05 10:00", revision=4))
    assert viewed().execute("SELECT revision FROM articles").fetchall() == [(4,)]


def test_removed_articles_stand_in_removed(put, make, viewed, ids):
    put(make("ludza-1", "2026-11-05 10:00"), make("ludza-2", "2026-11-05 10:00"))
    put(make("ludza-1", "2026-11-05 10:00", revision=2, status="removed"))
    con = viewed()
    assert ids(con, "articles") == {"ludza-2"}
    assert con.execute("SELECT article_id, revision FROM removed").fetchall() == [("ludza-1", 2)]


def test_an_article_that_came_back_is_an_article_again(put, make, viewed, ids):
    put(make("ludza-1", "2026-11-05 10:00"))
    put(make("ludza-1", "2026-11-05 10:00", revision=2, status="removed"))
    put(make("ludza-1", "2026-11-05 10:00", revision=3, status="edited"))
    con = viewed()
    assert ids(con, "articles") == {"ludza-1"}
    assert ids(con, "removed") == set()


def test_unlisted_files_do_not_count(put, make, store, viewed):
    put(make("ludza-1", "2026-11-05 10:00"))
    part = Path(store.parts("articles")[0].uri)
    (part.parent / "stray.parquet").write_bytes(part.read_bytes())
    assert viewed().execute("SELECT count(*) FROM revisions").fetchone() == (1,)


def test_rejects_and_runs(put, viewed):
    moment = datetime(2026, 11, 5, 10, tzinfo=UTC)
    put(
        Reject(
            municipality="ludza", region="latgale", url="https://x/1", reason="soft_404", rejected_at=moment
        ),
        Run(run_id="r", municipality="ludza", region="latgale", started_at=moment, listed=7),
    )
    con = viewed()
    assert con.execute("SELECT url, reason, year FROM rejects").fetchall() == [
        ("https://x/1", "soft_404", 2026)
    ]
    assert con.execute("SELECT run_id, listed, region FROM runs").fetchall() == [("r", 7, "latgale")]


@pytest.mark.parametrize("view", [*ARTICLE_VIEWS, "rejects", "runs", "links"])
def test_views_have_the_schema_s_columns_in_its_order(put, make, viewed, view):
    expected = {"rejects": Reject, "runs": Run, "links": Link}.get(view, Article)
    told = ["story_id", "is_canonical", "similarity"] if view == "articles" else []
    put(make("ludza-1", "2026-11-05 10:00"))  # no rejects, no runs: these two views are over no file
    columns = [row[0] for row in viewed().execute(f"DESCRIBE {view}").fetchall()]
    assert columns == [*field_names(expected), "year", *told]


def test_an_empty_store_has_typed_views(viewed):
    con = viewed()
    types = dict(row[:2] for row in con.execute("DESCRIBE articles").fetchall())
    assert types["published_at"] == "TIMESTAMP WITH TIME ZONE"
    assert types["published_date"] == "DATE"
    assert types["tags"] == "VARCHAR[]"
    assert types["extraction"] == "MAP(VARCHAR, VARCHAR)"
    for view in (*ARTICLE_VIEWS, "rejects", "runs", "tags"):
        assert con.execute(f"SELECT * FROM {view}").fetchall() == []


def test_files_from_before_a_column_read_it_as_null(put, make, store):
    put(make("ludza-1", "2026-11-05 10:00", lat=0.5))
    put(make("ludza-2", "2026-11-05 10:00", lat=0.5))
    old = Path(store.parts("articles")[0].uri)
    pq.write_table(pq.read_table(old, partitioning=None).drop_columns(["lat"]), old)
    with connect() as con:
        # The shorter file is of another size than listed, which is not the question here.
        build_views_of_any_size(con, store)
        found = con.execute("SELECT article_id, lat FROM articles ORDER BY 1").fetchall()
    assert found == [("ludza-1", None), ("ludza-2", 0.5)]


def test_a_column_no_file_has_is_null(put, make, store):
    put(make("ludza-1", "2026-11-05 10:00", lat=0.5))
    old = Path(store.parts("articles")[0].uri)
    pq.write_table(pq.read_table(old, partitioning=None).drop_columns(["lat"]), old)
    with connect() as con:
        build_views_of_any_size(con, store)
        assert con.execute("SELECT article_id, lat FROM articles").fetchall() == [("ludza-1", None)]


@pytest.mark.parametrize("mixed", [True, False])
def test_places_stored_before_they_had_keys_read_them_as_null(put, make, store, mixed):
    place = PlaceMention("0037210", "Ludza", "pilseta", 1, in_title=True, key="0037210", rule="town")
    put(make("ludza-1", "2026-11-05 10:00", places=[place]))
    old = Path(store.parts("articles")[0].uri)
    if mixed:
        put(make("ludza-2", "2026-11-05 11:00", places=[place]))
    table = pq.read_table(old, partitioning=None)
    at = table.schema.get_field_index("places")
    shorter = pa.list_(pa.struct(list(table.schema.field("places").type.value_type)[:5]))
    pq.write_table(table.set_column(at, "places", table["places"].cast(shorter)), old)
    with connect() as con:
        build_views_of_any_size(con, store)
        told = con.execute(
            "SELECT places[1].name, places[1].key FROM articles ORDER BY article_id"
        ).fetchall()
    assert told == [("Ludza", None), ("Ludza", "0037210")][: 1 + mixed]


def build_views_of_any_size(con, store):
    """Views over files whose manifest is brought in line with their size first."""
    for path in (store.files.folder / "manifests").glob("*.json"):
        manifest = json.loads(path.read_text())
        for part in manifest["parts"]:
            part["bytes"] = (store.files.folder / part["path"]).stat().st_size
        path.write_text(json.dumps(manifest))
    build_views(con, store)


def test_a_store_under_a_strange_folder(tmp_path, make):
    store = Store.open(str(tmp_path / "x=1" / "it's [new] *?"))
    store.commit("ludza", "r1", [make("ludza-1", "2026-11-05 10:00"), make("ludza-2", "2025-11-05 10:00")])
    with connect() as con:
        build_views(con, store)
        assert con.execute("SELECT count(*), count(DISTINCT year) FROM articles").fetchone() == (2, 2)


def test_region_and_year_leave_out_files(put, make, viewed):
    for year in (2024, 2025, 2026):
        for slug in ("ludza", "bauska", "saldus"):
            put(make(f"{slug}-{year}", f"{year}-05-05 10:00", slug))
    con = viewed()
    # Nine files; the newest-revision rule itself must not open any.
    assert files_read(con, "SELECT title FROM articles") == [9]
    assert files_read(con, "SELECT title FROM articles WHERE region = 'latgale'") == [3]
    assert files_read(con, "SELECT title FROM articles WHERE region = 'latgale' AND year = 2025") == [1]
    assert files_read(con, "SELECT title FROM articles_in(region := 'Latgale')") == [3]
    between = "region := 'LATGALES', date_from := '2025-02-01', date_to := DATE '2025-12-31'"
    assert files_read(con, f"SELECT title FROM articles_in({between})") == [1]


def test_parameters_leave_out_files_as_well(put, make, viewed):
    for year in (2024, 2025, 2026):
        put(
            make(f"ludza-{year}", f"{year}-05-05 10:00"),
            make(f"bauska-{year}", f"{year}-05-05 10:00", "bauska"),
        )
    plan = viewed().execute(
        "EXPLAIN (ANALYZE, FORMAT json) SELECT title FROM articles_in(region := $r, date_from := $d)",
        {"r": "latgale", "d": datetime(2026, 1, 1, tzinfo=UTC).date()},
    )
    assert re.findall(r'"Total Files Read"\s*:\s*"?(\d+)', plan.fetchall()[0][1]) == ["1"]


def test_everything_is_commented(put, make, viewed):
    put(make("ludza-1", "2026-11-05 10:00"))
    con = viewed(whole=True)
    bare = con.execute(
        "SELECT table_name || '.' || column_name FROM duckdb_columns() "
        "WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT function_name FROM duckdb_functions() WHERE NOT internal AND comment IS NULL"
    ).fetchall()
    assert bare == []
    meaning = con.execute(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'articles' "
        "AND column_name = 'published_date'"
    ).fetchone()
    assert meaning == ("Local day of publication (date in Europe/Riga)",)


def test_dictionary_explains_every_column_of_the_base_views(viewed):
    con = viewed()
    for view, item in {"revisions": Article, "rejects": Reject, "runs": Run}.items():
        names = con.execute("SELECT column_name FROM dictionary WHERE view_name = ?", [view]).fetchall()
        assert tuple(name for (name,) in names) == field_names(item)


def test_a_missing_part_is_named(put, make, store, viewed):
    put(make("ludza-1", "2026-11-05 10:00"))
    part = Path(store.parts("articles")[0].uri)
    part.unlink()
    with pytest.raises(ExportError) as error:
        viewed()
    assert str(part) in str(error.value)
    assert "--skip-damaged" in str(error.value)
    assert "\n" not in str(error.value)


def test_damaged_parts_can_be_left_out_and_are_told(put, make, store):
    put(make("ludza-1", "2026-11-05 10:00"))
    put(make("ludza-2", "2026-11-05 10:00"))
    broken = store.parts("articles")[0]
    Path(broken.uri).write_bytes(b"PAR1")
    with connect() as con:
        chosen = build_views(con, store, skip_damaged=True)
        assert con.execute("SELECT article_id FROM articles").fetchall() == [("ludza-2",)]
    assert [part.path for part, _ in chosen.skipped] == [broken.path]
    assert all(reason for _, reason in chosen.skipped)


def test_a_part_with_both_marks_but_no_content_is_one_clear_line(put, make, store, viewed):
    put(make("ludza-1", "2026-11-05 10:00"))
    part = Path(store.parts("articles")[0].uri)
    size = part.stat().st_size
    part.write_bytes(b"PAR1" + b"\xff" * (size - 8) + b"PAR1")
    assert select_parts(store, skip_damaged=False).parts  # the quick check cannot see it
    with pytest.raises(ExportError, match=r"^cannot read the store: ") as error:
        viewed()
    assert "\n" not in str(error.value)
    assert part.name in str(error.value)
