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


_PUBLISHED = (
    "CASE WHEN a.published_precision = 'minute' THEN strftime(a.published_at, '%Y-%m-%dT%H:%M') "
    "ELSE strftime(a.published_date, '%Y-%m-%d') END"
)
_START = (
    "CASE WHEN a.all_day IS NOT DISTINCT FROM false THEN strftime(a.start_at, '%Y-%m-%dT%H:%M') "
    "ELSE strftime(a.start_date, '%Y-%m-%d') END"
)
_END = (
    "CASE WHEN a.all_day IS NOT DISTINCT FROM false THEN strftime(a.end_at, '%Y-%m-%dT%H:%M') "
    "ELSE strftime(a.end_date, '%Y-%m-%d') END"
)
# The first eight are what a printed page shows.
ARTICLE_COLUMNS = (
    Column("published", _PUBLISHED, MOMENT, 17),
    Column("municipality_name", "m.name", width=23),
    Column("title", "a.title", width=66),
    Column("url", "a.url", LINK, 34),
    Column("topics", "a.topics", width=24),
    Column("tags", "a.tags", width=36),
    Column("primary_place", "a.primary_place", width=18),
    Column("region_name", "a.region_name", width=12),
    Column("lead", "a.lead", width=50),
    Column("author", "a.author", width=22),
    Column("categories", "a.categories", width=24),
    Column("keywords", "a.keywords", width=36),
    Column("places", "list_transform(a.places, lambda x: x.name)", width=30),
    Column("language", "a.language", width=10),
    Column("word_count", "a.word_count", NUMBER, 12),
    _moment("first_seen", "first_seen_at"),
    _moment("modified", "modified_at"),
    Column("lat", "a.lat", DEGREES, 10),
    Column("lon", "a.lon", DEGREES, 10),
    Column("story_id", "a.story_id", width=24),
    Column("is_canonical", "a.is_canonical", width=13),
    Column("revision", "a.revision", NUMBER, 10),
    Column("status", "a.status", width=10),
    Column("published_precision", "a.published_precision", width=20),
    Column("planning_region", "a.planning_region", width=16),
    Column("image_url", "a.image_url", width=30),
    Column("attachments", "list_transform(a.attachments, lambda x: x.url)", width=30),
    Column("municipality", "a.municipality", width=18),
    Column("atvk", "a.atvk", width=10),
    Column("article_id", "a.article_id", width=26),
    Column("body", "a.body", width=60),
)
EVENT_COLUMNS = (
    Column("start", _START, MOMENT, 17),
    Column("end", _END, MOMENT, 17),
    Column("title", "a.title", width=60),
    Column("venue", "a.venue", width=28),
    Column("place", "a.place", width=18),
    Column("municipality_name", "m.name", width=23),
    Column("price", "a.price", width=18),
    Column("url", "a.url", LINK, 34),
    Column("address", "a.address", width=26),
    Column("region_name", "a.region_name", width=12),
    Column("organizer", "a.organizer", width=24),
    Column("when_raw", "a.when_raw", width=30),
    Column("when_precision", "a.when_precision", width=15),
    Column("recurrence", "a.recurrence", width=18),
    Column("all_day", "a.all_day", width=9),
    Column("categories", "a.categories", width=24),
    Column("tags", "a.tags", width=30),
    _moment("first_seen", "first_seen_at"),
    Column("lat", "a.lat", DEGREES, 10),
    Column("lon", "a.lon", DEGREES, 10),
    Column("revision", "a.revision", NUMBER, 10),
    Column("status", "a.status", width=10),
    Column("image_url", "a.image_url", width=30),
    Column("municipality", "a.municipality", width=18),
    Column("atvk", "a.atvk", width=10),
    Column("event_id", "a.event_id", width=26),
    Column("description", "a.description", width=60),
)
# Columns a printed page shows.
PRINTED = 8
