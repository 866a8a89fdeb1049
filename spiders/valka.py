"""Valkas novads.

Site: www.valka.lv. Platform: not known today (until 2023 a home-grown one with numbered sections was seen).
Caveats: nothing newer than 2023 was seen, so the pattern is inferred from then and everything is found and
learned; standing pages share the form, so a page without a date is no article; an article may stand in
several sections and counts once; reader comments follow the text; vpb.valka.lv serves the same articles.
"""

from pilsetas_crawl.platforms.generic import GenericSpider, generic_discovery


class ValkaSpider(GenericSpider):
    name = "valka"
    example = "https://valka.lv/lv/valkas-novads-1/pasvaldiba-1/projekti-2/projekti-1/attistibas-projektu-un-turisma-nodalas-paveiktais-2022-gada"
    aliases = ("vpb.valka.lv",)
    # One article stands in several sections: its name is the same in all of them.
    identity = (r"^/lv/(?:[^/?#]+/){2,}((?:[^/?#-]+-){2}[^/?#]+)$", r"/lv/jaunums/\1")
    article_pattern = r"^/lv/jaunums/[^/?#]+$"
    # Sections in which articles were seen, up to 2023.
    discovery = generic_discovery(
        "/lv/valkas-novads-1/pasvaldiba-1",
        "/lv/valkas-novads-1/pasvaldiba-1/projekti-2/projekti-1",
        "/lv/karku-pagasts-1/karku-pagasts-4",
    )
