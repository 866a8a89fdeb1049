"""WordPress, with its REST interface open or closed.

Interface, feeds, sitemaps and validators were measured on real installations of versions 6.1 and 6.9; themes
differ from site to site, so pages are read by what WordPress itself and its usual theme conventions give.
"""

from __future__ import annotations

import re
from typing import ClassVar

from parsel import Selector

from pilsetas_crawl.platforms.base import MunicipalSpider
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.feed import FeedWay
from pilsetas_crawl.platforms.discovery.front_page import FrontPageWay
from pilsetas_crawl.platforms.discovery.guessed import GuessedListingWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay, Rows
from pilsetas_crawl.platforms.discovery.rest import RestWay
from pilsetas_crawl.platforms.discovery.sitemap import SitemapWay
from pilsetas_crawl.platforms.discovery.years import YearArchiveWay
from pilsetas_crawl.platforms.events.tec import WORDPRESS_EVENTS
from pilsetas_crawl.platforms.evidence import near_date, near_label, near_text, near_time
from pilsetas_crawl.platforms.headline import headline
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import (
    Way,
    address_date,
    css,
    first_sentence,
    labelled_date,
    machine_date,
    main_text,
    meta,
    meta_date,
    nodes,
    page_match,
    told,
    told_exactly,
)
from pilsetas_crawl.platforms.times import published_time
from pilsetas_crawl.reading.dates import MODIFIED_LABELS, PUBLISHED_LABELS
from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.run.outcomes import Reason, RejectedError

_DATES = "time.entry-date[datetime], time.published[datetime], time[datetime], .entry-date, .post-date, .date"
# Themes made of blocks mark both kinds of terms rel=tag; the class of the list tells which they are.
# Rows of further posts below the article have such lists too.
_CATEGORIES = (
    "article a[rel~=category], .cat-links a, a[rel='category tag'], "
    ".taxonomy-category a:not(.wp-block-post a)"
)
_TAGS = (
    "article a[rel=tag]:not(.taxonomy-category a), .tags-links a, .taxonomy-post_tag a:not(.wp-block-post a)"
)
ROWS = (
    Rows(
        "wp-hentry",
        "article.post, article.hentry, .hentry, article[id^=post-], .type-post, li.wp-block-post",
        link=".entry-title a[href], .post-title a[href], .wp-block-post-title a[href], "
        "h1 a[href], h2 a[href], h3 a[href], a[rel~=bookmark][href]",
        date=_DATES,
        date_labels=PUBLISHED_LABELS,
        teaser=".entry-summary",
        content=".entry-content",
        pinned=".sticky",
        categories="a[rel~=category], .cat-links a, .taxonomy-category a",
        tags="a[rel=tag]:not(.taxonomy-category a), .tags-links a",
        image="img.wp-post-image::attr(src)",
    ),
    Rows("wp-article", "article", link="h1 a[href], h2 a[href], h3 a[href], h4 a[href]", date=_DATES),
)
_SCOPE = "main, #content, body"
# The second where addresses are plain queries; elsewhere it leads to the first.
FEEDS = ("/feed/", "/?feed=rss2")
# The posts collection; the second where addresses are plain queries.
INTERFACE = ("/wp-json/wp/v2/posts", "/?rest_route=/wp/v2/posts")
# Of WordPress itself, then of the usual plugins.
MAPS = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
# Maps of posts in an index: of WordPress itself, of the usual plugins, of an older one.
POST_MAPS = ("posts-post", "post-sitemap", "pt-post")
# Where news may be a type of its own its map is named after it; the form of the addresses sorts out the rest.
TYPE_MAPS = ("sitemap-posts-", "post-sitemap", "jaunum", "aktualit", "zinas", "news", "n-sitemap")
# Standing pages have maps of their own.
PAGE_MAPS = ("posts-page", "pt-page")
# The last part of a post's address: words joined by hyphens, one long word, or a number.
_SLUG = r"(?:(?=[^/?#]*-)[^/?#]{8,}|[^/?#-]{12,}|\d{3,})$|^/\?p=\d+$"
# `article_pattern` of sites with all posts at the root, less pages that stand there on many sites.
AT_ROOT = r"^/(?!(?:wp-[a-z-]+|privatuma-politika|viegli-lasit|civila-aizsardziba|fotogalerija)$)" + _SLUG
# Classes WordPress gives to the body element.
POST = frozenset({"single-post", "single"})
NO_POST = frozenset({"page", "attachment", "archive", "blog", "home", "search"})
_POST_ID = re.compile(r"[?&]p=(\d+)")
_ROW_ID = re.compile(r"\bpost-(\d+)\b")
_BODY = (
    nodes("article .entry-content, .hentry .entry-content", name="wp:entry-content"),
    nodes(".entry-content, .post-content, .wp-block-post-content, [itemprop=articleBody]", name="wp:content"),
    near_text(),
    nodes("article .content, main article", name="wp:article"),
    Way("meta:article_body", lambda page: page.metadata.article_body),
    Way("told:content", lambda page: page.candidate.content_html if page.candidate else None),
    main_text(),
)


def _other_terms(page: Page) -> list[str]:
    """A feed names categories and tags alike: what the page does not call a category is a tag."""
    shown = {fold(node.xpath("string()").get("")) for node in page.selector.css(_CATEGORIES)}
    told_terms = page.candidate.categories if page.candidate and shown else []
    return [term for term in told_terms if fold(term) not in shown]


_OTHER_TERMS = Way("told:other-terms", _other_terms)


def wordpress_discovery(
    *sections: str,
    page: str = "page/{n}/",
    rest: tuple[str, ...] = INTERFACE,
    guesses: bool = False,
    whole_posts: bool = False,
    feeds: tuple[str, ...] = FEEDS,
    types: bool = False,
    years: str | None = None,
    maps: tuple[str, ...] = MAPS,
    front_page: bool = False,
) -> tuple[DiscoveryWay, ...]:
    """Ways of discovery of a WordPress site.

    Args:
        sections: category listings, with their closing slash.
        page: pattern of a listing's further pages.
        guesses: the sections are addresses at which one listing may be; the first that answers is used.
        whole_posts: the listings were seen to print whole posts, not excerpts.
        rest: addresses of the posts in the REST interface; it may be closed, then the feed carries.
        feeds: addresses of the feed; the first that answers is used.
        types: news may be a type of its own, not posts. Only with an `article_pattern` that tells news from
            everything else: by it the interface's types are chosen.
        years: what stands before the year in the address of a year's archive, where addresses are dated.
        maps: addresses of its sitemaps, where they differ.
        front_page: read the front page too, as the last way; it always is without sections, or with guesses.
    """
    ways: list[DiscoveryWay] = [RestWay(rest, feeds=feeds, types=types)] if rest else []
    ways.append(FeedWay(feeds, paged="?paged={n}"))
    if years is not None:
        ways.append(YearArchiveWay((years,), rows=ROWS, scope=_SCOPE))
    if sections:
        listing = GuessedListingWay if guesses else ListingWay
        ways.append(listing(sections, rows=ROWS, page=page, first=1, scope=_SCOPE, whole_posts=whole_posts))
    ways.append(SitemapWay(maps, only=TYPE_MAPS if types else POST_MAPS, never=PAGE_MAPS))
    if front_page or guesses or not sections:
        ways.append(FrontPageWay())
    return tuple(ways)


class WordPressSpider(MunicipalSpider):
    """A WordPress site.

    1. Set `discovery` with the site's category listings;
    2. narrow `article_pattern` where news and standing pages share the root;
    3. set `standing_labels` where standing pages show a date behind a label and news never do.
    """

    platform = "wordpress"
    # A page with a date behind one of these labels, and no date of publication, is a standing page.
    standing_labels: ClassVar[tuple[str, ...]] = ()
    # Posts may stand at the root beside pages: everything that is surely no post is left out.
    article_pattern = (
        r"^/(?!(?:category|tag|author|page|feed|comments|wp-[a-z-]+|en|ru|search|kontakti|privatuma-politika)(?:/|$))"
        r"(?:index\.php/)?(?:[^/?#]+/)*" + _SLUG
    )
    discovery = wordpress_discovery()
    events = WORDPRESS_EVENTS

    title_ways = (
        css("article .entry-title, .hentry .entry-title", name="wp:entry-title"),
        css("h1.entry-title, h1.post-title, .wp-block-post-title", name="wp:title"),
        meta("headline"),
        headline(),
        told("title"),
        first_sentence(_BODY),
        meta("title"),
    )
    published_ways = (
        told_exactly("published"),
        meta_date("published"),
        machine_date(
            "time.entry-date.published::attr(datetime), time.published::attr(datetime)", name="wp:published"
        ),
        published_time("article time, time.entry-date, .wp-block-post-date time", name="wp:time"),
        address_date(r"/(\d{4})/(\d{2})/(\d{2})/[^/?#]"),
        labelled_date("article, .hentry, main, body", PUBLISHED_LABELS, name="wp:label"),
        told("published"),
        near_label(PUBLISHED_LABELS),
        near_time(),
        near_date(),
    )
    modified_ways = (
        told("modified"),
        meta_date("modified"),
        machine_date("time.updated::attr(datetime)", name="wp:updated"),
        labelled_date("article, .hentry", MODIFIED_LABELS, name="wp:label"),
    )
    body_ways = _BODY
    field_ways: ClassVar = {
        "source_id": (
            told("source_id"),
            page_match(r"/wp/v2/posts/(\d+)", name="wp:alternate"),
            page_match(r"<link[^>]+rel=['\"]shortlink['\"][^>]+[?&]p=(\d+)", name="wp:shortlink"),
            page_match(r"<body[^>]+class=['\"][^'\"]*\bpostid-(\d+)", name="wp:body-class"),
            page_match(r"<article[^>]+id=['\"]post-(\d+)", name="wp:article-id"),
        ),
        "canonical_url": (meta("canonical"),),
        "language": (meta("language"),),
        # The page before the feed, which mixes categories and tags.
        "categories": (
            css(_CATEGORIES, name="wp:category"),
            meta("section"),
            told("categories"),
        ),
        "tags": (
            css(_TAGS, name="wp:tag"),
            meta("tags"),
            told("tags"),
            _OTHER_TERMS,
        ),
        "image_url": (
            meta("image"),
            css("img.wp-post-image::attr(src)", name="wp:thumbnail"),
            told("image_url"),
        ),
        "author": (
            told("author"),
            meta("author"),
            css("article .author.vcard .fn, article a[rel=author], .byline .author", name="wp:author"),
        ),
    }

    def check_page(self, page: Page) -> None:
        """Pages stand beside posts at the root; WordPress itself says in several places which is which.

        Raises:
            RejectedError: it is a page, an attachment or a list.
        """
        classes = " ".join(page.selector.css("body::attr(class)").getall()).split()
        collection = re.search(r"/wp/v2/(\w+)/\d+", page.metadata.rest_link or "")
        if collection and collection[1] in ("pages", "media"):
            raise RejectedError(Reason.NOT_ARTICLE, f"WordPress calls it one of its {collection[1]}")
        kinds = NO_POST.intersection(classes)
        if kinds and not POST.intersection(classes):
            raise RejectedError(Reason.NOT_ARTICLE, f"WordPress calls it {min(kinds)}")
        if self.standing_labels and self._is_standing(page):
            raise RejectedError(Reason.NOT_ARTICLE, f"a standing page: {self.standing_labels[0]} and no date")

    def _is_standing(self, page: Page) -> bool:
        label = labelled_date("body", self.standing_labels).read(page)
        return label is not None and not any(way.read(page) for way in self.published_ways)

    def row_source_id(self, row: Selector) -> str | None:
        """The post's number out of the row's identifier (``post-123``)."""
        match = _ROW_ID.search(f"{row.attrib.get('id', '')} {row.attrib.get('class', '')}")
        return match.group(1) if match else None

    def feed_source_id(self, guid: str | None) -> str | None:
        """The post's number out of the feed's guid (``?p=123``)."""
        match = _POST_ID.search(guid or "")
        return match.group(1) if match else None
