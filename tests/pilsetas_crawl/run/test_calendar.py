"""Rule: a day is off where the law says so, moved days included; between days off nobody is at the desk."""

from __future__ import annotations

from datetime import date

import pytest

from pilsetas_crawl.run.calendar import DayKind, day_kind, days_off, no_days_off

# The law's list for 2027, by hand: Easter is on 28 March; 1 and 2 May are a weekend, 4 May is a Tuesday.
OFF_2027 = [
    (1, 1), (3, 26), (3, 28), (3, 29), (5, 1), (5, 4), (6, 23), (6, 24), (11, 18),
    (12, 24), (12, 25), (12, 26), (12, 31),
]  # fmt: skip


@pytest.mark.parametrize(("month", "day"), OFF_2027)
def test_days_of_the_law(month, day):
    assert date(2027, month, day) in days_off(2027)


def test_a_national_day_on_a_weekend_gives_the_next_workday():
    # 4 May 2025 was a Sunday, 18 November 2023 a Saturday.
    assert day_kind(date(2025, 5, 5)) is DayKind.OFF
    assert day_kind(date(2023, 11, 20)) is DayKind.OFF
    # Christmas on a weekend gives nothing: 27 December 2027 is a Monday like others between the years.
    assert day_kind(date(2027, 12, 27)) is DayKind.LULL


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 16), DayKind.MONDAY),
        (date(2026, 11, 18), DayKind.OFF),
        (date(2026, 11, 20), DayKind.FRIDAY),
        (date(2026, 11, 21), DayKind.SATURDAY),
        (date(2026, 11, 22), DayKind.SUNDAY),
        (date(2026, 12, 26), DayKind.SATURDAY),  # off on a Saturday: silent anyway
        (date(2026, 12, 29), DayKind.LULL),
        (date(2024, 1, 2), DayKind.LULL),
        (date(2027, 5, 3), DayKind.LULL),  # a Monday between Sunday and 4 May
        (date(2026, 7, 15), DayKind.WEDNESDAY),
    ],
)
def test_kinds_of_days(day, kind):
    assert day_kind(day) is kind


def test_without_holidays_there_are_weekdays_only():
    assert day_kind(date(2026, 11, 18), no_days_off) is DayKind.WEDNESDAY
    assert day_kind(date(2026, 12, 29), no_days_off) is DayKind.TUESDAY
