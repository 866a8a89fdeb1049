"""Sites of systems nobody has named, whose listing and article addresses are known all the same.

Old sites and parish sites mostly, known from stored copies of their texts: read by headline, by labelled
dates and by what is common to all pages.
"""

from __future__ import annotations

from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.front_page import FrontPageWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.platforms.labelled import LabelledSpider
from pilsetas_crawl.reading.dates import PUBLISHED_LABELS


def plain_discovery(*sections: str) -> tuple[DiscoveryWay, ...]:
    """Ways of discovery of such a site.

    Args:
        sections: paths of its news; their pagers are followed by their own links.
    """
    return (ListingWay(sections, page=None, first=1), SitemapWay(("/sitemap.xml",)), FrontPageWay("/"))


class PlainSpider(LabelledSpider):
    """A site of such a system.

    1. Set `article_pattern` and ``discovery = plain_discovery(...)``.
    """

    platform = "plain"
    labels = PUBLISHED_LABELS
