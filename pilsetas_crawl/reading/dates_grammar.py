"""The grammar of Latvian dates: what stands at one place of a text, not yet weighed against a reference.

It works on cleaned and folded text (``dates_words``), one precompiled expression per shape, each bounded,
so that reading costs the same wherever in a long page it starts.
"""

import re
from dataclasses import dataclass
from datetime import date

from pilsetas_crawl.reading.dates_local import DateReading
from pilsetas_crawl.reading.dates_machine import EMAIL, ISO, read_machine_date
from pilsetas_crawl.reading.dates_words import (
    MODIFIED_LABELS,
    MONTHS,
    PUBLISHED_LABELS,
    RELATIVE_DAYS,
    UNITS,
    WEEKDAYS,
    fold,
)


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as written. ``year`` None: not stated; ``day`` None: only a month was stated."""

    year: int | None
    month: int
    day: int | None


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """A day counted from the reference day: "vakar" is -1."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday alone, 0 being Monday."""

    number: int


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before the reference: "pirms 2 stundām"."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression and the position after it.

    ``time`` is hour, minute, second as written, unchecked: "25:00" must be seen to be refused.
    """

    what: CalendarDate | RelativeDay | Weekday | Ago | DateReading
    time: tuple[int, int, int] | None
    end: int


_LABELS = sorted((fold(label) for label in PUBLISHED_LABELS + MODIFIED_LABELS), key=len, reverse=True)
_LABEL = re.compile(rf"(?:(?:{'|'.join(_LABELS)}|notiek|posted)(?![a-z])[ :.-]*)?(?:lidz )?")

_WORD = re.compile(r"([a-z]{1,12})(?![a-z])\.?")
_GAP = re.compile(r"[ ,.(]{0,3}")

_CLOCK_WORD = r"(?:no )?(?:plkst|pulksten|pl)(?![a-z])\.? ?"
_TIME_BEFORE = re.compile(
    rf"(?:{_CLOCK_WORD}(?P<h>\d{{1,2}})(?:[.:](?P<m>\d\d))?|(?P<h2>\d{{1,2}}):(?P<m2>\d\d)(?::(?P<s2>\d\d))?)"
    r"(?![\d:]),? "
)
# A time with a dot and no clock word is believed only directly after a date, and only if it cannot be the
# beginning of another date: "29.10.2025 14.05", but not "26.01.2023. 12.02.2024."
_TIME_AFTER = re.compile(
    rf"[ ,.)]{{0,3}}(?:{_CLOCK_WORD}(?P<h>\d{{1,2}})(?:[.:](?P<m>\d\d))?(?!\d)"
    r"|(?:- |/ )?(?P<h2>\d{1,2}):(?P<m2>\d\d)(?::(?P<s2>\d\d))?(?![\d:])"
    r"|(?P<h3>\d{1,2})\.(?P<m3>\d\d)(?![\d.]))"
)
# An own-grammar time is Latvian wall-clock time; where a text says otherwise we do not know what it means.
_FOREIGN_CLOCK = re.compile(r" ?(?:(?:utc|gmt|z|am|pm|a\.m|p\.m)(?![a-z])|\+\d\d)")

_DAY_MONTH_YEAR = re.compile(
    r"(?P<d>\d{1,2}) ?(?P<s>[./-]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4})(?!\d)(?:\.? ?g\.)?"
)
# No spaces with a two-digit year: "30.10. 10:26" is a day and a time, not the year 2010.
_DAY_MONTH_SHORT_YEAR = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<yy>\d\d)(?![\d:])(?!\.\d)")
_YEAR_MONTH_DAY = re.compile(r"(?P<y>\d{4})(?P<s>\. ?|[/ -])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")
# The final dot is required without a year: "30.10" may as well be a time, a price or a section.
_DAY_MONTH = re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\.(?=\D|$|\d{1,2}[.:]\d\d)")

_YEAR_FIRST = r"(?P<y>\d{4})(?:\. ?| )(?:gada? |g\. ?)?,? ?"
_MONTH_WORD = r"(?P<w>[a-z]{3,11})(?![a-z])"
# "30. oktobrī 2024. gada budžets": that year belongs to the budget.
_YEAR_LAST = r"(?P<y2>\d{4})(?!\d)(?!\.? ?gada [a-z0-9])(?:\.? ?gad(?:s|a|am|u)?(?![a-z]))?"
_DAY_WORD_YEAR = re.compile(
    rf"(?:{_YEAR_FIRST})?(?P<d>\d{{1,2}})(?:\. ?| ?/ ?| )?{_MONTH_WORD}(?:\.?(?:,? ?| / ){_YEAR_LAST})?"
)
_WORD_DAY_YEAR = re.compile(rf"{_MONTH_WORD}\.? (?P<d>\d{{1,2}})\.?(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\d)")
_YEAR_WORD = re.compile(rf"{_YEAR_FIRST}{_MONTH_WORD}")
_WORD_YEAR = re.compile(rf"{_MONTH_WORD}\.?,? {_YEAR_LAST}")
_AGO = re.compile(r"pirms (?:(?P<n>\d{1,4}) ?)?(?P<u>[a-z]{1,9})(?![a-z])\.?")

# Longest shape first: a later one may match the beginning of an earlier one.
_NUMERIC = (_DAY_MONTH_YEAR, _DAY_MONTH_SHORT_YEAR, _YEAR_MONTH_DAY, _DAY_MONTH)
_WORDED_FROM_DIGIT = (_DAY_WORD_YEAR, _YEAR_WORD)
_WORDED_FROM_LETTER = (_WORD_DAY_YEAR, _WORD_YEAR)


def skip_label(folded: str) -> int:
    """Return the position after a known label ("Publicēts:", "līdz") at the start, 0 without one."""
    found = _LABEL.match(folded)
    return found.end() if found else 0


def scan(cleaned: str, folded: str, start: int) -> Found | None:
    """Read the one date expression that begins at ``start``; ``None`` when there is no date right there.

    Weekday and time may stand before the date, a time after it. What follows is the caller's business.
    """
    if machine := _scan_machine(cleaned, start):
        return machine
    weekday, pos = _scan_weekday(folded, start)
    early = _TIME_BEFORE.match(folded, pos)
    if early:
        pos = early.end()
        if weekday is None:
            weekday, pos = _scan_weekday(folded, pos)
    if core := _scan_core(folded, pos, weekday):
        return _with_time(core[0], folded, core[1], early)
    # Only a Latvian weekday written out is a date by itself: "Se" and "Sun" may be anything.
    if weekday is None or early or "dien" not in folded[start:pos]:
        return None
    return _with_time(Weekday(weekday), folded, pos, None)


def scan_whole(cleaned: str, folded: str, start: int = 0) -> Found | None:
    """Read a text that from ``start`` to its end is one date, but for closing dots and a weekday."""
    found = scan(cleaned, folded, start)
    if found is None:
        return None
    rest = folded[found.end :].strip(" .,;()")
    return found if not rest or rest in WEEKDAYS else None


def read_clock(folded: str) -> tuple[int, int, int] | None:
    """Read a text that is one time of day, "19.45" or "plkst. 18"; its values are not checked."""
    clock = _TIME_AFTER.match(folded)
    return _clock_values(clock) if clock and not folded[clock.end() :].strip() else None


def _scan_machine(cleaned: str, start: int) -> Found | None:
    found = ISO.match(cleaned, start)
    if found is None or found["time"] is None:
        found = EMAIL.match(cleaned, start)
    reading = read_machine_date(found[0]) if found else None
    return Found(reading, None, found.end()) if found and reading else None


def _scan_weekday(folded: str, pos: int) -> tuple[int | None, int]:
    word = _WORD.match(folded, pos)
    number = WEEKDAYS.get(word[1]) if word else None
    if word is None or number is None:
        return None, pos
    gap = _GAP.match(folded, word.end())
    return number, gap.end() if gap else word.end()


def _with_time(
    what: CalendarDate | RelativeDay | Weekday | Ago, folded: str, pos: int, early: re.Match[str] | None
) -> Found | None:
    clock = early or _TIME_AFTER.match(folded, pos)
    end = clock.end() if clock and not early else pos
    if clock is None:
        return Found(what, None, end)
    if _FOREIGN_CLOCK.match(folded, end):
        return None
    return Found(what, _clock_values(clock), end)


def _clock_values(clock: re.Match[str]) -> tuple[int, int, int]:
    # One alternative of the expression matched; the groups of the others are None.
    part = clock.groupdict()
    hour = part["h"] or part["h2"] or part.get("h3")
    minute = part["m"] or part["m2"] or part.get("m3")
    return int(hour or 0), int(minute or 0), int(part["s2"] or 0)


def _scan_core(
    folded: str, pos: int, weekday: int | None
) -> tuple[CalendarDate | RelativeDay | Ago, int] | None:
    """Try the shapes that can begin with the character at ``pos``."""
    if folded[pos : pos + 1].isdigit():
        return _scan_numeric(folded, pos, weekday) or _scan_worded(folded, pos, _WORDED_FROM_DIGIT)
    word = _WORD.match(folded, pos)
    if word and word[1] in RELATIVE_DAYS:
        return RelativeDay(RELATIVE_DAYS[word[1]]), word.end(1)
    ago = _AGO.match(folded, pos)
    if ago and ago["u"] in UNITS:
        return Ago(int(ago["n"] or 1), UNITS[ago["u"]]), ago.end()
    return _scan_worded(folded, pos, _WORDED_FROM_LETTER)


def _scan_numeric(folded: str, pos: int, weekday: int | None) -> tuple[CalendarDate, int] | None:
    for shape in _NUMERIC:
        if found := shape.match(folded, pos):
            part = found.groupdict()
            year = part.get("y") or ("20" + part["yy"] if part.get("yy") else None)
            written = CalendarDate(int(year) if year else None, int(part["m"]), int(part["d"]))
            if part.get("s") == "/" and shape is _DAY_MONTH_YEAR:
                written = _unless_american(written, weekday)
            return written, found.end()
    return None


def _unless_american(written: CalendarDate, weekday: int | None) -> CalendarDate:
    """Swap day and month when the weekday proves it: Drupal's stock format is "Thu, 11/05/2026 - 08:30"."""
    swapped = CalendarDate(written.year, written.day or 0, written.month)
    if weekday is not None and _weekday_of(written) != weekday and _weekday_of(swapped) == weekday:
        return swapped
    return written


def _weekday_of(written: CalendarDate) -> int | None:
    try:
        return date(written.year or 0, written.month, written.day or 0).weekday()
    except ValueError:
        return None


def _scan_worded(
    folded: str, pos: int, shapes: tuple[re.Pattern[str], ...]
) -> tuple[CalendarDate, int] | None:
    for shape in shapes:
        found = shape.match(folded, pos)
        month = MONTHS.get(found["w"]) if found else None
        if found and month:
            part = found.groupdict()
            first, last = part.get("y"), part.get("y2")
            # Two years: the first is the date's, the last begins something else.
            end = found.end("w") if first and last else found.end()
            year, day = first or last, part.get("d")
            return CalendarDate(int(year) if year else None, month, int(day) if day else None), end
    return None
