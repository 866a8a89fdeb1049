"""Cēsis: a system of its own; the date is the last line of the text, and every article has a bare print view.

How the real list pages is not known. Here it is ``?page=N`` counted from 1 with a link "nākamā", and one page
too far repeats the last page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.kept_site import KeptSite
from pilsetas_crawl.demo.latvian import long_date
from pilsetas_crawl.demo.plain_html import blocks_html
from pilsetas_crawl.demo.sheets import sheet, unknown_markup
from pilsetas_crawl.demo.wire import Ask, Reply, page, redirect, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilsetas_crawl.demo.model import DemoArticle

NEWS = "/lv/novads/aktualitates/zinas/"
CATEGORIES = {"pasvaldiba": "Pašvaldība", "izglitiba": "Izglītība", "kultura": "Kultūra", "vide": "Vide"}
ROWS_PER_PAGE = 12
_WIDGET = (
    '<div class="translate-widget"><select aria-label="Translate"><option>English</option><option>Русский'
    '</option></select><p class="translate-disclaimer">Mašīntulkojums tiek veikts automātiski, un pašvaldība '
    "neatbild "
    "par tulkojuma precizitāti. Machine translation is provided without any warranty.</p></div>"
)


class CesisSite(KeptSite):
    """Answers as the site of Cēsis does."""

    def _answer(self, ask: Ask) -> Reply:
        path = ask.path if ask.path.endswith("/") else f"{ask.path}/"
        if ask.path == "/robots.txt":
            return Reply(200, b"User-agent: *\nDisallow: /cms/\n", "text/plain")
        if path in {"/", "/lv/"}:
            return redirect(f"{self.base}/lv/novads/", 302)
        if path == "/lv/novads/":
            return self._page("Cēsu novads", self._rows(self.world.public(self.slug)[:5]))
        if ask.path.startswith("/files/"):
            return Reply(200, b"%PDF-1.4\n% demo\n", "application/pdf")
        if not path.startswith(NEWS):
            return self._missing()
        return self._news(ask, path.removeprefix(NEWS).strip("/").split("/"))

    def _news(self, ask: Ask, parts: list[str]) -> Reply:
        articles = self.world.public(self.slug)
        match parts:
            case [""]:
                return self._list(ask, articles, NEWS)
            case [category] if category in CATEGORIES:
                return self._list(ask, [a for a in articles if a.section == category], f"{NEWS}{category}/")
            case [category, slug, *rest] if rest in ([], ["print"]):
                found = [a for a in articles if (a.section, a.slug) == (category, slug)]
                if found:
                    return self._print(found[0]) if rest else self._article(found[0])
        return self._missing()

    def _list(self, ask: Ask, articles: list[DemoArticle], path: str) -> Reply:
        number = max(1, whole_number(ask.query.get("page"), 1))
        shown = sheet(articles, number - 1, ROWS_PER_PAGE, ask.mode, beyond="last")
        if ask.mode == "redesign":
            return page(unknown_markup("Ziņas", [(article_path(a), a.title) for a in shown.rows]))
        number = shown.number + 1
        rows = self._rows(shown.rows) if shown.rows else ""
        following = f'<a class="next" href="{path}?page={number + 1}">nākamā</a>' if shown.following else ""
        before = f'<a class="prev" href="{path}?page={number - 1}">iepriekšējā</a>' if number > 1 else ""
        return self._page(
            "Ziņas", f'{_WIDGET}<h1>Ziņas</h1>{rows}<div class="pager">{before}{following}</div>'
        )

    def _rows(self, articles: Sequence[DemoArticle]) -> str:
        inner = "".join(
            f'<div class="news-item"><h3><a href="{article_path(article)}">{escape(article.title)}</a></h3>'
            f"<p>{escape(article.lead or '')}</p></div>"
            for article in articles
        )
        return f'<div class="news-list">{inner}</div>'

    def _article(self, article: DemoArticle) -> Reply:
        picture = ""
        if article.picture:
            picture = (
                f'<figure class="main-picture"><img src="/files/news/{article.picture.file}" '
                f'alt="{escape(article.title)}" />'
                f"<figcaption>{escape(article.title)}</figcaption></figure>"
            )
        files = "".join(
            f'<li><a href="/files/{file.number}/{escape(file.name)}">{escape(file.name)}</a></li>'
            for file in article.files
        )
        attached = f'<ul class="attachments">{files}</ul>' if files else ""
        main = (
            f'{_WIDGET}<div class="article"><h1>{escape(article.title)}</h1>{picture}'
            f'<div class="article-text">\n{blocks_html(article.blocks)}\n</div>{attached}'
            f'<div class="article-date">Datums: {long_date(article.local.date())}</div></div>'
            f'<a class="print" href="{article_path(article)}print">Drukāt</a>'
        )
        return self._page(article.title, main, article_path(article))

    def _print(self, article: DemoArticle) -> Reply:
        """The print view: text only, no widget, no date."""
        return page(
            f'<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8"><title>{escape(article.title)}'
            "</title></head>"
            f"<body><h1>{escape(article.title)}</h1>{blocks_html(article.blocks)}</body></html>"
        )

    def _missing(self) -> Reply:
        reply = self._page("Lapa nav atrasta", "<h1>Lapa nav atrasta</h1>")
        reply.status = 404
        return reply

    def _page(self, title: str, main: str, canonical: str = "") -> Reply:
        link = f'<link rel="canonical" href="{self.base}{canonical}">' if canonical else ""
        menu = "".join(f'<li><a href="{NEWS}{slug}/">{name}</a></li>' for slug, name in CATEGORIES.items())
        return page(
            f'<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8"><title>{escape(title)}'
            f'</title>{link}</head>\n<body><header><a href="/lv/novads/">{FACTS[self.slug].institution}</a>'
            f'<nav><ul><li><a href="{NEWS}">Ziņas</a>'
            f"</li>{menu}<li><a "
            f'href="/lv/novads/kontakti/">Kontakti</a></li></ul></nav></header>\n<main>{main}</main>\n'
            f"<footer>Cēsu novada pašvaldība, tālrunis {FACTS[self.slug].phone}000</footer></body></html>\n"
        )


def article_path(article: DemoArticle) -> str:
    """Address of an article."""
    return f"{NEWS}{article.section}/{article.slug}/"
