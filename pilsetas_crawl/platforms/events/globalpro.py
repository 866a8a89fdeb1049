"""The calendar of GlobalPro's system: ``/lat/?ct=pasakumu_kalendars``, an event with ``fu=read&id=`` behind.

Both addresses were seen in stored copies of an earlier form of the site, its markup never: events are found
by their addresses, and their own pages are asked, which say the time behind "Notiek:".
"""

from __future__ import annotations

from pilsetas_crawl.platforms.events.calendar import CalendarWay

# Parameters stand in the order of their names in a clean address.
GLOBALPRO_CALENDAR = CalendarWay(
    "/lat/?ct=pasakumu_kalendars",
    (),
    link=r"^/lat/\?ct=pasakumu_kalendars&fu=read&id=\d+$",
    ignored=frozenset({"y", "m", "d"}),
    seen=False,
)
