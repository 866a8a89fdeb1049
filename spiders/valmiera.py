"""Valmieras novads.

Site: www.valmierasnovads.lv. Platform: WordPress by its addresses (inferred); feed and interface inferred.
Caveats: no listing and no date was seen; posts stand at the root beside a few pages, most pages are nested;
education has a site of its own.
"""

from pilsetas_crawl.platforms.wordpress import AT_ROOT, WordPressSpider, wordpress_discovery


class ValmieraSpider(WordPressSpider):
    name = "valmiera"
    example = "https://www.valmierasnovads.lv/valmieras-novada-pasvaldiba-iecienitas-izbraukuma-domes-sedes/"
    article_pattern = AT_ROOT
    # Documents were seen as a type of their own; news may be one.
    discovery = wordpress_discovery(types=True)
