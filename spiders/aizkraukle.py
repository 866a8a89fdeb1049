"""Aizkraukles novads.

Site: www.aizkraukle.lv. Platform: TVP (seen); feed inferred. Caveats: answers came and went in one evening
and the fourth try worked; categories name parishes beside topics; arhivs.aizkraukle.lv is dead; Koknese's
old site is a sister.
"""

from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister
from pilsetas_crawl.platforms.tvp import TvpSpider


class AizkraukleSpider(TvpSpider):
    name = "aizkraukle"
    example = (
        "https://www.aizkraukle.lv/lv/jaunums/apstiprinats-novada-attistibas-ne-tikai-izdzivosanas-budzets"
    )
    sisters = (
        Sister(
            key="koknese",
            site="http://koknese.lv",
            platform=PlainSpider,
            article_pattern=r"^/aktualitates1/[^/?#]+$",
            ignored_parameters=frozenset({"a"}),
            discovery=plain_discovery("/aktualitates1"),
            example="http://koknese.lv/aktualitates1/sakusies_sabiedriska_apspriesana_novada_attistibas_strategijai_un_programmai?a=print",
            evidence="archive of the novads merged in 2021, one address seen; list inferred, system unknown",
        ),
    )
