"""Keywords: what an editor would choose from a text as its tags.

Candidates are the terms of the vocabulary and the nouns and noun phrases of the text. They are ranked by
where and how often they stand, by how rare their words are in local news (`background.csv`), and terms before
others. Names of places and people, numbers, days and months are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.foreign import foreign_phrases
from pilsetas_crawl.tags.matching import same_letters
from pilsetas_crawl.tags.phrases import Phrase, phrases
from pilsetas_crawl.tags.place_names import is_place_name
from pilsetas_crawl.tags.ranking import MOST, Candidates
from pilsetas_crawl.tags.stopwords import stop_forms
from pilsetas_crawl.tags.terms import Term, terms
from pilsetas_crawl.tags.tokens import Token, tokens

Exclude = Collection[str] | Callable[[str], bool]

# Characters of a body that are read.
READ = 4_000
STRONG_TERM, FAIR_TERM, PHRASE, WORD = 1.7, 1.35, 1.1, 1.0
# Shorter terms are too easily another word in Latgalian.
SHORTEST_ALIKE = 6
# Names of firms, groups and events stand in quotation marks.
_QUOTED = re.compile('["„“”«][^"„“”«»\n]{1,60}["“”»]')


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
    found = Candidates(words)
    for start, term in _terms(words, barred):
        if language != "ltg" or len(term.text) >= SHORTEST_ALIKE:
            end = start + len(term.steps)
            factor = STRONG_TERM if term.strong else FAIR_TERM
            found.add(start, end, _cased(term, words[start:end]), factor, term.topic)
    for phrase in _phrases(words, barred, language):
        several = phrase.end - phrase.start > 1
        found.add(phrase.start, phrase.end, phrase.text, PHRASE if several else WORD)
    return [text for text in found.chosen(topics) if not excluded(fold(text))]


def _phrases(words: Sequence[Token], barred: Sequence[bool], language: str | None) -> Iterator[Phrase]:
    if language == "lv":
        return phrases(words, barred)
    return foreign_phrases(words, barred, language) if language in ("ru", "en") else iter(())


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


__all__ = ["MOST", "READ", "Exclude", "keywords_of"]
