"""Daugavpils.

Site: daugavpils.lv. Platform: home-grown, MODX is inferred. Caveats: lists were seen, no article of the
present site was, so there is no example, the pattern is inferred from the lists' paths and the true form is
learned; list links gather junk parameters; the English news ended in 2013.
"""

from pilsetas_crawl.platforms.daugavpils import DaugavpilsNewsSpider, daugavpils_discovery
from pilsetas_crawl.platforms.events.afisa import AFISA_EVENTS


class DaugavpilsSpider(DaugavpilsNewsSpider):
    name = "daugavpils"
    article_pattern = r"^/(?:afisa/zinas|pasvaldiba/aktualitates/[^/?#]+)/[^/?#]+$"
    discovery = daugavpils_discovery("/afisa/zinas/", "/pasvaldiba/aktualitates/video-zinas")
    events = AFISA_EVENTS
