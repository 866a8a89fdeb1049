"""Whole texts that are one date. Expected values follow from the calendar and the rule each class names."""

import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pilsetas_crawl.reading.dates import RIGA, Precision, read_date

THURSDAY = datetime(2025, 10, 30, 12, 0, tzinfo=RIGA)


def local(text: str, reference: datetime = THURSDAY) -> tuple[str, str] | None:
    """Read and give (local wall time, precision)."""
    reading = read_date(text, reference=reference)
    if reading is None:
        return None
    assert reading.raw == text
    assert reading.value.tzinfo is RIGA
    return f"{reading.value:%Y-%m-%d %H:%M}", reading.precision.value


# Rule: what a site prints as a date is that day, and the minute only if it prints one.
DAYS = [
    ("30.10.2025", "2025-10-30"),
    ("29.10.2025.", "2025-10-29"),
    ("05.03.2025", "2025-03-05"),
    ("5.3.2025", "2025-03-05"),
    ("05.03.25", "2025-03-05"),
    ("05.03.25.", "2025-03-05"),
    ("8.05.2020.", "2020-05-08"),
    ("29. 10. 2025.", "2025-10-29"),
    ("30.10.2025. g.", "2025-10-30"),
    ("30.10.", "2025-10-30"),
    ("13-05-2016", "2016-05-13"),
    ("2025/10/30", "2025-10-30"),
    ("2025 10 30", "2025-10-30"),
    ("2020.12.30", "2020-12-30"),
    ("2021-07-19", "2021-07-19"),
    ("29.okt. 2025", "2025-10-29"),
    ("30. okt.", "2025-10-30"),
    ("30. okt. 2025", "2025-10-30"),
    ("30 okt 2025", "2025-10-30"),
    ("3. nov. 2025", "2025-11-03"),
    ("7. mart. 2025", "2025-03-07"),
    ("30. oktobris 2025", "2025-10-30"),
    ("30. oktobris, 2025", "2025-10-30"),
    ("Oktobris 30, 2025", "2025-10-30"),
    ("30 marts, 2026", "2026-03-30"),
    ("Ceturtdiena, 30. oktobris, 2025", "2025-10-30"),
    ("Ceturtdiena, 30.10.2025", "2025-10-30"),
    ("30.10.2025, ceturtdiena", "2025-10-30"),
    ("Pirmdiena, 03 Oktobris 2011", "2011-10-03"),
    ("trešdiena, 27.marts, 2019", "2019-03-27"),
    ("2025. gada 30. oktobris", "2025-10-30"),
    ("2025. gada 30. oktobrī", "2025-10-30"),
    ("2025. gada 30. oktobra", "2025-10-30"),
    ("2025.gada 30.oktobrī", "2025-10-30"),
    ("2024. gada 24. apr.", "2024-04-24"),
    ("2023. gada 23. marts", "2023-03-23"),
    ("2018.gada 29.marta", "2018-03-29"),
    ("30. oktobrī 2025. gadā", "2025-10-30"),
    ("30. oktobrī", "2025-10-30"),
    ("30.oktobrī", "2025-10-30"),
    ("30. oktobrī 2025", "2025-10-30"),
    ("16. oktobrī, 2019", "2019-10-16"),
    ("22. maijs, 2020", "2020-05-22"),
    ("Trešdien, 29. oktobrī", "2025-10-29"),
    ("pirmdien, 27. oktobrī", "2025-10-27"),
    ("līdz 15. novembrim", "2025-11-15"),
    ("otrdien", "2025-10-28"),
    ("Publicēts: 29.10.2025.", "2025-10-29"),
    ("Publicēts 02.12.2018", "2018-12-02"),
    ("Atjaunots: 10.11.2020", "2020-11-10"),
    ("Atjaunots: 8. septembris, 2026", "2026-09-08"),
    ("Published: 09.12.2020.", "2020-12-09"),
    ("iesūtīts: 03.03.2026", "2026-03-03"),
    ("Pievienots: 07.08.2023", "2023-08-07"),
    ("Datums: 30.08.2021", "2021-08-30"),
    ("Pēdējās izmaiņas: 20.03.2023.", "2023-03-20"),
    ("šodien", "2025-10-30"),
    ("vakar", "2025-10-29"),
    ("aizvakar", "2025-10-28"),
    ("rīt", "2025-10-31"),
    ("parīt", "2025-11-01"),
    ("pirms 1 dienas", "2025-10-29"),
    ("pirms 3 dienām", "2025-10-27"),
    ("pirms 2 nedēļām", "2025-10-16"),
    ("pirms mēneša", "2025-09-30"),
    ("pirms 2 mēnešiem", "2025-08-30"),
    ("pirms gada", "2024-10-30"),
]

MINUTES = [
    ("30/10/2025 10:26", "2025-10-30 10:26"),
    ("29.10.2025, 14:05", "2025-10-29 14:05"),
    ("29.10.2025 14.05", "2025-10-29 14:05"),
    ("14:05 29.10.2025", "2025-10-29 14:05"),
    ("23.03.2017. 13:34", "2017-03-23 13:34"),
    ("30.10. 10:26", "2025-10-30 10:26"),
    ("29.10. 14.05", "2025-10-29 14:05"),
    ("29.10.14:05", "2025-10-29 14:05"),
    ("29.10.14.05", "2025-10-29 14:05"),
    ("trešdiena, 26.04.2017 10:32", "2017-04-26 10:32"),
    ("09:21, 31. Okt, 2022", "2022-10-31 09:21"),
    ("23.Maijs, 2022, 08:48", "2022-05-23 08:48"),
    ("2022-05-31, 11.20", "2022-05-31 11:20"),
    ("2017-05-18 19:42", "2017-05-18 19:42"),
    ("2025-10-29T14:05:00+02:00", "2025-10-29 14:05"),
    ("2025-10-29T12:05:00Z", "2025-10-29 14:05"),
    ("Wed, 29 Oct 2025 14:05:00 +0200", "2025-10-29 14:05"),
    ("ceturtdien, 30. oktobrī, pulksten 18", "2025-10-30 18:00"),
    ("30. oktobrī plkst. 18.00", "2025-10-30 18:00"),
    ("30. oktobrī, plkst. 18:00", "2025-10-30 18:00"),
    ("29.septembrī plkst.11.00", "2025-09-29 11:00"),
    ("5. septembris pulksten 18.00", "2025-09-05 18:00"),
    ("2024.gada 4.martā plkst. 17.30", "2024-03-04 17:30"),
    ("Ceturtdien, 2025. gada 21. augustā, pulksten 10.00", "2025-08-21 10:00"),
    ("29.10.2025 plkst. 14.05", "2025-10-29 14:05"),
    ("Publicēts: 29.10.2025. 14:05", "2025-10-29 14:05"),
    ("vakar plkst. 14:05", "2025-10-29 14:05"),
    ("Vakar 14:05", "2025-10-29 14:05"),
    ("Šodien, 10:26", "2025-10-30 10:26"),
    ("otrdien, pulksten 17.30", "2025-10-28 17:30"),
    ("16 / Sep / 16:00", "2025-09-16 16:00"),
    ("Thursday, October 30, 2025 - 14:05", "2025-10-30 14:05"),
    ("pirms 5 minūtēm", "2025-10-30 11:55"),
    ("pirms stundas", "2025-10-30 11:00"),
    ("pirms 1 stundas", "2025-10-30 11:00"),
    ("pirms 2 stundām", "2025-10-30 10:00"),
    ("pirms 21 stundas", "2025-10-29 15:00"),
]

# Rule: less than a day is not a date, and neither is a number, a duration, a time or prose.
NOT_DATES = [
    "2025", "30", "12.2025", "1/2025", "10:30", "3 minūtes", "", "   ", "...", "oktobris", "30 oktobr",
    "Visu dienu", "06032024", "20251030", "1761739500", "1761739500000", "Nr. 10 (2025)", "10.12", "gada",
    "plkst. 18.00", "19.45-20.45", "pirms", "pirms 3", "pirms 3 koncertiem", "2025. gada", "30. Mārtiņš 2025",
    "Dome 2025. gada 30. oktobrī apstiprināja budžetu", "30.10.2025 un 31.10.2025",
    "Publicēts 26.01.2023., Atjaunināts 02.09.2026.", "2025. gada budžets: 30 miljoni",
    "03/2025 (30)",
    "03/2025 30", "2025/03 (30. sēde)", "30, 3, 2025/26", "2025/26",
    "8-10-25",     "29.10.2025 45.90 EUR", "se", "Sun", "ot 10:30", "pk, plkst. 18",
]  # fmt: skip

# Rule: a date that no calendar and a time that no clock holds is not bent into another one.
IMPOSSIBLE = [
    "31.02.2025", "31.02.", "29.02.2025", "31. novembris 2025", "2025. gada 30. februārī", "00.10.2025",
    "32.01.2025", "10.13.2025", "13/13/2025", "2025-13-05", "2025-02-31", "2025-00-00", "31/02/2025",
    "29.10.2025 25:00", "29.10.2025 10:60", "29.10.2025 25.00", "2025-10-29T25:00:00", "vakar 24:00",
    "30. oktobrī plkst. 18.75", "30. februāris", "2025. gada 0. maijs", "0000-00-00 00:00:00",
    "2025.31.12", "2025-10-29T14:05:00+15:00",
    "29.10.2025 22:30 EST", "31. jūnijs", "Mon, 32 Oct 2025 10:00:00 +0200",
]  # fmt: skip

# Rule: a range is two dates, so it is not one.
RANGES = [
    "31. oktobrī–9. novembrī", "no 3. līdz 9. novembrim", "3.–9. novembrī", "16.–17. jūlijā",
    "30.10.2025–31.10.2025", "30.10.2025. - 02.11.2025.", "no 2025. gada 3. novembra līdz 9. novembrim",
    "1. janvāris, 2026 – 31. decembris, 2026", "19 Feb 08:00 - 31 Dec 16:00", "6. februāris 15:00 - 16:40",
    "2025. gada 16.–17. jūlijā",
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_without_a_time_is_that_day_at_midnight(text: str, day: str) -> None:
    assert local(text) == (f"{day} 00:00", "day")


@pytest.mark.parametrize(("text", "minute"), MINUTES)
def test_a_stated_time_is_kept_to_the_minute(text: str, minute: str) -> None:
    assert local(text) == (minute, "minute")


@pytest.mark.parametrize(("text", "first"), [
    ("2025. gada oktobris", "2025-10-01"),
    ("2023. gada martā", "2023-03-01"),
    ("novembris 2026", "2026-11-01"),
    ("Maijs, 2020", "2020-05-01"),
])  # fmt: skip
def test_a_month_is_its_first_day_and_says_so(text: str, first: str) -> None:
    assert local(text) == (f"{first} 00:00", "month")


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_stays_none(text: str) -> None:
    assert read_date(text, reference=THURSDAY) is None


def test_no_text_is_no_date() -> None:
    assert read_date(None, reference=THURSDAY) is None


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_an_impossible_date_is_not_bent_into_another(text: str) -> None:
    assert read_date(text, reference=THURSDAY) is None


@pytest.mark.parametrize("text", RANGES)
def test_a_range_is_not_one_date(text: str) -> None:
    assert read_date(text, reference=THURSDAY) is None


@pytest.mark.parametrize("text", [t for t, _ in DAYS + MINUTES])
def test_decomposed_capital_and_plain_letters_read_the_same(text: str) -> None:
    expected = local(text)
    assert expected is not None
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    for variant in (decomposed, plain, text.replace(" ", "\u00a0"), f"\n\t {text}  \n", text.upper()):
        assert local(variant) == expected, variant


@pytest.mark.parametrize(("text", "how"), [
    ("2025-10-29T14:05:00+02:00", "machine"),
    ("Wed, 29 Oct 2025 14:05:00 +0200", "machine"),
    ("2025-10-29", "machine"),
    ("29.10.2025.", "latvian"),
    ("pirms stundas", "latvian"),
    ("29.10.2025 02:05 PM", "dateparser"),
    ("2025 oktobris 30", "dateparser"),
])  # fmt: skip
def test_the_reader_that_understood_is_named(text: str, how: str) -> None:
    reading = read_date(text, reference=THURSDAY)
    assert reading is not None
    assert reading.how == how


def test_dateparser_knows_afternoon_and_its_value_is_riga_time() -> None:
    assert local("29.10.2025 02:05 PM") == ("2025-10-29 14:05", "minute")
    assert local("2025 oktobris 30") == ("2025-10-30 00:00", "day")


class TestMissingYear:
    """Rule: the year that puts the date nearest to the reference; of two equally near, the past."""

    @pytest.mark.parametrize(("text", "today", "expected"), [
        ("28. decembris", "2026-01-02", "2025-12-28"),
        ("3. janvāris", "2025-12-30", "2026-01-03"),
        ("31. decembrī", "2026-01-01", "2025-12-31"),
        ("1. janvārī", "2025-12-31", "2026-01-01"),
        ("6. Aprīlis", "2025-10-30", "2026-04-06"),
        ("30.04.", "2025-10-30", "2026-04-30"),  # 182 days ahead, 183 back
        ("1. jūlijs", "2024-01-01", "2024-07-01"),  # 182 ahead, 184 back
        ("29. februāris", "2024-03-01", "2024-02-29"),
        ("29. februāris", "2025-01-10", "2024-02-29"),
        ("29. februārī", "2023-12-01", "2024-02-29"),
    ])  # fmt: skip
    def test_nearest(self, text: str, today: str, expected: str) -> None:
        reference = datetime.fromisoformat(f"{today}T12:00").replace(tzinfo=RIGA)
        found = read_date(text, reference=reference)
        assert found is not None
        assert found.local_date.isoformat() == expected

    def test_equally_near_years_give_the_past(self) -> None:
        # 31 August 2023 and 31 August 2024 are 366 days apart; 1 March 2024 lies 183 from both.
        reading = read_date("31. augusts", reference=datetime(2024, 3, 1, 12, tzinfo=RIGA))
        assert reading is not None
        assert reading.local_date == date(2023, 8, 31)

    def test_leap_day_far_from_a_leap_year_is_not_guessed(self) -> None:
        assert read_date("29. februāris", reference=datetime(2026, 2, 20, tzinfo=RIGA)) is None

    @pytest.mark.parametrize(("text", "reference_year", "exists"), [
        ("29.02.2024", 2025, True), ("29. februārī, 2000", 2025, True), ("29.02.2023", 2025, False),
        ("29.02.2100", 2099, False),
    ])  # fmt: skip
    def test_stated_leap_day(self, text: str, reference_year: int, exists: bool) -> None:
        reading = read_date(text, reference=datetime(reference_year, 6, 1, tzinfo=RIGA))
        assert (reading is not None) is exists


class TestReference:
    """Rule: the reference is an instant; its local day in Latvia decides, whatever zone it is given in."""

    @pytest.mark.parametrize(("utc", "expected"), [
        (datetime(2025, 10, 30, 21, 59, tzinfo=UTC), date(2025, 10, 29)),  # 23:59 in Riga on the 30th
        (datetime(2025, 10, 30, 22, 1, tzinfo=UTC), date(2025, 10, 30)),  # 00:01 in Riga on the 31st
        (datetime(2026, 7, 1, 21, 1, tzinfo=UTC), date(2026, 7, 1)),  # 00:01 in summer time on the 2nd
    ])  # fmt: skip
    def test_yesterday_around_midnight(self, utc: datetime, expected: date) -> None:
        for zone in (UTC, RIGA, timezone(timedelta(hours=-11)), timezone(timedelta(hours=14))):
            reading = read_date("vakar", reference=utc.astimezone(zone))
            assert reading is not None
            assert (reading.local_date, reading.precision) == (expected, Precision.DAY)

    def test_hours_ago_are_counted_through_the_clock_change(self) -> None:
        # 26 October 2025 05:00 winter time; 03:00 UTC. Three hours before is 00:00 UTC, 03:00 summer time.
        reading = read_date("pirms 3 stundām", reference=datetime(2025, 10, 26, 3, 0, 40, tzinfo=UTC))
        assert reading is not None
        assert reading.utc == datetime(2025, 10, 26, 0, 0, tzinfo=UTC)
        assert f"{reading.value:%H:%M %z}" == "03:00 +0300"

    def test_a_month_before_the_31st_is_the_last_of_the_shorter_month(self) -> None:
        assert local("pirms mēneša", datetime(2025, 3, 31, 9, tzinfo=RIGA)) == ("2025-02-28 00:00", "day")
        assert local("pirms gada", datetime(2024, 2, 29, 9, tzinfo=RIGA)) == ("2023-02-28 00:00", "day")

    @pytest.mark.parametrize("offset", range(7))
    def test_a_weekday_alone_is_at_most_three_days_away(self, offset: int) -> None:
        names = ["pirmdien", "otrdien", "trešdien", "ceturtdien", "piektdien", "sestdien", "svētdien"]
        reading = read_date(names[offset], reference=THURSDAY)
        assert reading is not None
        assert reading.local_date.weekday() == offset
        assert abs(reading.local_date - THURSDAY.date()) <= timedelta(days=3)

    @pytest.mark.parametrize("text", ["30.10.2025", "vakar", "", None])
    def test_a_naive_reference_is_refused(self, text: str | None) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            read_date(text, reference=datetime(2025, 10, 30))  # noqa: DTZ001 - the fault under test


class TestClockChanges:
    """Rule: without an offset the second of two equal hours is meant, and a skipped hour moves forward."""

    @pytest.mark.parametrize(("text", "utc"), [
        ("29.03.2026 02:59", "2026-03-29T00:59"),
        ("29.03.2026 03:00", "2026-03-29T01:00"),  # shown as 04:00
        ("29.03.2026 03:30", "2026-03-29T01:30"),  # shown as 04:30
        ("29.03.2026 04:00", "2026-03-29T01:00"),
        ("25.10.2026 02:59", "2026-10-24T23:59"),
        ("25.10.2026 03:00", "2026-10-25T01:00"),
        ("25.10.2026 03:30", "2026-10-25T01:30"),
        ("25.10.2026 04:00", "2026-10-25T02:00"),
        ("2026-10-25T03:30:00", "2026-10-25T01:30"),
        ("2026-10-25T03:30:00+03:00", "2026-10-25T00:30"),
        ("2026-10-25T03:30:00+02:00", "2026-10-25T01:30"),
        ("2026-03-29 03:30", "2026-03-29T01:30"),
    ])  # fmt: skip
    def test_utc(self, text: str, utc: str) -> None:
        reading = read_date(text, reference=datetime(2026, 6, 1, tzinfo=RIGA))
        assert reading is not None
        assert reading.utc == datetime.fromisoformat(utc).replace(tzinfo=UTC)

    def test_the_skipped_half_hour_is_shown_an_hour_later(self) -> None:
        assert local("29.03.2026 03:30") == ("2026-03-29 04:30", "minute")

    @pytest.mark.parametrize("text", ["29.03.2026", "25.10.2026"])
    def test_the_days_themselves_begin_at_midnight(self, text: str) -> None:
        found = local(text)
        assert found is not None
        assert found[0].endswith("00:00")


class TestYears:
    """Rule: 1990 to ten years after the reference."""

    @pytest.mark.parametrize(("text", "is_date"), [
        ("31.12.1989", False), ("01.01.1990", True), ("31.12.2035", True), ("01.01.2036", False),
        ("1989-12-31", False), ("2036-01-01T00:00:00Z", False), ("1970-01-01T00:00:00Z", False),
        ("9999-12-31T23:59:59Z", False), ("1905. gada 5. maijs", False), ("2125. gada oktobris", False),
        ("pirms 90 gadiem", False), ("pirms 9999 gadiem", False), ("pirms 30 gadiem", True),
        ("05.03.99", False),
    ])  # fmt: skip
    def test_bounds(self, text: str, is_date: bool) -> None:
        assert (read_date(text, reference=THURSDAY) is not None) is is_date


class TestAmericanOrder:
    """Rule: day before month, unless the stated weekday proves Drupal's stock month/day/year."""

    @pytest.mark.parametrize(("text", "expected"), [
        ("05/11/2026", "2026-11-05 00:00"),
        ("Thu, 11/05/2026 - 08:30", "2026-11-05 08:30"),  # 11 May 2026 is a Monday
        ("Mon, 11/05/2026 - 08:30", "2026-05-11 08:30"),
        ("Thu, 11/19/2026 - 08:30", "2026-11-19 08:30"),
        ("Ce, 11/19/2026 - 08:30", "2026-11-19 08:30"),
    ])  # fmt: skip
    def test_order(self, text: str, expected: str) -> None:
        assert local(text) == (expected, "minute" if ":" in text else "day")

    def test_without_weekday_a_month_19_is_impossible(self) -> None:
        assert read_date("11/19/2026", reference=THURSDAY) is None

    def test_a_wrong_weekday_does_not_change_a_written_date(self) -> None:
        assert local("Pirmdien, 30. oktobrī, 2025") == ("2025-10-30 00:00", "day")


class TestLength:
    """Rule: above 200 characters of text it is prose; white space does not count."""

    def test_indentation_does_not_count(self) -> None:
        assert local("Publicēts:\n" + " " * 900 + "29.10.2025.\n" + "\t" * 900) == ("2025-10-29 00:00", "day")

    def test_prose_is_refused_even_if_it_begins_with_a_date(self) -> None:
        assert read_date("29.10.2025" + "." * 191, reference=THURSDAY) is None
        assert read_date("29.10.2025" + "." * 190, reference=THURSDAY) is not None

    @pytest.mark.parametrize(
        "unit", ["9", "1.", "29.10.", "2025. gada ", "pirms ", "-", "no 3. līdz ", "a ", "("]
    )
    def test_a_page_of_nothing_but_date_parts_is_none(self, unit: str) -> None:
        assert read_date(unit * 300_000, reference=THURSDAY) is None
        assert read_date((unit * 200)[:190], reference=THURSDAY) is None


def test_reading_common_dates_never_imports_dateparser() -> None:
    code = (
        "import sys, datetime as d; from pilsetas_crawl.reading.dates import *\n"
        "r = d.datetime(2025, 10, 30, tzinfo=RIGA)\n"
        "assert read_date('2025. gada 30. oktobrī', reference=r)\n"
        "assert read_range('3.–9. novembrī', reference=r)\n"
        "assert not read_date('lasīt tālāk', reference=r)\n"
        "sys.exit('dateparser' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
