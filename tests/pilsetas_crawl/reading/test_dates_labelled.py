"""Dates after a label in longer text. Rule: directly after the label, or nothing."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.reading.dates import RIGA, DateReading, find_labelled_date

REFERENCE = datetime(2026, 10, 30, 12, 0, tzinfo=RIGA)


def find(text: str | None, *labels: str) -> DateReading | None:
    return find_labelled_date(text, labels, reference=REFERENCE)


PAGE = (
    "Der zināt Svētki 12.12.2025. notiks! Publicēts: 29.10.2025. 14:05 Atjaunināts: 02.09.2026. Lasīt tālāk"
)


@pytest.mark.parametrize(("text", "label", "expected"), [
    (PAGE, "Publicēts", "2025-10-29 14:05"),
    (PAGE, "Atjaunināts", "2026-09-02 00:00"),
    ("Publicēts 26.01.2023., Atjaunināts 02.09.2026.", "Publicēts", "2023-01-26 00:00"),
    ("Publicēts 26.01.2023., Atjaunināts 02.09.2026.", "Atjaunināts", "2026-09-02 00:00"),
    ("Publicēts 29.12.2022., atjaunināts 17.06.2026.", "Atjaunināts", "2026-06-17 00:00"),
    ("virsraksts iesūtīts: 03.03.2026lasīt tālāk", "iesūtīts", "2026-03-03 00:00"),
    ("Datums: 2023. gada 23. marts Autors: Anna", "Datums", "2023-03-23 00:00"),
    ("Datums: 30.08.2021", "Datums:", "2021-08-30 00:00"),
    ("publicets 29.10.2025", "PUBLICĒTS:", "2025-10-29 00:00"),
    ("PUBLICĒTS:\u00a029.10.2025", "publicets", "2025-10-29 00:00"),
    ("Publice\u0304ts: 29.10.2025", "Publicēts", "2025-10-29 00:00"),
    ("Published: 09.12.2020. Updated: 10.12.2020.", "Published", "2020-12-09 00:00"),
    ("JaunumiPublicēts: 2023. gada 23. martsLasīt tālāk", "Publicēts", "2023-03-23 00:00"),
    ("Publicēts: trešdien, 28. oktobrī, plkst. 9.30 | 12 skatījumi", "Publicēts", "2026-10-28 09:30"),
    ("Publicēts:\n      29.10.2025.\n   12 skatījumi", "Publicēts", "2025-10-29 00:00"),
    ("Publicēts: vakar 14:05 Portāls", "Publicēts", "2026-10-29 14:05"),
    ("Publicēts: pirms 2 dienām Portāls", "Publicēts", "2026-10-28 00:00"),
    ("Publicēts: 2025-10-29T22:30:00Z (raksts)", "Publicēts", "2025-10-30 00:30"),
    ("Published: Wed, 29 Oct 2025 22:30:00 +0000 by", "Published", "2025-10-30 00:30"),
    ("Publicēts 3. novembrī. 2024. gada budžets", "Publicēts", "2026-11-03 00:00"),
    ("Pēdējās izmaiņas: 20.03.2023. SIA", "Pēdējās  izmaiņas", "2023-03-20 00:00"),
    ("Publicēts laikrakstā. Publicēts: 29.10.2025.", "Publicēts", "2025-10-29 00:00"),
    ("Publicēts: 31.02.2025. Publicēts: 01.03.2025.", "Publicēts", "2025-03-01 00:00"),
    ("Publicēts 26.01.2023. 12.02.2024. notiks", "Publicēts", "2023-01-26 00:00"),
])  # fmt: skip
def test_the_date_after_its_label(text: str, label: str, expected: str) -> None:
    reading = find(text, label)
    assert reading is not None
    assert f"{reading.value:%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(("text", "label"), [
    ("29.10.2025. Svētki 12.12.2025.", "Publicēts"),
    ("Publicēts: Atjaunināts: 02.09.2026.", "Publicēts"),
    ("29.10.2025 Publicēts", "Publicēts"),
    ("Publicēts portālā 29.10.2025", "Publicēts"),
    ("Nepublicēts: 29.10.2025", "Publicēts"),
    ("Publicētsais: 29.10.2025", "Publicēts"),
    ("Publicēts: 31.02.2025.", "Publicēts"),
    ("Publicēts: 29.10.20251", "Publicēts"),
    ("Publicēts: 29.10.2025 02:05 PM", "Publicēts"),
    ("Publicēts: 29.10.2025 22:30 UTC", "Publicēts"),
    ("Publicēts: 12 reizes", "Publicēts"),
    ("Publicēts: 2025", "Publicēts"),
    ("", "Publicēts"),
    (None, "Publicēts"),
])  # fmt: skip
def test_nothing_from_elsewhere(text: str | None, label: str) -> None:
    assert find(text, label) is None


def test_without_labels_nothing_is_taken() -> None:
    assert find(PAGE) is None


def test_the_order_of_labels_is_the_order_of_preference() -> None:
    text = "Datums: 12.12.2025. Publicēts: 29.10.2025."
    first, second = find(text, "Publicēts", "Datums"), find(text, "Iesūtīts", "Datums")
    assert first is not None
    assert second is not None
    assert (first.local_date, second.local_date) == (date(2025, 10, 29), date(2025, 12, 12))


def test_raw_is_the_date_text_with_its_own_spelling() -> None:
    reading = find("Datums:  2023. gada\n 23. MARTĀ, plkst. 10 — Ādaži", "Datums")
    assert reading is not None
    assert reading.raw == "2023. gada 23. MARTĀ, plkst. 10"


def test_an_empty_label_is_refused() -> None:
    with pytest.raises(ValueError, match="label ' : ' is empty"):
        find("29.10.2025", " : ")


def test_a_naive_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        find_labelled_date("x", ["y"], reference=datetime(2025, 10, 30))  # noqa: DTZ001 - the fault under test


def test_a_date_at_the_end_of_a_long_page_is_found() -> None:
    page = "Publicēts 29. 2025 gada -- " * 20_000
    assert find(page, "Publicēts", "Atjaunināts") is None
    reading = find(page + "Atjaunināts: 02.09.2026.", "Publicēts", "Atjaunināts")
    assert reading is not None
    assert reading.local_date == date(2026, 9, 2)


@settings(deadline=None)  # the machine may be busy
@given(
    st.text(alphabet="aā .:,\n", max_size=60),
    st.dates(date(1990, 1, 1), date(2036, 1, 1)),
    st.text(max_size=60),
)
def test_whatever_stands_before_the_label_and_after_the_date(before: str, day: date, after: str) -> None:
    reading = find(f"{before} Publicēts: {day:%d.%m.%Y}. | {after}", "Publicēts")
    assert reading is not None
    assert reading.local_date == day
