"""The DuckDB views over exactly the Parquet parts the manifests list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from exports.comments import create_comments
from exports.connection import literal, path_list
from exports.errors import ExportError
from exports.names import create_names
from pilsetas_crawl.items import STORED_ITEMS, Article, Event, Link, Reject, Run, StoredItem
from pilsetas_crawl.schema import dictionary, schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pilsetas_crawl.store import Part, Store

_SQL = Path(__file__).parent / "sql"
# What was said last of each article. A table, because the newest row of an article is not to be looked for in
# every query; the pairs (article, story) of a hundred thousand articles take 4 MB.
_LINKED = """
CREATE OR REPLACE TABLE linked AS
SELECT
    article_id,
    -- As one value: arg_max() of a column alone passes over NULL, and to leave a story is a last word too.
    unnest(arg_max({story_id: story_id, is_canonical: is_canonical, similarity: similarity}, linked_at))
FROM links GROUP BY article_id
"""
# Ids say nothing of region and year. To know where each article is filed, and its story, takes 40 MB and
# half a second for a million; a question of one article then opens few files, and one of a region joins few
# stories.
_FILED = """
CREATE OR REPLACE TABLE filed AS
SELECT r.article_id, r.region, r.year, l.story_id, l.is_canonical, l.similarity
FROM revisions AS r
ANTI JOIN superseded AS s USING (article_id, revision)
LEFT JOIN linked AS l ON l.article_id = r.article_id
ORDER BY r.article_id;

CREATE OR REPLACE TABLE linked AS
SELECT l.*, f.region, f.year
FROM linked AS l
JOIN filed AS f USING (article_id)
ORDER BY f.region, f.year, l.article_id
"""
# An anti-join and no window over article_id: a window would have to read every file whatever is asked for.
_ARTICLES = """
CREATE OR REPLACE VIEW articles AS
SELECT r.*, l.story_id, l.is_canonical, l.similarity
FROM revisions AS r
ANTI JOIN superseded AS s USING (article_id, revision)
LEFT JOIN {stories}
WHERE r.status IS DISTINCT FROM 'removed'
"""
_STORIES = "linked AS l ON l.article_id = r.article_id"
# Grouped, although each article is there once: so DuckDB knows that the join adds no row and leaves it out of
# counts that do not ask for stories. A filter on region or year goes through to it.
_STORIES_ONCE = """(
    SELECT
        k.article_id, k.region, k.year,
        any_value(k.story_id) AS story_id,
        any_value(k.is_canonical) AS is_canonical,
        any_value(k.similarity) AS similarity
    FROM linked AS k
    GROUP BY k.article_id, k.region, k.year
) AS l ON l.article_id = r.article_id AND l.region = r.region AND l.year = r.year"""
# Variable of a session that says where the store is now.
STORE_VARIABLE = "pilsetas_store"
# Dataset → the view with all of its rows.
BASE_VIEWS = {
    Article.dataset: "revisions",
    Event.dataset: "event_revisions",
    Reject.dataset: "rejects",
    Run.dataset: "runs",
    Link.dataset: "links",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """The parts views are built over.

    Attributes:
        parts: what the views read.
        skipped: damaged parts left out, with the reason.
        unindexed: parts the index of texts does not know yet; 0 where no text is asked for.
    """

    parts: tuple[Part, ...]
    skipped: tuple[tuple[Part, str], ...]
    unindexed: int = 0


def build_views(
    con: duckdb.DuckDBPyConnection,
    store: Store,
    *,
    skip_damaged: bool = False,
    whole: bool = True,
    keep: Callable[[Part], bool] | None = None,
    also: Collection[str] = (),
) -> Selection:
    """Create every view, table and macro of the catalog in a connection.

    Args:
        con: a connection of `exports.connection.connect`.
        store: the store to read.
        skip_damaged: leave damaged parts out instead of refusing.
        whole: also make what only many questions pay for: comments on every view, column and macro, and
            where each article is filed.
        keep: which parts the views read, where a query can do with some; what a newer revision stands over
            is still found, in all parts of their sources.
        also: datasets whose parts the caller reads besides, by `Files.local`.

    Returns:
        The parts there are, and the damaged ones left out.

    Raises:
        ExportError: a part is damaged or cannot be read.
        StoreError: a manifest cannot be read, or a remote store not be reached.
    """
    chosen = select_parts(store, skip_damaged=skip_damaged, keep=keep, also=also)
    try:
        create_names(con)
        con.execute((_SQL / "tag_key.sql").read_text(encoding="utf-8"))
        kept = [part for part in chosen.parts if keep is None or keep(part)]
        if whole:
            con.execute(_store_folder(store.files.local(kept[:1]), kept))
        for item in STORED_ITEMS:
            parts = _of(item, kept)
            paths = store.files.local(parts)
            files = _movable(parts) if whole else path_list(paths)
            con.execute(_base_view(con, item, paths, files))
        con.execute(_superseded(store.files.revised(_with_newer(chosen.parts, kept))))
        con.execute(_LINKED)
        if whole:
            con.execute(_FILED)
        con.execute(_ARTICLES.format(stories=_STORIES_ONCE if whole else _STORIES))
        for name in ("articles", "macros", "stories", "related", "events", "trending", "places"):
            con.execute((_SQL / f"{name}.sql").read_text(encoding="utf-8"))
        _create_dictionary(con)
        if whole:
            con.execute((_SQL / "one_article.sql").read_text(encoding="utf-8"))
            create_comments(con)
    except duckdb.Error as error:
        raise unreadable(error) from error
    return chosen


def _of(item: type[StoredItem], parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.dataset == item.dataset]


def _with_newer(parts: Sequence[Part], kept: Sequence[Part]) -> list[Part]:
    """The parts that may hold newer revisions of what others hold: a source stores its articles by itself."""
    sources = {part.source for part in _of(Article, kept)}
    return [part for part in _of(Article, parts) if part.source in sources]


def _store_folder(paths: Sequence[str], parts: Sequence[Part]) -> str:
    """A macro that gives the folder all parts are in, or what the session says instead, as a glob."""
    folder = paths[0].removesuffix(parts[0].path).rstrip("/") if parts else ""
    return (
        "CREATE OR REPLACE MACRO store_folder() AS "
        f"regexp_replace(coalesce(getvariable('{STORE_VARIABLE}')::VARCHAR, {literal(folder)}), "
        r"'([\[*?])', '[\1]', 'g')"
    )


def _movable(parts: Sequence[Part]) -> str:
    """The files of parts as SQL that follows the store when it moves.

    DuckDB makes the list before it chooses among the files, so no file is asked that would not be otherwise.
    """
    inside = ", ".join(literal(part.path) for part in parts)
    return f"list_transform([{inside}], lambda p: store_folder() || '/' || p)"


def _superseded(paths: Sequence[str]) -> str:
    """The (article_id, revision) pairs a newer revision stands over, as a table.

    Parts never change, so it stays right for this list of parts, and no query has to look for newer
    revisions in files that it leaves out otherwise.
    """
    head = "CREATE OR REPLACE TABLE superseded (article_id VARCHAR, revision BIGINT)"
    if not paths:
        return head
    return (
        f"{head}; INSERT INTO superseded SELECT DISTINCT article_id, unnest(range(1, revision)) "  # noqa: S608 # paths are quoted
        f"FROM read_parquet({path_list(paths)}) WHERE revision > 1"
    )


def select_parts(
    store: Store,
    *,
    skip_damaged: bool,
    keep: Callable[[Part], bool] | None = None,
    also: Collection[str] = (),
) -> Selection:
    """The parts that can be read, and the damaged ones with the reason.

    Of a remote store what `build_views` reads with these `keep` and `also` is brought here, and no more of it
    is looked at.

    Raises:
        ExportError: a part is damaged and none may be skipped.
        StoreError: a manifest cannot be read, or a remote store not be reached.
    """
    listed = store.parts()
    if store.files.folder is not None or keep is None:
        damaged = store.files.bring(listed)
    else:
        kept = [part for part in listed if keep(part)]
        others = [part for part in listed if part.dataset in also and not keep(part)]
        whole = {part.path for part in kept}
        newer = [part for part in _with_newer(listed, kept) if part.path not in whole]
        damaged = store.files.bring([*kept, *others], newer)
    store.files.tidy(listed)
    if damaged and not skip_damaged:
        part, reason = damaged[0]
        more = f" (and {len(damaged) - 1} more)" if len(damaged) > 1 else ""
        raise ExportError(
            f"damaged part {part.uri}{more}: {reason}; bring it back from a copy, "
            "or leave out what is damaged with --skip-damaged"
        )
    out = {part.path for part, _ in damaged}
    return Selection(tuple(part for part in listed if part.path not in out), tuple(damaged))


def unreadable(error: duckdb.Error) -> ExportError:
    """One line for a fault met while reading parts."""
    first = str(error).strip().splitlines()[0]
    return ExportError(f"cannot read the store: {first}; check the file named, or the disk")


def _base_view(
    con: duckdb.DuckDBPyConnection, item: type[StoredItem], paths: Sequence[str], files: str
) -> str:
    """All rows of a dataset, typed by the schema even where no file has the column or there is no file.

    `region` and `year` come from the folder names, so that filters on them leave out whole files.

    Args:
        con: where the view shall be.
        item: whose dataset.
        paths: its files.
        files: the same as SQL.
    """
    name = BASE_VIEWS[item.dataset]
    empty = con.from_arrow(schemas()[item.dataset].empty_table())
    columns = [f'NULL::{kind} AS "{column}"' for column, kind in zip(empty.columns, empty.types, strict=True)]
    typed = f"SELECT {', '.join(columns)}, NULL::INTEGER AS year WHERE false"
    if not paths:
        return f"CREATE OR REPLACE VIEW {name} AS {typed}"
    by_name = str(not _same_columns(con, path_list(paths))).lower()
    # Older files may have columns no schema has any more.
    names = ", ".join(literal(name) for name in (*empty.columns, "year"))
    options = (
        f"union_by_name = {by_name}, hive_partitioning = true, "
        "hive_types = {'region': VARCHAR, 'year': INTEGER}"
    )
    return (
        f"CREATE OR REPLACE VIEW {name} AS {typed} "  # noqa: S608 # names are ours, paths are quoted
        f"UNION ALL BY NAME SELECT COLUMNS(lambda c: c IN ({names})) FROM read_parquet({files}, {options})"
    )


def _same_columns(con: duckdb.DuckDBPyConnection, files: str) -> bool:
    """Whether all files have the same columns: then DuckDB need not open each of them at every query."""
    found = con.execute(
        "SELECT count(DISTINCT columns) FROM (SELECT file_name, "  # noqa: S608 # paths are quoted
        "string_agg(name || ' ' || coalesce(type, ''), ',' ORDER BY name) AS columns "
        f"FROM parquet_schema({files}) GROUP BY file_name)"
    ).fetchone()
    return found is not None and found[0] == 1


def _create_dictionary(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "CREATE OR REPLACE TABLE dictionary (dataset VARCHAR, view_name VARCHAR, column_name VARCHAR, "
        "type VARCHAR, column_group VARCHAR, meaning VARCHAR, unit VARCHAR, example VARCHAR)"
    )
    lines = (
        (e.dataset, BASE_VIEWS[e.dataset], e.name, e.type, e.group, e.doc, e.unit, e.example)
        for e in dictionary()
    )
    rows = ", ".join("(" + ", ".join(map(literal, line)) + ")" for line in lines)
    con.execute(f"INSERT INTO dictionary VALUES {rows}")  # noqa: S608 # every value is quoted
