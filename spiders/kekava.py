"""Ķekavas novads.

Site: kekava.lv. Platform: WordPress (seen); feed, interface and listing inferred. Caveats: news stand under
/n/, which may be a type of its own; events come as a weekly digest among the news; the system before it is
a sister, an archive.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class KekavaSpider(WordPressSpider):
    name = "kekava"
    example = "https://kekava.lv/n/sanemti-137-iedzivotaju-priekslikumi-2024-gada-budzetam"
    aliases = ("kekavasnovads.lv",)
    article_pattern = r"^/n/(?!(?:page|feed)$)[^/?#]+$|^/\?p=\d+$"
    discovery = wordpress_discovery("/n/", feeds=("/n/feed/", "/feed/"), types=True, front_page=True)
    sisters = (
        Sister(
            key="arhivs",
            site="https://arhivs.kekava.lv",
            platform=PlainSpider,
            article_pattern=r"^/pub/index\.php\?lid=\d+$",
            ignored_parameters=frozenset({"gid", "id"}),
            discovery=plain_discovery("/pub/index.php?id=150"),
            example="https://arhivs.kekava.lv/pub/index.php?gid=1&id=150&lid=16619",
            evidence="archive of the system before, lid is the identity (seen); its dates have no label",
        ),
    )
