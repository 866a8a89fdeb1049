"""How well the articles of a run were read: which fields they have, how long they are, what repeats."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.items import Article

# Field → whether an article has it. `time` is a publication known to the minute.
FIELDS: dict[str, Callable[[Article], bool]] = {
    "title": lambda article: bool(article.title),
    "published": lambda article: article.published_date is not None,
    "time": lambda article: article.published_precision == "minute",
    "body": lambda article: bool(article.body),
    "lead": lambda article: bool(article.lead),
    "image": lambda article: bool(article.image_url),
    "categories": lambda article: bool(article.categories),
    "author": lambda article: bool(article.author),
    "source_id": lambda article: bool(article.source_id),
    "attachments": lambda article: bool(article.attachments),
}
# Publication so far ahead is a misread date; clocks and zones differ by less.
AHEAD = timedelta(days=2)
# An article so recent stands in every list of the source, if it is not put in with an older date.
LATELY = timedelta(days=7)
# Articles whose titles and texts are compared; more would tell no more and cost memory.
COMPARED = 2000


class Reading:
    """Sums over the articles of a run, new and edited."""

    def __init__(self) -> None:
        self.read = 0
        self.future = 0
        self.missed = 0
        self.filled: Counter[str] = Counter()
        self.extraction: Counter[str] = Counter()
        self._words: list[int] = []
        self._titles: Counter[int] = Counter()
        self._bodies: Counter[int] = Counter()

    def add(self, article: Article, *, missed: bool = False) -> None:
        """Count an article.

        Args:
            article: as it is stored.
            missed: only the daily cross-check found it.
        """
        now = datetime.now(UTC)
        self.read += 1
        self.filled.update(name for name, has in FIELDS.items() if has(article))
        self.extraction.update(f"{name}:{way}" for name, way in article.extraction.items())
        published = article.published_at
        self.future += published is not None and published > now + AHEAD
        self.missed += missed and published is not None and published > now - LATELY
        if self.read <= COMPARED:
            self._compare(article)

    def _compare(self, article: Article) -> None:
        self._titles[hash(article.title)] += 1
        if article.body:
            self._words.append(len(article.body.split()))
            self._bodies[hash(article.body)] += 1

    @property
    def fill(self) -> dict[str, float]:
        """Field → share of the articles that have it; empty where none was read."""
        return {name: round(self.filled[name] / self.read, 4) for name in FIELDS} if self.read else {}

    @property
    def median_words(self) -> float | None:
        """Median length of the texts in words."""
        return float(median(self._words)) if self._words else None

    @property
    def same_title(self) -> float | None:
        """Share of the commonest title."""
        return self._share(self._titles)

    @property
    def same_body(self) -> float | None:
        """Share of the commonest text."""
        return self._share(self._bodies)

    def _share(self, counts: Counter[int]) -> float | None:
        return round(max(counts.values(), default=0) / min(self.read, COMPARED), 4) if self.read else None
