"""What the registry knows, as DuckDB tables and name macros."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from exports.connection import literal, path_list
from exports.resolve import municipality_names, region_names, topic_names, town_names
from pilsetas_crawl import gazetteer
from pilsetas_crawl.registry import REGIONS, municipalities, towns
from pilsetas_crawl.tags.vocabulary import topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb

# Same key as pilsetas_crawl.registry.name_key: no case, no diacritics, hyphens as spaces.
_FOLD = r"""CREATE OR REPLACE MACRO fold(s) AS
    trim(regexp_replace(strip_accents(lower(nfc_normalize(replace(s, '-', ' ')))), '\s+', ' ', 'g'))"""


def create_names(con: duckdb.DuckDBPyConnection) -> None:
    """Create the tables of names (`municipalities`, `vocabulary`, …) and the macros that find keys."""
    con.execute(_FOLD)
    con.execute(_finder("region_key", "region", region_names()))
    con.execute(_finder("municipality_slug", "municipality", municipality_names()))
    con.execute(_finder("town_municipality", "town", town_names()))
    con.execute(_table("municipalities", _MUNICIPALITY_COLUMNS, _municipality_rows()))
    con.execute(_table("towns", _TOWN_COLUMNS, _town_rows()))
    con.execute(_table("regions", _REGION_COLUMNS, _region_rows()))
    con.execute(_finder("topic_slug", "topic", topic_names()))
    con.execute(_table("vocabulary", _TOPIC_COLUMNS, _topic_rows()))
    con.execute(_gazetteer())


def _finder(macro: str, kind: str, known: Mapping[str, str]) -> str:
    """A macro that folds to a constant, so that a filter by name still prunes whole files.

    A look-up in a table would not: DuckDB chooses the files before it runs a subquery. `error()` stands in
    a branch of its own for the same reason; it is dropped as soon as the name is found to be known. All
    names are one constant, a line each: as a map they are hundreds, and to bind those took most of the time
    of a question. What `fold` gives holds neither the tab nor the end of a line.
    """
    names = literal("".join(f"\n{key}\t{value}" for key, value in known.items()) + "\n")
    entry = r"concat(E'\n', fold(s), E'\t')"
    return (
        f"CREATE OR REPLACE MACRO {macro}(s) AS CASE WHEN s IS NULL THEN NULL"
        f" WHEN contains({names}, {entry}) THEN split_part(split_part({names}, {entry}, 2), E'\\n', 1)"
        f" ELSE error('unknown {kind} ' || s) END"
    )


_REGION_COLUMNS = "region VARCHAR, name VARCHAR, municipalities BIGINT"
_TOPIC_COLUMNS = "topic VARCHAR, name VARCHAR, name_en VARCHAR, about VARCHAR"
_TOWN_COLUMNS = (
    "atvk VARCHAR, name VARCHAR, name_genitive VARCHAR, name_locative VARCHAR, municipality VARCHAR, "
    "region VARCHAR, lat DOUBLE, lon DOUBLE"
)
_MUNICIPALITY_COLUMNS = (
    "municipality VARCHAR, atvk VARCHAR, name VARCHAR, name_genitive VARCHAR, name_locative VARCHAR, "
    "kind VARCHAR, region VARCHAR, region_name VARCHAR, planning_region VARCHAR, lat DOUBLE, lon DOUBLE, "
    "site VARCHAR, towns VARCHAR[]"
)


def _table(name: str, columns: str, rows: Iterable[Iterable[object]]) -> str:
    values = ", ".join("(" + ", ".join(map(_value, row)) + ")" for row in rows)
    return f"CREATE OR REPLACE TABLE {name} ({columns}); INSERT INTO {name} VALUES {values}"  # noqa: S608 # every value is quoted by _value


def _gazetteer() -> str:
    """The table of places straight from its file: as values of a statement it costs a query 0.2 s more."""
    file = files(gazetteer).joinpath(gazetteer.TABLE)
    return (
        "CREATE OR REPLACE TABLE gazetteer AS SELECT "  # noqa: S608 # the path is quoted
        "coalesce(nullif(atvk, ''), parent_atvk || '/' || name) AS place_key, name, kind, municipality, "
        "historical_land AS region_name, lat::DOUBLE AS lat, lon::DOUBLE AS lon "
        f"FROM read_csv({path_list([str(file)])}, header = true, all_varchar = true)"
    )


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]::VARCHAR[]"
    return literal(value) if isinstance(value, str) else str(value)


def _topic_rows() -> Iterable[list[object]]:
    return ([topic.slug, topic.lv, topic.en, topic.about] for topic in topics().values())


def _region_rows() -> Iterable[list[object]]:
    homes = [place.region for place in municipalities().values()]
    return ([key, name, homes.count(key)] for key, name in REGIONS.items())


def _town_rows() -> Iterable[list[object]]:
    return (
        [t.atvk, t.name, t.name_genitive, t.name_locative, t.municipality, t.region, t.lat, t.lon]
        for t in towns()
    )


def _municipality_rows() -> Iterable[list[object]]:
    for m in municipalities().values():
        names: list[object] = [m.slug, m.atvk, m.name, m.name_genitive, m.name_locative, m.kind]
        where: list[object] = [m.region, m.region_name, m.planning_region, m.lat, m.lon, m.site]
        yield [*names, *where, [town.name for town in m.towns]]
