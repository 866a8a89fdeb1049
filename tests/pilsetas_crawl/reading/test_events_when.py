"""Rules for when an event is, as calendars and texts say it.

1. A time told makes a moment (`all_day` False). "Visu dienu" makes days (`all_day` True). Neither: the days
   are known and the time is not (`all_day` None). Without a time, start is 00:00 of the first day and end is
   00:00 of the day after the last.
2. An end that is before its beginning on one day is on the next day. Hours beside a range of days open on the
   first day and close on the last.
3. A missing year is the one of the nearest time that is not over; a week late still counts as the same. A
   weekday told must agree and so chooses the year. A stated year is never changed.
4. Recurring: the text is kept, the start is the first time from the day of reading on within the days told.
5. The hour skipped in March is moved forward, the hour repeated in October is the second one.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.reading.events_when import Basis, When, machine_when, read_when

NOW = datetime(2026, 11, 20, 12, tzinfo=RIGA)  # a Friday


def wall(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else None


def read(date: str, time: str | None = None, now: datetime = NOW) -> When:
    when = read_when(date, time, reference=now)
    assert when is not None, (date, time)
    return when


YEAR = "1. janvāris, 2026 – 31. decembris, 2026"
NEW_YEAR = "31. decembris, 2026 – 1. janvāris, 2027"

# date text, time text, start, end, all day, precision
CALENDAR = [
    ("14. septembris, 2026", "19.45-20.45", "2026-09-14 19:45", "2026-09-14 20:45", False, "minute"),
    ("14. septembris, 2026", "19:45 – 20:45", "2026-09-14 19:45", "2026-09-14 20:45", False, "minute"),
    ("14. septembris, 2026", "19.45", "2026-09-14 19:45", None, False, "minute"),
    ("14. septembris, 2026", "plkst. 19.45", "2026-09-14 19:45", None, False, "minute"),
    ("14. septembris, 2026", "Plkst.19", "2026-09-14 19:00", None, False, "minute"),
    ("14. septembris, 2026", "no 10.00 līdz 14.00", "2026-09-14 10:00", "2026-09-14 14:00", False, "minute"),
    ("14. septembris, 2026", "plkst. 10–14", "2026-09-14 10:00", "2026-09-14 14:00", False, "minute"),
    ("14. septembris, 2026", "Visu dienu", "2026-09-14 00:00", "2026-09-15 00:00", True, "day"),
    ("14. septembris, 2026", "visa diena", "2026-09-14 00:00", "2026-09-15 00:00", True, "day"),
    ("14. septembris, 2026", None, "2026-09-14 00:00", "2026-09-15 00:00", None, "day"),
    ("14. septembris, 2026", "", "2026-09-14 00:00", "2026-09-15 00:00", None, "day"),
    ("14. septembris, 2026", "vakarā", "2026-09-14 00:00", "2026-09-15 00:00", None, "day"),
    ("14. septembris, 2026", "25.00", "2026-09-14 00:00", "2026-09-15 00:00", None, "day"),
    ("14. septembris, 2026", "22.00-02.00", "2026-09-14 22:00", "2026-09-15 02:00", False, "minute"),
    ("14. septembris, 2026", "20.00-24.00", "2026-09-14 20:00", "2026-09-15 00:00", False, "minute"),
    ("14. septembris, 2026", "18.00 un 20.00", "2026-09-14 18:00", None, False, "minute"),
    (YEAR, "Visu dienu", "2026-01-01 00:00", "2027-01-01 00:00", True, "day"),
    ("1. janvāris, 2026 - 31. decembris, 2026", None, "2026-01-01 00:00", "2027-01-01 00:00", None, "day"),
    (YEAR, "10.00-18.00", "2026-01-01 10:00", "2026-12-31 18:00", False, "minute"),
    (NEW_YEAR, "22.00-03.00", "2026-12-31 22:00", "2027-01-01 03:00", False, "minute"),
    ("5. marts, 2027", "12.00", "2027-03-05 12:00", None, False, "minute"),
    ("14.09.2026.", "19.45-20.45", "2026-09-14 19:45", "2026-09-14 20:45", False, "minute"),
    ("2026-09-14", "19:45", "2026-09-14 19:45", None, False, "minute"),
]  # fmt: skip

# One text that says it all.
TEXTS = [
    ("Notiek: 6. februāris 15:00 - 16:40", "2027-02-06 15:00", "2027-02-06 16:40", False),
    ("21. novembrī plkst. 18.00", "2026-11-21 18:00", None, False),
    ("21. novembrī, plkst. 18:00–20:00", "2026-11-21 18:00", "2026-11-21 20:00", False),
    ("21.11.2026. plkst. 18.00", "2026-11-21 18:00", None, False),
    ("2026. gada 21. novembrī", "2026-11-21 00:00", "2026-11-22 00:00", None),
    ("31. oktobrī–9. novembrī", "2027-10-31 00:00", "2027-11-10 00:00", None),
    ("no 23. līdz 29. novembrim", "2026-11-23 00:00", "2026-11-30 00:00", None),
    ("23.–29. novembrī", "2026-11-23 00:00", "2026-11-30 00:00", None),
    ("8.-14. maijam", "2027-05-08 00:00", "2027-05-15 00:00", None),
    ("no 2026. gada 30. novembra līdz 6. decembrim", "2026-11-30 00:00", "2026-12-07 00:00", None),
    ("30.11.2026–02.12.2026", "2026-11-30 00:00", "2026-12-03 00:00", None),
    ("30.11.2026. - 02.12.2026.", "2026-11-30 00:00", "2026-12-03 00:00", None),
    ("28. un 29. novembrī", "2026-11-28 00:00", "2026-11-30 00:00", None),
    ("23.–29. novembrī plkst. 10.00–18.00", "2026-11-23 10:00", "2026-11-29 18:00", False),
    ("19 Feb 08:00 - 31 Dec 16:00", "2026-02-19 08:00", "2026-12-31 16:00", False),
    ("rīt plkst. 10.00", "2026-11-21 10:00", None, False),
    ("šodien", "2026-11-20 00:00", "2026-11-21 00:00", None),
    ("otrdien, plkst. 18.00", "2026-11-24 18:00", None, False),
    ("piektdien plkst. 18.00", "2026-11-20 18:00", None, False),
    ("2026. gada decembrī", "2026-12-01 00:00", "2027-01-01 00:00", None),
]

# Year not told: text, day of reading, first day.
YEARLESS = [
    ("5. janvāris", "2026-12-28", "2027-01-05"),  # over New Year
    ("28. decembris", "2027-01-02", "2026-12-28"),  # still listed five days after it
    ("28. decembris", "2027-01-05", "2027-12-28"),  # eight days after it is not "still"
    ("13. novembris", "2026-11-20", "2026-11-13"),  # a week late exactly
    ("12. novembris", "2026-11-20", "2027-11-12"),
    ("20. novembris", "2026-11-20", "2026-11-20"),
    ("16 / Sep / 16:00", "2026-09-10", "2026-09-16"),
    ("16 Sep", "2026-08-01", "2026-09-16"),
    ("29. februāris", "2027-11-20", "2028-02-29"),
    ("28. decembris – 3. janvāris", "2027-01-02", "2026-12-28"),  # it is on
    ("28. decembris – 3. janvāris", "2026-12-01", "2026-12-28"),
    ("no 28. decembra līdz 3. janvārim", "2027-01-20", "2027-12-28"),
    ("19 Feb - 31 Dec", "2026-11-20", "2026-02-19"),
    ("19 Feb - 31 Dec", "2027-01-03", "2026-02-19"),
    ("19 Feb - 31 Dec", "2027-01-20", "2027-02-19"),
]

# A weekday beside the date: text, day of reading, first day.
WEEKDAYS = [
    ("Trešdien, 25. novembrī", "2026-11-20", "2026-11-25"),
    ("trešdien, 25.novembrī plkst. 18.00", "2026-11-20", "2026-11-25"),
    ("Otrdien, 5. janvārī", "2026-12-28", "2027-01-05"),
    ("Trešdien, 29. oktobrī", "2026-11-20", "2025-10-29"),  # an old page: 2027's is a Friday
    ("29. oktobris (ceturtdiena)", "2026-11-20", "2026-10-29"),
    ("Pirmdien, 21. novembrī, 2026", "2026-11-20", "2026-11-21"),  # the stated year stands
]

RECURRING = [
    ("katru otrdienu plkst. 17.00", None, "2026-11-24 17:00", None),
    ("katru piektdienu plkst. 17.00", None, "2026-11-20 17:00", None),
    ("Katru dienu", "10.00-18.00", "2026-11-20 10:00", "2026-11-20 18:00"),
    ("katru dienu", None, "2026-11-20 00:00", "2026-11-21 00:00"),
    ("otrdienās un ceturtdienās plkst. 10.00–12.00", None, "2026-11-24 10:00", "2026-11-24 12:00"),
    ("darba dienās no plkst. 9.00 līdz 17.00", None, "2026-11-20 09:00", "2026-11-20 17:00"),
    ("brīvdienās plkst. 12.00", None, "2026-11-21 12:00", None),
    ("katra mēneša pirmajā svētdienā plkst. 11.00", None, "2026-12-06 11:00", None),
    ("katru mēneša pēdējo sestdienu", "9.00", "2026-11-28 09:00", None),
    ("no 1. decembra līdz 31. maijam katru otrdienu plkst. 17.00", None, "2026-12-01 17:00", None),
    ("1. septembris, 2026 – 31. maijs, 2027 katru otrdienu", "17.00", "2026-11-24 17:00", None),
]

NOTHING = [
    "", "drīzumā", "Visu dienu", "19.45", "2026", "31. februāris", "32.13.2026", "Trešdien, 31. februārī",
    "14. septembris, 2026 un vēl kas", "12/2026", "pirms 2 dienām", "datums tiks precizēts",
    "31. decembris, 2026 – 1. janvāris, 2026",
]  # fmt: skip


@pytest.mark.parametrize(("date", "time", "start", "end", "all_day", "precision"), CALENDAR)
def test_a_calendar_says_date_and_time_in_two_fields(date, time, start, end, all_day, precision):
    when = read(date, time)
    assert (wall(when.start), wall(when.end)) == (start, end)
    assert (when.all_day, str(when.precision)) == (all_day, precision)
    assert (when.basis, when.recurrence) == (Basis.STATED, None)


@pytest.mark.parametrize(("text", "start", "end", "all_day"), TEXTS)
def test_one_text_says_it_all(text, start, end, all_day):
    when = read(text)
    assert (wall(when.start), wall(when.end), when.all_day) == (start, end, all_day)


@pytest.mark.parametrize(("text", "day", "first"), YEARLESS)
def test_without_a_year_the_nearest_that_is_not_over(text, day, first):
    when = read(text, now=datetime.fromisoformat(f"{day}T12:00+02:00"))
    assert when.start_date.isoformat() == first
    assert when.basis is Basis.YEAR_CHOSEN


@pytest.mark.parametrize(("text", "day", "first"), WEEKDAYS)
def test_a_weekday_chooses_the_year(text, day, first):
    assert read(text, now=datetime.fromisoformat(f"{day}T12:00+02:00")).start_date.isoformat() == first


def test_a_weekday_that_no_near_year_has_is_no_date():
    # 30 February aside: 25 November is a Wednesday in 2026, and no Monday from 2025 to 2028.
    assert read_when("Pirmdien, 25. novembrī", reference=NOW) is None


@pytest.mark.parametrize(("date", "time", "start", "end"), RECURRING)
def test_what_recurs_keeps_its_words_and_begins_with_its_first_time(date, time, start, end):
    when = read(date, time)
    assert (wall(when.start), wall(when.end)) == (start, end)
    assert when.basis is Basis.FIRST_TIME
    assert when.recurrence is not None
    assert when.recurrence.startswith(date)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_date_gives_nothing(text):
    assert read_when(text, reference=NOW) is None


def test_two_dates_in_two_pairs_of_fields():
    when = read_when("19 Feb", "08:00", reference=NOW, until="31 Dec", until_time="16:00")
    assert when is not None
    assert (wall(when.start), wall(when.end)) == ("2026-02-19 08:00", "2026-12-31 16:00")


@pytest.mark.parametrize(
    ("date", "time", "start", "end"),
    [
        ("29. marts, 2026", "03.30", "2026-03-29T04:30+03:00", None),
        ("29. marts, 2026", "02.00-03.30", "2026-03-29T02:00+02:00", "2026-03-29T04:30+03:00"),
        ("28. marts, 2026", "22.00-03.30", "2026-03-28T22:00+02:00", "2026-03-29T04:30+03:00"),
        ("25. oktobris, 2026", "03.30", "2026-10-25T03:30+02:00", None),
        ("25. oktobris, 2026", "02.30-03.30", "2026-10-25T02:30+03:00", "2026-10-25T03:30+02:00"),
        ("29. marts, 2026", "Visu dienu", "2026-03-29T00:00+02:00", "2026-03-30T00:00+03:00"),
        ("25. oktobris, 2026", None, "2026-10-25T00:00+03:00", "2026-10-26T00:00+02:00"),
    ],
)
def test_both_clock_changes(date, time, start, end):
    when = read(date, time)
    # Compared in UTC: Python calls a time of the repeated hour unequal to itself in any other zone.
    assert when.start.astimezone(UTC) == datetime.fromisoformat(start)
    assert (when.end and when.end.astimezone(UTC)) == (datetime.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("date", "time", "last"),
    [
        ("14. septembris, 2026", "19.45", "2026-09-14"),  # no end told: it ends on its day
        ("14. septembris, 2026", "22.00-02.00", "2026-09-15"),
        ("14. septembris, 2026", "20.00-24.00", "2026-09-14"),  # midnight belongs to the day before
        ("14. septembris, 2026", "Visu dienu", "2026-09-14"),
        ("1. janvāris, 2026 – 31. decembris, 2026", None, "2026-12-31"),
    ],
)
def test_the_last_day_is_the_last_on_which_it_is_on(date, time, last):
    assert read(date, time).end_date.isoformat() == last


def test_the_words_are_kept():
    when = read("14. septembris, 2026", " Visu  dienu ")
    assert when.raw == "14. septembris, 2026 Visu dienu"


@pytest.mark.parametrize(
    ("start", "end", "all_day", "expected"),
    [
        ("2026-11-21T16:00Z", "2026-11-21T18:00Z", False, ("2026-11-21 18:00", "2026-11-21 20:00", False)),
        ("2026-11-21 18:00:00", None, None, ("2026-11-21 18:00", None, False)),
        ("2026-11-21 18:00:00", "2026-11-21 18:00:00", False, ("2026-11-21 18:00", None, False)),
        ("2026-11-21", None, None, ("2026-11-21 00:00", "2026-11-22 00:00", None)),
        ("2026-11-21", "2026-11-23", None, ("2026-11-21 00:00", "2026-11-24 00:00", None)),
        ("2026-11-21 00:00:00", "2026-11-22 23:59:59", True, ("2026-11-21 00:00", "2026-11-23 00:00", True)),
    ],
)  # fmt: skip
def test_values_written_by_programs(start, end, all_day, expected):
    when = machine_when(start, end, all_day=all_day)
    assert when is not None
    assert (wall(when.start), wall(when.end), when.all_day) == expected


@pytest.mark.parametrize("start", ["", None, "drīzumā", "2026-13-40"])
def test_a_program_may_write_nonsense_too(start):
    assert machine_when(start, None) is None


def test_a_reference_needs_a_zone():
    with pytest.raises(ValueError, match="no time zone"):
        read_when("14. septembris, 2026", reference=datetime(2026, 1, 1))  # noqa: DTZ001 # that is the case
