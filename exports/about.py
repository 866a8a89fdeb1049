"""What a file says of itself: its title, the question it answers, as of when, and how it was written."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.registry import REGIONS, municipalities
from pilsetas_crawl.tags.vocabulary import topics

if TYPE_CHECKING:
    from exports.resolve import Filters

HOME = "https://pilsetas.com/"
# Begins every identifier of a feed's entry: a tag address (RFC 4151), which is no address to visit.
TAG = "tag:pilsetas.com,2026:"
LICENCE = (
    "Texts, pictures and documents belong to the municipalities that published them, and each row names its source "
    "(url); no licence is stated by them"
)


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an export.

    Attributes:
        title: for people.
        query: filter → value, of those that were given.
        as_of: end of the newest stored run; None where there is none.
        self_url: where a feed will be found; None where that is not told.
    """

    title: str
    query: dict[str, str]
    as_of: datetime | None
    self_url: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was written.

    Attributes:
        rows: articles or events in the file.
        notes: one line for each thing the reader of the file would not see.
    """

    rows: int
    notes: tuple[str, ...] = ()


def asked(filters: Filters) -> dict[str, str]:
    """Filter → value, of those that were given."""
    values = ((field.name, getattr(filters, field.name)) for field in fields(filters))
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in values
        if value not in (None, (), False)
    }


def titled(query: dict[str, str], *, events: bool) -> str:
    """A title in Latvian: "Pašvaldību ziņas: Latgale, Ceļi un ielas"."""
    names = {
        "region": lambda key: REGIONS.get(key, key),
        "municipality": lambda slug: municipalities()[slug].name if slug in municipalities() else slug,
        "topic": lambda slug: topics()[slug].lv if slug in topics() else slug,
    }
    days = [query.get("date_from", ""), query.get("date_to", "")]
    words = [
        names[name](value) if name in names else value
        for name, value in query.items()
        if name not in ("date_from", "date_to")
    ]
    if any(days):
        words.append("–".join(days))
    head = "Pašvaldību pasākumi" if events else "Pašvaldību ziņas"
    return f"{head}: {', '.join(words)}" if words else head
