"""Dates written for machines: ISO 8601 and the e-mail form of feeds (RFC 822 and 2822)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from pilsetas_crawl.reading.dates_local import EARLIEST_YEAR, RIGA, DateReading, Precision, on_riga_clock

LATEST_YEAR = 2100
"""A machine value has no reference to be judged by; beyond this it is a placeholder, not a date."""

_WIDEST_OFFSET = timedelta(hours=14)
_LONGEST = 64

ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ](?P<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)"
    r"(?P<zone> ?(?:[Zz]|UTC|GMT)(?![A-Za-z])| ?\+\d{2}(?::?\d{2})?|-\d{2}(?::?\d{2})?)?)?"
    r"(?![\d:])"
)
_ISO_COMPACT = re.compile(r"(?P<date>\d{8})T(?P<time>\d{6})(?P<zone>Z?)")
EMAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +)?"
    r"(?P<stamp>\d{1,2} +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* +\d{2,4}"
    r" +\d{1,2}:\d{2}(?::\d{2})?) +(?P<zone>[+-]\d{4}|[A-Z]{1,4})(?![A-Za-z0-9])(?: *\([A-Za-z ]{1,30}\))?",
    re.IGNORECASE,
)
# The e-mail standard names only universal time and the American zones; Latvian servers also write these two.
_OFFSETS = {"EET": "+0200", "EEST": "+0300"}
_NAMED_ZONES = frozenset(["UT", "UTC", "GMT", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"])


def read_machine_date(text: str | None) -> DateReading | None:
    """Read a value written by a program: ISO 8601 or RFC 822/2822. Anything else is ``None``.

    An offset is honoured and the value converted to Europe/Riga before its day is taken. A value without
    an offset is Europe/Riga wall-clock time (see ``on_riga_clock`` for the two clock changes). Numbers alone
    are never taken for seconds since 1970.
    """
    found = _shape(text) if text else None
    if text is None or found is None:
        return None
    return _from_email(found, text) if found.re is EMAIL else _from_iso(found, text)


def _shape(text: str) -> re.Match[str] | None:
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    return ISO.fullmatch(stripped) or _ISO_COMPACT.fullmatch(stripped) or EMAIL.fullmatch(stripped)


def _from_iso(found: re.Match[str], raw: str) -> DateReading | None:
    time = found["time"]
    zone = (found["zone"] or "").strip().upper().replace("UTC", "Z").replace("GMT", "Z")
    try:
        stated = datetime.fromisoformat(f"{found['date']}T{(time or '00:00').replace(',', '.')}{zone}")
    except ValueError:
        return None
    return _localised(stated, Precision.MINUTE if time else Precision.DAY, raw)


def _from_email(found: re.Match[str], raw: str) -> DateReading | None:
    zone = found["zone"].upper()
    zone = _OFFSETS.get(zone, zone)
    if zone.isalpha() and zone not in _NAMED_ZONES:
        return None
    try:
        stated = parsedate_to_datetime(f"{found['stamp']} {zone}")
    except ValueError:
        return None
    # "-0000" means universal time whose local zone is not told; the standard reader leaves it without a zone.
    return _localised(stated if stated.tzinfo else stated.replace(tzinfo=UTC), Precision.MINUTE, raw)


def _localised(stated: datetime, precision: Precision, raw: str) -> DateReading | None:
    if not EARLIEST_YEAR - 1 <= stated.year <= LATEST_YEAR:
        return None
    offset = stated.utcoffset()
    if offset is None:
        clock = (stated.hour, stated.minute, stated.second)
        value = on_riga_clock(stated.year, stated.month, stated.day, clock)
    elif abs(offset) <= _WIDEST_OFFSET:
        value = stated.astimezone(RIGA)
    else:
        return None
    return DateReading(value, precision, "machine", raw) if value.year >= EARLIEST_YEAR else None
