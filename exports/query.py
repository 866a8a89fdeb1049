"""Questions to the store, always over what its manifests list now."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from exports.connection import connect
from exports.errors import ExportError
from exports.views import build_views, unreadable
from pilsetas_crawl.items import Article, Link, field_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.resolve import Filters
    from exports.views import Selection
    from pilsetas_crawl.store import Part, Store

# Total: one article has one row in the view, so equal data gives equal order.
ORDER = "a.published_at DESC NULLS LAST, a.article_id"
# Rows taken from DuckDB at a time: bodies are long, and a whole archive does not fit in memory.
_BATCH = 2000
# Columns that stand in no file → the SQL that makes them. `published` has a time of day only where the site
# gave one: an article known by its day alone was not published at midnight.
_MADE = {
    "published": "CASE WHEN a.published_precision = 'minute' THEN strftime(a.published_at, '%Y-%m-%d %H:%M') "
    "ELSE strftime(a.published_date, '%Y-%m-%d') END",
    "municipality_name": "m.name",
}
# The columns that answer "what was published": the rest is asked for by name.
TABLE_COLUMNS = ("published", "municipality_name", "title", "url")
# What the view `articles` says of stories, which stands in another dataset.
STORY_COLUMNS = ("story_id", "is_canonical", "similarity")
ARTICLE_COLUMNS = (*field_names(Article), *STORY_COLUMNS, *_MADE)
# Everything but the text made for tables.
JSON_COLUMNS = tuple(name for name in ARTICLE_COLUMNS if name != "published")


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a question, and how many there are beyond them.

    Attributes:
        columns: names of the columns.
        rows: the rows shown, newest first.
        total: all that match.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int


@contextmanager
def views(
    store: Store, filters: Filters, *, skip_damaged: bool = False
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Selection]]:
    """A connection in memory for questions with these filters, and the parts of the store.

    Files that cannot hold a matching article, by what the manifests say of them, are not opened for it.

    Raises:
        ExportError: a part is damaged or cannot be read.
    """
    con = connect()
    try:
        yield (
            con,
            build_views(
                con,
                store,
                skip_damaged=skip_damaged,
                documented=False,
                keep=lambda part: may_hold(part, filters),
            ),
        )
    except duckdb.Error as error:
        raise unreadable(error) from error
    finally:
        con.close()


def may_hold(part: Part, filters: Filters) -> bool:
    """Whether a part can hold an article the filters choose, or the link of one.

    The municipality is not asked for here: a part is filed by region and day alone.
    """
    # What was said of the stories of articles is filed as they are.
    if part.dataset not in (Article.dataset, Link.dataset) or filters.region not in (None, part.region):
        return False
    if filters.date_from and (part.max_published is None or part.max_published < filters.date_from):
        return False
    return not (filters.date_to and (part.min_published is None or part.min_published > filters.date_to))


def ask(
    con: duckdb.DuckDBPyConnection, filters: Filters, *, columns: Sequence[str], limit: int | None
) -> Answer:
    """The newest matching articles and the count of all that match.

    Args:
        con: a connection with the views.
        filters: what to choose by.
        columns: names out of `ARTICLE_COLUMNS`.
        limit: most rows to give; None for all.

    Raises:
        ExportError: there is no such column.
    """
    check_columns(columns)
    select = ", ".join(f"{_MADE.get(name, f'a.{name}')} AS {name}" for name in columns)
    sql, values = source(filters)
    bound = "" if limit is None else f" LIMIT {limit:d}"
    rows = con.execute(f"SELECT {select} FROM {sql} ORDER BY {ORDER}{bound}", values).fetchall()  # noqa: S608 # names are checked, values are bound
    return Answer(tuple(columns), rows, len(rows) if limit is None else count(con, filters))


def count(con: duckdb.DuckDBPyConnection, filters: Filters) -> int:
    """How many articles match."""
    sql, values = source(filters)
    found = con.execute(f"SELECT count(*) FROM {sql}", values).fetchone()  # noqa: S608 # our own SQL
    assert found is not None
    return int(found[0])


def stream(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement, a batch at a time."""
    result = con.execute(sql, values)
    while batch := result.fetchmany(_BATCH):
        yield from batch


def source(filters: Filters) -> tuple[str, dict[str, Any]]:
    """The FROM clause that chooses articles `a` and their publishers `m`, and the values bound in it."""
    given: dict[str, Any] = {
        "region": filters.region,
        "municipality": filters.municipality,
        "date_from": filters.date_from,
        "date_to": filters.date_to,
        "tag": filters.tag,
        "topic": filters.topic,
    }
    values = {name: value for name, value in given.items() if value is not None}
    arguments = ", ".join(f"{name} := ${name}" for name in values)
    return f"articles_in({arguments}) AS a LEFT JOIN municipalities AS m USING (municipality)", values


def check_columns(columns: Sequence[str]) -> None:
    """Refuse columns that are not there.

    Raises:
        ExportError: one is unknown, or none is given.
    """
    unknown = [name for name in columns if name not in ARTICLE_COLUMNS]
    if unknown or not columns:
        asked = ", ".join(map(repr, unknown)) or "''"
        raise ExportError(f"unknown column {asked}; there are: {', '.join(ARTICLE_COLUMNS)}")
