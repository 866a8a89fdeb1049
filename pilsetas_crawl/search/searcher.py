"""Questions to the index of texts: which articles, in which order.

The score is BM25, a word of the title counting five times, times a factor for freshness: 1 today, 3/4 after a
year, 1/2 in the long run. Of more than `SCORED` matches the newest are scored, others follow by their day:
what a question with so many answers is after is nearly always recent.
"""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Self

from pilsetas_crawl.items import Article
from pilsetas_crawl.search.database import SearchFile
from pilsetas_crawl.search.indexing import DAY_BITS
from pilsetas_crawl.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from pilsetas_crawl.search.expression import Expression
    from pilsetas_crawl.store import Store

SCORED = 5_000
TITLE_WEIGHT = 5.0
# Days in which the part of the score that freshness gives is halved.
HALF_LIFE = 365.0
_FIRST, _LAST = -(1 << 62), 1 << 62
_SCORED = """
SELECT rowid, -bm25(words, ?, 1.0) FROM words
WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
"""
_NAME = "SELECT article_id FROM doc WHERE id = ? AND live"
_REST = """
SELECT d.id, d.article_id, 0.0
FROM (
    SELECT rowid FROM words
    WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT -1 OFFSET ?
) AS f
JOIN doc AS d ON d.id = f.rowid
WHERE d.live
"""


@dataclass(frozen=True, slots=True)
class Match:
    """An article that answers a question.

    Attributes:
        article_id: the article.
        score: how well, the best highest; 0 for what was not scored.
        day: ordinal of its local day; 0 where it is unknown.
    """

    article_id: str
    score: float
    day: int


class Searcher:
    """The index of a store, opened for reading; a context manager."""

    def __init__(self, folder: Path) -> None:
        """Open the index.

        Args:
            folder: folder of the crawl state.

        Raises:
            StoreError: there is none, or none that can be used.
        """
        self.path = folder / SearchFile.name()
        reason = SearchFile.fault(self.path)
        if reason:
            raise StoreError(f"no index of texts to ask ({self.path}: {reason}): `scrapy index` makes it")
        with SearchFile.faults(self.path):
            self._connection: sqlite3.Connection = SearchFile.read_only(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def behind(self, store: Store) -> int:
        """How many parts of a store are not in the index yet."""
        with SearchFile.faults(self.path):
            known = {path for (path,) in self._connection.execute("SELECT path FROM part WHERE complete")}
        return len({part.path for part in store.parts(Article.dataset)} - known)

    def best(
        self, asked: Expression, count: int, *, first: date | None = None, last: date | None = None,
        today: date | None = None,
    ) -> list[Match]:  # fmt: skip
        """The best matches among the newest `SCORED`, the best first.

        Args:
            asked: the question.
            count: most matches to give.
            first: first local day, included.
            last: last local day, included.
            today: the day freshness is counted from; the real one by default.
        """
        found = self._scored(asked, first, last, today)
        found.sort(reverse=True)
        return list(islice(self._named(found), count))

    def matches(
        self, asked: Expression, *, first: date | None = None, last: date | None = None,
        today: date | None = None,
    ) -> Iterator[Match]:  # fmt: skip
        """All matches, in no order: the newest with their scores, then the others with 0."""
        yield from self._named(self._scored(asked, first, last, today))
        with SearchFile.faults(self.path):
            for number, article_id, score in self._connection.execute(
                _REST, (asked.match, *_bounds(first, last), SCORED)
            ):
                yield Match(article_id, score, number >> DAY_BITS)

    def count(self, asked: Expression, *, first: date | None = None, last: date | None = None) -> int:
        """How many entries match; texts that were edited or removed since may be among them."""
        with SearchFile.faults(self.path):
            (found,) = self._connection.execute(
                "SELECT count(*) FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?",
                (asked.match, *_bounds(first, last)),
            ).fetchone()
        return int(found)

    def _scored(
        self, asked: Expression, first: date | None, last: date | None, today: date | None
    ) -> list[tuple[float, int]]:
        """Score and number of the newest entries that match."""
        now = (today or date.today()).toordinal()  # noqa: DTZ011 # a year's half-life: a few hours are nothing
        with SearchFile.faults(self.path):
            rows = self._connection.execute(
                _SCORED, (TITLE_WEIGHT, asked.match, *_bounds(first, last), SCORED)
            ).fetchall()
        # Far fewer days than rows.
        factors = {day: freshness(now - day) for day in {number >> DAY_BITS for number, _ in rows}}
        return [(score * factors[number >> DAY_BITS], number) for number, score in rows]

    def _named(self, scored: Iterable[tuple[float, int]]) -> Iterator[Match]:
        """The articles of entries, without those whose text has changed or is gone."""
        with SearchFile.faults(self.path):
            for score, number in scored:
                found = self._connection.execute(_NAME, (number,)).fetchone()
                if found:
                    yield Match(found[0], score, number >> DAY_BITS)


def freshness(age: float) -> float:
    """The factor for an age in days: 1 for today or what is announced, 1/2 for what is old."""
    return 0.5 + 0.5 * math.exp2(-max(0.0, age) / HALF_LIFE)


def _bounds(first: date | None, last: date | None) -> tuple[int, int]:
    return (
        first.toordinal() << DAY_BITS if first else _FIRST,
        (last.toordinal() + 1 << DAY_BITS) - 1 if last else _LAST,
    )
