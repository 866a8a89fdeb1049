"""Duty 600: the places a text speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.items import Article, Event, PlaceMention

if TYPE_CHECKING:
    from pilsetas_crawl.places import PlaceSummary


class GeotagPipeline:
    """Names the places of an article and the one it is mainly about, and the place of an event.

    Runs behind `locate`, whose centre point of the publisher stays where no place is known.
    """

    def process_item(self, item: Article | Event) -> Article | Event:
        """Tag one article or event in place."""
        # Only a run with something new needs the tagger; one without starts 20 ms sooner.
        from pilsetas_crawl.places import find_places, summarise  # noqa: PLC0415 # a table of 8,000 places
        from pilsetas_crawl.places.venue import place_of_event  # noqa: PLC0415 # likewise

        if isinstance(item, Event):
            place = place_of_event(item.place, item.venue, item.title, publisher=item.municipality)
            item.place_key = place.key if place else None
        else:
            mentions = find_places(item.body, title=item.title, publisher=item.municipality)
            summary = summarise(mentions, item.municipality)
            item.places = [stored(one) for one in summary.places]
            place = summary.primary
            item.primary_place = place.name if place else None
            item.primary_place_key = place.key if place else None
        if place is not None:
            item.lat, item.lon = place.lat, place.lon
        return item


def stored(one: PlaceSummary) -> PlaceMention:
    """A place of an article as it is stored."""
    place = one.place
    return PlaceMention(
        atvk=place.atvk or None,
        name=place.name,
        kind=place.kind,
        mentions=one.mentions,
        in_title=one.in_title,
        key=place.key,
        municipality=place.municipality,
        confidence=one.confidence,
        rule=one.rule,
    )
