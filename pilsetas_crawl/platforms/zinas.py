"""The system of the Cēsis family of sites: ``/aktualitates/zinas/<category>/<slug>/``.

Seen in stored copies of Cēsis and its sister sites: the date is the last line, label "Datums:", in the long
form; the headline comes twice, as heading and as picture caption; a translation widget and its disclaimer
stand on top; every article has a print view at ``/print``. Markup and paging were never seen.
"""

from __future__ import annotations

from typing import ClassVar

from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.front_page import FrontPageWay
from pilsetas_crawl.platforms.discovery.guessed import GuessedListingWay
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.platforms.labelled import FIELD_WAYS, LabelledSpider
from pilsetas_crawl.platforms.reading import address_match, meta
from pilsetas_crawl.platforms.sisters import Sister

# What a pager may put into an address instead of a parameter: its form was never seen.
_PAGE = r"(?!(?:page|lapa|arhivs)/)"
_NO_NUMBER = r"(?!(?:\d+|page|lapa)$)"


def zinas_pattern(root: str, *, categories: bool = True) -> str:
    """Form of article addresses under the path of the news.

    Args:
        root: path of the news, with its closing slash.
        categories: addresses name a category; else they end in a number.
    """
    return rf"^{root}" + (f"{_PAGE}[^/?#]+/{_NO_NUMBER}[^/?#]+$" if categories else r"[^/?#]+-\d+$")


def zinas_discovery(root: str, *parts: str) -> tuple[DiscoveryWay, ...]:
    """Ways of discovery of such a site.

    Args:
        root: path of the news, all categories together; its pager is followed by its own links.
        parts: names of categories whose lists are tried where that is none.
    """
    paths = (root, *(f"{root}{part}/" for part in parts))
    listing = GuessedListingWay(paths, page=None, first=1)
    return (listing, SitemapWay(("/sitemap.xml",)), FrontPageWay("/"))


def zinas_sister(
    key: str, site: str, root: str, *, evidence: str, example: str | None = None, categories: bool = True
) -> Sister:
    """A sister site on the same system.

    Args:
        key: its name beside the municipality's.
        site: its address.
        root: path of its news.
        evidence: what was seen, and what is only inferred.
        example: address of one real article, where one was seen.
        categories: its addresses name a category; else they end in a number.
    """
    return Sister(
        key=key,
        site=site,
        platform=ZinasSpider,
        article_pattern=zinas_pattern(root, categories=categories),
        discovery=zinas_discovery(root),
        example=example,
        evidence=evidence,
    )


class ZinasSpider(LabelledSpider):
    """A site of the family.

    1. Set ``discovery = zinas_discovery(...)`` and ``article_pattern = zinas_pattern(...)`` of the same path.
    """

    platform = "zinas"
    labels = ("Datums", "Publicēšanas datums")
    field_ways: ClassVar = {
        **FIELD_WAYS,
        # The last part but one of the address is the category; its shown name was not seen.
        "categories": (address_match(r"/zinas/([^/?#]+)/[^/?#]+(?:/print)?/?$"), meta("section")),
    }
