"""The formats of `scrapy export`, by name and by the ending of a file."""

# ruff: noqa: PLC0415 # the library of a format is loaded when it is written
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from exports.about import About, Report
from exports.csv_dialects import DIALECTS, Dialect
from exports.errors import ExportError
from exports.feed_entries import FEED_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    from exports.choice import Choice

    _Write = Callable[[duckdb.DuckDBPyConnection, Choice, IO[bytes], About], Report]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: what it is asked for by.
        suffixes: endings of its files, the usual one first.
        media_type: for the data package, and for whoever serves the file.
        articles: whether articles can be written in it.
        events: whether events can.
        needs_seek: whether its writer goes back in the file, so that a pipe needs it made first.
        limit: most rows, unless more are asked for; None for all.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    articles: bool = True
    events: bool = True
    needs_seek: bool = False
    limit: int | None = None


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("csv", (".csv",), "text/csv"),
        Format("tsv", (".tsv",), "text/tab-separated-values"),
        Format(
            "xlsx",
            (".xlsx",),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            needs_seek=True,
        ),
        Format("jsonl", (".jsonl", ".ndjson"), "application/x-ndjson"),
        Format("parquet", (".parquet",), "application/vnd.apache.parquet", needs_seek=True),
        Format("geojson", (".geojson",), "application/geo+json"),
        Format("ics", (".ics",), "text/calendar", articles=False),
        Format("rss", (".rss", ".xml"), "application/rss+xml", events=False, limit=FEED_LENGTH),
        Format("atom", (".atom",), "application/atom+xml", events=False, limit=FEED_LENGTH),
        Format("jsonfeed", (".json",), "application/feed+json", events=False, limit=FEED_LENGTH),
    )
}


def chosen_format(name: str | None, path: Path | None) -> Format:
    """The format asked for by name, else by the file's ending, else CSV.

    Raises:
        ExportError: there is no such format, or none has that ending.
    """
    if name is not None:
        if name not in FORMATS:
            raise ExportError(f"unknown format {name!r}; there are: {', '.join(FORMATS)}")
        return FORMATS[name]
    if path is None:
        return FORMATS["csv"]
    for kind in FORMATS.values():
        if path.suffix.lower() in kind.suffixes:
            return kind
    endings = ", ".join(suffix for kind in FORMATS.values() for suffix in kind.suffixes)
    raise ExportError(f"{path}: the name has to end in one of {endings}, or give --format")


def check_kind(kind: Format, *, of_events: bool) -> None:
    """Refuse a format that has no place for what is asked for.

    Raises:
        ExportError: it has none.
    """
    if of_events and not kind.events:
        raise ExportError(f"{kind.name} is for articles: leave out --events, or write .ics for a calendar")
    if not of_events and not kind.articles:
        raise ExportError(f"{kind.name} is for events: add --events")


def write(
    con: duckdb.DuckDBPyConnection,
    choice: Choice,
    out: IO[bytes],
    about: About,
    kind: Format,
    *,
    style: Dialect | None = None,
    counts: bool = False,
) -> Report:
    """Write the chosen rows in a format.

    Args:
        con: a connection of `exports.query.views`.
        choice: what to write.
        out: a binary file, one that can go back where the format needs that.
        about: what the file says of itself.
        kind: the format.
        style: kind of CSV; None for the usual one.
        counts: GeoJSON of counts per municipality, not of points.
    """
    if choice.limit is None and kind.limit is not None:
        choice = replace(choice, limit=kind.limit)
    if kind.name in ("csv", "tsv"):
        return _csv(con, choice, out, style or usual_dialect(kind))
    return _writer(kind, counts=counts)(con, choice, out, about)


def usual_dialect(kind: Format) -> Dialect:
    """Excel's Latvian habits for .csv, tabs for .tsv."""
    return DIALECTS["tsv" if kind.name == "tsv" else "excel-lv"]


def _csv(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], style: Dialect) -> Report:
    from exports.csv_export import utf8, write_csv

    with utf8(out) as text:
        report = write_csv(con, choice, text, style)
    return Report(report.articles, tuple(report.warnings(style)))


def _writer(kind: Format, *, counts: bool) -> _Write:
    """The writer of a format; its library is loaded only now."""
    if kind.name == "xlsx":
        from exports.xlsx_export import write_xlsx

        return write_xlsx
    if kind.name == "jsonl":
        from exports.jsonl_export import write_jsonl

        return write_jsonl
    if kind.name == "parquet":
        from exports.parquet_export import write_parquet

        return write_parquet
    if kind.name == "geojson":
        from exports.geojson_export import write_counts, write_geojson

        return write_counts if counts else write_geojson
    if kind.name == "ics":
        from exports.ical_export import write_ical

        return write_ical
    from exports.feeds import write_atom, write_json_feed, write_rss

    return {"rss": write_rss, "atom": write_atom, "jsonfeed": write_json_feed}[kind.name]
