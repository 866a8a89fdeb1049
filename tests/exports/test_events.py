"""Rule: `events` shows each event as it stands; it is on in the days asked for if it touches them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pilsetas_crawl.items import Event
from pilsetas_crawl.registry import municipality

RIGA = ZoneInfo("Europe/Riga")


def event(event_id: str, first: str, last: str | None = None, slug: str = "ludza", **more) -> Event:
    """An event from one local day to another."""
    place = municipality(slug)
    start = date.fromisoformat(first)
    values = {
        "event_id": event_id, "revision": 1, "status": "new", "title": event_id, "municipality": slug,
        "region": place.region, "start_date": start, "end_date": date.fromisoformat(last or first),
        "start_at": datetime(start.year, start.month, start.day, 18, tzinfo=RIGA),
    }  # fmt: skip
    return Event(**(values | more))


def found(con, question: str) -> list[str]:
    return [name for (name,) in con.execute(f"SELECT event_id FROM {question}").fetchall()]


@pytest.fixture
def world(put, viewed):
    put(
        event("before", "2026-11-18", tags=["Kultūra"]),
        event("show", "2026-10-01", "2026-11-20"),
        event("today", "2026-11-20", tags=["kultura"]),
        event("gone", "2026-11-21"),
        event("moved", "2026-12-30"),
        event("kuldiga", "2026-11-20", slug="kuldiga"),
    )
    put(
        event("gone", "2026-11-21", revision=2, status="removed"),
        event("moved", "2027-01-02", revision=2, status="edited"),
    )
    return viewed(whole=True)


def test_the_newest_revision_of_what_is_announced(world):
    assert sorted(found(world, "events")) == ["before", "kuldiga", "moved", "show", "today"]
    assert found(world, "events WHERE start_date = '2027-01-02'") == ["moved"]
    assert found(world, "events WHERE year = 2026 AND event_id = 'moved'") == []
    assert len(found(world, "event_revisions")) == 8


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("date_from := '2026-11-20', date_to := '2026-11-20'", ["show", "kuldiga", "today"]),
        ("date_to := '2026-11-19'", ["show", "before"]),
        ("date_from := '2026-11-21'", ["moved"]),
        ("region := 'kurzeme'", ["kuldiga"]),
        ("municipality := 'Ludzas novads', date_from := '2026-11-20'", ["show", "today", "moved"]),
        ("town := 'Zilupe', date_to := '2026-11-18'", ["show", "before"]),
        ("tag := 'KULTŪRA'", ["before", "today"]),
    ],
)
def test_events_by_days_places_and_tags_soonest_first(world, question, expected):
    assert found(world, f"events_in({question})") == expected


def test_a_store_without_events_has_the_views_all_the_same(put, make, viewed):
    put(make("a", "2026-11-05 12:00"))
    assert found(viewed(), "events_in(region := 'Latgale')") == []
