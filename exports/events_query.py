"""Questions about events: what is on in some days, where, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.choice import events
from exports.conditions import DISTANCE
from exports.errors import ExportError
from exports.query import Answer
from pilsetas_crawl.items import Event, field_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from exports.resolve import Filters

# A beginning has a time of day only where one is told.
_MADE = {
    "starts": "strftime(a.start_at, CASE WHEN a.all_day IS FALSE THEN '%Y-%m-%d %H:%M' ELSE '%Y-%m-%d' END)",
    "municipality_name": "m.name",
}
EVENT_COLUMNS = (*field_names(Event), *_MADE)
TABLE_COLUMNS = ("starts", "municipality_name", "title", "venue", "url")
JSON_COLUMNS = tuple(name for name in EVENT_COLUMNS if name != "starts")
_ORDERS = {"oldest": "a.start_at NULLS LAST", "newest": "a.start_at DESC NULLS LAST"}


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
    by = f"{DISTANCE} NULLS LAST" if order == "distance" else _ORDERS[order or "oldest"]
    chosen = events(filters, order=f"{by}, a.event_id", limit=limit)
    select = chosen.statement({name: _MADE.get(name, f"a.{name}") for name in columns})
    rows = con.execute(select, chosen.values).fetchall()
    found = con.execute(f"SELECT count(*) FROM {chosen.source}", chosen.values).fetchone()  # noqa: S608 # our own SQL
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
