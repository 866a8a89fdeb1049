"""The catalog: one DuckDB file of views over the store, replaced as a whole.

Its views name the parts by the place of the store. A session may say that it is elsewhere on its machine
(`SET VARIABLE pilsetas_store = '…'`). Parts written later need a new catalog.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from exports.connection import connect
from exports.errors import ExportError
from exports.views import build_views, unreadable
from pilsetas_crawl.whole_file import name_beside, put_in_place

if TYPE_CHECKING:
    from datetime import date

    from exports.views import Selection
    from pilsetas_crawl.store import Part, Store

# Bytes 8 to 12 of every DuckDB file.
_MARK = b"DUCK"
# Seconds after which an unfinished catalog is taken for the leftover of a killed process.
_STALE = 3600.0


@dataclass(frozen=True, slots=True)
class CatalogSummary:
    """What a catalog holds.

    Attributes:
        articles: articles as they stand now.
        municipalities: publishers of these.
        first: earliest local day of publication; None where none is known.
        last: latest such day.
        superseded: older revisions.
        removed: articles the sites removed.
        rejects: rows of `rejects`.
        runs: rows of `runs`.
        parts: Parquet files the views read.
        skipped: damaged parts left out, with the reason.
    """

    articles: int
    municipalities: int
    first: date | None
    last: date | None
    superseded: int
    removed: int
    rejects: int
    runs: int
    parts: int
    skipped: tuple[tuple[Part, str], ...]


def build_catalog(store: Store, path: Path, *, skip_damaged: bool = False) -> CatalogSummary:
    """Build the catalog aside and rename it over the old one, which readers may hold open meanwhile.

    Raises:
        ExportError: a part is damaged, the folder cannot be written, or something else than a catalog
            stands at the path. The old catalog is untouched.
        StoreError: a manifest cannot be read.
    """
    _refuse_other_file(path)
    aside = name_beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        _remove(aside)
        summary = _fill(store, aside, skip_damaged=skip_damaged)
        put_in_place(aside, path)
    except OSError as error:
        raise ExportError(f"cannot write the catalog {path}: {error.strerror or error}") from error
    finally:
        _remove(aside)
    return summary


def default_path(store: Store, setting: str) -> Path:
    """Where the catalog stands: the setting, else inside the store, or beside the copies of a remote one."""
    return Path(setting) if setting else store.files.home / "pilsetas.duckdb"


def _fill(store: Store, aside: Path, *, skip_damaged: bool) -> CatalogSummary:
    """Everything is counted before the file is shown to anyone: a part that cannot be read is met here."""
    try:
        con = connect(aside)
    except duckdb.Error as error:
        raise ExportError(f"cannot create {aside}: {str(error).splitlines()[0]}") from error
    try:
        summary = _summary(con, build_views(con, store, skip_damaged=skip_damaged))
        con.execute("CHECKPOINT")
    except duckdb.Error as error:
        raise unreadable(error) from error
    finally:
        con.close()
    return summary


def _summary(con: duckdb.DuckDBPyConnection, chosen: Selection) -> CatalogSummary:
    found = con.execute(
        "SELECT count(*), count(DISTINCT municipality), min(published_date), max(published_date) "
        "FROM articles"
    ).fetchone()
    assert found is not None
    articles, municipalities, first, last = found
    superseded, removed, rejects, runs = (
        _count(con, name) for name in ("superseded", "removed", "rejects", "runs")
    )
    return CatalogSummary(
        articles,
        municipalities,
        first,
        last,
        superseded=superseded,
        removed=removed,
        rejects=rejects,
        runs=runs,
        parts=len(chosen.parts),
        skipped=chosen.skipped,
    )


def _count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    found = con.execute(f"SELECT count(*) FROM {relation}").fetchone()  # noqa: S608 # our own names
    assert found is not None
    return int(found[0])


def _refuse_other_file(path: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        if path.is_dir():
            raise ExportError(f"{path} is a folder: name a file for the catalog")
        with path.open("rb") as file:
            if file.read(12)[8:] != _MARK:
                raise ExportError(f"{path} is not a DuckDB file and is left as it is: choose another name")


def _sweep(path: Path) -> None:
    """Remove what killed processes left; a younger one may be at work still."""
    for leftover in path.parent.glob(f".{path.name}.*.tmp"):
        with suppress(FileNotFoundError):
            if time.time() - leftover.stat().st_mtime > _STALE:
                _remove(leftover)


def _remove(aside: Path) -> None:
    for leftover in (aside, aside.with_name(aside.name + ".wal")):
        with suppress(FileNotFoundError, NotADirectoryError):
            leftover.unlink()
