"""Further filters from what people type: a point and a distance, places, a language, a moment."""

from __future__ import annotations

import difflib
import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exports.errors import ExportError
from pilsetas_crawl.items import ZONE
from pilsetas_crawl.registry import UnknownNameError, municipalities, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

# Languages of `Article.language` → what they may be called by.
LANGUAGES = {
    "lv": ("latviešu", "latvian"),
    "ltg": ("latgaliešu", "latgalian"),
    "ru": ("krievu", "russian"),
    "en": ("angļu", "english"),
}
# Half of the way around the earth: farther away is nothing.
FARTHEST_KM = 20_038.0
_NUMBER = r"\s*[-+]?\d{1,5}(?:\.\d{1,12})?\s*"
_NEAR = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER})(?:km)?\s*", re.ASCII)
_ARTICLE_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,199}")


@dataclass(frozen=True, slots=True)
class Near:
    """A circle.

    Attributes:
        lat: latitude of its centre, in degrees (WGS 84).
        lon: longitude likewise.
        km: its radius, in kilometres.
    """

    lat: float
    lon: float
    km: float


def near(text: str) -> Near:
    """Read a circle written LAT,LON,KM.

    Raises:
        ExportError: it is none, or does not lie on the earth.
    """
    found = _NEAR.fullmatch(text)
    if not found:
        raise ExportError(
            f"--near {text!r}: write it as LAT,LON,KM with decimal points, as in 56.546,27.718,30"
        )
    lat, lon, km = map(float, found.groups())
    if abs(lat) > 90 or abs(lon) > 180:  # noqa: PLR2004 # degrees
        raise ExportError(
            f"--near {text!r}: {lat:g}, {lon:g} is no point; latitude first, as in 56.546,27.718,30"
        )
    if not 0 < km <= FARTHEST_KM:
        raise ExportError(f"--near {text!r}: {km:g} km is no distance; from 0 to {FARTHEST_KM:.0f}")
    return Near(lat, lon, km)


def place_keys(name: str) -> tuple[str, ...]:
    """Keys of all places of a name, in any case, with or without diacritics, or of a municipality's slug.

    Raises:
        UnknownNameError: there is none; the message has the nearest names.
        ExportError: there is no name.
    """
    from pilsetas_crawl.gazetteer import find  # noqa: PLC0415 # a table of 8,000 rows is not read for nothing

    if not name_key(name):
        raise ExportError("--place is empty: name a place")
    slug = name.strip().lower()
    try:
        return tuple(place.key for place in find(name))
    except UnknownNameError:
        if slug in municipalities():
            return (municipalities()[slug].atvk,)
        raise


def language(name: str) -> str:
    """Code of a language by its code, Latvian or English name.

    Raises:
        UnknownNameError: the archive tells no such language apart.
    """
    names = {name_key(form): code for code, forms in LANGUAGES.items() for form in (code, *forms)}
    key = name_key(name)
    if key in names:
        return names[key]
    close: Sequence[str] = difflib.get_close_matches(key, list(names), n=3, cutoff=0.6)
    raise UnknownNameError(
        "language", name, list(dict.fromkeys(names[one] for one in close)), all_of_them=LANGUAGES
    )


def moment(text: str, option: str) -> datetime:
    """Read a moment: 2026-11-05, 2026-11-05 14:30 (of Riga), or ISO 8601 with an offset.

    Raises:
        ExportError: it is none.
    """
    from exports.resolve import parse_day  # noqa: PLC0415 # it asks this module in its turn

    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        day = parse_day(text, option)
        found = datetime(day.year, day.month, day.day)  # noqa: DTZ001 # the zone comes below
    # datetime takes years DuckDB's instants in this zone cannot go back from.
    if not 1 < found.year < 9999:  # noqa: PLR2004 # years
        raise ExportError(f"{option} {text!r}: no such day")
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(ZONE))


def story(text: str) -> str:
    """The id of a story or of an article of it.

    Raises:
        ExportError: it is no id.
    """
    if not _ARTICLE_ID.fullmatch(text.strip()):
        raise ExportError(f"--story {text!r}: give the id of a story, or of an article of it")
    return text.strip()


def kilometres(lat: str, lon: str) -> str:
    """SQL of the distance in km between two columns and the bound $lat, $lon, along a great circle."""
    half = math.pi / 360
    return (
        f"2 * 6371.0088 * asin(least(1.0, sqrt(sin(({lat} - $lat) * {half}) ** 2 + cos(radians({lat})) "
        f"* cos(radians($lat)) * sin(({lon} - $lon) * {half}) ** 2)))"
    )
