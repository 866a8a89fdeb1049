"""Runs of a real spider over a demo site whose theme changes, without a network between them.

Everything of a run is the real thing, from the walk and the reader to pipelines, store and verdict. Only the
downloader is left out: an answer of the site is handed to the walk as the engine would hand it, because three
hundred runs through sockets would take the suite's whole time.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from lxml import etree
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.reactor import is_reactor_installed

from pilsetas_crawl.demo.expected import expected_site
from pilsetas_crawl.demo.model import plain_paragraphs
from pilsetas_crawl.demo.systems import build_site
from pilsetas_crawl.demo.wire import Ask
from pilsetas_crawl.demo.world import World
from pilsetas_crawl.middlewares.encoding import ResolveEncoding
from pilsetas_crawl.platforms.discovery.archive import MonthArchiveWay
from pilsetas_crawl.platforms.discovery.auto_listing import AutoListingWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.span import run_window
from pilsetas_crawl.platforms.walk import Walk
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.run.verdict import Verdict
from tests.survival.editing import drop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pilsetas_crawl.items import Run
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.platforms.discovery.base import Answer
    from tests.survival.theme import Theme

Gold = dict[str, Any]
# One site at least of every system, old and new generation of the unified platform among them.
SITES = (
    "tukums", "jurmala", "sigulda", "kuldiga", "saldus", "cesis", "madona", "marupe", "salaspils", "kraslava",
    "valka", "olaine", "daugavpils",
)  # fmt: skip
BASE = "http://127.0.0.1:1"
# Articles that are new when the theme has changed, and those read before.
FRESH, BEFORE = 6, 24
# Characters of a page whose menus are cut, and links of a menu: reading them again and again shows nothing.
LONG_PAGE, MENU = 40_000, 25
# Whose articles fill up a small site.
DONOR = "tukums"
# The run on the old theme was so long ago that it is history, not the same week.
AGO = timedelta(days=9)
FEWEST_PARAGRAPHS = 2
REDIRECTS = 3


@cache
def _settings() -> Settings:
    settings = Settings()
    settings.setmodule("pilsetas_crawl.settings")
    return settings


@cache
def _loader() -> Any:
    return get_spider_loader(_settings())


class Ground:
    """A demo site that holds few articles: `BEFORE` at first, `FRESH` more once they are published.

    Attributes:
        slug: the municipality.
        gold: path → what a perfect crawl stores, for all of them.
        fresh: paths of the new ones.
    """

    def __init__(self, slug: str, base: str = BASE) -> None:
        self.slug, self.base = slug, base
        self.world = World(sites=[slug])
        self._fill()
        gold = {article["key"]: article for article in expected_site(self.world, slug)["articles"]}
        public = self.world.public(slug)
        fit = [a for a in public if a.key in gold and fits(gold[a.key]) and not a.trouble and not a.sticky]
        assert len(fit) >= FRESH + BEFORE, f"{slug} holds too little to show anything"
        self._waiting = fit[:FRESH]
        keep = {article.key for article in fit[FRESH : FRESH + BEFORE]}
        for article in self.world.all_of(slug):
            if article.kind == "news" and article.key not in keep:
                article.status = "draft"
        self.gold = {gold[a.key]["path"]: gold[a.key] for a in fit[: FRESH + BEFORE]}
        self.fresh = tuple(gold[a.key]["path"] for a in self._waiting)
        place = municipality(slug)
        kind = "pašvaldība" if place.kind == "novads" else "valstspilsētas pašvaldība"
        self.institution = f"{place.name_genitive} {kind}"
        self.touched()

    def _fill(self) -> None:
        """Small sites hold too little to be known by: older articles of the usual kinds are added."""
        if len(self.world.public(self.slug)) >= 2 * BEFORE:
            return
        oldest = self.world.public(self.slug)[-1].published
        donor = World(sites=[DONOR])
        ordinary = [article for article in donor.public(DONOR) if article.key.startswith(f"{DONOR}-")]
        for number, article in enumerate(ordinary[:BEFORE], 1):
            text = [line for line in plain_paragraphs(article.blocks) if "\n" not in line]
            day = oldest - timedelta(days=2 * number)
            self.world.insert(self.slug, title=article.title, body=text, published=day)

    def publish(self) -> None:
        """Let the new articles appear."""
        for article in self._waiting:
            article.status = "publish"
        self.touched()

    def touched(self) -> None:
        """Forget pages made before a change."""
        self.world.version += 1
        self.site = build_site(self.world, self.slug, self.base)

    def reply(self, url: str) -> TextResponse:
        """The site's answer to a request, redirects followed."""
        answer = self.answer(url)
        for _ in range(REDIRECTS):
            place = answer.headers.get("Location")
            if place is None:
                break
            answer = self.answer(urljoin(answer.url, place.decode()))
        return answer

    def answer(self, url: str) -> TextResponse:
        """The site's answer to a request, as it sends it."""
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        ask = Ask(unquote(parts.path), dict(parse_qsl(parts.query)), target)
        reply = self.site.respond(ask)
        kind = HtmlResponse if "html" in reply.kind else XmlResponse if "xml" in reply.kind else TextResponse
        headers = {"Content-Type": reply.kind, **dict(reply.headers)}
        return kind(url, status=reply.status, body=reply.body, headers=headers)


def fits(gold: Gold) -> bool:
    """Whether an article is one whose reading can be judged: with a headline, and more than one paragraph."""
    return bool(gold["title"]) and len(gold["body"]) >= FEWEST_PARAGRAPHS


# Ways that read pages of the theme.
THEMED = (ListingWay, AutoListingWay, MonthArchiveWay)


class DirectWalk(Walk):
    """A walk whose requests are answered on the spot."""

    answer: Any  # Callable[[Request], TextResponse]

    async def _download(self, request: Request) -> Answer:
        return self._judge(request, self.answer(request))


@dataclass
class Outcome:
    """What came of a run.

    Attributes:
        rows: path → stored article.
        run: the account with its verdict.
        right, wrong: paths of new articles, and of known ones stored again, that were read rightly, and those
            that were not, with what was wrong.
    """

    rows: dict[str, Any]
    run: Run
    right: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def healthy(self) -> bool:
        """Whether the run said that nobody has to do anything."""
        return Verdict(self.run.verdict or "").healthy

    @property
    def silent(self) -> dict[str, str]:
        """Articles that are wrong under a verdict that says all is well."""
        return self.wrong if self.healthy else {}


class Stage:
    """One site with its archive from the time before the theme changed, ready for many runs after it.

    Args:
        slug: the municipality.
        folder: where archives may be kept.
    """

    def __init__(self, slug: str, folder: Path) -> None:
        self.slug, self.folder = slug, folder / slug
        self.ground = Ground(slug)
        self.now = self.ground.world.now + timedelta(days=1)
        self._pages: dict[str, TextResponse] = {}
        oldest = min(gold["published_date"] for gold in self.ground.gold.values())
        first = self._run(self.folder / "before", None, self.now - AGO, start=oldest)
        assert first.run.verdict == Verdict.OK, f"{slug} is not read whole: {first.run.cause}"
        self.ground.publish()
        self._pages.clear()

    def after(self, theme: Theme | None) -> Outcome:
        """The next run, on a changed theme (None: the old one)."""
        store = self.folder / "after"
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(self.folder / "before", store)
        outcome = self._run(store, theme, self.now)
        shutil.rmtree(store)
        # A known article is stored again where its row or its page seems edited: then it must be right too.
        for path in dict.fromkeys([*self.ground.fresh, *outcome.rows]):
            told = fault(outcome.rows.get(path), self.ground.gold[path])
            if told:
                outcome.wrong[path] = told
            else:
                outcome.right.append(path)
        return outcome

    @property
    def listing(self) -> str:
        """Path of a listing page that the last run asked for."""
        asked = [url.removeprefix(self.ground.base) for url in self._pages]
        return next(path for path in asked if path not in self.ground.gold and path != "/robots.txt")

    def plain(self, path: str) -> str:
        """A page as it is in the old theme."""
        return self._reply(self.ground.base + path).text

    # --- a run -------------------------------------------------------------------------------------

    def _run(self, store: Path, theme: Theme | None, at: datetime, **given: str) -> Outcome:
        spider = self._spider(store, given)
        rows: dict[str, Any] = {}
        asyncio.run(self._crawl(spider, theme, at, rows))
        session = spider.session
        session.spider_closed(spider, "finished")
        assert session.row is not None
        return Outcome(rows, session.row)

    def _spider(self, store: Path, given: dict[str, str]) -> MunicipalSpider:
        settings = _settings().copy()
        values = {
            "PILSETAS_STORE": str(store), "PILSETAS_STATE": "",
            "PILSETAS_CROSSCHECK_HOURS": 1e6, "PILSETAS_EVENTS": False, "PILSETAS_BROWSER": "",
            "PILSETAS_QUIET_RUNS": 0, "LOG_ENABLED": False,
        }  # fmt: skip
        settings.setdict(values, "cmdline")
        crawler = Crawler(_loader().load(self.slug), settings, init_reactor=not is_reactor_installed())
        crawler._apply_settings()
        crawler.spider = crawler._create_spider(site=BASE, **given)
        spider = cast("MunicipalSpider", crawler.spider)
        # Only what depends on the theme: a feed would tell days and headlines whatever becomes of the pages.
        listing = [way for way in spider.discovery if isinstance(way, THEMED)]
        assert listing
        spider.discovery = tuple(listing)  # type: ignore[misc] # narrowed for this run alone
        return spider

    async def _crawl(  # the walk gives one article after the other and waits until it is settled
        self, spider: MunicipalSpider, theme: Theme | None, at: datetime, rows: dict[str, Any]
    ) -> None:
        session = spider.session
        session.started_at = at
        session.open()
        self._decoder = ResolveEncoding(spider.crawler)
        walk = DirectWalk(spider, run_window(spider))
        walk.answer = lambda request: self._answer(request, theme)
        session.log.covers = walk.window.covers
        spider.walk = walk
        paths = spider.settings.getdict("ITEM_PIPELINES")
        pipelines = [
            build_from_crawler(load_object(path), spider.crawler) for path in sorted(paths, key=paths.get)
        ]
        async for candidate in walk.candidates():
            for item in self._items(spider, candidate, theme):
                try:
                    for pipeline in pipelines:
                        pipeline.process_item(item)
                except DropItem as error:
                    session.item_dropped(item, error)
                else:
                    rows[item.url.removeprefix(BASE)] = item

    def _items(self, spider: MunicipalSpider, candidate: Any, theme: Theme | None) -> Iterator[Any]:
        if candidate.complete:
            return spider._told(candidate)
        request = spider._request(candidate)
        return spider.parse(self._answer(request, theme), **request.cb_kwargs)

    def _answer(self, request: Request, theme: Theme | None) -> Response:
        reply = self._decoder.process_response(request, self._reply(request.url))
        if theme is not None and isinstance(reply, HtmlResponse) and reply.status == 200:
            path = request.url.removeprefix(BASE)
            html = theme.page(reply.text, path, self.ground.gold, self.ground.institution)
            reply = reply.replace(
                body=html.encode(), encoding="utf-8", headers={"Content-Type": "text/html; charset=utf-8"}
            )
        return reply.replace(request=request)

    def _reply(self, url: str) -> TextResponse:
        if url not in self._pages:
            self._pages[url] = _without_menus(self.ground.reply(url))
        return self._pages[url]


def _without_menus(reply: TextResponse) -> TextResponse:
    """A long page without its menus, which hold nine tenths of it on the unified platform."""
    if not isinstance(reply, HtmlResponse) or len(reply.body) < LONG_PAGE:
        return reply
    root = etree.HTML(reply.text)
    for block in list(root.iter("nav", "ul")):
        if block.getparent() is not None and sum(1 for _ in block.iter("a")) >= MENU:
            drop(block)
    return reply.replace(
        body=etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    )


# --- what is right -----------------------------------------------------------------------------------------


def fault(row: Any | None, gold: Gold) -> str:
    """What is wrong with a stored article, in words; empty where title, day and text are right.

    A lead that the theme sets apart from the text belongs to it; names of files may stand beside it.
    """
    if row is None:
        return "not stored"
    told = [
        f"title {row.title!r}" if row.title != gold["title"] else "",
        f"day {row.published_date}, not {gold['published_date']}"
        if str(row.published_date) != gold["published_date"]
        else "",
        "" if _says(row.body, row.lead, gold) else f"text {_difference(row.body, gold)}",
    ]
    return "; ".join(part for part in told if part)


def _says(body: str | None, lead: str | None, gold: Gold) -> bool:
    lines = _lines(body, gold)
    return gold["body"] in (lines, [*(lead or "").split("\n\n"), *lines])


def _lines(body: str | None, gold: Gold) -> list[str]:
    paragraphs = (body or "").split("\n\n")
    may = gold["body_may"]
    return [text for text in paragraphs if not all(_names_files(line, may) for line in text.split("\n"))]


def _names_files(line: str, may: list[str]) -> bool:
    """Whether a line is nothing but names of files: themes print them one behind the other."""
    for name in sorted(may, key=len, reverse=True):
        line = line.replace(name, "")
    return not line.strip(" -|,")


def _difference(body: str | None, gold: Gold) -> str:
    lines, right = _lines(body, gold), gold["body"]
    more = [line[:60] for line in lines if line not in right]
    less = [line[:60] for line in right if line not in lines]
    return f"has {more}, lacks {less}" if more or less else "in another order"
