"""Names of places in all cases, so that none of them is taken for a word.

Towns and municipalities are known by name alone; parishes and villages, whose names are words more often than
not, are places where the place tagger has found them in the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from pilsetas_crawl.gazetteer import MUNICIPALITY, TOWNS, places
from pilsetas_crawl.gazetteer.declension import decline
from pilsetas_crawl.reading.text import fold

# The five lands and the country are places too.
_LANDS = ("Latvija", "Kurzeme", "Latgale", "Vidzeme", "Zemgale", "Sēlija", "Pierīga")
_UNITS = (" novads", " pagasts")


@cache
def place_forms() -> frozenset[str]:
    """Folded forms of the names of towns, municipalities and lands, single words only."""
    named = (place.name for place in places() if place.kind in (*TOWNS, MUNICIPALITY))
    return frozenset().union(*(forms_of(name) for name in (*named, *_LANDS)))


@lru_cache(maxsize=4096)
def forms_of(name: str) -> frozenset[str]:
    """Folded single words that are forms of a name: of ``Salas pagasts`` the head, which stays as it is."""
    head = name
    for unit in _UNITS:
        head = head.removesuffix(unit)
    if head != name:
        return frozenset({fold(head), fold(name)})
    return frozenset(fold(form.text) for form in decline(name))


def forms_in(names: Iterable[str | None]) -> frozenset[str]:
    """Folded forms of the names of places found in a text."""
    return frozenset().union(*(forms_of(name) for name in names if name))


@lru_cache(maxsize=8192)
def is_place_name(word: str) -> bool:
    """Whether a word as written in a text, capital first, is a form of such a name."""
    return word[:1].isupper() and fold(word) in place_forms()
