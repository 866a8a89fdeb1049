"""Days and hours of an event at one place of a text, before missing years are settled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pilsetas_crawl.reading.dates_grammar import CalendarDate, Found, RelativeDay, Weekday, scan
from pilsetas_crawl.reading.dates_local import DateReading
from pilsetas_crawl.reading.dates_words import WEEKDAYS
from pilsetas_crawl.reading.events_clock import Hours, hours_at, until_at

Day = CalendarDate | RelativeDay | Weekday | DateReading

_FROM = re.compile(r"no ")
_BETWEEN = re.compile(r"\.?,? ?- ?(?:lidz )?|\.?,? lidz |,? un (?=\d)")
_DAY_ALONE = re.compile(r"(?:(?P<y>\d{4})\.? ?(?:gada |g\. ?)?)?(?P<d>\d{1,2})\.?(?=,? ?-|,? lidz|,? un )")
_GAP = re.compile(r"[ ,.:;/|(-]{0,4}")
_CLOSED = re.compile(r"[ )]{0,2}")
# Only a weekday written out: "se" and "sv" may be anything.
_WEEKDAY = re.compile(r"\(?([a-z]{4,9}dien[a-z]{0,2}|[a-z]{2,6}diena)(?![a-z])[ .,:)]{0,3}")
_WORDED = re.compile(r"(?:plkst|pulksten|plks|pl)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Span:
    """What was written: first and last day, hours, and a weekday beside the first day.

    Attributes:
        listed: the two days are joined by "un": nothing was said of the days between.
        end: place in the text after it.
    """

    first: Day
    last: Day | None
    hours: Hours | None
    weekday: int | None
    listed: bool
    end: int


def span_at(cleaned: str, folded: str, start: int) -> Span | None:
    """Read the days that begin at a place of a text, with their hours; None where no day stands there."""
    leading = _FROM.match(folded, start)
    pos = leading.end() if leading else start
    weekday, after = _weekday(folded, pos)
    first = scan(cleaned, folded, pos)
    if first is None:
        return _day_of_month(cleaned, folded, after, weekday)
    if not isinstance(first.what, Day):
        return None
    if isinstance(first.what, Weekday):
        weekday = None
    else:
        weekday, end = _weekday_behind(folded, first.end) if weekday is None else (weekday, first.end)
        first = Found(first.what, first.time, end)
    between = _BETWEEN.match(folded, first.end)
    last = _scan_day(cleaned, folded, between.end()) if between else None
    if last is None or between is None:
        return _with_hours(folded, first, None, weekday, pos)
    return _with_hours(folded, first, last, weekday, pos, listed="un" in between[0])


def _day_of_month(cleaned: str, folded: str, pos: int, weekday: int | None) -> Span | None:
    """Read "3.–9. novembrī", where the beginning names its day only."""
    alone = _DAY_ALONE.match(folded, pos)
    between = _BETWEEN.match(folded, alone.end()) if alone else None
    last = _scan_day(cleaned, folded, between.end()) if between else None
    if not (alone and between and last and isinstance(last.what, CalendarDate) and last.what.day):
        return None
    day = int(alone["d"])
    if day > last.what.day:
        return None
    year = int(alone["y"]) if alone["y"] else last.what.year
    first = Found(CalendarDate(year, last.what.month, day), None, alone.end())
    return _with_hours(folded, first, last, weekday, pos, listed="un" in between[0])


def _scan_day(cleaned: str, folded: str, pos: int) -> Found | None:
    _, pos = _weekday(folded, pos)
    found = scan(cleaned, folded, pos)
    whole = found and isinstance(found.what, CalendarDate | DateReading)
    return found if whole else None


def _with_hours(
    folded: str, first: Found, last: Found | None, weekday: int | None, start: int, *, listed: bool = False
) -> Span:
    hours, end = _hours(folded, first, last, start)
    assert isinstance(first.what, Day)
    until = last.what if last else None
    assert until is None or isinstance(until, Day)
    closed = _CLOSED.match(folded, end)
    return Span(first.what, until, hours, weekday, listed, closed.end() if closed else end)


def _hours(folded: str, first: Found, last: Found | None, start: int) -> tuple[Hours | None, int]:
    """Hours of the days: those of both ends, or the ones that follow."""
    told, end = last or first, (last or first).end
    if last and first.time and last.time:
        return Hours(first.time[:2], last.time[:2]), end
    if told.time:
        bare = _WORDED.search(folded, start, end) is not None
        until, after = until_at(folded, end, bare=bare)
        return Hours(told.time[:2], until), after
    if first.time:
        return Hours(first.time[:2]), end
    gap = _GAP.match(folded, end)
    following = hours_at(folded, gap.end()) if gap else None
    return following or (None, end)


def _weekday(folded: str, pos: int) -> tuple[int | None, int]:
    found = _WEEKDAY.match(folded, pos)
    number = WEEKDAYS.get(found[1]) if found else None
    return (number, found.end()) if found and number is not None else (None, pos)


def _weekday_behind(folded: str, pos: int) -> tuple[int | None, int]:
    gap = re.compile(r",? ?").match(folded, pos)
    number, end = _weekday(folded, gap.end() if gap else pos)
    return (number, end) if number is not None else (None, pos)
