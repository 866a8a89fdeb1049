"""Ropažu novads.

Site: www.ropazi.lv. Platform: TVP (seen); feed read by others in production in 2026 on the bare host
(seen). Caveats: https, http, with and without www all answer; Ropaži is also a parish of it.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider, tvp_discovery


class RopaziSpider(TvpSpider):
    name = "ropazi"
    example = "https://www.ropazi.lv/lv/jaunums/stopinu-pagasta-tiek-veikta-turisma-stendu-informativo-plakatu-nomaina"
    discovery = tvp_discovery("https://ropazi.lv/lv/rss/articles", "/lv/rss/articles")
