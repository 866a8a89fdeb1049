"""What a file says of itself: its title, the question it answers, as of when, and how it was written."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.registry import REGIONS, municipalities
from pilsetas_crawl.tags.vocabulary import topics

if TYPE_CHECKING:
    from exports.resolve import Filters

HOME = "https://pilsetas.com/"
# Begins every identifier of a feed's entry: a tag address (RFC 4151), which is no address to visit.
TAG = "tag:pilsetas.com,2026:"
LICENCE = (
    "Texts, pictures and documents belong to the municipalities that published them, and each row names its "
    "source (url); no licence is stated by them"
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
    return {name: _text(value) for name, value in values if value not in (None, (), False)}


def _text(value: Any) -> str:
    """A filter's value as one text."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        value = astuple(value)
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def titled(query: dict[str, str], *, events: bool) -> str:
    """A title in Latvian: "Pašvaldību ziņas: Latgale, Sports"."""
    days = [query.get("date_from", ""), query.get("date_to", "")]
    words = [_named(name, value) for name, value in query.items() if name not in ("date_from", "date_to")]
    if any(days):
        words.append("–".join(days))
    head = "Pašvaldību pasākumi" if events else "Pašvaldību ziņas"
    return f"{head}: {', '.join(words)}" if words else head


def _named(name: str, value: str) -> str:
    """The name of a region, municipality or topic, which filters know by key."""
    if name == "region":
        return REGIONS.get(value, value)
    if name == "municipality" and value in municipalities():
        return municipalities()[value].name
    if name == "topic" and value in topics():
        return topics()[value].lv
    return value
