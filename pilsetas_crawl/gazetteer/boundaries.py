"""Boundaries of the 42 municipalities: for maps, and to check that a place lies where it is said to.

They are generalised for maps of about 1:1.2 million: within a few hundred metres of a border they do not
decide. The licence of the source is not stated (docs/gazetteer.md); ask before publishing maps made of them.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

Ring = list[list[float]]


@cache
def municipality_shapes() -> dict[str, dict[str, Any]]:
    """Slug of a municipality → its GeoJSON feature (WGS 84)."""
    text = files("pilsetas_crawl.gazetteer").joinpath("municipalities.geojson").read_text(encoding="utf-8")
    return {feature["properties"]["slug"]: feature for feature in json.loads(text)["features"]}


def lies_in(municipality: str, lat: float, lon: float) -> bool:
    """Whether a point lies inside a municipality's boundary.

    Raises:
        KeyError: there is no municipality of that slug.
    """
    geometry = municipality_shapes()[municipality]["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return any(
        _inside(outer, lat, lon) and not any(_inside(hole, lat, lon) for hole in holes)
        for outer, *holes in polygons
    )


def _inside(ring: Ring, lat: float, lon: float) -> bool:
    """Even-odd rule: a ray to the east crosses the ring an odd number of times."""
    odd = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd
