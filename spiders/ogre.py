"""Ogres novads.

Site: www.ogresnovads.lv. Platform: TVP (seen); feed inferred, and not found by one survey of 2026. Caveats:
items of 2015 and 2019 were carried over; ogrenet.lv is private and reprints most of it; Ikšķile's old site is
a sister.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.tvp import TvpSpider


class OgreSpider(TvpSpider):
    name = "ogre"
    example = "https://www.ogresnovads.lv/lv/jaunums/izmainas-ogres-centralas-bibliotekas-darba"
    sisters = (
        Sister(
            key="ikskile",
            site="https://ikskile.lv",
            platform=PlainSpider,
            article_pattern=r"^/lv/jaunumi/[^/?#]+$",
            discovery=plain_discovery("/lv/jaunumi"),
            example="https://ikskile.lv/index.php/lv/jaunumi/pazinojums-par-lokalplanojuma-skolas-iela-2-publisko-apspriesanu",
            evidence="archive of the novads merged in 2021, Joomla by its addresses (seen); list inferred",
        ),
    )
