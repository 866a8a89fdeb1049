"""Rīga.

Site: www.riga.lv. Platform: TVP (seen); feed read by others in production in 2026 over http (seen).
Caveats: a busy day exceeds the feed's window; departments publish apart (iksd.riga.lv, ld.riga.lv,
rpp.riga.lv).
"""

from pilsetas_crawl.platforms.tvp import TvpSpider, tvp_discovery


class RigaSpider(TvpSpider):
    name = "riga"
    example = "https://www.riga.lv/lv/jaunums/informes-par-satiksmes-infrastrukturas-un-teritoriju-uzturesanu-ziemas-sezona"
    discovery = tvp_discovery("/lv/rss/articles", "http://www.riga.lv/lv/rss/articles")
