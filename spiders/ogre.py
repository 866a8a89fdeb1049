"""Ogres novads.

Site: www.ogresnovads.lv. Platform: TVP (seen); feed inferred, and not found by one survey of 2026. Caveats:
items of 2015 and 2019 were carried over; ogrenet.lv is private and reprints most of it.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class OgreSpider(TvpSpider):
    name = "ogre"
    example = "https://www.ogresnovads.lv/lv/jaunums/izmainas-ogres-centralas-bibliotekas-darba"
