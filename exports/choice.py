"""What an export writes: which rows, of articles or of events, in which order."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from exports import query
from exports.conditions import COMMON, conditions
from exports.connection import path_list
from exports.errors import ExportError
from pilsetas_crawl.items import Article, Event, Run, field_names
from pilsetas_crawl.search.expression import Phrase, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.resolve import Filters
    from exports.views import Selection
    from pilsetas_crawl.store import Store

#: Datasets whose parts tell when the archive was as it is.
STAMPED = (Run.dataset,)
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
    "places": "list_contains($places, a.place_key)",
    **COMMON,
}
# Filters that choose among events to be exported.
_EXPORTED = ("region", "municipality", "date_from", "date_to", "tag")
# Keys of what is said of an event, a space before and behind each.
_SAID = "' ' || tag_key(replace(concat_ws(' ', a.title, a.description, a.venue, a.place), '-', ' ')) || ' '"
_NEWEST = "SELECT * FROM event_revisions QUALIFY revision = max(revision) OVER (PARTITION BY event_id)"


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


def events(
    filters: Filters, *, limit: int | None = None, order: str = _EVENT_ORDER, removed: bool = False
) -> Choice:
    """Events, soonest first; on request with those the sites took back, which calendars have to be told of.

    Filters that choose among articles only say nothing here: callers refuse them.
    """
    wanted, values = conditions(filters, _EVENT_CONDITIONS)
    if filters.text is not None:
        asked = parse(filters.text)
        wanted += [_says(phrase) for phrase in asked.wanted]
        wanted += [f"NOT {_says(phrase)}" for phrase in asked.unwanted]
    newest = f"({_NEWEST})" if removed else "events"
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    source = f"{newest} AS a LEFT JOIN municipalities AS m USING (municipality){where}"
    return Choice(Event, source, values, order, limit)


def exported_events(filters: Filters, *, limit: int | None = None, removed: bool = False) -> Choice:
    """Events to be exported, which fewer filters choose among.

    Raises:
        ExportError: a filter does not choose among events.
    """
    for field in fields(filters):
        if field.name not in _EXPORTED and getattr(filters, field.name) is not None:
            option = field.name.replace("_", "-")
            raise ExportError(f"--{option} does not choose among events: leave it out")
    return events(filters, limit=limit, removed=removed)


def _says(phrase: Phrase) -> str:
    """SQL of whether an event says a phrase. Keys are letters and digits only."""
    pattern = " ".join("(" + "|".join(keys) + ")" for keys in phrase)
    return f"regexp_matches({_SAID}, ' {pattern} ')"


def as_of(con: duckdb.DuckDBPyConnection, store: Store, selection: Selection) -> datetime | None:
    """When the newest stored run ended: as of then the archive is told. None where no run is stored.

    Taken from the store and not from the clock, so that the same data gives the same file.
    """
    parts = [part for part in selection.parts if part.dataset in STAMPED]
    if not parts:
        return None
    files = path_list(store.files.local(parts))
    found = con.execute(
        f"SELECT max(finished_at) FROM read_parquet({files}, union_by_name = true)"  # noqa: S608 # paths are quoted
    ).fetchall()
    ended: datetime | None = found[0][0]
    return ended
