"""The spider every platform builds on."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from pilsetas_crawl.arguments import CrawlArguments
from pilsetas_crawl.platforms.answering import ArticleAnswers
from pilsetas_crawl.platforms.article import ArticleReader
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.reading import Way
from pilsetas_crawl.platforms.span import run_window
from pilsetas_crawl.platforms.walk import Walk
from pilsetas_crawl.registry import Municipality, municipality

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class MunicipalSpider(ArticleAnswers):
    """Base of every municipal spider.

    A declaration sets, in this order:

    1. `name`: the municipality's slug, which is also the file's name;
    2. `example`: address of one real article, read by ``scrapy check``;
    3. what differs from the platform: `discovery`, `aliases`, `article_pattern`, reading ways.

    A platform sets `platform`, `discovery`, `article_pattern` and the ways of reading.
    """

    platform: ClassVar[str]
    example: ClassVar[str | None] = None
    discovery: ClassVar[tuple[DiscoveryWay, ...]]

    title_ways: ClassVar[Sequence[Way]]
    published_ways: ClassVar[Sequence[Way]]
    modified_ways: ClassVar[Sequence[Way]] = ()
    body_ways: ClassVar[Sequence[Way]]
    # Other fields of the article → ways.
    field_ways: ClassVar[dict[str, Sequence[Way]]] = {}
    # Where attachments and links stand beside the body.
    scopes: ClassVar[tuple[str, ...]] = ()

    max_pages: int

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse a declaration that is not complete, before any crawl."""
        super().__init_subclass__(**kwargs)
        if getattr(cls, "name", None) is None:
            return
        needed = ("platform", "discovery", "article_pattern", "title_ways", "published_ways", "body_ways")
        missing = [name for name in needed if not getattr(cls, name, None)]
        if missing:
            raise TypeError(f"spider {cls.name}: not declared: {', '.join(missing)}")
        if len(cls.discovery) < 2:  # noqa: PLR2004 # one way is no way when it breaks
            raise TypeError(f"spider {cls.name}: declare at least two independent ways of discovery")
        municipality(cls.name)

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        self.arguments = CrawlArguments.parse(given)
        self.place: Municipality = municipality(self.name)
        self.site = self.arguments.site or self.place.site
        self.own_hosts = frozenset({urlsplit(self.site).netloc, self.place.domain, *self.aliases})
        self.days: dict[str, date] = {}
        self.walk: Walk | None = None
        self.reader = ArticleReader(self)
        self.form = re.compile(self.article_pattern)
        self._parsed: tuple[TextResponse, Selector] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> MunicipalSpider:
        """Build the spider with the settings of its run."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.max_pages = crawler.settings.getint("PILSETAS_MAX_PAGES")
        return spider

    # --- pages -------------------------------------------------------------------------------------

    def selector_of(self, response: TextResponse) -> Selector:
        """An answer parsed, once for all who look at it in a row.

        Not ``response.selector``: that keeps response and tree alive in a cycle.
        """
        if self._parsed is None or self._parsed[0] is not response:
            selector = Selector(text=response.text or "<html></html>", type="html", base_url=response.url)
            self._parsed = (response, selector)
        return self._parsed[1]

    def root_of(self, response: TextResponse) -> Any:
        """Root element of an answer."""
        return self.selector_of(response).root

    @property
    def site_names(self) -> tuple[str, ...]:
        """Names of the institution, which titles are freed of."""
        place = self.place
        kind = "pašvaldība" if place.kind == "novads" else "valstspilsētas pašvaldība"
        return (
            place.name,
            f"{place.name_genitive} {kind}",
            f"{place.name_genitive} pašvaldība",
            f"{place.name_genitive} dome",
            place.domain,
            place.domain.removeprefix("www."),
        )

    # --- the run -----------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Any]:
        """Walk the ways of discovery; read what they told whole, ask for the rest."""
        self.session.open()
        walk = Walk(self, run_window(self))
        self.session.log.covers = walk.window.covers
        self.walk = walk
        async for candidate in walk.candidates():
            self._stop_when_hopeless()
            if candidate.complete:
                for result in self._told(candidate):
                    yield result
            else:
                yield self._request(candidate)

    # --- what platforms may adjust -----------------------------------------------------------------

    def feed_source_id(self, guid: str | None) -> str | None:
        """The site's own identifier out of a feed entry's guid."""
        return None

    def row_source_id(self, row: Selector) -> str | None:
        """The site's own identifier out of a listing's row."""
        return None

    def check_page(self, page: Any) -> None:
        """Look at a parsed page before it is read.

        Raises:
            RejectedError: it is not the article asked for.
        """
