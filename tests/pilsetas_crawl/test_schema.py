"""Rule: the Arrow schema and the dictionary follow from the items, column for column."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilsetas_crawl.items import STORED_ITEMS, Article, Attachment, Reject, Run
from pilsetas_crawl.schema import SCHEMA_VERSION, arrow_schema, arrow_type, dictionary, schemas
from pilsetas_crawl.store import Store

MOMENT = pa.timestamp("us", tz="UTC")
FILE = pa.struct([("url", pa.string()), ("name", pa.string()), ("type", pa.string())])
PLACE = pa.struct(
    [
        ("atvk", pa.string()), ("name", pa.string()), ("kind", pa.string()),
        ("mentions", pa.int64()), ("in_title", pa.bool_()), ("key", pa.string()),
        ("municipality", pa.string()), ("confidence", pa.float64()), ("rule", pa.string()),
    ]
)  # fmt: skip
COUNTS = pa.map_(pa.string(), pa.int64())

# Everything that is not plain text, by hand; the rest must be text.
NOT_TEXT = {
    "articles": {
        "revision": pa.int64(), "categories": pa.list_(pa.string()), "attachments": pa.list_(FILE),
        "links": pa.list_(pa.string()), "word_count": pa.int64(), "published_at": MOMENT,
        "published_date": pa.date32(), "modified_at": MOMENT, "first_seen_at": MOMENT, "fetched_at": MOMENT,
        "places": pa.list_(PLACE), "lat": pa.float64(), "lon": pa.float64(), "tags": pa.list_(pa.string()),
        "tag_keys": pa.list_(pa.string()), "site_tags": pa.list_(pa.string()),
        "keywords": pa.list_(pa.string()), "topic_reasons": pa.map_(pa.string(), pa.string()),
        "topics": pa.list_(pa.string()), "extraction": pa.map_(pa.string(), pa.string()),
    },
    "events": {
        "revision": pa.int64(), "categories": pa.list_(pa.string()), "tags": pa.list_(pa.string()),
        "start_at": MOMENT, "start_date": pa.date32(), "end_at": MOMENT, "end_date": pa.date32(),
        "all_day": pa.bool_(), "first_seen_at": MOMENT, "fetched_at": MOMENT, "lat": pa.float64(),
        "lon": pa.float64(), "extraction": pa.map_(pa.string(), pa.string()),
    },
    "rejects": {"rejected_at": MOMENT},
    "links": {
        "revision": pa.int64(), "is_canonical": pa.bool_(), "similarity": pa.float64(), "linked_at": MOMENT,
        "published_at": MOMENT, "published_date": pa.date32(),
    },
    "runs": {
        "started_at": MOMENT, "finished_at": MOMENT, "listed": pa.int64(), "new": pa.int64(),
        "edited": pa.int64(), "removed": pa.int64(), "known": pa.int64(), "duplicate": pa.int64(),
        "rejected": pa.int64(), "failed": pa.int64(), "discovery": COUNTS, "extraction": COUNTS,
        "ways": pa.map_(pa.string(), pa.string()), "missed": pa.int64(), "read": pa.int64(),
        "fill": pa.map_(pa.string(), pa.float64()), "median_words": pa.float64(), "same_title": pa.float64(),
        "same_body": pa.float64(), "future": pa.int64(), "newest_at": MOMENT, "seconds": pa.float64(),
        "statuses": COUNTS, "retries": pa.int64(), "waits": pa.int64(), "clock_skew": pa.float64(),
        "redirected": COUNTS,
        **{
            f"events_{count}": pa.int64()
            for count in ("listed", "new", "edited", "removed", "known", "duplicate", "rejected", "failed")
        },
        "events_ways": COUNTS, "events_left": COUNTS,
        "requests": pa.int64(), "not_modified": pa.int64(), "bytes_received": pa.int64(),
    },
}  # fmt: skip


@pytest.mark.parametrize("item", STORED_ITEMS, ids=lambda item: item.dataset)
def test_each_column_has_its_arrow_type(item):
    schema, special = arrow_schema(item), NOT_TEXT[item.dataset]
    assert schema.names == [column.name for column in fields(item)]
    assert set(special) <= set(schema.names)
    for column in schema:
        assert column.type == special.get(column.name, pa.string()), column.name


@pytest.mark.parametrize("item", STORED_ITEMS, ids=lambda item: item.dataset)
def test_the_schema_carries_meanings_version_and_zone(item):
    schema = arrow_schema(item)
    assert schema.metadata[b"pilsetas.schema_version"] == str(SCHEMA_VERSION).encode()
    assert schema.metadata[b"pilsetas.dataset"] == item.dataset.encode()
    assert schema.metadata[b"pilsetas.zone"] == b"Europe/Riga"
    for column in fields(item):
        assert schema.field(column.name).metadata[b"doc"].decode() == column.metadata["doc"]


def test_a_hint_without_counterpart_is_refused_with_what_to_do():
    with pytest.raises(TypeError, match=r"timedelta.*add it to pilsetas_crawl\.schema"):
        arrow_type(timedelta)


def test_nested_hints_are_followed():
    @dataclass
    class Inner:
        n: int

    # Hints of a class inside a function resolve only where they are no text; these are.
    Inner.__annotations__["n"] = int
    assert arrow_type(list[Inner]) == pa.list_(pa.struct([("n", pa.int64())]))
    assert arrow_type(dict[str, list[float]]) == pa.map_(pa.string(), pa.list_(pa.float64()))
    assert arrow_type(int | None) == arrow_type(int)


def test_the_dictionary_holds_every_column_once_in_order():
    expected = [(item.dataset, column.name) for item in STORED_ITEMS for column in fields(item)]
    entries = dictionary()
    assert [(entry.dataset, entry.name) for entry in entries] == expected
    assert len(expected) > 60
    assert set(schemas()) == {"articles", "events", "rejects", "runs", "links"}
    for entry in entries:
        assert entry.doc, entry.name
        assert entry.group, entry.name
        assert entry.type == str(schemas()[entry.dataset].field(entry.name).type)


def full_article() -> Article:
    riga = ZoneInfo("Europe/Riga")
    return Article(
        article_id="ludza-1", url="https://www.ludzasnovads.lv/lv/jaunums/ziema", revision=1,
        municipality="ludza", region="latgale", title="Ķekavā – “svētki”", body="Pirmā.\n\nOtrā 🎄.",
        categories=["Kultūra", "Izglītība"], tags=["Kultūra"], links=["https://www.example.lv/a?b=1"],
        attachments=[Attachment("https://x.lv/a.pdf", "Nolikums", "pdf"), Attachment("https://x.lv/b")],
        # The second of the two 03:30 of the October clock change.
        published_at=datetime(2026, 10, 25, 3, 30, tzinfo=riga, fold=1), published_date=date(2026, 10, 25),
        topic_reasons={"culture": "svētki (title)"}, published_precision="minute", lat=56.5, lon=27.7,
        extraction={"title": "css:h1"}, word_count=3, status="new",
    )  # fmt: skip


def test_items_come_back_from_a_real_store_as_they_went_in(tmp_path):
    store = Store.open(str(tmp_path / "store"))
    article = full_article()
    reject = Reject(municipality="ludza", region="latgale", url="https://x.lv/", reason="soft_404")
    run = Run(run_id="r", municipality="ludza", region="latgale", discovery={"feed": 20}, listed=20)
    store.commit("ludza", "r", [article, reject, run])
    [row] = store.read("articles").to_pylist()
    for column in fields(Article):
        value = getattr(article, column.name)
        if column.name == "attachments":
            value = [{"url": file.url, "name": file.name, "type": file.type} for file in value]
        stored = row[column.name]
        stored = dict(stored) if column.name in ("extraction", "topic_reasons") else stored
        if column.name == "published_at":  # a repeated hour equals nothing of another zone in Python
            stored, value = stored.timestamp(), value.timestamp()
        assert stored == value, column.name
    assert row["published_at"].astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    [rejected] = store.read("rejects").to_pylist()
    assert (rejected["reason"], rejected["title"]) == ("soft_404", None)
    [account] = store.read("runs").to_pylist()
    assert dict(account["discovery"]) == {"feed": 20}
    assert account["new"] is None


@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=4),
    moment=st.datetimes(datetime(1995, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 # hypothesis wants naive bounds
    ways=st.dictionaries(st.text("abc:_", min_size=1, max_size=6), st.text("xyz", max_size=5), max_size=4),
)
def test_any_texts_moments_and_maps_pass_through_arrow(texts, moment, ways):
    schema = arrow_schema(Article)
    row = dict.fromkeys(schema.names) | {
        "tags": texts, "published_at": moment, "extraction": list(ways.items()),
    }  # fmt: skip
    [back] = pa.Table.from_pylist([row], schema=schema).to_pylist()
    assert back["tags"] == texts
    assert back["published_at"] == moment
    assert dict(back["extraction"]) == ways
