"""A SQLite file that holds an index of the store, in the folder of the crawl state: opening and faults.

Every such file is a cache: one made by other rules, or one that is damaged, is thrown away and filled again
from the Parquet parts.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, ClassVar

from pilsetas_crawl.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class IndexFile(ABC):
    """The index as its one writer has it; the lock of its step sees to that. Each kind brings its tables."""

    #: Name of the file and of its lock, without their endings.
    stem: ClassVar[str]
    #: What messages call it.
    what: ClassVar[str]
    #: How it comes back after it was removed, a clause for messages.
    again: ClassVar[str]
    #: Statements that make the tables, each ended by a semicolon; `made` is taken.
    tables: ClassVar[str]
    #: How much of the file is held in memory, in KiB.
    cache_kib: ClassVar[int]

    def __init__(self, path: Path, *, anew: bool = False) -> None:
        """Open the file, or make a new one where it is missing, damaged or made by other rules.

        Args:
            path: the file.
            anew: throw away what is there.

        Raises:
            StoreError: it cannot be created or written.
        """
        self.path = path
        #: Why it was made anew; None where it was found in order.
        self.made_anew: str | None = "asked for" if anew else self.fault(path)
        with self.faults(path):
            if self.made_anew:
                for suffix in ("", "-journal", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
            self.connection = sqlite3.connect(path, isolation_level=None, timeout=10, cached_statements=256)
            self.connection.execute("PRAGMA journal_mode = WAL")
            # A cache: after a power cut it may be an older one, and catches up, but never a broken one.
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute(f"PRAGMA cache_size = -{self.cache_kib}")
            if self.made_anew:
                self.connection.executescript(
                    f"BEGIN; CREATE TABLE made (what TEXT PRIMARY KEY, value TEXT NOT NULL); {self.tables}"
                )
                self.connection.execute("INSERT INTO made VALUES ('rules', ?)", (self.rules(),))
                self.connection.execute("COMMIT")

    @classmethod
    @abstractmethod
    def rules(cls) -> str:
        """What an index is made by: one made by anything else is of no use."""

    @classmethod
    def name(cls) -> str:
        """Name of the file."""
        return f"{cls.stem}.sqlite"

    @classmethod
    def fault(cls, path: Path) -> str | None:
        """Why a file is no index to work with; None where it is one."""
        if not path.exists():
            return "missing"
        try:
            with closing(cls.read_only(path)) as connection:
                found = connection.execute("SELECT value FROM made").fetchone()
        except sqlite3.DatabaseError as error:
            return str(error)
        return None if found and found[0] == cls.rules() else "made by other rules"

    @classmethod
    def read_only(cls, path: Path) -> sqlite3.Connection:
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
            # Readers of a log write beside it. Where that is not allowed (another's archive, a mounted copy)
            # the file is read as it lies there.
            connection = sqlite3.connect(f"{address}&immutable=1", uri=True)
        except sqlite3.Error:
            connection.close()
            raise
        connection.execute(f"PRAGMA cache_size = -{cls.cache_kib}")
        return connection

    @classmethod
    @contextmanager
    def faults(cls, path: Path) -> Iterator[None]:
        """Turn faults of SQLite and of the disk into one clear line."""
        try:
            yield
        except sqlite3.OperationalError as error:
            advice = f"free some space there, make it writable, or remove the file: {cls.again}"
            raise StoreError(f"cannot use the {cls.what} {path}: {error}; {advice}") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the {cls.what} {path} is damaged ({error}): remove it, {cls.again}") from error
        except OSError as error:
            raise StoreError(f"cannot use the {cls.what} {path}: {error.strerror}") from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for questions only."""
        with self.faults(self.path):
            yield self.connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements inside take effect together or not at all."""
        with self.faults(self.path):
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
