"""Valka: what it runs on today is not known; this is made up after its system of until 2023.

Sections have running numbers, an article answers below several of them, its text begins with the day on a
line of its own, and readers' comments follow. Lists are tables. No feed, no site map, no canonical link.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.kept_site import KeptSite
from pilsetas_crawl.demo.plain_html import blocks_html
from pilsetas_crawl.demo.sheets import Sheet, sheet, unknown_markup
from pilsetas_crawl.demo.wire import Ask, Reply, page, whole_number

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle

ALL = "/lv/jaunumi-1"
SECTIONS = {
    "valkas-novads-1/pasvaldiba-1": "Pašvaldība",
    "karku-pagasts-1/karku-pagasts-4": "Kārķu pagasts",
    "valkas-novads-1/pasvaldiba-1/projekti-2/projekti-1": "Projekti",
}
ROWS_PER_PAGE = 9
_ARMS = '<img src="/img/gerbonis.png" alt="Valkas novada ģerbonis" />'
_NO_COMMENTS = "<p>Rakstam vēl nav pievienoti komentāri.</p>"
_COMMENTS = (
    '<p>Komentāri (2)</p><div class="comment"><b>Vietējais</b> 2026-11-18 19:42<p>Beidzot! Gaidījām '
    "divus gadus.</p>"
    '</div><div class="comment"><b>Anna</b> 2026-11-19 07:15<p>Vai būs arī autobuss?</p></div>'
)
# Every fourth article has been commented on.
_COMMENTED = 4


class ValkaSite(KeptSite):
    """Answers as the made-up site of Valka does."""

    def _answer(self, ask: Ask) -> Reply:  # noqa: PLR0911 - one per address
        path = ask.path.rstrip("/")
        if path == "/robots.txt":
            return Reply(200, b"User-agent: *\nDisallow: /admin/\n", "text/plain")
        if path in {"", "/lv"}:
            return self._list(ask, self.world.public(self.slug)[:6], "Valkas novads", "/lv", pager=False)
        if path == ALL:
            return self._list(ask, self.world.public(self.slug), "Jaunumi", ALL)
        if path.startswith("/faili/"):
            return Reply(200, b"%PDF-1.4\n% demo\n", "application/pdf")
        if path == "/lv/valkas-novads-1/kontakti-2/adreses":
            return self._page("Adreses", "<h2>Adreses</h2><p>Semināra iela 9, Valka.</p>")
        section = path.removeprefix("/lv/")
        if section in SECTIONS:
            found = [a for a in self.world.public(self.slug) if a.section == section]
            return self._list(ask, found, SECTIONS[section], path)
        return self._single(path)

    def _list(
        self, ask: Ask, found: list[DemoArticle], heading: str, path: str, *, pager: bool = True
    ) -> Reply:
        number = max(1, whole_number(ask.query.get("lp"), 1)) - 1
        shown = sheet(found, number, ROWS_PER_PAGE, ask.mode, beyond="last")
        if ask.mode == "redesign":
            return page(unknown_markup(heading, [(article_path(a), a.title) for a in shown.rows]))
        rows = "".join(
            f'<tr><td class="datums">{article.local:%d.%m.%Y}</td>'
            f'<td><a href="{article_path(article)}">{escape(article.title)}</a></td></tr>'
            for article in shown.rows
        )
        more = _pager(path, shown) if pager else ""
        return self._page(heading, f'{_ARMS}<h2>{heading}</h2><table class="raksti">{rows}</table>{more}')

    def _single(self, path: str) -> Reply:
        """By the last part of the address; below which known section it is asked for does not matter."""
        section, _, slug = path.removeprefix("/lv/").rpartition("/")
        for article in self.world.public(self.slug):
            if article.slug == slug and section in SECTIONS:
                return self._page(article.title, _full(article))
        return self._page("Kļūda", "<p>Raksts nav atrasts.</p>", 404)

    def _page(self, title: str, main: str, status: int = 200) -> Reply:
        links = [(ALL, "Jaunumi"), *((f"/lv/{path}", name) for path, name in SECTIONS.items())]
        menu = "".join(f'<td><a href="{path}">{name}</a></td>' for path, name in links)
        facts = FACTS[self.slug]
        return page(
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
            f"<title>{escape(title)}"
            f'</title></head><body><table id="menu"><tr>{menu}<td><a '
            'href="/lv/valkas-novads-1/kontakti-2/adreses">'
            f'Adreses</a></td></tr></table>\n<div id="saturs">{main}</div>\n'
            f'<div id="apaksa">{facts.institution}, {facts.phone}000</div></body></html>\n',
            status,
        )


def _pager(path: str, shown: Sheet[DemoArticle]) -> str:
    older = f'<a href="{path}?lp={shown.number + 2}">vecāki raksti</a>' if shown.following else ""
    newer = f'<a href="{path}?lp={shown.number}">jaunāki raksti</a>' if shown.number else ""
    return f'<div class="lapas">{newer} {older}</div>'


def _full(article: DemoArticle) -> str:
    picture = f'<img src="{picture_path(article)}" alt="" />' if article.picture else ""
    files = "".join(
        f'<p><a href="{file_path(file.name)}">{escape(file.name)}</a></p>' for file in article.files
    )
    comments = _NO_COMMENTS if article.uid % _COMMENTED else _COMMENTS
    return (
        f'<div class="raksts"><div>{article.local:%d.%m.%Y}</div><h1>{escape(article.title)}</h1>{picture}'
        f'<div class="teksts">{blocks_html(article.blocks)}{files}</div></div><div '
        f'class="komentari">{comments}</div>'
    )


def picture_path(article: DemoArticle) -> str:
    """Address of an article's picture."""
    return f"/img/raksti/{article.picture.file if article.picture else ''}"


def file_path(name: str) -> str:
    """Address of a file."""
    return f"/faili/{name.replace(' ', '-')}"


def article_path(article: DemoArticle) -> str:
    """Address of an article, below its own section."""
    return f"/lv/{article.section}/{article.slug}"
