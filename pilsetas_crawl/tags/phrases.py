"""Noun phrases an editor would take for a tag: genitive and noun, definite adjective and noun, and both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.declension import PLURAL, SINGULAR, Reading, plural
from pilsetas_crawl.tags.lexicon import adjective_stem, noun, usual_nominatives
from pilsetas_crawl.tags.stems import word_key
from pilsetas_crawl.tags.stopwords import stop_forms, time_keys, weak_keys
from pilsetas_crawl.tags.tokens import Token

LONGEST = 3
# Nominative endings of the definite adjective by gender and number of its noun.
_MASCULINE = {SINGULAR: "ais", PLURAL: "ie"}
_FEMININE = {SINGULAR: "ā", PLURAL: "ās"}
# Declensions of masculine nouns.
_MASCULINE_DECLENSIONS = (1, 2, 3)
# Endings of an adjective in the genitive, inside a phrase ("nekustamā īpašuma nodoklis").
_GENITIVE_ADJECTIVE = ("ā", "ās", "o")


class Phrase(NamedTuple):
    """A phrase or single noun found in a text.

    Attributes:
        start: number of its first word.
        end: number after its last.
        text: readable form, nominative.
        number: of the head as far as its form tells.
    """

    start: int
    end: int
    text: str
    number: str


class Facts(NamedTuple):
    """What a lower-case word can be in a phrase.

    Attributes:
        reading: the noun it is.
        text: that noun in readable form.
        genitive: whether it can stand before its head.
        sorting: whether it is an adjective that tells a kind.
        weak: whether it says nothing alone.
    """

    reading: Reading | None
    text: str
    genitive: bool
    sorting: bool
    weak: bool


def phrases(words: Sequence[Token], barred: Sequence[bool]) -> Iterator[Phrase]:
    """Nouns and noun phrases; none holds a barred word, a stop word or a word of time.

    Args:
        words: the text.
        barred: which words are names or places.
    """
    known = [None if bar else facts(word.lower) for word, bar in zip(words, barred, strict=True)]
    for last, head in enumerate(known):
        if head is None or head.reading is None:
            continue
        if not head.weak:
            yield Phrase(last, last + 1, head.text, head.reading.number)
        if words[last].joined:
            yield from _with_modifiers(words, known, last)


def _with_modifiers(words: Sequence[Token], known: Sequence[Facts | None], last: int) -> Iterator[Phrase]:
    head = known[last]
    assert head is not None
    assert head.reading is not None
    says_more = False
    for start in range(last - 1, max(-1, last - LONGEST), -1):
        word = known[start]
        if word is None or not words[start + 1].joined:
            return
        beside = start == last - 1
        inside = word.sorting and not beside and words[start].lower.endswith(_GENITIVE_ADJECTIVE)
        adjective = word.sorting and not word.genitive and (beside or inside)
        if not word.genitive and not adjective:
            return
        # "novada svētki" says no more than "svētki" does, "novada iedzīvotāji" nothing.
        says_more = says_more or not word.weak
        if says_more and not word.weak:
            yield Phrase(start, last + 1, _text(words[start:last], head.reading), head.reading.number)
        if adjective:
            return


@lru_cache(maxsize=8192)
def facts(lower: str) -> Facts | None:
    """What a word can be in a phrase; None for function words, words of time and what is no word."""
    key = word_key(lower)
    if not lower.isalpha() or fold(lower) in stop_forms() or key in time_keys():
        return None
    reading = noun(lower)
    return Facts(
        reading,
        display(reading) if reading else "",
        genitive=reading is not None and reading.genitive,
        sorting=_classifies(lower),
        weak=key in weak_keys(),
    )


@lru_cache(maxsize=8192)
def display(reading: Reading, number: str | None = None) -> str:
    """A noun in the nominative of a number, by default in the usual one."""
    usual = usual_nominatives().get(word_key(reading.lemma))
    many = plural(reading.lemma, reading.declension)
    if usual in (reading.lemma, many):
        return str(usual)
    return many if (number or reading.number) == PLURAL else reading.lemma


def _text(modifiers: Sequence[Token], head: Reading) -> str:
    noun_text = display(head)
    many = noun_text != head.lemma
    parts = []
    for position, word in enumerate(modifiers):
        known = facts(word.lower)
        stem = None if known is None or known.genitive else adjective_stem(word.lower)
        if stem is not None and position == len(modifiers) - 1:
            endings = _MASCULINE if head.declension in _MASCULINE_DECLENSIONS else _FEMININE
            parts.append(stem + endings[PLURAL if many else SINGULAR])
        else:
            parts.append(word.lower)
    return " ".join((*parts, noun_text))


def _classifies(form: str) -> bool:
    """Whether a word is a relational adjective ("hidrauliskā") or a participle ("šķirotie"): they sort.

    Other adjectives describe ("vecais asfalts"), and an editor leaves them out.
    """
    stem = adjective_stem(form)
    return stem is not None and stem.endswith(
        ("isk", "āl", "īv", "ār", "ot", "ēt", "īt", "āt", "am", "ām", "oš")
    )
