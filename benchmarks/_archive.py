"""A synthetic archive: lengths, publishers, days and tags spread as news are, written straight to Parquet.

Nothing is drawn evenly: a few municipalities publish most, a few tags are on everything, texts are mostly
short and sometimes very long, later years have more. The same seed gives the same archive.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from pilsetas_crawl.items import Article, Link
from pilsetas_crawl.registry import municipalities
from pilsetas_crawl.schema import schemas
from pilsetas_crawl.store import Part, Store
from pilsetas_crawl.store import manifest as manifests
from pilsetas_crawl.store.parquet import encode_table, sort_rows
from pilsetas_crawl.tags.stems import tag_key
from pilsetas_crawl.tags.vocabulary import topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilsetas_crawl.registry import Municipality

RIGA = ZoneInfo("Europe/Riga")
YEARS = range(2016, 2026)
BODIES = 4000
EDITED = 50  # one article in so many has a second revision
_SYLLABLES = [
    *("ba", "ce", "dze", "ga", "īpa", "ja", "ko", "lī", "mēr", "nov", "ogu", "pils", "ra", "sko", "ti"),
    *("upe", "vēs", "zin", "dar", "kal", "mež", "ielu", "rem", "domes"),
]
_LINKED = [
    *("article_id", "revision", "municipality", "region", "fetched_at", "published_at", "published_date"),
]
_TAGS = ["Izglītība", "Kultūra", "Sports", "Ceļi", "Vide", "Veselība", "Dome", "Jaunieši"]


def fill(store: Store, articles: int, *, parts_of_a_source: int | None = None, seed: int = 1) -> None:
    """Fill an empty store.

    Args:
        store: the store.
        articles: how many, second revisions not counted.
        parts_of_a_source: parts of each source's years together; one for each year by default.
        seed: of chance.
    """
    chance = random.Random(seed)  # no secret
    world = World(chance)
    places = list(municipalities().values())
    shares = [1 / (rank + 3) for rank in range(len(places))]
    for place, share in zip(places, shares, strict=True):
        count = round(articles * share / sum(shares))
        by_year = _by_year(count)
        parts = []
        for year, some in by_year.items():
            pieces = max(1, round((parts_of_a_source or len(by_year)) * some / count))
            numbers = range(some)
            for piece in range(pieces):
                rows = world.table(place, year, numbers[piece::pieces])
                if rows.num_rows:
                    parts.append(_write(store, Article.dataset, place, year, piece, rows))
                    parts.append(_write(store, Link.dataset, place, year, piece, world.links(rows)))
        manifests.save(store.files, manifests.Manifest(place.slug).with_parts(parts))


def _by_year(count: int) -> dict[int, int]:
    weights = [10 + 2 * n for n in range(len(YEARS))]
    edges = [0, *(round(count * total / sum(weights)) for total in accumulate(weights))]
    return {year: edges[n + 1] - edges[n] for n, year in enumerate(YEARS)}


def _write(store: Store, dataset: str, place: Municipality, year: int, piece: int, rows: pa.Table) -> Part:
    name = f"b{piece}-{place.slug}"
    path = f"data/{dataset}/region={place.region}/year={year}/{name}.parquet"
    data = encode_table(sort_rows(rows, dataset), dataset, source=place.slug, run_id=name)
    store.files.put(path, data)
    days = rows["published_date"].to_pylist()
    uri = store.files.uri(path)
    return Part(dataset, place.slug, path, uri, rows.num_rows, data.nbytes, name, min(days), max(days))


class World:
    """Words, texts and tags, and articles made of them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(8000)]
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self._words))))
        self._tags = [*_TAGS, *(word.capitalize() for word in self._words[:2000])]
        self._keys = {tag: tag_key(tag) for tag in self._tags}
        self._tag_weights = list(accumulate(1 / (rank + 2) for rank in range(len(self._tags))))
        self._topics = list(topics())
        # Of log-normal length: half are below 180 words, one in a hundred above 1,500.
        self._bodies = [self._text(max(20, round(chance.lognormvariate(5.2, 0.9)))) for _ in range(BODIES)]

    def _text(self, words: int) -> str:
        drawn = self._chance.choices(self._words, cum_weights=self._weights, k=words)
        return "\n\n".join(" ".join(drawn[n : n + 45]).capitalize() + "." for n in range(0, words, 45))

    def table(self, place: Municipality, year: int, numbers: Sequence[int]) -> pa.Table:
        """Articles of a publisher and year."""
        told: list[dict[str, Any]] = []
        for number in numbers:
            row = self._row(place, year, number)
            told.append(row)
            if number % EDITED == 0:
                body = f"{row['body']}\n\nPrecizēts."
                told.append(row | {"revision": 2, "status": "edited", "body": body})
        schema = schemas()[Article.dataset]
        columns = [pa.array([row.get(field.name) for row in told], field.type) for field in schema]
        return pa.table(columns, schema=schema)

    def links(self, articles: pa.Table) -> pa.Table:
        """What the link step says of these: one in ten tells the story of another."""
        told = [
            {
                "article_id": row["article_id"], "revision": 1,
                "story_id": f"story-{row['article_id'].rstrip('0') or 'none'}",
                "is_canonical": not row["article_id"].endswith("0"), "similarity": 1.0, "reason": "canonical",
                "municipality": row["municipality"], "region": row["region"], "linked_at": row["fetched_at"],
                "published_at": row["published_at"], "published_date": row["published_date"],
            }
            for row in articles.select(_LINKED).to_pylist() if row["revision"] == 1
        ]  # fmt: skip
        return pa.Table.from_pylist(told, schema=schemas()[Link.dataset])

    def _row(self, place: Municipality, year: int, number: int) -> dict[str, Any]:
        chance = self._chance
        # Mornings of weekdays, mostly.
        day = date(year, 1, 1) + timedelta(days=int(365 * chance.random()))
        if day.weekday() > 4 and chance.random() < 0.8:  # Saturday and Sunday
            day -= timedelta(days=2)
        day = max(day, date(year, 1, 1))
        at = datetime(day.year, day.month, day.day, min(23, round(chance.gauss(11, 3)) % 24), tzinfo=RIGA)
        tags = list(dict.fromkeys(chance.choices(self._tags, cum_weights=self._tag_weights, k=4)))
        name = f"{place.slug}-{year}-{number}"
        return {
            "article_id": name, "revision": 1, "status": "new", "municipality": place.slug,
            "atvk": place.atvk, "region": place.region, "region_name": place.region_name,
            "url": f"https://{place.slug}.example.lv/lv/jaunums/{name}",
            "title": f"{chance.choice(self._words).capitalize()} {chance.choice(self._words)} {number}",
            "body": f"{chance.choice(self._bodies)} {number}", "language": "lv",
            "published_at": at, "published_date": day, "published_precision": "minute",
            "first_seen_at": at, "fetched_at": at, "lat": place.lat, "lon": place.lon,
            "tags": tags, "tag_keys": [self._keys[tag] for tag in tags],
            "topics": [self._topics[int(len(self._topics) * chance.random() ** 2)]],
            "content_hash": name,
        }  # fmt: skip
