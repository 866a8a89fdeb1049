"""Cēsu novads.

Site: www.cesis.lv. Platform: the Cēsis family's own (seen). Caveats: only the category "pasvaldiba" was seen;
paging is unknown and followed by the pager's own links; sister sites are not crawled.
"""

from pilsetas_crawl.platforms.zinas import ZinasSpider, zinas_discovery


class CesisSpider(ZinasSpider):
    """News of Cēsu novads."""

    name = "cesis"
    example = (
        "https://www.cesis.lv/lv/novads/aktualitates/zinas/pasvaldiba/"
        "sakusies-teritorijas-planojuma-grozijumu-publiska-apspriesana/"
    )
    aliases = ("cesunovads.lv",)
    article_pattern = r"^/lv/novads/aktualitates/zinas/[^/?#]+/[^/?#]+$"
    discovery = zinas_discovery("/lv/novads/aktualitates/zinas/")
