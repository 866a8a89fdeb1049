"""The last resort: dateparser, kept on a short lead because it fills in what a text does not say."""

import re
from datetime import datetime
from functools import cache
from typing import Protocol, cast

from pilsetas_crawl.reading.dates_local import (
    RIGA,
    DateReading,
    Precision,
    local_reference,
    year_is_plausible,
)

_NUMBER = re.compile(r"\d+")
_CLOCK = re.compile(r"\d:\d\d")
_YEAR_DIGITS = 4


class _Parse(Protocol):
    def __call__(
        self, date_string: str, *, languages: list[str], settings: dict[str, object]
    ) -> datetime | None: ...


@cache
def _dateparser() -> _Parse:
    # Costs 70 ms and most runs never need it.
    import dateparser  # noqa: PLC0415 - heavy, see above

    return cast("_Parse", dateparser.parse)


def read_with_dateparser(cleaned: str, *, reference: datetime, raw: str) -> DateReading | None:
    """Ask dateparser, strictly and in Latvian, and believe it only if the text shows that very date.

    Its relative reader is off: it takes the reading time "3 minūtes" for three minutes ago.
    """
    numbers = _NUMBER.findall(cleaned)
    if len(numbers) <= 1 or not any(len(number) == _YEAR_DIGITS for number in numbers):
        return None
    value = _ask(cleaned, reference)
    if value is None or not _stands_in(value, cleaned) or not year_is_plausible(value.year, reference):
        return None
    precision = Precision.MINUTE if _CLOCK.search(cleaned) else Precision.DAY
    return DateReading(value, precision, "dateparser", raw)


def _stands_in(value: datetime, cleaned: str) -> bool:
    """Tell whether day, month and year stand side by side in an order people write.

    Without this "03/2025 (30)" becomes 30 March: dateparser collects the parts from anywhere.
    """
    day, month, word, gap = f"0?{value.day}", f"0?{value.month}", r"[^\W\d]{3,}", r"\D{1,3}"
    orders = (
        f"{day}{gap}(?:{month}|{word}){gap}{value.year}",
        f"{value.year}{gap}(?:{month}{gap}{day}|{day}{gap}{word}|{word}{gap}{day})",
        f"{word}{gap}{day}{gap}{value.year}",
    )
    return re.search(rf"(?<!\d)(?:{'|'.join(orders)})(?!\d)", cleaned) is not None


def _ask(cleaned: str, reference: datetime) -> datetime | None:
    try:
        value = _dateparser()(cleaned, languages=["lv"], settings=_settings(reference))
    except OverflowError:
        # A stated offset can push a date over the end of the calendar.
        return None
    return value.astimezone(RIGA) if value else None


def _settings(reference: datetime) -> dict[str, object]:
    return {
        "DATE_ORDER": "DMY",
        "TIMEZONE": "Europe/Riga",
        "RETURN_AS_TIMEZONE_AWARE": True,
        # dateparser reckons with naive local time.
        "RELATIVE_BASE": local_reference(reference).replace(tzinfo=None),
        "STRICT_PARSING": True,
        "PARSERS": ["absolute-time"],
    }
