"""The system of the Cēsis family of sites: ``/aktualitates/zinas/<category>/<slug>/``.

Seen in stored copies of Cēsis and its sister sites: the date is the last line, label "Datums:", in the long
form; the headline comes twice, as heading and as picture caption; a translation widget and its disclaimer
stand on top; every article has a print view at ``/print``. Markup and paging were never seen.
"""

from __future__ import annotations

from typing import ClassVar

from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.listing import FrontPageWay, ListingWay
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.platforms.labelled import FIELD_WAYS, LabelledSpider
from pilsetas_crawl.platforms.reading import address_match, meta


def zinas_discovery(root: str) -> tuple[DiscoveryWay, ...]:
    """Ways of discovery of such a site.

    Args:
        root: path of the news, all categories together; its pager is followed by its own links.
    """
    return (ListingWay((root,), page=None, first=1), SitemapWay(("/sitemap.xml",)), FrontPageWay("/"))


class ZinasSpider(LabelledSpider):
    """A site of the family.

    1. Set ``discovery = zinas_discovery(...)`` and an `article_pattern` under the same path.
    """

    platform = "zinas"
    labels = ("Datums", "Publicēšanas datums")
    field_ways: ClassVar = {
        **FIELD_WAYS,
        # The last part but one of the address is the category; its shown name was not seen.
        "categories": (address_match(r"/zinas/([^/?#]+)/[^/?#]+(?:/print)?/?$"), meta("section")),
    }
