"""The generic news platform: for a site whose system nobody knows, anywhere.

It finds the ways to the news by itself (an interface, feeds, lists, sitemaps), learns what the addresses of
articles look like, and reads pages by what is common to all: data for search engines, the headline, the
labels and the date beside it, the block around it. What it learns is checked by reading: a page without a
headline, or without a date of publication anywhere, is no article but a standing page, and is rejected with
that reason. So a wrong guess ends in rejections, never in an archive of contact pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from scrapy.http import Response

from pilsetas_crawl.items import Article
from pilsetas_crawl.platforms.article import ArticleReader
from pilsetas_crawl.platforms.base import MunicipalSpider
from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.platforms.discovery.auto import AutoFeedWay, AutoRestWay, AutoSitemapWay
from pilsetas_crawl.platforms.discovery.auto_listing import AutoFrontPageWay, AutoListingWay
from pilsetas_crawl.platforms.discovery.auto_search import STRONG
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.finders import find_lists
from pilsetas_crawl.platforms.evidence import near_date, near_label, near_text, near_time
from pilsetas_crawl.platforms.headline import headline
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import (
    Way,
    address_date,
    labelled_date,
    main_text,
    meta,
    meta_date,
    nodes,
    told,
    told_exactly,
)
from pilsetas_crawl.platforms.scout import Scout
from pilsetas_crawl.reading.dates import MODIFIED_LABELS, PUBLISHED_LABELS
from pilsetas_crawl.run.outcomes import Reason, RejectedError

# The form of no address: everything is learned.
NOTHING = r"(?!)"
LABELS = (
    *PUBLISHED_LABELS,
    "Publicēšanas laiks", "Ievietošanas datums", "Raksts publicēts", "Date published", "Posted on",
    "Veröffentlicht am", "Veröffentlicht", "Erschienen am", "Опубликовано", "Дата публикации", "Avaldatud",
    "Paskelbta", "Opublikowano",
)  # fmt: skip


def generic_discovery(
    *sections: str, feeds: tuple[str, ...] = (), page: str | None = None, first: int = 0
) -> tuple[DiscoveryWay, ...]:
    """All ways of discovery, each of which finds its own addresses.

    Args:
        sections: paths of lists of articles to try first.
        feeds: addresses of feeds to try first.
        page: pattern of those sections' further pages with ``{n}``; None follows the pager's own links.
        first: number of the first page in that pattern.
    """
    return (
        AutoRestWay(),
        AutoFeedWay(feeds),
        AutoListingWay(sections, page=page, first=first),
        AutoSitemapWay(),
        AutoFrontPageWay(),
    )


class GenericReader(ArticleReader):
    """Reads what may be an article, and tells the scout what it was."""

    def from_response(self, response: Response, candidate: Candidate) -> Article:
        """Article of a fetched page.

        Raises:
            RejectedError: the page is not an article.
            BarrierError: the site refused, or answered with something in the article's place.
        """
        scout, key = self.spider.scout, self.spider.address_key(candidate.url)  # type: ignore[attr-defined] # built by GenericSpider only
        try:
            article = super().from_response(response, candidate)
        except RejectedError:
            scout.note(key, good=False)
            raise
        scout.note(key, good=True)
        return article

    def from_page(self, page: Page) -> Article:
        """Article of a parsed page.

        Raises:
            RejectedError: the page is not an article, or nothing shows that it is one.
            BarrierError: the page stands in the article's place.
        """
        article = super().from_page(page)
        if not article.title:
            raise RejectedError(Reason.NOT_ARTICLE, "no headline: a list or a standing page", field="title")
        if article.published_date is None and not self._is_sure(page):
            raise RejectedError(
                Reason.NOT_ARTICLE,
                "no date of publication, neither in the page nor told by what listed it: a standing page",
                field="published_at",
            )
        return article

    def _is_sure(self, page: Page) -> bool:
        """Whether the address alone says that it is an article, by a form seen to be that of news only."""
        spider = self.spider
        seen = isinstance(spider, GenericSpider) and spider.pattern_seen
        return seen and spider.form.search(spider.address_key(page.requested_url)) is not None


class GenericSpider(MunicipalSpider):
    """A site of a system nobody has described.

    A declaration needs only its name. To help it along:

    1. set ``discovery = generic_discovery(...)`` with sections or feeds to try first;
    2. set `article_pattern` where the form of article addresses is known, or guessed;
    3. set `pattern_seen` where it was seen that only news have that form: then a page without any date is
       an article too.
    """

    platform = "generic"
    article_pattern = NOTHING
    pattern_seen: ClassVar[bool] = False
    discovery = generic_discovery()

    title_ways = (headline(), meta("headline"), told("title"), meta("title"))
    published_ways = (
        meta_date("published"),
        told_exactly("published"),
        near_label(LABELS),
        near_time(),
        near_date(),
        address_date(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)"),
        told("published"),
        labelled_date("main, article, body", LABELS),
    )
    modified_ways = (told("modified"), meta_date("modified"), labelled_date("body", MODIFIED_LABELS))
    body_ways: ClassVar[Sequence[Way]] = (
        nodes("[itemprop=articleBody]", name="microdata"),
        near_text(),
        main_text(),
    )
    field_ways: ClassVar = {
        "canonical_url": (meta("canonical"),),
        "language": (meta("language"),),
        "image_url": (meta("image"), told("image_url")),
        "author": (told("author"), meta("author")),
        "categories": (meta("section"), told("categories")),
        "tags": (meta("tags"), told("tags")),
    }

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.reader = GenericReader(self)
        self.scout = Scout(self)

    @property
    def knows_forms(self) -> bool:
        """Whether the form of any article address is known, by declaration or by what was learned."""
        return self.article_pattern != NOTHING or self.scout.knows_forms

    def accepts(self, key: str) -> bool:
        """Whether an address key has the declared form of an article's, or a learned one."""
        return super().accepts(key) or self.scout.accepts(key)

    def study(self, root: Any, base: str) -> None:
        """Learn the form of article addresses from a page, where none is known yet."""
        walk = self.walk
        if walk is None or self.pattern_seen or self.scout.knows_forms:
            return
        lists = find_lists(root, base, key_of=self.address_key, reference=walk.now)
        if lists and lists[0].score >= STRONG:
            self.scout.learn(lists[0].form)
