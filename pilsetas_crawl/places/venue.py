"""The place of an event: what a calendar says of it is a name, not a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pilsetas_crawl.gazetteer import MUNICIPALITY, TOWNS, VILLAGE, Place, places
from pilsetas_crawl.places.summary import summarise
from pilsetas_crawl.places.tagger import find_places


def place_of_event(
    named: str | None, venue: str | None, title: str | None, *, publisher: str | None
) -> Place | None:
    """Where an event happens, as far as the gazetteer goes; None where nothing tells.

    Args:
        named: the place as written, such as *Ludza* or *Rundēni, Rundēnu pagasts*.
        venue: the venue there as written.
        title: name of the event; asked last.
        publisher: slug of the publishing municipality; its own towns and villages come first.
    """
    if named:
        exact = _exact(named.split(","), publisher)
        if exact is not None:
            return exact
    for text in (named, venue, title):
        summary = summarise(find_places(text, publisher=publisher), publisher)
        if summary.primary is not None and summary.primary.kind != MUNICIPALITY:
            return summary.primary
    return None


def _exact(parts: Iterable[str], publisher: str | None) -> Place | None:
    """The first part that is a whole name in the nominative: the publisher's own place, else a town."""
    for part in parts:
        options = _by_name().get(part.strip(), ())
        own = [one for one in options if one.municipality == publisher]
        towns = [one for one in options if one.kind in TOWNS]
        for choice in (own, towns):
            if len(choice) == 1:
                return choice[0]
    return None


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in places():
        if place.kind in TOWNS or place.kind == VILLAGE or place.name.endswith(" pagasts"):
            found[place.name] = (*found.get(place.name, ()), place)
    return found
