"""The columns of an Excel sheet: in the order a reader wants them, each of one kind."""

from __future__ import annotations

from dataclasses import dataclass

# Kinds of cells: what is a moment or a day is typed, so that Excel sorts and filters by year and month.
TEXT, MOMENT, NUMBER, DEGREES, LINK = "text", "moment", "number", "degrees", "link"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: its header.
        sql: what gives it; a moment comes as text, ISO 8601, of the day alone where no time of day is known.
        kind: kind of its cells.
        width: in characters.
    """

    name: str
    sql: str
    kind: str = TEXT
    width: int = 16


def _moment(name: str, column: str) -> Column:
    return Column(name, f"strftime(a.{column}, '%Y-%m-%dT%H:%M')", MOMENT, 17)


def _moment_or_day(name: str, *, timed: str, moment: str, day: str) -> Column:
    """A moment where SQL says that its time of day is known, else the day alone."""
    return Column(
        name,
        f"CASE WHEN {timed} THEN strftime(a.{moment}, '%Y-%m-%dT%H:%M') "
        f"ELSE strftime(a.{day}, '%Y-%m-%d') END",
        MOMENT,
        17,
    )


def _stored(kind: str = TEXT, **widths: int) -> tuple[Column, ...]:
    """Columns of one kind as they are stored, by their widths."""
    return tuple(Column(name, f"a.{name}", kind, width) for name, width in widths.items())


_MINUTE = "a.published_precision = 'minute'"
_TIMED = "a.all_day IS NOT DISTINCT FROM false"
_PUBLISHER = Column("municipality_name", "m.name", width=23)
_FIRST_SEEN = _moment("first_seen", "first_seen_at")
# The first eight are what a printed page shows.
ARTICLE_COLUMNS = (
    _moment_or_day("published", timed=_MINUTE, moment="published_at", day="published_date"),
    _PUBLISHER,
    *_stored(title=66),
    *_stored(LINK, url=34),
    *_stored(topics=24, tags=36, primary_place=18, region_name=12),
    *_stored(lead=50, author=22, categories=24, keywords=36),
    Column("places", "list_transform(a.places, lambda x: x.name)", width=30),
    *_stored(language=10),
    *_stored(NUMBER, word_count=12),
    _FIRST_SEEN,
    _moment("modified", "modified_at"),
    *_stored(DEGREES, lat=10, lon=10),
    *_stored(story_id=24, is_canonical=13),
    *_stored(NUMBER, revision=10),
    *_stored(status=10, published_precision=20, planning_region=16, image_url=30),
    Column("attachments", "list_transform(a.attachments, lambda x: x.url)", width=30),
    *_stored(municipality=18, atvk=10, article_id=26, body=60),
)
EVENT_COLUMNS = (
    _moment_or_day("start", timed=_TIMED, moment="start_at", day="start_date"),
    _moment_or_day("end", timed=_TIMED, moment="end_at", day="end_date"),
    *_stored(title=60, venue=28, place=18),
    _PUBLISHER,
    *_stored(price=18),
    *_stored(LINK, url=34),
    *_stored(address=26, region_name=12),
    *_stored(organizer=24, when_raw=30, when_precision=15, recurrence=18, all_day=9, categories=24, tags=30),
    _FIRST_SEEN,
    *_stored(DEGREES, lat=10, lon=10),
    *_stored(NUMBER, revision=10),
    *_stored(status=10, image_url=30, municipality=18, atvk=10, event_id=26, description=60),
)
# Columns a printed page shows.
PRINTED = 8
