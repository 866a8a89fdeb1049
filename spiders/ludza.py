"""Ludzas novads.

Site: www.ludzasnovads.lv. Platform: TVP (seen). Caveats: short greeting poems and posts in Latgalian are
common; old ``/ieraksti/…`` addresses answer with the home page.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class LudzaSpider(TvpSpider):
    name = "ludza"
    example = "https://www.ludzasnovads.lv/lv/jaunums/sirsnigi-sveicieni-ziemassvetkos"
