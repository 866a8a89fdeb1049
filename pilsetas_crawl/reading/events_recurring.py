"""Recurring events: "katru otrdienu", "darba dienās", "katra mēneša pirmajā svētdienā"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from pilsetas_crawl.reading.dates_words import WEEKDAYS, fold

Rule = Callable[[date], bool]

# Days looked through for the first time; a rule that has none in a year and a month has none at all.
_FARTHEST = 400
_FRIDAY = 4
_WEEK = 7

_DAY = r"(?:pirm|otr|treš|tres|ceturt|piekt|sest|svēt|svet)"
_EACH = re.compile(
    rf"\b(?:katru|katrā|ik) {_DAY}dien\w*(?:(?:,| un|, un)(?: katru)? {_DAY}dien\w*)*", re.IGNORECASE
)
# Locative plural only: without its long vowel "otrdienas" may be the genitive of one Tuesday.
_ON_DAYS = re.compile(rf"\b{_DAY}dienās(?:(?:,| un|, un) {_DAY}dienās)*", re.IGNORECASE)
_MONTHLY = re.compile(
    r"\bkatr[ua] mēneš\w+ (?P<which>pirm|otr|treš|ceturt|pēdēj)(?:ajā|o|ā|u|ajo)? "
    rf"(?P<day>{_DAY}dien\w*)",
    re.IGNORECASE,
)
_DAILY = re.compile(r"\b(?:katru dienu|ik dienu|ikdien)\b", re.IGNORECASE)
_WORKDAYS = re.compile(r"\b(?:katru darba ?dienu|darba ?dienās)\b", re.IGNORECASE)
_WEEKENDS = re.compile(r"\b(?:brīvdienās|nedēļas nogalēs|katru nedēļas nogali)\b", re.IGNORECASE)
_ORDINALS = {"pirm": 1, "otr": 2, "treš": 3, "ceturt": 4}
_NAMED = re.compile(rf"{_DAY}dien", re.IGNORECASE)


class Recurrence(NamedTuple):
    """A rule of days, and the text without the words that tell it."""

    rule: Rule
    rest: str


def find_recurrence(cleaned: str) -> Recurrence | None:
    """The rule a text tells, None where it tells none that can be reckoned."""
    for pattern, make in _READERS:
        found = pattern.search(cleaned)
        if found:
            rest = f"{cleaned[: found.start()]} {cleaned[found.end() :]}"
            return Recurrence(make(found), " ".join(rest.split()).strip(" ,;"))
    return None


def first_time(rule: Rule, *, since: date, until: date | None = None) -> date | None:
    """The first day of a rule on or after a day and not after another; None where there is none."""
    days = (since + timedelta(days=count) for count in range(_FARTHEST))
    return next((day for day in days if rule(day) and (until is None or day <= until)), None)


def _weekdays(found: re.Match[str]) -> Rule:
    numbers = {WEEKDAYS[fold(name) + "a"] for name in _NAMED.findall(found[0])}
    return lambda day: day.weekday() in numbers


def _monthly(found: re.Match[str]) -> Rule:
    number = WEEKDAYS[fold(_NAMED.findall(found["day"])[0]) + "a"]
    which = _ORDINALS.get(found["which"].lower())
    if which is None:
        return lambda day: day.weekday() == number and (day + timedelta(days=_WEEK)).month != day.month
    return lambda day: day.weekday() == number and (day.day - 1) // _WEEK + 1 == which


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Rule]], ...] = (
    (_MONTHLY, _monthly),
    (_EACH, _weekdays),
    (_ON_DAYS, _weekdays),
    (_WORKDAYS, lambda _: lambda day: day.weekday() <= _FRIDAY),
    (_WEEKENDS, lambda _: lambda day: day.weekday() > _FRIDAY),
    (_DAILY, lambda _: lambda _day: True),
)
