"""Rīga.

Site: www.riga.lv. Platform: TVP (seen); feed read by others in production in 2026 over http (seen).
Caveats: a busy day exceeds the feed's window; departments publish apart (iksd., ld. and rpp.riga.lv).
"""

from pilsetas_crawl.platforms.events.tvp import FRONT_CALENDAR, TVP_EVENTS
from pilsetas_crawl.platforms.tvp import TvpSpider, tvp_discovery


class RigaSpider(TvpSpider):
    name = "riga"
    example = "https://www.riga.lv/lv/jaunums/informes-par-satiksmes-infrastrukturas-un-teritoriju-uzturesanu-ziemas-sezona"
    left_out = r"^/(?!lv(?:/|$))[a-z]{2}/"  # no article in another language was seen
    discovery = tvp_discovery("/lv/rss/articles", "http://www.riga.lv/lv/rss/articles")
    events = (*TVP_EVENTS, FRONT_CALENDAR)
