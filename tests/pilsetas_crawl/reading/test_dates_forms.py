"""Every month in every case form, in every dress a site gives it, comes back as the day it was made from."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.reading.dates import RIGA, read_date

# Nominative, genitive, dative, accusative, locative, abbreviations: typed from a grammar, not from the code.
FORMS = {
    1: "janvāris janvāra janvārim janvāri janvārī janv. jan.",
    2: "februāris februāra februārim februāri februārī febr. feb.",
    3: "marts marta martam martu martā mar. mart.",
    4: "aprīlis aprīļa aprīlim aprīli aprīlī apr.",
    5: "maijs maija maijam maiju maijā mai.",
    6: "jūnijs jūnija jūnijam jūniju jūnijā jūn.",
    7: "jūlijs jūlija jūlijam jūliju jūlijā jūl.",
    8: "augusts augusta augustam augustu augustā aug.",
    9: "septembris septembra septembrim septembri septembrī sept. sep.",
    10: "oktobris oktobra oktobrim oktobri oktobrī okt.",
    11: "novembris novembra novembrim novembri novembrī nov.",
    12: "decembris decembra decembrim decembri decembrī dec.",
}
ALL_FORMS = [(month, form) for month, row in FORMS.items() for form in row.split()]
WEEKDAYS = ["pirmdien", "otrdien", "trešdien", "ceturtdien", "piektdien", "sestdien", "svētdien"]
REFERENCE = datetime(2026, 6, 1, 12, tzinfo=RIGA)
DAYS = st.dates(date(1990, 1, 1), date(2036, 12, 31))


def test_all_sixty_case_forms_are_here() -> None:
    assert len([form for _, form in ALL_FORMS if not form.endswith(".")]) == 60


@pytest.mark.parametrize(("month", "form"), ALL_FORMS)
def test_every_form_in_every_order(month: int, form: str) -> None:
    texts = [
        f"7. {form} 2025", f"7.{form} 2025", f"7. {form}, 2025", f"2025. gada 7. {form}",
        f"2025.gada 7.{form}",
        f"2025. g. 7. {form}", f"{form} 7, 2025", f"7 {form.upper()} 2025", f"Publicēts: 7. {form} 2025.",
    ]  # fmt: skip
    for text in texts:
        reading = read_date(text, reference=REFERENCE)
        assert reading is not None, text
        assert (reading.local_date, reading.how) == (date(2025, month, 7), "latvian"), text


@settings(deadline=None)  # the machine may be busy
@given(
    DAYS,
    st.integers(0, 6),
    st.sampled_from(
        ["{y}. gada {d}. {m}", "{y}.gada {d}.{m}", "{d}. {m} {y}", "{d}. {m}, {y}", "{m} {d}, {y}"]
    ),
    st.sampled_from(["", "{w}, ", "{w} ", "{w}a, "]),
    st.sampled_from(["", ".", " "]),
    st.none() | st.times(),
    st.sampled_from([", plkst. %H.%M", " plkst. %H:%M", " pulksten %H.%M", " %H:%M", ", %H:%M", " %H.%M"]),
)
def test_any_day_in_any_dress(
    day: date, pick: int, order: str, weekday: str, dot: str, at: time | None, clock: str
) -> None:
    forms = FORMS[day.month].split()
    text = weekday.format(w=WEEKDAYS[day.weekday()].capitalize())
    text += order.format(y=day.year, d=day.day, m=forms[pick % len(forms)])
    text += dot if at is None else at.strftime(clock)
    reading = read_date(text, reference=REFERENCE)
    assert reading is not None
    assert (reading.local_date, reading.how) == (day, "latvian")
    shown = f"{reading.value:%H:%M}"
    if at is None:
        assert (shown, reading.precision) == ("00:00", "day")
    else:
        assert reading.precision == "minute"
        # An hour skipped on a March night (at two until 1996, at three since) is read an hour later.
        skipped = day.month == 3 and day.day > 24 and day.weekday() == 6 and at.hour in {2, 3}
        later = at.replace(hour=at.hour + 1) if skipped else at
        assert shown in {f"{at:%H:%M}", f"{later:%H:%M}"}


@settings(deadline=None)  # the machine may be busy
@given(
    DAYS,
    st.sampled_from(["%d.%m.%Y", "%d.%m.%Y.", "%d/%m/%Y", "%d-%m-%Y", "%Y.%m.%d", "%Y/%m/%d", "%Y %m %d"]),
)
def test_any_day_in_numbers(day: date, shape: str) -> None:
    reading = read_date(day.strftime(shape), reference=REFERENCE)
    assert reading is not None
    assert reading.local_date == day


@settings(deadline=None)  # the machine may be busy
@given(st.dates(date(2001, 1, 1), date(2034, 12, 31)), st.integers(-180, 180), st.integers(0, 6))
def test_a_date_without_its_year_comes_back_from_half_a_year_around(day: date, away: int, pick: int) -> None:
    forms = FORMS[day.month].split()
    near = day + timedelta(days=away)
    reference = datetime(near.year, near.month, near.day, 12, tzinfo=RIGA)
    reading = read_date(f"{day.day}. {forms[pick % len(forms)]}", reference=reference)
    assert reading is not None
    assert reading.local_date == day


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=220))
def test_no_text_makes_it_fail(text: str) -> None:
    reading = read_date(text, reference=REFERENCE)
    assert reading is None or 1990 <= reading.value.year <= 2036


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet="0123456789.,:-–/ gadplkstnoī", max_size=40))
def test_no_jumble_of_date_parts_makes_it_fail_or_name_a_day_it_does_not_hold(text: str) -> None:
    reading = read_date(text, reference=REFERENCE)
    # A machine value may carry an offset that moves it to the next day.
    if reading is not None and reading.precision != "month" and reading.how != "machine":
        assert str(reading.local_date.day) in text
