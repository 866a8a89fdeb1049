"""From mentions to the places of an article, and the one it is mainly about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pilsetas_crawl.gazetteer import MUNICIPALITY, PARISH, VILLAGE, Place
from pilsetas_crawl.places.mention import TITLE, Mention

# Weights of the primary place: a headline says what an article is about, its first lines nearly so.
_IN_TITLE, _EARLY, _OWN = 4.0, 1.0, 1.0
_MENTIONS = 5  # further mentions add nothing: long texts repeat themselves
# The publisher's own novads is named in every article ("Ludzas novada dome"): it is what is left when
# nothing else is named.
_OWN_NOVADS = 0.25
_EARLY_CHARACTERS = 300
_SURE_ENOUGH = 0.5
# At equal weight the smaller place says more.
_SMALLNESS = {VILLAGE: 3, PARISH: 2, MUNICIPALITY: 0}
_TOWN = 1


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """One place of an article.

    Attributes:
        place: the place.
        mentions: how often it is named.
        in_title: whether the headline names it.
        confidence: of its surest mention, 0 to 1.
        rule: code of the rule of that mention.
        first: offset of its first mention in the body; -1 where the headline names it.
        weight: how much the article is about it.
    """

    place: Place
    mentions: int
    in_title: bool
    confidence: float
    rule: str
    first: int
    weight: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The places of an article.

    Attributes:
        places: each place once, the weightiest first. Mentions that stayed open are not among them.
        primary: the place it is mainly about; None where no mention is sure enough.
    """

    places: tuple[PlaceSummary, ...]
    primary: Place | None


def summarise(mentions: Iterable[Mention], publisher: str | None = None) -> Summary:
    """Count mentions by place and choose the primary one.

    The weight of a place is its number of mentions (five at most), four more when the headline names it, one
    more when it stands in the first 300 characters, one more when it lies in the publisher's municipality;
    that municipality itself keeps a quarter. Equal weights go to the smaller kind of place, then to the
    earlier one.

    Args:
        mentions: as `find_places` gives them.
        publisher: slug of the publishing municipality.
    """
    by_place: dict[Place, list[Mention]] = {}
    for mention in mentions:
        if mention.place is not None:
            by_place.setdefault(mention.place, []).append(mention)
    found = sorted((_summary(place, named, publisher) for place, named in by_place.items()), key=_order)
    sure = (one.place for one in found if one.confidence >= _SURE_ENOUGH)
    return Summary(tuple(found), next(sure, None))


def _summary(place: Place, named: list[Mention], publisher: str | None) -> PlaceSummary:
    best = max(named, key=lambda mention: mention.confidence)
    in_title = any(mention.field == TITLE for mention in named)
    first = -1 if in_title else named[0].start
    weight = min(len(named), _MENTIONS) + _IN_TITLE * in_title + _EARLY * (first < _EARLY_CHARACTERS)
    if place.municipality == publisher:
        weight = weight * _OWN_NOVADS if place.kind == MUNICIPALITY else weight + _OWN
    return PlaceSummary(place, len(named), in_title, best.confidence, best.rule, first, weight)


def _order(one: PlaceSummary) -> tuple[float, int, int, str]:
    return (-one.weight, -_SMALLNESS.get(one.place.kind, _TOWN), one.first, one.place.key)
