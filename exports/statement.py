"""A reader's own SQL over the archive: it may read what the views read, and nothing else.

Three locks, one behind the other: one statement that selects; a database in memory whose files are a fixed
list of parts, without network, extensions or spill files; and a configuration nobody can change any more.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from exports.connection import connect, literal
from exports.errors import ExportError
from exports.query import Answer
from exports.views import build_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.views import Selection
    from pilsetas_crawl.store import Store

_ALLOWED = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
# Rows counted at a time beyond those shown.
_BATCH = 10_000


@contextmanager
def locked_views(
    store: Store, *, skip_damaged: bool = False
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Selection]]:
    """A connection with all views of the store that can reach nothing but its parts.

    Raises:
        ExportError: a part is damaged or cannot be read.
    """
    con = connect()
    try:
        selection = build_views(con, store, skip_damaged=skip_damaged)
        lock(con, store.files.local(selection.parts))
        yield con, selection
    finally:
        con.close()


def lock(con: duckdb.DuckDBPyConnection, paths: list[str]) -> None:
    """Let a connection reach these files only, for good."""
    # What DuckDB spills lies in a folder that statements could read: better an answer that does not fit.
    con.execute("SET temp_directory = ''")
    con.execute(f"SET allowed_paths = [{', '.join(map(literal, paths))}]")
    con.execute("SET allow_community_extensions = false")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


def run(con: duckdb.DuckDBPyConnection, sql: str, *, limit: int | None) -> Answer:
    """Rows of one statement, and how many there are.

    Args:
        con: a connection of `locked_views`.
        sql: the statement.
        limit: most rows to give; None for all.

    Raises:
        ExportError: it is no single SELECT, or DuckDB refuses it; the message is DuckDB's, in one line.
    """
    try:
        statements = con.extract_statements(sql)
        if len(statements) != 1:
            raise ExportError(f"--sql takes one statement, not {len(statements)}")
        (statement,) = statements
        if statement.type not in _ALLOWED:
            kind = str(statement.type).rpartition(".")[2]
            raise ExportError(f"--sql only reads: begin with SELECT, FROM, WITH or DESCRIBE, not {kind}")
        if statement.named_parameters:
            raise ExportError("--sql has parameters, and there is nothing to give them: write the values")
        result = con.execute(statement)
        columns = tuple(column[0] for column in result.description or ())
        rows = result.fetchmany(limit) if limit is not None else result.fetchall()
        total = len(rows)
        while more := len(result.fetchmany(_BATCH)):
            total += more
    except duckdb.Error as error:
        raise ExportError(f"--sql: {' '.join(str(error).split())[:500]}") from error
    return Answer(columns, rows, total, "rows")
