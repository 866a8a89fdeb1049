"""From a date expression to a moment: missing years, relative words and impossible values."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pilsetas_crawl.reading.dates_grammar import Ago, CalendarDate, Found, RelativeDay, Weekday
from pilsetas_crawl.reading.dates_local import (
    RIGA,
    DateReading,
    Precision,
    on_riga_clock,
    year_is_plausible,
)

_FIXED_UNITS = {
    "seconds": timedelta(seconds=1),
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
}
_CLOCK_UNITS = frozenset(("seconds", "minutes", "hours"))
_MONTHS_IN = {"months": 1, "years": 12}


def resolve(found: Found, now: datetime, raw: str) -> DateReading | None:
    """Turn an expression into a reading; ``None`` for what no calendar holds or no municipality dates.

    Args:
        found: the expression.
        now: the reference on the Europe/Riga clock.
        raw: the text to keep beside the value.
    """
    try:
        reading = _resolve(found, now, raw)
    except (ValueError, OverflowError):
        # 31.02., 25:00, "pirms 9999 gadiem": there is no such moment.
        return None
    return reading if reading and year_is_plausible(reading.value.year, now) else None


def _resolve(found: Found, now: datetime, raw: str) -> DateReading | None:
    match found.what:
        case DateReading() as reading:
            return replace(reading, raw=raw)
        case Ago() as ago if ago.unit in _CLOCK_UNITS:
            return _instant_ago(ago, now, raw) if found.time is None else None
        case CalendarDate(day=None) as month:
            return _month(month, raw) if found.time is None else None
        case _:
            day = local_day(found, now)
            return on_day(day, found.time, raw) if day else None


def on_day(day: date, time: tuple[int, int, int] | None, raw: str) -> DateReading:
    """Make a reading of a day and an optional time.

    Raises:
        ValueError: no such time.
    """
    value = on_riga_clock(day.year, day.month, day.day, time or (0, 0, 0))
    return DateReading(value, Precision.MINUTE if time else Precision.DAY, "latvian", raw)


def local_day(found: Found, now: datetime) -> date | None:
    """Give the calendar day of an expression; ``None`` when it names none.

    Raises:
        ValueError: the day does not exist.
        OverflowError: it lies outside the calendar.
    """
    today = now.date()
    match found.what:
        case CalendarDate(day=int(day)) as written:
            return calendar_day(written) if written.year else nearest_year(written.month, day, today)
        case RelativeDay(days=days):
            return today + timedelta(days=days)
        case Weekday(number=number):
            # Three days back to three days ahead: never a tie.
            return today + timedelta(days=(number - today.weekday() + 3) % 7 - 3)
        case Ago(count=count, unit=unit):
            step = _FIXED_UNITS.get(unit)
            return today - count * step if step else _months_before(today, count * _MONTHS_IN[unit])
        case _:
            return None


def calendar_day(written: CalendarDate) -> date:
    """Give the day of a date written out in full.

    Raises:
        ValueError: there is no such day, or a part is missing.
    """
    return date(written.year or 0, written.month, written.day or 0)


def nearest_year(month: int, day: int, today: date) -> date | None:
    """Give a day without a year the year that puts it nearest to ``today``; of two equal ones the past.

    29 February counts only if last, this or next year has one: farther away it would be a guess.
    """
    near = [there for year in range(today.year - 1, today.year + 2) if (there := _day(year, month, day))]
    return min(near, key=lambda there: (abs(there - today), there), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(month: CalendarDate, raw: str) -> DateReading | None:
    if month.year is None:
        return None
    return DateReading(on_riga_clock(month.year, month.month, 1), Precision.MONTH, "latvian", raw)


def _instant_ago(ago: Ago, now: datetime, raw: str) -> DateReading:
    # Counted in UTC: an hour ago is an hour ago on the nights of the clock changes, too.
    instant = now.astimezone(UTC) - ago.count * _FIXED_UNITS[ago.unit]
    value = instant.replace(second=0, microsecond=0).astimezone(RIGA)
    return DateReading(value, Precision.MINUTE, "latvian", raw)


def _months_before(today: date, months: int) -> date:
    """Count whole months back on the calendar; the 31st becomes the last day of a shorter month."""
    year, index = divmod(today.year * 12 + today.month - 1 - months, 12)
    if year < 1:
        raise OverflowError(f"{months} months before {today} is before the calendar begins")
    return date(year, index + 1, min(today.day, monthrange(year, index + 1)[1]))
