"""Events of the state platform: a calendar, and a feed behind it.

Markup of the calendar as seen in 2026 in a reader of one municipal site; other sites of the platform share
theme and addresses, so theirs is inferred. Further pages count from zero, the first has no parameter; links
carry ``date`` parameters that make no other page. The feed's content was not seen.
"""

from __future__ import annotations

from pilsetas_crawl.platforms.events.base import Events
from pilsetas_crawl.platforms.events.calendar import CalendarWay
from pilsetas_crawl.platforms.events.feed import EventFeedWay
from pilsetas_crawl.platforms.events.rows import EventRows

IGNORED = frozenset({"date", "view"})
_FEEDS = ("/lv/rss/events",)
_LINK = r"^/(?:lv/notikums|en/event)/[^/?#]+$"
# Heading levels and element names are left out: the platform's releases change them.
ROWS = (
    EventRows(
        "tvp-event",
        "div.event, article.event, li.event",
        title=".event-title",
        date=".date-date",
        time=".date-time",
        where=".describing-field-value",
        categories=".event-categories a",
        image=".event-image img::attr(src)",
        teaser=".event-content",
    ),
    # Rows whose inner classes have changed.
    EventRows(
        "tvp-rows",
        ".views-row",
        title=".title a, h2 a, h3 a, h4 a",
        date=".date",
        time=".time",
        where=".location, .place",
        teaser=".text",
        # Lists of news have rows of this class too, with the same inner names.
        link=_LINK,
    ),
)
TVP_EVENTS: Events = (
    CalendarWay(
        "/lv/notikumu-kalendars",
        ROWS,
        page="?page={n}",
        link=_LINK,
        ignored=IGNORED,
        feeds=_FEEDS,
    ),
    EventFeedWay(_FEEDS, ignored=IGNORED),
)
# The front page shows a calendar of its own under this query: seen in 2021 at Rīga.
FRONT_CALENDAR = CalendarWay(
    "/lv?view=calendar&page=0", ROWS, link=_LINK, ignored=IGNORED, name="front_calendar", seen=False
)
