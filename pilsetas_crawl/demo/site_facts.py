"""What texts and pages need to know of one municipality, and the table of the sites added later."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from pilsetas_crawl.registry import municipality

FIRST_DAY = date(2025, 1, 2)
# Sites of the table are small: their ordinary articles fill the last sixty days of the world.
RECENT_DAY = date(2026, 9, 21)
_SMALL_COUNT = 12
# Numbers of nodes and posts of the table's sites begin here; each site has a range of its own.
_FIRST_NUMBER, _NUMBER_STEP = 5200, 430


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What texts and pages need to know of a municipality.

    Attributes:
        count: generated articles, the awkward ones not included.
        area_gen, area_loc: the municipality in the genitive and locative.
        town_gen, town_loc: its main town likewise.
        towns_loc: further towns, in the locative.
        parishes: parish or neighbourhood names in the genitive.
        part: what a parish is called there, as (genitive, locative).
        host: mail domain used in texts.
        first_id: smallest node, post or article number.
        categories: the site's own category names; the first is given to everything else.
        first_day: from when on the generated articles are.
    """

    slug: str
    institution: str
    count: int
    area_gen: str
    area_loc: str
    town_gen: str
    town_loc: str
    towns_loc: tuple[str, ...]
    parishes: tuple[str, ...]
    part: tuple[str, str]
    host: str
    phone: str
    first_id: int
    categories: tuple[str, ...]
    first_day: date = FIRST_DAY


def small_sites() -> tuple[dict[str, SiteFacts], dict[str, str]]:
    """Facts and system of every site of the table, by slug."""
    text = files("pilsetas_crawl.demo").joinpath("sites.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    facts = {row["slug"]: _facts(row, number) for number, row in enumerate(rows)}
    return facts, {row["slug"]: row["system"] for row in rows}


def _facts(row: dict[str, str], number: int) -> SiteFacts:
    known = municipality(row["slug"])
    genitive, _, locative = row["part"].partition("|")
    return SiteFacts(
        slug=row["slug"],
        institution=row["institution"],
        count=_SMALL_COUNT + number % 4,
        area_gen=known.name_genitive,
        area_loc=known.name_locative,
        town_gen=row["town_gen"],
        town_loc=row["town_loc"],
        towns_loc=tuple(row["towns_loc"].split("|")),
        parishes=tuple(row["parishes"].split("|")),
        part=(genitive, locative),
        host=known.domain.removeprefix("www."),
        phone=row["phone"],
        first_id=_FIRST_NUMBER + number * _NUMBER_STEP,
        categories=tuple(row["categories"].split("|")),
        first_day=RECENT_DAY,
    )
