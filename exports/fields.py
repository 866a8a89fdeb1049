"""What the columns of exported tables mean, and their units: taken from the items, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from pilsetas_crawl.columns import ZONE
from pilsetas_crawl.items import Article, Event, Link
from pilsetas_crawl.schema import arrow_schema

# Column of a file → column of the item it is made of, where the names differ.
_MADE_OF = {
    "published": "published_at",
    "published_time": "published_at",
    "first_seen": "first_seen_at",
    "first_seen_date": "first_seen_at",
    "first_seen_time": "first_seen_at",
    "modified": "modified_at",
    "modified_date": "modified_at",
    "modified_time": "modified_at",
    "start": "start_at",
    "start_time": "start_at",
    "end": "end_at",
    "end_time": "end_at",
}
# Columns of sheets whose cells hold a moment, or a day.
_DAY_OR_MOMENT = ("published", "start", "end")
_FURTHER = {"municipality_name": "Name of the publishing municipality"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column means.

    Attributes:
        text: in one sentence.
        unit: unit or form of the value; None where it has none.
        type: type of the stored column.
    """

    text: str
    unit: str | None
    type: str


@cache
def _declared(*, of_events: bool) -> dict[str, Meaning]:
    items = (Event,) if of_events else (Link, Article)  # what both have means the article's
    return {
        field.name: Meaning(
            field.metadata["doc"], field.metadata["unit"], str(arrow_schema(item).field(field.name).type)
        )
        for item in items
        for field in fields(item)
    }


def meaning(name: str, *, of_events: bool) -> Meaning:
    """What a column of an exported table means.

    Raises:
        KeyError: no item has it.
    """
    if name in _FURTHER:
        return Meaning(_FURTHER[name], None, "string")
    found = _declared(of_events=of_events)[_MADE_OF.get(name, name)]
    if name in _DAY_OR_MOMENT:
        text = found.text.partition(";")[0]
        return Meaning(f"{text}; the day alone where no time of day is known", found.unit, found.type)
    if name.endswith("_time"):
        return Meaning(
            f"{found.text.partition(';')[0]} (time of day; empty where none is known)",
            f"HH:MM in {ZONE}",
            "time",
        )
    if name.endswith("_date") and found.type != "date32[day]":
        return Meaning(f"{found.text} (day)", f"date in {ZONE}", "date32[day]")
    return found
