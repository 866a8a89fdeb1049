"""Questions about events."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from exports.errors import ExportError
from exports.events_query import EVENT_COLUMNS, TABLE_COLUMNS, ask_events
from exports.query import views
from exports.resolve import resolve
from pilsetas_crawl.items import Event


def event(name, title, day, **more):
    at = datetime.fromisoformat(f"{day}T17:00:00").replace(tzinfo=UTC)
    values = {
        "event_id": name, "revision": 1, "status": "new", "municipality": "ludza", "region": "latgale",
        "title": title, "start_at": at, "start_date": date.fromisoformat(day),
        "end_date": date.fromisoformat(day), "all_day": False,
    }  # fmt: skip
    return Event(**(values | more))


@pytest.fixture
def found(put, store):
    put(
        event("a", "Koncerts Ludzas pilī", "2026-11-28", lat=56.55, lon=27.72, place_key="0037210"),
        event("b", "Gadatirgus", "2026-11-29", description="Amatnieku tirdziņš un koncerti", all_day=None),
        event("c", "Pārgājiens", "2026-12-01", municipality="bauska", region="zemgale", tags=["Daba"],
              lat=56.4, lon=24.19,
              first_seen_at=datetime(2026, 11, 20, tzinfo=UTC)),
    )  # fmt: skip

    def run(order=None, columns=("event_id",), **asked):
        filters = resolve(**asked)
        with views(store, filters, dataset="events") as (con, _):
            answer = ask_events(con, filters, columns=columns, limit=None, order=order)
        assert answer.total == len(answer.rows)
        return [row[0] for row in answer.rows] if len(columns) == 1 else answer.rows

    return run


def test_the_earliest_first_by_days_place_text_and_tag(found):
    assert found() == ["a", "b", "c"]
    assert found("newest") == ["c", "b", "a"]
    assert found(date_from="2026-11-29") == ["b", "c"]
    assert found(date_from="2026-11-28", date_to="2026-11-28") == ["a"]
    assert found(municipality="bauska") == ["c"]
    assert found(near="56.546,27.718,30") == ["a"]
    assert found("distance", near="56.546,27.718,500") == ["a", "c"]
    assert found(tag="dabā") == ["c"]
    assert found(new_since="2026-11-01") == ["c"]


def test_a_text_in_any_form(found):
    assert found(text="koncertā") == ["a", "b"]
    assert found(text='"amatnieki tirdziņi"') == ["b"]
    assert found(text="koncerts -gadatirgu") == ["a"]
    assert found(text="') OR true OR regexp_matches('a") == []


def test_a_time_of_day_only_where_one_is_told(found):
    rows = found(columns=TABLE_COLUMNS, region="latgale")
    assert [(row[0], row[1]) for row in rows] == [
        ("2026-11-28 19:00", "Ludzas novads"),
        ("2026-11-29", "Ludzas novads"),
    ]
    assert len(found(columns=EVENT_COLUMNS)) == 3


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"topic": "roads"}, "--topic says nothing of events"),
        ({"language": "lv"}, "--language says nothing of events"),
        ({"story": "a"}, "--story says nothing of events"),
        ({"order": "relevance"}, "--order relevance: events come as"),
        ({"order": "distance"}, "--order distance needs --near"),
        ({"columns": ("titel",)}, "unknown column 'titel'; events have: event_id"),
        ({"columns": ()}, "unknown column ''"),
    ],
)
def test_what_events_do_not_have_is_refused(found, asked, line):
    with pytest.raises(ExportError, match=line):
        found(**asked)
