"""Data packages, validated by Frictionless: every cell against the type its field declares."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from frictionless import Package, validate

from exports.csv_export import COLUMNS, EVENT_COLUMNS
from exports.errors import ExportError
from exports.resolve import resolve
from pilsetas_crawl.items import Attachment, Run
from tests.exports.hostile import TITLES


@pytest.fixture
def some(put, make, happen):
    put(*(make(f"ludza-{name}", "2026-11-05 10:00", title=title) for name, title in TITLES.items()))
    put(
        make(
            "bauska-1",
            "2026-07-01 12:00",
            "bauska",
            lat=56.4,
            lon=24.25,
            word_count=7,
            tags=["a", "b"],
            attachments=[Attachment(url="https://x/a.pdf")],
            published_precision="day",
        ),
        happen("e1", "2026-12-05 18:00", slug="bauska"),
        happen("e2", "2026-12-06", "2026-12-07", slug="bauska", lat=56.5),
        Run(
            run_id="r9",
            municipality="bauska",
            region="zemgale",
            started_at=datetime(2026, 11, 28, 8, tzinfo=UTC),
            finished_at=datetime(2026, 11, 28, 9, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("events", [False, True])
def test_the_validator_accepts_every_cell(some, export_to, name, events):
    folder = export_to("paka", format_name=name, events=events)
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "type", "note"])[:5]
    assert report.tasks[0].stats["rows"] == (2 if events else len(TITLES) + 1)


def test_the_validator_would_see_a_wrong_cell(some, export_to):
    """Else the test above would say nothing."""
    folder = export_to("paka", format_name="csv")
    data = folder / "articles.csv"
    data.write_bytes(data.read_bytes().replace(b"56,4;", b"56.4;"))
    report = validate(str(folder / "datapackage.json"))
    assert {row[0] for row in report.flatten(["type"])} >= {"type-error", "hash-count"}


@pytest.mark.parametrize("name", ["jsonl", "parquet", "geojson"])
def test_other_formats_have_a_valid_descriptor(some, export_to, name):
    folder = export_to("paka", format_name=name)
    told = json.loads((folder / "datapackage.json").read_bytes())
    assert list(Package.metadata_validate(told)) == []
    (resource,) = told["resources"]
    assert (
        resource["hash"] == f"sha256:{hashlib.sha256((folder / resource['path']).read_bytes()).hexdigest()}"
    )


def test_a_calendar_has_one_too(some, export_to):
    folder = export_to("paka", format_name="ics")
    told = json.loads((folder / "datapackage.json").read_bytes())
    assert (told["name"], told["resources"][0]["path"], told["resources"][0]["items"]) == (
        "pilsetas-events",
        "events.ics",
        2,
    )


def test_it_says_what_was_asked_as_of_when_and_of_whom(some, export_to):
    folder = export_to("paka", resolve(municipality="bauska", date_from="2026-01-01"))
    told = json.loads((folder / "datapackage.json").read_bytes())
    assert told["query"] == {"municipality": "bauska", "date_from": "2026-01-01"}
    assert told["created"] == "2026-11-28T11:00:00+02:00"
    assert told["licenses"][0]["title"].startswith("Texts, pictures and documents belong")
    (source,) = told["sources"]
    assert (source["title"], source["municipality"]) == ("Bauskas novads", "bauska")
    assert (source["rows"], source["stories"]) == (1, 1)


def test_fields_have_types_units_and_the_items_words(some, export_to):
    told = json.loads((export_to("paka") / "datapackage.json").read_bytes())
    fields = {field["name"]: field for field in told["resources"][0]["schema"]["fields"]}
    assert list(fields) == list(COLUMNS)
    assert fields["lat"]["type"] == "number"
    assert fields["lat"]["unit"] == "degrees, WGS 84"
    assert fields["lat"]["decimalChar"] == ","
    assert fields["title"]["description"] == "Headline"
    assert fields["published_time"] == {
        "name": "published_time",
        "type": "time",
        "format": "%H:%M",
        "unit": "HH:MM in Europe/Riga",
        "description": "Moment of publication (time of day; empty where none is known)",
    }
    types = {name: field["type"] for name, field in fields.items()}
    assert (types["published_date"], types["word_count"], types["is_canonical"]) == (
        "date",
        "integer",
        "boolean",
    )
    assert all(field["description"] for field in fields.values())
    events = json.loads((export_to("citi", events=True) / "datapackage.json").read_bytes())
    assert [field["name"] for field in events["resources"][0]["schema"]["fields"]] == list(EVENT_COLUMNS)


def test_nothing_is_left_of_a_folder_that_cannot_be_made(some, export_to, tmp_path):
    with pytest.raises(ExportError, match="is no folder: make it first"):
        export_to("nav/paka")
    assert not (tmp_path / "nav").exists()
