"""Jēkabpils novads.

Site: www.jekabpils.lv. Platform: TVP (seen); feed inferred. Caveats: did not answer one direct client; a
date in an address belongs to a daily report; jekabpilsnovads.lv was another municipality.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class JekabpilsSpider(TvpSpider):
    name = "jekabpils"
    example = "https://www.jekabpils.lv/lv/jaunums/par-aktualo-situaciju-jekabpils-novada-pec-daugavas-pludiem-06032024"
