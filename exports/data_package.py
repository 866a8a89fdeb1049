"""The data package (Data Package v1, Frictionless): a folder with the data and what has to be known of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exports.about import HOME, LICENCE, About, Report
from exports.choice import Choice
from exports.fields import meaning
from exports.formats import Format
from exports.jsonl_export import json_value
from exports.text import clean
from pilsetas_crawl.items import ZONE, Event
from pilsetas_crawl.registry import municipalities

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from exports.csv_dialects import Dialect

DESCRIPTOR = "datapackage.json"
_BLOCK = 1 << 20
# Stored type → type of the Table Schema; lists, structures and maps are told apart by how they begin.
_TYPES = {
    "string": "string",
    "int64": "integer",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
    "time": "time",
    "timestamp[us, tz=UTC]": "datetime",
}
_COUNTED = {
    "municipality": "a.municipality",
    "story": "coalesce(a.story_id, a.article_id)",
}
_COUNTED_EVENTS = {"municipality": "a.municipality", "story": "a.event_id"}


@dataclass(frozen=True, slots=True)
class Source:
    """What one publisher gave.

    Attributes:
        slug: the municipality.
        rows: articles or events of it.
        stories: stories these tell, copies counted once; equal to `rows` for events.
    """

    slug: str
    rows: int
    stories: int


def sources(con: duckdb.DuckDBPyConnection, choice: Choice) -> list[Source]:
    """The publishers of the chosen rows, by slug."""
    columns = _COUNTED_EVENTS if choice.kind is Event else _COUNTED
    statement = (
        "SELECT municipality, count(*), count(DISTINCT story) "  # noqa: S608 # our own SQL
        f"FROM ({choice.statement(columns)}) GROUP BY municipality ORDER BY municipality"
    )
    return [Source(*row) for row in con.execute(statement, choice.values).fetchall()]


def descriptor(
    data: Path,
    about: About,
    choice: Choice,
    kind: Format,
    style: Dialect | None,
    report: Report,
    publishers: list[Source],
) -> bytes:
    """The descriptor of a written file, as JSON; equal data gives equal bytes."""
    package = {
        "profile": "data-package",
        "name": "pilsetas-events" if choice.kind is Event else "pilsetas-articles",
        "title": clean(about.title),
        "description": (
            "What Latvian municipalities published on their own sites, one row per "
            f"{'event' if choice.kind is Event else 'article'}, newest revision. Times are of {ZONE}."
        ),
        "homepage": HOME,
        # As of the newest stored run and not of the clock: the same data gives the same package.
        "created": about.as_of.isoformat() if about.as_of else None,
        "query": about.query,
        "licenses": [{"name": "notspecified", "title": LICENCE}],
        "sources": [_source(source) for source in publishers],
        "resources": [_resource(data, choice, kind, style, report)],
    }
    known = {name: value for name, value in package.items() if value is not None and value != []}
    return (
        json.dumps(known, ensure_ascii=False, indent=2, default=json_value).encode(
            "utf-8", "backslashreplace"
        )
        + b"\n"
    )


def _source(source: Source) -> dict[str, Any]:
    place = municipalities().get(source.slug)
    told = {"title": place.name, "path": place.site} if place else {"title": source.slug}
    return {**told, "municipality": source.slug, "rows": source.rows, "stories": source.stories}


def _resource(
    data: Path, choice: Choice, kind: Format, style: Dialect | None, report: Report
) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": "events" if choice.kind is Event else "articles",
        "path": data.name,
        "format": kind.name
        if kind.name in ("xlsx", "jsonl", "parquet", "geojson", "ics")
        else kind.suffixes[0][1:],
        "mediatype": kind.media_type,
        "bytes": data.stat().st_size,
        "hash": f"sha256:{_digest(data)}",
        # "rows" is what a validator counts; it counts tables only.
        ("rows" if _columns(choice, kind) else "items"): report.rows,
    }
    if report.notes:
        resource["notes"] = list(report.notes)
    columns = _columns(choice, kind)
    if style is not None and kind.name in ("csv", "tsv"):
        resource |= {
            "profile": "tabular-data-resource",
            "format": "csv",
            "encoding": "utf-8",
            "dialect": {
                "delimiter": style.delimiter,
                "lineTerminator": style.line_end,
                "quoteChar": '"',
                "doubleQuote": True,
                "header": True,
            },
        }
    if columns:
        of_events = choice.kind is Event
        fields = [_field(name, kind, style, of_events=of_events) for name in columns]
        resource["schema"] = {"fields": fields, "missingValues": [""]}
        resource["schema"]["primaryKey"] = ["event_id" if of_events else "article_id"]
    return resource


def _columns(choice: Choice, kind: Format) -> tuple[str, ...]:
    """The columns of a table; none where the format is no table."""
    # ruff: noqa: PLC0415 # only the format written has been loaded
    if kind.name in ("csv", "tsv"):
        from exports.csv_export import COLUMNS, EVENT_COLUMNS

        return tuple(EVENT_COLUMNS if choice.kind is Event else COLUMNS)
    if kind.name == "xlsx":
        from exports.xlsx_columns import ARTICLE_COLUMNS
        from exports.xlsx_columns import EVENT_COLUMNS as SHEET_OF_EVENTS

        return tuple(c.name for c in (SHEET_OF_EVENTS if choice.kind is Event else ARTICLE_COLUMNS))
    return choice.columns if kind.name in ("jsonl", "parquet") else ()


def _field(name: str, kind: Format, style: Dialect | None, *, of_events: bool) -> dict[str, Any]:
    found = meaning(name, of_events=of_events)
    field: dict[str, Any] = {"name": name, "type": _type(found.type, kind), "description": found.text}
    if field["type"] == "time":
        field["format"] = "%H:%M"
    if found.unit:
        field["unit"] = found.unit
    if field["type"] == "number" and style is not None and style.decimal_comma and kind.name == "csv":
        field["decimalChar"] = ","
    if field["type"] == "string" and found.type.startswith("list") and kind.name in ("csv", "tsv", "xlsx"):
        field["description"] += "; items are parted by |"
    if kind.name == "xlsx" and field["type"] == "datetime":
        # A cell holds a day alone where no time of day is known.
        field["type"] = "any"
    return field


def _type(stored: str, kind: Format) -> str:
    if stored in _TYPES:
        return _TYPES[stored]
    if kind.name in ("csv", "tsv", "xlsx"):
        return "string"
    return "object" if stored.startswith(("map", "struct")) else "array"


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
