"""Gulbenes novads.

Site: www.gulbene.lv. Platform: TVP (seen); feed inferred. Caveats: until 2021 Joomla stood on the host
under the same ``/lv/``; votes are apart on balso.gulbene.lv.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class GulbeneSpider(TvpSpider):
    name = "gulbene"
    example = "https://www.gulbene.lv/lv/jaunums/apstiprinati-atlases-kriteriji-celu-pieteiksanai-renovacijai"
