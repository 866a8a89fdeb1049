"""Rule: a silence is an alarm when this source, on these days, would hardly ever be so silent by itself."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from pilsetas_crawl.run.calendar import DayKind, day_kind
from pilsetas_crawl.run.rhythm import judge_silence, learn, silence_since

DAY = timedelta(days=1)
FIRST = date(2025, 1, 6)  # a Monday


def every(kinds, first=FIRST, last=date(2026, 11, 13), count=2):
    """Articles on each day of some kinds."""
    days = (first + DAY * n for n in range((last - first).days + 1))
    return {day: count for day in days if day_kind(day) in kinds}


WORKDAYS = [kind for kind in DayKind if kind.work]


def silence(days, today, *, looked=FIRST, platform="tvp"):
    return judge_silence(days, since=FIRST, last=max(days), looked=looked, today=today, platform=platform)[1]


def test_a_source_of_every_workday_is_missed_after_two_workdays():
    days = every(WORKDAYS, last=date(2026, 11, 11))  # the last article on a Wednesday
    assert not silence(days, date(2026, 11, 13)).odd  # Thursday was silent
    told = silence(days, date(2026, 11, 14))  # and Friday
    assert told.odd
    assert told.days == 2
    assert told.expected == pytest.approx(2, abs=0.1)


def test_a_weekend_is_no_silence():
    days = every(WORKDAYS, last=date(2026, 11, 13))  # a Friday
    for today in (date(2026, 11, 15), date(2026, 11, 16), date(2026, 11, 17)):
        assert not silence(days, today).odd, today
    assert silence(days, date(2026, 11, 18)).odd  # Monday and Tuesday were silent


def test_christmas_is_no_silence():
    days = every(WORKDAYS, last=date(2026, 12, 23))
    # Thursday 24 and Friday 25 December are off, then a weekend: no workday has passed.
    assert not silence(days, date(2026, 12, 28)).odd


def test_two_days_off_in_june_are_no_silence():
    days = every(WORKDAYS, last=date(2026, 6, 19))
    # Monday 22 June 2026 was moved by decree, 23 and 24 are off: no workday has passed until Thursday.
    assert not silence(days, date(2026, 6, 25)).odd
    # The same days of a November would have been.
    assert silence(every(WORKDAYS, last=date(2026, 11, 6)), date(2026, 11, 12)).odd


def test_a_weekly_source_may_be_silent_for_weeks():
    days = every([DayKind.WEDNESDAY])
    last = max(days)
    assert not silence(days, last + DAY * 15).odd
    assert silence(days, last + DAY * 45).odd


def test_a_silence_as_long_as_one_before_is_none():
    days = every(WORKDAYS)
    for day in [day for day in days if date(2026, 3, 2) <= day <= date(2026, 3, 5)]:
        del days[day]  # four silent workdays in March
    last = max(days)
    assert last == date(2026, 11, 13)
    assert not silence(days, date(2026, 11, 18)).odd


def test_what_was_before_the_first_look_is_not_held_against_a_source():
    days = every(WORKDAYS, last=date(2026, 10, 1))
    assert silence(days, date(2026, 11, 13)).odd
    assert silence(days, date(2026, 11, 13), looked=date(2026, 11, 12)).days == 0


def test_little_history_is_judged_with_patience():
    known = learn(every(WORKDAYS), FIRST, date(2026, 11, 13))
    young = learn(every(WORKDAYS, first=date(2026, 11, 2)), date(2026, 11, 2), date(2026, 11, 13))
    two = [silence_since(rhythm, date(2026, 11, 11), date(2026, 11, 14)) for rhythm in (known, young)]
    assert [one.odd for one in two] == [True, False]
    # Even of a new source a month of silence is told.
    assert silence_since(young, date(2026, 11, 13), date(2026, 12, 14)).odd


@pytest.mark.parametrize(("today", "asked"), [("2026-11-16", False), ("2026-11-27", True)])
def test_the_calendar_is_only_loaded_where_something_may_be_odd(today, asked):
    """It costs a fifth of a second, and most runs of most sources find nothing odd."""
    code = f"""
import sys
from datetime import date, timedelta
from pilsetas_crawl.run.rhythm import judge_silence
days = [date(2026, 1, 5) + timedelta(days=n) for n in range(313)]
told = judge_silence(
    {{day: 1 for day in days if day.weekday() < 5}}, since=days[0], last=days[-1], looked=days[0],
    today=date.fromisoformat({today!r}),
)
print("holidays" in sys.modules, told[1].odd)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.split() == [str(asked), str(asked)]
