"""The Latvian date reader: one text in, one dated reading or nothing out.

Machine values are read first, then the Latvian grammar, and only then dateparser, whose readings are flagged.
Nothing here guesses: a year alone, an issue number, a reading time or an impossible date is ``None``.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from pilsetas_crawl.reading.dates_fallback import read_with_dateparser
from pilsetas_crawl.reading.dates_grammar import scan, scan_whole, skip_label
from pilsetas_crawl.reading.dates_local import (
    RIGA,
    DateReading,
    Precision,
    local_reference,
    year_is_plausible,
)
from pilsetas_crawl.reading.dates_machine import read_machine_date
from pilsetas_crawl.reading.dates_range import find_range
from pilsetas_crawl.reading.dates_resolve import resolve
from pilsetas_crawl.reading.dates_words import MODIFIED_LABELS, PUBLISHED_LABELS, clean, fold

__all__ = [
    "MODIFIED_LABELS",
    "PUBLISHED_LABELS",
    "RIGA",
    "DateReading",
    "Precision",
    "find_labelled_date",
    "read_date",
    "read_machine_date",
    "read_range",
]

_LONGEST_DATE = 200
# Before white space is collapsed: template indentation may be long, a whole page is not a date.
_LONGEST_RAW = 4000

_EDGES = " ()[]|•·,;"
# Text taken out of markup runs together: "JaunumiPublicēts: 23. martsLasīt tālāk".
_GLUED = re.compile(r"(?<=[a-zāčēģīķļņšūž])(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])")


def read_date(text: str | None, *, reference: datetime) -> DateReading | None:
    """Read a text that as a whole is one date, with or without a known label, weekday or time.

    A missing year becomes the year that puts the date nearest to the reference; a weekday alone the nearest
    such day; "vakar" and its like count from the reference's day in Latvia, "pirms N …" from its instant
    (minutes, hours) or day (days and longer). A stated weekday that contradicts the date is ignored.

    Args:
        text: the date text; ``None``, empty and longer than 200 characters give ``None``.
        reference: aware moment the text was written or fetched; its zone does not matter.

    Returns:
        The reading, or ``None`` for anything else: a range, an impossible date (31.02., 25:00), a year
        before 1990 or more than ten after the reference.

    Raises:
        ValueError: ``reference`` has no time zone.
    """
    now = local_reference(reference)
    if not text or len(text) > _LONGEST_RAW:
        return None
    if machine := read_machine_date(text):
        return machine if year_is_plausible(machine.value.year, now) else None
    cleaned = clean(text).strip(_EDGES)
    if not cleaned or len(cleaned) > _LONGEST_DATE:
        return None
    folded = fold(cleaned)
    if found := scan_whole(cleaned, folded, skip_label(folded)):
        # Understood but impossible is an answer; dateparser would bend it into another date.
        return resolve(found, now, text)
    return read_with_dateparser(cleaned, reference=now, raw=text)


def read_range(text: str | None, *, reference: datetime) -> tuple[DateReading, DateReading] | None:
    """Read a text that as a whole is a range of dates, or one date with a range of times.

    The end may name what the beginning leaves out ("3.–9. novembrī"). A year stated once serves both ends;
    one not stated at all puts the range where it holds the reference or lies nearest to it. An end time
    before the beginning time is on the next day. Both readings carry the whole text as ``raw``.

    Raises:
        ValueError: ``reference`` has no time zone.
    """
    now = local_reference(reference)
    if not text or len(text) > _LONGEST_RAW:
        return None
    cleaned = clean(text).strip(_EDGES)
    if len(cleaned) > _LONGEST_DATE:
        return None
    return find_range(cleaned, fold(cleaned), now, text)


def find_labelled_date(text: str | None, labels: Sequence[str], *, reference: datetime) -> DateReading | None:
    """Read the date that stands directly after a label in a text of any length.

    Labels are tried in the order given, each at every place where it stands as a whole word; letter case,
    diacritics and a colon make no difference. A date elsewhere in the text is never taken.
    ``raw`` is the date's own text, white space tidied.

    Raises:
        ValueError: ``reference`` has no time zone, or a label is empty.
    """
    now = local_reference(reference)
    patterns = [_label_pattern(label) for label in labels]
    if not text:
        return None
    cleaned = _GLUED.sub(" ", clean(text))
    folded = fold(cleaned)
    for pattern in patterns:
        for label in pattern.finditer(folded):
            found = scan(cleaned, folded, label.end())
            reading = resolve(found, now, cleaned[label.end() : found.end]) if found else None
            if reading:
                return reading
    return None


@lru_cache(maxsize=256)
def _label_pattern(label: str) -> re.Pattern[str]:
    words = fold(clean(label)).strip(" :.")
    if not words:
        raise ValueError(f"label {label!r} is empty: it would make every date in a text a labelled one")
    return re.compile(rf"(?<![a-z]){re.escape(words)}(?![a-z])[ :.,-]{{0,4}}")
