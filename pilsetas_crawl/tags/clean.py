"""The tags and categories a site gives, cleaned.

Sites file everything under "Jaunumi", tag years and their own name, and write one tag in several forms. What
says nothing is left out; of forms that mean the same the first is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pilsetas_crawl.reading.text import clean_line, decode_entities_once, fold
from pilsetas_crawl.registry import municipalities, towns
from pilsetas_crawl.tags.lexicon import usual_nominatives
from pilsetas_crawl.tags.place_names import place_forms
from pilsetas_crawl.tags.stems import tag_key, word_key, words
from pilsetas_crawl.tags.stopwords import foreign_stop_forms, stop_forms, time_keys

# Longer ones are sentences.
MOST_WORDS, MOST_CHARACTERS = 6, 70
# Names of sections that hold everything, in the languages of the sites.
_SECTIONS = """
jaunumi|aktualitātes|aktuāli|aktuālā informācija|aktuālais|ziņas|visas ziņas|visi jaunumi|jaunākās ziņas
galvenās ziņas|bez kategorijas|nav kategorijas|bez rubrikas|citi|cits|citas ziņas|dažādi|informācija|raksti
sākums|sākumlapa|sākumlapas|pašvaldība|novadā|pilsētā|pagastā|novada ziņas|novada jaunumi|pilsētas jaunumi
pašvaldības jaunumi|pašvaldības ziņas|pašvaldības aktualitātes|preses relīzes|paziņojumi
sludinājumi un paziņojumi|slaideris|slider|arhīvs|svarīgi|svarīgākais|aicina|par|iedzīvotājiem|uncategorized
uncategorised|news|latest news|all news|general|other|blog|posts|home|featured|новости|все новости|актуально
актуальное|без категории|без рубрики|главная|информация|разное
"""
# Words that beside a place's name make no more of it than the place.
_UNITS = "novads pagasts pilsēta valstspilsēta pašvaldība ciems jaunumi ziņas aktualitātes dome"
_EDGES = " \t\"'„“”«»#*•·|,;:.!?()[]<>/\\–—-_"


def clean_tags(given: Iterable[str], municipality: str | None = None) -> list[str]:
    """Tags in readable form without junk and repetitions, in their order.

    Args:
        given: tags and categories as the site writes them.
        municipality: slug of the publisher, whose own name is no tag; names of towns never are.
    """
    return one_of_each(tag for raw in given if (tag := clean_tag(raw, municipality)))


def one_of_each(tags: Iterable[str]) -> list[str]:
    """The first of all tags with one key."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(tag_key(tag), tag)
    return list(first.values())


def clean_tag(raw: str, municipality: str | None = None) -> str | None:
    """One tag in readable form; None when it says nothing."""
    text = clean_line(decode_entities_once(decode_entities_once(raw[: 4 * MOST_CHARACTERS]))).strip(_EDGES)
    key = tag_key(text)
    parts = words(text)
    if not parts or not any(map(str.isalpha, text)) or len(text) > MOST_CHARACTERS or len(parts) > MOST_WORDS:
        return None
    if key in _section_keys() or key in _own_names(municipality) or _is_empty(parts):
        return None
    return _readable(text)


def _is_empty(parts: list[str]) -> bool:
    """Whether nothing is left beside stop words, numbers, months, and names of towns with their units."""
    said = [part for part in parts if not _says_nothing(part)]
    named = any(fold(part) in place_forms() for part in parts)
    return not said or (named and all(word_key(part) in _unit_keys() for part in said))


def _says_nothing(part: str) -> bool:
    folded = fold(part)
    if part == "ES":  # the European Union, not the pronoun
        return False
    return (
        len(part) == 1
        or part.isdigit()
        or folded in _stop_words()
        or folded in place_forms()
        or word_key(part) in time_keys()
        or word_key(part) == word_key("gads")
    )


def _readable(text: str) -> str:
    """Capitals of a shouted tag lowered, and diacritics put back where the vocabulary has the word."""
    if text.isupper() and len(text) > 4:  # noqa: PLR2004 # shorter ones are abbreviations
        text = text[:1] + text[1:].lower()
    if text.isascii() and " " not in text:
        usual = usual_nominatives().get(word_key(text.lower()))
        if usual is not None and fold(usual) == text.lower():
            return usual[:1].upper() + usual[1:] if text[:1].isupper() else usual
    return text


@cache
def _section_keys() -> frozenset[str]:
    return frozenset(tag_key(name) for line in _SECTIONS.split("\n") for name in line.split("|") if name)


@cache
def _own_names(municipality: str | None) -> frozenset[str]:
    place = municipalities().get(municipality or "")
    if place is None:
        return frozenset()
    names = (place.name, place.name_genitive, place.name_locative, place.slug, place.domain)
    return frozenset(
        map(tag_key, (*names, *(town.name for town in towns() if town.municipality == place.slug)))
    )


@cache
def _unit_keys() -> frozenset[str]:
    return frozenset(map(word_key, _UNITS.split()))


@cache
def _stop_words() -> frozenset[str]:
    return stop_forms() | foreign_stop_forms("ru") | foreign_stop_forms("en")
