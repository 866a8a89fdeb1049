"""Records of what crawls did: rejections, and the account of each run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pilsetas_crawl.columns import ZONE, column, mapping


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
