"""The index step: takes in what is new in a store, and forgets what was edited or removed.

The index is a cache of the articles' parts. It is brought in step with the manifests part by part, each in
transactions of its own, and a part taken in twice changes nothing: a step killed at any moment is taken up
by the next. Parts that were replaced (`retag`, `compact`) hand their articles on to those in their place;
articles no part has any more mean that the archive was put back to an earlier copy: the index is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.index_step import IndexStep
from pilsetas_crawl.items import REMOVED, Article
from pilsetas_crawl.search.database import SearchFile
from pilsetas_crawl.search.words import keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from pilsetas_crawl.store import Part

# Articles of one transaction, and of one sorted run of the index: some 20 MB of keys in memory.
BATCH = 5_000
# Numbers of one day.
DAY_BITS = 20
# Days count from 1 January of the year 1; articles without a day stand before all others.
UNDATED = 0
# Superseded texts among the entries, in percent, beyond which the index is made anew.
MOST_DEAD = 30
_FEW = 1_000
_COLUMNS = ("article_id", "revision", "status", "content_hash", "published_date", "title", "body")
_INSERT = "INSERT OR REPLACE INTO doc (id, article_id, revision, hash, part, live) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(slots=True)
class Indexed:
    """What an index step did.

    Attributes:
        articles: texts taken in, new or edited.
        removed: articles taken out because their site removed them.
        parts: parts read.
        rebuilt: why the index was made anew; None where it was found in order.
    """

    articles: int = 0
    removed: int = 0
    parts: int = 0
    rebuilt: str | None = None


class Indexer(IndexStep):
    """The index step of one store."""

    kind = SearchFile
    doing = "texts are being indexed"

    def run(self) -> Indexed:
        """Do all there is to do.

        Raises:
            StoreError: a part cannot be read, or the index cannot be written. What was taken in stays, and
                the next step takes up the rest.
        """
        done = Indexed(rebuilt=self._file.made_anew)
        self._follow(done)
        reason = self._worn()
        if reason:
            self._begin_anew()
            done = Indexed(rebuilt=reason)
            self._follow(done)
        return done

    def _follow(self, done: Indexed) -> None:
        """Take in the parts that are listed and not known, after letting go of those not listed any more."""
        listed = self._store.parts(Article.dataset)
        known, complete = self._known()
        for path in known.keys() - {part.path for part in listed}:
            with self._file.transaction() as connection:
                connection.execute("UPDATE doc SET part = NULL WHERE part = ?", (known[path],))
                connection.execute("DELETE FROM part WHERE id = ?", (known[path],))
        new = [part for part in listed if part.path not in complete]
        self._store.files.ahead(new)
        newest = self._newest(new)
        for part in new:
            self._take(part, newest, done)
            done.parts += 1

    def _known(self) -> tuple[dict[str, int], set[str]]:
        """Parts by their path, and the paths of those that were taken in whole."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT path, id, complete FROM part").fetchall()
        return {path: number for path, number, _ in rows}, {path for path, _, complete in rows if complete}

    def _newest(self, parts: Sequence[Part]) -> dict[str, int]:
        """Newest revision of the articles edited in these parts: older ones are not taken in at all."""
        found: dict[str, int] = {}
        for part in parts:
            for article_id, revision in self._rows(part, ("article_id", "revision")):
                if revision > 1:
                    found[article_id] = max(revision, found.get(article_id, 0))
        return found

    def _worn(self) -> str | None:
        """Why the index should be made anew; None where it is as good as a new one."""
        with self._file.reading() as connection:
            one = connection.execute
            if one("SELECT 1 FROM doc WHERE part IS NULL LIMIT 1").fetchone():
                return "the archive was rearranged"
            (entries,) = one("SELECT coalesce(sum(next), 0) FROM day").fetchone()
            (docs,) = one("SELECT count(*) FROM doc").fetchone()
        dead = entries - docs
        return "many texts were edited" if dead > _FEW and 100 * dead > MOST_DEAD * entries else None

    def _take(self, part: Part, newest: dict[str, int], done: Indexed) -> None:
        """Take in one part; it is known when all of it is."""
        rows = (row for row in self._rows(part, _COLUMNS) if row[1] >= newest.get(row[0], 0))
        with self._file.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO part (path) VALUES (?)", (part.path,))
            (number,) = connection.execute("SELECT id FROM part WHERE path = ?", (part.path,)).fetchone()
        while batch := list(islice(rows, BATCH)):
            with self._file.transaction() as connection:
                _take_rows(connection, batch, number, done)
        with self._file.transaction() as connection:
            connection.execute("UPDATE part SET complete = 1 WHERE id = ?", (number,))


def _take_rows(
    connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]], part: int, done: Indexed
) -> None:
    entries = []
    for article_id, revision, status, digest, day, title, body in rows:
        known = connection.execute(
            "SELECT id, revision, hash, live FROM doc WHERE article_id = ?", (article_id,)
        ).fetchone()
        live = status != REMOVED
        if known and known[1] > revision:
            continue
        if known and known[1:] == (revision, digest, int(live)):
            # The same text in another part: read again after a kill, or in a part that replaced the first.
            connection.execute("UPDATE doc SET part = ? WHERE id = ?", (part, known[0]))
            continue
        if known:
            connection.execute("DELETE FROM doc WHERE id = ?", (known[0],))
        number = _number(connection, day)
        connection.execute(_INSERT, (number, article_id, revision, digest, part, int(live)))
        if live:
            entries.append((number, keys(title), keys(body)))
        done.articles += live
        done.removed += not live
    # In order of their numbers: FTS5 begins a new piece of the index at each step back.
    connection.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", sorted(entries))


def _number(connection: sqlite3.Connection, day: date | None) -> int:
    ordinal = day.toordinal() if day else UNDATED
    (number,) = connection.execute(
        "INSERT INTO day VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET next = next + 1 RETURNING next",
        (ordinal,),
    ).fetchone()
    return (ordinal << DAY_BITS) + int(number)
