"""Names of the 42 municipalities and 81 towns in all cases, so that none of them is taken for a word.

Forms are made by the declension of the name, told by its nominative and genitive. Until the place tagger
hands over what it found in a text, this is what keeps "Balvu" from being a prize and "Ogres" from being a
keyword.
"""

from __future__ import annotations

from functools import cache, lru_cache

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.registry import municipalities, towns

# Nominative ending → endings of the dative and accusative; genitive and locative stand in the registry.
_CASES = (
    ("as", ("ām", "as")),
    ("es", ("ēm", "es")),
    ("is", ("im", "i", "īm")),
    ("us", ("um", "u")),
    ("a", ("ai", "u")),
    ("e", ("ei", "i")),
    ("i", ("iem", "us")),
    ("s", ("am", "u", "ij", "i")),
)
# The five lands and the country are places too; these are their stems with the cases of the fourth
# declension.
_LANDS = ("Latvij", "Kurzem", "Latgal", "Vidzem", "Zemgal", "Sēlij", "Pierīg")
_LAND_ENDINGS = ("a", "as", "ai", "u", "ā", "e", "es", "ei", "i", "ē")


@cache
def place_forms() -> frozenset[str]:
    """Folded forms of the names of towns and municipalities, single words only."""
    forms: set[str] = set()
    places = [(town.name, town.name_genitive, town.name_locative) for town in towns()]
    places += [(one.name, one.name_genitive, one.name_locative) for one in municipalities().values()]
    for name, genitive, locative in places:
        forms.update(form.split()[0] for form in (name, genitive, locative))
        if " " not in name:
            forms.update(_oblique(name))
    forms.update(land + ending for land in _LANDS for ending in _LAND_ENDINGS)
    return frozenset(fold(form) for form in forms)


@lru_cache(maxsize=32768)
def is_place_name(word: str) -> bool:
    """Whether a word as written in a text, capital first, is a form of such a name."""
    return word[:1].isupper() and fold(word) in place_forms()


def _oblique(name: str) -> list[str]:
    for ending, others in _CASES:
        if name.endswith(ending):
            return [name.removesuffix(ending) + other for other in others]
    return []
