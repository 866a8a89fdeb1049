"""The dictionary of the tagger: every form of every name → what it may be.

Built once from the gazetteer by the rules of declension; a token is looked up as it stands, with its capital.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from pilsetas_crawl.gazetteer import MUNICIPALITY, PARISH, TOWNS, VILLAGE, Place, places
from pilsetas_crawl.gazetteer.declension import decline, nominative_of_head
from pilsetas_crawl.places.vocabulary import bare, common_words

# Only words beginning with a capital are looked up.
CAPITALS = "A-ZĀČĒĢĪĶĻŅŠŪŽ"
WORD = re.compile(rf"(?<!\w)[{CAPITALS}]\w+")


@dataclass(slots=True)
class Entry:
    """What one form may be.

    Attributes:
        towns: towns and the case it would be.
        villages: villages likewise.
        novads: the municipality whose name begins with this form.
        parishes: parishes whose names do.
        aliases: municipalities no town is called like, spoken of without *novads* (*Augšdaugavā*).
        phrases: names of several words that begin with it: the further words, place and case.
        common: it is also a form of an ordinary word.
    """

    towns: list[tuple[Place, str]] = field(default_factory=list)
    villages: list[tuple[Place, str]] = field(default_factory=list)
    novads: Place | None = None
    parishes: list[Place] = field(default_factory=list)
    aliases: list[tuple[Place, str]] = field(default_factory=list)
    phrases: list[tuple[str, Place, str]] = field(default_factory=list)
    common: bool = False


Lexicon = dict[str, Entry]


@cache
def lexicon() -> Lexicon:
    """The dictionary of all forms; built at the first use."""
    found: Lexicon = {}
    known = {place.name for place in places() if place.kind in (*TOWNS, VILLAGE)}
    for place in places():
        if place.kind == MUNICIPALITY:
            _entry(found, place.head).novads = place
            alias = nominative_of_head(place.head)
            if alias and alias not in known:
                for form in decline(alias):
                    _entry(found, form.text).aliases.append((place, form.case))
        elif place.kind == PARISH:
            _entry(found, place.head).parishes.append(place)
        else:
            _add_forms(found, place)
    common = common_words()
    for word, entry in found.items():
        entry.common = word.lower() in common
    return found


@cache
def bare_lexicon() -> Lexicon:
    """Forms of towns, municipalities and parishes without diacritics, where that makes another word."""
    found: Lexicon = {}
    for word, entry in lexicon().items():
        plain = bare(word)
        if plain in lexicon():
            continue
        merged = _entry(found, plain)
        merged.towns.extend(entry.towns)
        merged.novads = merged.novads or entry.novads
        merged.parishes.extend(entry.parishes)
        merged.common = merged.common or entry.common or plain.lower() in common_words()
    return found


def all_forms() -> set[str]:
    """The first word of every form there is."""
    return set(lexicon())


def _add_forms(found: Lexicon, place: Place) -> None:
    for form in decline(place.name):
        first, _, rest = form.text.partition(" ")
        entry = _entry(found, first)
        if rest:
            entry.phrases.append((rest, place, form.case))
        elif place.kind in TOWNS:
            entry.towns.append((place, form.case))
        else:
            entry.villages.append((place, form.case))


def _entry(found: Lexicon, word: str) -> Entry:
    return found.setdefault(word, Entry())
