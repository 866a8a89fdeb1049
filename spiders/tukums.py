"""Tukuma novads.

Site: www.tukums.lv. Platform: TVP (seen), feed read by others in production (seen). Caveats: before 2021 the
host ran Joomla, and some items were carried over with a later date.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class TukumsSpider(TvpSpider):
    """News of Tukuma novads."""

    name = "tukums"
    example = "https://www.tukums.lv/lv/jaunums/arkartas-domes-sede"
