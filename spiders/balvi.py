"""Balvu novads.

Site: www.balvi.lv. Platform: TVP (seen); feed inferred. Caveats: Joomla stood on the host before 2021;
tourism news are apart on visit.balvi.lv.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class BalviSpider(TvpSpider):
    name = "balvi"
    example = "https://www.balvi.lv/lv/jaunums/esi-aktivs-un-balso-par-balvu-novada-pasvaldibas-sabiedribas-lidzdalibas-budzeta-projektiem"
