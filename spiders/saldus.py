"""Saldus novads.

Site: www.saldus.lv. Platform: WordPress, several sites in one (seen); feed, interface and listings
inferred. Caveats: no news address was seen: the example is a document, and the form is carried over from
its tourism site; public consultations stand on one long page.
"""

from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class SaldusSpider(WordPressSpider):
    name = "saldus"
    example = "https://www.saldus.lv/pasvaldiba/dokumenti/posts/civilas-aizsardzibas-plans/"
    article_pattern = r"^/(?:[^/?#]+/)*posts/[^/?#]+$"
    # A type of its own by its addresses, so the interface is asked which.
    discovery = wordpress_discovery("/aktualitates/", "/jaunumi/", guesses=True, types=True)
