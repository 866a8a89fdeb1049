"""Siguldas novads.

Site: sigulda.lv. Platform: WordPress (seen); feed and interface inferred. Caveats: category pages print whole
posts; posts stand at the root beside pages; devdig.sigulda.lv is a staging copy and never crawled.
"""

from pilsetas_crawl.platforms.wordpress import FEEDS, WordPressSpider, wordpress_discovery


class SiguldaSpider(WordPressSpider):
    name = "sigulda"
    example = "https://sigulda.lv/siguldas-novada-biblioteka-notiks-ekspedicijas-gauja-44-tilti-pasakums"
    # Pages were seen in these sections.
    article_pattern = (
        r"(?!/(?:novads|attistiba|kontakti|privatums|public)(?:/|$))" + WordPressSpider.article_pattern
    )
    # The categories that were seen; "dazadi" holds nearly everything (698 pages).
    discovery = wordpress_discovery(
        "/category/dazadi/",
        "/category/socialie/",
        "/category/svetki/",
        feeds=(*FEEDS, "/category/dazadi/feed/"),
        whole_posts=True,
    )
