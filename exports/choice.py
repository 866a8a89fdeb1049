"""What an export writes: which rows, of articles or of events, in which order."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from exports import query
from exports.connection import connect, path_list
from exports.errors import ExportError
from exports.views import build_views, unreadable
from pilsetas_crawl.items import Article, Event, Run, field_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exports.resolve import Filters
    from exports.views import Selection
    from pilsetas_crawl.store import Store

# Soonest first; total, so equal data gives equal order.
_EVENT_ORDER = "a.start_at NULLS LAST, a.event_id"
# Filter → its condition. An event is on in the days asked for if it has begun by the last of them and is not
# over before the first.
_EVENT_CONDITIONS = {
    "region": "a.region = $region",
    "municipality": "a.municipality = $municipality",
    "date_from": "coalesce(a.end_date, a.start_date) >= $date_from",
    "date_to": "a.start_date <= $date_to",
    "tag": "list_contains(list_transform(a.tags, lambda t: tag_key(t)), tag_key($tag))",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows to write.

    Attributes:
        kind: `Article` or `Event`.
        source: FROM clause; `a` is the article or event, `m` its publisher.
        values: what is bound in it.
        order: total order of the rows.
        limit: most rows; None for all.
    """

    kind: type[Article | Event]
    source: str
    values: dict[str, Any]
    order: str
    limit: int | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, as programs get them."""
        return query.JSON_COLUMNS if self.kind is Article else (*field_names(Event), "municipality_name")

    def statement(self, columns: dict[str, str]) -> str:
        """The statement that gives these columns (name → SQL), in order."""
        select = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
        bound = "" if self.limit is None else f" LIMIT {self.limit:d}"
        return f"SELECT {select} FROM {self.source} ORDER BY {self.order}{bound}"  # noqa: S608 # our own SQL

    def rows(self, con: duckdb.DuckDBPyConnection, columns: dict[str, str]) -> Iterator[tuple[Any, ...]]:
        """The rows of these columns, a batch at a time."""
        return query.stream(con, self.statement(columns), self.values)

    def counted(self, number: int) -> str:
        """A number of rows in words."""
        noun = "article" if self.kind is Article else "event"
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def stored(names: tuple[str, ...]) -> dict[str, str]:
    """Column → SQL, of columns as they are stored and the publisher's name."""
    return {name: "m.name" if name == "municipality_name" else f'a."{name}"' for name in names}


def articles(filters: Filters, *, limit: int | None = None, order: str | None = None) -> Choice:
    """Articles in one of `query.ORDERS`; without one as a question gives them.

    Raises:
        ExportError: there is no such order, or it needs a filter that is not given.
    """
    source, values = query.source(filters)
    return Choice(Article, source, values, query.ordering(filters, order), limit)


def events(filters: Filters, *, limit: int | None = None, removed: bool = False) -> Choice:
    """Events, soonest first; on request with those the sites took back, which calendars have to be told of.

    Raises:
        ExportError: a filter does not choose among events.
    """
    given = {field.name: getattr(filters, field.name) for field in fields(filters)}
    values = {name: value for name, value in given.items() if value not in (None, (), False)}
    for name in values:
        if name not in _EVENT_CONDITIONS:
            raise ExportError(f"--{name.replace('_', '-')} does not choose among events: leave it out")
    conditions = [_EVENT_CONDITIONS[name] for name in values]
    if not removed:
        conditions.append("a.status IS DISTINCT FROM 'removed'")
    newest = "SELECT * FROM event_revisions QUALIFY revision = max(revision) OVER (PARTITION BY event_id)"
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    source = (
        f"(SELECT a.* FROM ({newest}) AS a{where}) AS a LEFT JOIN municipalities AS m USING (municipality)"  # noqa: S608 # our own SQL
    )
    return Choice(Event, source, values, _EVENT_ORDER, limit)


@contextmanager
def opened(
    store: Store,
    filters: Filters,
    *,
    of_events: bool,
    skip_damaged: bool = False,
    state: Path | None = None,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Selection]]:
    """A connection with the views an export reads, and the parts of the store.

    Raises:
        ExportError: a part is damaged or cannot be read.
    """
    if not of_events:
        with query.views(store, filters, skip_damaged=skip_damaged, state=state) as found:
            yield found
        return
    con = connect()
    try:
        yield (
            con,
            build_views(
                con,
                store,
                skip_damaged=skip_damaged,
                whole=False,
                keep=lambda part: part.dataset == Event.dataset,
            ),
        )
    except duckdb.Error as error:
        raise unreadable(error) from error
    finally:
        con.close()


def as_of(con: duckdb.DuckDBPyConnection, selection: Selection) -> datetime | None:
    """When the newest stored run ended: as of then the archive is told. None where no run is stored.

    Taken from the store and not from the clock, so that the same data gives the same file.
    """
    parts = [part.uri for part in selection.parts if part.dataset == Run.dataset]
    if not parts:
        return None
    found = con.execute(
        f"SELECT max(finished_at) FROM read_parquet({path_list(parts)}, union_by_name = true)"  # noqa: S608 # paths are quoted
    ).fetchall()
    ended: datetime | None = found[0][0]
    return ended
