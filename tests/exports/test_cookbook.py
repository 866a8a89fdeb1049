"""Rule: every query of docs/cookbook.md gives what Python works out of the same archive without SQL."""

from __future__ import annotations

import math
import re
import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from exports.catalog import build_catalog
from exports.connection import connect
from pilsetas_crawl.reading.dates import RIGA
from tests.exports.demo_archive import AGAIN, EDITING, build, facts

PAGE = Path(__file__).parents[2] / "docs" / "cookbook.md"
SHOWN = 4
_RECIPE = re.compile(r"^## (\d+)\. .*?```sql\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL | re.MULTILINE)
RECIPES = [(int(n), sql, answer) for n, sql, answer in _RECIPE.findall(PAGE.read_text(encoding="utf-8"))]
Rows = list[tuple[Any, ...]]


class Archive:
    """The archive as lists of rows, sifted without SQL."""

    def __init__(self, folder: Path) -> None:
        self.store = build(folder / "store")
        self.catalog = folder / "demo.duckdb"
        build_catalog(self.store, self.catalog)
        self.revisions = self.store.read("articles").to_pylist()
        newest: dict[str, dict[str, Any]] = {}
        for row in sorted(self.revisions, key=lambda row: row["revision"]):
            newest[row["article_id"]] = row
        self.articles = [row for row in newest.values() if row["status"] != "removed"]
        self.removed = [row for row in newest.values() if row["status"] == "removed"]
        self.events = self.store.read("events").to_pylist()
        links = sorted(self.store.read("links").to_pylist(), key=lambda row: row["linked_at"])
        self.story = {row["article_id"]: row["story_id"] for row in links}
        self.members: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self.articles:
            self.members[self.story[row["article_id"]]].append(row)
        self.last = max(row["published_date"] for row in self.articles if row["published_date"])

    def of_days(self, first: date, last: date) -> list[dict[str, Any]]:
        return [
            row for row in self.articles if row["published_date"] and first <= row["published_date"] <= last
        ]

    def publishers(self, story: str) -> set[str]:
        return {row["municipality"] for row in self.members[story]}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("cookbook"))


def falling(counts: Counter[Any]) -> Rows:
    """Counts, the highest first, equal ones by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("-", " ").lower())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def clock(at: datetime) -> str:
    return at.astimezone(RIGA).strftime("%Y-%m-%d %H:%M")


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """By the angle between two vectors: another way than the catalog's."""
    a, b = (
        (math.cos(math.radians(la)) * math.cos(math.radians(lo)),
         math.cos(math.radians(la)) * math.sin(math.radians(lo)), math.sin(math.radians(la)))
        for la, lo in ((lat1, lon1), (lat2, lon2))
    )  # fmt: skip
    return 6371 * math.acos(min(1.0, sum(x * y for x, y in zip(a, b, strict=True))))


NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def publications_and_stories(a: Archive) -> Rows:
    stories: dict[str, set[str]] = defaultdict(set)
    for row in a.articles:
        stories[row["region"]].add(a.story[row["article_id"]])
    return [
        (land, n, len(stories[land])) for land, n in falling(Counter(row["region"] for row in a.articles))
    ]


def most_published(a: Archive) -> Rows:
    return falling(Counter(row["municipality"] for row in a.of_days(*NOVEMBER)))


def who_was_first(a: Archive) -> Rows:
    story = min(a.members, key=lambda name: (-len(a.members[name]), name))
    rows = sorted((row["published_at"], row["municipality"]) for row in a.members[story])
    return [(clock(at), slug) for at, slug in rows]


def travels(a: Archive) -> Rows:
    found = []
    for story, rows in a.members.items():
        at = [row["published_at"] for row in rows]
        if len(a.publishers(story)) >= 5:
            # DuckDB's date_diff counts the borders of minutes that were crossed.
            minutes = int(max(at).timestamp() // 60 - min(at).timestamp() // 60)
            day = min(at).astimezone(RIGA).strftime("%Y-%m-%d")
            # Half a tenth is rounded up.
            told = (day, len(rows), len(a.publishers(story)), math.floor(minutes / 6 + 0.5) / 10)
            found.append(((-len(rows), min(at), story), told))
    return [told for _, told in sorted(found)]


def edited(a: Archive) -> Rows:
    return falling(Counter({slug: math.ceil(len(facts()[slug]["articles"]) / 10) for slug in EDITING}))


def taken_down(a: Archive) -> Rows:
    titles = {row["article_id"]: row["title"] for row in a.revisions if row["revision"] == 1}
    return sorted((row["municipality"], clock(AGAIN), titles[row["article_id"]]) for row in a.removed)


def quiet(a: Archive) -> Rows:
    days: dict[str, set[date]] = defaultdict(set)
    for row in a.of_days(date(2026, 6, 1), date.max):
        days[row["municipality"]].add(row["published_date"])
    pauses: Counter[str] = Counter()
    for slug, found in days.items():
        told = [*sorted(found), a.last]
        pauses[slug] = max((later - day).days for day, later in pairwise(told))
    return falling(pauses)


def topic_by_month(a: Archive) -> Rows:
    rows = a.of_days(date(2026, 9, 1), date.max)
    counts = Counter((r["region"], f"{r['published_date']:%Y-%m}") for r in rows if "roads" in r["topics"])
    return sorted((land, month, n) for (land, month), n in counts.items())


def vacancies(a: Archive) -> Rows:
    days = [row["published_date"] for row in a.articles if "vacancies" in row["topics"]]
    return sorted(Counter(f"{day.year} Q{(day.month + 2) // 3}" for day in days).items())


def weekend(a: Archive) -> Rows:
    first, last = date(2026, 11, 28), date(2026, 11, 29)
    found = []
    for row in a.events:
        away = km(56.95, 24.11, row["lat"], row["lon"])
        if row["place_key"] and away <= 30 and row["start_date"] <= last and row["end_date"] >= first:
            found.append((row["start_at"], row["municipality"], row["title"], float(round(away))))
    return [(clock(at), *rest) for at, *rest in sorted(found)]


def days(a: Archive) -> Rows:
    counts = Counter(row["published_date"] for row in a.articles if row["published_date"])
    return sorted(counts.items(), key=lambda pair: (pair[1], pair[0]), reverse=True)[:10]


def weekdays(a: Archive) -> Rows:
    dated = [row["published_date"] for row in a.articles if row["published_date"]]
    return sorted(Counter(day.isoweekday() for day in dated).items())


def documents(a: Archive) -> Rows:
    files = [
        (file["type"] or "unknown", row["article_id"]) for row in a.articles for file in row["attachments"]
    ]
    articles = Counter(kind for kind, _ in set(files))
    return [(kind, n, articles[kind]) for kind, n in falling(Counter(kind for kind, _ in files))]


def places_of_one(a: Archive) -> Rows:
    own = [row for row in a.articles if row["municipality"] == "kuldiga"]
    return falling(Counter(place["name"] for row in own for place in row["places"]))


def languages(a: Archive) -> Rows:
    return falling(Counter(row["language"] or "unknown" for row in a.articles))


def new_today(a: Archive) -> Rows:
    since = datetime(2026, 11, 20, 9, tzinfo=RIGA)
    return sorted(Counter(row["region"] for row in a.articles if row["first_seen_at"] > since).items())


def shared(a: Archive) -> Rows:
    told = Counter(row["region"] for row in a.articles if len(a.publishers(a.story[row["article_id"]])) > 1)
    every = Counter(row["region"] for row in a.articles)
    return [(land, told[land], n) for land, n in sorted(every.items())]


def word(a: Archive) -> Rows:
    texts = [
        (row["region"], folded(f"{row['title']} {row['lead'] or ''} {row['body'] or ''}"))
        for row in a.articles
    ]
    return falling(Counter(land for land, text in texts if "bernudarz" in text))


def long_texts(a: Archive) -> Rows:
    words: dict[str, list[int]] = defaultdict(list)
    for row in a.articles:
        if row["word_count"] is not None:
            words[row["municipality"]].append(row["word_count"])
    found = [(slug, float(statistics.median(counts))) for slug, counts in words.items()]
    return sorted(found, key=lambda row: (-row[1], row[0]))[:10]


def shared_subjects(a: Archive) -> Rows:
    pairs = {(key, row["municipality"]) for row in a.of_days(*NOVEMBER) for key in row["tag_keys"]}
    return falling(Counter(key for key, _ in pairs))[:10]


ANSWERS: list[Callable[[Archive], Rows]] = [
    publications_and_stories, most_published, who_was_first, travels, edited, taken_down, quiet,
    topic_by_month, vacancies, weekend, days, weekdays, documents, places_of_one, languages, new_today,
    shared, word, long_texts, shared_subjects,
]  # fmt: skip


def test_the_page_has_twenty_recipes() -> None:
    assert [n for n, _, _ in RECIPES] == list(range(1, 21))
    assert len(ANSWERS) == 20


@pytest.mark.parametrize(("number", "sql", "answer"), RECIPES, ids=[fn.__name__ for fn in ANSWERS])
def test_recipe(archive: Archive, number: int, sql: str, answer: str) -> None:
    with connect(archive.catalog, read_only=True) as con:
        result = con.execute(sql)
        names, rows = [column[0] for column in result.description], result.fetchall()
    expected = ANSWERS[number - 1](archive)
    assert expected, "a question without an answer shows nothing"
    assert rows == expected
    assert answer == shown(names, rows)


def shown(names: list[str], rows: Rows) -> str:
    """An answer as the page has it: its first lines, and how many more there are."""
    lines = [" | ".join(map(str, line)) for line in [tuple(names), *rows[:SHOWN]]]
    if len(rows) > SHOWN:
        lines.append(f"… {len(rows) - SHOWN} more")
    return "\n".join(lines) + "\n"
