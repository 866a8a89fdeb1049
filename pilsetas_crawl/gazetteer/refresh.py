"""A new table of places out of the register's files: made, checked, and only then put in place."""

from __future__ import annotations

import csv
import io
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pilsetas_crawl.gazetteer.boundaries import lies_in
from pilsetas_crawl.gazetteer.place import (
    MUNICIPALITY,
    STATE_CITY,
    VILLAGE,
    GazetteerError,
    Place,
    check,
    read_table,
    table_lines,
)
from pilsetas_crawl.gazetteer.register import Unit
from pilsetas_crawl.whole_file import write_whole

# A refresh that loses more of a kind than this is a fault of the files, not a reform.
LARGEST_LOSS = 0.1
# Points outside the (generalised) boundary of their municipality: a few at borders, never many.
MOST_OUTSIDE = 0.02
_MOVED = 500  # metres; less is another way of choosing a point inside
_METRES_PER_DEGREE = 111_195


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two tables.

    Attributes:
        added: places that are new.
        removed: places that are gone.
        renamed: old and new place of one code.
        moved: old and new place more than 500 m apart.
    """

    added: tuple[Place, ...]
    removed: tuple[Place, ...]
    renamed: tuple[tuple[Place, Place], ...]
    moved: tuple[tuple[Place, Place], ...]


def updated(
    known: Sequence[Place],
    units: Iterable[Unit],
    points: Mapping[str, tuple[float, float]],
    *,
    source: str,
    licence: str,
) -> tuple[Place, ...]:
    """The table as the register has it; what it does not tell (lands, regions) is kept or inherited.

    Raises:
        GazetteerError: a municipality is unknown here, a parent is missing, or the result cannot be right.
    """
    by_code = {unit.code: unit for unit in units}
    by_key = {place.key: place for place in known}
    order = {MUNICIPALITY: 0, VILLAGE: 2}
    found: dict[str, Place] = {}
    for unit in sorted(by_code.values(), key=lambda one: (order.get(one.kind, 1), one.atvk, one.name)):
        place = _place(unit, by_code, {**by_key, **found} if unit.kind == VILLAGE else by_key)
        if unit.code in points:
            place = replace(place, lat=round(points[unit.code][0], 5), lon=round(points[unit.code][1], 5))
            place = replace(place, source=source, licence=licence)
        if place.key in found:
            raise GazetteerError(f"the register has {place.name} ({place.key}) twice")
        found[place.key] = place
    table = tuple(
        sorted(found.values(), key=lambda one: (one.kind == VILLAGE, one.atvk, one.parent_atvk, one.name))
    )
    _believable(known, table)
    return table


def changes(old: Iterable[Place], new: Iterable[Place]) -> Changes:
    """What a refresh changes."""
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    both = [(before[key], after[key]) for key in before if key in after]
    return Changes(
        added=tuple(one for key, one in after.items() if key not in before),
        removed=tuple(one for key, one in before.items() if key not in after),
        renamed=tuple(pair for pair in both if pair[0].name != pair[1].name),
        moved=tuple(pair for pair in both if _metres(*pair) > _MOVED),
    )


def write_table(path: Path, places: Iterable[Place]) -> None:
    """Write a table of places, read it back, and put it in the old one's place in one step.

    Raises:
        GazetteerError: it cannot be written, or does not read back.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table_lines(places))
    read_table(text.getvalue().splitlines())
    replace_file(path, text.getvalue())


def replace_file(path: Path, text: str) -> None:
    """Replace a file whole or not at all.

    Raises:
        GazetteerError: it cannot be written.
    """
    try:
        write_whole(path, text)
    except OSError as error:
        raise GazetteerError(f"cannot write {path}: {error.strerror}") from None


def _place(unit: Unit, by_code: Mapping[str, Unit], known: Mapping[str, Place]) -> Place:
    above = by_code.get(unit.parent)
    parent = above.atvk if above is not None else ""
    name = unicodedata.normalize("NFC", unit.name)
    old = known.get(unit.atvk or f"{parent}/{name}")
    if old is not None:
        return replace(old, name=name, parent_atvk=parent)
    told = f"{name} ({unit.atvk or unit.kind})"
    if unit.kind == MUNICIPALITY:
        raise GazetteerError(f"{told} is no municipality known here: see docs/gazetteer.md")
    if not parent:
        raise GazetteerError(f"{told} lies in {unit.parent or 'nothing'}, which the register does not have")
    inside = known.get(parent)
    if inside is None:
        raise GazetteerError(f"{name} lies in {parent}, which is not known here")
    return replace(inside, atvk=unit.atvk, name=name, kind=unit.kind, parent_atvk=parent, portal_group="")


def _believable(old: Sequence[Place], new: Sequence[Place]) -> None:
    check(new)
    before, after = Counter(one.kind for one in old), Counter(one.kind for one in new)
    for kind, count in before.items():
        if after[kind] < count * (1 - LARGEST_LOSS):
            raise GazetteerError(
                f"{after[kind]} of {count} places of kind {kind} are left: nothing was replaced"
            )
    own = {one.municipality for one in new if one.kind in (MUNICIPALITY, STATE_CITY) and not one.parent_atvk}
    lost = sorted({one.municipality for one in old} - own)
    if lost:
        raise GazetteerError(f"the municipality {lost[0]} is not among them: nothing was replaced")
    outside = [one for one in new if not lies_in(one.municipality, one.lat, one.lon)]
    if len(outside) > MOST_OUTSIDE * len(new):
        raise GazetteerError(
            f"{len(outside)} places, such as {outside[0].name}, lie outside their municipality: "
            "nothing was replaced"
        )


def _metres(old: Place, new: Place) -> float:
    north = (new.lat - old.lat) * _METRES_PER_DEGREE
    east = (new.lon - old.lon) * _METRES_PER_DEGREE * math.cos(math.radians(old.lat))
    return math.hypot(north, east)
