"""Drupal outside the unified platform: stock addresses, pagers and fields, and a theme of its own.

Measured on installations of Drupal 7 and 10: pages are numbered from zero, and one page too far repeats the
last (7) or is empty (10), always with status 200; the feed names sticky articles first; an article answers at
up to four addresses (with and without language, by number and by name), so its node number is what tells
articles apart; neither version has a sitemap by itself. The themes of the sites were never seen: pages are
read by what is common to all, after the fields that Drupal itself names.
"""

from __future__ import annotations

from typing import ClassVar

from pilsetas_crawl.platforms.discovery.auto import AutoFeedWay, AutoSitemapWay
from pilsetas_crawl.platforms.discovery.auto_listing import AutoFrontPageWay, AutoListingWay
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.generic import GenericSpider
from pilsetas_crawl.platforms.guid import node_in_guid
from pilsetas_crawl.platforms.reading import address_match, css, nodes, page_match


def drupal_discovery(*sections: str, front_page: str = "/lv") -> tuple[DiscoveryWay, ...]:
    """Ways of discovery of such a site.

    Args:
        sections: paths of the lists of news; without any, or when they fail, they are looked for.
        front_page: path of the front page.
    """
    return (
        AutoFeedWay(("/rss.xml",)),
        AutoListingWay(sections, page="?page={n}", first=0),
        AutoSitemapWay(),
        AutoFrontPageWay(front_page),
    )


class DrupalSpider(GenericSpider):
    """A site of Drupal whose addresses of news are not known: they are learned.

    1. Set ``discovery = drupal_discovery(...)`` with the lists of news that are known.
    """

    platform = "drupal"
    discovery = drupal_discovery()
    body_ways = (
        nodes(
            ".node--view-mode-full .field--name-body, .node-full .field-name-body, "
            ".node--type-article .field--name-body",
            name="drupal:body",
        ),
        *GenericSpider.body_ways,
    )
    field_ways: ClassVar = {
        "source_id": (
            page_match(r'"currentPath"\s*:\s*"node\\?/(\d+)"', name="drupal:settings"),
            page_match(r"data-history-node-id=[\"'](\d+)", name="drupal:history"),
            page_match(r"<link[^>]+rel=[\"']shortlink[\"'][^>]+/node/(\d+)", name="drupal:shortlink"),
            page_match(r"<body[^>]+class=[\"'][^\"']*\bpage-node-(\d+)\b", name="drupal:body-class"),
            address_match(r"/node/(\d+)/?(?:[?#]|$)"),
            # Older names end in a date, newer ones in the node number.
            address_match(r"(?<!-\d\d-\d\d)-(\d{3,})/?(?:[?#]|$)"),
        ),
        **GenericSpider.field_ways,
        "tags": (css("a[rel~=tag], .field--name-field-tags a", name="drupal:tag"),),
    }

    def feed_source_id(self, guid: str | None) -> str | None:
        """The node number out of the feed's guid (``812 at https://www.example.lv``)."""
        return node_in_guid(guid)


class DrupalNewsSpider(DrupalSpider):
    """A site whose news were seen under ``/lv/…/zinas/<name>``, whatever the theme in between."""

    article_pattern = r"^/lv/(?:[^/?#]+/)*zinas/[^/?#]+$"
    pattern_seen = True
