"""Ventspils novads.

Site: www.ventspilsnovads.lv. Platform: TVP (seen); feed inferred. Caveats: no article of the new system was
seen, the example is the old site's; the file server did not answer in September 2026.
"""

from pilsetas_crawl.platforms.tvp import TvpSpider


class VentspilsNovadsSpider(TvpSpider):
    name = "ventspils-novads"
    example = "https://ventspilsnovads.lv/aktualitates/pasvaldibas-atbalsts-vides-kvalitates-uzlabosanai/"
    # The old site's form was seen, the platform's is inferred.
    article_pattern = r"^/(?:lv/jaunums|en/article|aktualitates)/[^/?#]+$"
