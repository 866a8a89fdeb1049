"""Rēzekne.

Site: rezekne.lv. Platform: WordPress by its dated addresses (inferred); feed, interface and archives
inferred. Caveats: only two addresses were seen, both of 2020; long-running articles are edited in place for
weeks; the Russian version is left out.
"""

from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class RezekneSpider(WordPressSpider):
    name = "rezekne"
    example = "https://rezekne.lv/2020/03/30/valsti-izsludinats-arkartas-stavoklis-situacija-rezekne-9-00-informacija-tiks-papildinata/"
    article_pattern = r"^/\d{4}/\d{2}/\d{2}/[^/?#]+$"
    left_out = r"^/(?:ru|en)/"
    discovery = wordpress_discovery(years="/")
