"""Augšdaugavas novads.

Site: www.augsdaugavasnovads.lv. Platform: TVP (inferred from one page of October 2026). Caveats: WordPress
until 2023, the example is from then and may lead to the front page; the old sites of Ilūkste and of the
novads before 2021 are sisters.
"""

from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.platforms.wordpress import AT_ROOT, WordPressSpider, wordpress_discovery


class AugsdaugavaSpider(TvpSpider):
    name = "augsdaugava"
    example = (
        "https://www.augsdaugavasnovads.lv/novads/aktualitates/jaunumi/gada-notikumi-augsdaugavas-novada/"
    )
    # The old site's form was seen, the platform's is inferred.
    article_pattern = r"^/(?:lv/jaunums|en/article|novads/aktualitates/jaunumi)/[^/?#]+$"
    sisters = (
        Sister(
            key="ilukste",
            site="https://www.ilukste.lv",
            platform=WordPressSpider,
            article_pattern=AT_ROOT,
            discovery=wordpress_discovery(),
            example="https://www.ilukste.lv/uzsakta-ilukstes-novada-attistibas-programmas-2020-2026-gadam-publiska-apspriesana/",
            evidence="archive of the novads merged in 2021, WordPress (seen)",
        ),
        Sister(
            key="daugavpilsnovads",
            site="https://www.daugavpilsnovads.lv",
            platform=WordPressSpider,
            article_pattern=AT_ROOT,
            discovery=wordpress_discovery(),
            example="https://www.daugavpilsnovads.lv/aizvadita-pedeja-daugavpils-novada-domes-sede/",
            evidence="archive of the novads before 2021, one address seen; WordPress inferred from it",
        ),
    )
