"""Olaine: a home-grown system with a file picker's upload folders.

Its lists were never seen paged. Here it is ``?lapa=N`` counted from one with a link "Nākamā lapa", and one
page too far is missing.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.kept_site import KeptSite
from pilsetas_crawl.demo.plain_html import blocks_html
from pilsetas_crawl.demo.sheets import sheet, unknown_markup
from pilsetas_crawl.demo.wire import Ask, Reply, page, redirect, whole_number

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle

NEWS = "/lv/jaunumi"
ROWS_PER_PAGE = 8


class OlaineSite(KeptSite):
    """Answers as the site of Olaine does."""

    def _answer(self, ask: Ask) -> Reply:
        path = ask.path.rstrip("/") or "/"
        if path == "/robots.txt":
            return Reply(200, b"User-agent: *\nDisallow: /admin/\n", "text/plain")
        if path == "/":
            return redirect(f"{self.base}/lv", 302)
        if path == "/lv":
            rows = "".join(_row(article) for article in self.world.public(self.slug)[:4])
            return self._page("Olaines novads", f'<section class="latest"><h2>Jaunumi</h2>{rows}</section>')
        if path.startswith("/uploads/kcfinder/"):
            return Reply(200, b"%PDF-1.4\n% demo\n", "application/pdf")
        return self._list(ask) if path == NEWS else self._single(path)

    def _list(self, ask: Ask) -> Reply:
        found = self.world.public(self.slug)
        shown = sheet(found, max(1, whole_number(ask.query.get("lapa"), 1)) - 1, ROWS_PER_PAGE, ask.mode)
        if ask.mode == "redesign":
            return page(unknown_markup("Jaunumi", [(article_path(a), a.title) for a in shown.rows]))
        if shown.number >= shown.pages:
            return self._missing()
        rows = "".join(_row(article) for article in shown.rows)
        onward = (
            f'<a class="next" href="{NEWS}?lapa={shown.number + 2}">Nākamā lapa</a>'
            if shown.following
            else ""
        )
        return self._page("Jaunumi", f'<h1>Jaunumi</h1><div class="list">{rows}</div><div>{onward}</div>')

    def _single(self, path: str) -> Reply:
        for article in self.world.public(self.slug):
            if article_path(article) == path:
                return self._page(article.title, _full(article))
        return self._missing()

    def _missing(self) -> Reply:
        return self._page("Kļūda 404", "<h1>Kļūda 404</h1><p>Šādas lapas nav.</p>", 404)

    def _page(self, title: str, main: str, status: int = 200) -> Reply:
        facts = FACTS[self.slug]
        return page(
            f'<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8"><title>{escape(title)}'
            "</title></head>"
            f'<body><header><a href="/lv">Olaines novads</a><nav><a href="{NEWS}#gsc.tab=0">Jaunumi</a>'
            '<a href="/lv/kontakti">Kontakti</a><a href="/lv/pasvaldiba">Pašvaldība</a></nav></header>\n'
            f"<main>{main}</main>\n<footer>{facts.institution}, tālrunis {facts.phone}000</footer>"
            "</body></html>\n",
            status,
        )


def _row(article: DemoArticle) -> str:
    """The link carries the fragment the built-in search leaves behind."""
    href = f"{article_path(article)}#gsc.tab=0"
    return (
        f'<div class="item"><a href="{href}"><strong>{escape(article.title)}</strong></a>'
        f'<span class="when">{article.local:%d.%m.%Y}.</span><p>{escape(article.lead or "")}</p></div>'
    )


def _full(article: DemoArticle) -> str:
    """The headline stands twice in a row, as on the real pages."""
    picture = f'<img src="{picture_path(article)}" alt="" />' if article.picture else ""
    files = "".join(
        f'<li><a href="{file_path(file.name)}">{escape(file.name)}</a></li>' for file in article.files
    )
    return (
        f'<div class="headline"><h1>{escape(article.title)}</h1></div><div class="entry">'
        f"<h2>{escape(article.title)}"
        f'</h2><span class="when">{article.local:%d.%m.%Y}.</span>{picture}{blocks_html(article.blocks)}'
        f"{f'<ul>{files}</ul>' if files else ''}</div>"
    )


def picture_path(article: DemoArticle) -> str:
    """Address of an article's picture."""
    return f"/uploads/kcfinder/images/{article.picture.file if article.picture else ''}"


def file_path(name: str) -> str:
    """Address of a file: percent-encoded letters and a counter, as the picker leaves them."""
    stem, _, kind = name.rpartition(".")
    return f"/uploads/kcfinder/files/{quote(f'{stem}(3)')}.{kind}"


def article_path(article: DemoArticle) -> str:
    """Address of an article."""
    return f"{NEWS}/{article.slug}"
