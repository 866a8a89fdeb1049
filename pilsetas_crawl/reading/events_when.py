"""When an event is: from the words of a calendar or a text to days and moments.

Moments are on the Europe/Riga clock. The hour skipped in March is moved forward by an hour, the hour repeated
in October is taken as the second one (`pilsetas_crawl.reading.dates_local.on_riga_clock`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pilsetas_crawl.reading.dates_local import (
    RIGA,
    Precision,
    local_reference,
    on_riga_clock,
    year_is_plausible,
)
from pilsetas_crawl.reading.dates_machine import read_machine_date
from pilsetas_crawl.reading.dates_words import clean, fold
from pilsetas_crawl.reading.events_clock import ALL_DAY, Hours, hours_at, is_clock, read_hours
from pilsetas_crawl.reading.events_days import Basis, Days, days_of
from pilsetas_crawl.reading.events_recurring import find_recurrence, first_time
from pilsetas_crawl.reading.events_span import Span, span_at

__all__ = ["Basis", "When", "machine_when", "read_when", "when_at"]

LABELS = ("notiek", "kad", "norises laiks", "pasakuma laiks", "laiks", "datums", "datums un laiks", "sakums")
"""Folded words before the time of an event."""

_LONGEST = 300
_EDGES = " .,;()[]|•·"
_ONE_DAY = timedelta(days=1)
_LAST_HOUR = 24
# The end of a day as calendars write it.
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class When:
    """The time of an event.

    Attributes:
        start: beginning on the Europe/Riga clock; 00:00 of the first day where no time is told.
        end: end; where no time is told 00:00 of the day after the last, else None if no end is told.
        all_day: True where that is said, False where a time is told, None where only days are known.
        precision: minute, day or month.
        basis: how the days were found.
        raw: the words it was read from.
        recurrence: the words again where they tell a recurring time, of which `start` is the first.
    """

    start: datetime
    end: datetime | None
    all_day: bool | None
    precision: Precision
    basis: Basis
    raw: str
    recurrence: str | None = None

    @property
    def start_date(self) -> date:
        """Local day of the beginning."""
        return self.start.date()

    @property
    def end_date(self) -> date:
        """Last local day on which it is on; a midnight belongs to the day before it."""
        if self.end is None or self.end <= self.start:
            return self.start_date
        return (self.end.replace(tzinfo=None) - timedelta(microseconds=1)).date()


def timed(
    start: datetime, end: datetime | None, basis: Basis, raw: str, recurrence: str | None = None
) -> When:
    """The time of an event of which the time of day is told."""
    return When(
        start, end, all_day=False, precision=Precision.MINUTE, basis=basis, raw=raw, recurrence=recurrence
    )


def read_when(
    text: str | None,
    hours: str | None = None,
    *,
    reference: datetime,
    until: str | None = None,
    until_time: str | None = None,
) -> When | None:
    """Read the time of an event from one text, or from the fields of a calendar.

    Args:
        text: day, days or the whole of it; must be nothing but that.
        hours: the calendar's field for the time of day.
        reference: aware moment the text was published or read.
        until: the calendar's field for the last day, where it has one.
        until_time: and for the hour of the end.

    Returns:
        None where no day can be told.

    Raises:
        ValueError: ``reference`` has no time zone.
    """
    today = local_reference(reference).date()
    joined = " - ".join(part for part in (clean(text or ""), clean(until or "")) if part)
    if not joined or len(joined) > _LONGEST:
        return None
    raw = clean(" ".join(part for part in (text, hours, until, until_time) if part))
    told, all_day = read_hours(hours)
    closing, _ = read_hours(until_time)
    if told and closing:
        told = Hours(told.begin, closing.begin)
    cleaned = _unlabelled(joined)
    return _recurring(cleaned, told, all_day, today, raw) or _plain(cleaned, told, all_day, today, raw)


def when_at(cleaned: str, folded: str, pos: int, *, reference: datetime) -> tuple[When, int] | None:
    """Read the time of an event that begins at a place of a cleaned and folded text.

    Returns:
        The time and the place after it, None where no day is told there.
    """
    span = span_at(cleaned, folded, pos)
    days = days_of(span, local_reference(reference).date()) if span else None
    if span is None or days is None:
        return None
    when = _when(days, span.hours, None, _precision(span), cleaned[pos : span.end])
    return (when, span.end) if when else None


def machine_when(start: str | None, end: str | None, *, all_day: bool | None = None) -> When | None:
    """The time of an event from values written by a program; None where the start is none.

    Args:
        start: ISO 8601; without an offset it is the wall clock of Europe/Riga.
        end: the same, or None.
        all_day: what the program says of it; only the days of the values count then.
    """
    begin, finish = read_machine_date(start), read_machine_date(end)
    if begin is None:
        return None
    raw = " ".join(part for part in (start, end) if part)
    last = finish.local_date if finish else begin.local_date
    if all_day or begin.precision is not Precision.MINUTE:
        days = Days(begin.local_date, last, Basis.STATED)
        return _when(days, None, True if all_day else None, Precision.DAY, raw)
    # An end that is the beginning again is a field nobody filled in.
    closing = finish.value if finish and finish.utc != begin.utc else None
    if finish and (finish.precision is not Precision.MINUTE or finish.value.time() >= _LAST_MINUTE):
        closing = _midnight(last + _ONE_DAY)
    return timed(begin.value, closing, Basis.STATED, raw)


def _unlabelled(cleaned: str) -> str:
    head, colon, rest = cleaned.partition(":")
    return rest.strip() if colon and fold(head).strip() in LABELS else cleaned


def _plain(cleaned: str, told: Hours | None, all_day: bool, today: date, raw: str) -> When | None:
    stripped = cleaned.strip(_EDGES)
    span, rest = _whole(stripped)
    days = days_of(span, today) if span else None
    if span is None or days is None or (rest and rest not in ALL_DAY):
        return None
    if rest:
        all_day = True
    return _when(days, told or span.hours, True if all_day else None, _precision(span), raw)


def _whole(stripped: str) -> tuple[Span | None, str]:
    folded = fold(stripped)
    span = span_at(stripped, folded, 0)
    return span, folded[span.end :].strip(_EDGES + "-g") if span else ""


def _recurring(cleaned: str, told: Hours | None, all_day: bool, today: date, raw: str) -> When | None:
    found = find_recurrence(cleaned)
    if found is None:
        return None
    since, until = today, None
    rest = found.rest.strip(_EDGES)
    span, left = _whole(rest)
    if span is not None and not left:
        days = days_of(span, today)
        if days is None:
            return None
        since, until, told = max(days.first, min(today, days.last)), days.last, told or span.hours
    elif rest:
        hours = hours_at(fold(rest), 0)
        if hours is None:
            return None
        told = told or hours[0]
    day = first_time(found.rule, since=since, until=until)
    if day is None:
        return None
    days = Days(day, day, Basis.FIRST_TIME)
    return _when(days, told, True if all_day else None, Precision.DAY, raw, recurrence=raw)


def _precision(span: Span) -> Precision:
    return Precision.MONTH if getattr(span.first, "day", 1) is None else Precision.DAY


def _when(
    days: Days,
    hours: Hours | None,
    all_day: bool | None,
    precision: Precision,
    raw: str,
    *,
    recurrence: str | None = None,
) -> When | None:
    if not all(year_is_plausible(day.year, _midnight(days.first)) for day in days[:2]):
        return None
    if hours is None or all_day:
        whole = _midnight(days.first), _midnight(days.last + _ONE_DAY)
        return When(*whole, all_day, precision, days.basis, raw, recurrence)
    if not is_clock(hours.begin):
        return None
    moments = _on(days.first, hours.begin), _closing(days, hours)
    return timed(*moments, days.basis, raw, recurrence)


def _closing(days: Days, hours: Hours) -> datetime | None:
    if hours.end is None:
        # Nobody said when, but it goes on to the last day.
        return _midnight(days.last + _ONE_DAY) if days.last > days.first else None
    if days.first == days.last and hours.end < hours.begin:
        return _on(days.last + _ONE_DAY, hours.end)
    return _on(days.last, hours.end)


def _on(day: date, clock: tuple[int, int]) -> datetime:
    hour, minute = clock
    if hour == _LAST_HOUR:
        return _midnight(day + _ONE_DAY)
    return on_riga_clock(day.year, day.month, day.day, (hour, minute, 0))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), RIGA)
