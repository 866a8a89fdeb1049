"""Parts: the immutable Parquet files of the store, and which row belongs into which of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_type_hints
from zoneinfo import ZoneInfo

from pilsetas_crawl.items import STORED_ITEMS, ZONE, Article, Event, Link, Reject, Run
from pilsetas_crawl.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = Article | Event | Reject | Run | Link

DATASETS: tuple[str, ...] = tuple(item.dataset for item in STORED_ITEMS)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PARTITION = re.compile(r"/region=([^/]+)/year=(\d+)/")
_ZONE = ZoneInfo(ZONE)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# What a row cannot be stored without: its place in the store and, for articles, what a revision is told by.
_NEEDED = {
    "articles": ("article_id", "revision", "region"),
    "events": ("event_id", "revision", "region"),
    "rejects": ("region",),
    "runs": ("run_id", "region"),
    "links": ("article_id", "revision", "region", "linked_at"),
}
_IDENTITY = {"articles": "article_id", "events": "event_id", "links": "article_id"}
_MOMENT = {
    "articles": "published_at",
    "events": "start_at",
    "rejects": "rejected_at",
    "runs": "started_at",
    "links": "published_at",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One listed Parquet file.

    Attributes:
        dataset: articles, events, rejects, runs or links.
        source: slug of the municipality whose manifest lists it.
        path: relative to the store, POSIX.
        uri: absolute path or address, as Arrow and DuckDB take it.
        rows: rows in it.
        bytes: its size in bytes.
        run_id: the run that wrote it.
        min_published: earliest local day of publication in it; None where none is known.
        max_published: latest such day.
        replaces: paths of the parts whose rows, all of them and no others, were merged into it.
    """

    dataset: str
    source: str
    path: str
    uri: str
    rows: int
    bytes: int
    run_id: str
    min_published: date | None = None
    max_published: date | None = None
    replaces: tuple[str, ...] = ()

    @property
    def region(self) -> str:
        """Key of the historical land it is filed under."""
        return _partition(self.path)[0]

    @property
    def year(self) -> int:
        """Year it is filed under; 0 where unknown."""
        return _partition(self.path)[1]


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one part that is yet to be written, in their stored order."""

    dataset: str
    item: Any
    region: str
    year: int
    rows: Sequence[Any]

    def path(self, stem: str) -> str:
        """Path of its part, relative to the store."""
        return f"data/{self.dataset}/region={self.region}/year={self.year}/{stem}.parquet"

    def published(self) -> tuple[date | None, date | None]:
        """Earliest and latest local day of publication."""
        days = [row.published_date for row in self.rows if getattr(row, "published_date", None)]
        return (min(days), max(days)) if days else (None, None)


def _partition(path: str) -> tuple[str, int]:
    found = _PARTITION.search(path)
    if found is None:
        raise StoreError(f"part {path} is not filed under region and year: the manifest is not of this store")
    return found[1], int(found[2])


def check_names(source: str, run_id: str) -> None:
    """Refuse names that could not stand in a file name or would mix up sources.

    Raises:
        StoreError: the source is no slug or the run id has other characters than letters, digits and ``._-``.
    """
    check_source(source)
    if not _RUN_ID.fullmatch(run_id):
        raise StoreError(
            f"run id {run_id!r} cannot be stored: use ASCII letters, digits, '.', '_' and '-' only"
        )


def check_source(source: str) -> None:
    """Refuse a source that is not a slug.

    Raises:
        StoreError: it has other characters than a-z, 0-9 and single hyphens between them.
    """
    if not _SLUG.fullmatch(source):
        raise StoreError(f"source {source!r} is not a slug: use a-z, 0-9 and single hyphens, as in 'ludza'")


def batches(rows: Iterable[Row]) -> list[Batch]:
    """The rows by dataset, region and year, each batch sorted by its moment.

    Raises:
        StoreError: a row lacks what it is filed by, or holds a time without a zone.
    """
    filed = sorted(((_file_under(row), row) for row in rows), key=lambda pair: pair[0])
    return [
        Batch(dataset, type(group[0]), region, year, group)
        for (dataset, region, year), group in (
            (key[:3], [row for _, row in pairs]) for key, pairs in _grouped(filed)
        )
    ]


def _grouped(filed: list[tuple[tuple[Any, ...], Row]]) -> Iterable[tuple[tuple[Any, ...], list[Any]]]:
    for key, pairs in groupby(filed, key=lambda pair: pair[0][:3]):
        yield key, list(pairs)


def _file_under(row: Row) -> tuple[Any, ...]:
    """Dataset, region and year of a row, then its place in the part (rows without a moment come last)."""
    _check(row)
    moment: datetime | None = getattr(row, _MOMENT[row.dataset])
    day = row.published_date if isinstance(row, Article | Link) else moment and moment.astimezone(_ZONE)
    identity = getattr(row, _IDENTITY.get(row.dataset, "url"), None)
    return (
        row.dataset,
        row.region,
        day.year if day else 0,
        moment is None,
        moment or _LONG_AGO,
        identity or "",
        getattr(row, "revision", 0) or 0,
    )


def _check(row: Row) -> None:
    if not isinstance(row, STORED_ITEMS):
        raise StoreError(f"a {type(row).__name__} cannot be stored: give Article, Event, Reject, Run or Link")
    for name in _NEEDED[row.dataset]:
        if getattr(row, name) in (None, ""):
            raise StoreError(f"{describe(row)} has no {name}: it cannot be stored without")
    if not _SLUG.fullmatch(str(row.region)):
        raise StoreError(f"{describe(row)} has region {row.region!r}: give the key, as in 'latgale'")
    for name in _moments(row.dataset):
        value = getattr(row, name)
        if value is not None and (not isinstance(value, datetime) or value.tzinfo is None):
            raise StoreError(f"{describe(row)} has {name} {value!r}: give a datetime with a time zone")


@cache
def _moments(dataset: str) -> tuple[str, ...]:
    item = next(item for item in STORED_ITEMS if item.dataset == dataset)
    return tuple(name for name, hint in get_type_hints(item).items() if hint == datetime | None)


def describe(row: Row) -> str:
    """A row as an error message names it."""
    for name in ("article_id", "event_id", "url", "run_id"):
        if getattr(row, name, None):
            return f"{type(row).__name__.lower()} {getattr(row, name)}"
    return f"a {type(row).__name__.lower()}"
