"""Which topics an article is about, each with its reason.

Patterns are looked up by the keys of words, so one pattern fits every case and number. A find inside a longer
find says nothing of its own ("atkritumu poligons" is no military range). The title counts more than the text,
and repeating a pattern adds little. A topic stands when its score reaches a threshold, which grows with the
length of the text, and a share of the best topic's score.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pilsetas_crawl.tags.matching import matches
from pilsetas_crawl.tags.stems import tag_key, words
from pilsetas_crawl.tags.vocabulary import WEIGHTS, Pattern, category_topics

# Characters of a body that are read: what an article is about is said at its beginning.
READ = 12_000
TITLE_FACTOR = 1.8
LEAD_FACTOR = 1.2
LEAD_WORDS = 35
# The first find counts in full, each further one this share, up to a limit.
REPEAT, MOST_REPEATS = 0.25, 4
# Weak patterns together weigh no more than this.
MOST_WEAK = 3.0
# This many different ones are a topic without any other.
COMPANY = 3
CATEGORY_WEIGHT = 3.0
THRESHOLD = 3.0
# Words of a text from which the threshold grows, and by how much with each doubling.
LONG, GROWTH = 90, 0.75
SHARE_OF_BEST = 0.42
MOST_TOPICS = 4
TITLE, BODY, CATEGORY = "title", "body", "category"
# Pieces of evidence that are told as the reason.
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """One pattern that was found.

    Attributes:
        pattern: the pattern as the vocabulary writes it, or the site's category.
        where: title, body or category.
        count: how often.
        weight: what it adds to the score; below 0 it speaks against the topic.
        weak: whether it needs company.
    """

    pattern: str
    where: str
    count: int
    weight: float
    weak: bool = False


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A topic of an article.

    Attributes:
        topic: slug.
        score: sum of the evidence.
        evidence: what was found, the most weighty first.
    """

    topic: str
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def reason(self) -> str:
        """The evidence in one line: "domes sēde (title), komiteja (body 2)"."""
        shown = [one for one in self.evidence if one.weight > 0][:SHOWN]
        return ", ".join(
            f"{one.pattern} ({one.where}{f' {one.count}' if one.count > 1 else ''})" for one in shown
        )


def topics_of(title: str | None, body: str | None, categories: Sequence[str] = ()) -> list[TopicHit]:
    """Topics of an article, the best first; empty when nothing is clear. Names of towns are no evidence.

    Args:
        title: its headline.
        body: its text; only the first `READ` characters are looked at.
        categories: the site's own categories and tags, which hint.
    """
    parts = ((TITLE, words(title or "")), (BODY, words((body or "")[:READ])))
    found: dict[str, list[Evidence]] = {}
    plain = all(token.isascii() for _, tokens in parts for token in tokens)
    for where, tokens in parts:
        for topic, evidence in _evidence(tokens, where, plain=plain):
            found.setdefault(topic, []).append(evidence)
    for category in categories:
        for topic in category_topics().get(tag_key(category), ()):
            found.setdefault(topic, []).append(Evidence(category, CATEGORY, 1, CATEGORY_WEIGHT))
    return _chosen(found, sum(len(tokens) for _, tokens in parts))


def _evidence(tokens: Sequence[str], where: str, *, plain: bool) -> Iterable[tuple[str, Evidence]]:
    counts: dict[Pattern, int] = {}
    early: set[Pattern] = set()
    for start, pattern in matches(tokens, plain=plain):
        counts[pattern] = counts.get(pattern, 0) + 1
        if start < LEAD_WORDS:
            early.add(pattern)
    for pattern, count in counts.items():
        factor = TITLE_FACTOR if where == TITLE else LEAD_FACTOR if pattern in early else 1.0
        weight = pattern.weight * factor * (1 + REPEAT * (min(count, MOST_REPEATS) - 1))
        yield (
            pattern.topic,
            Evidence(pattern.text, where, count, round(weight, 2), pattern.weight == WEIGHTS["weak"]),
        )


def _chosen(found: dict[str, list[Evidence]], length: int) -> list[TopicHit]:
    hits = [
        TopicHit(topic, _score(told), tuple(sorted(told, key=lambda one: (-one.weight, one.pattern))))
        for topic, told in found.items()
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.topic))
    threshold = THRESHOLD + GROWTH * max(0.0, math.log2(max(length, 1) / LONG))
    floor = max(threshold, SHARE_OF_BEST * hits[0].score) if hits else threshold
    return [hit for hit in hits if hit.score >= floor and _has_company(hit.evidence)][:MOST_TOPICS]


def _has_company(told: Iterable[Evidence]) -> bool:
    """Whether not only one or two weak patterns speak for a topic, however often ("pieteikties")."""
    for_it = [one for one in told if one.weight > 0]
    return any(not one.weak for one in for_it) or len({one.pattern for one in for_it}) >= COMPANY


def _score(told: Iterable[Evidence]) -> float:
    weak = strong = 0.0
    for one in told:
        if one.weak:
            weak += one.weight
        else:
            strong += one.weight
    return round(strong + min(weak, MOST_WEAK), 2)
