"""Markup and addresses of the two plain Drupal sites."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pilsetas_crawl.demo.feeds import element, feed_date
from pilsetas_crawl.demo.plain_html import blocks_html

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle
    from pilsetas_crawl.demo.site_facts import SiteFacts

MARUPE, SALASPILS = "marupe", "salaspils"
# Themes of Mārupe; each has a list of its own.
THEMES = {
    "domes-zinas": "Domes ziņas",
    "sabiedriba": "Sabiedrība",
    "izglitiba": "Izglītība",
    "kultura": "Kultūra",
}
# Up to this year addresses ended in the day, since then in the node number.
_LAST_DATED_YEAR = 2025
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_FILES = "/sites/default/files/Pielikumi/Sludinājumi"


def theme_name(theme: str) -> str:
    """Heading of a theme's list."""
    return THEMES.get(theme, theme)


def article_path(article: DemoArticle) -> str:
    """Canonical address; every third node of Salaspils has no alias."""
    if article.kind == "page":
        return f"/lv/{article.slug}"
    if article.site == SALASPILS:
        return f"/lv/node/{article.uid}" if article.uid % 3 == 0 else f"/lv/aktualitates/{article.slug}"
    if article.local.year <= _LAST_DATED_YEAR:
        return f"/lv/zinas/{article.slug}-{article.local:%d-%m-%Y}"
    return f"/lv/sabiedriba/zinas/{article.slug}-{article.uid}"


def full_view(article: DemoArticle) -> str:
    """An article on its own page."""
    text = blocks_html(article.blocks) + _files(article)
    if article.site == SALASPILS:
        day = f"{article.local.day} {_MONTHS[article.local.month - 1]}, {article.local.year}"
        meta = (
            ""
            if article.kind == "page"
            else f'<div class="node__meta">By <span>redaktors</span>, {day}</div>'
        )
        return (
            '<article class="node node--type-article"><h1 class="title '
            f'page-title">{escape(article.title)}</h1>'
            f'{meta}<div class="node__content">{_picture(article)}'
            f'<div class="text-content field--name-body">{text}</div></div></article>'
        )
    return (
        f'<div class="node node-article"><div class="section">{theme_name(article.section)}</div>'
        f"<h1>{escape(article.title)}</h1>{_rdfa_date(article)}"
        f'{_picture(article)}<div class="field field-name-body" property="content:encoded">{text}</div></div>'
    )


def _rdfa_date(article: DemoArticle) -> str:
    if article.kind == "page":
        return ""
    moment = article.local.replace(microsecond=0).isoformat()
    return (
        f'<span property="dc:date dc:created" content="{moment}" datatype="xsd:dateTime" class="date">'
        f"{article.local:%d.%m.%Y}.</span>"
    )


def _picture(article: DemoArticle) -> str:
    if not article.picture:
        return ""
    return f'<img src="{picture_path(article)}" alt="{escape(article.picture.alt)}" />'


def picture_path(article: DemoArticle) -> str:
    """Address of an article's picture."""
    return f"/sites/default/files/{article.picture.file if article.picture else ''}"


def file_path(name: str) -> str:
    """Address of a file; folder and file carry Latvian letters, which the page percent-encodes."""
    return quote(f"{_FILES}/{name}")


def _files(article: DemoArticle) -> str:
    rows = "".join(
        f'<span class="file"><a href="{file_path(file.name)}">{escape(file.name)}</a></span>'
        for file in article.files
    )
    return f'<div class="field-name-field-files">{rows}</div>' if rows else ""


def feed_item(article: DemoArticle, base: str) -> list[str]:
    """Version 7 gives the whole text with relative links; version 10 title, author and day, not the text."""
    described = (
        f"<div>{blocks_html(article.blocks)}</div>"
        if article.site == MARUPE
        else f"<span>{escape(article.title)}</span><span>redaktors</span>"
        f'<time datetime="{article.local.isoformat()}">{article.local:%a, %m/%d/%Y - %H:%M}</time>'
    )
    return [
        element("title", article.title),
        element("link", base + article_path(article)),
        element("description", described),
        element("pubDate", feed_date(article.published)),
        element("dc:creator", "redaktors"),
        f'<guid isPermaLink="false">{article.uid} at {base}</guid>',
    ]


def wrap(facts: SiteFacts, title: str, main: str, canonical: str, news: str) -> str:
    """A whole page around `main`."""
    link = f'<link rel="canonical" href="{escape(canonical)}" />' if canonical else ""
    lists = [(news, "Ziņas")]
    if facts.slug == MARUPE:
        lists += [(f"/lv/temas/{theme}", name) for theme, name in THEMES.items()]
    menu = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in lists)
    return (
        f'<!DOCTYPE html><html lang="lv" dir="ltr"><head><meta charset="utf-8" />{link}\n'
        f'<link rel="alternate" type="application/rss+xml" href="/rss.xml" />'
        f"<title>{escape(title)} | {facts.institution}</title></head>\n"
        f'<body class="not-front"><header><a href="/lv">{facts.institution}</a><nav><ul>{menu}'
        '<li><a href="/lv/kontakti">Kontakti</a></li><li><a href="/lv/vakances">Vakances</a></li></ul></nav>'
        f'</header>\n<main id="content">{main}</main>\n'
        f"<footer>{facts.institution}, tālrunis {facts.phone}000, pasts@{facts.host}</footer></body></html>\n"
    )
