"""Daugavpils: a home-grown system whose list links gather junk, and a poster of events without years.

How articles are addressed today is not known; here they stand below the list they are listed in.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.afisa import card
from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.kept_site import KeptSite
from pilsetas_crawl.demo.latvian import numeric
from pilsetas_crawl.demo.plain_html import blocks_html
from pilsetas_crawl.demo.sheets import Sheet, sheet, unknown_markup
from pilsetas_crawl.demo.wire import Ask, Reply, page, whole_number

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle

NEWS, VIDEO = "afisa/zinas", "pasvaldiba/aktualitates/video-zinas"
_LABELS = {NEWS: "Pilsētas ziņas", VIDEO: "Video ziņas"}
ROWS_PER_PAGE = 9
# Every seventh row shows its teaser alone; the title is missing there, though not on the page.
_UNTITLED = 7
_FURNITURE = (
    '<div class="pieejamiba"><h4>Iestatījumi</h4><a href="?view=easy">Viegli lasīt</a><span>Fonta '
    "izmērs</span>"
    "<span>Kontrasts</span></div>"
    '<div class="tulkot">Tulkojumu nodrošina Google Translate, un tas var būt neprecīzs.</div>'
)


class DaugavpilsSite(KeptSite):
    """Answers as the site of Daugavpils does."""

    def _answer(self, ask: Ask) -> Reply:
        path = ask.path.strip("/")
        if ask.path == "/robots.txt":
            return Reply(200, b"User-agent: *\nDisallow: /manager/\nDisallow: /search/\n", "text/plain")
        if path == "":
            return self._front()
        if path == "afisa":
            return self._poster(ask)
        if path in _LABELS:
            return self._list(ask, path)
        if path.startswith("files/"):
            return Reply(200, b"%PDF-1.4\n% demo\n", "application/pdf")
        return self._single(ask)

    def _front(self) -> Reply:
        rows = "".join(self._row(a, n) for n, a in enumerate(self.world.public(self.slug)[:6], start=1))
        return self._page("Daugavpils", f'<h2>Jaunākās ziņas</h2><div class="news-list">{rows}</div>')

    def _list(self, ask: Ask, path: str) -> Reply:
        found = [a for a in self.world.public(self.slug) if a.section == path]
        number = max(1, whole_number(ask.query.get("page"), 1)) - 1
        shown = sheet(found, number, ROWS_PER_PAGE, ask.mode)
        if ask.mode == "redesign":
            return page(unknown_markup(_LABELS[path], [(article_path(a), a.title) for a in shown.rows]))
        rows = "".join(self._row(a, n) for n, a in enumerate(shown.rows, start=1))
        return self._page(
            _LABELS[path],
            f'<h1>{_LABELS[path]}</h1><div class="news-list">{rows}</div>{_pager(path, shown)}',
        )

    def _row(self, article: DemoArticle, place: int) -> str:
        href = f"{article_path(article)}?cultureKey=lv"
        title = f"<h3>{escape(article.title)}</h3>" if place % _UNTITLED else ""
        return (
            f'<div class="news-item"><a href="{href}"><img '
            'src="/files/components/news/images/mazs.jpg" alt="" />'
            f'{title}</a><span class="date">{numeric(article.local.date())}</span>'
            f'<p>{escape(article.lead or "")} <a href="{href}">Lasīt vairāk</a></p></div>'
        )

    def _single(self, ask: Ask) -> Reply:
        for article in self.world.public(self.slug) + self.world.public(self.slug, "event"):
            if article_path(article) == ask.path.rstrip("/"):
                return self._print(article) if ask.query.get("mode") == "print" else self._article(article)
        return self._page("Lapa nav atrasta", "<h1>Lapa nav atrasta</h1>", 404)

    def _article(self, article: DemoArticle) -> Reply:
        files = "".join(
            f'<p class="file"><a href="{file_path(file.number, file.name)}">{escape(file.name)}</a></p>'
            for file in article.files
        )
        video = '<div class="video"><iframe src="https://video.example.lv/embed/7"></iframe></div>'
        main = (
            f"<h1>{escape(article.title)}</h1>{self._meta(article)}{_picture(article)}"
            f"{video if article.section == VIDEO else ''}<article>{blocks_html(article.blocks)}{files}"
            "</article>"
        )
        return self._page(article.title, main)

    def _meta(self, article: DemoArticle) -> str:
        """Day, label and how often it was read; an event has none of these."""
        if article.kind == "event":
            return ""
        label = f'<span class="label">{_LABELS[article.section]}</span><span>{article.uid % 900}</span>'
        return f'<div class="info"><span class="date">{numeric(article.local.date())}</span>{label}</div>'

    def _print(self, article: DemoArticle) -> Reply:
        return page(
            f"<html><body><h1>{escape(article.title)}</h1>{blocks_html(article.blocks)}</body></html>"
        )

    def _poster(self, ask: Ask) -> Reply:
        """Cards of events by the moment they begin, and a box of news among them."""
        events = [e for e in self.world.public(self.slug, "event") if e.occurs]
        events.sort(key=lambda event: (event.occurs.start.isoformat() if event.occurs else "", event.key))
        shown = sheet(events, max(1, whole_number(ask.query.get("page"), 1)) - 1, ROWS_PER_PAGE, ask.mode)
        cards = "".join(card(event, article_path(event)) for event in shown.rows)
        news = '<div class="afisa-zinas"><a href="/afisa/zinas/">Ziņas</a></div>'
        return self._page(
            "Afiša", f'<h1>Afiša</h1>{news}<div class="row afisa-posts">{cards}</div>{_pager("afisa", shown)}'
        )

    def _page(self, title: str, main: str, status: int = 200) -> Reply:
        links = (("/afisa/zinas/", "Ziņas"), (f"/{VIDEO}", "Video ziņas"), ("/afisa/", "Afiša"))
        menu = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in links)
        facts = FACTS[self.slug]
        return page(
            f'<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8"><title>{escape(title)}'
            "</title></head>"
            f'<body><header><ul class="menu">{menu}<li><a href="/kontakti">Kontakti</a></li></ul>{_FURNITURE}'
            f'</header>\n<div class="container">{main}</div>\n<footer>{facts.institution}, {facts.phone}000'
            "</footer></body></html>\n",
            status,
        )


def _pager(path: str, shown: Sheet[DemoArticle]) -> str:
    """Links whose parameters pile up: only `page` means anything."""
    junk = f"&amp;cultureKey=lv&amp;amp%3Bpage={shown.number + 1}"
    links = "".join(f'<a href="/{path}?page={n + 1}{junk}">{n + 1}</a> ' for n in range(shown.pages))
    return f'<div class="pagination">{links}</div>'


def _picture(article: DemoArticle) -> str:
    return f'<img class="main" src="{picture_path(article)}" alt="" />' if article.picture else ""


def picture_path(article: DemoArticle) -> str:
    """Address of an article's picture."""
    return f"/files/components/news/images/{article.picture.file if article.picture else ''}"


def file_path(number: int, name: str) -> str:
    """Address of an attached file."""
    return f"/files/{number}/{name}"


def article_path(article: DemoArticle) -> str:
    """Address of an article or event."""
    return f"/afisa/{article.slug}" if article.kind == "event" else f"/{article.section}/{article.slug}"
