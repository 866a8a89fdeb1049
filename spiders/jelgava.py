"""Jelgava.

Site: www.jelgava.lv. Platform: WordPress (seen), listings and their paging seen; feed and interface
inferred. Caveats: sections share the level with articles, only two were seen; leftover parameters multiply
addresses; the newspaper's archive since 2008, 1600 pages, is left out; times out after many requests;
/lv/kontakti was noted in October 2026, so addresses may have gained a language.
"""

from pilsetas_crawl.platforms.events.announced import AnnouncedEvents
from pilsetas_crawl.platforms.events.tec import WORDPRESS_EVENTS
from pilsetas_crawl.platforms.wordpress import WordPressSpider, wordpress_discovery


class JelgavaSpider(WordPressSpider):
    name = "jelgava"
    example = "https://www.jelgava.lv/jaunumi/dome-apstiprinats-jelgavas-pilsetas-un-novada-sadarbibas-teritorijas-civilas-aizsardzibas-plans/"
    article_pattern = r"^/(?:lv/)?jaunumi/(?!(?:page|sabiedriba|pasakumi)$)[^/?#]+$"
    # Of the site before; they hang on links to this day.
    ignored_parameters = frozenset({"news_id", "object_id", "id"})
    discovery = wordpress_discovery("/jaunumi/", types=True, front_page=True)
    events = (AnnouncedEvents(categories=("Pasākumi",)), *WORDPRESS_EVENTS)
