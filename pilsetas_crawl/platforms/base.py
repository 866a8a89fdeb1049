"""The spider every platform builds on."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from parsel import Selector
from scrapy import signals
from scrapy.http import TextResponse

from pilsetas_crawl.arguments import CrawlArguments
from pilsetas_crawl.platforms.answering import ArticleAnswers
from pilsetas_crawl.platforms.article import ArticleReader
from pilsetas_crawl.platforms.asking import RunOverError
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.events.base import ArticleEvents, Events, EventWay
from pilsetas_crawl.platforms.events.making import ToldEvents, events_of_article
from pilsetas_crawl.platforms.events.visit import EventVisit
from pilsetas_crawl.platforms.reading import Way
from pilsetas_crawl.platforms.sister_visit import Aside, own_share, visit_sisters
from pilsetas_crawl.platforms.sisters import SETTING, Sister, SisterSource, chosen
from pilsetas_crawl.platforms.span import run_window
from pilsetas_crawl.platforms.walk import Walk
from pilsetas_crawl.registry import Municipality, municipality
from pilsetas_crawl.urls import is_own

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pilsetas_crawl.items import Article


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

    # Ways of finding events, asked once a day, and rules by which articles tell of events.
    events: ClassVar[Events] = ()

    # Further sites that publish for the municipality, walked when PILSETAS_SISTER_SITES asks for them.
    sisters: ClassVar[tuple[Sister, ...]] = ()
    branches: tuple[SisterSource, ...] = ()
    sisters_asked: Collection[str] = ()
    aside: Aside | None = None

    # Sites of one group stand behind one front: all spiders together pause between requests to them.
    throttle_group: ClassVar[str | None] = None

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
        self.at_home = self.site == self.place.site
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
        asked = chosen(crawler.settings.get(SETTING, ""), spider.name, spider.sisters)
        spider.branches = tuple(SisterSource.of(spider, one, asked.get(one.key)) for one in spider.sisters)
        spider.sisters_asked = asked
        # Before the session's own handler, which judges the run: extensions are built after the spider.
        crawler.signals.connect(spider.leave_sister, signal=signals.spider_closed)
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
        own_share(self.session)
        walk = Walk(self, run_window(self))
        self.session.log.covers = walk.window.covers
        self.walk = walk
        try:
            async for candidate in walk.candidates():
                self._stop_when_hopeless()
                if candidate.complete:
                    for result in self._told(candidate):
                        yield result
                else:
                    yield self._request(candidate)
            async for event in EventVisit(self).events():
                yield event
            async for result in visit_sisters(self):
                yield result
        except RunOverError:
            return

    @property
    def event_ways(self) -> list[EventWay]:
        """Declared ways of finding events, in their order."""
        return [way for way in self.events if isinstance(way, EventWay)]

    @property
    def event_rules(self) -> list[ArticleEvents]:
        """Declared rules by which articles tell of events."""
        return [rule for rule in self.events if isinstance(rule, ArticleEvents)]

    def events_told_in(self, article: Article) -> ToldEvents:
        """Events that an article of this source tells of."""
        return events_of_article(self, article)

    def leave_sister(self) -> None:
        """Put the session back in order where the run ends in the middle of a visit to a sister site."""
        if self.aside is not None:
            self.aside.end()
            self.session.problems.append("the visit to a sister site was cut short")

    def address_key(self, url: str) -> str:
        """Identity of an address, also of one of a sister site.

        Raises:
            UrlError: it is no http or https address.
        """
        key = super().address_key(url)
        if not self.branches or key.startswith("/"):
            return key
        branch = next((branch for branch in self.branches if is_own(url, branch.own_hosts)), None)
        return branch.address_key(url) if branch else key

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
