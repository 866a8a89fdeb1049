"""Limbažu novads.

Site: www.limbazunovads.lv. Platform: TVP (seen); feed read by others in production in 2026 over http
(seen). Caveats: limbazi.lv was the name before; planning notices are basic pages and not in the feed;
Aloja's old site is a sister.
"""

from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.tvp import TvpSpider, tvp_discovery
from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class LimbaziSpider(TvpSpider):
    name = "limbazi"
    example = "https://www.limbazunovads.lv/lv/jaunums/apstiprinats-limbazu-novada-gerbonis"
    aliases = ("limbazi.lv",)
    discovery = tvp_discovery("/lv/rss/articles", "http://www.limbazunovads.lv/lv/rss/articles")
    sisters = (
        Sister(
            key="aloja",
            site="https://aloja.lv",
            platform=WordPressSpider,
            article_pattern=r"^/\d{4}/\d{2}/\d{2}/[^/?#]+$",
            discovery=wordpress_discovery(years="/"),
            evidence="archive, not updated since January 2022; WordPress with dated addresses (seen)",
        ),
    )
