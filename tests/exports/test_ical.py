"""Calendars: parsed again, and the rules of RFC 5545 a parser forgives checked by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from exports.about import About
from exports.errors import ExportError
from exports.ical_export import _zone
from exports.resolve import Filters, resolve
from tests.exports.hostile import FORBIDDEN, TITLES

RIGA = ZoneInfo("Europe/Riga")


def events_of(path):
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def test_times_days_ranges_and_no_end(put, happen, export_to):
    put(
        happen("timed", "2026-12-05 18:00", "2026-12-05 20:30"),
        happen("open", "2026-07-05 18:00"),
        happen("day", "2026-12-06"),
        happen("days", "2026-12-06", "2026-12-08"),
        happen("only-days", "2026-12-07", all_day=None),
    )
    found = events_of(export_to("x.ics"))
    assert len(found) == 5
    timed = found["timed"]
    assert timed.start == datetime(2026, 12, 5, 18, tzinfo=RIGA)
    assert timed.end == datetime(2026, 12, 5, 20, 30, tzinfo=RIGA)
    assert timed["dtstart"].params["TZID"] == "Europe/Riga"
    assert "DTEND" not in found["open"]
    assert found["open"].start.utcoffset() == timedelta(hours=3)
    # DTEND is not included, so a day ends on the next.
    spans = {name: (found[name].start, found[name].end) for name in ("day", "days", "only-days")}
    assert spans == {
        "day": (date(2026, 12, 6), date(2026, 12, 7)),
        "days": (date(2026, 12, 6), date(2026, 12, 9)),
        "only-days": (date(2026, 12, 7), date(2026, 12, 8)),
    }


def test_a_moved_event_keeps_its_uid_and_one_taken_back_is_cancelled(put, happen, export_to):
    put(happen("e1", "2026-12-05 18:00"), happen("e2", "2026-12-05 18:00"))
    put(
        happen("e1", "2026-12-12 18:00", revision=2, status="edited"),
        happen("e2", "2026-12-05 18:00", revision=2, status="removed"),
    )
    found = events_of(export_to("x.ics"))
    assert (found["e1"].start.day, found["e1"]["sequence"], found["e1"]["status"]) == (12, 1, "CONFIRMED")
    assert (found["e2"]["sequence"], found["e2"]["status"]) == (1, "CANCELLED")
    lines = export_to("x.jsonl", events=True).read_bytes().splitlines()
    assert len(lines) == 1  # elsewhere what was taken back is not there


def test_dtstamp_is_when_it_was_read(put, happen, export_to):
    put(happen("e1", "2026-12-05 18:00"))
    event = events_of(export_to("x.ics"))["e1"]
    assert event["dtstamp"].dt == event["last-modified"].dt == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert event["created"].dt == datetime(2026, 11, 19, 8, tzinfo=UTC)


def test_the_zone_says_what_the_world_s_table_says():
    ours = _zone().to_tz()
    for year in range(2002, 2038):
        for month in range(1, 13):
            for day in (1, 15, 25, 30 if month != 2 else 28):
                noon = datetime(year, month, day, 12, tzinfo=RIGA)
                assert noon.replace(tzinfo=ours).utcoffset() == noon.utcoffset(), noon


def test_lines_are_folded_at_75_bytes_between_whole_characters(put, happen, export_to):
    put(*(happen(f"e{n}", "2026-12-05 18:00", title="ā" * n + "🎄" * 60) for n in range(40)))
    data = export_to("x.ics").read_bytes()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is parted
    unfolded = data.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:" + "ā" * 39 + "🎄" * 60 + "\r\n" in unfolded


def test_whatever_a_site_writes_stays_in_its_property(put, happen, export_to):
    put(
        *(
            happen(name, "2026-12-05 18:00", title=title, description=title, venue=title, categories=[title])
            for name, title in TITLES.items()
        )
    )
    path = export_to("x.ics")
    found = events_of(path)
    assert set(found) == set(TITLES)
    text = path.read_bytes().replace(b"\r\n ", b"").decode()
    assert not any(mark in text for mark in FORBIDDEN)
    starts = [line.partition(":")[0].partition(";")[0] for line in text.split("\r\n") if line]
    assert starts.count("BEGIN") == len(TITLES) + 4  # calendar, zone and its two halves
    assert "ATTENDEE" not in starts
    assert set(starts) <= {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "X-WR-TIMEZONE", "TZID"),
        *(
            "TZNAME",
            "TZOFFSETFROM",
            "TZOFFSETTO",
            "DTSTART",
            "RRULE",
            "UID",
            "DTSTAMP",
            "SEQUENCE",
            "SUMMARY",
        ),
        *("STATUS", "CREATED", "LAST-MODIFIED", "LOCATION", "URL", "CATEGORIES", "DESCRIPTION"),
    }
    for name in ("formula", "escaped", "markup", "sql"):
        assert str(found[name]["summary"]) == TITLES[name], name
        assert found[name].categories == [TITLES[name]]


def test_an_event_without_a_day_is_left_out_and_told(put, happen, store, tmp_path):
    from exports.exporting import export, ordered

    put(happen("e1", "2026-12-05 18:00"), happen("e2", "2026-12-05", start_date=None, start_at=None))
    path = tmp_path / "x.ics"
    report = export(store, ordered(Filters(), path), path)
    assert (report.rows, report.notes) == (1, ("1 event without a day left out",))


def test_an_address_that_is_none_is_no_property(put, happen, export_to):
    put(happen("e1", "2026-12-05 18:00", url="javascript:alert(1)"))
    assert "URL" not in events_of(export_to("x.ics"))["e1"]


def test_events_are_chosen_by_place_days_and_tag(put, happen, export_to):
    put(
        happen("long", "2026-12-01", "2026-12-20", tags=["Izstādes"]),
        happen("late", "2026-12-24 18:00"),
        happen("bauska", "2026-12-05 18:00", slug="bauska"),
    )
    assert set(events_of(export_to("x.ics", resolve(date_from="2026-12-20")))) == {"long", "late"}
    assert set(events_of(export_to("x.ics", resolve(date_to="2026-12-05")))) == {"long", "bauska"}
    assert set(events_of(export_to("x.ics", resolve(region="Zemgale")))) == {"bauska"}
    assert set(events_of(export_to("x.ics", resolve(tag="izstāde")))) == {"long"}


def test_a_filter_that_chooses_no_events_is_refused(export_to):
    with pytest.raises(ExportError, match="--topic does not choose among events: leave it out"):
        export_to("x.ics", resolve(topic="roads"))


def test_a_title_of_two_lines_is_one_name(put, happen, export_to):
    put(happen("e1", "2026-12-05 18:00"))
    data = export_to("x.ics", more={"title": "Mans\r\nBEGIN:VEVENT"}).read_bytes()
    assert b"X-WR-CALNAME:Mans BEGIN:VEVENT\r\n" in data
    assert About("", {}, None).self_url is None
