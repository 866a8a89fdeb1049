"""Reading one article: from a page, or from what a way of discovery told whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.http import Response, TextResponse

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import Article
from pilsetas_crawl.middlewares.conditional import header
from pilsetas_crawl.platforms.candidate import RECHECK, VERIFY
from pilsetas_crawl.platforms.edges import signature, tidy_body
from pilsetas_crawl.platforms.loader import ArticleLoader
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import FIRST_LINE, WITH_HEADLINE, Way, first_sentence, told
from pilsetas_crawl.platforms.template import template_signs
from pilsetas_crawl.reading.pagekind import PageKind, classify_page
from pilsetas_crawl.reading.text import clean_paragraphs
from pilsetas_crawl.run.outcomes import Reason, RejectedError
from pilsetas_crawl.run.verdict import WayOutcome
from pilsetas_crawl.urls import is_own, same_page

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.platforms.candidate import Candidate

# Characters of the text's beginning by which a teaser is known to be the text itself.
LONG_START = 80
OK = 200
GONE = 410
NOT_FOUND = 404
REFUSED = frozenset({401, 403, 408, 425, 429})

# A page that stands between us and the article: tried again, never held against the article.
BARRIERS = frozenset({PageKind.REFUSED, PageKind.CHALLENGE, PageKind.MAINTENANCE})
REASONS = {
    PageKind.LISTING: Reason.LISTING,
    PageKind.FRONT_PAGE: Reason.FRONT_PAGE,
    PageKind.SOFT_404: Reason.SOFT_404,
    PageKind.LOGIN: Reason.LOGIN,
    PageKind.PASSWORD: Reason.PASSWORD,
    PageKind.PREVIEW: Reason.PREVIEW,
    PageKind.NOT_HTML: Reason.NOT_HTML,
    PageKind.EMPTY: Reason.EMPTY,
}

# An article told whole is read from its fragment: everything else was said beside it.
TOLD_BODY = (Way("told:content", lambda page: [page.root]),)
TOLD_FIELDS: dict[str, tuple[Way, ...]] = {
    "author": (told("author"),),
    "categories": (told("categories"),),
    "tags": (told("tags"),),
    "image_url": (told("image_url"),),
    "canonical_url": (told("canonical_url"),),
    "source_id": (told("source_id"),),
}
# Ways of candidates that are stored articles looked at again.
LOOKED_AT_AGAIN = frozenset({VERIFY, RECHECK})
# What WordPress prints into the body of a page that lists posts, whatever the theme.
ARCHIVE = "class archive"
# Pages whose template is remembered: a backfill of 100,000 must not keep them all.
TEMPLATES = 200
PASSWORD_FORM = "post-password-form"  # noqa: S105 # a class name of WordPress


class BarrierError(PilsetasError):
    """Something stands between us and the article; it is worth another try.

    Attributes:
        kind: what stands there: a refusal, a site that is down, or something else than the article.
    """

    def __init__(self, told: str, kind: WayOutcome = WayOutcome.REFUSED) -> None:
        super().__init__(told)
        self.kind = kind


class ArticleReader:
    """Reads articles for one spider, by the ways it declares."""

    def __init__(self, spider: MunicipalSpider) -> None:
        self.spider = spider
        # Signs of the template of each article page, the latest ones: judged at the end of a run.
        self.templates: deque[frozenset[str]] = deque(maxlen=TEMPLATES)

    def from_response(self, response: Response, candidate: Candidate) -> Article:
        """Article of a fetched page.

        Raises:
            RejectedError: the page is not an article.
            BarrierError: the site refused, or answered with something in the article's place.
        """
        _check_status(response)
        if not is_own(response.url, self.spider.own_hosts):
            raise BarrierError(f"redirected to another site: {response.url}", WayOutcome.UNREADABLE)
        if not isinstance(response, TextResponse):
            raise RejectedError(Reason.NOT_HTML, "the answer is no text")
        page = Page.from_response(response, candidate=candidate, site_names=self.spider.site_names)
        article = self.from_page(page)
        article.http_etag = header(response, "ETag")
        article.http_last_modified = header(response, "Last-Modified")
        return article

    def from_page(self, page: Page) -> Article:
        """Article of a parsed page.

        Raises:
            RejectedError: the page is not an article.
            BarrierError: the page stands in the article's place.
        """
        self._check_kind(page)
        self.spider.check_page(page)
        spider = self.spider
        article = self._read(
            page,
            body=spider.body_ways,
            title=spider.title_ways,
            published=spider.published_ways,
            modified=spider.modified_ways,
            fields=spider.field_ways,
        )
        self.templates.append(template_signs(page, article.body))
        return article

    def from_candidate(self, candidate: Candidate) -> Article:
        """Article that a way of discovery told whole.

        Raises:
            RejectedError: it is protected.
        """
        html = candidate.content_html or ""
        if candidate.protected or PASSWORD_FORM in html:
            raise RejectedError(Reason.PASSWORD, "the article is protected by a password")
        page = Page(html, url=candidate.url, candidate=candidate, site_names=self.spider.site_names)
        return self._read(
            page,
            body=TOLD_BODY,
            title=(told("title"), first_sentence(TOLD_BODY)),
            published=(told("published"),),
            modified=(told("modified"),),
            fields=TOLD_FIELDS,
        )

    def _read(
        self,
        page: Page,
        *,
        body: Sequence[Way],
        title: Sequence[Way],
        published: Sequence[Way],
        modified: Sequence[Way],
        fields: Mapping[str, Sequence[Way]],
    ) -> Article:
        loader = ArticleLoader(page)
        loader.read("body", body)
        loader.read("title", title)
        loader.read_published(published)
        loader.read_modified(modified)
        for field, ways in fields.items():
            loader.read(field, ways)
        loader.collect(self.spider.scopes)
        if not loader.get_output_value("canonical_url"):
            loader.replace_value("canonical_url", page.url)
        return self._article(loader)

    def _article(self, loader: ArticleLoader) -> Article:
        candidate = loader.page.candidate
        article: Article = loader.load_item()
        article.extraction = loader.extraction
        article.url = self.spider.clean_address(candidate.url if candidate else loader.page.url)
        article.fetched_at = datetime.now(UTC)
        article.body = tidy_body(
            article.body,
            title=None if loader.extraction.get("title") == FIRST_LINE else article.title,
            date_line=article.published_raw,
            files=[file.name for file in article.attachments if file.name],
            whole_page=loader.extraction.get("body") in WITH_HEADLINE,
            day=article.published_date,
        )
        if article.body is None:
            article.extraction.pop("body", None)
        name = signature(article.body)
        if name:
            article.author, article.extraction["author"] = name, "text:signature"
        if article.lead is None:
            _take_lead(loader, article)
        return article

    def _check_kind(self, page: Page) -> None:
        verdict = classify_page(
            url=page.url,
            requested_url=page.requested_url,
            status=page.status,
            content_type=page.content_type,
            root_or_text=page.root,
        )
        if verdict.kind in BARRIERS:
            down = verdict.kind is PageKind.MAINTENANCE
            kind = WayOutcome.UNREACHABLE if down else WayOutcome.REFUSED
            raise BarrierError(f"{verdict.kind}: {verdict.evidence}", kind)
        if verdict.kind is PageKind.LISTING and _is_section(page, verdict.evidence):
            raise RejectedError(Reason.SECTION, verdict.evidence)
        if verdict.kind in REASONS:
            raise RejectedError(REASONS[verdict.kind], verdict.evidence)
        self._check_identity(page)

    def _check_identity(self, page: Page) -> None:
        """The page must be the article asked for: WordPress sends a removed one's address to a guessed other.

        Raises:
            RejectedError: its number is another, or the address led to another stored article.
        """
        candidate = page.candidate
        moved = not same_page(page.url, page.requested_url, self.spider.own_hosts)
        if candidate is None or not (moved or candidate.way in LOOKED_AT_AGAIN):
            # At its own address the page is what is published there now, even under a number of its own.
            return
        session = self.spider.session
        key = self.spider.address_key(page.requested_url)
        asked = session.known(key)
        expected = candidate.source_id or (asked.source_id if asked else None)
        ways = self.spider.field_ways.get("source_id", ())
        told = next((value for way in ways if way.own and (value := way.read(page))), None)
        if expected and told and told != expected:
            raise RejectedError(Reason.OTHER_ARTICLE, f"{page.url} is number {told}, not {expected}")
        if not moved or asked is None:
            return
        there = self.spider.address_key(page.url)
        found = session.staged_article(there) or session.known(there)
        if found and found.article_id != asked.article_id:
            raise RejectedError(Reason.OTHER_ARTICLE, f"redirected to {page.url}")


def _is_section(page: Page, evidence: str) -> bool:
    """Whether a list is surely no article: WordPress itself says so, at the address asked for.

    What a list of news has dated is an article, whatever its page has become.
    """
    dated = page.candidate is not None and page.candidate.published is not None
    return evidence == ARCHIVE and not dated and page.url == page.requested_url


def _take_lead(loader: ArticleLoader, article: Article) -> None:
    """The teaser told beside the article is its lead, unless it only repeats the title or the text."""
    candidate = loader.page.candidate
    if candidate is None or not candidate.summary:
        return
    lead = clean_paragraphs(candidate.summary)
    start = " ".join(lead.split()).rstrip(" .…[]&")
    text = " ".join((article.body or "").split())
    # A feed may tell the whole text as its description, with labels or a picture's words in front.
    whole = len(text) > LONG_START and text[:LONG_START] in start
    if start and not whole and not text.startswith(start) and not start.startswith(article.title or "\0"):
        article.lead = lead
        article.extraction["lead"] = f"told:{candidate.way}"


def _check_status(response: Response) -> None:
    if response.status == GONE:
        raise RejectedError(Reason.GONE, "status 410")
    if response.status == NOT_FOUND:
        raise RejectedError(Reason.NOT_FOUND, "status 404")
    if response.status in REFUSED:
        raise BarrierError(f"the site refused (status {response.status})")
    if response.status != OK:
        down = response.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        kind = WayOutcome.UNREACHABLE if down else WayOutcome.UNREADABLE
        raise BarrierError(f"the site answered with status {response.status}", kind)
