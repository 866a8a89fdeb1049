"""Filters as SQL conditions on `a`, an article or an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exports.narrow import Near, kilometres

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exports.resolve import Filters

#: SQL of the distance of `a` from the point asked for, in km.
DISTANCE = kilometres("a.lat", "a.lon")
#: What is asked of articles and events alike: filter → its condition.
COMMON = {"near": f"{DISTANCE} <= $km", "new_since": "a.first_seen_at >= $new_since"}


def conditions(filters: Filters, known: Mapping[str, str]) -> tuple[list[str], dict[str, Any]]:
    """The conditions of the filters that are given, and the values bound in them.

    Args:
        filters: what to choose by.
        known: filter → its condition; others are passed over.
    """
    found: list[str] = []
    values: dict[str, Any] = {}
    for name, condition in known.items():
        value = getattr(filters, name)
        if value is None:
            continue
        found.append(condition)
        if isinstance(value, Near):
            values |= {"lat": value.lat, "lon": value.lon, "km": value.km}
        else:
            values[name] = list(value) if isinstance(value, tuple) else value
    return found, values
