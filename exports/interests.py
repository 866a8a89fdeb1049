"""What a reader or a newsroom wants to hear of: where, about what, and what never."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.errors import ExportError
from pilsetas_crawl.tags.stems import tag_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Kilometres of the mean radius of the Earth: enough for "within 20 km".
_EARTH = 6371.0088


class InterestError(ExportError):
    """An interest file says something that cannot be meant; the message names file, key and a way out."""


@dataclass(frozen=True, slots=True)
class Near:
    """A circle on the map: degrees of WGS 84 and kilometres."""

    lat: float
    lon: float
    km: float

    def holds(self, lat: float | None, lon: float | None) -> bool:
        """Whether a point lies in it; an unknown point does not."""
        if lat is None or lon is None:
            return False
        half = [math.radians(there - here) / 2 for there, here in ((lat, self.lat), (lon, self.lon))]
        across = math.cos(math.radians(lat)) * math.cos(math.radians(self.lat))
        chord = math.sin(half[0]) ** 2 + across * math.sin(half[1]) ** 2
        return 2 * _EARTH * math.asin(math.sqrt(min(1.0, chord))) <= self.km


@dataclass(frozen=True, slots=True)
class Interest:
    """One interest. An empty list narrows nothing.

    Attributes:
        name: what its last look is remembered by.
        title: what readers see.
        regions: keys of lands.
        municipalities: slugs of publishers, those of the towns included.
        near: circles. A place is right if any region, municipality or circle has it.
        topics: slugs.
        tags: keys of tags.
        text: keys of phrases, words in a row in any of their forms.
        match_all: every topic, tag and phrase has to be there, and not any of them.
        languages: codes, any of them.
        not_topics: an article with one is left out, whatever else it has.
        not_tags: likewise.
        not_municipalities: likewise, by publisher.
        events: days of coming events a digest shows; 0 for none.
        max_age: days an article may have been public before it was first seen; 0 for any. Else the day on
            which an archive is read back would tell of ten years as news.
    """

    name: str
    title: str
    regions: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    match_all: bool = False
    languages: tuple[str, ...] = ()
    not_topics: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    not_municipalities: tuple[str, ...] = ()
    events: int = 0
    max_age: int = 30

    def is_here(self, region: str, municipality: str, lat: float | None, lon: float | None) -> bool:
        """Whether something published by a municipality, about a point, is of the right place."""
        if municipality in self.not_municipalities:
            return False
        return (
            not (self.regions or self.municipalities or self.near)
            or region in self.regions
            or municipality in self.municipalities
            or any(circle.holds(lat, lon) for circle in self.near)
        )

    def is_barred(self, topics: Collection[str], tags: Collection[str]) -> bool:
        """Whether a topic or a key of a tag is one that leaves it out."""
        return not (set(self.not_topics).isdisjoint(topics) and set(self.not_tags).isdisjoint(tags))

    def is_about(self, topics: Collection[str], tags: Collection[str], phrases: Iterable[str]) -> bool:
        """Whether the subject is right, by the topics, keys of tags and phrases an article has."""
        has = [one in topics for one in self.topics] + [one in tags for one in self.tags]
        found = set(phrases)
        has += [one in found for one in self.text]
        return not has or (all(has) if self.match_all else any(has))

    def phrases_in(self, *texts: str | None) -> set[str]:
        """Which of its phrases stand in any of the texts."""
        keys = [f" {tag_key(text)} " for text in texts if text] if self.text else []
        return {phrase for phrase in self.text if any(f" {phrase} " in key for key in keys)}
