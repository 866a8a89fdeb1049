"""Olaines novads.

Site: olaine.lv. Platform: home-grown (inferred from its file picker); article addresses seen. Caveats:
markup, paging and feeds were never seen; headlines come twice in the text; addresses carry the fragment of a
search.
"""

from pilsetas_crawl.platforms.olaine import OlaineNewsSpider


class OlaineSpider(OlaineNewsSpider):
    name = "olaine"
    example = "https://www.olaine.lv/lv/jaunumi/isas-zinas-13-19-11"
