"""Jelgavas novads.

Site: www.jelgavasnovads.lv. Platform: TVP (seen); feed read by others in production in 2026 over http
(seen). Caveats: before it ``/lv/pasvaldibas-zinas/`` stood on the host.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider, tvp_discovery


class JelgavasNovadsSpider(TvpSpider):
    name = "jelgavas-novads"
    example = "https://www.jelgavasnovads.lv/lv/jaunums/aicinam-iedzivotajus-uz-tiksanos"
    discovery = tvp_discovery("/lv/rss/articles", "http://www.jelgavasnovads.lv/lv/rss/articles")
