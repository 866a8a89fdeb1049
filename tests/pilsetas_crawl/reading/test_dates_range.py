"""Ranges. Rule: the end lends what the beginning leaves out; a year stated once serves both."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.reading.dates import RIGA, read_range

THURSDAY = datetime(2025, 10, 30, 12, 0, tzinfo=RIGA)


def span(text: str, reference: datetime = THURSDAY) -> tuple[str, str] | None:
    found = read_range(text, reference=reference)
    if found is None:
        return None
    first, last = found
    assert first.raw == last.raw == text
    return f"{first.value:%Y-%m-%d %H:%M}", f"{last.value:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(("text", "first", "last"), [
    ("31. oktobrī–9. novembrī", "2025-10-31", "2025-11-09"),
    ("no 3. līdz 9. novembrim", "2025-11-03", "2025-11-09"),
    ("3.–9. novembrī", "2025-11-03", "2025-11-09"),
    ("16.–17. jūlijā", "2025-07-16", "2025-07-17"),
    ("30.10.2025–31.10.2025", "2025-10-30", "2025-10-31"),
    ("30.10.2025. - 02.11.2025.", "2025-10-30", "2025-11-02"),
    ("no 2025. gada 3. novembra līdz 9. novembrim", "2025-11-03", "2025-11-09"),
    ("1. janvāris, 2026 – 31. decembris, 2026", "2026-01-01", "2026-12-31"),
    ("2025. gada 3.–9. novembrī", "2025-11-03", "2025-11-09"),
    ("3.-9.11.2025", "2025-11-03", "2025-11-09"),
    ("3.11.-9.11.2025", "2025-11-03", "2025-11-09"),
    ("3.11.–9.11.", "2025-11-03", "2025-11-09"),
    ("Datums: 3.–9. novembrī", "2025-11-03", "2025-11-09"),
    ("2025-10-30 – 2025-11-02", "2025-10-30", "2025-11-02"),
    ("2026/01/01-2026/02/01", "2026-01-01", "2026-02-01"),
    ("no pirmdienas, 3. novembra, līdz piektdienai, 7. novembrim", "2025-11-03", "2025-11-07"),
    ("3. novembris — 3. novembris", "2025-11-03", "2025-11-03"),
])  # fmt: skip
def test_days(text: str, first: str, last: str) -> None:
    assert span(text) == (f"{first} 00:00", f"{last} 00:00")
    found = read_range(text, reference=THURSDAY)
    assert found is not None
    assert [reading.precision for reading in found] == ["day", "day"]


@pytest.mark.parametrize(("text", "first", "last"), [
    ("6. novembris 15:00 - 16:40", "2025-11-06 15:00", "2025-11-06 16:40"),
    ("Notiek: 6. novembris 15:00 - 16:40", "2025-11-06 15:00", "2025-11-06 16:40"),
    ("14. septembris, 2026 19.45-20.45", "2026-09-14 19:45", "2026-09-14 20:45"),
    ("30.10.2025 no plkst. 10.00 līdz plkst. 12.00", "2025-10-30 10:00", "2025-10-30 12:00"),
    ("6. novembris 22:00 - 02:00", "2025-11-06 22:00", "2025-11-07 02:00"),
    ("19 Sep 08:00 - 31 Dec 16:00", "2025-09-19 08:00", "2025-12-31 16:00"),
    ("2025-10-30T10:00:00Z - 2025-10-31T10:00:00Z", "2025-10-30 12:00", "2025-10-31 12:00"),
])  # fmt: skip
def test_times(text: str, first: str, last: str) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize(("text", "today", "first", "last"), [
    ("28. decembris – 3. janvāris", "2026-01-02", "2025-12-28", "2026-01-03"),
    ("28. decembris – 3. janvāris", "2025-12-20", "2025-12-28", "2026-01-03"),
    ("28. decembris – 3. janvāris, 2026", "2020-05-05", "2025-12-28", "2026-01-03"),
    ("2025. gada 28. decembris – 3. janvāris", "2020-05-05", "2025-12-28", "2026-01-03"),
    ("1. janvāris – 31. decembris", "2025-10-30", "2025-01-01", "2025-12-31"),  # holds the reference
    ("20.–29. februāris", "2024-05-01", "2024-02-20", "2024-02-29"),
])  # fmt: skip
def test_years_nobody_wrote(text: str, today: str, first: str, last: str) -> None:
    reference = datetime.fromisoformat(f"{today}T12:00").replace(tzinfo=RIGA)
    assert span(text, reference) == (f"{first} 00:00", f"{last} 00:00")


@pytest.mark.parametrize("text", [
    None, "", "30.10.2025", "2025-10-30", "19.45-20.45", "3.–9.", "2025–2026", "9.–3. novembrī",
    "31.10.2025–30.10.2025", "30.–31. novembrī", "3.–9. brīdī", "no 3. novembra", "līdz 9. novembrim",
    "30.10.2025 - 14:05", "6. novembris 15:00 - 25:00", "no 3. līdz 9. novembrim notiks gadatirgus",
    "3. novembris 1850 – 9. novembris 1850", "13-05-2016", "2-3 minūtes", "20.–29. februāris 2025",
    "3. – 9. novembris – 10. novembris",
    "-" * 10_000, "3.–9. novembrī" + " " * 10_000,
])  # fmt: skip
def test_what_is_no_range(text: str | None) -> None:
    assert read_range(text, reference=THURSDAY) is None


def test_a_naive_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        read_range("3.–9. novembrī", reference=datetime(2025, 10, 30))  # noqa: DTZ001 - the fault under test


def test_the_reference_zone_does_not_matter() -> None:
    midnight = datetime(2025, 10, 30, 22, 5, tzinfo=UTC)
    assert span("šodien – rīt", midnight) == ("2025-10-31 00:00", "2025-11-01 00:00")
    assert span("šodien – rīt", midnight.astimezone(RIGA)) == span("šodien – rīt", midnight)


LOCATIVES = [
    "janvārī", "februārī", "martā", "aprīlī", "maijā", "jūnijā",
    "jūlijā", "augustā", "septembrī", "oktobrī", "novembrī", "decembrī",
]  # fmt: skip
BOTH_YEARS = [
    "{a}. {am}, {ay} – {b}. {bm}, {by}",
    "no {ay}. gada {a}. {am} līdz {by}. gada {b}. {bm}",
    "{a}.{an}.{ay}-{b}.{bn}.{by}",
]
ONE_YEAR = ["{a}. {am}–{b}. {bm} {by}", "{ay}. gada {a}. {am} - {b}. {bm}"]


@settings(deadline=None)  # the machine may be busy
@given(
    st.dates(date(2000, 1, 1), date(2034, 1, 1)), st.integers(0, 300), st.sampled_from(BOTH_YEARS + ONE_YEAR)
)
def test_any_range_comes_back(first: date, length: int, shape: str) -> None:
    last = first + timedelta(days=length)
    text = shape.format(
        a=first.day, am=LOCATIVES[first.month - 1], an=first.month, ay=first.year,
        b=last.day, bm=LOCATIVES[last.month - 1], bn=last.month, by=last.year,
    )  # fmt: skip
    found = read_range(text, reference=THURSDAY)
    # The year stated for one end may lack the other end's 29 February: then nothing is guessed.
    if found is None:
        assert shape in ONE_YEAR
        assert (2, 29) in {(first.month, first.day), (last.month, last.day)}
    else:
        assert (found[0].local_date, found[1].local_date) == (first, last)
