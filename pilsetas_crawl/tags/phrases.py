"""Noun phrases an editor would take for a tag: genitive and noun, definite adjective and noun, and both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Phrase:
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


def phrases(words: Sequence[Token], barred: Sequence[bool]) -> Iterator[Phrase]:
    """Nouns and noun phrases; none holds a barred word, a stop word or a word of time.

    Args:
        words: the text.
        barred: which words are names or places.
    """
    for end in range(1, len(words) + 1):
        head = words[end - 1]
        reading = None if _unfit(head, barred=barred[end - 1]) else noun(head.lower)
        if reading is None:
            continue
        if head.key not in weak_keys():
            yield Phrase(end - 1, end, display(reading), reading.number)
        yield from _with_modifiers(words, barred, end, reading)


def _with_modifiers(
    words: Sequence[Token], barred: Sequence[bool], end: int, head: Reading
) -> Iterator[Phrase]:
    for start in range(end - 2, max(-1, end - 1 - LONGEST), -1):
        word = words[start]
        if not words[start + 1].joined or _unfit(word, barred=barred[start]):
            return
        genitive = _is_genitive(word.lower)
        adjective = start == end - 2 and not genitive and _classifies(word.lower)
        if not genitive and not adjective and not _genitive_adjective(word.lower):
            return
        # "novada svētki" says no more than "svētki" does, "novada iedzīvotāji" nothing.
        says_more = any(one.key not in weak_keys() for one in words[start : end - 1])
        whole = genitive or adjective
        if says_more and whole and words[start].key not in weak_keys():
            yield Phrase(start, end, _text(words[start : end - 1], head), head.number)
        if adjective:
            return


@lru_cache(maxsize=32768)
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
        stem = None if _is_genitive(word.lower) else adjective_stem(word.lower)
        if stem is not None and position == len(modifiers) - 1:
            endings = _MASCULINE if head.declension in _MASCULINE_DECLENSIONS else _FEMININE
            parts.append(stem + endings[PLURAL if many else SINGULAR])
        else:
            parts.append(word.lower)
    return " ".join((*parts, noun_text))


def _is_genitive(form: str) -> bool:
    reading = noun(form)
    return reading is not None and reading.genitive


def _genitive_adjective(form: str) -> bool:
    """Whether a word can be the adjective of a genitive inside a phrase ("nekustamā īpašuma nodoklis")."""
    return form.endswith(("ā", "ās", "o")) and _classifies(form)


@lru_cache(maxsize=32768)
def _classifies(form: str) -> bool:
    """Whether a word is a relational adjective ("hidrauliskā") or a participle ("šķirotie"): they sort.

    Other adjectives describe ("vecais asfalts"), and an editor leaves them out.
    """
    stem = adjective_stem(form)
    return stem is not None and stem.endswith(
        ("isk", "āl", "īv", "ār", "ot", "ēt", "īt", "āt", "am", "ām", "oš")
    )


def _unfit(word: Token, *, barred: bool) -> bool:
    return barred or _is_function_word(word.lower)


@lru_cache(maxsize=32768)
def _is_function_word(lower: str) -> bool:
    return not lower.isalpha() or fold(lower) in stop_forms() or word_key(lower) in time_keys()
