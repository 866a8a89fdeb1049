"""What goes in comes out: every column, every awkward value; and what cannot be stored is refused whole."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pilsetas_crawl.items import Article, Attachment, Reject, Run
from pilsetas_crawl.schema import schemas
from pilsetas_crawl.store import Store, StoreError

RIGA = ZoneInfo("Europe/Riga")
RUN = "20261122T233144-ludza"


def as_given(row: Article | Reject | Run) -> dict:
    # In UTC, for Python calls the repeated hour of the autumn night unequal to any other zone's hour.
    return {
        name: value.astimezone(UTC) if isinstance(value, datetime) else value
        for name, value in asdict(row).items()
    }


def stored(store: Store, dataset: str) -> list[dict]:
    # Arrow gives the pairs of a map.
    maps = {field.name for field in schemas()[dataset] if pa.types.is_map(field.type)}
    return [
        {name: dict(value) if name in maps else value for name, value in row.items()}
        for row in store.read(dataset).to_pylist()
    ]


def test_every_column_of_a_full_article_comes_back(store, full_article):
    assert [f.name for f in fields(Article) if getattr(full_article, f.name) in (None, [], {})] == []
    store.commit("ludza", RUN, [full_article])
    assert stored(store, "articles") == [as_given(full_article)]


def test_unknown_stays_unknown_and_empty_stays_empty(store):
    bare = Article(article_id="ludza-1", revision=1, region="latgale")
    store.commit("ludza", RUN, [bare])
    (row,) = stored(store, "articles")
    assert row == as_given(bare)
    assert (row["title"], row["tags"], row["extraction"], row["attachments"]) == (None, [], {}, [])


def test_an_attachment_of_which_only_the_address_is_known(store, make):
    store.commit("ludza", RUN, [make(1, attachments=[Attachment("https://x.lv/c")])])
    assert stored(store, "articles")[0]["attachments"] == [
        {"url": "https://x.lv/c", "name": None, "type": None}
    ]


def test_rejects_and_runs_come_back(store):
    at = datetime(2026, 11, 22, 23, 31, 44, 5, tzinfo=RIGA)
    reject = Reject("ludza", "latgale", RUN, "https://x.lv/1", "Nav", "soft_404", "sākumlapa", None, at)
    run = Run(
        run_id=RUN, municipality="ludza", region="latgale", started_at=at, new=2, discovery={"feed": 20}
    )
    store.commit("ludza", RUN, [reject, run])
    assert stored(store, "rejects") == [as_given(reject)]
    assert stored(store, "runs") == [as_given(run)]


def test_both_hours_of_the_autumn_night_stay_apart(store, make):
    # 25 October 2026: 03:30 comes twice in Riga, first as UTC+3, then as UTC+2.
    first = datetime(2026, 10, 25, 3, 30, tzinfo=RIGA, fold=0)
    second = datetime(2026, 10, 25, 3, 30, tzinfo=RIGA, fold=1)
    store.commit("ludza", RUN, [make(2, published_at=second), make(1, published_at=first)])
    assert [row["published_at"] for row in stored(store, "articles")] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


def test_zones_are_instants(store, make):
    zulu = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    local = datetime(2026, 7, 1, 12, 0, tzinfo=RIGA)
    store.commit("ludza", RUN, [make(1, modified_at=zulu), make(2, modified_at=local)])
    assert {row["modified_at"] for row in stored(store, "articles")} == {zulu}


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2025, 12, 31, 21, 59, 59, tzinfo=UTC), 2025),  # 23:59:59 in Riga
        (datetime(2025, 12, 31, 22, 0, tzinfo=UTC), 2026),  # midnight in Riga
    ],
)
def test_rejects_and_runs_are_filed_under_the_local_year(store, moment, year):
    rows = [
        Reject(region="latgale", rejected_at=moment),
        Run(run_id=RUN, region="latgale", started_at=moment),
    ]
    parts = store.commit("ludza", RUN, rows)
    assert [(part.dataset, part.region, part.year) for part in parts] == [
        ("rejects", "latgale", year),
        ("runs", "latgale", year),
    ]


def test_articles_are_filed_under_the_year_of_their_local_day(store, make):
    midnight = datetime(2026, 1, 1, tzinfo=RIGA)  # still 2025 in UTC
    before = midnight - timedelta(minutes=1)
    rows = [
        make(1, published_at=midnight, published_date=date(2026, 1, 1)),
        make(2, published_at=before, published_date=date(2025, 12, 31)),
        make(3, published_at=None, published_date=None),
    ]
    parts = store.commit("ludza", RUN, rows)
    filed = {part.year: store_ids(part.uri) for part in parts}
    assert filed == {2026: ["ludza-0001"], 2025: ["ludza-0002"], 0: ["ludza-0003"]}
    assert parts[0].path.startswith("data/articles/region=latgale/year=0/")
    assert {part.year: (part.min_published, part.max_published) for part in parts} == {
        2026: (date(2026, 1, 1), date(2026, 1, 1)),
        2025: (date(2025, 12, 31), date(2025, 12, 31)),
        0: (None, None),
    }


def store_ids(path: str) -> list[str]:
    return pq.ParquetFile(path).read(columns=["article_id"])["article_id"].to_pylist()


def test_rows_lie_by_moment_and_undated_ones_last(store, make):
    day = date(2026, 5, 1)
    rows = [
        make(4, published_at=None, published_date=day),
        make(3, published_date=day),
        make(1, published_date=day),
        make(2, published_date=day),
    ]
    (part,) = store.commit("ludza", RUN, rows)
    assert store_ids(part.uri) == ["ludza-0001", "ludza-0002", "ludza-0003", "ludza-0004"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"article_id": None}, "has no article_id"),
        ({"article_id": ""}, "has no article_id"),
        ({"revision": None}, "has no revision"),
        ({"region": None}, "has no region"),
        ({"region": "Sēlija"}, "region 'Sēlija'"),
        ({"region": "../latgale"}, "region '../latgale'"),
        ({"modified_at": datetime(2026, 1, 1)}, "modified_at"),  # noqa: DTZ001 # that is the case
        ({"modified_at": date(2026, 1, 1)}, "modified_at"),
        ({"word_count": "daudz"}, "column word_count"),
        ({"word_count": 2**70}, "column word_count"),
        ({"title": "pus\ud83c"}, "column title"),
        ({"attachments": ["https://x.lv/a.pdf"]}, "column attachments"),
    ],
)
def test_a_row_that_cannot_be_stored_refuses_the_whole_batch(store, make, values, message):
    store.commit("ludza", RUN, [make(1)])
    before = files(store)
    with pytest.raises(StoreError) as refusal:
        store.commit("ludza", RUN, [make(2), make(3, **values), make(4)])
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)
    if "article_id" not in values:
        assert "ludza-0003" in str(refusal.value)
    assert files(store) == before
    assert len(store.commit("ludza", RUN, [make(2)])) == 1


def test_something_else_than_an_item_is_refused(store):
    with pytest.raises(StoreError, match="a dict cannot be stored"):
        store.commit("ludza", RUN, [{"article_id": "x"}])


@pytest.mark.parametrize("source", ["", "Ludza", "../ludza", "ludza/x", "ludza-", "rēzekne"])
def test_a_source_that_is_no_slug_is_refused(store, make, source):
    with pytest.raises(StoreError, match="not a slug"):
        store.commit(source, RUN, [make(1)])


@pytest.mark.parametrize("run_id", ["", "../x", ".hidden", "a b", "ā"])
def test_a_run_id_that_cannot_name_a_file_is_refused(store, make, run_id):
    with pytest.raises(StoreError, match="run id"):
        store.commit("ludza", run_id, [make(1)])


def files(store: Store) -> dict[str, bytes]:
    root = Path(store.address)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
