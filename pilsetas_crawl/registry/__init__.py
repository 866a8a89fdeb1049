"""The 42 municipalities of Latvia, their towns and the five historical lands.

Codes, names, centre points and parents come from the Central Statistical Bureau's territorial units of
1 July 2022 with the merger of 1 July 2025 applied (Varakļāni into Madona); domains from the per-site
evidence. Names of municipalities in the genitive and locative follow the declension of their kind.
"""

from __future__ import annotations

import csv
import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pilsetas_crawl.errors import PilsetasError

# Key (ASCII, partition name) → name shown. Rīga stands under Vidzeme, as in law.
REGIONS: dict[str, str] = {
    "kurzeme": "Kurzeme",
    "latgale": "Latgale",
    "selija": "Sēlija",
    "vidzeme": "Vidzeme",
    "zemgale": "Zemgale",
}


class UnknownNameError(PilsetasError):
    """A municipality, town or region that is not in the registry."""

    def __init__(self, kind: str, asked: str, nearest: list[str], *, all_of_them: Iterable[str] = ()) -> None:
        """Say what is unknown.

        Args:
            kind: municipality, town or region.
            asked: the name.
            nearest: known names that look like it.
            all_of_them: told where none does; for the few of a kind that can be told at all.
        """
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        if not nearest and (there := ", ".join(all_of_them)):
            hint = f"; there are {there}"
        super().__init__(f"unknown {kind} {asked!r}{hint}")


@dataclass(frozen=True, slots=True)
class Town:
    """A town (pilsēta or valstspilsēta) and the municipality it lies in."""

    atvk: str
    name: str
    name_genitive: str
    name_locative: str
    municipality: str
    region: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the 42 municipalities; `slug` is also the name of its spider."""

    atvk: str
    slug: str
    name: str
    name_genitive: str
    name_locative: str
    kind: str
    region: str
    region_name: str
    planning_region: str
    lat: float
    lon: float
    domain: str
    old_domains: tuple[str, ...]
    towns: tuple[Town, ...]

    @property
    def site(self) -> str:
        """Address of the site's front page."""
        return f"https://{self.domain}"


def name_key(name: str) -> str:
    """Spelling-insensitive key of a name: no case, no diacritics, hyphens as spaces."""
    plain = unicodedata.normalize("NFD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace("-", " ").split())


@cache
def towns() -> tuple[Town, ...]:
    """All 81 towns, in the order of their codes."""
    return tuple(
        Town(**{**row, "lat": float(row["lat"]), "lon": float(row["lon"])})  # type: ignore[arg-type] # the csv's columns are the fields
        for row in _rows("towns.csv")
    )


@cache
def municipalities() -> dict[str, Municipality]:
    """All municipalities by slug, in the order of their codes."""
    found = {}
    for row in _rows("municipalities.csv"):
        values = {
            **row,
            "lat": float(row["lat"]),
            "lon": float(row["lon"]),
            "old_domains": tuple(row["old_domains"].split()),
            "towns": tuple(town for town in towns() if town.municipality == row["slug"]),
        }
        found[row["slug"]] = Municipality(**values)  # type: ignore[arg-type] # likewise
    return found


def municipality(slug: str) -> Municipality:
    """The municipality of a slug.

    Raises:
        UnknownNameError: there is none; the message names the nearest.
    """
    try:
        return municipalities()[slug]
    except KeyError:
        raise UnknownNameError("municipality", slug, _nearest(slug, _municipality_names())) from None


def find_municipality(name: str) -> Municipality:
    """Find a municipality by slug, code, or name in the nominative or genitive, in any spelling.

    A bare name means the state city where both exist: ``Rēzekne`` is the city, ``Rēzeknes novads`` is not.

    Raises:
        UnknownNameError: nothing matches; the message names the nearest.
    """
    names = _municipality_names()
    try:
        return municipalities()[names[name_key(name)]]
    except KeyError:
        raise UnknownNameError("municipality", name, _nearest(name, names)) from None


def find_town(name: str) -> Town:
    """Find a town by its name in the nominative, genitive or locative, in any spelling.

    Raises:
        UnknownNameError: nothing matches; the message names the nearest.
    """
    by_name = {
        name_key(form): town
        for town in towns()
        for form in (town.name_locative, town.name_genitive, town.name)
    }
    try:
        return by_name[name_key(name)]
    except KeyError:
        raise UnknownNameError(
            "town", name, _nearest(name, {k: t.name for k, t in by_name.items()})
        ) from None


def find_region(name: str) -> str:
    """Find the key of a region by its name or key, in any spelling.

    Raises:
        UnknownNameError: nothing matches; the message names the nearest, or all.
    """
    key = name_key(name)
    if key not in REGIONS:
        raise UnknownNameError("region", name, _nearest(name, REGIONS), all_of_them=REGIONS.values())
    return key


@cache
def _municipality_names() -> dict[str, str]:
    """Every accepted spelling key → slug; exact names win over shortened ones."""
    known = municipalities().values()
    names: dict[str, str] = {}
    for place in known:
        seat = place.name_genitive.removesuffix(" novada")
        for town in place.towns:
            # "Ludza" or "Ludzas" alone means Ludzas novads, unless a state city bears that name.
            if town.name_genitive == seat:
                names.update({name_key(town.name): place.slug, name_key(seat): place.slug})
    for place in known:
        forms = (place.name, place.name_genitive, place.name_locative, place.slug, place.atvk)
        names.update({name_key(form): place.slug for form in forms})
    return names


def _nearest(asked: str, names: dict[str, str]) -> list[str]:
    close = difflib.get_close_matches(name_key(asked), list(names), n=3, cutoff=0.6)
    return list(dict.fromkeys(names[key] for key in close))


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
