"""The SQLite file behind a source's state: opening, checking, transactions.

The state is a cache of what the Parquet parts say plus the crawl's bookkeeping. A file that is damaged is
therefore replaced by a new one, which is then filled from the parts; only the retry queue, which stands
nowhere else, is saved from it as far as it can be read.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger(__name__)

# Raised when the tables change: a file of another version is built anew.
VERSION = 1

# Up to this size every open checks the whole file (milliseconds); beyond it, only after a killed run.
ALWAYS_CHECKED = 64 * 1024 * 1024

# Pages of the file held in memory, at most; the file of a hundred thousand articles has 60 MB.
CACHE_KIB = 8_192
# While a state is built from the parts: of a million articles that takes a third less time.
BUILDING_CACHE_KIB = 65_536

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_TABLES = """
CREATE TABLE part (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE article (
    article_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, content_hash TEXT, status TEXT, source_id TEXT,
    url TEXT, address_key TEXT, published_at INTEGER, published_date TEXT, published_precision TEXT,
    modified_at INTEGER, first_seen_at INTEGER, etag TEXT, last_modified TEXT
);
CREATE INDEX article_source ON article (source_id, article_id) WHERE source_id IS NOT NULL;
CREATE INDEX article_day ON article (published_date, article_id) WHERE status IS NOT 'removed';
CREATE INDEX article_moment ON article (published_at, article_id) WHERE status IS NOT 'removed';
CREATE TABLE alias (key TEXT PRIMARY KEY, article_id TEXT NOT NULL, own INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE rejected (
    key TEXT PRIMARY KEY, reason TEXT NOT NULL, fingerprint TEXT, at INTEGER NOT NULL, tries INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE fingerprint (way TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (way, key)) WITHOUT ROWID;
CREATE TABLE validators (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT) WITHOUT ROWID;
CREATE TABLE retry (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, hints TEXT NOT NULL, attempts INTEGER NOT NULL, last_error TEXT
) WITHOUT ROWID;
CREATE TABLE marker (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def to_micros(moment: datetime | None) -> int | None:
    """A moment as whole microseconds since 1970 UTC, exactly."""
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def from_micros(value: int | None) -> datetime | None:
    """The moment (UTC) of `to_micros`."""
    return None if value is None else _EPOCH + value * _MICROSECOND


class Database:
    """One SQLite file, opened by one process at a time (the source's lock sees to that)."""

    def __init__(self, path: Path, *, suspect: bool = False) -> None:
        """Open the file, or replace it where it is damaged.

        Args:
            path: the file; created where it is missing.
            suspect: the last process was killed: check the whole file whatever its size.

        Raises:
            StoreError: it cannot be created, read or written.
        """
        self.path = path
        #: Why the file had to be built anew; None where it was found in order.
        self.rebuilt: str | None = None
        self._depth = 0
        self._damage_note = path.with_name(f"{path.name}.damaged")
        with self.faults():
            self._open(suspect=suspect)

    def _open(self, *, suspect: bool) -> None:
        reason = self._damage(suspect=suspect)
        retries = _salvage(self.path) if reason else []
        if reason:
            self._discard()
            if reason != "missing":
                log.warning("State %s is built anew from the stored articles: %s", self.path, reason)
        self.rebuilt = reason
        self.connection = _connect(self.path)
        if reason:
            self._create(retries)

    def _damage(self, *, suspect: bool) -> str | None:
        """Why the file cannot be used, None where it can."""
        if not self.path.exists():
            return "missing"
        if self._damage_note.exists():
            return "found damaged in an earlier run"
        thorough = suspect or self.path.stat().st_size <= ALWAYS_CHECKED
        try:
            with closing(_connect(self.path)) as connection:
                return _inspect(connection, self.path, thorough=thorough)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and not _is_corrupt(error):
                raise
            return str(error)

    def _discard(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm", ".damaged"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _create(self, retries: list[tuple[object, ...]]) -> None:
        with self.transaction():
            for statement in _TABLES.split(";"):
                self.connection.execute(statement)
            self.connection.executemany("INSERT OR REPLACE INTO retry VALUES (?, ?, ?, ?, ?)", retries)
            self.connection.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements inside take effect together or not at all; an inner one joins the outer."""
        with self.faults():
            if self._depth:
                yield self.connection
                return
            self.connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextmanager
    def building(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes very much and may take more memory for it."""
        with self.faults():
            self.connection.execute(f"PRAGMA cache_size = -{BUILDING_CACHE_KIB}")
            try:
                with self.transaction() as connection:
                    yield connection
            finally:
                self.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn SQLite's and the disk's faults into one clear line; remember damage for the next open."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if _is_corrupt(error):
                raise self._damaged(error) from error
            advice = "free some space there, make it writable, or choose another state folder"
            raise StoreError(f"cannot use the state {self.path}: {error}; {advice}") from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            raise self._damaged(error) from error

    def _damaged(self, error: sqlite3.Error) -> StoreError:
        with suppress(OSError):
            self._damage_note.touch()
        return StoreError(f"state {self.path} is damaged ({error}): run again, it will be built anew")

    def close(self) -> None:
        """Close the file; what was written stays."""
        self.connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    try:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _inspect(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> str | None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        return f"of version {version}, needed is {VERSION}" if version else "empty"
    (pages,), (size,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
    )
    if pages * size != path.stat().st_size:
        return f"{path.stat().st_size} bytes long, should be {pages * size}"
    for table in ("article", "alias", "part", "rejected", "fingerprint", "validators", "retry", "marker"):
        connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608 # our own names
    if thorough:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        return None if verdict == "ok" else str(verdict).splitlines()[0]
    return None


def _is_corrupt(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None) or 0
    missing = "no such table" in str(error) or "no such column" in str(error)
    return missing or code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _salvage(path: Path) -> list[tuple[object, ...]]:
    """The retry queue of a damaged file, as far as it can be read."""
    saved: list[tuple[object, ...]] = []
    if not path.exists():
        return saved
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT key, url, hints, attempts, last_error FROM retry")
        saved.extend(row for row in rows if all(value is not None for value in row[:4]))
    return saved
