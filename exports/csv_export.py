"""CSV files for people: one row per article, fixed columns, written whole or not at all."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TextIO

from exports.choice import Choice, articles
from exports.csv_dialects import CUT_MARK, DIALECTS, Dialect, line_writer
from exports.errors import ExportError
from exports.targets import check_file, written_aside
from pilsetas_crawl.items import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from exports.resolve import Filters


def _joined(items: str) -> str:
    """SQL of a list in one cell, as `csv_dialects.joined` makes it; lists are dear to hand over to Python."""
    return (
        f"nullif(array_to_string(list_transform(list_filter({items}, lambda i: i <> ''), lambda i: "
        "replace(i, '|', CASE WHEN contains(i, '://') THEN '%7C' ELSE '¦' END)), '|'), '')"
    )


# Column of the file → SQL that gives it; the identity stands first. The order is a promise to whoever has
# built a sheet on it: add at the end. A time of day is empty where the site gave none (00:00 would be a lie).
COLUMNS: dict[str, str] = {
    "article_id": "a.article_id",
    "published_date": "strftime(a.published_date, '%Y-%m-%d')",
    "published_time": "CASE WHEN a.published_precision = 'minute' THEN strftime(a.published_at, '%H:%M') END",
    "municipality": "a.municipality",
    "municipality_name": "m.name",
    "region_name": "a.region_name",
    "planning_region": "a.planning_region",
    "title": "a.title",
    "lead": "a.lead",
    "body": "a.body",
    "url": "a.url",
    "author": "a.author",
    "categories": _joined("a.categories"),
    "tags": _joined("a.tags"),
    "topics": _joined("a.topics"),
    "keywords": _joined("a.keywords"),
    "primary_place": "a.primary_place",
    "lat": "a.lat",
    "lon": "a.lon",
    "language": "a.language",
    "word_count": "a.word_count",
    "image_url": "a.image_url",
    "attachments": _joined("list_transform(a.attachments, lambda x: x.url)"),
    "atvk": "a.atvk",
    "revision": "a.revision",
    "status": "a.status",
    "modified_date": "strftime(a.modified_at, '%Y-%m-%d')",
    "modified_time": "strftime(a.modified_at, '%H:%M')",
    "first_seen_date": "strftime(a.first_seen_at, '%Y-%m-%d')",
    "first_seen_time": "strftime(a.first_seen_at, '%H:%M')",
    "published_precision": "a.published_precision",
    "story_id": "a.story_id",
    "is_canonical": "a.is_canonical",
    "primary_place_key": "a.primary_place_key",
    "places": _joined("list_transform(a.places, lambda x: x.name)"),
}
EVENT_COLUMNS: dict[str, str] = {
    "event_id": "a.event_id",
    "start_date": "strftime(a.start_date, '%Y-%m-%d')",
    "start_time": "CASE WHEN NOT a.all_day THEN strftime(a.start_at, '%H:%M') END",
    "end_date": "strftime(a.end_date, '%Y-%m-%d')",
    "end_time": "CASE WHEN NOT a.all_day THEN strftime(a.end_at, '%H:%M') END",
    "all_day": "a.all_day",
    "municipality": "a.municipality",
    "municipality_name": "m.name",
    "region_name": "a.region_name",
    "title": "a.title",
    "description": "a.description",
    "place": "a.place",
    "venue": "a.venue",
    "address": "a.address",
    "organizer": "a.organizer",
    "price": "a.price",
    "url": "a.url",
    "categories": _joined("a.categories"),
    "tags": _joined("a.tags"),
    "lat": "a.lat",
    "lon": "a.lon",
    "when_raw": "a.when_raw",
    "when_precision": "a.when_precision",
    "when_basis": "a.when_basis",
    "recurrence": "a.recurrence",
    "image_url": "a.image_url",
    "atvk": "a.atvk",
    "place_key": "a.place_key",
    "derived_from": "a.derived_from",
    "revision": "a.revision",
    "status": "a.status",
    "first_seen_date": "strftime(a.first_seen_at, '%Y-%m-%d')",
    "first_seen_time": "strftime(a.first_seen_at, '%H:%M')",
}
_SUFFIXES = tuple(dict.fromkeys(style.suffix for style in DIALECTS.values()))


@dataclass(frozen=True, slots=True)
class CsvReport:
    """What was written.

    Attributes:
        articles: rows besides the header.
        cut: cells cut to the dialect's limit; their full text stands in the other dialects.
        over: rows past what the spreadsheet can show.
    """

    articles: int
    cut: int
    over: int

    def warnings(self, style: Dialect) -> list[str]:
        """One line for each thing the reader of the file would not see."""
        lines = []
        if self.cut:
            lines.append(
                f"{self.cut} cells were longer than the {style.cell_limit} characters Excel holds and end in "
                f"'{CUT_MARK.strip()}' where they were cut; the full text: --dialect rfc4180, or the url"
            )
        if self.over:
            lines.append(
                f"{self.over} of {self.articles} rows are past the {style.row_limit} rows Excel shows; "
                "they are in the file: narrow by --from and --to to see them"
            )
        return lines


def write_csv(
    con: duckdb.DuckDBPyConnection, chosen: Filters | Choice, out: TextIO, style: Dialect
) -> CsvReport:
    """Write what is chosen, articles newest first, to an open text file (UTF-8, ``newline=""``).

    Equal data gives equal bytes. Texts keep their line breaks, inside quotes.
    """
    choice = chosen if isinstance(chosen, Choice) else articles(chosen)
    columns = COLUMNS if choice.kind is Article else EVENT_COLUMNS
    if style.bom:
        out.write("\ufeff")
    line_of = line_writer(style)
    out.write(line_of(columns)[0])
    written = cut = 0
    for row in choice.rows(con, columns):
        line, shortened = line_of(row)
        out.write(line)
        written += 1
        cut += shortened
    over = 0 if style.row_limit is None else max(0, written + 1 - style.row_limit)
    return CsvReport(written, cut, over)


def write_csv_file(
    con: duckdb.DuckDBPyConnection,
    chosen: Filters | Choice,
    path: Path,
    style: Dialect,
    *,
    force: bool = False,
) -> CsvReport:
    """Write a file aside and rename it into place, so that it is there whole or not at all.

    Raises:
        ExportError: the name ends in something else than .csv or .tsv, the file is there already and
            `force` is not given, or it cannot be written.
    """
    check_target(path, force=force)
    with written_aside(path) as out, utf8(out) as text:
        return write_csv(con, chosen, text, style)


@contextmanager
def utf8(out: IO[bytes]) -> Iterator[TextIO]:
    """An open binary file as a text file for `write_csv`; it stays open."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", errors="replace", write_through=False)
    try:
        yield text
        text.flush()
    finally:
        text.detach()


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a target before anything is read.

    Raises:
        ExportError: another suffix than .csv or .tsv, a folder, or a file that is there and `force` is not.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise ExportError(f"{path}: the name has to end in {' or '.join(_SUFFIXES)}")
    check_file(path, force=force)
