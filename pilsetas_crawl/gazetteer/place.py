"""One place of the gazetteer, and how its table is read and checked."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields

from pilsetas_crawl.errors import PilsetasError

STATE_CITY = "valstspilseta"
MUNICIPALITY = "novads"
TOWN = "pilseta"
PARISH = "pagasts"
VILLAGE = "ciems"
KINDS = (STATE_CITY, MUNICIPALITY, TOWN, PARISH, VILLAGE)
TOWNS = (STATE_CITY, TOWN)

# What surrounds Latvia, in degrees: a point outside is a mistake.
SOUTH, NORTH, WEST, EAST = 55.6, 58.15, 20.8, 28.3


class GazetteerError(PilsetasError):
    """The table of places is not what it has to be."""


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, town, parish or village.

    Attributes:
        atvk: code of the classifier of territorial units, seven digits; empty for villages, which have none.
        name: official name in the nominative, as in *Ludzas novads*.
        kind: novads, valstspilseta, pilseta, pagasts or ciems.
        parent_atvk: code of the unit it lies in; empty for a municipality of its own.
        municipality: slug of the municipality it lies in, or is.
        historical_land: historical land by law; see docs/gazetteer.md for how sure each is.
        planning_region: planning region of its municipality.
        portal_group: land the portal shows a town under; empty for what is no town.
        lat: latitude of a point inside, in degrees (WGS 84).
        lon: longitude likewise.
        source: where the row was taken from.
        licence: licence of that source; `unstated` where it names none.
    """

    atvk: str
    name: str
    kind: str
    parent_atvk: str
    municipality: str
    historical_land: str
    planning_region: str
    portal_group: str
    lat: float
    lon: float
    source: str
    licence: str

    @property
    def key(self) -> str:
        """Stable key: the code, or for villages the parish's code and the name."""
        return self.atvk or f"{self.parent_atvk}/{self.name}"

    @property
    def head(self) -> str:
        """Name of a novads or parish without its unit word: *Ludzas* of *Ludzas novads*; else the name."""
        return self.name.removesuffix(f" {self.kind}") if self.kind in (MUNICIPALITY, PARISH) else self.name


COLUMNS = tuple(field.name for field in fields(Place))


def read_table(lines: Iterable[str]) -> tuple[Place, ...]:
    """Read the table of places, strictly.

    Raises:
        GazetteerError: a column, value, parent or key is wrong; the message names the line.
    """
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise GazetteerError(f"places: the columns are not {','.join(COLUMNS)}")
    found = tuple(_place(row, reader.line_num) for row in reader)
    check(found)
    return found


def table_lines(places: Iterable[Place]) -> Iterator[list[str]]:
    """Rows of the table as it is written, heading first."""
    yield list(COLUMNS)
    for place in places:
        yield [str(value) for value in astuple(place)]


def check(places: Iterable[Place]) -> None:
    """Refuse a set of places that cannot be right.

    Raises:
        GazetteerError: a key is doubled, a parent is missing, or there is nothing at all.
    """
    by_key: dict[str, Place] = {}
    for place in places:
        if place.key in by_key:
            raise GazetteerError(f"places: {place.key} ({place.name}) stands there twice")
        by_key[place.key] = place
    if not by_key:
        raise GazetteerError("places: the table is empty")
    for place in by_key.values():
        if place.parent_atvk and place.parent_atvk not in by_key:
            raise GazetteerError(f"places: {place.name} lies in {place.parent_atvk}, which is not there")
        if not place.parent_atvk and place.kind not in (MUNICIPALITY, STATE_CITY):
            raise GazetteerError(f"places: {place.name} ({place.kind}) lies nowhere")


def _place(row: dict[str, str], line: int) -> Place:
    if None in row or None in row.values():
        raise GazetteerError(f"places, line {line}: it does not have {len(COLUMNS)} values")
    try:
        place = Place(**{**row, "lat": float(row["lat"]), "lon": float(row["lon"])})  # type: ignore[arg-type] # the columns are the fields
    except ValueError:
        raise GazetteerError(f"places, line {line}: {row['lat']}, {row['lon']} is no point") from None
    fault = _fault(place)
    if fault:
        raise GazetteerError(f"places, line {line}: {fault}")
    return place


def _fault(place: Place) -> str | None:
    if place.kind not in KINDS:
        return f"{place.kind!r} is no kind of place"
    if not place.name or not unicodedata.is_normalized("NFC", place.name):
        return f"the name {place.name!r} is empty or not in NFC"
    if (place.kind == VILLAGE) == bool(place.atvk) or (place.atvk and not _is_code(place.atvk)):
        return f"{place.name} ({place.kind}) cannot have the code {place.atvk!r}"
    if not (SOUTH < place.lat < NORTH and WEST < place.lon < EAST):
        return f"{place.name} at {place.lat}, {place.lon} does not lie in Latvia"
    return None


def _is_code(text: str) -> bool:
    return len(text) == 7 and text.isascii() and text.isdigit()  # noqa: PLR2004 # digits of a code
