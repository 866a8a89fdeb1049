"""CSV files for people: one row per article, fixed columns, written whole or not at all."""

from __future__ import annotations

import csv
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from exports.csv_dialects import CUT_MARK, DIALECTS, Dialect, cell, guarded
from exports.errors import ExportError
from exports.query import ORDER, source, stream

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from exports.resolve import Filters

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
    "categories": "a.categories",
    "tags": "a.tags",
    "topics": "a.topics",
    "keywords": "a.keywords",
    "primary_place": "a.primary_place",
    "lat": "a.lat",
    "lon": "a.lon",
    "language": "a.language",
    "word_count": "a.word_count",
    "image_url": "a.image_url",
    "attachments": "list_transform(a.attachments, lambda x: x.url)",
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
    "places": "list_transform(a.places, lambda x: x.name)",
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


def write_csv(con: duckdb.DuckDBPyConnection, filters: Filters, out: TextIO, style: Dialect) -> CsvReport:
    """Write matching articles, newest first, to an open text file (UTF-8, ``newline=""``).

    Equal data gives equal bytes. Texts keep their line breaks, inside quotes.
    """
    if style.bom:
        out.write("\ufeff")
    writer = csv.writer(out, delimiter=style.delimiter, lineterminator=style.line_end)
    writer.writerow(guarded(name) for name in COLUMNS)
    chosen, values = source(filters)
    select = ", ".join(f"{sql} AS {name}" for name, sql in COLUMNS.items())
    articles = cut = 0
    for row in stream(con, f"SELECT {select} FROM {chosen} ORDER BY {ORDER}", values):  # noqa: S608 # our own SQL
        cells = [cell(value, style) for value in row]
        writer.writerow(text for text, _ in cells)
        articles += 1
        cut += sum(was_cut for _, was_cut in cells)
    over = 0 if style.row_limit is None else max(0, articles + 1 - style.row_limit)
    return CsvReport(articles, cut, over)


def write_csv_file(
    con: duckdb.DuckDBPyConnection, filters: Filters, path: Path, style: Dialect, *, force: bool = False
) -> CsvReport:
    """Write a file aside and rename it into place, so that it is there whole or not at all.

    Raises:
        ExportError: the name ends in something else than .csv or .tsv, the file is there already and
            `force` is not given, or it cannot be written.
    """
    check_target(path, force=force)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("w", encoding="utf-8", newline="") as out:
            report = write_csv(con, filters, out, style)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path)
    except OSError as error:
        raise ExportError(
            f"cannot write {path}: {error.strerror or error}; nothing was left there"
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return report


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a target before anything is read.

    Raises:
        ExportError: another suffix than .csv or .tsv, a folder, or a file that is there and `force` is not.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise ExportError(f"{path}: the name has to end in {' or '.join(_SUFFIXES)}")
    if path.is_dir():
        raise ExportError(f"{path} is a folder: name a file in it")
    if path.exists() and not force:
        raise ExportError(f"{path} is there already: give another name, or --force to replace it")
    if not path.parent.is_dir():
        raise ExportError(f"{path.parent} is no folder: make it first")
