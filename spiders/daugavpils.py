"""Daugavpils.

Site: daugavpils.lv. Platform: home-grown, MODX is inferred. Caveats: lists were seen, no article of the
present site was, so there is no example, the pattern is inferred from the lists' paths and the true form is
learned; list links gather junk parameters; the English news ended in 2013.
"""

from pilsetas_crawl.platforms.daugavpils import DaugavpilsNewsSpider, daugavpils_discovery
from pilsetas_crawl.platforms.events.afisa import AFISA_EVENTS
from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister


class DaugavpilsSpider(DaugavpilsNewsSpider):
    name = "daugavpils"
    article_pattern = r"^/(?:afisa/zinas|pasvaldiba/aktualitates/[^/?#]+)/[^/?#]+$"
    discovery = daugavpils_discovery("/afisa/zinas/", "/pasvaldiba/aktualitates/video-zinas")
    events = AFISA_EVENTS
    sisters = (
        Sister(
            key="old",
            site="https://old.daugavpils.lv",
            platform=PlainSpider,
            article_pattern=r"^/lv/\d+/read/\d+$",
            discovery=plain_discovery("/lv/47", "/lv/63"),
            example="https://old.daugavpils.lv/lv/63/read/15334",
            evidence="archive of the system before, addresses seen; lists inferred, dates have no label",
        ),
    )
