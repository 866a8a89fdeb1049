"""Dobeles novads.

Site: www.dobele.lv. Platform: TVP (seen); feed inferred. Caveats: before it a Drupal stood on the host,
with ``/lv/news/…`` and ``/lv/content/…``; texts end with names of writers and photographers.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class DobeleSpider(TvpSpider):
    name = "dobele"
    example = "https://dobele.lv/lv/jaunums/auces-skoleni-iepazist-dobeles-novada-pasvaldibu"
