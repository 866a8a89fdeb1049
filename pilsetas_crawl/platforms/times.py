"""The ``time`` elements of a page: which of them tell of publication, and how exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import Way, text_of
from pilsetas_crawl.reading.dates import (
    MODIFIED_LABELS,
    RIGA,
    DateReading,
    Precision,
    read_date,
    read_machine_date,
)
from pilsetas_crawl.reading.text import clean_line, fold

_CHANGED = tuple(fold(label) for label in MODIFIED_LABELS)
_UTC = ("Z", "+00:00", "+0000")
# Steps outward within which a label may stand before the element it belongs to.
LABEL_STEPS = 2


def is_sharp(reading: DateReading | None) -> bool:
    """Whether a moment is noon or midnight sharp in UTC, which is how Drupal writes a day without a time."""
    if reading is None or reading.precision is not Precision.MINUTE:
        return False
    return (reading.utc.hour, reading.utc.minute, reading.utc.second) in ((0, 0, 0), (12, 0, 0))


def day_of(reading: DateReading) -> DateReading:
    """The day alone of a moment that is no moment."""
    midnight = datetime.combine(reading.utc.date(), time(), RIGA)
    return replace(reading, value=midnight, precision=Precision.DAY)


def says_changed(node: Any) -> bool:
    """Whether a ``time`` element tells of a change: by its class, or by the label right before it."""
    names = set((node.get("class") or "").split())
    if "published" in names or "updated" in names:
        return "published" not in names
    return fold(_label_before(node)).rstrip(" :.–-").endswith(_CHANGED)


def _label_before(node: Any) -> str:
    for up in (node, *list(node.iterancestors())[:LABEL_STEPS]):
        before, above = up.getprevious(), up.getparent()
        if above is None:
            return ""
        text = clean_line((above.text if before is None else before.tail) or "")
        if text:
            return text
        if before is not None:
            return clean_line(text_of(before)) if isinstance(before.tag, str) else ""
    return ""


def moment_of(node: Any, page: Page) -> DateReading | None:
    """The moment of a ``time`` element; the day alone where it shows no more and its hour is none.

    WordPress writes the site's own offset: a sharp hour there is the one an editor has chosen.
    """
    written = (node.get("datetime") or "").strip()
    reading = read_machine_date(written)
    if reading is None or not is_sharp(reading) or not written.endswith(_UTC):
        return reading
    shown = read_date(clean_line(text_of(node)), reference=page.fetched_at)
    return day_of(reading) if shown is not None and shown.precision is Precision.DAY else reading


def published_time(query: str, *, name: str) -> Way:
    """The first ``time`` element of a query that does not tell of a change."""

    def moment(page: Page) -> DateReading | None:
        found = (moment_of(node, page) for node in page.find(query) if not says_changed(node))
        return next((reading for reading in found if reading), None)

    return Way(name, moment)
