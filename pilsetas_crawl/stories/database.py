"""The SQLite file of the index of stories: tables and opening.

It is a cache of the archive's articles and links. A file of another version, or one that is damaged, is
thrown away and filled again from the Parquet parts.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from pilsetas_crawl.store.errors import StoreError
from pilsetas_crawl.stories.fingerprint import BANDS, PERMUTATIONS, ROWS
from pilsetas_crawl.stories.fingerprint import VERSION as PRINTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger(__name__)

# Raised when the tables or the rules of decision change.
VERSION = 1
# Pages in memory: the upper levels of every tree of a million articles, and the whole of the small ones.
CACHE_KIB = 131_072
PAGE = 4096

_TABLES = """
CREATE TABLE made (what TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE part (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE publisher (slug TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE text (
    id INTEGER PRIMARY KEY, hash BLOB NOT NULL, publishers INTEGER NOT NULL, words INTEGER NOT NULL,
    print BLOB NOT NULL
);
CREATE UNIQUE INDEX text_hash ON text (hash);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, article_id TEXT NOT NULL, revision INTEGER NOT NULL, text INTEGER,
    municipality TEXT, region TEXT, published_at INTEGER, published_date TEXT, local INTEGER,
    complete INTEGER, story TEXT, canonical INTEGER, similarity REAL, reason TEXT, linked_revision INTEGER
);
CREATE UNIQUE INDEX article_name ON article (article_id);
CREATE INDEX article_text ON article (text) WHERE text IS NOT NULL;
CREATE INDEX article_story ON article (story) WHERE story IS NOT NULL;
CREATE TABLE story (story TEXT PRIMARY KEY, born INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE edge (
    a INTEGER, b INTEGER, similarity REAL NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE TABLE posting (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE TABLE recent (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE TABLE frequent (key INTEGER PRIMARY KEY);
CREATE TABLE dirty (article INTEGER PRIMARY KEY);
"""


def rules() -> str:
    """What an index is made by: one made by anything else, another MinHash algorithm too, is of no use."""
    from rensa import RMinHash  # noqa: PLC0415 # needed by the link step alone

    return f"{VERSION}.{PRINTS} minhash {RMinHash.ALGORITHM_VERSION} {PERMUTATIONS} {BANDS}x{ROWS}"


class IndexFile:
    """One SQLite file, opened by one process at a time (the lock of the link step sees to that)."""

    def __init__(self, path: Path, *, anew: bool = False) -> None:
        """Open the file, or make a new one where it is missing, damaged or of other rules.

        Args:
            path: the file.
            anew: throw away what is there.

        Raises:
            StoreError: it cannot be created or written.
        """
        self.path = path
        #: Why it was made anew; None where it was found in order.
        self.made_anew: str | None = "asked for" if anew else self._fault()
        with self.faults():
            if self.made_anew:
                self.discard()
            self.connection = _connect(path)
            if self.made_anew:
                self.connection.executescript(_TABLES)
                self.connection.execute("INSERT INTO made VALUES ('rules', ?)", (rules(),))

    def _fault(self) -> str | None:
        if not self.path.exists():
            return "missing"
        try:
            with closing(_connect(self.path)) as connection:
                found = connection.execute("SELECT value FROM made WHERE what = 'rules'").fetchone()
        except sqlite3.DatabaseError as error:
            return str(error)
        return None if found and found[0] == rules() else "made by other rules"

    def discard(self) -> None:
        """Remove the file; what it knew stands in the archive."""
        for suffix in ("", "-journal", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements inside take effect together or not at all."""
        with self.faults():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn faults of SQLite and of the disk into one clear line."""
        try:
            yield
        except sqlite3.OperationalError as error:
            advice = "free some space there, make it writable, or remove the file: it is made again"
            raise StoreError(f"cannot use the index of stories {self.path}: {error}; {advice}") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"the index of stories {self.path} is damaged ({error}): remove it, it is made again"
            ) from error
        except OSError as error:
            raise StoreError(f"cannot use the index of stories {self.path}: {error.strerror}") from error

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10, cached_statements=256)
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute("PRAGMA journal_mode = WAL")
    # A cache: after a power cut it may be an older one, and catches up, but never a broken one.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection
