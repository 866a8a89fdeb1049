"""What a date reading is, and the rules of the local clock every reader here shares."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

RIGA = ZoneInfo("Europe/Riga")

EARLIEST_YEAR = 1990
"""No municipal web page is older; a smaller year is a typing slip or an empty database field."""

YEARS_AHEAD = 10
"""How many years after the reference a date may lie: plans and tenders reach that far, no further."""


class Precision(StrEnum):
    """How finely a source stated its date."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class DateReading:
    """One date as a source stated it.

    Attributes:
        value: aware datetime on the Europe/Riga clock. Day precision means local 00:00, month precision
            local 00:00 of the 1st; seconds are kept where a machine value states them.
        precision: what the source really said; parts of ``value`` finer than this are filler.
        how: the reader that understood it: ``machine``, ``latvian`` or ``dateparser``.
        raw: the text it was read from.
    """

    value: datetime
    precision: Precision
    how: str
    raw: str

    @property
    def local_date(self) -> date:
        """The calendar day in Latvia."""
        return self.value.date()

    @property
    def utc(self) -> datetime:
        """The same instant in UTC."""
        return self.value.astimezone(UTC)


def on_riga_clock(year: int, month: int, day: int, clock: tuple[int, int, int] = (0, 0, 0)) -> datetime:
    """Put a wall-clock time without an offset on the Europe/Riga time line.

    The hour that occurs twice in October is taken as the second, winter one (WordPress stores it so);
    the hour skipped in March is moved forward by an hour, so 03:30 becomes 04:30.

    Raises:
        ValueError: there is no such day or no such time.
    """
    wall = datetime(year, month, day, *clock, tzinfo=RIGA, fold=1)
    # Skipped times do not survive the trip through UTC; the trip also clears a fold that means nothing.
    there_and_back = wall.astimezone(UTC).astimezone(RIGA)
    if there_and_back != wall:
        return wall.replace(fold=0).astimezone(UTC).astimezone(RIGA)
    return there_and_back


def local_reference(reference: datetime) -> datetime:
    """Give the moment against which relative dates are judged, on the Europe/Riga clock.

    Raises:
        ValueError: ``reference`` carries no time zone, so "yesterday" would depend on the machine.
    """
    if reference.utcoffset() is None:
        raise ValueError(f"reference {reference!r} has no time zone: pass an aware datetime")
    return reference.astimezone(RIGA)


def year_is_plausible(year: int, reference: datetime) -> bool:
    """Tell whether a year can belong to municipal news or a plan announced in it."""
    return EARLIEST_YEAR <= year <= reference.year + YEARS_AHEAD
