"""Questions about events: what is on in some days, where, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exports.errors import ExportError
from exports.narrow import kilometres
from exports.query import Answer
from pilsetas_crawl.items import Event, field_names
from pilsetas_crawl.search.expression import Phrase, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from exports.resolve import Filters

# A beginning has a time of day only where one is told.
_MADE = {
    "starts": "strftime(e.start_at, CASE WHEN e.all_day IS FALSE THEN '%Y-%m-%d %H:%M' ELSE '%Y-%m-%d' END)",
    "municipality_name": "m.name",
}
EVENT_COLUMNS = (*field_names(Event), *_MADE)
TABLE_COLUMNS = ("starts", "municipality_name", "title", "venue", "url")
JSON_COLUMNS = tuple(name for name in EVENT_COLUMNS if name != "starts")
_ORDERS = {"oldest": "e.start_at NULLS LAST", "newest": "e.start_at DESC NULLS LAST"}
# Keys of what is said of an event, a space before and behind each.
_SAID = "' ' || tag_key(replace(concat_ws(' ', e.title, e.description, e.venue, e.place), '-', ' ')) || ' '"


def ask_events(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    *,
    columns: Sequence[str],
    limit: int | None,
    order: str | None = None,
) -> Answer:
    """Matching events, the earliest first, and the count of all.

    Raises:
        ExportError: there is no such column or order, or a filter that events do not know.
    """
    check(columns, filters)
    if order is not None and order not in (*_ORDERS, "distance"):
        raise ExportError(f"--order {order}: events come as oldest, newest or distance")
    if order == "distance" and filters.near is None:
        raise ExportError("--order distance needs --near")
    sql, values = _source(filters)
    by = f"{_distance()} NULLS LAST" if order == "distance" else _ORDERS[order or "oldest"]
    select = ", ".join(f"{_MADE.get(name, f'e.{name}')} AS {name}" for name in columns)
    bound = "" if limit is None else f" LIMIT {limit:d}"
    rows = con.execute(f"SELECT {select} FROM {sql} ORDER BY {by}, e.event_id{bound}", values).fetchall()  # noqa: S608 # names are checked, values are bound
    found = con.execute(f"SELECT count(*) FROM {sql}", values).fetchone()  # noqa: S608 # likewise
    assert found is not None
    return Answer(tuple(columns), rows, int(found[0]), "events")


def check(columns: Sequence[str], filters: Filters) -> None:
    """Refuse what cannot be asked of events.

    Raises:
        ExportError: an unknown column, or none; or a filter on what only articles have.
    """
    unknown = [name for name in columns if name not in EVENT_COLUMNS]
    if unknown or not columns:
        asked = ", ".join(map(repr, unknown)) or "''"
        raise ExportError(f"unknown column {asked}; events have: {', '.join(EVENT_COLUMNS)}")
    for name in ("topic", "language", "story"):
        if getattr(filters, name) is not None:
            raise ExportError(f"--{name} says nothing of events: leave it out, or leave out --events")


def _source(filters: Filters) -> tuple[str, dict[str, Any]]:
    """The FROM clause that chooses events `e` and their publishers `m`, and the values bound in it."""
    given = {
        "region": filters.region, "municipality": filters.municipality, "date_from": filters.date_from,
        "date_to": filters.date_to, "tag": filters.tag,
    }  # fmt: skip
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    arguments = ", ".join(f"{name} := ${name}" for name in values)
    conditions = ["true"]
    if filters.near is not None:
        conditions.append(f"{_distance()} <= $km")
        values |= {"lat": filters.near.lat, "lon": filters.near.lon, "km": filters.near.km}
    if filters.places is not None:
        conditions.append("list_contains($places, e.place_key)")
        values["places"] = list(filters.places)
    if filters.new_since is not None:
        conditions.append("e.first_seen_at >= $new_since")
        values["new_since"] = filters.new_since
    if filters.text is not None:
        asked = parse(filters.text)
        conditions += [_says(phrase) for phrase in asked.wanted]
        conditions += [f"NOT {_says(phrase)}" for phrase in asked.unwanted]
    chosen = f"events_in({arguments}) AS e LEFT JOIN municipalities AS m USING (municipality)"
    return f"{chosen} WHERE {' AND '.join(conditions)}", values


def _says(phrase: Phrase) -> str:
    """SQL of whether an event says a phrase. Keys are letters and digits only."""
    pattern = " ".join("(" + "|".join(keys) + ")" for keys in phrase)
    return f"regexp_matches({_SAID}, ' {pattern} ')"


def _distance() -> str:
    return kilometres("e.lat", "e.lon")
