"""Rules for an article that announces one event.

A time behind a label ("Notiek:", "Norises laiks:") is the event's. Without one, the only day that the text
names from its publication on is; deadlines ("līdz 5. decembrim") and days of the past are none. Two such
days, or none, and the article is left alone.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.reading.events_announced import Unclear, announced_time
from pilsetas_crawl.reading.events_when import When

WRITTEN = datetime(2026, 11, 20, 12, tzinfo=RIGA)


def read(*texts: str, only_labelled: bool = False) -> When | Unclear:
    return announced_time(texts, reference=WRITTEN, only_labelled=only_labelled)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Notiek: 6. februāris 15:00 - 16:40", "2027-02-06 15:00", "2027-02-06 16:40"),
        ("Koncerts.\nNorises laiks: 28. novembrī plkst. 18.00\nVieta: nams", "2026-11-28 18:00", None),
        ("Pieteikšanās līdz 25. novembrim.\n\nKad: 28.11.2026. plkst. 18.00", "2026-11-28 18:00", None),
        ("Sestdien, 28. novembrī, plkst. 18.00 kultūras namā notiks koncerts.", "2026-11-28 18:00", None),
        ("Koncerts 28. novembrī. Aicinām 28. novembrī plkst. 18.00!", "2026-11-28 18:00", None),
        ("No 23. līdz 29. novembrim būs apskatāma izstāde.", "2026-11-23 00:00", "2026-11-30 00:00"),
        ("Pērn, 2025. gada 29. novembrī. Šogad 28. novembrī.", "2026-11-28 00:00", "2026-11-29 00:00"),
        ("Pieteikties līdz 25. novembrim. Sacensības 28. novembrī.", "2026-11-28 00:00", "2026-11-29 00:00"),
    ],
)  # fmt: skip
def test_the_time_announced(text, start, end):
    when = read(text)
    assert isinstance(when, When)
    assert f"{when.start:%Y-%m-%d %H:%M}" == start
    assert (f"{when.end:%Y-%m-%d %H:%M}" if when.end else None) == end


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Aicinām uz koncertu kultūras namā.", Unclear.NO_DAY),
        ("Koncerts notika 14. novembrī, 2026.", Unclear.NO_DAY),
        ("Pieteikties līdz 25. novembrim.", Unclear.NO_DAY),
        ("Koncerti 28. novembrī Ludzā un 5. decembrī Zilupē.", Unclear.SEVERAL_DAYS),
        ("Ieeja 3.50 eiro, tālrunis 26 123 456, 5. klase, iela 12.", Unclear.NO_DAY),
    ],
)
def test_what_is_left_alone(text, reason):
    assert read(text) is reason


def test_the_title_counts_too():
    when = read("28. novembrī – koncerts", "Aicinām plkst. 18.00.")
    assert isinstance(when, When)
    assert when.start_date.isoformat() == "2026-11-28"


def test_where_only_a_label_counts_a_day_in_the_text_is_none():
    assert read("Koncerts 28. novembrī.", only_labelled=True) is Unclear.NO_DAY
    assert isinstance(read("Notiek: 28. novembris 18:00", only_labelled=True), When)
