"""Rule: what earlier versions have written stays readable, in every way of asking, and can be merged."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from exports.catalog import build_catalog
from exports.connection import connect
from exports.csv_dialects import DIALECTS
from exports.csv_export import write_csv_file
from exports.history import history
from exports.query import JSON_COLUMNS, ask, views
from exports.resolve import resolve
from pilsetas_crawl.items import Article
from pilsetas_crawl.schema import schemas
from pilsetas_crawl.store import SourceState, Store
from pilsetas_crawl.store.compaction import compact

if TYPE_CHECKING:
    import duckdb

STORES = Path(__file__).parents[1] / "golden" / "stores"
NAMES = sorted(path.name for path in STORES.iterdir() if path.is_dir())


@pytest.fixture(params=NAMES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A copy: opening a store for writing leaves locks in it."""
    shutil.copytree(STORES / request.param, tmp_path / "store")
    return Store.open(str(tmp_path / "store"), create=False)


@pytest.fixture(params=["as it was", "beside a new part", "merged"])
def store(request: pytest.FixtureRequest, old: Store) -> Store:
    if request.param != "as it was":
        old.commit("bauska", "now-bauska", [_new()])
    if request.param == "merged":
        assert compact(old, Path(old.address) / "state", now=datetime.now(UTC)).merged == 2
    return old


def _new() -> Article:
    at = datetime(2026, 10, 9, 9, tzinfo=UTC)
    return Article(
        article_id="bauska-1", revision=1, municipality="bauska", region="zemgale", status="new",
        title="Jauna", published_at=at, published_date=at.date(), tags=["Ceļš"], tag_keys=["ceļ"],
        topics=["roads"],
    )  # fmt: skip


def ids(con: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    return {row[0] for row in con.execute(f"SELECT article_id FROM {sql}").fetchall()} - {"bauska-1"}


def test_they_are_what_they_claim_to_be() -> None:
    assert NAMES == ["events", "first"]
    for name in NAMES:
        file = next((STORES / name / "data" / "articles").rglob("*.parquet"))
        columns = set(pq.ParquetFile(file).schema_arrow.names)
        assert "signature" in columns, "of an earlier schema"
        assert "tag_keys" not in columns
        assert columns != set(schemas()["articles"].names)


def test_views_and_macros(store: Store, tmp_path: Path) -> None:
    build_catalog(store, tmp_path / "c.duckdb")
    with connect(tmp_path / "c.duckdb", read_only=True) as con:
        assert ids(con, "articles") == {"ludza-1", "ludza-2", "riga-4"}
        assert ids(con, "removed") == {"ludza-3"}
        assert ids(con, "articles_in(region := 'Latgale', tag := 'celš', date_to := '2026-10-02')") == {
            "ludza-1", "ludza-2",
        }  # fmt: skip
        assert ids(con, "articles_about('Ludza')") == {"ludza-1", "ludza-2", "riga-4"}
        assert ids(con, "articles_near(56.54, 27.71)") == {"ludza-1", "ludza-2", "riga-4"}
        assert ids(con, "articles_in(text := 'pagarinats')") == {"ludza-2"}
        assert ids(con, "attachments") == {"ludza-1", "ludza-2", "riga-4"}
        assert con.execute("SELECT run_id, listed FROM runs").fetchall() == [("r1", 3)]
        assert con.execute("SELECT reason FROM rejects").fetchall() == [("soft_404",)]
        for view in ("events", "stories", "tags", "topics", "places", "sources", "dictionary"):
            con.execute(f"FROM {view}").fetchall()


def test_query_and_csv(store: Store, tmp_path: Path) -> None:
    latgale = resolve(region="Latgale", date_from="2026-10-01", date_to="2026-10-31")
    with views(store, latgale) as (con, _):
        found = ask(con, latgale, columns=JSON_COLUMNS, limit=None)
        write_csv_file(con, latgale, tmp_path / "x.csv", DIALECTS["excel-lv"], force=True)
    titles = {row[found.columns.index("title")] for row in found.rows}
    assert titles == {"Ceļu remonts 1", "Ceļu remonts pagarināts"}
    text = (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert {row["title"] for row in csv.DictReader(text.splitlines(), delimiter=";")} == titles


def test_history_and_state(store: Store) -> None:
    told = history(store, "ludza-2")
    assert [step.revision for step in told.steps] == [2]
    assert [span.text for span in told.steps[0].title.spans if span.kind == "in"] == ["pagarināts"]  # type: ignore[union-attr] # it has one
    with SourceState.open(store, "ludza", key_of=str) as state:
        assert state.count_live() == 2
        known = state.by_id("ludza-3")
        assert known is not None
        assert (known.revision, known.status) == (2, "removed")


def test_merged_parts_have_todays_columns(old: Store) -> None:
    compact(old, Path(old.address) / "state", now=datetime.now(UTC))
    (part,) = old.parts("articles", ["ludza"])
    assert pq.ParquetFile(part.uri).schema_arrow.names == schemas()["articles"].names
