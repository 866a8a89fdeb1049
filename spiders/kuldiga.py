"""Kuldīgas novads.

Site: kuldigasnovads.lv. Platform: WordPress (seen), media collection of the interface seen open. Caveats:
posts stand at the root beside pages; council agendas are posts too; kuldiga.lv is dead.
"""

from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class KuldigaSpider(WordPressSpider):
    """News of Kuldīgas novads."""

    name = "kuldiga"
    example = "https://kuldigasnovads.lv/aicina-uz-ikgadejam-iedzivotaju-sapulcem/"
    # Inferred from the category addresses seen; the interface lists all categories at once.
    discovery = wordpress_discovery("/category/jaunumi/", "/category/aktualitates/", "/category/dome/")
