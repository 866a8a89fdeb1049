"""Known events: what the stored parts say of each event of one source, newest revision only."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.event import Event
from pilsetas_crawl.items import REMOVED
from pilsetas_crawl.store.database import Database, from_micros, to_micros

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from pilsetas_crawl.store.parts import Part, Row
    from pilsetas_crawl.store.store import Store

# Columns read from a part to catch up.
INGESTED = (
    *(
        "event_id",
        "revision",
        "content_hash",
        "status",
        "url",
        "source_id",
        "title",
        "start_at",
        "start_date",
    ),
    *("end_at", "end_date", "when_raw", "when_precision", "first_seen_at", "derived_from", "event_from"),
    *("venue", "address"),
)
_MOMENTS = frozenset({"start_at", "end_at", "first_seen_at"})
_DAYS = frozenset({"start_date", "end_date"})

# Made beside the other tables and not by their version: states of before events are whole without it.
_TABLE = """
CREATE TABLE IF NOT EXISTS event (
    event_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, content_hash TEXT, status TEXT, url TEXT,
    source_id TEXT, title TEXT, start_at INTEGER, start_date TEXT, end_at INTEGER, end_date TEXT,
    when_raw TEXT, when_precision TEXT, first_seen_at INTEGER, derived_from TEXT, event_from TEXT,
    venue TEXT, address TEXT, address_key TEXT, title_key TEXT
);
CREATE INDEX IF NOT EXISTS event_address ON event (address_key);
CREATE INDEX IF NOT EXISTS event_title ON event (title_key, start_date);
CREATE INDEX IF NOT EXISTS event_source ON event (derived_from) WHERE derived_from IS NOT NULL
"""
_NAMES = ", ".join(INGESTED)
_UPSERT = (
    f"INSERT OR REPLACE INTO event ({_NAMES}, address_key, title_key) "  # noqa: S608 # our own names
    f"SELECT {', '.join('?' * (len(INGESTED) + 2))} "
    "WHERE NOT EXISTS (SELECT 1 FROM event WHERE event_id = ?1 AND revision > ?2)"
)
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """The newest stored revision of an event, as far as a crawl needs it. Moments are in UTC."""

    event_id: str
    revision: int
    content_hash: str | None
    status: str | None
    url: str | None
    source_id: str | None
    title: str | None
    start_at: datetime | None
    start_date: date | None
    end_at: datetime | None
    end_date: date | None
    when_raw: str | None
    when_precision: str | None
    first_seen_at: datetime | None
    derived_from: str | None
    event_from: str | None
    venue: str | None
    address: str | None

    @property
    def live(self) -> bool:
        """Whether it was not taken back."""
        return self.status != REMOVED


def title_key(title: str | None) -> str:
    """Digest of the words of a title: the same for every spelling of case, quotes and white space."""
    words = " ".join(_WORDS.findall((title or "").casefold()))
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()


class KnownEvents:
    """Look-ups of known events, and keeping them in step with the store's parts."""

    def __init__(self, database: Database, key_of: Callable[[str | None], str | None]) -> None:
        self._db = database
        self._event_key_of = key_of
        with database.transaction() as connection:
            for statement in _TABLE.split(";"):
                connection.execute(statement)

    def event(self, event_id: str) -> KnownEvent | None:
        """The event of an identity, one that was taken back included."""
        return next(iter(self._events("event_id = ?", event_id)), None)

    def events_at(self, key: str) -> list[KnownEvent]:
        """Live events whose own page has an address key; several where one page tells several times."""
        return self._events("address_key = ? AND derived_from IS NULL AND status IS NOT ?", key, REMOVED)

    def events_named(self, title: str) -> list[KnownEvent]:
        """Live events under a title, in whatever spelling."""
        return self._events("title_key = ? AND status IS NOT ?", title_key(title), REMOVED)

    def events_told_in(self, article_id: str) -> list[KnownEvent]:
        """Live events that were told in an article."""
        return self._events("derived_from = ? AND status IS NOT ?", article_id, REMOVED)

    def events_between(self, first: date, last: date) -> list[KnownEvent]:
        """Live events with a page of their own that begin from one local day to another, both inclusive."""
        return self._events(
            "start_date BETWEEN ? AND ? AND derived_from IS NULL AND status IS NOT ?",
            *(first.isoformat(), last.isoformat(), REMOVED),
        )

    def ingest_events(self, rows: Iterable[Row]) -> None:
        """Remember freshly committed rows; called by `SourceState.ingest`."""
        for row in rows:
            if isinstance(row, Event):
                self._remember_event([_stored(name, getattr(row, name)) for name in INGESTED])

    def learn_events(self, store: Store, part: Part) -> int:
        """Learn what a part of the dataset tells; gives the rows read."""
        from pilsetas_crawl.store.parquet import stream  # noqa: PLC0415 # pyarrow is heavy

        count = 0
        for row in stream(store.files, part, INGESTED):
            days = (
                value.isoformat() if name in _DAYS and value else value
                for name, value in zip(INGESTED, row, strict=True)
            )
            self._remember_event(list(days))
            count += 1
        return count

    def _remember_event(self, values: Sequence[Any]) -> None:
        told = dict(zip(INGESTED, values, strict=True))
        key = self._event_key_of(told["url"])
        self._db.connection.execute(_UPSERT, (*values, key, title_key(told["title"])))

    def _events(self, where: str, *values: object) -> list[KnownEvent]:
        query = f"SELECT {_NAMES} FROM event WHERE {where} ORDER BY start_date, event_id"  # noqa: S608 # our own names
        with self._db.faults():
            rows = self._db.connection.execute(query, values).fetchall()
        return [_known(row) for row in rows]


def _stored(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return to_micros(value)
    return value.isoformat() if name in _DAYS and value else value


def _known(row: Sequence[Any]) -> KnownEvent:
    told = dict(zip(INGESTED, row, strict=True))
    for name in _MOMENTS:
        told[name] = from_micros(told[name])
    for name in _DAYS:
        told[name] = date.fromisoformat(told[name]) if told[name] else None
    return KnownEvent(**told)
