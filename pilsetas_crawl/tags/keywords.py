"""Keywords: what an editor would choose from a text as its tags.

Candidates are the terms of the vocabulary and the nouns and noun phrases of the text. They are ranked by
where and how often they stand, by how rare their words are in local news (`background.csv`), and terms before
others. Names of places and people, numbers, days and months are none.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.foreign import foreign_phrases
from pilsetas_crawl.tags.matching import same_letters
from pilsetas_crawl.tags.phrases import Phrase, phrases
from pilsetas_crawl.tags.place_names import is_place_name
from pilsetas_crawl.tags.stems import tag_key
from pilsetas_crawl.tags.stopwords import stop_forms
from pilsetas_crawl.tags.terms import Term, terms
from pilsetas_crawl.tags.tokens import Token, tokens

Exclude = Collection[str] | Callable[[str], bool]

MOST = 8
# Characters of a body that are read.
READ = 4_000
TITLE, EARLY = 2.2, 0.6
EARLY_WORDS = 14
STRONG_TERM, FAIR_TERM, PHRASE, WORD = 1.7, 1.35, 1.1, 1.0
# A phrase that is no term and is met once, outside the title, may be chance.
ONCE = 0.7
# What a term gains when it belongs to a topic of the article.
OWN_TOPIC = 1.3
# A word is not repeated beside a phrase that holds it unless it stands this often without it.
ALONE = 2
# Shorter terms are too easily another word in Latgalian.
SHORTEST_ALIKE = 6
# Keywords that weigh less than this share of the best are left out.
SHARE_OF_BEST = 0.22
# Names of firms, groups and events stand in quotation marks.
_QUOTED = re.compile('["„“”«][^"„“”«»\n]{1,60}["“”»]')


@dataclass(slots=True)
class Candidate:
    """A keyword in the making."""

    parts: tuple[str, ...]
    factor: float
    topic: str | None = None
    forms: Counter[str] = field(default_factory=Counter)
    places: list[tuple[int, int]] = field(default_factory=list)
    score: float = 0.0

    @property
    def text(self) -> str:
        """The form most of its places speak for."""
        return self.forms.most_common(1)[0][0]


def keywords_of(
    title: str | None,
    body: str | None,
    *,
    language: str | None = "lv",
    exclude: Exclude = (),
    topics: Collection[str] = (),
) -> list[str]:
    """Keywords of an article, the best first, at most `MOST`.

    Args:
        title: its headline.
        body: its text; the first `READ` characters are looked at.
        language: lv, ru or en; in Latgalian only terms of the vocabulary are found.
        exclude: words and phrases that are places in this text, folded, or a function that tells. The names
            of towns and municipalities are always left out.
        topics: slugs of the article's topics, whose terms are preferred.
    """
    words = tokens(_QUOTED.sub(" | ", title or ""), in_title=True)
    words += tokens(_QUOTED.sub(" | ", (body or "")[:READ]), in_title=False)
    if words:
        words[0].joined = False
    excluded = exclude if callable(exclude) else frozenset(exclude).__contains__
    barred = [_is_barred(word, excluded) for word in words]
    for position, word in enumerate(words[1:]):
        # Two capitals at the beginning of a sentence are a person's ("Zane Kalniņa").
        if words[position].first and word.joined and word.capital and words[position].capital:
            barred[position] = True
    found: dict[tuple[str, ...], Candidate] = {}
    for start, term in _terms(words, barred):
        if language == "ltg" and len(term.text) < SHORTEST_ALIKE:
            continue
        candidate = _candidate(found, term.steps, STRONG_TERM if term.strong else FAIR_TERM, term.topic)
        candidate.forms[_cased(term, words[start : start + len(term.steps)])] += 1
        candidate.places.append((start, start + len(term.steps)))
    for phrase in _phrases(words, barred, language):
        steps = tuple(word.key for word in words[phrase.start : phrase.end])
        candidate = _candidate(found, steps, PHRASE if len(steps) > 1 else WORD)
        if candidate.topic is None:
            candidate.forms[phrase.text] += 1
            candidate.places.append((phrase.start, phrase.end))
    _rank(found.values(), words, topics)
    return [text for text in _chosen(found.values()) if not excluded(fold(text))]


def _phrases(words: Sequence[Token], barred: Sequence[bool], language: str | None) -> Iterator[Phrase]:
    if language == "lv":
        return phrases(words, barred)
    return foreign_phrases(words, barred, language) if language in ("ru", "en") else iter(())


def _candidate(
    found: dict[tuple[str, ...], Candidate], steps: tuple[str, ...], factor: float, topic: str | None = None
) -> Candidate:
    known = found.get(steps)
    if known is None:
        known = found[steps] = Candidate(steps, factor, topic)
    return known


def _terms(words: Sequence[Token], barred: Sequence[bool]) -> Iterator[tuple[int, Term]]:
    """The longest term at each word, none of them inside another."""
    plain = all(word.lower.isascii() for word in words)
    known = terms()
    reach = 0
    for start, word in enumerate(words):
        if start < reach or word.key not in known:
            continue
        following = words[start + 1].key if start + 1 < len(words) else None
        for term in known[word.key]:
            end = start + len(term.steps)
            if len(term.steps) > 1 and term.steps[1] != following:
                continue
            if end <= len(words) and _stands(term, words[start:end], barred[start:end], plain=plain):
                yield start, term
                reach = end
                break


def _stands(term: Term, words: Sequence[Token], barred: Sequence[bool], *, plain: bool) -> bool:
    """Whether the words are the term: a name's capital may begin a phrase ("Valsts policija"), no more."""
    if len(words) > 1 and any(
        word.key != step or not word.joined for word, step in zip(words[1:], term.steps[1:], strict=True)
    ):
        return False
    if any(barred[1:]) or (barred[0] and not term.name and (len(words) == 1 or not _only_capital(words[0]))):
        return False
    if len(words) == 1 and words[0].folded in stop_forms():
        return False
    return plain or all(map(same_letters, (word.lower for word in words), term.text.lower().split()))


def _only_capital(word: Token) -> bool:
    """Whether nothing but its capital bars a word."""
    return word.capital and not word.first and not is_place_name(word.text) and not word.text.isupper()


def _cased(term: Term, words: Sequence[Token]) -> str:
    """The term with a name's capital where the text has one inside a sentence ("Valsts policija")."""
    capital = words[0].capital and not words[0].first and len(words) > 1
    return term.text[:1].upper() + term.text[1:] if capital else term.text


def _is_barred(word: Token, excluded: Callable[[str], bool]) -> bool:
    """Whether a word is a place, a number or a name: a capital inside a sentence is a name's."""
    if word.text[0].islower():
        return excluded(word.folded)
    named = word.capital and (not word.first or (word.text.isupper() and len(word.text) > 1))
    return named or word.text[0].isdigit() or excluded(word.folded) or is_place_name(word.text)


def _rank(found: Collection[Candidate], words: Sequence[Token], topics: Collection[str]) -> None:
    titled = sum(word.in_title for word in words)
    for one in found:
        in_title = any(start < titled for start, _ in one.places)
        early = any(titled <= start < titled + EARLY_WORDS for start, _ in one.places)
        in_body = sum(start >= titled for start, _ in one.places)
        place = TITLE * in_title + EARLY * early + math.log2(1 + in_body)
        if one.topic is None and len(one.parts) > 1 and not in_title and in_body == 1:
            place *= ONCE
        rare = sum(map(rarity, one.parts)) / len(one.parts)
        own = OWN_TOPIC if one.topic in topics else 1.0
        one.score = place * rare * one.factor * own


def _chosen(found: Collection[Candidate]) -> list[str]:
    ranked = sorted(found, key=lambda one: (-one.score, one.places[0] if one.places else (0, 0)))
    ranked = [one for one in ranked if one.places]
    kept: list[Candidate] = []
    for one in ranked:
        if len(kept) == MOST or one.score < SHARE_OF_BEST * ranked[0].score:
            break
        if _adds(one, kept):
            kept = [other for other in kept if not _swallows(one, other)]
            kept.append(one)
    told = {tag_key(one.text): one.text for one in reversed(kept)}
    return list(reversed(told.values()))


def _adds(one: Candidate, kept: Sequence[Candidate]) -> bool:
    """Whether a candidate says something that is not said: a part of a phrase must stand alone often."""
    covering = [other for other in kept if set(one.parts) <= set(other.parts)]
    if not covering:
        # Two phrases of one head and place are one thing.
        return not any(_overlap(one, other) for other in kept if len(other.parts) > 1 and len(one.parts) > 1)
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


@lru_cache(maxsize=32768)
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


__all__ = ["Candidate", "Exclude", "keywords_of", "rarity"]
