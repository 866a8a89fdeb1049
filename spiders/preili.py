"""Preiļu novads.

Site: www.preili.lv. Platform: TVP (seen); feed read by others in production in 2026 over http (seen).
Caveats: WordPress until March 2023, older news were carried over; its date archives were a trap of one page
a day.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider, tvp_discovery


class PreiliSpider(TvpSpider):
    name = "preili"
    example = "https://www.preili.lv/lv/jaunums/rit-darbs-pie-jaunizveidojama-preilu-novada-attistibas-plana"
    discovery = tvp_discovery("/lv/rss/articles", "http://www.preili.lv/lv/rss/articles")
