"""The spider every platform builds on."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from parsel import Selector
from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response, TextResponse

from pilsetas_crawl.arguments import CrawlArguments
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import REMOVED, Article
from pilsetas_crawl.middlewares.conditional import validator_headers
from pilsetas_crawl.platforms.addresses import SiteAddresses
from pilsetas_crawl.platforms.article import ArticleReader
from pilsetas_crawl.platforms.asking import plain_words
from pilsetas_crawl.platforms.candidate import RECHECK, VERIFY, Candidate
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay, Window
from pilsetas_crawl.platforms.reading import Way
from pilsetas_crawl.platforms.walk import Walk
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.registry import Municipality, municipality
from pilsetas_crawl.run.outcomes import Bucket, Reason, RejectedError
from pilsetas_crawl.run.session import RunSession

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

NOT_MODIFIED = 304
# Statuses the reading judges itself; redirects are followed.
PASSED_ON = [NOT_MODIFIED, *range(400, 600)]


class MunicipalSpider(SiteAddresses, Spider):
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

    # Answers by which this system says that an article is gone, besides 404, 410 and another article.
    gone_answers: ClassVar[frozenset[Reason]] = frozenset()

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
        self.reader = ArticleReader(self)
        self.form = re.compile(self.article_pattern)
        self._parsed: tuple[TextResponse, Selector] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> MunicipalSpider:
        """Build the spider with the settings of its run."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.max_pages = crawler.settings.getint("PILSETAS_MAX_PAGES")
        return spider

    @cached_property
    def session(self) -> RunSession:
        """The session of the run; extensions are built after the spider, so it is looked up when used."""
        return RunSession.of(self.crawler)

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

    def window(self) -> Window:
        """Days this run has to cover."""
        asked, state = self.arguments, self.session.state
        today = datetime.now(RIGA).date()
        recheck = asked.recheck_since(today)
        covered = self.session.log.covered_since(state) if state else None
        if asked.start or asked.end:
            # A walk from further back than ever up to now makes the archive whole from there.
            whole = asked.end is None and asked.start and (covered is None or asked.start <= covered)
            covers = asked.start if whole else None
            return Window(
                asked.start, asked.end, asked=True, incremental=False, recheck=recheck, covers=covers
            )
        opened = self.session.log.open_walk(state) if state else None
        first = today - timedelta(days=self.settings.getint("PILSETAS_FIRST_RUN_DAYS"))
        incremental = covered is not None and opened is None
        since = opened or covered or first
        window = Window(
            since,
            None,
            asked=False,
            incremental=incremental,
            recheck=recheck,
            covers=min(since, covered or since),
        )
        if state is not None and opened is None:
            self.session.log.open(state, since, incremental=incremental)
        return window

    async def start(self) -> AsyncIterator[Any]:
        """Walk the ways of discovery; read what they told whole, ask for the rest."""
        self.session.open()
        walk = Walk(self, self.window())
        self.session.log.covers = walk.window.covers
        self.walk = walk
        async for candidate in walk.candidates():
            self._stop_when_hopeless()
            if candidate.complete:
                for result in self._told(candidate):
                    yield result
            else:
                yield self._request(candidate)

    def _told(self, candidate: Candidate) -> Iterator[Article]:
        key = self.address_key(candidate.url)
        try:
            article = self.reader.from_candidate(candidate)
        except RejectedError as error:
            self.session.reject(key, candidate.url, error, title=candidate.title)
            return
        yield from self._within(key, article)

    def _request(self, candidate: Candidate) -> Request:
        known = self.session.known(self.address_key(candidate.url), candidate.source_id)
        headers = {}
        if candidate.way == RECHECK and known is not None:
            headers = validator_headers(known.etag, known.last_modified)
        return Request(
            candidate.url,
            callback=self.parse,
            errback=self.unreachable,
            headers=headers,
            cb_kwargs={"candidate": candidate},
            meta={"handle_httpstatus_list": PASSED_ON, "way": candidate.way},
            dont_filter=True,
        )

    def parse(self, response: Response, candidate: Candidate | None = None) -> Iterator[Article]:
        """Read an article page.

        @example
        """
        candidate = candidate or Candidate(url=response.url, way="address")
        key = self.address_key(candidate.url)
        if response.status == NOT_MODIFIED:
            self.session.settle(key, Bucket.KNOWN)
            return
        try:
            article = self.reader.from_response(response, candidate)
        except RejectedError as error:
            self._not_an_article(key, candidate, error)
        except PilsetasError as error:
            self._failed(key, candidate, str(error))
        else:
            self.session.failures_in_row = 0
            if candidate.way == VERIFY:
                # Asked only whether it is there. Read from its page it may differ in words from what an
                # interface told, which would be an edit nobody made.
                self.session.settle(key, Bucket.KNOWN)
                return
            yield from self._within(key, article)

    def _within(self, key: str, article: Article) -> Iterator[Article]:
        """Let an article through if it lies in the days asked for."""
        if article.published_date is not None:
            self.days[key] = article.published_date
        walk = getattr(self, "walk", None)
        if walk is not None and walk.window.asked and not walk.window.holds(article.published_date):
            self.session.account.withdraw(key)
            return
        yield article

    def _not_an_article(self, key: str, candidate: Candidate, error: RejectedError) -> None:
        """What stands at the address is no article: rejected, or removed if it was one."""
        self.session.failures_in_row = 0
        known = self.session.known(key, candidate.source_id)
        if known is not None and known.status != REMOVED and self._is_gone(candidate, error):
            self.session.remove(known, key)
        else:
            self.session.reject(key, candidate.url, error, title=candidate.title)

    def _is_gone(self, candidate: Candidate, error: RejectedError) -> bool:
        certain = GONE | self.gone_answers
        return error.reason in certain or (candidate.way == VERIFY and error.reason in SEEMS_GONE)

    def unreachable(self, failure: Failure) -> None:
        """An article page could not be fetched: tried again by the next run."""
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy sets it on every failure
        candidate: Candidate = request.cb_kwargs["candidate"]
        key = self.address_key(candidate.url)
        if isinstance(failure.value, IgnoreRequest) and "robots" in str(failure.value).lower():
            self.session.reject(key, candidate.url, RejectedError(Reason.ROBOTS, "forbidden by robots.txt"))
            return
        self._failed(key, candidate, plain_words(failure.value))

    def _failed(self, key: str, candidate: Candidate, error: str) -> None:
        self.session.fail(key, candidate.url, error, candidate.hints())
        self._stop_when_hopeless()

    def _stop_when_hopeless(self) -> None:
        """End a run whose every request fails: the site is down, or has had enough of us."""
        if self.session.failures_in_row >= self.settings.getint("PILSETAS_GIVE_UP_AFTER"):
            raise CloseSpider("source_unreachable")

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


# Verdicts that mean a stored article is gone from its address.
GONE = frozenset({Reason.GONE, Reason.NOT_FOUND, Reason.OTHER_ARTICLE, Reason.PASSWORD})
# Verdicts read out of a page: they count only for what its listing does not name either.
SEEMS_GONE = frozenset({Reason.SOFT_404, Reason.FRONT_PAGE, Reason.LISTING})
