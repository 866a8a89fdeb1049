"""Cards of Daugavpils' poster: day, month and hour, never a year."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pilsetas_crawl.demo.model import DemoArticle, Occurs

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def card(event: DemoArticle, path: str) -> str:
    """An event as the poster shows it."""
    assert event.occurs is not None
    return (
        f'<div class="col-xs-6"><a href="{path}"><div class="event-img"><img src="/files/afisa.jpg" '
        f'alt="" /></div><div class="event-text"><h3>{escape(event.title)}</h3>'
        f'<p class="place">{escape(event.occurs.venue)}</p></div></a>'
        f'<div class="event-date">{_when(event.occurs)}</div></div>\n'
    )


def _when(occurs: Occurs) -> str:
    """As in "16 / Sep / 16:00" or "19 Feb 08:00 - 31 Dec 16:00"; whole days have no hours."""
    if occurs.end is None or occurs.end.date() == occurs.start.date():
        day, month = f"{occurs.start.day:02}", _MONTHS[occurs.start.month - 1]
        hour = "" if occurs.all_day else f' / <span class="time">{occurs.start:%H:%M}</span>'
        return f'<span class="date">{day}</span> / <span class="month">{month}</span>{hour}'
    first, last = (_side(moment, n, occurs) for n, moment in ((1, occurs.start), (2, occurs.end)))
    return f"{first} - {last}"


def _side(moment: datetime, number: int, occurs: Occurs) -> str:
    day = f'<span class="date{number}">{moment.day:02} {_MONTHS[moment.month - 1]}</span>'
    return day if occurs.all_day else f'{day} <span class="time{number}">{moment:%H:%M}</span>'
