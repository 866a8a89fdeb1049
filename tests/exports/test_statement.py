"""A statement of one's own reads what the views read, and reaches nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from exports.errors import ExportError
from exports.statement import locked_views, run


@pytest.fixture
def outside(tmp_path):
    """Files a statement must not reach."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.txt").write_text("secret")
    duckdb.sql("SELECT 'secret' AS word").write_parquet(str(folder / "secret.parquet"))
    return folder


@pytest.fixture
def locked(put, make, store):
    put(*(make(f"ludza-{n}", f"2026-11-{n:02} 10:00") for n in range(1, 13)))
    with locked_views(store) as (con, _):
        yield con


def test_rows_and_how_many_there_are(locked):
    found = run(locked, "SELECT article_id FROM articles ORDER BY published_at", limit=5)
    assert (found.columns, len(found.rows), found.total, found.noun) == (("article_id",), 5, 12, "rows")
    assert run(locked, "FROM articles", limit=None).total == 12


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM articles_in(region := 'Latgale')",
        "WITH x AS (SELECT 1 AS a) FROM x;",
        "DESCRIBE articles",
        "SHOW TABLES",
        "SUMMARIZE SELECT title FROM articles",
        "EXPLAIN FROM articles",
        "VALUES (1, 'a')",
        "FROM dictionary -- with a comment",
    ],
)
def test_all_ways_of_reading_are_there(locked, sql):
    assert run(locked, sql, limit=3).rows


def test_the_comments_of_the_catalog_are_there(locked):
    found = run(locked, "SELECT comment FROM duckdb_views() WHERE view_name = 'articles'", limit=1)
    assert found.rows[0][0]


@pytest.mark.parametrize(
    "sql",
    [
        "FROM read_text('{outside}/secret.txt')",
        "FROM read_blob('{outside}/secret.txt')",
        "FROM read_csv('{outside}/secret.txt')",
        "FROM '{outside}/secret.parquet'",
        "FROM read_parquet('{outside}/*.parquet')",
        "FROM read_parquet(['{part}', '{outside}/secret.parquet'])",
        "FROM read_parquet('{store}/data/articles/../../../outside/secret.parquet')",
        "FROM query_table('{outside}/secret.parquet')",
        "FROM query('FROM read_text(''{outside}/secret.txt'')')",
        "FROM parquet_metadata('{outside}/secret.parquet')",
        "FROM sniff_csv('{outside}/secret.txt')",
        "FROM glob('{outside}/*')",
        "FROM read_json('{store}/manifests/ludza.json')",
        "FROM read_text('/proc/self/environ')",
        "FROM read_text('/dev/stdin')",
        "FROM read_text('file:{outside}/secret.txt')",
        "FROM read_text('file://{outside}/secret.txt')",
        "FROM read_csv('http://127.0.0.1:9/x')",
        "FROM read_parquet('s3://bucket/x.parquet')",
        "SELECT (SELECT content FROM read_text('{outside}/secret.txt')) FROM articles",
        "EXPLAIN ANALYZE FROM read_text('{outside}/secret.txt')",
        "DESCRIBE FROM '{outside}/secret.parquet'",
    ],
)
def test_nothing_outside_the_parts_can_be_read(locked, store, outside, sql):
    (part,) = store.parts("articles")
    asked = sql.format(outside=outside, store=store.address, part=part.uri)
    with pytest.raises(ExportError, match=r"^--sql: ") as error:
        run(locked, asked, limit=None)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "sql",
    [
        "COPY articles TO '{outside}/stolen.csv'",
        "COPY (SELECT 1) TO '{part}'",
        "EXPORT DATABASE '{outside}/all'",
        "ATTACH '{outside}/new.db'",
        "ATTACH ':memory:' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET GLOBAL allowed_paths = ['/etc/passwd']",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "CREATE TABLE x AS FROM articles",
        "CREATE SECRET s (TYPE s3)",
        "DROP VIEW articles",
        "DELETE FROM superseded",
        "INSERT INTO superseded VALUES ('a', 1)",
        "CALL pragma_version()",
        "USE memory",
        "BEGIN",
        "CHECKPOINT",
        "PREPARE x AS SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT 1; COPY (SELECT 1) TO '{outside}/x.csv'",
        "",
        " ; ",
        "-- nothing",
        "SELECT $1",
        "SELECT ?",
        "SELECT 'unclosed",
        "SELECT nonsense FROM articles",
        "SELECT error('boom')",
        "SELECT '\x00'; COPY (SELECT 1) TO '{outside}/x.csv'",
    ],
)
def test_all_but_one_reading_statement_is_refused(locked, store, outside, sql):
    (part,) = store.parts("articles")
    before = Path(part.uri).read_bytes()
    there = sorted(outside.iterdir())
    with pytest.raises(ExportError, match=r"^--sql") as error:
        run(locked, sql.format(outside=outside, part=part.uri), limit=None)
    assert "\n" not in str(error.value)
    assert sorted(outside.iterdir()) == there
    assert Path(part.uri).read_bytes() == before


def test_the_lock_holds_without_the_check_of_statements(locked, outside):
    """Each of the locks is one by itself."""
    for sql in (
        f"COPY articles TO '{outside}/stolen.csv'",
        f"ATTACH '{outside}/new.db'",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "INSTALL httpfs",
    ):
        with pytest.raises(duckdb.Error):
            locked.execute(sql)
    assert [path.name for path in sorted(outside.iterdir())] == ["secret.parquet", "secret.txt"]


def test_a_link_in_the_store_leads_nowhere(locked, store, outside):
    link = Path(store.address) / "data" / "articles" / "link.parquet"
    link.symlink_to(outside / "secret.parquet")
    with pytest.raises(ExportError, match=r"^--sql: "):
        run(locked, f"FROM '{link}'", limit=None)
