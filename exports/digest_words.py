"""Latvian wording of digests: numbers with nouns, days, and lines that cannot do harm."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import date

# First and second declension: stem, then the endings of nominative, locative and dative.
_HARD, _SOFT = ("s", "ā", "am"), ("is", "ī", "im")
_MONTHS = (
    *(("janvār", _SOFT), ("februār", _SOFT), ("mart", _HARD), ("aprīl", _SOFT), ("maij", _HARD)),
    *(("jūnij", _HARD), ("jūlij", _HARD), ("august", _HARD), ("septembr", _SOFT), ("oktobr", _SOFT)),
    *(("novembr", _SOFT), ("decembr", _SOFT)),
)
_NOMINATIVE, _LOCATIVE, _DATIVE = range(3)
_WEEKDAYS = (*("pirmdiena", "otrdiena", "trešdiena", "ceturtdiena", "piektdiena", "sestdiena", "svētdiena"),)
# A site's text must not break a line, turn it around or hide in it.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_SPACES = re.compile(r"\s+")
# What no address has: it would end the attribute, the line or the word it stands in.
_NO_ADDRESS = re.compile(r'[\s\x00-\x20\x7f-\x9f"<>\\\u2028-\u202e\u2066-\u2069]')
_LAST_TEEN = 11


def counted(number: int, one: str, many: str) -> str:
    """A number and its noun: 1 raksts, 2 raksti, 11 raksti, 21 raksts."""
    return f"{number} {one if is_one(number) else many}"


def is_one(number: int) -> bool:
    """Whether the noun of a number stands in the singular: 1, 21, 101, but not 11."""
    return number % 10 == 1 and number % 100 != _LAST_TEEN


def day_nominative(day: date) -> str:
    """28. novembris."""
    return f"{day.day}. {_month(day, _NOMINATIVE)}"


def day_locative(day: date, year: int) -> str:
    """28. novembrī; with the year where it is another: 2025. gada 28. novembrī."""
    return f"{_year(day, year)}{day.day}. {_month(day, _LOCATIVE)}"


def month_locative(day: date, year: int) -> str:
    """Novembrī; 2025. gada novembrī."""
    return f"{_year(day, year)}{_month(day, _LOCATIVE)}"


def day_dative(day: date, year: int) -> str:
    """28. novembrim, as it stands after "līdz"."""
    return f"{_year(day, year)}{day.day}. {_month(day, _DATIVE)}"


def weekday_line(day: date, year: int) -> str:
    """Svētdiena, 29. novembris."""
    return f"{_WEEKDAYS[day.weekday()].capitalize()}, {_year(day, year)}{day_nominative(day)}"


def days_between(first: date, last: date) -> str:
    """A range of days with its year, no longer than it has to be: 2026. gada 27.–28. novembris."""
    if first == last:
        return f"{last.year}. gada {day_nominative(last)}"
    if first.year != last.year:
        return f"{first.year}. gada {day_nominative(first)} – {last.year}. gada {day_nominative(last)}"
    if first.month != last.month:
        return f"{first.year}. gada {day_nominative(first)} – {day_nominative(last)}"
    return f"{first.year}. gada {first.day}.–{day_nominative(last)}"


def clean_line(text: str | None) -> str:
    """A site's text as one harmless line; empty where there is none."""
    plain = unicodedata.normalize("NFC", text or "")
    return _SPACES.sub(" ", _CONTROL.sub(" ", plain)).strip()


def clean_url(url: str | None) -> str | None:
    """An address that may be linked: whole, http or https; else None."""
    if not url or _NO_ADDRESS.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _month(day: date, case: int) -> str:
    stem, endings = _MONTHS[day.month - 1]
    return stem + endings[case]


def _year(day: date, year: int) -> str:
    return "" if day.year == year else f"{day.year}. gada "
