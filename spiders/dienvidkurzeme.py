"""Dienvidkurzemes novads.

Site: www.dkn.lv. Platform: TVP (seen); feed inferred. Caveats: slow to answer, large files fail; council
sittings are listed apart; parish sites go on publishing, see the sister.
"""

from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.platforms.wordpress import AT_ROOT, WordPressSpider, wordpress_discovery


class DienvidkurzemeSpider(TvpSpider):
    name = "dienvidkurzeme"
    example = "https://www.dkn.lv/lv/jaunums/pazinojums-par-lokalplanojuma-jurasselfs-jurmalciema-nicas-pagasta-dienvidkurzemes-novada-un-ta-vides-parskata-projekta-publisko-apspriesanu"
    sisters = (
        Sister(
            key="vainode",
            site="https://www.vainode.lv",
            platform=WordPressSpider,
            article_pattern=AT_ROOT,
            discovery=wordpress_discovery(),
            example="https://www.vainode.lv/domes-sede-vainode-apstiprina-dalu-pasvaldibas-iestazu/",
            evidence="goes on publishing about the merged novads (seen); WordPress inferred from an address",
        ),
    )
