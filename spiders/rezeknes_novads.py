"""Rēzeknes novads.

Site: rezeknesnovads.lv. Platform: WordPress by its addresses (inferred). Caveats: pages and posts share the
root; ``/en/`` holds machine translations, which are left out; no category address was seen.
"""

from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class RezeknesNovadsSpider(WordPressSpider):
    """News of Rēzeknes novads."""

    name = "rezeknes-novads"
    example = "https://rezeknesnovads.lv/informacija-par-celu-tirisanu-ziemas-perioda-rezeknes-novada/"
    discovery = wordpress_discovery()
