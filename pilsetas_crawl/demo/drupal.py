"""Two sites on plain Drupal: Mārupe behaves as version 7, Salaspils as version 10, both as measured.

Version 7 repeats the last page for any page too far and prints an exact RDFa date; version 10 shows an empty
list and only an English long date. In both the feed holds ten items, sticky ones first, and takes no page
number.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.drupal_parts import (
    MARUPE,
    SALASPILS,
    article_path,
    feed_item,
    full_view,
    theme_name,
    wrap,
)
from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.feeds import document, element
from pilsetas_crawl.demo.kept_site import KeptSite
from pilsetas_crawl.demo.sheets import sheet, unknown_markup
from pilsetas_crawl.demo.wire import Ask, Reply, http_date, page, read_http_date, redirect, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilsetas_crawl.demo.model import DemoArticle

ROWS_PER_PAGE = 10
FEED_ITEMS = 10
# Stock version 7 asks for ten seconds; a tenth of that lets a demo end.
CRAWL_DELAY = 1
_ROBOTS = (
    "User-agent: *\n{delay}Disallow: /includes/\nDisallow: /admin/\nDisallow: /comment/reply/\n"
    "Disallow: /filter/tips/\nDisallow: /node/add/\nDisallow: /search/\nDisallow: /user/login/\n"
)


class DrupalSite(KeptSite):
    """Answers as one plain Drupal site does."""

    def respond(self, ask: Ask) -> Reply:
        """Answer one request; the feed has validators and is made anew."""
        return self._feed(ask) if ask.path in {"/rss.xml", "/lv/rss.xml"} else super().respond(ask)

    def _answer(self, ask: Ask) -> Reply:
        if ask.path == "/robots.txt":
            delay = f"Crawl-delay: {CRAWL_DELAY}\n" if self._seven else ""
            return Reply(200, _ROBOTS.format(delay=delay).encode(), "text/plain")
        path = ask.path.removeprefix("/index.php").rstrip("/") or "/"
        if path.startswith("/sites/default/files/"):
            return Reply(200, b"%PDF-1.4\n% demo\n", "application/pdf")
        if path in {"/", "/lv"}:
            return redirect(f"{self.base}/lv", 302) if path == "/" else self._front()
        shown = path if path.startswith("/lv/") else f"/lv{path}"
        if shown == self._news:
            return self._list(ask, self._sorted(), "Ziņas" if self._seven else "Aktualitātes")
        if self._seven and shown.startswith("/lv/temas/"):
            return self._theme(ask, shown.removeprefix("/lv/temas/"))
        return self._single(shown)

    @property
    def _seven(self) -> bool:
        return self.slug == MARUPE

    @property
    def _news(self) -> str:
        return "/lv/zinas" if self._seven else "/lv/aktualitates"

    def _sorted(self) -> list[DemoArticle]:
        """Newest first; sticky ones before all others."""
        return sorted(self.world.public(self.slug), key=lambda article: not article.sticky)

    def _front(self) -> Reply:
        latest = "".join(self._row(article) for article in self.world.public(self.slug)[:5])
        return self._page(
            "Sākums", f'<div class="view view-frontpage"><h2>Jaunākais</h2>{latest}</div>', "/lv"
        )

    def _theme(self, ask: Ask, theme: str) -> Reply:
        """A theme's list; it is not strictly by date: every third item stands two places too high."""
        found = [a for a in self._sorted() if a.section == theme]
        if not found:
            return self._missing()
        for place in range(2, len(found), 3):
            found.insert(place - 2, found.pop(place))
        return self._list(ask, found, theme_name(theme))

    def _list(self, ask: Ask, found: Sequence[DemoArticle], heading: str) -> Reply:
        beyond = "last" if self._seven else "empty"
        shown = sheet(found, whole_number(ask.query.get("page"), 0), ROWS_PER_PAGE, ask.mode, beyond=beyond)
        if ask.mode == "redesign":
            return page(unknown_markup(heading, [(article_path(a), a.title) for a in shown.rows]))
        rows = "".join(f'<div class="views-row">{self._row(article)}</div>' for article in shown.rows)
        pager = "".join(
            f'<li class="pager__item"><a href="?page={n}" title="Iet uz lapu {n + 1}">{n + 1}</a></li>'
            for n in range(shown.pages)
        )
        main = f'<div class="view-content">{rows}</div><ul class="pager">{pager}</ul>'
        return self._page(heading, f"<h1>{heading}</h1>{main}", ask.path)

    def _row(self, article: DemoArticle) -> str:
        link = f'<a href="{article_path(article)}" rel="bookmark">{escape(article.title)}</a>'
        teaser = escape(" ".join(part for part in (article.lead,) if part)[:597]) + "..."
        if not self._seven:
            return f'<article class="node node--view-mode-teaser"><h2>{link}</h2><p>{teaser}</p></article>'
        alt = escape(article.picture.alt) if article.picture else ""
        day = f"{article.local:%d.%m.%Y}."
        return (
            f'<div class="node node-teaser"><h2>{link}</h2><img src="/sites/default/files/mazs.jpg" '
            f'alt="{alt}" />'
            f'<div class="submitted">{day}</div><div class="field-name-body">{teaser}</div></div>'
        )

    def _single(self, path: str) -> Reply:
        """An article by its alias or its number; both show the same page."""
        for article in self.world.public(self.slug):
            if path in {article_path(article), f"/lv/node/{article.uid}"}:
                return self._page(article.title, full_view(article), article_path(article))
        for standing in self.world.public(self.slug, "page"):
            if path == f"/lv/{standing.slug}":
                changed = f"<p>Sadaļa atjaunota {standing.local:%d.%m.%Y}.</p>"
                return self._page(standing.title, full_view(standing) + changed, path)
        return self._missing()

    def _missing(self) -> Reply:
        reply = self._page("Lapa nav atrasta", "<h1>Lapa nav atrasta</h1>", "")
        reply.status = 404
        return reply

    def _page(self, title: str, main: str, canonical: str) -> Reply:
        """Canonical addresses are relative in version 7, which also sends them as a header."""
        href = canonical if self._seven else f"{self.base}{canonical}"
        reply = page(wrap(FACTS[self.slug], title, main, href if canonical else "", self._news))
        if self._seven and canonical:
            reply.headers = (("Link", f'<{canonical}>; rel="canonical"'), ("X-Generator", "Drupal 7"))
        return reply

    def _feed(self, ask: Ask) -> Reply:
        stamp = self.world.changed[self.slug]
        tag = f'"{int(stamp.timestamp())}{"-1" if self._seven else ""}"'
        headers = (
            ("ETag", f"W/{tag}" if ask.gzip and not self._seven else tag),
            ("Last-Modified", http_date(stamp)),
            ("Expires", "Sun, 19 Nov 1978 05:00:00 GMT"),
        )
        since = read_http_date(ask.since) if ask.since else None
        if ask.etag == tag and since == stamp.replace(microsecond=0):
            return Reply(304, b"", "", headers)
        channel = (element("title", FACTS[self.slug].institution), element("link", self.base))
        items = [feed_item(article, self.base) for article in self._sorted()[:FEED_ITEMS]]
        body = document(channel, items, ' xmlns:dc="http://purl.org/dc/elements/1.1/"')
        return Reply(200, body, "application/rss+xml; charset=utf-8", headers)


__all__ = ["MARUPE", "SALASPILS", "DrupalSite", "article_path"]
