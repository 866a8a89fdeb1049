"""The SQLite file of the index of texts: tables and opening.

It is a cache: a file of another version, or one that is damaged, is thrown away and filled again from the
Parquet parts. The texts themselves are not in it (FTS5 without content).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from pilsetas_crawl.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "search.sqlite"
# Raised when the tables or the rules of word keys change.
VERSION = "1"
CACHE_KIB = 65_536
# What FTS5 gathers in memory before it writes: few large pieces are quicker to merge than many small ones.
GATHER_BYTES = 33_554_432

# `doc.id` is the article's day and a number within it, so that the newest stand last in every list of the
# index. `day.next` are those numbers: none comes twice, as superseded texts stay in FTS5 without a `doc`.
_TABLES = f"""
CREATE TABLE made (what TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, complete INTEGER NOT NULL DEFAULT 0);
CREATE TABLE doc (
    id INTEGER PRIMARY KEY, article_id TEXT NOT NULL, revision INTEGER NOT NULL, hash TEXT,
    part INTEGER, live INTEGER NOT NULL
);
CREATE UNIQUE INDEX doc_article ON doc (article_id);
CREATE INDEX doc_orphan ON doc (part) WHERE part IS NULL;
CREATE TABLE day (day INTEGER PRIMARY KEY, next INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    title, body, content = '', tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO words (words, rank) VALUES ('hashsize', {GATHER_BYTES});
INSERT INTO made VALUES ('version', '{VERSION}');
"""  # noqa: S608 # our own constants


class SearchFile:
    """The index as its one writer has it; the lock of the index step sees to that."""

    def __init__(self, path: Path, *, anew: bool = False) -> None:
        """Open the file, or make a new one where it is missing, damaged or of another version.

        Args:
            path: the file.
            anew: throw away what is there.

        Raises:
            StoreError: it cannot be created or written.
        """
        self.path = path
        #: Why it was made anew; None where it was found in order.
        self.made_anew: str | None = "asked for" if anew else fault(path)
        with faults(path):
            if self.made_anew:
                for suffix in ("", "-journal", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
            self.connection = sqlite3.connect(path, isolation_level=None, timeout=10)
            self.connection.execute("PRAGMA journal_mode = WAL")
            # A cache: after a power cut it may be an older one, and catches up, but never a broken one.
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            if self.made_anew:
                self.connection.executescript(f"BEGIN; {_TABLES} COMMIT;")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements inside take effect together or not at all."""
        with faults(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def fault(path: Path) -> str | None:
    """Why a file is no index to work with; None where it is one."""
    if not path.exists():
        return "missing"
    try:
        with closing(read_only(path)) as connection:
            found = connection.execute("SELECT value FROM made WHERE what = 'version'").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found and found[0] == VERSION else "made by other rules"


def read_only(path: Path) -> sqlite3.Connection:
    """Open the file for reading, beside its writer.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=10)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        # Readers of a log write beside it. Where that is not allowed (another's archive, a mounted copy) the
        # file is read as it lies there.
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn faults of SQLite and of the disk into one clear line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        advice = "free some space there, make it writable, or remove the file: `scrapy index` makes it again"
        raise StoreError(f"cannot use the index of texts {path}: {error}; {advice}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"the index of texts {path} is damaged ({error}): remove it, `scrapy index` makes it again"
        ) from error
    except OSError as error:
        raise StoreError(f"cannot use the index of texts {path}: {error.strerror}") from error
