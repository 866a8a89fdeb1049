"""Ventspils.

Site: www.ventspils.lv. Platform: WordPress, Bedrock layout (inferred from the addresses of its files);
feed, interface and listing inferred. Caveats: the part before the last is the section, only "pilseta" was
seen; council decisions have a list of their own; city companies publish apart; /lv/kontakti
was noted in October 2026, so addresses may have gained a language.
"""

from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class VentspilsSpider(WordPressSpider):
    name = "ventspils"
    example = "https://www.ventspils.lv/jaunumi/pilseta/apstiprina-ventspils-valstspilsetas-un-ventspils-novada-pasvaldibas-civilas-aizsardzibas-plana-sadalas/"
    article_pattern = r"^/(?:lv/)?jaunumi/(?!page/)[^/?#]+/(?!page$)[^/?#]+$"
    discovery = wordpress_discovery("/jaunumi/", "/jaunumi/pilseta/", guesses=True, types=True)
