"""Keyword candidates in Russian and English: plain words, by frequency, without a dictionary.

A Russian dictionary would take 140 MB. Words are kept as written where the text has them in a form that can
be a nominative; the vocabulary of topics has the terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pilsetas_crawl.tags.declension import EITHER
from pilsetas_crawl.tags.phrases import Phrase
from pilsetas_crawl.tags.stopwords import foreign_stop_forms
from pilsetas_crawl.tags.tokens import Token

SHORTEST = 5
# Endings of Russian verbs, adjectives and adverbs, and of nouns in other cases than the nominative.
_RUSSIAN_OTHER = (
    "ть", "ться", "тся", "ет", "ют", "ит", "ят", "ал", "али", "ил", "или", "ла", "ли", "ло", "лись", "лся",
    "лась", "ый", "ий", "ой", "ая", "ое", "ые", "ие", "ого", "его", "ому", "ыми", "ими", "ых", "их", "ую",
    "но", "ом", "ем", "ами", "ями", "ах", "ях", "ам", "ям", "ов", "ев", "ей", "у", "ю", "е", "ены", "ут",
    "ено", "ана", "ано", "щий", "й",
)  # fmt: skip
_ENGLISH_OTHER = ("ing", "ed", "ly", "able", "ful", "ous", "est", "ive", "al", "er", "ish", "ian", "ent")


def foreign_phrases(words: Sequence[Token], barred: Sequence[bool], language: str) -> Iterator[Phrase]:
    """Single words that look like nouns in the nominative.

    Args:
        words: the text.
        barred: which words are names or places.
        language: ru or en.
    """
    keys = Counter(word.key for word in words)
    other = _RUSSIAN_OTHER if language == "ru" else _ENGLISH_OTHER
    stops = foreign_stop_forms(language)
    for position, word in enumerate(words):
        unfit = barred[position] or len(word.lower) < SHORTEST or not word.lower.isalpha()
        # Without a dictionary a word met once in the text may be anything.
        unfit = unfit or not (word.in_title or keys[word.key] > 1)
        if not unfit and word.folded not in stops and not word.lower.endswith(other):
            yield Phrase(position, position + 1, word.lower, EITHER)
