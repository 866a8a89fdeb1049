"""Talsu novads.

Site: www.talsunovads.lv. Platform: TVP (seen); feed inferred. Caveats: talsi.lv is a landing page only;
parish sites repeat the news word for word, see the sister.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.platforms.wordpress import AT_ROOT, WordPressSpider, wordpress_discovery


class TalsiSpider(TvpSpider):
    name = "talsi"
    example = "https://talsunovads.lv/lv/jaunums/aicina-uz-iedzivotaju-tiksanos-roja-mersraga-un-dundaga"
    sisters = (
        Sister(
            key="kolka",
            site="https://www.kolka.lv",
            platform=WordPressSpider,
            article_pattern=AT_ROOT,
            discovery=wordpress_discovery(),
            evidence="repeats news of the novads, WordPress (seen); form of its articles inferred",
        ),
        Sister(
            key="roja",
            site="https://roja.lv",
            platform=PlainSpider,
            article_pattern=r"^/lv/jaunumi/[^/?#&]+$",
            discovery=plain_discovery("/lv/jaunumi"),
            evidence="repeats news of the novads, listing seen; form of its articles inferred",
        ),
    )
