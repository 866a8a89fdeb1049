"""How the sets of topics and tags are judged: used by the test of the floors and by the report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pilsetas_crawl.items import Article
from pilsetas_crawl.language import language_of
from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.article import tag_article
from pilsetas_crawl.tags.lexicon import adjective_stem, noun
from pilsetas_crawl.tags.place_names import place_forms
from pilsetas_crawl.tags.stems import tag_key, word_key
from pilsetas_crawl.tags.stopwords import stop_forms, time_keys, weak_keys

FOLDER = Path(__file__).parent
FIRST = 5


@dataclass(slots=True)
class Scores:
    """Counts over a set; shares are made of them."""

    articles: int = 0
    languages: int = 0
    editor_tags: int = 0
    editor_found: int = 0
    editor_alike: int = 0
    keywords: int = 0
    first: int = 0
    junk: int = 0
    by_topic: dict[str, list[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def _sum(self, place: int) -> int:
        return sum(counts[place] for counts in self.by_topic.values())

    @property
    def precision(self) -> float:
        return self._sum(0) / (self._sum(0) + self._sum(1))

    @property
    def recall(self) -> float:
        return self._sum(0) / (self._sum(0) + self._sum(2))

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    @property
    def language(self) -> float:
        return self.languages / self.articles

    @property
    def found(self) -> float:
        """Share of the editor's tags that are among the first five keywords, key for key."""
        return self.editor_found / self.editor_tags

    @property
    def alike(self) -> float:
        """The same where a keyword holds the tag or the tag a keyword ("sēde", "domes sēde")."""
        return self.editor_alike / self.editor_tags

    @property
    def clean(self) -> float:
        return 1 - self.junk / self.first

    @property
    def number(self) -> float:
        return self.keywords / self.articles


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of a set, "gold" or "dev"."""
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def judge(told: Iterable[dict[str, Any]]) -> Scores:
    """Tag every article of a set as the pipelines do and count what is right."""
    scores = Scores()
    for row in told:
        article = Article(title=row["title"], body=row["body"], municipality=row["municipality"])
        article.language = language_of(article.title, article.body)
        tag_article(article)
        scores.articles += 1
        scores.languages += article.language == row["language"]
        _topics(scores, set(article.topics), set(row["topics"]), row)
        first = article.keywords[:FIRST]
        keys = [set(tag_key(one).split()) for one in first]
        for tag in row["tags"]:
            key = set(tag_key(tag).split())
            scores.editor_tags += 1
            scores.editor_found += key in keys
            scores.editor_alike += any(key <= one or one <= key for one in keys)
        scores.keywords += len(article.keywords)
        scores.first += len(first)
        scores.junk += sum(is_junk(one, row["language"]) for one in first)
    return scores


def _topics(scores: Scores, got: set[str], want: set[str], row: dict[str, Any]) -> None:
    for topic in got | want:
        counts = scores.by_topic.setdefault(topic, [0, 0, 0])
        counts[0 if topic in got & want else 1 if topic in got else 2] += 1
    if got != want:
        scores.wrong.append(f"{row['id']} {row['title']}: want {sorted(want)}, got {sorted(got)}")


def is_junk(keyword: str, language: str) -> bool:
    """Whether a keyword breaks a rule: stop word, number, time, place, no noun, or a municipal word alone."""
    parts = keyword.split()
    folded = [fold(part) for part in parts]
    empty = all(part in stop_forms() or word_key(part) in time_keys() or part.isdigit() for part in folded)
    alone = len(parts) == 1 and word_key(parts[0]) in weak_keys()
    place = any(part[:1].isupper() and fold(part) in place_forms() for part in parts)
    if language != "lv" or keyword.isupper():
        return empty or place
    last = parts[-1].lower()
    no_noun = noun(last) is None and adjective_stem(last) is None
    return empty or alone or place or no_noun
