"""iCalendar (RFC 5545): events for the calendar of whoever subscribes.

An event keeps its UID when it is moved, counts its edits in SEQUENCE, and is sent as cancelled when the site
took it back. DTSTAMP is when the event was read: the clock would make each file different.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vUri
from icalendar.prop import vRecur

from exports.about import About, Report
from exports.choice import Choice
from exports.text import is_web_address, one_line, paragraphs
from pilsetas_crawl.items import REMOVED, ZONE

if TYPE_CHECKING:
    import duckdb

_RIGA = ZoneInfo(ZONE)
_DOMAIN = "pilsetas.com"
_PRODID = "-//PILSETAS.com//pilsetas_crawl//LV"
_COLUMNS = (
    *("event_id", "revision", "status", "fetched_at", "first_seen_at", "start_at", "start_date", "end_at"),
    *("end_date", "all_day", "title", "description", "organizer", "price", "when_raw", "recurrence", "place"),
    *("venue", "address", "place_key", "lat", "lon", "url", "categories"),
)


def write_ical(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], about: About) -> Report:
    """Write a calendar of the chosen events; one without a day is left out and told."""
    calendar = Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(about.title))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(_zone())
    head, _, tail = calendar.to_ical().rpartition(b"END:VCALENDAR")
    out.write(head)
    rows = dayless = 0
    for values in choice.rows(con, {name: f"a.{name}" for name in _COLUMNS}):
        row = dict(zip(_COLUMNS, values, strict=True))
        if row["start_date"] is None:
            dayless += 1
            continue
        out.write(_event(row).to_ical())
        rows += 1
    out.write(b"END:VCALENDAR" + tail)
    note = f"{choice.counted(dayless)} without a day left out"
    return Report(rows, (note,) if dayless else ())


def _event(row: dict[str, Any]) -> Event:
    event = Event()
    event.add("uid", f"{row['event_id']}@{_DOMAIN}")
    event.add("dtstamp", (row["fetched_at"] or row["start_at"]).astimezone(UTC))
    event.add("sequence", (row["revision"] or 1) - 1)
    _when(event, row)
    event.add("summary", one_line(row["title"] or "") or "(bez nosaukuma)")
    event.add("status", "CANCELLED" if row["status"] == REMOVED else "CONFIRMED")
    if row["first_seen_at"]:
        event.add("created", row["first_seen_at"].astimezone(UTC))
    if row["fetched_at"]:
        event.add("last-modified", row["fetched_at"].astimezone(UTC))
    location = ", ".join(
        dict.fromkeys(one_line(row[name]) for name in ("venue", "address", "place") if row[name])
    )
    if location:
        event.add("location", location)
    if row["place_key"] and row["lat"] is not None and row["lon"] is not None:
        event.add("geo", (round(row["lat"], 6), round(row["lon"], 6)))
    if row["url"] and is_web_address(row["url"]):
        event.add("url", vUri(row["url"]))
    if categories := [one_line(item) for item in row["categories"] or () if item and one_line(item)]:
        event.add("categories", categories)
    if text := _description(row):
        event.add("description", text)
    return event


def _when(event: Event, row: dict[str, Any]) -> None:
    """A time where one is told, else days: DTEND is then the day after the last, as the standard counts."""
    if row["all_day"] is False and row["start_at"] is not None:
        start: datetime = row["start_at"].astimezone(_RIGA)
        event.add("dtstart", start)
        if row["end_at"] is not None and row["end_at"] > row["start_at"]:
            event.add("dtend", row["end_at"].astimezone(_RIGA))
        return
    first: date = row["start_date"]
    event.add("dtstart", first)
    event.add("dtend", max(row["end_date"] or first, first) + timedelta(days=1))
    # What lasts for days does not make its reader busy.
    event.add("transp", "TRANSPARENT")


def _description(row: dict[str, Any]) -> str:
    lines = paragraphs(row["description"] or "")
    for label, name in (
        ("Laiks", "when_raw"),
        ("Atkārtojas", "recurrence"),
        ("Rīko", "organizer"),
        ("Ieeja", "price"),
    ):
        if row[name] and one_line(row[name]):
            lines.append(f"{label}: {one_line(row[name])}")
    if row["url"]:
        lines.append(one_line(row["url"]))
    return "\n".join(lines)


def _zone() -> Timezone:
    """Riga's clock since 2001, when Latvia took up summer time again: the rule of the European Union."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for kind, name, before, after, month, hour in (
        (TimezoneDaylight, "EEST", 2, 3, 3, 3),
        (TimezoneStandard, "EET", 3, 2, 10, 4),
    ):
        part = kind()
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("dtstart", _last_sunday(2001, month).replace(hour=hour))
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        zone.add_component(part)
    return zone


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001 # a zone's own clock; March and October have 31 days
    return last - timedelta(days=(last.weekday() + 1) % 7)
