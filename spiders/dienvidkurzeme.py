"""Dienvidkurzemes novads.

Site: www.dkn.lv. Platform: TVP (seen); feed inferred. Caveats: slow to answer, large files fail; council
sittings are listed apart; old and parish sites go on publishing: two are sisters, of cirava.lv and
pavilosta.lv no article was seen.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
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
        Sister(
            key="priekule",
            site="http://www.priekulesnovads.lv",
            platform=PlainSpider,
            article_pattern=r"^/aktualitates/[^/?#]+$",
            discovery=plain_discovery("/aktualitates"),
            example="http://www.priekulesnovads.lv/aktualitates/aicina-uz-iedzivotaju-sapulcem",
            evidence="site of a merged novads, one address seen; list inferred, system unknown",
        ),
    )
