"""Cēsu novads.

Site: www.cesis.lv. Platform: the Cēsis family's own (seen). Caveats: only the category "pasvaldiba" and no list
was seen; paging is unknown and followed by the pager's own links; offices of the novads have sites of the
same kind, see the sisters.
"""

from pilsetas_crawl.platforms.zinas import ZinasSpider, zinas_discovery, zinas_pattern, zinas_sister


class CesisSpider(ZinasSpider):
    name = "cesis"
    example = "https://www.cesis.lv/lv/novads/aktualitates/zinas/pasvaldiba/sakusies-teritorijas-planojuma-grozijumu-publiska-apspriesana/"
    aliases = ("cesunovads.lv",)
    article_pattern = zinas_pattern("/lv/novads/aktualitates/zinas/")
    discovery = zinas_discovery("/lv/novads/aktualitates/zinas/", "pasvaldiba")
    sisters = (
        zinas_sister(
            "amata",
            "https://amata.lv",
            "/lv/amata/aktualitates/zinas/",
            categories=False,
            example="https://amata.lv/lv/amata/aktualitates/zinas/dome-vienbalsigi-pienem-rezoluciju-par-atbalstu-ukrainai-136494",
            evidence="same system, own news beside the novads' (seen)",
        ),
        zinas_sister(
            "ligatne",
            "https://ligatne.lv",
            "/lv/ligatne/aktualitates/zinas/",
            categories=False,
            evidence="same system; form of its addresses noted, none seen whole",
        ),
        zinas_sister(
            "priekuli",
            "https://www.priekuli.lv",
            "/lv/mes-esam/aktualitates/zinas/",
            example="https://www.priekuli.lv/lv/mes-esam/aktualitates/zinas/parvalde/priekulu-apvienibas-parvaldes-teritorijas-planojuma-publiska-apspriesana-133835/",
            evidence="same system, own news beside the novads' (seen)",
        ),
        zinas_sister(
            "jaunpiebalga",
            "https://www.jaunpiebalga.lv",
            "/lv/mes-esam/aktualitates/zinas/",
            evidence="same system; an address was seen on the host it was built on",
        ),
        zinas_sister(
            "vecpiebalga",
            "https://vecpiebalga.lv",
            "/lv/vecpiebalga/aktualitates/zinas/",
            evidence="same system; form of its addresses noted, none seen whole",
        ),
    )
