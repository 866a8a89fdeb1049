"""What a spider does with the answers to its article requests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import REMOVED, Article
from pilsetas_crawl.middlewares.conditional import validator_headers
from pilsetas_crawl.middlewares.robots import RobotsUnknownError
from pilsetas_crawl.platforms.addresses import SiteAddresses
from pilsetas_crawl.platforms.asking import plain_words
from pilsetas_crawl.platforms.candidate import RECHECK, VERIFY, Candidate
from pilsetas_crawl.run.outcomes import Bucket, Reason, RejectedError
from pilsetas_crawl.run.session import RunSession
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from datetime import date

    from twisted.python.failure import Failure

    from pilsetas_crawl.platforms.article import ArticleReader
    from pilsetas_crawl.platforms.walk import Walk

NOT_MODIFIED = 304
# Statuses the reading judges itself; redirects are followed.
PASSED_ON = [NOT_MODIFIED, *range(400, 600)]
# Verdicts that mean a stored article is gone from its address.
GONE = frozenset({Reason.GONE, Reason.NOT_FOUND, Reason.OTHER_ARTICLE, Reason.PASSWORD})
# Verdicts read out of a page: they count only for what its listing does not name either.
SEEMS_GONE = frozenset({Reason.SOFT_404, Reason.FRONT_PAGE, Reason.LISTING, Reason.SECTION})


class ArticleAnswers(SiteAddresses, Spider):
    """Asks for article pages, reads the answers and settles each in the account."""

    # Answers by which this system says that an article is gone, besides 404, 410 and another article.
    gone_answers: ClassVar[frozenset[Reason]] = frozenset()

    # Local day of each article read since the walk last looked, by its address key.
    days: dict[str, date]
    reader: ArticleReader
    walk: Walk | None

    @cached_property
    def session(self) -> RunSession:
        """The session of the run; extensions are built after the spider, so it is looked up when used."""
        return RunSession.of(self.crawler)

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
            self.session.absent.stood()
            self.session.settle(key, Bucket.KNOWN)
            return
        try:
            article = self.reader.from_response(response, candidate)
        except RejectedError as error:
            self._not_an_article(key, candidate, error)
        except PilsetasError as error:
            self._failed(key, candidate, str(error), getattr(error, "kind", WayOutcome.UNREADABLE))
        else:
            self.session.failures_in_row = 0
            if candidate.way == RECHECK:
                self.session.absent.stood()
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
        walk = self.walk
        if walk is not None and walk.whole.asked and not walk.whole.holds(article.published_date):
            self.session.account.withdraw(key)
            return
        yield article

    def _not_an_article(self, key: str, candidate: Candidate, error: RejectedError) -> None:
        """What stands at the address is no article: rejected, or removed if it was one."""
        self.session.failures_in_row = 0
        known = self.session.known(key, candidate.source_id)
        if known is not None and known.status != REMOVED and self._is_gone(candidate, error):
            self.session.remove(known, key, in_turn=candidate.way == RECHECK)
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
        unknown = isinstance(failure.value, RobotsUnknownError)
        if (
            not unknown
            and isinstance(failure.value, IgnoreRequest)
            and "robots" in str(failure.value).lower()
        ):
            self.session.reject(key, candidate.url, RejectedError(Reason.ROBOTS, "forbidden by robots.txt"))
            return
        self._failed(key, candidate, plain_words(failure.value), WayOutcome.UNREACHABLE)

    def _failed(self, key: str, candidate: Candidate, error: str, kind: WayOutcome) -> None:
        self.session.fail(key, candidate.url, error, candidate.hints(), kind=kind)
        self._stop_when_hopeless()

    def _stop_when_hopeless(self) -> None:
        """End a run whose every request fails: the site is down, or has had enough of us."""
        if self.session.failures_in_row >= self.settings.getint("PILSETAS_GIVE_UP_AFTER"):
            raise CloseSpider("source_unreachable")
