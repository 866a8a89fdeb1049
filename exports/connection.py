"""The one way to open DuckDB here: Latvian days, nothing fetched from the network."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pilsetas_crawl.items import ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable

# Files of an older format can be read by newer DuckDB versions, so the format is pinned and not "latest".
STORAGE_VERSION = "v2.0.0"

_GLOB_CHARACTERS = re.compile(r"([\[*?])")


def connect(path: Path | None = None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a database file, or one in memory.

    The session's zone is Europe/Riga: without it days would be cut at UTC midnight.

    Args:
        path: the database file; None for one in memory.
        read_only: open for reading, beside any number of other readers.

    Raises:
        duckdb.Error: the file cannot be opened.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        # A missing extension would else be looked for on the network, and each miss waits for a time-out.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "storage_compatibility_version": STORAGE_VERSION,
        # In memory DuckDB would else spill big sorts into a folder `.tmp` under the current one.
        "temp_directory": str(Path(tempfile.gettempdir()) / "pilsetas-duckdb"),
    }
    con = duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=settings)
    con.execute(f"SET TimeZone = {literal(ZONE)}")
    # Parts never change once written, so their footers are read once a connection.
    con.execute("SET parquet_metadata_cache = true")
    return con


def literal(text: str | None) -> str:
    """An SQL string literal; NULL for None."""
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"


def path_list(paths: Iterable[str]) -> str:
    """An SQL list of files for `read_parquet`, where each path means exactly itself.

    DuckDB takes every path for a glob, so `[`, `*` and `?` in a folder's name have to be escaped.
    """
    return "[" + ", ".join(literal(_GLOB_CHARACTERS.sub(r"[\1]", path)) for path in paths) + "]"
