"""Questions to the store, always over what its manifests list now."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import duckdb

from exports.conditions import COMMON, DISTANCE, conditions
from exports.connection import connect
from exports.errors import ExportError
from exports.search import find, snippet
from exports.views import build_views, unreadable
from pilsetas_crawl.items import Article, Event, Link, field_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from exports.resolve import Filters
    from exports.views import Selection
    from pilsetas_crawl.store import Part, Store

# Orders that can be asked for; each ends in the identity, so that equal data gives equal order.
ORDERS = ("newest", "oldest", "relevance", "distance")
# Total: one article has one row in the view, so equal data gives equal order.
ORDER = "a.published_at DESC NULLS LAST, a.article_id"
# Rows taken from DuckDB at a time: bodies are long, and a whole archive does not fit in memory.
_BATCH = 2000
# Filters that are arguments of `articles_in`, and the conditions of the others.
_OF_THE_MACRO = ("region", "municipality", "date_from", "date_to", "tag", "topic")
_FURTHER = {
    **COMMON,
    "places": "list_has_any(list_transform(a.places, lambda p: p.key), $places)",
    "language": "a.language = $language",
    "story": "(a.article_id = $story OR a.story_id = current_story($story))",
}
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
# Columns there are only where a text or a point is asked for.
SEARCH_COLUMNS = ("score", "snippet")
NEAR_COLUMNS = ("distance_km",)
# Everything but the text made for tables.
JSON_COLUMNS = tuple(name for name in ARTICLE_COLUMNS if name != "published")


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a question, and how many there are beyond them.

    Attributes:
        columns: names of the columns.
        rows: the rows shown, newest first.
        total: all that match.
        noun: what a row is, in the plural.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int
    noun: str = "articles"


@contextmanager
def views(
    store: Store,
    filters: Filters,
    *,
    skip_damaged: bool = False,
    dataset: str | None = Article.dataset,
    state: Path | None = None,
    also: Collection[str] = (),
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Selection]]:
    """A connection in memory for questions with these filters, and the parts of the store.

    Files that cannot hold a matching article, by what the manifests say of them, are not opened for it.

    Args:
        store: the store to ask.
        filters: what to choose by.
        skip_damaged: leave damaged parts out instead of refusing.
        dataset: what is asked for, articles or events; None for all there is.
        state: folder of the crawl state, where the index of texts is; by default inside the store.
        also: datasets whose parts the caller reads besides.

    Raises:
        ExportError: a part is damaged or cannot be read.
        StoreError: a text is asked for, and there is no index of texts.
    """
    con = connect()
    try:
        keep = {
            Article.dataset: lambda part: may_hold(part, filters),
            Event.dataset: lambda part: part.dataset == Event.dataset,
        }.get(dataset or "")
        selection = build_views(con, store, skip_damaged=skip_damaged, whole=False, keep=keep, also=also)
        if filters.text is not None and dataset == Article.dataset:
            behind = find(con, store, filters, state)
            selection = replace(selection, unindexed=behind)
        yield con, selection
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
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    *,
    columns: Sequence[str],
    limit: int | None,
    order: str | None = None,
) -> Answer:
    """Matching articles, the newest or, where a text is asked for, the best first; and the count of all.

    Args:
        con: a connection with the views.
        filters: what to choose by.
        columns: names out of `ARTICLE_COLUMNS`, and of those that come with a text or a point.
        limit: most rows to give; None for all.
        order: one of `ORDERS`.

    Raises:
        ExportError: there is no such column, or an order that needs another filter.
    """
    check_columns(columns, filters)
    made = _MADE | _made_for(filters)
    select = ", ".join(f"{made.get(name, f'a.{name}')} AS {name}" for name in columns)
    sql, values = source(filters)
    bound = "" if limit is None else f" LIMIT {limit:d}"
    by = ordering(filters, order)
    rows = con.execute(f"SELECT {select} FROM {sql} ORDER BY {by}{bound}", values).fetchall()  # noqa: S608 # names are checked, values are bound
    if filters.text is not None and "snippet" in columns:
        rows = _with_snippets(rows, columns.index("snippet"), filters.text)
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
    given = {name: getattr(filters, name) for name in _OF_THE_MACRO}
    values = {name: value for name, value in given.items() if value is not None}
    arguments = ", ".join(f"{name} := ${name}" for name in values)
    chosen = f"articles_in({arguments}) AS a LEFT JOIN municipalities AS m USING (municipality)"
    if filters.text is not None:
        chosen += " JOIN found AS f ON f.article_id = a.article_id"
    further, more = conditions(filters, _FURTHER)
    return f"{chosen} WHERE {' AND '.join(further)}" if further else chosen, values | more


def ordering(filters: Filters, order: str | None = None) -> str:
    """The ORDER BY clause of an order; without one the best first where a text is asked for, else the newest.

    Raises:
        ExportError: there is no such order, or it needs a filter that is not given.
    """
    orders = {
        "newest": ORDER,
        "oldest": "a.published_at NULLS LAST, a.article_id",
        "relevance": f"f.score DESC, {ORDER}" if filters.text is not None else None,
        "distance": f"{DISTANCE} NULLS LAST, {ORDER}" if filters.near is not None else None,
    }
    name = order or ("newest" if filters.text is None else "relevance")
    if name not in orders:
        raise ExportError(f"unknown order {name!r}; there are: {', '.join(ORDERS)}")
    found = orders[name]
    if found is None:
        raise ExportError(f"--order {name} needs {'--text' if name == 'relevance' else '--near'}")
    return found


def check_columns(columns: Sequence[str], filters: Filters | None = None) -> None:
    """Refuse columns that are not there.

    Raises:
        ExportError: one is unknown, or none is given.
    """
    known = (*ARTICLE_COLUMNS, *(_made_for(filters) if filters else ()))
    unknown = [name for name in columns if name not in known]
    if unknown or not columns:
        asked = ", ".join(map(repr, unknown)) or "''"
        raise ExportError(f"unknown column {asked}; there are: {', '.join(known)}")


def extra_columns(filters: Filters, *, everything: bool) -> tuple[str, ...]:
    """Columns to show besides the usual ones, for what is asked for."""
    near = NEAR_COLUMNS if filters.near is not None else ()
    if filters.text is None:
        return near
    return (*(SEARCH_COLUMNS if everything else SEARCH_COLUMNS[1:]), *near)


def _made_for(filters: Filters) -> dict[str, str]:
    """Columns that come with some filters → the SQL that makes them."""
    made = {} if filters.text is None else {"score": "round(f.score, 4)", "snippet": "a.body"}
    return made if filters.near is None else made | {"distance_km": f"round({DISTANCE}, 1)"}


def _with_snippets(rows: list[tuple[Any, ...]], place: int, text: str) -> list[tuple[Any, ...]]:
    return [(*row[:place], snippet(text, row[place]), *row[place + 1 :]) for row in rows]
