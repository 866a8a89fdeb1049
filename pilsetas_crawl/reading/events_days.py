"""Which days a written span means: missing years, weekdays, days counted from the day of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from pilsetas_crawl.reading.dates_grammar import CalendarDate, RelativeDay, Weekday
from pilsetas_crawl.reading.dates_local import DateReading
from pilsetas_crawl.reading.dates_resolve import calendar_day
from pilsetas_crawl.reading.events_span import Day, Span

LATE = timedelta(days=7)
"""How long after its end an event may still stand on a list and be that event, not the next year's."""

_DAYS_OF_WEEK = 7
_DECEMBER = 12


class Basis(StrEnum):
    """How the days of an event were found."""

    STATED = "stated"
    YEAR_CHOSEN = "year chosen"
    RELATIVE = "counted from the day of reading"
    FIRST_TIME = "first time"


class Days(NamedTuple):
    """First and last day of an event."""

    first: date
    last: date
    basis: Basis


def days_of(span: Span, today: date) -> Days | None:
    """The days of a span, seen from the day it was read on.

    A year told once serves both ends. Not told at all it is the one that gives the nearest time that is not
    over for more than a week; a weekday told must agree, which may mean a past year.

    Returns:
        None for days no calendar has, that run backwards, or that no near year has on the weekday told.
    """
    try:
        return _days(span, today)
    except (ValueError, OverflowError):
        return None


def _days(span: Span, today: date) -> Days | None:
    first, last = span.first, span.last if span.last is not None else span.first
    if isinstance(first, CalendarDate) and isinstance(last, CalendarDate):
        return _calendar(first, last, span.weekday, today)
    begin, end = _day(first, today), _day(last, today)
    if begin is None or end is None or end < begin:
        return None
    stated = all(isinstance(day, DateReading | CalendarDate) for day in (first, last))
    return Days(begin, end, Basis.STATED if stated else Basis.RELATIVE)


def _day(what: Day, today: date) -> date | None:
    match what:
        case DateReading():
            return what.local_date
        case RelativeDay(days=days):
            return today + timedelta(days=days)
        case Weekday(number=number):
            return today + timedelta(days=(number - today.weekday()) % _DAYS_OF_WEEK)
        case CalendarDate() if what.year and what.day:
            return calendar_day(what)
    return None


def _calendar(first: CalendarDate, last: CalendarDate, weekday: int | None, today: date) -> Days | None:
    if first.day is None or last.day is None:
        return _month(first) if first == last and first.year else None
    if first.year is not None and last.year is not None:
        pair = calendar_day(first), calendar_day(last)
        return Days(*pair, Basis.STATED) if pair[0] <= pair[1] else None
    if first.year is not None:
        begin = calendar_day(first)
        ends = (calendar_day(replace(last, year=begin.year + more)) for more in (0, 1))
        return Days(begin, next(end for end in ends if end >= begin), Basis.STATED)
    if last.year is not None:
        end = calendar_day(last)
        begins = (calendar_day(replace(first, year=end.year - less)) for less in (0, 1))
        return Days(next(begin for begin in begins if begin <= end), end, Basis.STATED)
    return _nearest(list(_in_near_years(first, last, today)), weekday, today)


def _month(written: CalendarDate) -> Days:
    first = date(written.year or 0, written.month, 1)
    over, month = divmod(written.month, _DECEMBER)
    return Days(first, date(first.year + over, month + 1, 1) - timedelta(days=1), Basis.STATED)


def _in_near_years(first: CalendarDate, last: CalendarDate, today: date) -> Iterator[tuple[date, date]]:
    for year in range(today.year - 1, today.year + 3):
        try:
            begin, end = (calendar_day(replace(day, year=year)) for day in (first, last))
            if end < begin:
                end = calendar_day(replace(last, year=year + 1))
        except ValueError:
            # 29 February in a year without one.
            continue
        yield begin, end


def _nearest(pairs: list[tuple[date, date]], weekday: int | None, today: date) -> Days | None:
    agreeing = [pair for pair in pairs if weekday is None or pair[0].weekday() == weekday]
    coming = [pair for pair in agreeing if pair[1] >= today - LATE]
    if coming:
        return Days(*coming[0], Basis.YEAR_CHOSEN)
    # Only a weekday can leave nothing but the past; without one some coming year always fits.
    return Days(*agreeing[-1], Basis.YEAR_CHOSEN) if agreeing and weekday is not None else None
