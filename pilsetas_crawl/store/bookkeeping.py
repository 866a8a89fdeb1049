"""Bookkeeping of a source's crawl: rejected addresses, fingerprints, validators, retries, markers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.store.database import Database, from_micros, to_micros

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PAGE = 500


@dataclass(frozen=True, slots=True)
class RejectedAddress:
    """An address that was asked for and is no article.

    Attributes:
        reason: stable code, as in the rejects dataset.
        fingerprint: what the listing said of it then; another value means: look again.
        at: last time it was rejected (UTC).
        tries: how often it was rejected.
    """

    reason: str
    fingerprint: str | None
    at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Validators:
    """What to send back in a conditional request for an address."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class RetryEntry:
    """A listed address that could not be fetched yet.

    Attributes:
        url: address to ask for.
        key: its address key.
        hints: what the listing said of it (JSON values).
        attempts: runs that failed so far.
        last_error: the last failure, in words.
    """

    url: str
    key: str
    hints: dict[str, Any]
    attempts: int
    last_error: str | None


class Bookkeeping:
    """What a crawl remembers of its source beside the articles. Each call is one transaction.

    To write many things together, call inside ``with state.transaction():``, or collect them in a
    `pilsetas_crawl.store.stage.Stage`.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def rejected(self, key: str) -> RejectedAddress | None:
        """Why an address key was rejected; None where it was not."""
        row = self._get("SELECT reason, fingerprint, at, tries FROM rejected WHERE key = ?", key)
        if row is None:
            return None
        at = from_micros(row[2]) or datetime.fromtimestamp(0, UTC)
        return RejectedAddress(reason=row[0], fingerprint=row[1], at=at, tries=row[3])

    def mark_rejected(self, key: str, reason: str, fingerprint: str | None = None) -> None:
        """Remember that an address key is no article, now; one more try each time."""
        self._do(
            "INSERT INTO rejected VALUES (?, ?, ?, ?, 1) "
            "ON CONFLICT (key) DO UPDATE SET reason = excluded.reason, "
            "fingerprint = excluded.fingerprint, at = excluded.at, tries = tries + 1",
            *(key, reason, fingerprint, to_micros(datetime.now(UTC))),
        )

    def clear_rejected(self, key: str) -> None:
        """Forget a rejection."""
        self._do("DELETE FROM rejected WHERE key = ?", key)

    def fingerprint(self, way: str, key: str) -> str | None:
        """What a way of discovery said of an address key last time."""
        row = self._get("SELECT value FROM fingerprint WHERE way = ? AND key = ?", way, key)
        return None if row is None else str(row[0])

    def set_fingerprints(self, values: Mapping[tuple[str, str], str]) -> None:
        """Remember what ways of discovery say of address keys: ``{(way, key): fingerprint}``."""
        rows = ((way, key, value) for (way, key), value in values.items())
        with self._db.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO fingerprint VALUES (?, ?, ?)", rows)

    def validators(self, url: str) -> Validators | None:
        """What to send in a conditional request for an address."""
        row = self._get("SELECT etag, last_modified FROM validators WHERE url = ?", url)
        return None if row is None else Validators(*row)

    def set_validators(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> None:
        """Remember an answer's validators; none of both forgets the address.

        Only once everything discovered through that answer is stored: the next run may be told "not
        modified" and will then look no further.
        """
        if etag is None and last_modified is None:
            self._do("DELETE FROM validators WHERE url = ?", url)
        else:
            self._do("INSERT OR REPLACE INTO validators VALUES (?, ?, ?)", url, etag, last_modified)

    def add_retry(self, url: str, key: str, hints: Mapping[str, Any], error: str | None) -> None:
        """Put an address that could not be fetched on the queue; one more attempt where it is there.

        Raises:
            TypeError: the hints are not JSON values.
        """
        text = json.dumps(dict(hints), ensure_ascii=False)
        self._do(
            "INSERT INTO retry (key, url, hints, attempts, last_error) VALUES (?, ?, ?, 1, ?) "
            "ON CONFLICT (key) DO UPDATE SET url = excluded.url, hints = excluded.hints, "
            "attempts = attempts + 1, last_error = excluded.last_error",
            *(key, url, text, error),
        )

    def retries(self) -> Iterator[RetryEntry]:
        """The queue by key; changing it while iterating is safe, entries not yet reached show the change."""
        after = ""
        while True:
            with self._db.faults():
                page = self._db.connection.execute(
                    "SELECT url, key, hints, attempts, last_error FROM retry "
                    "WHERE key > ? ORDER BY key LIMIT ?",
                    (after, _PAGE),
                ).fetchall()
            for url, key, hints, attempts, error in page:
                yield RetryEntry(url, key, json.loads(hints), attempts, error)
            if len(page) < _PAGE:
                return
            after = page[-1][1]

    def retry(self, key: str) -> RetryEntry | None:
        """What waits under a key; None where nothing does."""
        with self._db.faults():
            row = self._db.connection.execute(
                "SELECT url, hints, attempts, last_error FROM retry WHERE key = ?", (key,)
            ).fetchone()
        return RetryEntry(row[0], key, json.loads(row[1]), row[2], row[3]) if row else None

    def drop_retry(self, key: str) -> None:
        """Take an address off the queue; nothing happens where it is not on it."""
        self._do("DELETE FROM retry WHERE key = ?", key)

    def get(self, name: str) -> str | None:
        """Value of a marker, such as how far back a walk has come."""
        row = self._get("SELECT value FROM marker WHERE name = ?", name)
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Set a marker."""
        self._do("INSERT OR REPLACE INTO marker VALUES (?, ?)", name, value)

    def delete(self, name: str) -> None:
        """Remove a marker; nothing happens where it is not set."""
        self._do("DELETE FROM marker WHERE name = ?", name)

    def _get(self, query: str, *values: object) -> Any:
        with self._db.faults():
            return self._db.connection.execute(query, values).fetchone()

    def _do(self, query: str, *values: object) -> None:
        with self._db.transaction() as connection:
            connection.execute(query, values)
