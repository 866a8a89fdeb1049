"""Bauskas novads.

Site: www.bauskasnovads.lv. Platform: TVP (seen); feed inferred. Caveats: bauska.lv sends here with a
certificate that ran out in September 2026; culture has a calendar apart, kultura.bauska.lv.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class BauskaSpider(TvpSpider):
    name = "bauska"
    example = "https://www.bauskasnovads.lv/lv/jaunums/notikusi-bauskas-novada-domes-22-februara-sede"
    aliases = ("bauska.lv",)
