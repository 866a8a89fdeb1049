"""Saulkrastu novads.

Site: saulkrasti.lv. Platform: WordPress by its addresses (inferred); feed, interface and listing inferred.
Caveats: articles seen are of 2015–2020 and of one category; stands behind Cloudflare, which may check robots.
"""

from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class SaulkrastiSpider(WordPressSpider):
    name = "saulkrasti"
    example = "https://saulkrasti.lv/jaunumi/pasvaldiba-un-sabiedriba/varam-par-konsultacijam-par-saulkrastu-novada-izveidi/"
    article_pattern = r"^/jaunumi/(?!page/)[^/?#]+/(?!page$)[^/?#]+$"
    discovery = wordpress_discovery(
        "/jaunumi/", "/jaunumi/pasvaldiba-un-sabiedriba/", guesses=True, types=True
    )
