"""Values written by programs. Rule: an offset is honoured, none means the wall clock in Riga."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.reading.dates import RIGA, Precision, read_date, read_machine_date


@pytest.mark.parametrize(("text", "utc"), [
    ("2025-10-29T12:05:00Z", "2025-10-29T12:05:00"),
    ("2025-10-29T12:05:00z", "2025-10-29T12:05:00"),
    ("2025-10-29T14:05:00+02:00", "2025-10-29T12:05:00"),
    ("2025-10-29T14:05:00+0200", "2025-10-29T12:05:00"),
    ("2025-10-29 14:05:00 +0200", "2025-10-29T12:05:00"),
    ("2025-10-29 12:05:00 UTC", "2025-10-29T12:05:00"),
    ("2025-10-29T07:05:00-05:00", "2025-10-29T12:05:00"),
    ("2025-10-29T12:05:00.000Z", "2025-10-29T12:05:00"),
    ("2025-10-29T14:05", "2025-10-29T12:05:00"),
    ("2025-10-29 14:05", "2025-10-29T12:05:00"),
    ("2026-07-30T17:53:23", "2026-07-30T14:53:23"),
    ("20251029T120500Z", "2025-10-29T12:05:00"),
    ("Wed, 29 Oct 2025 14:05:00 +0200", "2025-10-29T12:05:00"),
    ("Thu, 30 Jul 2026 17:53:23 +0000", "2026-07-30T17:53:23"),
    ("Wed, 12 Aug 2026 07:38:25 GMT", "2026-08-12T07:38:25"),
    ("12 Aug 2026 07:38 UT", "2026-08-12T07:38:00"),
    ("Wed, 12 Aug 26 07:38:25 Z", "2026-08-12T07:38:25"),
    ("Wed, 12 Aug 2026 07:38:25 -0000", "2026-08-12T07:38:25"),
    ("Wed, 12 Aug 2026 10:38:25 EEST", "2026-08-12T07:38:25"),
    ("Wed, 14 Jan 2026 10:38:25 EET", "2026-01-14T08:38:25"),
    ("Wed, 14 Jan 2026 10:38:25 +0200 (EET)", "2026-01-14T08:38:25"),
])  # fmt: skip
def test_instants(text: str, utc: str) -> None:
    reading = read_machine_date(f" {text}\n")
    assert reading is not None
    assert reading.utc == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert (reading.precision, reading.how, reading.raw) == (Precision.MINUTE, "machine", f" {text}\n")
    assert reading.value.tzinfo is RIGA


@pytest.mark.parametrize(("text", "day"), [
    ("2025-10-29", "2025-10-29"),
    ("2025-10-29T22:30:00Z", "2025-10-30"),  # 00:30 winter time
    ("2025-10-29T21:30:00Z", "2025-10-29"),
    ("2026-07-01T21:30:00Z", "2026-07-02"),  # 00:30 summer time
    ("2025-12-31T22:00:00Z", "2026-01-01"),
    ("Wed, 31 Dec 2025 23:30:00 +0000", "2026-01-01"),
    ("2026-01-01T00:30:00+03:00", "2025-12-31"),  # 23:30 in Riga: the offset is not Riga's in winter
])  # fmt: skip
def test_the_day_is_taken_on_the_riga_clock(text: str, day: str) -> None:
    reading = read_machine_date(text)
    assert reading is not None
    assert reading.local_date.isoformat() == day


def test_a_date_alone_has_day_precision() -> None:
    reading = read_machine_date("2025-10-29")
    assert reading is not None
    assert (reading.precision, reading.value) == (Precision.DAY, datetime(2025, 10, 29, tzinfo=RIGA))


@pytest.mark.parametrize("text", [
    None, "", " ", "1761739500", "1761739500000", "1990010112", "20251029", "2025", "2025-10", "2025-W44-3",
    "2025-302", "29.10.2025", "2025-10-29T", "2025-10-29T14", "2025-10-29T14:05:00+25:00",
    "2025-10-29T14:05:00+15:00", "2025-10-29T24:00:00", "2025-10-29T14:60:00", "2025-02-29", "0000-00-00",
    "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
    "2025-10-29T14:05:00Z lasīt", "Wed, 29 Oct 2025 25:05:00 +0200", "Wed, 31 Feb 2025 10:05:00 +0200",
    "Wed, 29 Oct 2025 14:05:00 ABC", "Wed, 29 Okt 2025 14:05:00 +0200", "Wed, 29 Oct 2025 14:05:00 +9900",
    "x" * 10_000, "2025-10-29" * 1_000,
])  # fmt: skip
def test_anything_else_is_none(text: str | None) -> None:
    assert read_machine_date(text) is None


@settings(deadline=None)  # the machine may be busy
@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30)),  # noqa: DTZ001 - hypothesis wants naive bounds
    st.integers(-12 * 60, 14 * 60),
)
def test_iso_with_an_offset_survives_the_round_trip(naive: datetime, minutes: int) -> None:
    stated = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    reading = read_machine_date(stated.isoformat())
    assert reading is not None
    assert reading.utc == stated.astimezone(UTC)
    again = read_machine_date(reading.value.isoformat())
    assert again is not None
    assert again.utc == reading.utc


@settings(deadline=None)  # the machine may be busy
@given(st.dates(datetime(1990, 1, 1).date(), datetime(2035, 12, 31).date()))  # noqa: DTZ001 - only its date
def test_an_iso_day_is_that_day(day: object) -> None:
    reading = read_date(str(day), reference=datetime(2025, 10, 30, tzinfo=RIGA))
    assert reading is not None
    assert (reading.local_date, reading.how) == (day, "machine")
