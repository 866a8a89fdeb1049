"""JSON Lines, Parquet and GeoJSON, each read by something that shares no code with the writer."""

import json
from datetime import UTC, date, datetime

import duckdb
import pyarrow.parquet as pq
import pytest

from exports.choice import articles
from exports.resolve import Filters, resolve
from pilsetas_crawl.items import Attachment, Link, PlaceMention
from tests.exports.hostile import TITLES
from tests.exports.saying import link


@pytest.fixture
def written(put, make):
    put(*(make(f"ludza-{name}", "2026-11-05 10:00", title=title) for name, title in TITLES.items()))
    bauska = make(
        "bauska-1",
        "2026-07-01 12:00",
        "bauska",
        tags=["Sports"],
        attachments=[Attachment(url="https://x/a.pdf", type="pdf")],
        places=[PlaceMention(name="Bauska", mentions=2)],
        extraction={"title": "h1"},
        lat=56.4079,
        lon=24.1906,
        primary_place_key="0020210",
    )
    put(bauska, link(bauska, "story-1"))


def test_json_lines_have_every_column_and_every_character(written, export_to):
    lines = export_to("x.jsonl").read_bytes().splitlines()
    rows = {row["article_id"]: row for row in map(json.loads, lines)}
    assert len(rows) == len(lines) == len(TITLES) + 1
    assert {name: rows[f"ludza-{name}"]["title"] for name in TITLES} == TITLES
    assert tuple(rows["bauska-1"]) == articles(Filters()).columns
    assert rows["bauska-1"]["published_at"] == "2026-07-01T12:00:00+03:00"
    assert rows["bauska-1"]["published_date"] == "2026-07-01"
    assert rows["bauska-1"]["attachments"] == [{"url": "https://x/a.pdf", "name": None, "type": "pdf"}]
    assert rows["bauska-1"]["story_id"] == "story-1"


def test_duckdb_reads_the_lines(written, export_to):
    path = export_to("x.jsonl", resolve(municipality="bauska"))
    found = duckdb.sql(f"SELECT article_id, lat, tags[1] FROM read_json('{path}')").fetchall()
    assert found == [("bauska-1", 56.4079, "Sports")]


def test_parquet_keeps_types_and_meanings(written, export_to):
    path = export_to("x.parquet")
    found = pq.read_table(path)
    assert found.num_rows == len(TITLES) + 1
    schema = found.schema
    assert str(schema.field("published_at").type) == "timestamp[us, tz=UTC]"
    assert schema.field("lat").metadata[b"doc"].startswith(b"Latitude")
    assert all(schema.field(name).metadata[b"doc"] for name in schema.names)
    row = next(row for row in found.to_pylist() if row["article_id"] == "bauska-1")
    assert row["places"][0]["name"] == "Bauska"
    assert row["extraction"] == [("title", "h1")]
    assert row["published_at"] == datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_duckdb_reads_the_parquet(written, export_to):
    path = export_to("x.parquet")
    found = duckdb.sql(f"SELECT article_id, title FROM '{path}' WHERE municipality = 'ludza'").fetchall()
    assert {name.removeprefix("ludza-"): title for name, title in found} == TITLES


def test_points_stand_at_longitude_and_latitude(written, export_to):
    data = json.loads(export_to("x.geojson").read_bytes())
    features = {feature["id"]: feature for feature in data["features"]}
    assert data["type"] == "FeatureCollection"
    bauska = features["bauska-1"]
    assert bauska["geometry"] == {"type": "Point", "coordinates": [24.1906, 56.4079]}
    assert bauska["properties"]["located_by"] == "place"
    assert bauska["properties"]["published_at"] == "2026-07-01T12:00:00+03:00"
    unknown = features["ludza-nul"]
    assert unknown["geometry"] is None
    assert unknown["properties"]["title"] == "Nulle un =zvans"
    assert unknown["properties"]["located_by"] is None


def test_counts_tell_publications_and_stories_apart(put, make, export_to):
    rows = [make(f"ludza-{n}", "2026-11-05 10:00") for n in range(3)]
    links = [
        Link(
            article_id=f"ludza-{n}",
            revision=1,
            story_id="story-1",
            municipality="ludza",
            region="latgale",
            linked_at=datetime(2026, 11, 6, tzinfo=UTC),
            published_date=date(2026, 11, 5),
        )
        for n in range(2)
    ]
    put(*rows, *links)
    data = json.loads(export_to("x.geojson", counts=True).read_bytes())
    found = {feature["id"]: feature for feature in data["features"]}
    assert len(found) == 42
    assert (found["ludza"]["properties"]["articles"], found["ludza"]["properties"]["stories"]) == (3, 2)
    assert (found["riga"]["properties"]["articles"], found["riga"]["properties"]["first_date"]) == (0, None)
    assert {feature["geometry"]["type"] for feature in found.values()} <= {"Polygon", "MultiPolygon"}


def test_boundaries_are_closed_rings(put, make, export_to):
    """RFC 7946, 3.1.6: the first and last position are the same."""
    put(make("ludza-1", "2026-11-05 10:00"))
    data = json.loads(export_to("x.geojson", counts=True).read_bytes())
    for feature in data["features"]:
        shape = feature["geometry"]["coordinates"]
        for polygon in [shape] if feature["geometry"]["type"] == "Polygon" else shape:
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in polygon)


def test_municipalities_that_were_not_asked_for_have_no_count_of_0(put, make, export_to):
    put(make("ludza-1", "2026-11-05 10:00"), make("bauska-1", "2026-11-05 10:00", "bauska"))
    data = json.loads(export_to("x.geojson", resolve(region="Latgale"), counts=True).read_bytes())
    names = {feature["id"] for feature in data["features"]}
    assert "ludza" in names
    assert "rezekne" in names
    assert not names & {"bauska", "riga"}


def test_events_as_points(put, happen, export_to):
    put(happen("e1", "2026-12-05 18:00", lat=56.5, lon=27.7))
    data = json.loads(export_to("x.geojson", events=True).read_bytes())
    assert data["features"][0]["properties"]["start_at"] == "2026-12-05T18:00:00+02:00"
    assert data["features"][0]["properties"]["located_by"] == "publisher"
