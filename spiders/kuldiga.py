"""Kuldīgas novads.

Site: kuldigasnovads.lv. Platform: WordPress (seen), media collection of the interface seen open. Caveats:
posts stand at the root beside pages; council agendas are posts too; kuldiga.lv is dead.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.wordpress import AT_ROOT, WordPressSpider, wordpress_discovery


class KuldigaSpider(WordPressSpider):
    name = "kuldiga"
    example = "https://kuldigasnovads.lv/aicina-uz-ikgadejam-iedzivotaju-sapulcem/"
    article_pattern = AT_ROOT
    # Inferred from the category addresses seen; the interface lists all categories at once.
    discovery = wordpress_discovery("/category/jaunumi/", "/category/aktualitates/", "/category/dome/")
    sisters = (
        Sister(
            key="skrunda",
            site="https://www.skrunda.lv",
            platform=PlainSpider,
            article_pattern=r"^/lv/(?:[^/?#]+/)*aktualitates/[^/?#]+-\d+$",
            discovery=plain_discovery("/lv/parvalde/pagastu-parvaldes/aktualitates/"),
            example=(
                "https://www.skrunda.lv/lv/parvalde/pagastu-parvaldes/aktualitates/"
                "aicina-uz-ikgadejam-iedzivotaju-sapulcem-22070/"
            ),
            evidence="republishes news of the novads under a numeric tail (seen); system unknown",
        ),
    )
