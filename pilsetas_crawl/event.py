"""The event: what happens, when and where, as a municipality announces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pilsetas_crawl.columns import ZONE, column, columns, mapping

_INSTANT = f"instant, shown in {ZONE}"


@dataclass(slots=True)
class Event:
    """One revision of one event.

    Where a time of day is told, `all_day` is false and `end_at` may be NULL. Where none is told, `all_day` is
    true (said so) or NULL (only the days are known), and both times are there: 00:00 of the first day, and
    00:00 of the day after the last.
    """

    dataset: ClassVar[str] = "events"

    event_id: str | None = column(
        "Stable identity of the event: unchanged by edits of its title, its time and its address's spelling",
        group="identity",
        example="ludza-event-4f1c9a0be27d6a35",
    )
    url: str | None = column(
        "Its own page; of an event told inside an article the article's address", group="identity"
    )
    source_id: str | None = column("The site's own identifier", group="identity")
    revision: int | None = column(
        "1 for the first version stored, then one more for each edit or removal", group="identity"
    )
    derived_from: str | None = column(
        "article_id of the article it was told in; NULL for an event of a calendar", group="identity"
    )

    municipality: str | None = column("Slug of the publishing municipality", group="origin", example="ludza")
    atvk: str | None = column("Territorial code of the publishing municipality", group="origin")
    region: str | None = column(
        "Key of the historical land of the publisher", group="origin", example="latgale"
    )
    region_name: str | None = column("Name of that land", group="origin", example="Latgale")
    planning_region: str | None = column("Planning region of the publisher", group="origin")
    platform: str | None = column("Content system read", group="origin", example="tvp")
    spider_version: str | None = column("Version of the crawler that read it", group="origin")
    run_id: str | None = column("Run that stored this revision", group="origin")
    event_from: str | None = column("Way that told of it", group="origin", example="calendar")

    title: str | None = column("Name of the event", group="content")
    description: str | None = column(
        "What is said about it; paragraphs are parted by an empty line", group="content"
    )
    organizer: str | None = column("Who holds it", group="content")
    price: str | None = column("Price of admission as written", group="content", example="Ieeja brīva")
    categories: list[str] = columns("The site's own categories, in its order", group="content")
    tags: list[str] = columns("Tags and categories, display form", group="content")
    image_url: str | None = column("Picture", group="content")

    start_at: datetime | None = column(
        "Beginning; 00:00 local where no time is told", group="time", unit=_INSTANT
    )
    start_date: date | None = column("Local day of the beginning", group="time", unit=f"date in {ZONE}")
    end_at: datetime | None = column(
        "End; 00:00 after the last day where no time is told; NULL where a beginning but no end is told",
        group="time",
        unit=_INSTANT,
    )
    end_date: date | None = column("Last local day on which it is on", group="time", unit=f"date in {ZONE}")
    all_day: bool | None = column(
        "True where that is said, false where a time is told, NULL where only the days are known",
        group="time",
    )
    when_raw: str | None = column(
        "Its time as written", group="time", example="14. septembris, 2026 19.45-20.45"
    )
    when_precision: str | None = column("How exact: minute, day or month", group="time")
    when_basis: str | None = column(
        "How its days were found: stated, year chosen (none was told), counted from the day of reading, "
        "first time (it recurs)",
        group="time",
    )
    recurrence: str | None = column(
        "Words that say how it recurs; start_at is then its first time after it was read", group="time"
    )
    first_seen_at: datetime | None = column("When it was first stored", group="time", unit=_INSTANT)
    fetched_at: datetime | None = column("When this revision was read", group="time", unit=_INSTANT)

    place: str | None = column("Town, village or parish as written", group="places", example="Ludza")
    venue: str | None = column("Where there, as written", group="places", example="Ludzas kultūras nams")
    address: str | None = column("Street and number as written", group="places")
    place_key: str | None = column(
        "Key in the gazetteer of the place it happens at; NULL where none is told or known",
        group="places",
        example="0037210",
    )
    lat: float | None = column(
        "Latitude: of that place where known, else of the publisher's centre",
        group="places",
        unit="degrees, WGS 84",
    )
    lon: float | None = column("Longitude, likewise", group="places", unit="degrees, WGS 84")

    content_hash: str | None = column("Hash of what is said of the event", group="provenance")
    extraction: dict[str, str] = mapping("Field → the way that read it", group="provenance")
    status: str | None = column("new, edited or removed", group="provenance", example="new")
