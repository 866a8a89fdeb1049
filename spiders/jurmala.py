"""Jūrmala.

Site: www.jurmala.lv. Platform: TVP (seen); feed read by others in production in 2026 over http (seen).
Caveats: repeated headlines get a numeric tail and are different articles; legal texts are on
dokumenti.jurmala.lv; edu.jurmala.lv mirrors the old tree, see the sister.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.tvp import TvpSpider, tvp_discovery


class JurmalaSpider(TvpSpider):
    name = "jurmala"
    example = "https://www.jurmala.lv/lv/jaunums/jurmalai-pagarinats-kurorta-statuss"
    discovery = tvp_discovery("/lv/rss/articles", "http://www.jurmala.lv/lv/rss/articles")
    sisters = (
        Sister(
            key="edu",
            site="https://edu.jurmala.lv",
            platform=PlainSpider,
            article_pattern=r"^/lv/sabiedriba/jaunumi_aktuali/[^/?#]+/\d+-[^/?#]+$",
            discovery=plain_discovery("/lv/sabiedriba/jaunumi_aktuali/pasvaldiba"),
            example=(
                "https://edu.jurmala.lv/lv/sabiedriba/jaunumi_aktuali/pasvaldiba/"
                "77564-jurmalas-pilsetas-domes-sedes-lemumi-25-februari"
            ),
            evidence="mirrors the tree of the system before (seen)",
        ),
    )
