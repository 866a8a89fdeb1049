"""Krāslavas novads.

Site: www.kraslava.lv. Platform: not known (no /lv/ in its addresses was seen; Drupal is inferred from one
line of text). Caveats: no news address of the present site was seen, the pattern is inferred from the old
one and the example is an old one: everything is found and learned; newspaper and old site are sisters.
"""

from pilsetas_crawl.platforms.generic import GenericSpider
from pilsetas_crawl.platforms.plain import PlainSpider, plain_discovery
from pilsetas_crawl.platforms.sisters import Sister


class KraslavaSpider(GenericSpider):
    name = "kraslava"
    example = "https://kraslava.lv/zinas/pilns-raksts/article/iesniegtas-22-idejas-pasvaldibas-projektu-konkursam-iedzivotaji-veido-savu-vidi/"
    article_pattern = r"^/(?:zinas|aktualitates|jaunumi)/(?:[^/?#]+/)*(?=(?:[^/?#-]+-){2})[^/?#]+$"
    sisters = (
        Sister(
            key="vestis",
            site="http://www.kraslavasvestis.lv",
            platform=PlainSpider,
            # The same article stands under endless addresses; its last words are the same in all of them.
            identity=(
                r"^/zinas/.*\barticle/(?:[^?#]*/)?([a-z][a-z0-9-]{8,})(?:/\d+)?\.html$",
                r"/zinas/article/\1",
            ),
            article_pattern=r"^/zinas/article/[a-z][a-z0-9-]+$",
            discovery=plain_discovery("/zinas"),
            example="http://www.kraslavasvestis.lv/zinas/article/3/projekti-jaunaja-kraslavas-novada-turpinas.html",
            evidence="the municipality's newspaper, dates behind 'Pievienots:' (seen); system unknown",
        ),
        Sister(
            key="veca",
            site="https://veca.kraslava.lv",
            platform=PlainSpider,
            article_pattern=r"^/zinas/pilns-raksts/[^/?#]+$",
            discovery=plain_discovery("/zinas"),
            example="https://veca.kraslava.lv/zinas/pilns-raksts/kraslavas-novada-pasvaldiba-izsludina-tradicionalo-iedzivotaju-projektu-konkursu-iedzivotaji-veido-savu-vidi-2022",
            evidence="archive of the system before, addresses seen; its texts show no date; list inferred",
        ),
    )
