"""Madona: a home-made system with query-string addresses, month archives and no feed.

Served in windows-1257 without saying so. That is an assumption of the demo only: no copy of the real site's
headers was seen. It stands here so that reading undeclared Baltic text is tried on whole pages.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.kept_site import KeptSite
from pilsetas_crawl.demo.latvian import MONTHS_NOMINATIVE, numeric
from pilsetas_crawl.demo.plain_html import blocks_html
from pilsetas_crawl.demo.wire import Ask, Reply, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilsetas_crawl.demo.model import DemoArticle

SECTIONS = {
    "pasvaldiba": "Pašvaldība",
    "aktualitates-pasvaldiba": "Aktualitātes",
    "novads": "Novads",
    "k-notikumi": "Notikumi",
}
TEASERS = 10
_KIND = "text/html"
_ENCODING = "cp1257"
_STANDING = {"civila-aizsardziba": "Civilā aizsardzība", "kontakti": "Kontakti"}


class MadonaSite(KeptSite):
    """Answers as the site of Madona does."""

    def _answer(self, ask: Ask) -> Reply:
        if ask.path == "/robots.txt":
            return Reply(200, b"User-agent: *\nDisallow: /admin/\n", "text/plain")
        section = ask.path.removeprefix("/lat").strip("/")
        if ask.path in {"/", "/lat", "/lat/"}:
            return self._page("Madonas novads", self._teasers(self.world.public(self.slug)[:TEASERS]))
        if section in _STANDING:
            return self._page(
                _STANDING[section], f"<p>{_STANDING[section]}: informācija tiek papildināta.</p>"
            )
        if ask.path.startswith("/faili/"):
            return Reply(200, b"%PDF-1.4\n% demo\n", "application/pdf")
        if not ask.path.startswith("/lat/") or section not in SECTIONS:
            return self._page("404", "<p>Lapa nav atrasta</p>", status=404)
        return self._section(ask, section)

    def _section(self, ask: Ask, section: str) -> Reply:
        articles = [article for article in self.world.public(self.slug) if article.section == section]
        match ask.query.get("fu"):
            case "read":
                found = [article for article in articles if _is_read(article, ask)]
                # An id the section does not hold gets its newest teasers with status 200.
                return self._article(found[0], section) if found else self._list(section, articles[:TEASERS])
            case "arhivs":
                return self._archive(ask, section, articles)
            case _:
                return self._list(section, [] if ask.mode == "empty" else articles[:TEASERS], ask.mode)

    def _article(self, article: DemoArticle, section: str) -> Reply:
        picture = f'<img src="/faili/{article.picture.file}" alt="" />' if article.picture else ""
        files = "".join(
            f'<div class="fails"><a href="/faili/{file.number}/{escape(file.name)}">{escape(file.name)}</a>'
            "</div>"
            for file in article.files
        )
        main = (
            f'<div class="raksts"><h1>{escape(article.title)}</h1><div class="foto">{picture}</div>'
            f'<div class="teksts">{blocks_html(article.blocks)}</div>{files}<div class="datums">iesūtīts: '
            f"{numeric(article.local.date())}"
            f'</div><a href="/lat/{section}">atpakaļ</a></div>'
        )
        return self._page(article.title, main)

    def _list(self, section: str, articles: Sequence[DemoArticle], mode: str = "") -> Reply:
        if mode == "redesign":
            main = "".join(f'<x-card data-id="{article.uid}"></x-card>' for article in articles)
        else:
            main = f"<h1>{SECTIONS[section]}</h1>{self._teasers(articles)}{self._months(section)}"
        return self._page(SECTIONS[section], main)

    def _archive(self, ask: Ask, section: str, articles: Sequence[DemoArticle]) -> Reply:
        """A month's articles: title and lead, no dates."""
        year, month = whole_number(ask.query.get("y"), 0), whole_number(ask.query.get("m"), 0)
        if ask.mode == "repeat":
            year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        found = [
            a for a in articles if (a.local.year, a.local.month) == (year, month) and ask.mode != "empty"
        ]
        if ask.mode == "endless":
            found = list(articles[:TEASERS])
        rows = "".join(
            '<div class="jaunums"><h2><a '
            f'href="{_read(article, swapped=index % 2 == 1)}">{escape(article.title)}</a></h2>'
            f"<p>{escape(article.lead or '')}</p></div>"
            for index, article in enumerate(found)
        )
        return self._page(
            SECTIONS[section], f"<h1>{SECTIONS[section]}: arhīvs</h1>{rows}{self._months(section)}"
        )

    def _teasers(self, articles: Sequence[DemoArticle]) -> str:
        return "".join(
            f'<div class="jaunums"><h2><a href="{_read(article)}">{escape(article.title)}</a></h2><p>'
            f"{escape(article.lead or '')}</p>iesūtīts: {numeric(article.local.date())}"
            f'<a href="{_read(article)}">lasīt tālāk</a></div>'
            for article in articles
        )

    def _months(self, section: str) -> str:
        """Links to the archive of every month, the current one included; the month has no leading zero."""
        months = {(2025, month) for month in range(1, 13)} | {(2026, month) for month in range(1, 12)}
        links = "".join(
            f'<li><a href="/lat/{section}?fu=arhivs&amp;y={year}&amp;m={month}">{year}. gada '
            f"{MONTHS_NOMINATIVE[month - 1]}</a></li>"
            for year, month in sorted(months, reverse=True)
        )
        return f'<div class="arhivs"><h3>Arhīvs</h3><ul>{links}</ul></div>'

    def _page(self, title: str, main: str, status: int = 200) -> Reply:
        menu = "".join(f'<td><a href="/lat/{section}">{name}</a></td>' for section, name in SECTIONS.items())
        menu += "".join(
            f'<td><a href="/lat/{section}">{name}</a></td>' for section, name in _STANDING.items()
        )
        text = (
            f'<html><head><title>{escape(title)}</title></head><body><table class="galva"><tr><td>'
            f'<img src="/img/logo.gif" alt="{FACTS[self.slug].institution}" /></td>{menu}</tr></table>\n'
            f'<div id="saturs">\n{main}\n</div>\n<div id="kajene">© 2008-2026 Madonas novads. Pārpublicējot '
            "atsauce obligāta. "
            f"<a "
            'href="/lat/privatums">Privātuma politika</a> <a href="/lat/sikdatnes">Sīkdatņu iestatījumi</a> '
            "Izgatavoja GlobalPro</div></body></html>\n"
        )
        return Reply(status, text.encode(_ENCODING, "xmlcharrefreplace"), _KIND)


def article_path(article: DemoArticle) -> str:
    """Address of an article, parameters in the usual order."""
    return f"/lat/{article.section}?fu=read&id={article.uid}"


def _is_read(article: DemoArticle, ask: Ask) -> bool:
    """Whether the asked number is this article's, and its page is there."""
    return str(article.uid) == ask.query.get("id") and article.trouble != "lost"


def _read(article: DemoArticle, *, swapped: bool = False) -> str:
    """Link to an article; the order of the parameters varies, as it does on the site."""
    parts = (f"id={article.uid}", "fu=read") if swapped else ("fu=read", f"id={article.uid}")
    return f"/lat/{article.section}?{'&amp;'.join(parts)}"
