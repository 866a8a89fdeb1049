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

__all__ = [
    "EDITED",
    "NEW",
    "REMOVED",
    "STORED_ITEMS",
    "ZONE",
    "Article",
    "Attachment",
    "Event",
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
    signature: bytes | None = column("Similarity signature of the text", group="duplicates")
    story_id: str | None = column("The story this article tells, across sources", group="duplicates")
    is_canonical: bool | None = column("The one member that stands for its story", group="duplicates")
    similarity: float | None = column(
        "Likeness to the canonical member", group="duplicates", unit="share, 0 to 1"
    )

    extraction: dict[str, str] = mapping("Field → the way that read it", group="provenance")
    http_etag: str | None = column("ETag of the answer it was read from", group="provenance")
    http_last_modified: str | None = column("Last-Modified of that answer", group="provenance")
    status: str | None = column("new, edited or removed", group="provenance", example="new")


@dataclass(slots=True)
class Reject:
    """Something that was listed as an article or an event and was not stored, with the reason."""

    dataset: ClassVar[str] = "rejects"

    municipality: str | None = column("Slug of the source", group="origin")
    region: str | None = column("Key of the historical land of the source", group="origin")
    run_id: str | None = column("Run that rejected it", group="origin")
    url: str | None = column("Address asked for", group="identity")
    title: str | None = column("Title, where one was read", group="content")
    reason: str | None = column("Stable code of the reason", group="rejection", example="soft_404")
    detail: str | None = column("What was seen, in words", group="rejection")
    field: str | None = column("Field at fault, where one is", group="rejection", example="published_at")
    rejected_at: datetime | None = column("When", group="time", unit=f"instant, shown in {ZONE}")
    kind: str | None = column(
        "What it was listed as: article or event; NULL means article", group="origin", example="event"
    )


@dataclass(slots=True)
class Run:
    """The account of one run of one source."""

    dataset: ClassVar[str] = "runs"

    run_id: str | None = column("Identity of the run", group="identity", example="20261122T233144-ludza")
    municipality: str | None = column("Slug of the source", group="origin")
    region: str | None = column("Key of the historical land of the source", group="origin")
    platform: str | None = column("Content system read", group="origin")
    spider_version: str | None = column("Version of the crawler", group="origin")
    site: str | None = column("Address crawled", group="origin")
    started_at: datetime | None = column("Start", group="time", unit=f"instant, shown in {ZONE}")
    finished_at: datetime | None = column("End", group="time", unit=f"instant, shown in {ZONE}")
    finish_reason: str | None = column("Scrapy's reason for the end", group="verdict")
    verdict: str | None = column(
        "ok, quiet, suspicious, blocked, broken layout, unreachable, partial or not run",
        group="verdict",
        example="ok",
    )
    cause: str | None = column("What is behind the verdict, in words", group="verdict")
    advice: str | None = column("What to do about it", group="verdict")
    listed: int | None = column("Distinct articles the source listed", group="account", unit="articles")
    new: int | None = column("Stored for the first time", group="account", unit="articles")
    edited: int | None = column("Stored as a further revision", group="account", unit="articles")
    removed: int | None = column("Stored as removed by the site", group="account", unit="articles")
    known: int | None = column("Already stored and unchanged", group="account", unit="articles")
    duplicate: int | None = column("Other addresses of a listed article", group="account", unit="articles")
    rejected: int | None = column("Listed but not an article, or not valid", group="account", unit="articles")
    failed: int | None = column(
        "Could not be fetched; tried again next run", group="account", unit="articles"
    )
    discovery: dict[str, int] = mapping("Way of discovery → entries it listed", group="account")
    extraction: dict[str, int] = mapping("field:way → articles read so", group="account")
    ways: dict[str, str] = mapping("Way of discovery → what it answered", group="account")
    missed: int | None = column(
        "New articles of these days that only the daily cross-check of the other ways found",
        group="account",
        unit="articles",
    )
    read: int | None = column("Articles read and kept: new and edited", group="quality", unit="articles")
    fill: dict[str, float] = mapping(
        "Field → share of the articles read that have it", group="quality", unit="share, 0 to 1"
    )
    median_words: float | None = column("Median length of the texts read", group="quality", unit="words")
    same_title: float | None = column(
        "Share of the articles read that bear the commonest title", group="quality", unit="share, 0 to 1"
    )
    same_body: float | None = column("Likewise of the commonest text", group="quality", unit="share, 0 to 1")
    future: int | None = column(
        "Articles read that are dated more than two days ahead", group="quality", unit="articles"
    )
    newest_at: datetime | None = column(
        "Publication of the newest article stored", group="time", unit=f"instant, shown in {ZONE}"
    )
    events_listed: int | None = column(
        "Events told of; NULL in all event columns: none were asked for", group="events", unit="events"
    )
    events_new: int | None = column("Events stored for the first time", group="events", unit="events")
    events_edited: int | None = column("Events stored as a further revision", group="events", unit="events")
    events_removed: int | None = column("Events stored as gone", group="events", unit="events")
    events_known: int | None = column("Events stored already and unchanged", group="events", unit="events")
    events_duplicate: int | None = column("The same event told again", group="events", unit="events")
    events_rejected: int | None = column("Told of but not valid", group="events", unit="events")
    events_failed: int | None = column("Their page could not be fetched", group="events", unit="events")
    events_ways: dict[str, int] = mapping("Way of finding events → events it told of", group="events")
    events_left: dict[str, int] = mapping(
        "Why articles that announce events were left unsplit → articles", group="events"
    )
    requests: int | None = column("Requests sent, robots.txt included", group="traffic", unit="requests")
    not_modified: int | None = column("Answers with status 304", group="traffic", unit="responses")
    bytes_received: int | None = column("Bytes of the answers", group="traffic", unit="bytes")
    seconds: float | None = column("Duration of the run", group="traffic", unit="seconds")
    statuses: dict[str, int] = mapping("HTTP status → answers", group="traffic", example="{200: 12, 429: 1}")
    retries: int | None = column("Requests sent again after a failure", group="traffic", unit="requests")
    waits: int | None = column("Times the site told us to wait (429, 503)", group="traffic", unit="responses")
    clock_skew: float | None = column(
        "How far the site's clock is ahead of ours; NULL where it tells no time",
        group="traffic",
        unit="seconds",
    )
    redirected: dict[str, int] = mapping("Another host → answers redirected there", group="traffic")


StoredItem = Article | Event | Reject | Run
STORED_ITEMS: tuple[type[StoredItem], ...] = (Article, Event, Reject, Run)


def field_names(item: type) -> tuple[str, ...]:
    """Names of an item's columns, in their order."""
    return tuple(f.name for f in dataclass_fields(item))
