"""Items: the one definition of everything that is stored.

The Arrow schema (`pilsetas_crawl.schema`), the data dictionary in the docs and the comments in DuckDB are
all generated from the fields below, so a column is added here and nowhere else.

``None`` means *unknown*; an empty string is never stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from typing import ClassVar

from pilsetas_crawl.columns import ZONE, column, columns, mapping
from pilsetas_crawl.event import Event
from pilsetas_crawl.link import Link
from pilsetas_crawl.record import Reject, Run

__all__ = [
    "EDITED",
    "NEW",
    "REMOVED",
    "STORED_ITEMS",
    "ZONE",
    "Article",
    "Attachment",
    "Event",
    "Link",
    "PlaceMention",
    "Reject",
    "Run",
    "StoredItem",
    "column",
    "columns",
    "field_names",
    "mapping",
]

# Values of `Article.status`.
NEW = "new"
EDITED = "edited"
REMOVED = "removed"


@dataclass(slots=True)
class Attachment:
    """A document an article links to."""

    url: str = field(metadata={"doc": "absolute address"})
    name: str | None = field(default=None, metadata={"doc": "name shown to readers, or the file's own name"})
    type: str | None = field(
        default=None, metadata={"doc": "lower-case file type such as pdf, docx; NULL when not told"}
    )


@dataclass(slots=True)
class PlaceMention:
    """A place an article speaks of; docs/places.md tells how it is found."""

    atvk: str | None = field(default=None, metadata={"doc": "territorial code; NULL for villages"})
    name: str | None = field(default=None, metadata={"doc": "official name, nominative"})
    kind: str | None = field(
        default=None, metadata={"doc": "novads, valstspilseta, pilseta, pagasts or ciems"}
    )
    mentions: int | None = field(default=None, metadata={"doc": "how often it is named"})
    in_title: bool | None = field(default=None, metadata={"doc": "named in the title"})
    key: str | None = field(
        default=None,
        metadata={"doc": "stable key: the code, or for villages the parish's code, a slash and the name"},
    )
    municipality: str | None = field(default=None, metadata={"doc": "slug of the municipality it lies in"})
    confidence: float | None = field(default=None, metadata={"doc": "how sure its surest mention is, 0 to 1"})
    rule: str | None = field(default=None, metadata={"doc": "code of the rule that found that mention"})


@dataclass(slots=True)
class Article:
    """One revision of one news article as a municipality published it."""

    dataset: ClassVar[str] = "articles"

    article_id: str | None = column(
        "Stable identity of the article: unchanged by title edits, tracking parameters, http or https, www, "
        "a trailing slash or a moved domain",
        group="identity",
        example="ludza-4f1c9a0be27d6a35",
    )
    url: str | None = column("Address it was read from, cleaned", group="identity")
    canonical_url: str | None = column("Address the site itself calls canonical", group="identity")
    source_id: str | None = column(
        "The site's own identifier (WordPress post, Drupal node, id parameter)", group="identity"
    )
    revision: int | None = column(
        "1 for the first version stored, then one more for each edit or removal", group="identity"
    )

    municipality: str | None = column("Slug of the publishing municipality", group="origin", example="ludza")
    atvk: str | None = column(
        "Territorial code of the publishing municipality", group="origin", example="0037000"
    )
    region: str | None = column(
        "Historical land of the publisher, as the key data is partitioned by",
        group="origin",
        example="latgale",
    )
    region_name: str | None = column("Name of that land", group="origin", example="Latgale")
    planning_region: str | None = column("Planning region of the publisher", group="origin")
    platform: str | None = column("Content system read", group="origin", example="tvp")
    spider_version: str | None = column("Version of the crawler that read it", group="origin")
    run_id: str | None = column("Run that stored this revision", group="origin")

    title: str | None = column("Headline", group="content")
    lead: str | None = column("Lead or teaser where the site has one of its own", group="content")
    body: str | None = column("Clean text; paragraphs are parted by an empty line", group="content")
    language: str | None = column(
        "Language of title and text: lv, ltg (Latgalian), ru or en",
        group="content",
        unit="ISO 639",
        example="lv",
    )
    language_declared: str | None = column(
        "Language the page declares", group="content", unit="ISO 639", example="lv"
    )
    author: str | None = column("Author as named by the site", group="content")
    categories: list[str] = columns("The site's own categories, in its order", group="content")
    image_url: str | None = column("Lead picture", group="content")
    attachments: list[Attachment] = columns("Documents linked from the text", group="content")
    links: list[str] = columns("Other addresses linked from the text", group="content")
    word_count: int | None = column("Words in the body", group="content", unit="words")

    published_at: datetime | None = column(
        "Moment of publication; 00:00 local where only the day is known (see published_precision)",
        group="time",
        unit=f"instant, shown in {ZONE}",
    )
    published_date: date | None = column("Local day of publication", group="time", unit=f"date in {ZONE}")
    published_raw: str | None = column("The date as the site wrote it", group="time")
    published_precision: str | None = column("How exact: minute, day, month or none", group="time")
    published_from: str | None = column("Which way gave the date", group="time")
    modified_at: datetime | None = column(
        "Last change as told by the site", group="time", unit=f"instant, shown in {ZONE}"
    )
    first_seen_at: datetime | None = column(
        "When this article was first stored", group="time", unit=f"instant, shown in {ZONE}"
    )
    fetched_at: datetime | None = column(
        "When this revision was read", group="time", unit=f"instant, shown in {ZONE}"
    )

    places: list[PlaceMention] = columns(
        "Places the title and body speak of, the weightiest first: code (atvk), name, kind, mentions, "
        "in_title, key (code, or parish code/name of a village), municipality it lies in, "
        "confidence 0 to 1, rule",
        group="places",
    )
    primary_place: str | None = column(
        "Name of the place it is mainly about; NULL where it names none", group="places", example="Ludza"
    )
    primary_place_key: str | None = column(
        "Its key in the gazetteer; names alone are not unique", group="places", example="0037210"
    )
    lat: float | None = column(
        "Latitude: the primary place where known, else the centre of the publisher",
        group="places",
        unit="degrees, WGS 84",
    )
    lon: float | None = column("Longitude, likewise", group="places", unit="degrees, WGS 84")

    tags: list[str] = columns(
        "Tags, display form: the site's own tags and categories, cleaned, then the keywords", group="tags"
    )
    tag_keys: list[str] = columns(
        "Keys of the tags, in their order: equal for every case, number and spelling", group="tags"
    )
    site_tags: list[str] = columns("The site's own tags, as it gives them", group="tags")
    keywords: list[str] = columns(
        "Keywords of the text in the nominative, the best first; no places", group="tags"
    )
    topics: list[str] = columns(
        "Topics of the controlled vocabulary (docs/tags.md), the best first",
        group="tags",
        example="[council]",
    )
    topic_reasons: dict[str, str] = mapping(
        "Topic → what was found and where", group="tags", example="{council: domes sēde (title)}"
    )

    content_hash: str | None = column(
        "Hash of title and body; equal text has an equal hash, whenever it was read", group="duplicates"
    )

    extraction: dict[str, str] = mapping("Field → the way that read it", group="provenance")
    http_etag: str | None = column("ETag of the answer it was read from", group="provenance")
    http_last_modified: str | None = column("Last-Modified of that answer", group="provenance")
    status: str | None = column("new, edited or removed", group="provenance", example="new")


StoredItem = Article | Event | Reject | Run | Link
STORED_ITEMS: tuple[type[StoredItem], ...] = (Article, Event, Reject, Run, Link)


def field_names(item: type) -> tuple[str, ...]:
    """Names of an item's columns, in their order."""
    return tuple(f.name for f in dataclass_fields(item))
