"""A site of the unified platform: addresses and answers."""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo import tvp_chrome as chrome
from pilsetas_crawl.demo import tvp_content as content
from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.feeds import cdata, document, element, feed_date
from pilsetas_crawl.demo.refusals import request_rejected
from pilsetas_crawl.demo.sheets import sheet, unknown_markup
from pilsetas_crawl.demo.tvp_options import TVP_OPTIONS
from pilsetas_crawl.demo.wire import Ask, Reply, http_date, page, read_http_date, redirect, whole_number
from pilsetas_crawl.demo.world import TVP_OLD, World

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pilsetas_crawl.demo.model import DemoArticle

ROWS_PER_PAGE = 10
FEED_ITEMS = 20
# Copies of a page that differ in build marks; served in turn, so no two answers in a row are equal.
_VARIANTS = 4
_ROBOTS = """User-agent: *
Disallow: /lv/search
Disallow: /lv/form/
Disallow: /lv/print/
Disallow: /lv/banners/
Disallow: /admin/
Disallow: /user/login
Disallow: /node/add/
"""


class TvpSite:
    """Answers as one TVP site does."""

    def __init__(self, world: World, slug: str, base: str) -> None:
        self.world, self.slug, self.base = world, slug, base
        self.facts, self.options = FACTS[slug], TVP_OPTIONS[slug]
        self._made: dict[str, list[Reply]] = {}
        self._made_for = -1
        self._routes: dict[str, Callable[[Ask], Reply]] = {
            "/": lambda _: redirect(f"{self.base}/lv", 302),
            "/lv": lambda _: self._front(),
            "/lv/jaunumi": self._list,
            "/lv/rss": lambda _: self._hub(),
            "/lv/rss/articles": self._feed,
            "/lv/rss/events": lambda _: self._events_feed(),
            "/lv/notikumu-kalendars": self._calendar,
            "/lv/lapas-karte": lambda _: self._standing("Lapas karte", "/lv/lapas-karte"),
            "/lv/kontakti": lambda _: self._standing("Kontakti", "/lv/kontakti"),
        }

    def respond(self, ask: Ask) -> Reply:
        """Answer one request; pages are kept until the world changes."""
        if ask.path == "/robots.txt":
            return Reply(200, _ROBOTS.encode(), "text/plain")
        if ask.path.endswith("/rss/articles"):
            return self._feed(ask)
        if self._made_for != self.world.version:
            self._made, self._made_for = {}, self.world.version
        key = f"{ask.mode} {ask.target}"
        if key not in self._made:
            self._made[key] = variants(self._answer(ask))
        copies = self._made[key]
        return copies[ask.serial % len(copies)]

    def _answer(self, ask: Ask) -> Reply:
        path = self._alias(ask.path.rstrip("/") or "/")
        if path in self._routes:
            return self._routes[path](ask)
        if path.startswith(("/lv/jaunums/", "/lv/notikums/")):
            return self._article(path)
        if "/media/" in path and path.endswith("/download"):
            return Reply(200, b"%PDF-1.4\n% demo document\n", "application/pdf")
        if path.startswith("/sites/"):
            return Reply(200, b"\xff\xd8\xff\xe0demo", "image/jpeg")
        if self.slug == "ludza" and path.startswith(("/ieraksti/", "/jaunumi/")):
            return self._front()
        return self._missing()

    def _alias(self, path: str) -> str:
        """Articles also answer without the language and by node number, as every Drupal page does."""
        node = path.removeprefix("/lv").removeprefix("/node/")
        for article in self.world.public(self.slug):
            if path.endswith(f"/node/{article.uid}") and node == str(article.uid):
                return content.article_path(article)
        return f"/lv{path}" if path.startswith(("/jaunums/", "/notikums/")) else path

    def _article(self, path: str) -> Reply:
        article = self._found(path)
        if article is None:
            return self._missing()
        return request_rejected() if article.trouble == "refused" else self._article_page(article)

    def _found(self, path: str) -> DemoArticle | None:
        public = self.world.public(self.slug) + self.world.public(self.slug, "event")
        return next((article for article in public if content.article_path(article) == path), None)

    def _news(self) -> Sequence[DemoArticle]:
        return self.world.public(self.slug)

    def _article_page(self, article: DemoArticle) -> Reply:
        frame = self._frame(article.title, content.article_path(article), article.kind, article.uid)
        main = content.article_html(article, self.base, old=self._old)
        return page(chrome.wrap(frame, main, self._related()))

    def _list(self, ask: Ask) -> Reply:
        found = self._filtered(ask.query)
        shown = sheet(found, whole_number(ask.query.get("page"), 0), ROWS_PER_PAGE, ask.mode)
        if ask.mode == "redesign":
            return page(_unknown_page(self._frame("Jaunumi", "/lv/jaunumi", "app"), shown.rows))
        pager = self._pager(shown.number, shown.pages) if shown.rows else ""
        main = f'<div class="views-element-container">{self._rows(shown.rows)}{pager}</div>'
        frame = self._frame("Jaunumi", "/lv/jaunumi", "articles_page")
        return page(chrome.wrap(frame, main, self._related() if shown.rows else ""))

    def _rows(self, articles: Sequence[DemoArticle]) -> str:
        row = content.row_old if self._old else content.row_new
        inner = "".join(row(article) for article in articles)
        return f'<div class="articles-wrapper js-view-dom-id-{chrome.DOM_MARK}">\n{inner}</div>'

    def _filtered(self, query: dict[str, str]) -> Sequence[DemoArticle]:
        """The list within created[min] and created[max]; the empty value "--.--.----" is no bound."""
        first, last = asked_day(query.get("created[min]")), asked_day(query.get("created[max]"))
        return [
            article
            for article in self.world.public(self.slug)
            if (not first or article.local.date() >= first) and (not last or article.local.date() <= last)
        ]

    def _pager(self, number: int, pages: int) -> str:
        last = max(0, pages - 1)
        near = sorted({0, last, *range(max(0, number - 2), min(last, number + 2) + 1)})
        items = "".join(
            f'<li class="page-item{" active" if n == number else ""}"><a class="page-link" '
            f'href="?page={n}">{n + 1}'
            "</a></li>"
            for n in near
        )
        return f'<nav aria-label="pagination"><ul class="pagination js-pager__items">{items}</ul></nav>'

    def _related(self) -> str:
        """Rows in other blocks: most read articles and banners. They are not the list."""
        items = "".join(
            f'<div class="views-row"><div class="title"><h2><a href="{content.article_path(article)}">'
            f"{escape(article.title)}</a></h2></div></div>"
            for article in self._news()[-3:]
        )
        banners = "".join(
            f'<div class="views-row"><a href="/lv/banners/click/{n}">'
            f'<img src="/sites/{self.slug}/files/banner{n}.png" alt="baneris" /></a></div>'
            for n in (3, 4)
        )
        read = f'<div class="block-most-read"><h2>Lasītākie</h2>{items}</div>'
        return f'{read}<div class="block-banners">{banners}</div>'

    def _front(self) -> Reply:
        latest = self._news()[:6]
        main = f'<div class="front-page-news"><h2>Jaunākie raksti</h2>{self._rows(latest)}</div>'
        return page(chrome.wrap(self._frame("Sākums", "/lv", "front_page"), main, self._related()))

    def _standing(self, title: str, path: str) -> Reply:
        text = f'<div class="text__text-content"><p>{title}: informācija tiek papildināta.</p></div>'
        main = f'<div class="content">{text}</div>'
        return page(chrome.wrap(self._frame(title, path, "basic_page", 12), main))

    def _missing(self) -> Reply:
        main = "<p>Lapa, kuru meklējat, nav atrasta.</p>"
        return page(chrome.wrap(self._frame("Lapa nav atrasta", "/lv/404", "error"), main), 404)

    def _calendar(self, ask: Ask) -> Reply:
        """Events by the day they begin, ten a page, counted from zero."""
        events = sorted(self.world.public(self.slug, "event"), key=_beginning)
        shown = sheet(events, whole_number(ask.query.get("page"), 0), ROWS_PER_PAGE, ask.mode)
        rows = "".join(content.event_card(event, self.base) for event in shown.rows)
        pager = self._pager(shown.number, shown.pages) if shown.rows else ""
        frame = self._frame("Notikumu kalendārs", "/lv/notikumu-kalendars", "events")
        return page(chrome.wrap(frame, f'<div class="events-wrapper">{rows}</div>{pager}'))

    def _hub(self) -> Reply:
        if not self.options.feed:
            main = "<p>There are no RSS feeds avaiable.</p>"
        else:
            hrefs = (("/lv/rss/articles", "RSS jaunumi"), ("/lv/rss/events", "RSS notikumi"))
            main = "".join(f'<li><a href="{href}">{name}</a></li>' for href, name in hrefs)
        return page(chrome.wrap(self._frame("RSS", "/lv/rss", "rss"), main))

    def _feed(self, ask: Ask) -> Reply:
        if not self.options.feed:
            return self._missing()
        if not self.options.validators:
            return Reply(200, self._feed_body(), "application/rss+xml; charset=utf-8")
        stamp = self.world.changed[self.slug]
        validators = (("Last-Modified", http_date(stamp)), ("Expires", "Sun, 19 Nov 1978 05:00:00 GMT"))
        tag = f'"{int(stamp.timestamp())}"'
        headers = (
            ("ETag", f"W/{tag}" if ask.gzip else tag),
            *validators,
            ("Cache-Control", "max-age=300, public"),
        )
        if _drupal_unchanged(ask, tag, stamp):
            return Reply(304, b"", "", headers)
        return Reply(200, self._feed_body(), "application/rss+xml; charset=utf-8", headers)

    def _feed_body(self) -> bytes:
        channel = (
            element("title", "RSS jaunumi"),
            element("link", f"{self.base}/lv/rss/articles"),
            element("description", "Jaunumi"),
            element("language", "lv"),
        )
        return document(channel, [self._item(a) for a in self._news()[:FEED_ITEMS]])

    def _item(self, article: DemoArticle) -> list[str]:
        summary = f"<p>{escape(article.lead or content.teaser(article))}</p>"
        dated = [] if article.trouble == "no_pubdate" else [element("pubDate", feed_date(article.published))]
        return [
            element("title", article.title),
            element("link", self.base + content.article_path(article)),
            f"<description>{cdata(summary) if self.options.cdata else escape(summary)}</description>",
            *dated,
            f'<guid isPermaLink="false">{article.uid} at {self.base}</guid>',
        ]

    def _events_feed(self) -> Reply:
        if not self.options.feed:
            return self._missing()
        items = [self._item(event) for event in self.world.public(self.slug, "event")]
        return Reply(
            200, document((element("title", "RSS notikumi"),), items), "application/rss+xml; charset=utf-8"
        )

    @property
    def _old(self) -> bool:
        return self.world.generations[self.slug] == TVP_OLD

    def _frame(self, title: str, path: str, kind: str, node: int | None = None) -> chrome.Frame:
        return chrome.Frame(self.facts, self.base, title, path, kind, node)


def _drupal_unchanged(ask: Ask, tag: str, stamp: datetime) -> bool:
    """Drupal 10: 304 only when both validators are sent and the tag is its own, without a weak mark."""
    since = read_http_date(ask.since)
    return ask.etag == tag and since is not None and since == stamp.replace(microsecond=0)


def variants(reply: Reply) -> list[Reply]:
    """Copies of a page with other build marks; answers without marks stay single."""
    build, dom = chrome.BUILD_MARK.encode(), chrome.DOM_MARK.encode()
    if build not in reply.body:
        return [reply]
    return [
        Reply(
            reply.status,
            reply.body.replace(build, b"q7Zk%04dx" % n).replace(dom, b"a05%05dd" % n),
            reply.kind,
        )
        for n in range(_VARIANTS)
    ]


def _unknown_page(frame: chrome.Frame, articles: Sequence[DemoArticle]) -> str:
    """A redesign nobody has selectors for: no content area, no rows, addresses only in script data."""
    title = f"{escape(frame.title)} | {escape(frame.facts.institution)}"
    return unknown_markup(title, [(content.article_path(a), a.title) for a in articles])


def _beginning(event: DemoArticle) -> tuple[str, str]:
    return (event.occurs.start.isoformat() if event.occurs else "", event.key)


def asked_day(text: str | None) -> date | None:
    """A bound of the list's date filter; None when it is none."""
    if not text or "-" in text:
        return None
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return None
