"""Rēzeknes novads.

Site: rezeknesnovads.lv. Platform: WordPress by its addresses (inferred). Caveats: pages and posts share the
root; ``/en/`` holds machine translations, which are left out; no category address was seen.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.wordpress import AT_ROOT, WordPressSpider, wordpress_discovery


class RezeknesNovadsSpider(WordPressSpider):
    name = "rezeknes-novads"
    example = "https://rezeknesnovads.lv/informacija-par-celu-tirisanu-ziemas-perioda-rezeknes-novada/"
    article_pattern = AT_ROOT
    left_out = r"^/en/"
    discovery = wordpress_discovery()
    sisters = (
        Sister(
            key="vilani",
            site="https://www.vilani.lv",
            platform=PlainSpider,
            article_pattern=r"^/lv/jaunumi/jaunumi/[^/?#]+$",
            discovery=plain_discovery("/lv/jaunumi/jaunumi/"),
            example="https://www.vilani.lv/lv/jaunumi/jaunumi/konkurss-skaista-muna-tava-sata-/",
            evidence="page of an association, once the merged municipality's (seen); its dates have no label",
        ),
    )
