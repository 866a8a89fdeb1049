"""GeoJSON (RFC 7946) for maps: a point per article or event, or counts of municipalities."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from exports.about import About, Report
from exports.choice import Choice
from exports.jsonl_export import encoded
from exports.text import clean, one_line
from pilsetas_crawl.gazetteer.boundaries import municipality_shapes
from pilsetas_crawl.items import Article
from pilsetas_crawl.registry import municipalities

if TYPE_CHECKING:
    import duckdb

# Digits after the point: a tenth of a metre, more than any of the places is known to.
_DIGITS = 6
# What a map shows of a point. `located_by` tells a place the text speaks of from the publisher's centre,
# where everything else piles up.
_ARTICLE = {
    "article_id": "a.article_id",
    "published_at": "a.published_at",
    "published_date": "a.published_date",
    "published_precision": "a.published_precision",
    "municipality": "a.municipality",
    "municipality_name": "m.name",
    "region_name": "a.region_name",
    "title": "a.title",
    "lead": "a.lead",
    "url": "a.url",
    "topics": "a.topics",
    "tags": "a.tags",
    "primary_place": "a.primary_place",
    "located_by": "CASE WHEN a.lat IS NULL OR a.lon IS NULL THEN NULL "
    "WHEN a.primary_place_key IS NULL THEN 'publisher' ELSE 'place' END",
    "language": "a.language",
    "story_id": "a.story_id",
    "is_canonical": "a.is_canonical",
}
_EVENT = {
    "event_id": "a.event_id",
    "start_at": "a.start_at",
    "start_date": "a.start_date",
    "end_at": "a.end_at",
    "end_date": "a.end_date",
    "all_day": "a.all_day",
    "municipality": "a.municipality",
    "municipality_name": "m.name",
    "region_name": "a.region_name",
    "title": "a.title",
    "place": "a.place",
    "venue": "a.venue",
    "address": "a.address",
    "url": "a.url",
    "categories": "a.categories",
    "located_by": "CASE WHEN a.lat IS NULL OR a.lon IS NULL THEN NULL "
    "WHEN a.place_key IS NULL THEN 'publisher' ELSE 'place' END",
}
_COUNTED = {
    "municipality": "a.municipality",
    "published_date": "a.published_date",
    "story": "coalesce(a.story_id, a.article_id)",
}


def write_geojson(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], about: About) -> Report:
    """Write a point for each chosen row; one of unknown place has the geometry null."""
    columns = _ARTICLE if choice.kind is Article else _EVENT
    names = tuple(columns)
    nowhere = 0

    def features() -> Any:
        nonlocal nowhere
        for *values, lat, lon in choice.rows(con, columns | {"lat": "a.lat", "lon": "a.lon"}):
            nowhere += lat is None or lon is None
            properties = {name: _harmless(value) for name, value in zip(names, values, strict=True)}
            yield _feature(properties, _point(lat, lon), values[0])

    rows = _write(out, about, features())
    note = f"{choice.counted(nowhere)} have no point: their geometry is null"
    return Report(rows, (note,) if nowhere else ())


def write_counts(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], about: About) -> Report:
    """Write the boundary of each municipality asked for, with its counts.

    `articles` counts publications; `stories` counts what they tell, copies of one story once. Municipalities
    without any have 0; those the filters leave out are not there.
    """
    statement = (
        "SELECT municipality, count(*), count(DISTINCT story), min(published_date), max(published_date) "  # noqa: S608 # our own SQL
        f"FROM ({choice.statement(_COUNTED)}) GROUP BY municipality"
    )
    counts = {row[0]: row[1:] for row in con.execute(statement, choice.values).fetchall()}
    shapes = municipality_shapes()
    wanted = [
        place
        for slug, place in sorted(municipalities().items())
        if slug in counts
        or (
            about.query.get("region") in (None, place.region)
            and about.query.get("municipality") in (None, slug)
        )
    ]

    def features() -> Any:
        for place in wanted:
            articles, stories, first, last = counts.get(place.slug, (0, 0, None, None))
            properties = {
                "municipality": place.slug,
                "municipality_name": place.name,
                "atvk": place.atvk,
                "region_name": place.region_name,
                "planning_region": place.planning_region,
                "articles": articles,
                "stories": stories,
                "first_date": first,
                "last_date": last,
            }
            yield _feature(properties, shapes[place.slug]["geometry"], place.slug)

    _write(out, about, features())
    return Report(
        sum(row[0] for row in counts.values()),
        ("boundaries: generalised; ask for their licence before publishing a map (docs/gazetteer.md)",),
    )


def _write(out: IO[bytes], about: About, features: Any) -> int:
    """A collection, one feature a line."""
    head = {"title": about.title, "query": about.query, "as_of": about.as_of}
    out.write(b'{"type": "FeatureCollection", "about": ' + encoded(head) + b', "features": [')
    number = 0
    for feature in features:
        out.write((b",\n" if number else b"\n") + encoded(feature))
        number += 1
    out.write(b"\n]}\n")
    return number


def _feature(properties: dict[str, Any], geometry: Any, identity: str) -> dict[str, Any]:
    return {"type": "Feature", "id": identity, "geometry": geometry, "properties": properties}


def _point(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    if lat is None or lon is None:
        return None
    return {"type": "Point", "coordinates": [round(lon, _DIGITS), round(lat, _DIGITS)]}


def _harmless(value: Any) -> Any:
    """Texts of a map are shown as they stand."""
    if isinstance(value, str):
        return clean(value)
    return [one_line(item) for item in value if item] if isinstance(value, list) else value
