"""Known articles: what the stored parts say of each article of one source, newest revision only."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.store.database import Database, from_micros, to_micros
from pilsetas_crawl.store.known_events import KnownEvents
from pilsetas_crawl.store.succession import changes, follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from pilsetas_crawl.store.parts import Part, Row
    from pilsetas_crawl.store.store import Store

log = logging.getLogger(__name__)

# Columns read from a part to catch up; the order `_remember` takes them in.
INGESTED = (
    *("article_id", "revision", "content_hash", "status", "source_id", "url", "canonical_url"),
    *("published_at", "published_date", "published_precision", "modified_at", "first_seen_at"),
    *("http_etag", "http_last_modified"),
)
_MOMENTS = frozenset({"published_at", "modified_at", "first_seen_at"})

_SELECT = (
    "SELECT a.article_id, a.revision, a.content_hash, a.status, a.source_id, a.url, a.address_key, "
    "a.published_at, a.published_precision, a.modified_at, a.first_seen_at, a.etag, a.last_modified "
    "FROM article a "
)
_UPSERT = """
INSERT INTO article (article_id, revision, content_hash, status, source_id, url, address_key, published_at,
    published_date, published_precision, modified_at, first_seen_at, etag, last_modified)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (article_id) DO UPDATE SET revision = excluded.revision, content_hash = excluded.content_hash,
    status = excluded.status, source_id = excluded.source_id, url = excluded.url,
    address_key = excluded.address_key, published_at = excluded.published_at,
    published_date = excluded.published_date, published_precision = excluded.published_precision,
    modified_at = excluded.modified_at, etag = excluded.etag, last_modified = excluded.last_modified,
    first_seen_at = coalesce(
        min(first_seen_at, excluded.first_seen_at), first_seen_at, excluded.first_seen_at)
WHERE excluded.revision >= revision
"""
# An article's own address outranks what another calls canonical, in whatever order the two come.
_ALIAS = """
INSERT INTO alias (key, article_id, own) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET article_id = excluded.article_id, own = excluded.own
WHERE excluded.own > own OR (excluded.own = 1 AND own = 1)
"""
_PAGE = 500


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """The newest stored revision of an article, as far as a crawl needs it. Moments are in UTC."""

    article_id: str
    revision: int
    content_hash: str | None
    status: str | None
    source_id: str | None
    url: str | None
    address_key: str | None
    published_at: datetime | None
    published_precision: str | None
    modified_at: datetime | None
    first_seen_at: datetime | None
    etag: str | None
    last_modified: str | None


class KnownArticles(KnownEvents):
    """Look-ups of known articles (and events), and keeping them in step with the store's parts."""

    def __init__(self, database: Database, key_of: Callable[[str], str]) -> None:
        super().__init__(database, self._key)
        self._key_of = key_of

    # --- look-ups

    def by_id(self, article_id: str) -> KnownArticle | None:
        """The article of an identity, removed ones included."""
        return self._one("WHERE a.article_id = ?", article_id)

    def by_source_id(self, source_id: str) -> KnownArticle | None:
        """The article the site itself numbers so; a live one before a removed one."""
        return self._one(
            "WHERE a.source_id = ? ORDER BY a.status IS 'removed', a.article_id LIMIT 1", source_id
        )

    def by_address(self, key: str) -> KnownArticle | None:
        """The article last seen under an address key: its own, a canonical one, or an alias."""
        return self._one("JOIN alias k ON k.article_id = a.article_id WHERE k.key = ?", key)

    def newest(self) -> KnownArticle | None:
        """The live article published last; None where none has a date."""
        return self._one(
            "WHERE a.status IS NOT 'removed' AND a.published_at IS NOT NULL "
            "ORDER BY a.published_at DESC, a.article_id DESC LIMIT 1"
        )

    def live_between(self, first: date, last: date) -> Iterator[KnownArticle]:
        """Articles not removed, published from one local day to another (both inclusive), oldest first.

        A few hundred are read at a time, so writing while iterating is safe.
        """
        after = (first.isoformat(), "")
        while True:
            page = self._rows(
                "WHERE a.status IS NOT 'removed' AND (a.published_date, a.article_id) > (?, ?) "
                "AND a.published_date <= ? ORDER BY a.published_date, a.article_id LIMIT ?",
                (*after, last.isoformat(), _PAGE),
                extra=", a.published_date",
            )
            yield from (_known(row[:-1]) for row in page)
            if len(page) < _PAGE:
                return
            after = (page[-1][-1], page[-1][0])

    def count_live(self, since: date | None = None) -> int:
        """How many articles are not removed; with ``since``, only those published on that day or later."""
        query = "SELECT count(*) FROM article WHERE status IS NOT 'removed'"
        if since is None:
            return int(self._value(query))
        return int(self._value(f"{query} AND published_date >= ?", since.isoformat()))

    def days_published(self, since: date) -> dict[date, int]:
        """Local day → articles published on it and not removed; days without any are left out."""
        query = (
            "SELECT published_date, count(*) FROM article "
            "WHERE status IS NOT 'removed' AND published_date >= ? GROUP BY published_date"
        )
        with self._db.faults():
            rows = self._db.connection.execute(query, (since.isoformat(),)).fetchall()
        return {date.fromisoformat(day): count for day, count in rows}

    def _one(self, where: str, *values: object) -> KnownArticle | None:
        with self._db.faults():
            row = self._db.connection.execute(_SELECT + where, values).fetchone()
        return _known(row) if row else None

    def _rows(self, where: str, values: Sequence[object], extra: str = "") -> list[tuple[Any, ...]]:
        with self._db.faults():
            query = _SELECT.replace(" FROM", f"{extra} FROM") + where
            return self._db.connection.execute(query, values).fetchall()

    def _value(self, query: str, *values: object) -> Any:
        with self._db.faults():
            return self._db.connection.execute(query, values).fetchone()[0]

    # --- keeping in step

    def add_alias(self, key: str, article_id: str) -> None:
        """Remember a further address key of an article, as after a redirect.

        Not stored in Parquet: it is learnt anew when the state is rebuilt.
        """
        with self._db.transaction() as connection:
            connection.execute(_ALIAS, (key, article_id, 1))

    def ingest(self, parts: Iterable[Part], rows: Iterable[Row]) -> None:
        """Remember freshly committed rows. Call it after `Store.commit` with what that returned.

        One transaction; if the process dies before it, the next open learns the same from the parts.
        """
        rows = list(rows)
        values = [_row(row) for row in rows if isinstance(row, Article)]
        with self._db.transaction() as connection:
            self.ingest_events(rows)
            for value in values:
                self._remember(value)
            connection.executemany("INSERT OR IGNORE INTO part VALUES (?)", ((part.path,) for part in parts))

    def catch_up(self, store: Store, source: str) -> int:
        """Learn what the manifest lists and the state does not know yet.

        Parts that were merged are known by the part that replaced them. Where the state knows parts that are
        gone otherwise (the store went back to an earlier copy), it is built anew. If articles got lost by
        that, everything that would keep the crawler from finding them again is forgotten too.

        Returns:
            Rows read.

        Raises:
            StoreError: a listed part is missing or damaged.
        """
        listed = store.manifest(source).parts
        known = self._known_paths()
        if known == {part.path for part in listed}:
            return 0
        change = changes(known, listed)
        with self._db.building():
            if change.lost:
                return self._relearn(store, listed)
            follow(self._db.connection, change)
            # A row that was known is learnt a second time to no effect: the newest revision counts.
            return self._learn(store, [*change.mixed, *change.fresh])

    def relearn(self, store: Store, source: str) -> int:
        """Build everything known anew from the parts; bookkeeping stays where no article was lost."""
        with self._db.building():
            return self._relearn(store, store.manifest(source).parts)

    def keys_agree(self) -> bool:
        """The address keys stored are those `key_of` gives today (judged by the newest articles)."""
        with self._db.faults():
            rows = self._db.connection.execute(
                "SELECT url, address_key FROM article WHERE status IS NOT 'removed' AND url IS NOT NULL "
                "ORDER BY published_at DESC LIMIT 20"
            ).fetchall()
        return all(self._key(url) == key for url, key in rows)

    def _known_paths(self) -> set[str]:
        with self._db.faults():
            return {path for (path,) in self._db.connection.execute("SELECT path FROM part")}

    def _learn(self, store: Store, parts: Sequence[Part]) -> int:
        from pilsetas_crawl.store.parquet import stream  # noqa: PLC0415 # pyarrow is heavy

        count = 0
        store.files.ahead([part for part in parts if part.dataset in (Article.dataset, Event.dataset)])
        for part in parts:
            if part.dataset == Article.dataset:
                for row in stream(store.files, part, INGESTED):
                    self._remember(row)
                    count += 1
            elif part.dataset == Event.dataset:
                count += self.learn_events(store, part)
            self._db.connection.execute("INSERT INTO part VALUES (?)", (part.path,))
        return count

    def _relearn(self, store: Store, parts: Sequence[Part]) -> int:
        execute = self._db.connection.execute
        execute("CREATE TEMP TABLE before AS SELECT article_id FROM article")
        for table in ("part", "article", "event"):
            execute(f"DELETE FROM {table}")  # noqa: S608 # our own names
        count = self._learn(store, parts)
        gone = "SELECT 1 FROM before WHERE article_id NOT IN (SELECT article_id FROM article) LIMIT 1"
        if execute(gone).fetchone():
            execute("DELETE FROM alias WHERE article_id NOT IN (SELECT article_id FROM article)")
            for table in ("validators", "fingerprint", "marker"):
                execute(f"DELETE FROM {table}")  # noqa: S608 # our own names
        execute("DROP TABLE before")
        return count

    def _remember(self, row: tuple[Any, ...]) -> None:
        article_id, revision, content_hash, status, source_id, url, canonical, *rest = row
        published_at, day, precision, modified_at, first_seen_at, etag, last_modified = rest
        key = self._key(url)
        execute = self._db.connection.execute
        execute(
            _UPSERT,
            (
                *(article_id, revision or 1, content_hash, status, source_id, url, key, published_at),
                *(day and day.isoformat(), precision, modified_at, first_seen_at, etag, last_modified),
            ),
        )
        if key is not None:
            execute(_ALIAS, (key, article_id, 1))
        other = self._key(canonical) if canonical != url else None
        if other not in (None, key):
            execute(_ALIAS, (other, article_id, 0))

    def _key(self, url: str | None) -> str | None:
        try:
            return self._key_of(url) if url else None
        except PilsetasError as error:
            # Sites call the strangest things canonical. What is stored must stay readable all the same.
            log.warning("Stored address %s has no key (%s)", url, error)
            return None


def _row(article: Article) -> tuple[Any, ...]:
    return tuple(
        to_micros(getattr(article, name)) if name in _MOMENTS else getattr(article, name) for name in INGESTED
    )


def _known(row: Sequence[Any]) -> KnownArticle:
    values = list(row)
    for place in (7, 9, 10):
        values[place] = from_micros(values[place])
    return KnownArticle(*values)
