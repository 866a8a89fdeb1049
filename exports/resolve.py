"""From what people type to exact filters: names in any spelling, days, towns to municipalities."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from exports import narrow
from exports.errors import ExportError
from pilsetas_crawl.registry import (
    REGIONS,
    UnknownNameError,
    find_municipality,
    find_region,
    find_town,
    municipalities,
    name_key,
    towns,
)
from pilsetas_crawl.search.expression import parse
from pilsetas_crawl.tags.stems import tag_key
from pilsetas_crawl.tags.vocabulary import find_topic, topics

_ISO_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_LATVIAN_DAY = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})\.?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What to choose by; None chooses everything.

    Attributes:
        region: key of a historical land.
        municipality: slug of a publisher.
        date_from: first local day, included.
        date_to: last local day, included.
        tag: a tag in any spelling.
        topic: slug of a topic.
        near: circle its point lies in.
        places: keys of places, one of which its text names.
        text: what its title or text says, as `pilsetas_crawl.search.expression` reads it.
        language: code of its language.
        story: id of its story, or of an article of that.
        new_since: moment from which on it was first seen.
    """

    region: str | None = None
    municipality: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    tag: str | None = None
    topic: str | None = None
    near: narrow.Near | None = None
    places: tuple[str, ...] | None = None
    text: str | None = None
    language: str | None = None
    story: str | None = None
    new_since: datetime | None = None


def resolve(
    *,
    region: str | None = None,
    municipality: str | None = None,
    town: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    tag: str | None = None,
    topic: str | None = None,
    **more: str | None,
) -> Filters:
    """Make filters of what was typed. A town means the municipality it lies in.

    `more` takes near, place, text, language, story and new_since, as Filters has them.

    Raises:
        UnknownNameError: a name is in no spelling in the registry; the message has the nearest ones.
        UnknownTopicError: the vocabulary has no such topic; the message has the nearest ones.
        ExportError: a date, point or id cannot be read, or two filters exclude each other.
        SearchTextError: `text` names no word to look for.
    """
    first = None if date_from is None else parse_day(date_from, "--from")
    last = None if date_to is None else parse_day(date_to, "--to")
    if first and last and first > last:
        raise ExportError(f"--from {first} is after --to {last}: swap them")
    key = None if region is None else region_key(region)
    slug = _publisher(municipality, town)
    _refuse_contradiction(key, slug)
    return Filters(
        region=key,
        municipality=slug,
        date_from=first,
        date_to=last,
        tag=_tag(tag),
        topic=None if topic is None else find_topic(topic),
        **_further(**more),
    )


def _further(
    *,
    near: str | None = None,
    place: str | None = None,
    text: str | None = None,
    language: str | None = None,
    story: str | None = None,
    new_since: str | None = None,
) -> dict[str, Any]:
    """The further filters that were given."""
    if text is not None:
        parse(text)
    found = {
        "near": None if near is None else narrow.near(near),
        "places": None if place is None else narrow.place_keys(place),
        "text": text,
        "language": None if language is None else narrow.language(language),
        "story": None if story is None else narrow.story(story),
        "new_since": None if new_since is None else narrow.moment(new_since, "--new-since"),
    }
    return {name: value for name, value in found.items() if value is not None}


def parse_day(text: str, option: str) -> date:
    """Read a day written 2026-11-05 or 5.11.2026.

    Raises:
        ExportError: it is neither, or there is no such day.
    """
    found = _ISO_DAY.fullmatch(text.strip()) or _LATVIAN_DAY.fullmatch(text.strip())
    try:
        if found:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError as error:
        raise ExportError(f"{option} {text!r}: no such day ({error})") from error
    raise ExportError(f"{option} {text!r}: not a day; write it as 2026-11-05")


def region_key(name: str) -> str:
    """Key of a region by its name in the nominative, genitive or locative, or by its key.

    Raises:
        UnknownNameError: there is no such region.
    """
    names = region_names()
    return names[name_key(name)] if name_key(name) in names else find_region(name)


def municipality_slug(name: str) -> str:
    """Slug of a municipality by any of its names.

    Raises:
        ExportError: it is a town that has no municipality of its own.
        UnknownNameError: there is no such municipality; the message has the nearest names.
    """
    try:
        return find_municipality(name).slug
    except UnknownNameError:
        _refuse_town(name)
        names = municipality_names()
        close = difflib.get_close_matches(name_key(name), list(names), n=3, cutoff=0.6)
        shown = [municipalities()[names[key]].name for key in close]
        raise UnknownNameError("municipality", name, list(dict.fromkeys(shown))) from None


def region_names() -> dict[str, str]:
    """Spelling key → region key. All five are feminine nouns, whose genitive ends in -s."""
    return {key + ending: key for key in REGIONS for ending in ("", "s")}


@cache
def municipality_names() -> dict[str, str]:
    """Spelling key → slug of every name a municipality can be asked for by."""
    forms: set[str] = set()
    for place in municipalities().values():
        forms |= {place.name, place.name_genitive, place.name_locative, place.slug, place.atvk}
        for town in place.towns:
            # "Ludza" and "Ludzas" mean Ludzas novads; Kārsava, a town of it, gives no municipality its name.
            if place.name in (town.name, f"{town.name_genitive} novads"):
                forms |= {town.name, town.name_genitive}
    return {name_key(form): find_municipality(form).slug for form in sorted(forms)}


@cache
def town_names() -> dict[str, str]:
    """Spelling key → slug of the municipality, of every name a town can be asked for by."""
    # The nominative comes last: where a form of one town is the name of another, the name wins.
    return {
        name_key(form): town.municipality
        for case in ("name_locative", "name_genitive", "name")
        for town in towns()
        for form in (getattr(town, case),)
    }


def topic_names() -> dict[str, str]:
    """Spelling key → slug of every name a topic can be asked for by: its slug, Latvian and English name."""
    return {
        name_key(name): topic.slug for topic in topics().values() for name in (topic.lv, topic.en, topic.slug)
    }


def _publisher(municipality: str | None, town: str | None) -> str | None:
    by_name = None if municipality is None else municipality_slug(municipality)
    by_town = None if town is None else find_town(town).municipality
    if by_name and by_town and by_name != by_town:
        theirs, asked = municipalities()[by_town].name, municipalities()[by_name].name
        raise ExportError(f"--town {town} lies in {theirs}, not in {asked}: leave out one of the two")
    return by_name or by_town


def _refuse_contradiction(region: str | None, slug: str | None) -> None:
    if region and slug and municipalities()[slug].region != region:
        place = municipalities()[slug]
        raise ExportError(
            f"{place.name} stands under {place.region_name}, not under {REGIONS[region]}: leave out --region"
        )


def _refuse_town(name: str) -> None:
    try:
        town = find_town(name)
    except UnknownNameError:
        return
    home = municipalities()[town.municipality].name
    raise ExportError(f"{town.name} is a town of {home}: ask with --town {town.name}")


def _tag(tag: str | None) -> str | None:
    if tag is not None and not tag_key(tag):
        raise ExportError("--tag is empty: name a tag")
    return tag
