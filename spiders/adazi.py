"""Ādažu novads.

Site: www.adazunovads.lv. Platform: TVP (seen); feed read by others in production in 2026 (seen). Caveats:
adazi.lv forwards here; addresses are very long; the WordPress before it and Carnikava's old site
are sisters, archives.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.platforms.wordpress import AT_ROOT, WordPressSpider, wordpress_discovery


class AdaziSpider(TvpSpider):
    name = "adazi"
    example = "https://www.adazunovads.lv/lv/jaunums/adazu-novada-2024-gada-budzets-novads-aug-un-attistas-prioritates-izglitiba-infrastrukturas-uzlabosana-teritorijas-apsaimniekosana"
    aliases = ("adazi.lv",)
    sisters = (
        Sister(
            key="old",
            site="https://old.adazi.lv",
            platform=WordPressSpider,
            article_pattern=AT_ROOT,
            discovery=wordpress_discovery("/category/jaunumi-novada/"),
            example="https://old.adazi.lv/?p=93353",
            evidence="archive until 2022, WordPress, listing of 165 pages (seen)",
        ),
        Sister(
            key="carnikava",
            site="https://carnikava.lv",
            platform=PlainSpider,
            article_pattern=r"^/lv/(?:[^/?#]+/)*jaunumi/[^/?#]+/\d+-[^/?#]+$",
            discovery=plain_discovery("/lv/jaunumi"),
            example="https://carnikava.lv/lv/component/content/article/18-latviesu/jaunumi/novads/3426-25-augusta-aicinam-uz-xvii-negu-svetkiem-carnikava",
            evidence="archive of the novads merged in 2021, Joomla by its address (seen); list inferred",
        ),
    )
