"""Hours as calendars write them: "19.45-20.45", "no plkst. 10.00 līdz 14.00", "Visu dienu"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pilsetas_crawl.reading.dates_words import clean, fold

ALL_DAY = frozenset({"visu dienu", "visa diena", "all day", "visas dienas garuma", "diennakts"})

_WORD = r"(?:plkst|pulksten|plks|pl)(?![a-z])\.? ?"
_CLOCK = re.compile(
    rf"(?:no )?(?:(?P<worded>{_WORD})(?P<h>\d{{1,2}})(?:[.:](?P<m>\d\d))?(?!\d)"
    r"|(?P<h2>\d{1,2})[.:](?P<m2>\d\d)(?::\d\d)?(?![\d:])(?!\.\d))"
)
# A bare hour ends a time only where the beginning was surely one: "plkst. 10–14".
_UNTIL = re.compile(
    rf" ?(?:- ?|lidz )(?:lidz )?(?:{_WORD})?"
    r"(?:(?P<h>\d{1,2})[.:](?P<m>\d\d)(?!\d)(?!\.\d)|(?P<bare>\d{1,2})(?![\d.]))"
)
_LAST_HOUR = 24
_LAST_MINUTE = 59


@dataclass(frozen=True, slots=True)
class Hours:
    """Hour and minute something begins and, where told, ends; 24:00 is the end of the day."""

    begin: tuple[int, int]
    end: tuple[int, int] | None = None


def hours_at(folded: str, pos: int) -> tuple[Hours, int] | None:
    """Read the hours that begin at a place of a folded text; None for none or impossible ones.

    Returns:
        The hours, and the place after them.
    """
    found = _CLOCK.match(folded, pos)
    if found is None:
        return None
    begin = (int(found["h"] or found["h2"]), int(found["m"] or found["m2"] or 0))
    if not is_clock(begin):
        return None
    end, after = until_at(folded, found.end(), bare=found["worded"] is not None)
    return Hours(begin, end), after


def until_at(folded: str, pos: int, *, bare: bool) -> tuple[tuple[int, int] | None, int]:
    """Read "-20.45" or " līdz 14.00" at a place of a folded text.

    Args:
        folded: the text.
        pos: where a beginning hour ended.
        bare: an hour without minutes is one, too.
    """
    found = _UNTIL.match(folded, pos)
    if found is None or (found["bare"] and not bare):
        return None, pos
    end = (int(found["h"] or found["bare"]), int(found["m"] or 0))
    return (end, found.end()) if is_clock(end) else (None, pos)


def is_clock(clock: tuple[int, int]) -> bool:
    """Whether hour and minute stand on a clock, 24:00 included."""
    hour, minute = clock
    return (0 <= hour < _LAST_HOUR and 0 <= minute <= _LAST_MINUTE) or (hour, minute) == (_LAST_HOUR, 0)


def read_hours(text: str | None) -> tuple[Hours | None, bool]:
    """Read the time field of a calendar: the hours it begins with, and whether it says "all day".

    What follows the first hours ("18.00 un 20.00") is left to whoever reads the kept words.
    """
    folded = fold(clean(text or "")).strip(" .,;()|")
    if folded in ALL_DAY:
        return None, True
    found = hours_at(folded, 0)
    if found is None:
        return None, False
    hours, after = found
    again = re.match(r",? un \d|, ?\d", folded[after:])
    return (Hours(hours.begin) if again else hours), False
