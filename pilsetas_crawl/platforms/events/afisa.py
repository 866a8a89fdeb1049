"""The afiša of Daugavpils: cards with day, month and hour, and no year.

Seen in 2026 in a reader of the site: cards, their title, place and two forms of date ("16", "Sep", "16:00"
and "19 Feb 08:00 - 31 Dec 16:00"). Further pages were not seen; the site's other lists count them from one.
"""

from __future__ import annotations

from pilsetas_crawl.platforms.events.base import Events
from pilsetas_crawl.platforms.events.calendar import CalendarWay
from pilsetas_crawl.platforms.events.rows import EventRows

_CARD = {
    "title": ".event-text h3, .event-text .title, h3",
    "date": ".event-date .date, .event-date .month, .event-date .date1",
    "time": ".event-date .time, .event-date .time1",
    "until": ".event-date .date2",
    "until_time": ".event-date .time2",
    "where": "p.place, .place",
    "image": ".event-img img::attr(src), img.event-pict::attr(src)",
    "teaser": ".event-text .text",
}
ROWS = (
    EventRows("afisa-card", ".afisa-posts .col-xs-6", **_CARD),
    EventRows("afisa-block", ".afisa-posts > div", **_CARD),
)
AFISA_EVENTS: Events = (
    CalendarWay(
        "/afisa/",
        ROWS,
        page="?page={n}",
        first=1,
        ignored=frozenset({"page", "culturekey", "cultureKey"}),
        name="afisa",
    ),
)
