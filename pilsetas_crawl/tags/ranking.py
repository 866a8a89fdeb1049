"""Which candidates become keywords: ranked by place, frequency and rarity, without what is said already."""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from pilsetas_crawl.tags.stems import tag_key
from pilsetas_crawl.tags.tokens import Token

MOST = 8
# What standing in the title and at the beginning of the text is worth beside the logarithm of how often.
TITLE, EARLY = 2.2, 0.6
EARLY_WORDS = 14
# A phrase that is no term and is met once, outside the title, may be chance.
ONCE = 0.7
# What a term gains when it belongs to a topic of the article.
OWN_TOPIC = 1.3
# A word is not repeated beside a phrase that holds it unless it stands this often without it.
ALONE = 2
# Keywords that weigh less than this share of the best are left out.
SHARE_OF_BEST = 0.22


@dataclass(slots=True)
class Candidate:
    """A keyword in the making.

    Attributes:
        parts: keys of its words.
        factor: what its kind is worth.
        topic: topic whose term it is; None for other words and phrases.
        forms: readable form → how often a place speaks for it.
        places: its spans in the text.
        score: its weight, once ranked.
    """

    parts: tuple[str, ...]
    factor: float
    topic: str | None
    forms: dict[str, int] = field(default_factory=dict)
    places: list[tuple[int, int]] = field(default_factory=list)
    score: float = 0.0

    @property
    def text(self) -> str:
        """The form most of its places speak for, the first of several."""
        return max(self.forms, key=self.forms.__getitem__)


class Candidates:
    """What was found in one text."""

    def __init__(self, words: Sequence[Token]) -> None:
        self._keys = [word.key for word in words]
        self._titled = sum(word.in_title for word in words)
        self._found: dict[tuple[str, ...], Candidate] = {}

    def add(self, start: int, end: int, text: str, factor: float, topic: str | None = None) -> None:
        """Take what stands from word `start` to before `end`; of a term only its own finds count."""
        parts = tuple(self._keys[start:end])
        known = self._found.get(parts)
        if known is None:
            known = self._found[parts] = Candidate(parts, factor, topic)
        if known.topic == topic:
            known.forms[text] = known.forms.get(text, 0) + 1
            known.places.append((start, end))

    def chosen(self, topics: Collection[str]) -> list[str]:
        """The best in readable form, at most `MOST`, no two of one key.

        Args:
            topics: slugs of the article's topics, whose terms are preferred.
        """
        for one in self._found.values():
            one.score = self._score(one, topics)
        ranked = sorted(self._found.values(), key=lambda one: (-one.score, one.places[0]))
        kept: list[Candidate] = []
        for one in ranked:
            if len(kept) == MOST or one.score < SHARE_OF_BEST * ranked[0].score:
                break
            if _adds(one, kept):
                kept = [other for other in kept if not _swallows(one, other)]
                kept.append(one)
        told: dict[str, str] = {}
        for one in kept:
            told.setdefault(tag_key(one.text), one.text)
        return list(told.values())

    def _score(self, one: Candidate, topics: Collection[str]) -> float:
        titled = 0
        early = False
        for start, _ in one.places:
            if start < self._titled:
                titled += 1
            elif start < self._titled + EARLY_WORDS:
                early = True
        in_body = len(one.places) - titled
        place = (TITLE if titled else 0.0) + (EARLY if early else 0.0) + math.log2(1 + in_body)
        if one.topic is None and len(one.parts) > 1 and len(one.places) == 1 and not titled:
            place *= ONCE
        rare = rarity(one.parts[0])
        if len(one.parts) > 1:
            rare = sum(map(rarity, one.parts)) / len(one.parts)
        return place * rare * one.factor * (OWN_TOPIC if one.topic in topics else 1.0)


def _adds(one: Candidate, kept: Sequence[Candidate]) -> bool:
    """Whether a candidate says something that is not said: a part of a phrase must stand alone often."""
    parts = set(one.parts)
    covering = [other for other in kept if parts <= set(other.parts)]
    if not covering:
        # Two phrases that overlap in the text are one thing.
        return len(parts) == 1 or not any(_overlap(one, other) for other in kept if len(other.parts) > 1)
    spans = [span for other in covering for span in other.places]
    alone = sum(not any(s <= start and end <= e for s, e in spans) for start, end in one.places)
    return len(one.parts) == 1 and alone >= ALONE


def _overlap(one: Candidate, other: Candidate) -> bool:
    return any(s < end and start < e for start, end in one.places for s, e in other.places)


def _swallows(one: Candidate, other: Candidate) -> bool:
    """Whether a phrase holds all places of a word chosen before it."""
    return (
        len(one.parts) > len(other.parts)
        and set(other.parts) < set(one.parts)
        and all(any(s <= start and end <= e for s, e in one.places) for start, end in other.places)
    )


@lru_cache(maxsize=8192)
def rarity(key: str) -> float:
    """How rare a word is in local news: the logarithm of texts per text that has it, at least 0.3."""
    texts, counts = _background()
    return max(0.3, math.log((texts + 1) / (counts.get(key, 0) + 1)))


@cache
def _background() -> tuple[int, dict[str, int]]:
    """Number of background texts, and in how many of them each key stands."""
    text = files(__package__).joinpath("background.csv").read_text(encoding="utf-8")
    counts = {row["key"]: int(row["texts"]) for row in csv.DictReader(text.splitlines())}
    return counts.pop("*"), counts
