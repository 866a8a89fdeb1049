"""Krāslava: what it runs on is not known, so this system is made up, and no spider was written for it.

Structured after a widespread European one: microdata on lists and pages, a pager whose links carry a check
sum without which the page is missing, and a site map in two levels. No feed.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from zlib import crc32

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.kept_site import KeptSite
from pilsetas_crawl.demo.plain_html import blocks_html
from pilsetas_crawl.demo.sheets import Sheet, sheet, unknown_markup
from pilsetas_crawl.demo.wire import Ask, Reply, page, whole_number

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle

NEWS = "/zinas/"
ARTICLE = "/zinas/pilns-raksts/article/"
ROWS_PER_PAGE = 7
_PAGE_FIELD = "tx_zinas[@widget_0][currentPage]"
_XML = '<?xml version="1.0" encoding="utf-8"?>'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class KraslavaSite(KeptSite):
    """Answers as the made-up site of Krāslava does."""

    def _answer(self, ask: Ask) -> Reply:  # noqa: PLR0911 - one per address
        if ask.path == "/robots.txt":
            text = f"User-agent: *\nDisallow: /sistema/\n\nSitemap: {self.base}/sitemap.xml\n"
            return Reply(200, text.encode(), "text/plain")
        if ask.path == "/sitemap.xml":
            return self._sitemap(ask.query.get("sitemap", ""))
        if ask.path == "/":
            rows = "".join(_row(article) for article in self.world.public(self.slug)[:4])
            return self._page("Krāslavas novads", f'<div class="frame"><h2>Ziņas</h2>{rows}</div>')
        if ask.path.startswith("/fileadmin/"):
            return Reply(200, b"%PDF-1.4\n% demo\n", "application/pdf")
        if ask.path == NEWS:
            return self._list(ask)
        if ask.path in {"/pasvaldiba/kontakti/", "/iedzivotajiem/"}:
            return self._page("Krāslavas novads", "<h1>Informācija</h1><p>Saturs tiek papildināts.</p>")
        return self._single(ask.path)

    def _list(self, ask: Ask) -> Reply:
        asked = ask.query.get(_PAGE_FIELD)
        if asked is not None and ask.query.get("cHash") != _check_sum(asked):
            return self._missing()
        shown = sheet(self.world.public(self.slug), whole_number(asked, 1) - 1, ROWS_PER_PAGE, ask.mode)
        if ask.mode == "redesign":
            return page(unknown_markup("Ziņas", [(article_path(a), a.title) for a in shown.rows]))
        rows = "".join(_row(article) for article in shown.rows)
        main = f'<div class="news-list-view"><h1>Ziņas</h1>{rows}{_pager(shown)}</div>'
        return self._page("Ziņas", main)

    def _single(self, path: str) -> Reply:
        for article in self.world.public(self.slug):
            if article_path(article) == path:
                return self._page(article.title, _full(article), article_path(article))
        return self._missing()

    def _sitemap(self, part: str) -> Reply:
        articles = self.world.public(self.slug)
        if part == "zinas":
            rows = "".join(
                f"<url><loc>{self.base}{article_path(a)}</loc>"
                f"<lastmod>{a.changed.replace(microsecond=0).isoformat()}</lastmod></url>"
                for a in articles
            )
            text = f"{_XML}<urlset {_SPACE}>{rows}</urlset>"
        elif part == "lapas":
            text = f"{_XML}<urlset {_SPACE}><url><loc>{self.base}/iedzivotajiem/</loc></url></urlset>"
        else:
            maps = "".join(
                f"<sitemap><loc>{self.base}/sitemap.xml?sitemap={name}</loc></sitemap>"
                for name in ("lapas", "zinas")
            )
            text = f"{_XML}<sitemapindex {_SPACE}>{maps}</sitemapindex>"
        return Reply(200, text.encode(), "application/xml; charset=utf-8")

    def _missing(self) -> Reply:
        return self._page("Lapa nav atrasta", "<h1>Lapa nav atrasta</h1>", status=404)

    def _page(self, title: str, main: str, canonical: str = "", status: int = 200) -> Reply:
        link = f'<link rel="canonical" href="{self.base}{canonical}"/>' if canonical else ""
        facts = FACTS[self.slug]
        return page(
            f'<!DOCTYPE html><html lang="lv-LV"><head><meta charset="utf-8">{link}<title>{escape(title)} - '
            f'{facts.institution}</title></head><body><a href="#c1">Skip to main content</a>\n'
            '<ul class="nav"><li><a href="/zinas/">Ziņas</a></li><li><a '
            'href="/iedzivotajiem/">Iedzīvotājiem</a>'
            f'</li><li><a href="/pasvaldiba/kontakti/">Kontakti</a></li></ul>\n<div id="c1">{main}</div>\n'
            f'<div class="footer">{facts.institution}, {facts.phone}000</div></body></html>\n',
            status,
        )


def _check_sum(number: str) -> str:
    return f"{crc32(number.encode()):08x}"


def _pager(shown: Sheet[DemoArticle]) -> str:
    items = "".join(
        "<li><a "
        f'href="{NEWS}?tx_zinas%5B%40widget_0%5D%5BcurrentPage%5D={n}&amp;cHash={_check_sum(str(n))}">{n}</a>'
        "</li>"
        for n in range(1, shown.pages + 1)
    )
    return f'<div class="page-navigation"><ul class="f3-widget-paginator">{items}</ul></div>'


def _row(article: DemoArticle) -> str:
    return (
        '<div class="article articletype-0" itemscope="itemscope" itemtype="http://schema.org/Article">'
        f'<div class="header"><h3><a href="{article_path(article)}"><span itemprop="headline">'
        f"{escape(article.title)}</span></a></h3></div>{_time(article)}"
        f'<div class="teaser-text" itemprop="description">{escape(article.lead or "")}</div></div>\n'
    )


def _time(article: DemoArticle) -> str:
    day = article.local.date()
    return (
        f'<span class="news-list-date"><time itemprop="datePublished" datetime="{day.isoformat()}">'
        f"{day:%d.%m.%Y}</time></span>"
    )


def _full(article: DemoArticle) -> str:
    picture = f'<img itemprop="image" src="{picture_path(article)}" alt="" />' if article.picture else ""
    files = "".join(
        f'<li><a href="{file_path(file.name)}">{escape(file.name)}</a></li>' for file in article.files
    )
    related = f'<div class="news-related-wrap"><ul>{files}</ul></div>' if files else ""
    return (
        '<div class="news-single"><div class="article" itemscope="itemscope" '
        f'itemtype="http://schema.org/Article"><h1 itemprop="headline">{escape(article.title)}'
        f"</h1>{_time(article)}"
        f'{picture}<div class="news-text-wrap" itemprop="articleBody">{blocks_html(article.blocks)}'
        f"</div>{related}"
        '</div><div class="share"><a href="#">Dalīties Twitter</a> <a href="#">Dalīties Facebook</a>'
        "</div></div>"
    )


def picture_path(article: DemoArticle) -> str:
    """Address of an article's picture."""
    return f"/fileadmin/zinas/{article.picture.file if article.picture else ''}"


def file_path(name: str) -> str:
    """Address of a file."""
    return f"/fileadmin/dokumenti/{name.replace(' ', '_')}"


def article_path(article: DemoArticle) -> str:
    """Address of an article."""
    return f"{ARTICLE}{article.slug}/"
