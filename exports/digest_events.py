"""Events of the coming days, as a digest shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from exports.digest_words import clean_line, clean_url, day_dative, weekday_line

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from exports.interests import Interest

# Events shown; the rest is counted.
_SHOWN = 40
_RUNNING = "Jau notiek"
_SQL = """
SELECT
    e.title, e.url, e.region, e.municipality, e.lat, e.lon, e.start_date, e.end_date, e.venue, e.place,
    list_transform(e.tags, lambda t: tag_key(t)) AS tags,
    coalesce(m.name, e.municipality) AS name,
    CASE WHEN e.when_precision = 'minute' AND e.all_day IS NOT TRUE THEN strftime(e.start_at, '%-H.%M') END
        AS clock
FROM events_in(date_from := $first, date_to := $last) AS e
LEFT JOIN municipalities AS m USING (municipality)
WHERE e.when_precision IS DISTINCT FROM 'month'
ORDER BY greatest(e.start_date, $first::DATE - 1), e.start_at, e.event_id
"""


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event.

    Attributes:
        title: its name.
        url: its page, or the article that tells of it; None where it cannot be linked.
        when: time of day, and the last day where it is on for several; empty where no time is told.
        where: venue, place and municipality, as far as they are known and differ.
    """

    title: str
    url: str | None
    when: str
    where: str


@dataclass(frozen=True, slots=True)
class EventDay:
    """The events that begin on one day, under its name; those under way stand before all days."""

    name: str
    events: tuple[EventLine, ...]


def coming_events(
    con: duckdb.DuckDBPyConnection, interest: Interest, first: date, days: int
) -> tuple[tuple[EventDay, ...], int]:
    """The events of an interest's places in so many days from the first on, and how many more there are.

    Of the subject only what is not wanted counts: a calendar has no topics.
    """
    cursor = con.execute(_SQL, {"first": first, "last": first + timedelta(days=days - 1)})
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    wanted = [
        row
        for row in rows
        if interest.is_here(row["region"], row["municipality"], row["lat"], row["lon"])
        and not interest.is_barred((), row["tags"] or ())
    ]
    shown = groupby(wanted[:_SHOWN], key=lambda row: _heading(row["start_date"], first))
    lines = tuple(EventDay(name, tuple(_line(row, first.year) for row in rows)) for name, rows in shown)
    return lines, max(0, len(wanted) - _SHOWN)


def _heading(start: date, first: date) -> str:
    return _RUNNING if start < first else weekday_line(start, first.year)


def _line(row: dict[str, Any], year: int) -> EventLine:
    start, end = row["start_date"], row["end_date"]
    when = [f"plkst. {row['clock']}"] if row["clock"] else []
    if end and end > start:
        when.append(f"līdz {day_dative(end, year)}")
    where: list[str] = []
    for part in (clean_line(row["venue"]), clean_line(row["place"]), clean_line(row["name"])):
        # "Ludzas kultūras nams, Ludza" says more than the house alone, "Ludza, Ludza" does not.
        if part and part not in where:
            where.append(part)
    return EventLine(
        title=clean_line(row["title"]) or "(bez nosaukuma)",
        url=clean_url(row["url"]),
        when=", ".join(when),
        where=", ".join(where),
    )
