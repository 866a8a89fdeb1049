"""TVP, the unified platform of state and municipal sites (Drupal multisite, theme ``ministry``).

Evidence and its age: list markup of both generations (before and after the release of 23 April 2026) and the
address map were seen in tools that ran against live sites in 2022 and 2026; the article page's order was seen
whole in saved pages of 2021–2022 and in text copies of 2026. Structured data and ``article:*`` dates were
absent in 2022 and are read only when present. Whether a site has its feed switched on differs by site.
"""

from __future__ import annotations

from typing import ClassVar

from pilsetas_crawl.platforms.base import MunicipalSpider
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.feed import FeedWay
from pilsetas_crawl.platforms.discovery.front_page import FrontPageWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay, Rows
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.platforms.events.tvp import TVP_EVENTS
from pilsetas_crawl.platforms.evidence import near_date, near_label, near_text, near_time
from pilsetas_crawl.platforms.guid import node_in_guid
from pilsetas_crawl.platforms.headline import headline
from pilsetas_crawl.platforms.reading import (
    css,
    labelled_date,
    main_text,
    meta,
    meta_date,
    nodes,
    page_match,
    text_date,
    told,
    told_exactly,
)
from pilsetas_crawl.platforms.times import published_time
from pilsetas_crawl.reading.dates import MODIFIED_LABELS, PUBLISHED_LABELS

FEEDS = ("/lv/rss/articles",)
# Seen in links of the platform in 2026, with the brackets encoded.
DAYS_FILTER = "created%5Bmin%5D={start}&created%5Bmax%5D={end}"
# Generations of the listing, the newest first. Heading levels are left out on purpose: the release of
# 23 April 2026 moved titles from h3 to h2, and readers that named h3 found nothing for four months.
ROWS = (
    Rows(
        "tvp-2026",
        ".articles-wrapper .views-row",
        link=".title a[href]",
        date=".date time[datetime]",
        teaser=".text",
    ),
    Rows(
        "tvp-2020",
        ".articles-wrapper .views-row",
        link=".article-info .title a[href]",
        date=".article-details .date",
        teaser=".text",
    ),
    # Rows whose inner classes have changed: any row that links to an article.
    Rows("tvp-rows", ".views-row", date="time[datetime], .date"),
)
_BODY = (
    nodes("#content-area .text__text-content, #content-area .accordion", name="tvp:text-content"),
    nodes(".text__text-content", name="tvp:text-content-anywhere"),
    near_text(),
    nodes("#content-area", name="tvp:content-area"),
    main_text(),
)


def tvp_discovery(*feeds: str, feed: bool = True) -> tuple[DiscoveryWay, ...]:
    """Ways of discovery of a site of the platform.

    Args:
        feeds: addresses of the feed where they differ from the platform's; the first that answers is used.
        feed: whether to ask for a feed at all; False where it is known to be switched off.
    """
    ways: list[DiscoveryWay] = [FeedWay(feeds or FEEDS, hubs=("/lv/rss",))] if feed else []
    listing = ListingWay(
        ("/lv/jaunumi",), rows=ROWS, page="?page={n}", first=0, scope="#content-area", days=DAYS_FILTER
    )
    return (*ways, listing, SitemapWay(("/sitemap.xml",)), FrontPageWay("/lv"))


class TvpSpider(MunicipalSpider):
    """A site of the platform. A declaration needs only its name and example.

    1. Set ``discovery = tvp_discovery(...)`` where the feed stands elsewhere or is known to be off.
    """

    platform = "tvp"
    throttle_group = "tvp"  # one data centre for all of them
    article_pattern = r"^/(lv/jaunums|en/article)/[^/?#]+$"
    discovery = tvp_discovery()
    events = TVP_EVENTS

    title_ways = (
        css("#block-ministry-page-title h1", name="tvp:page-title"),
        css("h1.display-4", name="tvp:display-4"),
        headline(),
        meta("headline"),
        told("title"),
        meta("title"),
    )
    published_ways = (
        told_exactly("published"),
        published_time("#content-area .submitted time", name="tvp:submitted-time"),
        labelled_date("#content-area .submitted, #content-area", PUBLISHED_LABELS, name="tvp:submitted"),
        text_date("#content-area .submitted", name="tvp:submitted-text"),
        near_label(PUBLISHED_LABELS),
        labelled_date("body", PUBLISHED_LABELS, name="tvp:label"),
        meta_date("published"),
        told("published"),
        near_time(),
        near_date(),
    )
    modified_ways = (
        labelled_date("#content-area .submitted, #content-area", MODIFIED_LABELS, name="tvp:submitted"),
        meta_date("modified"),
    )
    body_ways = _BODY
    field_ways: ClassVar = {
        # The node number outlives a changed title; it stands in the settings script and in the rating link.
        "source_id": (
            page_match(r'"currentPath"\s*:\s*"node\\?/(\d+)"', name="tvp:settings"),
            page_match(r"current_page=(?:/|%2F)node(?:/|%2F)(\d+)", name="tvp:rating-link"),
        ),
        "canonical_url": (meta("canonical"),),
        "language": (meta("language"),),
        "categories": (
            css("#content-area a[href*='jaunumi?category']", name="tvp:category-link"),
            told("categories"),
            meta("section"),
        ),
        "image_url": (
            css("#content-area .image__media-image::attr(data-image)", name="tvp:data-image"),
            meta("image"),
        ),
        "author": (told("author"), meta("author")),
    }
    scopes = ("#content-area .file-links", "#content-area .paragraph")

    def feed_source_id(self, guid: str | None) -> str | None:
        """The node number out of the feed's guid; its form was not seen here, this is Drupal's own."""
        return node_in_guid(guid)
