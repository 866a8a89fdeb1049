"""Small Latvian helpers of the demo texts: dates as people write them, and address slugs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MONTHS_NOMINATIVE = (
    *("janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs", "jūlijs", "augusts"),
    *("septembris", "oktobris", "novembris", "decembris"),
)
MONTHS_LOCATIVE = (
    *("janvārī", "februārī", "martā", "aprīlī", "maijā", "jūnijā", "jūlijā", "augustā"),
    *("septembrī", "oktobrī", "novembrī", "decembrī"),
)
MONTHS_GENITIVE = (
    *("janvāra", "februāra", "marta", "aprīļa", "maija", "jūnija", "jūlija", "augusta"),
    *("septembra", "oktobra", "novembra", "decembra"),
)
MONTHS_DATIVE = (
    *("janvārim", "februārim", "martam", "aprīlim", "maijam", "jūnijam", "jūlijam", "augustam"),
    *("septembrim", "oktobrim", "novembrim", "decembrim"),
)
WEEKDAYS_ON = ("pirmdien", "otrdien", "trešdien", "ceturtdien", "piektdien", "sestdien", "svētdien")


def day_on(day: date) -> str:
    """As in "12. novembrī": the day something happens on."""
    return f"{day.day}. {MONTHS_LOCATIVE[day.month - 1]}"


def day_since(day: date) -> str:
    """As in "12. novembra": the day after "no"."""
    return f"{day.day}. {MONTHS_GENITIVE[day.month - 1]}"


def day_until(day: date) -> str:
    """As in "12. novembrim": the day after "līdz"."""
    return f"{day.day}. {MONTHS_DATIVE[day.month - 1]}"


def long_date(day: date) -> str:
    """As in "2023. gada 23. marts", with the month in the nominative as Cēsis prints it."""
    return f"{day.year}. gada {day.day}. {MONTHS_NOMINATIVE[day.month - 1]}"


def weekday_on(day: date) -> str:
    """As in "ceturtdien"."""
    return WEEKDAYS_ON[day.weekday()]


def numeric(day: date) -> str:
    """As in "05.03.2026", without a final dot."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def slugify(title: str, limit: int = 170) -> str:
    """Address form of a title: folded letters, hyphens; dots inside words go ("12.novembra", 12novembra)."""
    folded = unicodedata.normalize("NFD", title.lower())
    letters = "".join(ch for ch in folded if not unicodedata.combining(ch))
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[.'’]", "", letters))
    return words.strip("-")[:limit].rstrip("-")
