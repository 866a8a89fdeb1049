"""Madonas novads.

Site: madona.lv. Platform: GlobalPro (seen by its footer and addresses). Caveats: three hosts serve the same
pages; an identifier the section does not hold is answered with its newest teasers; the calendar was seen in
old copies only.
"""

from pilsetas_crawl.platforms.events.announced import AnnouncedEvents
from pilsetas_crawl.platforms.events.globalpro import GLOBALPRO_CALENDAR
from pilsetas_crawl.platforms.globalpro import GlobalProSpider, globalpro_discovery


class MadonaSpider(GlobalProSpider):
    name = "madona"
    example = "https://madona.lv/lat/k-notikumi?fu=read&id=10458"
    aliases = ("madonasnovads.lv",)
    discovery = globalpro_discovery(
        "/lat/pasvaldiba", "/lat/aktualitates-pasvaldiba", "/lat/novads", "/lat/k-notikumi"
    )
    events = (GLOBALPRO_CALENDAR, AnnouncedEvents(address=r"^/lat/k-notikumi\?", only_labelled=True))
