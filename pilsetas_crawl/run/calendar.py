"""Days as a Latvian office lives them: workdays, days off by law, and the days when nobody is at the desk.

Days off are those of the law "Par svētku, atceres un atzīmējamām dienām": 1 January, Good Friday, Easter
Sunday and Monday, 1 and 4 May, Mother's Day, Whitsun, 23 and 24 June, 18 November, 24 to 26 and 31 December;
4 May and 18 November give the next workday when they fall on a weekend. Workdays moved by decree of the
government are in the library as far as they are decreed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import IntEnum
from functools import cache, lru_cache

DAY = timedelta(days=1)
_SATURDAY = 5


class DayKind(IntEnum):
    """Kinds of day a source behaves alike on; the first seven are ordinary weekdays."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6
    OFF = 7  # a workday by the week that is a day off by law
    LULL = 8  # a workday between days off, or between Christmas and New Year

    @property
    def work(self) -> bool:
        """Whether it is an ordinary workday."""
        return self < DayKind.SATURDAY


DaysOff = Callable[[int], frozenset[date]]


@cache
def days_off(year: int) -> frozenset[date]:
    """Public holidays of a year, moved ones included."""
    # 0.2 s to import: only a run whose source has been silent for days pays for it.
    from holidays import country_holidays  # noqa: PLC0415 # see above

    return frozenset(country_holidays("LV", years=year))


def no_days_off(_year: int) -> frozenset[date]:
    """A year without holidays, for a first rough look."""
    return frozenset()


@lru_cache(maxsize=4096)
def day_kind(day: date, off: DaysOff = days_off) -> DayKind:
    """What kind of day it is.

    Args:
        day: a local day.
        off: gives the days off of a year.
    """
    if day.weekday() >= _SATURDAY:
        return DayKind(day.weekday())
    if day in off(day.year):
        return DayKind.OFF
    return DayKind.LULL if _lull(day, off) else DayKind(day.weekday())


def _lull(day: date, off: DaysOff) -> bool:
    if (day.month, day.day) >= (12, 27) or (day.month, day.day) == (1, 2):
        return off is not no_days_off
    return all(near.weekday() >= _SATURDAY or near in off(near.year) for near in (day - DAY, day + DAY))
