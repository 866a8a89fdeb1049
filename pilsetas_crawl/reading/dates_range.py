"""Ranges: two dates, or one day with a beginning and an end time."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from pilsetas_crawl.reading.dates_grammar import CalendarDate, Found, read_clock, scan_whole, skip_label
from pilsetas_crawl.reading.dates_local import DateReading, year_is_plausible
from pilsetas_crawl.reading.dates_resolve import calendar_day, on_day, resolve

_SEPARATOR = re.compile(r",? ?- ?|,? lidz ")
_FROM = re.compile(r"no ")
_DAY_ALONE = re.compile(r"(?:(?P<y>\d{4})\.? ?(?:gada |g\. ?)?)?(?P<d>\d{1,2})\.?")


def find_range(cleaned: str, folded: str, now: datetime, raw: str) -> tuple[DateReading, DateReading] | None:
    """Read a text that is one range and nothing else; ``None`` otherwise or when it runs backwards."""
    start = skip_label(folded)
    if leading := _FROM.match(folded, start):
        start = leading.end()
    for gap in _SEPARATOR.finditer(folded, start):
        # A hyphen inside a date separates nothing: then one of the sides is no date, and the next is tried.
        left = _Side(cleaned[start : gap.start()], folded[start : gap.start()])
        right = _Side(cleaned[gap.end() :], folded[gap.end() :])
        if pair := left.until(right, now, raw):
            return pair
    return None


class _Side:
    """The text on one side of a separator and the date it holds, if any."""

    def __init__(self, cleaned: str, folded: str) -> None:
        self.folded = folded
        self.found: Found | None = scan_whole(cleaned, folded)

    def until(self, right: "_Side", now: datetime, raw: str) -> tuple[DateReading, DateReading] | None:
        """Pair this side as the beginning with ``right`` as the end."""
        try:
            if right.found is None:
                return self._until_time(read_clock(right.folded), now, raw)
            pair = self._until_date(right.found, now, raw)
        except ValueError:
            # An impossible day or time on either side.
            return None
        return pair if pair and pair[0].value <= pair[1].value else None

    def _until_time(
        self, end_time: tuple[int, int, int] | None, now: datetime, raw: str
    ) -> tuple[DateReading, DateReading] | None:
        start = resolve(self.found, now, raw) if self.found and self.found.time and end_time else None
        if start is None:
            return None
        end = on_day(start.local_date, end_time, raw)
        if end.value < start.value:
            # "22:00 - 02:00" ends after midnight.
            end = on_day(start.local_date + timedelta(days=1), end_time, raw)
        return start, end

    def _until_date(self, right: Found, now: datetime, raw: str) -> tuple[DateReading, DateReading] | None:
        left = self.found or self._day_of_month_in(right)
        if left is None:
            return None
        if _names_a_day(left.what) and _names_a_day(right.what):
            return _calendar_pair(left, right, now, raw)
        first, last = resolve(left, now, raw), resolve(right, now, raw)
        return (first, last) if first and last else None

    def _day_of_month_in(self, right: Found) -> Found | None:
        """Read "3." in "3.–9. novembrī": a day of the month on the right, never after the day there."""
        alone, end = _DAY_ALONE.fullmatch(self.folded), right.what
        if not alone or not isinstance(end, CalendarDate) or not end.day or int(alone["d"]) > end.day:
            return None
        year = int(alone["y"]) if alone["y"] else end.year
        return Found(CalendarDate(year, end.month, int(alone["d"])), None, len(self.folded))


def _names_a_day(what: object) -> bool:
    return isinstance(what, CalendarDate) and what.day is not None


def _calendar_pair(
    left: Found, right: Found, now: datetime, raw: str
) -> tuple[DateReading, DateReading] | None:
    if not isinstance(left.what, CalendarDate) or not isinstance(right.what, CalendarDate):
        return None
    days = _settle_years(left.what, right.what, now.date())
    if days is None or not all(year_is_plausible(day.year, now) for day in days):
        return None
    return on_day(days[0], left.time, raw), on_day(days[1], right.time, raw)


def _settle_years(left: CalendarDate, right: CalendarDate, today: date) -> tuple[date, date] | None:
    """Give both days their years; one stated year serves both, the turn of the year allowed for.

    With no year stated the range nearest to ``today`` is meant, one that holds it being nearest of all,
    and of two equally near ones the earlier.

    Raises:
        ValueError: a day does not exist in the stated year.
    """
    if left.year is not None and right.year is not None:
        return calendar_day(left), calendar_day(right)
    if left.year is not None:
        return _ordered(left, replace(right, year=left.year), end_moves=True)
    if right.year is not None:
        return _ordered(replace(left, year=right.year), right, end_moves=False)
    return _nearest_range(left, right, today)


def _ordered(left: CalendarDate, right: CalendarDate, *, end_moves: bool) -> tuple[date, date]:
    first, last = calendar_day(left), calendar_day(right)
    if first <= last:
        return first, last
    if end_moves:
        return first, calendar_day(replace(right, year=last.year + 1))
    return calendar_day(replace(left, year=first.year - 1)), last


def _nearest_range(left: CalendarDate, right: CalendarDate, today: date) -> tuple[date, date] | None:
    near = []
    for year in range(today.year - 1, today.year + 2):
        try:
            first, last = _ordered(replace(left, year=year), replace(right, year=year), end_moves=True)
        except ValueError:
            # 29 February in a year without one.
            continue
        distance = max(first - today, today - last, timedelta(0))
        near.append((distance, first, last))
    return min(near)[1:] if near else None
