"""Digests: from one text about several days to the events in it, or the reason to leave it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from pilsetas_crawl.reading.dates_local import RIGA, local_reference, on_riga_clock
from pilsetas_crawl.reading.dates_words import WEEKDAYS, clean, fold
from pilsetas_crawl.reading.events_clock import Hours, hours_at
from pilsetas_crawl.reading.events_when import When, timed, when_at
from pilsetas_crawl.reading.events_words import What, find_price, split_line


class Left(StrEnum):
    """Why a digest was left alone."""

    NO_DAYS = "no_days"
    EMPTY_DAY = "empty_day"
    EMPTY_EVENT = "empty_event"
    UNCLEAR_DAY = "unclear_day"
    WRONG_DAY = "wrong_day"


@dataclass(frozen=True, slots=True)
class DigestEvent:
    """One event of a digest."""

    title: str
    when: When
    venue: str | None = None
    address: str | None = None
    description: str | None = None
    price: str | None = None


@dataclass(slots=True)
class _Line:
    text: str
    paragraph: int
    bullet: bool


@dataclass(slots=True)
class _Day:
    """A day of the digest with the lines under it; a dated line is a day of its own with one line."""

    when: When
    lines: list[_Line] = field(default_factory=list)
    own_line: bool = False


class _LeftAloneError(Exception):
    def __init__(self, reason: Left) -> None:
        super().__init__(reason)
        self.reason = reason


# Folded. Plans and calendars of events by name; events of certain days only with these days beside them.
_NAMED = re.compile(
    r"\b(?:pasakum|notikum)u (?:plan|kalendar|afis|programm|apskat)|\bnedelas (?:notikumi|pasakumi)\b"
)
_EVENTS_OF = re.compile(r"^(?:pasakumi|notikumi|kulturas pasakumi)\b")
_TITLE_DAYS = re.compile(r"\d")
_BULLET = re.compile(r"^[-–—•·*▪●○]\s*")
_SEPARATOR = re.compile(r"^[\s.,:;|–—-]+")
_CLOCK_WORD = re.compile(r"(?:no )?(?:plkst|pulksten|pl)(?![a-z])|\d{1,2}[.:]\d\d(?!\d)")
_WEEKDAY_FIRST = re.compile(r"([a-z]{4,12})(?![a-z])")
# A digest is written shortly before its days; the plan of a season at most so long before.
_BEFORE = timedelta(days=8)
_AHEAD = timedelta(days=120)
_LONGEST_TITLE = 200


def is_digest(title: str) -> bool:
    """Whether an article of this title announces the events of several days."""
    folded = fold(clean(title))
    return bool(_NAMED.search(folded)) or bool(_EVENTS_OF.search(folded) and _TITLE_DAYS.search(folded))


def split_digest(title: str, body: str, *, reference: datetime) -> list[DigestEvent] | Left:
    """The events of a digest, or why it is left alone.

    Args:
        title: the article's; days in it bound those of the events.
        body: clean paragraphs.
        reference: aware moment of publication.

    Raises:
        ValueError: ``reference`` has no time zone.
    """
    local_reference(reference)
    bounds = _days_in(title, reference)
    try:
        days = list(_days(body, reference, bounds))
        events = [event for day in days for event in _events(day, last=day is days[-1])]
    except _LeftAloneError as error:
        return error.reason
    return events or Left.NO_DAYS


def _days_in(title: str, reference: datetime) -> When | None:
    cleaned = clean(title)
    folded = fold(cleaned)
    for place in re.finditer(r"(?:\bno )?\d", folded):
        found = when_at(cleaned, folded, place.start(), reference=reference)
        if found is not None:
            return found[0]
    return None


def _lines(body: str) -> Iterator[_Line]:
    for number, paragraph in enumerate(body.split("\n\n")):
        for raw in paragraph.split("\n"):
            text = clean(raw)
            bare = _BULLET.sub("", text)
            if bare:
                yield _Line(bare, number, bare != text)


def _days(body: str, reference: datetime, bounds: When | None) -> Iterator[_Day]:
    """The days of a digest with their lines; what stands before the first is an introduction."""
    day: _Day | None = None
    for line in _lines(body):
        found = _dated(line.text, reference)
        if found is None:
            if day is not None:
                day.lines.append(line)
            continue
        when, rest = found
        _check_day(line.text, when, reference, bounds)
        if day is not None:
            yield day
        day = _Day(when, own_line=bool(rest))
        if rest:
            day.lines.append(replace(line, text=rest))
    if day is not None:
        yield day


def _dated(text: str, reference: datetime) -> tuple[When, str] | None:
    """The date a line begins with and what follows it."""
    folded = fold(text)
    if hours_at(folded, 0) is not None and not re.match(r"\d{1,2}\.\d{1,2}\.", folded):
        return None
    found = when_at(text, folded, 0, reference=reference)
    if found is None:
        return None
    when, end = found
    return when, _SEPARATOR.sub("", text[end:]).strip()


def _check_day(text: str, when: When, reference: datetime, bounds: When | None) -> None:
    written = local_reference(reference).date()
    if bounds is not None and not bounds.start_date <= when.start_date <= bounds.end_date:
        raise _LeftAloneError(Left.WRONG_DAY)
    if not written - _BEFORE <= when.start_date <= written + _AHEAD:
        raise _LeftAloneError(Left.WRONG_DAY)
    word = _WEEKDAY_FIRST.match(fold(text))
    number = WEEKDAYS.get(word[1]) if word else None
    if number is not None and number != when.start_date.weekday():
        raise _LeftAloneError(Left.WRONG_DAY)


def _events(day: _Day, *, last: bool) -> Iterator[DigestEvent]:
    if not day.lines:
        raise _LeftAloneError(Left.EMPTY_DAY)
    if day.own_line:
        first, *more = day.lines
        yield _event(first.text, day.when, _same_paragraph(first, more))
        return
    timed = [line for line in day.lines if _CLOCK_WORD.match(fold(line.text))]
    if timed:
        yield from _timed(day, last=last)
    elif len(day.lines) == 1 or all(line.bullet for line in day.lines):
        for line in day.lines:
            yield _event(line.text, day.when, [])
    elif last and day.lines[0].bullet:
        # Closing words after the last list.
        for line in (line for line in day.lines if line.bullet):
            yield _event(line.text, day.when, [])
    else:
        raise _LeftAloneError(Left.UNCLEAR_DAY)


def _timed(day: _Day, *, last: bool) -> Iterator[DigestEvent]:
    """Events that begin with an hour; other lines belong to the one before, unless the text ends so."""
    groups: list[list[_Line]] = []
    for line in day.lines:
        if _CLOCK_WORD.match(fold(line.text)):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
        else:
            raise _LeftAloneError(Left.UNCLEAR_DAY)
    for group in groups:
        first, *more = group
        closing = last and group is groups[-1]
        told = hours_at(fold(first.text), 0)
        if told is None:
            raise _LeftAloneError(Left.UNCLEAR_DAY)
        hours, end = told
        words = _same_paragraph(first, more) if closing else [line.text for line in more]
        yield _event(_SEPARATOR.sub("", first.text[end:]).strip(), _at(day.when, hours), words)


def _same_paragraph(first: _Line, more: list[_Line]) -> list[str]:
    return [line.text for line in more if line.paragraph == first.paragraph]


def _event(text: str, when: When, more: list[str]) -> DigestEvent:
    if not any(letter.isalpha() for letter in text):
        raise _LeftAloneError(Left.EMPTY_EVENT)
    price = find_price(" ".join([text, *more]))
    line = text.replace(price, "").strip() if price else text
    told = split_line(line.strip(" .;") or text)
    if len(told.title) > _LONGEST_TITLE:
        more = [told.title, *more]
        told = What(told.title[:_LONGEST_TITLE].rpartition(" ")[0] + "…", told.venue, told.address)
    return DigestEvent(told.title, when, told.venue, told.address, "\n\n".join(more) or None, price)


def _at(day: When, hours: Hours) -> When:
    """Hours of a day; of several days they are those of each, so the last one ends it."""
    start = _moment(day.start, hours.begin)
    last = datetime.combine(day.end_date, time(), RIGA)
    end = _moment(last, hours.end) if hours.end else None
    if end is not None and end < start:
        end = _moment(last + timedelta(days=1), hours.end or (0, 0))
    raw = f"{day.raw} {hours.begin[0]}.{hours.begin[1]:02}"
    raw += f"-{hours.end[0]}.{hours.end[1]:02}" if hours.end else ""
    return timed(start, end, day.basis, raw)


def _moment(day: datetime, clock: tuple[int, int]) -> datetime:
    later, hour = divmod(clock[0], 24)
    local = day.date() + timedelta(days=later)
    return on_riga_clock(local.year, local.month, local.day, (hour, clock[1], 0))
