"""Alūksnes novads.

Site: aluksne.lv. Platform: WordPress with ``/index.php/`` in its addresses (seen); feed and interface
inferred. Caveats: the main category was not found, so years are read instead of categories; texts end with
the writer's name and office; a second WordPress for projects under /projektiwp/ is left alone.
"""

from pilsetas_crawl.platforms.wordpress import MAPS, WordPressSpider, wordpress_discovery


class AluksneSpider(WordPressSpider):
    name = "aluksne"
    example = "https://aluksne.lv/index.php/2024/03/28/izpilddirektora-informacija-28-03-2024/"
    # Keys of addresses are without /index.php.
    article_pattern = r"^/\d{4}/\d{2}/\d{2}/[^/?#]+$"
    discovery = wordpress_discovery(
        rest=("/index.php/wp-json/wp/v2/posts", "/?rest_route=/wp/v2/posts"),
        feeds=("/index.php/feed/", "/?feed=rss2"),
        years="/index.php/",
        maps=("/index.php/wp-sitemap.xml", "/index.php/sitemap_index.xml", *MAPS),
    )
