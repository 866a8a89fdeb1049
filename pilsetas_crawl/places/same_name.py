"""Which of several places of one name is meant."""

from __future__ import annotations

from dataclasses import replace

from pilsetas_crawl.gazetteer import MUNICIPALITY, PARISH, Place, place
from pilsetas_crawl.places.mention import Mention

_NEAR = 4  # characters between a parish and what it is named with: a comma, "un", a bracket
_BY_PUBLISHER, _BY_COMPANY, _BY_LAND, _OPEN = 0.95, 0.85, 0.7, 0.3

# A way to settle: its code, the confidence it leaves, and the municipalities or lands it points to.
Way = tuple[str, float, frozenset[str]]


def settle(mentions: list[Mention], publisher: str | None) -> list[Mention]:
    """Settle same-named places: by the novads beside, the publisher, then by company; else they stay open."""
    if all(mention.place for mention in mentions):
        return mentions
    company = [mention.place for mention in mentions if mention.place]
    around: Way = ("company", _BY_COMPANY, frozenset(other.municipality for other in company))
    own = frozenset([publisher] if publisher else [])
    settled = []
    for index, mention in enumerate(mentions):
        if mention.place is None:
            beside: Way = ("beside", _BY_PUBLISHER, _beside(mentions, index))
            listed: Way = ("land", _BY_LAND, _lands_beside(mentions, index))
            settled.append(_settled(mention, (beside, ("publisher", _BY_PUBLISHER, own), around, listed)))
        else:
            settled.append(mention)
    return settled


def _settled(mention: Mention, ways: tuple[Way, ...]) -> Mention:
    options = [place(key) for key in mention.candidates]
    for code, confidence, names in ways:
        fitting = [one for one in options if one.municipality in names or one.historical_land in names]
        if len(fitting) == 1:
            return replace(
                mention,
                place=fitting[0],
                key=fitting[0].key,
                candidates=(),
                confidence=min(mention.confidence, confidence),
                rule=f"{mention.rule}_{code}",
            )
    return replace(mention, confidence=_OPEN, rule=f"{mention.rule}_open")


def _beside(mentions: list[Mention], index: int) -> frozenset[str]:
    """Municipality of the novads it is named with."""
    return frozenset(one.municipality for one in _near(mentions, index) if one.kind == MUNICIPALITY)


def _lands_beside(mentions: list[Mention], index: int) -> frozenset[str]:
    """Lands of the parishes in one enumeration with it: *Salas un Seces pagastā*."""
    return frozenset(one.historical_land for one in _near(mentions, index) if one.kind == PARISH)


def _near(mentions: list[Mention], index: int) -> list[Place]:
    mention = mentions[index]
    return [
        other.place
        for other in mentions[max(0, index - 1) : index + 2]
        if other.place
        and other.field == mention.field
        and max(other.start - mention.end, mention.start - other.end) <= _NEAR
    ]
