"""The time of the one event that an article announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum

from pilsetas_crawl.reading.dates_local import Precision, local_reference
from pilsetas_crawl.reading.dates_words import clean, fold
from pilsetas_crawl.reading.events_when import When, when_at


class Unclear(StrEnum):
    """Why an article tells of no event that could be taken from it."""

    NO_DAY = "no_day"
    SEVERAL_DAYS = "several_days"


# Characters looked through: an announcement names its day early, a long report names many.
_LONGEST = 4000
_LABEL = re.compile(r"\b(?:notiek|kad|norises laiks|pasakuma laiks|datums un laiks|sakums): ?")
_PLACE = re.compile(r"(?:\b[a-z]{4,9}dien[a-z]{0,2},? )?(?:\bno )?(?<![\w.,:/])\d")
_DEADLINE = re.compile(r"\blidz (?:[a-z]{4,9}dien[a-z]{0,2},? )?$")


def announced_time(
    texts: Sequence[str | None], *, reference: datetime, only_labelled: bool = False
) -> When | Unclear:
    """The time of the event an article announces, or why it tells none.

    Args:
        texts: title, lead and body.
        reference: aware moment of publication.
        only_labelled: believe only what stands behind a label.

    Raises:
        ValueError: ``reference`` has no time zone.
    """
    cleaned = clean(" | ".join(text for text in texts if text))[:_LONGEST]
    folded = fold(cleaned)
    labelled = _first_labelled(cleaned, folded, reference)
    if labelled is not None:
        return labelled
    found = [] if only_labelled else list(_coming(cleaned, folded, reference))
    days = {(when.start_date, when.end_date) for when in found}
    if len(days) > 1:
        return _one_day(found) or Unclear.SEVERAL_DAYS
    return _fullest(found) if found else Unclear.NO_DAY


def _first_labelled(cleaned: str, folded: str, reference: datetime) -> When | None:
    for label in _LABEL.finditer(folded):
        found = when_at(cleaned, folded, label.end(), reference=reference)
        if found is not None:
            return found[0]
    return None


def _coming(cleaned: str, folded: str, reference: datetime) -> Iterator[When]:
    """Times named in a text that are neither past nor deadlines."""
    today, pos = local_reference(reference).date(), 0
    while place := _PLACE.search(folded, pos):
        found = when_at(cleaned, folded, place.start(), reference=reference)
        pos = max(found[1], place.end()) if found else place.end()
        if found and _counts(found[0], today) and not _DEADLINE.search(folded, 0, place.start()):
            yield found[0]


def _counts(when: When, today: date) -> bool:
    return when.precision is not Precision.MONTH and when.end_date >= today


def _one_day(found: list[When]) -> When | None:
    """The one day that all of them begin on: one text tells it with its end and without."""
    return _fullest(found) if len({when.start_date for when in found}) == 1 else None


def _fullest(found: list[When]) -> When:
    return max(found, key=lambda when: (when.all_day is False, when.end is not None))
