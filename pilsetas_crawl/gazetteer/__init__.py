"""The places of Latvia: municipalities, towns, parishes and villages, with codes and points.

The table is data of the package; docs/gazetteer.md says where it comes from, under which licence, and what is
missing. It is read at the first question, never at import. `registry` holds what is particular to the 42
sources (domains); tests hold the two to each other.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib.resources import files

from pilsetas_crawl.gazetteer.place import (
    KINDS,
    MUNICIPALITY,
    PARISH,
    STATE_CITY,
    TOWN,
    TOWNS,
    VILLAGE,
    GazetteerError,
    Place,
    read_table,
)
from pilsetas_crawl.registry import UnknownNameError, name_key

__all__ = [
    "KINDS",
    "MUNICIPALITY",
    "PARISH",
    "STATE_CITY",
    "TABLE",
    "TOWN",
    "TOWNS",
    "VILLAGE",
    "GazetteerError",
    "Place",
    "find",
    "place",
    "places",
    "places_of",
]

TABLE = "places.csv"


@cache
def places() -> tuple[Place, ...]:
    """All places, municipalities' codes first, in the order of the table.

    Raises:
        GazetteerError: the table is damaged.
    """
    return read_table(files(__name__).joinpath(TABLE).read_text(encoding="utf-8").splitlines())


@cache
def _by_key() -> dict[str, Place]:
    return {place.key: place for place in places()}


def place(key: str) -> Place:
    """The place of a key (a code, or for villages the parish's code, a slash and the name).

    Raises:
        UnknownNameError: there is none.
    """
    try:
        return _by_key()[key]
    except KeyError:
        raise UnknownNameError("place", key, []) from None


@cache
def places_of(municipality: str) -> tuple[Place, ...]:
    """All places that lie in a municipality, itself included, by its slug."""
    return tuple(place for place in places() if place.municipality == municipality)


def find(name: str) -> tuple[Place, ...]:
    """All places of a name or key, in any spelling of case and diacritics.

    Raises:
        UnknownNameError: there is none; the message names the nearest.
    """
    if name in _by_key():
        return (_by_key()[name],)
    wanted = name_key(name)
    found = tuple(place for place in places() if wanted in (name_key(place.name), place.atvk))
    if not found:
        names = {name_key(place.name): place.name for place in places()}
        close = difflib.get_close_matches(wanted, list(names), n=3, cutoff=0.7)
        raise UnknownNameError("place", name, [names[key] for key in close])
    return found
