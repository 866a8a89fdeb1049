"""Līvānu novads.

Site: www.livani.lv. Platform: TVP (seen); feed inferred. Caveats: old news were carried over, so an address
says nothing about age.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class LivaniSpider(TvpSpider):
    name = "livani"
    example = "https://www.livani.lv/lv/jaunums/apstiprina-livanu-novada-velesanu-iecirknus"
