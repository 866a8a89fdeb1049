"""Tukuma novads.

Site: www.tukums.lv. Platform: TVP (seen); feed read by others in production in 2026 over http (seen).
Caveats: before 2021 the host ran Joomla, and some items were carried over with a later date.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider, tvp_discovery


class TukumsSpider(TvpSpider):
    name = "tukums"
    example = "https://www.tukums.lv/lv/jaunums/arkartas-domes-sede"
    discovery = tvp_discovery("/lv/rss/articles", "http://www.tukums.lv/lv/rss/articles")
