"""HTML pages of the WordPress sites: head, post, lists and the 404 page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.facts import FACTS, LARGE_SITES
from pilsetas_crawl.demo.latvian import numeric
from pilsetas_crawl.demo.model import DemoArticle
from pilsetas_crawl.demo.wp_content import (
    PROTECTED_PREFIX,
    cloudflare_mail,
    content_html,
    excerpt,
    picture_path,
    plain_title,
    texturize,
    title_html,
)
from pilsetas_crawl.demo.wp_header import header
from pilsetas_crawl.demo.wp_links import collection, news_path, post_path, rest_path
from pilsetas_crawl.demo.wp_seo import seo_head
from pilsetas_crawl.demo.wp_settings import SETTINGS
from pilsetas_crawl.demo.wp_terms import categories, terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_MENU = (
    "Pašvaldība",
    "Pakalpojumi",
    "Izglītība",
    "Kultūra",
    "Sports",
    "Uzņēmējiem",
    "Būvvalde",
    "Kontakti",
    "Budžets",
)
_SUBMENU = (
    "Vadība",
    "Dokumenti",
    "Saistošie noteikumi",
    "Iestādes",
    "Projekti",
    "Iepirkumi",
    "Veidlapas",
    "Vēsture",
)


# Twelve at a time; the button asks for the next page, as long as there is one.
_FILL = (
    "(function(){var box=document.getElementById('zinu-saraksts'),more=document.getElementById('vairak'),n=0;"
    "function row(p){var a=document.createElement('article'),l=document.createElement('a'),"
    "h=document.createElement('h2'),t=document.createElement('time');l.href=p.link;"
    "l.innerHTML=p.title.rendered;h.appendChild(l);t.dateTime=p.date;"
    "t.textContent=p.date.slice(0,10).split('-').reverse().join('.')+'.';"
    "a.appendChild(h);a.appendChild(t);box.appendChild(a);}"
    "function load(){n+=1;fetch(box.dataset.source+'&page='+n).then(function(r){"
    "if(n>=Number(r.headers.get('X-WP-TotalPages')))more.remove();return r.json();})"
    ".then(function(posts){posts.forEach(row);});}"
    "more.onclick=load;load();})();"
)


class Theme:
    """Builds the pages of one site."""

    def __init__(self, site: str, base: str) -> None:
        self.site, self.base = site, base
        self.facts, self.settings = FACTS[site], SETTINGS[site]
        self._menu = _menu_html(base + self.settings.front, self._sections())

    def _sections(self) -> str:
        """The lists in the menu: all news and each category; the large sites name them nowhere."""
        if self.site in LARGE_SITES:
            return ""
        lists = [("Jaunumi", news_path(self.site))]
        if not self.settings.script:
            lists += [(term.name, term.path) for term in categories(self.site).values()]
        links = (f'<a href="{self.base}{path}">{name}</a>' for name, path in lists)
        return "".join(f'<li class="menu-item">{link}</li>' for link in links)

    def post(self, article: DemoArticle) -> str:
        """A post on its own page."""
        title = _visible_title(article)
        mail = cloudflare_mail if self.settings.masked else None
        content = content_html(article, self.base, mail)
        body = f"single single-post postid-{article.uid} single-format-standard wp-embed-responsive"
        main = self._post_article(article, title, content + self._after_text())
        return self._document(plain_title(article), article, f"{body}", f"{main}{self._sidebar()}")

    def standing(self, article: DemoArticle) -> str:
        """A page (not a post): no date, no category."""
        main = (
            f'<article id="post-{article.uid}" class="post-{article.uid} page type-page status-publish '
            f'hentry"><h1 class="entry-title">{title_html(article)}</h1><div class="entry-content">'
            f"{content_html(article, self.base)}</div></article>"
        )
        return self._document(
            article.title, article, f"page-template-default page page-id-{article.uid}", main
        )

    def listing(
        self, heading: str, articles: Sequence[DemoArticle], path: str, number: int, last: int
    ) -> str:
        """A list page; whole posts or excerpts, as the site is set."""
        rows = "".join(self._whole(a) if self.settings.whole else self._teaser(a) for a in articles)
        body = "home blog" if path in {"/", "/index.php/"} else "archive category"
        main = f'<h1 class="page-title">{texturize(heading)}</h1>\n{rows}{self._pager(path, number, last)}'
        return self._document(heading, None, body, main + self._sidebar(), self.base + path)

    def documents(self, articles: Sequence[DemoArticle]) -> str:
        """A list that looks like news and holds documents, their day behind the word "Datums"."""
        rows = "".join(
            f'<article class="document"><h2><a href="{self.base}{post_path(a)}">{title_html(a)}</a></h2>'
            f"<p>Datums: {numeric(a.local.date())}</p></article>"
            for a in articles
        )
        return self._document("Dokumenti", None, "archive", f"<h1>Dokumenti</h1>{rows}")

    def empty_list(self, heading: str, source: str) -> str:
        """A list that a script fills from the REST interface; served without a single row."""
        main = (
            f'<h1 class="page-title">{heading}</h1><div id="zinu-saraksts" data-source="{source}"></div>'
            f'<button id="vairak" type="button">Rādīt vairāk</button>\n<script>{_FILL}</script>'
        )
        return self._document(heading, None, "home", main)

    def missing(self) -> str:
        """The 404 page."""
        main = (
            f'<section class="error-404 not-found"><h1 class="page-title">{self._missing_words()}</h1>'
            '<div class="page-content"><p>Šķiet, ka šeit nekas netika atrasts. Varbūt pamēģināt '
            "meklēt?</p></div></section>"
        )
        return self._document("Lapa nav atrasta", None, "error404", main)

    def _missing_words(self) -> str:
        return "Mēs nevaram atrast lapu" if self.settings.soft else "Hmm! Šī lapa nav atrasta."

    def english(self, article: DemoArticle) -> str:
        """The machine-made copy: other words of the menu, the same text in poor English."""
        text = "<p>This text is translated automatically from Latvian language and can contain mistakes.</p>"
        main = (
            f'<article class="post-{article.uid} post"><h1 class="entry-title">{title_html(article)}</h1>'
            f'<div class="entry-content">{text}{content_html(article, self.base)}</div></article>'
        )
        return self._document(article.title, article, "single single-post translated-en", main).replace(
            '<html lang="lv"', '<html lang="en"', 1
        )

    def _document(
        self, title: str, article: DemoArticle | None, body: str, main: str, canonical: str | None = None
    ) -> str:
        address = canonical or (self.base + post_path(article) if article else "")
        link = f'<link rel="canonical" href="{escape(address)}" />\n' if address else ""
        return (
            f'<!DOCTYPE html>\n<html lang="lv">\n<head>\n<meta charset="UTF-8" />\n<title>{texturize(title)} '
            f"{self.settings.separator} {self.facts.institution}</title>\n<meta name='robots' "
            "content='max-image-preview:large' />\n"
            f'<link rel="alternate" type="application/rss+xml" title="Plūsma" '
            f'href="{self.base}{self.settings.front}/feed/" '
            f"/>\n{link}{self._rest_links(article)}{self._seo(article)}{self._hreflang(article)}"
            f'<meta name="generator" content="WordPress 6.1.9" />\n</head>\n<body class="{body}">\n'
            '<div id="page" class="site"><header class="site-header">'
            f'<a href="{self.base}/" rel="home">{self.facts.institution}</a>{self._menu}'
            f'<form role="search" method="get" class="search-form" action="{self.base}/">'
            '<input type="search" name="s" placeholder="Meklēt &hellip;" '
            f"/></form></header>\n"
            f'<div id="content" class="site-content"><main id="main" '
            f'class="site-main">\n{main}\n</main></div>\n'
            f"{self._footer()}</div></body></html>\n"
        )

    def _rest_links(self, article: DemoArticle | None) -> str:
        if not self.settings.rest:
            return ""
        root = self.base + rest_path(self.site)
        links = f'<link rel="https://api.w.org/" href="{root}" />'
        if article and article.kind == "news":
            href = f"{root}wp/v2/{collection(article)}/{article.uid}"
            links += f'<link rel="alternate" type="application/json" href="{href}" />'
        return links + "\n"

    def _seo(self, article: DemoArticle | None) -> str:
        wanted = self.settings.yoast and article is not None and article.kind == "news"
        return seo_head(article, self.base) if wanted and article else ""

    def _hreflang(self, article: DemoArticle | None) -> str:
        if not (self.settings.english and article):
            return ""
        return f'<link rel="alternate" hreflang="en" href="{self.base}/en/{article.slug}/" />\n'

    def _post_article(self, article: DemoArticle, title: str, content: str) -> str:
        classes = f"post-{article.uid} post type-post status-publish format-standard hentry"
        heading = f'<h1 class="entry-title">{title}</h1>'
        top = header(self.settings.header, article, heading, self._categories(article))
        return (
            f'<article id="post-{article.uid}" class="{classes}"><header class="entry-header">{top}'
            f'</header>\n{self._thumbnail(article)}<div class="entry-content">\n{content}</div>\n'
            '<footer class="entry-footer">'
            f"{'' if self.settings.header == 'labels' else self._categories(article)}</footer></article>\n"
        )

    def _categories(self, article: DemoArticle) -> str:
        links = (
            f'<a href="{self.base}{t.path}" rel="category tag">{texturize(t.name)}</a>'
            for t in terms_of(article)[0]
        )
        return "".join(links)

    def _thumbnail(self, article: DemoArticle) -> str:
        if not article.picture or article.password:
            return ""
        source = escape(self.base + picture_path(article))
        small = source.replace(".jpg", "-300x200.jpg")
        return (
            f'<figure class="post-thumbnail"><img width="1024" height="683" src="{source}" '
            f'class="wp-post-image" alt="{escape(article.picture.alt)}" srcset="{source} 1024w, {small} '
            '300w" /></figure>\n'
        )

    def _whole(self, article: DemoArticle) -> str:
        mail = cloudflare_mail if self.settings.masked else None
        title = f'<a href="{self.base}{post_path(article)}" rel="bookmark">{_visible_title(article)}</a>'
        text = content_html(article, self.base, mail)
        return self._post_article(article, title, text).replace("<h1", "<h2").replace("</h1>", "</h2>")

    def _teaser(self, article: DemoArticle) -> str:
        title = f'<a href="{self.base}{post_path(article)}" rel="bookmark">{_visible_title(article)}</a>'
        return (
            f'<article id="post-{article.uid}" class="post-{article.uid} post type-post hentry">'
            f'<h2 class="entry-title">{title}</h2><div class="entry-summary">{excerpt(article)}'
            f'<a class="more-link" href="{self.base}{post_path(article)}">Lasīt vairāk</a></div></article>\n'
        )

    def _pager(self, path: str, number: int, last: int) -> str:
        around = [n for n in (number - 1, number + 1) if 1 <= n <= last]
        links = "".join(f'<a class="page-numbers" href="{self.base}{path}page/{n}/">{n}</a>' for n in around)
        return f'<nav class="navigation pagination"><div class="nav-links">{links}</div></nav>'

    def _after_text(self) -> str:
        """Share buttons and related posts that plugins put inside the text element."""
        return (
            '<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Kopīgot:</h3><ul><li>'
            '<a href="#">Facebook</a></li><li><a href="#">X</a></li></ul></div>'
            '<div id="jp-relatedposts" class="jp-relatedposts"><h3>Saistītie ieraksti</h3></div>'
            '<div class="addtoany_share_save_container"><a class="a2a_dd" href="#">Dalīties</a></div>\n'
        )

    def _sidebar(self) -> str:
        return (
            '<aside id="secondary" class="widget-area"><section class="widget"><h2>Noderīgi</h2><ul><li>'
            f'<a href="{self.base}/kontakti/">Kontakti</a></li><li><a href="{self.base}/budzets/">Budžets'
            '</a></li></ul></section><section class="widget widget_login"><form action="/wp-login.php">'
            "<label>Lietotājvārds</label></form></section>"
            "</aside>"
        )

    def _footer(self) -> str:
        return (
            f'<footer class="site-footer"><p>© 2026 {self.facts.institution}</p><p>Tālrunis '
            f"{self.facts.phone}000</p>"
            '<div id="cookie-notice" role="dialog">Šī vietne izmanto sīkdatnes. <a href="#">Piekrītu</a>'
            "</div></footer>"
        )


def _visible_title(article: DemoArticle) -> str:
    return PROTECTED_PREFIX + title_html(article) if article.password else title_html(article)


def _menu_html(base: str, sections: str) -> str:
    """Menu whose addresses look like posts' addresses: one segment at the root."""
    parts = [sections]
    for name in _MENU:
        slug = name.lower().translate(str.maketrans("āčēģīķļņšūž", "acegiklnsuz"))
        children = "".join(
            f'<li><a href="{base}/{slug}/{index}/">{sub}</a></li>' for index, sub in enumerate(_SUBMENU)
        )
        parts.append(
            f'<li class="menu-item"><a href="{base}/{slug}/">{name}</a><ul class="sub-menu">{children}</ul>'
            "</li>"
        )
    return f'<nav class="main-navigation"><ul class="menu">{"".join(parts)}</ul></nav>'
