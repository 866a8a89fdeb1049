"""Everything around the content of a page of the unified platform: head, menus, tools, footer.

Rebuilt after the structure seen in stored copies of 2021-2026 (Drupal theme "ministry"), in words of our own.
A page weighs some 60-90 kB, nearly all of it menu, as the real ones do.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pilsetas_crawl.demo.site_facts import SiteFacts

# Replaced in every answer by other values: two fetches of an unchanged page always differ.
BUILD_MARK, DOM_MARK = "FORMBUILDMARK", "VIEWDOMMARK"

_MENU = {
    "Pašvaldība": (
        "Vadība un deputāti",
        "Administrācija",
        "Pagastu pārvaldes",
        "Budžets",
        "Iepirkumi",
        "Izsoles",
    ),
    "Novads": ("Par novadu", "Vēsture", "Simbolika", "Sadarbības partneri", "Novada karte", "Goda pilsoņi"),
    "Pakalpojumi": (
        "Klientu apkalpošana",
        "Dzimtsarakstu nodaļa",
        "Būvvalde",
        "Sociālais dienests",
        "Bāriņtiesa",
    ),
    "Izglītība": ("Skolas", "Pirmsskolas", "Interešu izglītība", "Mūzikas un mākslas skolas", "Stipendijas"),
    "Kultūra": ("Kultūras nami", "Muzeji", "Bibliotēkas", "Dziesmu svētki", "Tradicionālā kultūra"),
    "Sports": ("Sporta skola", "Sporta bāzes", "Sacensību kalendārs", "Rekordi"),
    "Uzņēmējiem": ("Atbalsta programmas", "Brīvās telpas", "Investīciju projekti", "Tirdzniecības atļaujas"),
    "Attīstība": ("Plānošanas dokumenti", "Projekti", "Teritorijas plānojums", "Sabiedriskā apspriešana"),
    "Vide": ("Atkritumu apsaimniekošana", "Ūdens kvalitāte", "Koku ciršana", "Dzīvnieki"),
    "Aktualitātes": ("Jaunumi", "Notikumu kalendārs", "Informatīvais izdevums", "Galerijas", "Vakances"),
}
_PLACES = ("Centra pārvalde", "Ziemeļu pārvalde", "Dienvidu pārvalde", "Ezeru pārvalde")


@dataclass(frozen=True, slots=True)
class Frame:
    """What differs between two pages' surroundings.

    Attributes:
        path: address of the page, root-relative.
        node: node number, or None for lists.
        kind: content type as the body class shows it.
    """

    facts: SiteFacts
    base: str
    title: str
    path: str
    kind: str
    node: int | None = None


def wrap(frame: Frame, main: str, sidebar: str = "") -> str:
    """A whole page around `main`."""
    node_path = f"node/{frame.node}" if frame.node else frame.path.lstrip("/")
    return (
        f'<!DOCTYPE html>\n<html lang="lv" dir="ltr" prefix="og: https://ogp.me/ns#" class="hidden">\n'
        f"{_head(frame, node_path)}\n"
        f'<body class="theme-ministry type-{frame.kind} role--anonymous with-subnav no-js">\n'
        '<div id="skip"><a href="#content-area" class="visually-hidden focusable skip-link">Doties uz lapas '
        "saturu</a></div>\n"
        '<div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas>'
        '<div class="layout-container">\n'
        f"{_header(frame)}\n{_page_title(frame)}\n"
        '<div id="main" role="main"><div class="container"><div id="content-wrapper"><div class="row">\n'
        f'<div id="sidebar-left" class="col-xs-12 col-lg-3 d-none d-lg-block">{_side_menu()}{sidebar}</div>\n'
        '<section id="content" class="col-xs-12 col-lg-8">'
        f'<div id="content-header">{_tools_header()}</div><!-- /#content-header -->\n'
        '<div id="content-area"><div data-drupal-messages-fallback class="hidden"></div>\n'
        f"{main}\n</div></section><!-- /#content -->\n{_page_tools(frame)}\n"
        "</div></div><!-- /#content-wrapper --></div><!-- /.container --></div><!-- /#main -->\n"
        f"{_footer(frame)}\n</div></div></body></html>\n"
    )


def _head(frame: Frame, node_path: str) -> str:
    address = escape(f"{frame.base}{frame.path}")
    title = escape(frame.title)
    settings = {
        "path": {"baseUrl": "/", "pathPrefix": "lv/", "currentPath": node_path, "currentLanguage": "lv"},
        "ajaxPageState": {"theme": "ministry", "libraries": "audio_player/audio_player,views/views.module"},
        "cookie_manager": {
            "button_text": "Ja piekrītat statistikas sīkdatnēm, lūdzu, atzīmējiet savu izvēli:"
        },
        "popup_settings": {"body": "<p>Jūs dodaties uz citu tīmekļvietni. Vai turpināt?</p>"},
        "user": {"uid": 0, "permissionsHash": BUILD_MARK},
    }
    return (
        f'<head><meta charset="utf-8" />\n<link rel="canonical" href="{address}" />\n'
        f'<meta property="og:type" content="website" />\n<meta property="og:url" content="{address}" />\n'
        f'<meta property="og:title" content="{title}" />\n'
        '<meta name="twitter:card" content="summary_large_image" />'
        f'<meta name="twitter:title" content="{title}" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1.0" />\n'
        f'<link rel="alternate" hreflang="lv" href="{address}" />\n'
        f"<title>{title} | {escape(frame.facts.institution)}</title>\n"
        f'<link rel="stylesheet" media="all" href="/sites/{frame.facts.slug}/files/css/css_{BUILD_MARK}.css" '
        f"/>\n"
        '<script type="application/json" data-drupal-selector="drupal-settings-json">'
        f"{json.dumps(settings).replace('<', chr(92) + 'u003C')}</script></head>"
    )


def _menu_items() -> str:
    parts = []
    for heading, entries in _MENU.items():
        inner = "".join(_menu_entry(heading, entry) for entry in entries)
        parts.append(
            f'<li class="has-children nav-item"><a href="/lv/{_address(heading)}" class="nav-link">'
            f'<span class="item-title">{heading}</span><span class="item-desc">Sadaļa „{heading}”: '
            f"dokumenti, "
            f'kontakti un biežāk meklētā informācija</span></a><ul class="child-nav">{inner}</ul></li>\n'
        )
    return "".join(parts)


def _menu_entry(heading: str, entry: str) -> str:
    deeper = "".join(
        f'<li class="nav-item"><a href="/lv/{_address(entry)}-{number}" class="nav-link">'
        f'<span class="item-title">{entry}: {place}</span><span class="item-desc"></span></a></li>'
        for number, place in enumerate(_PLACES)
    )
    return (
        f'<li class="nav-item has-children"><a href="/lv/{_address(entry)}" class="nav-link">'
        f'<span class="item-title">{entry}</span><span class="item-desc">{entry} — {heading}</span></a>'
        f'<ul class="child-nav">{deeper}</ul></li>\n'
    )


def _address(words: str) -> str:
    return words.lower().translate(str.maketrans("āčēģīķļņšūž ", "acegiklnsuz-"))


_MENU_HTML = _menu_items()


def _header(frame: Frame) -> str:
    name = escape(frame.facts.institution)
    logos = "".join(
        f'<a href="/lv" title="{name}" class="site-logo logo-{tone}">'
        f'<img src="/sites/{frame.facts.slug}/files/logo_{tone}.svg" alt="{name}" /></a>'
        for tone in ("default", "white", "black", "yellow")
    )
    return (
        '<header id="header"><div class="container"><div id="header-region">'
        f'<div id="block-ministry-branding" class="block-system">{logos}</div>\n'
        '<div id="block-menucustomblock" class="settings-tray-editable block-menu-custom">'
        '<nav class="navbar navbar-expand-xl"><button class="navbar-toggler" type="button">'
        '<span class="fal icon-bars"></span></button><div class="collapse navbar-collapse" '
        f'id="mobileMenuElement"><div id="menu-tree-mobile"><ul id="nav-initial">{_MENU_HTML}</ul></div>'
        '</div>\n<div id="menu-tree-full" class="level-0" role="application">'
        f'<ul class="main-nav">{_MENU_HTML}</ul></div></nav></div>\n<div id="block-headersearch">'
        '<form action="/lv/search" method="get" class="search-form">'
        '<label class="visually-hidden" for="q">Meklēt</label>'
        '<input id="q" name="q" type="search" placeholder="Ievadiet meklējamo frāzi" />'
        '<input type="submit" value="Meklēt" /><input type="hidden" name="form_build_id" '
        f'value="form-{BUILD_MARK}" /></form></div>\n<div class="accessibility-header">'
        '<a href="/lv/viegli-lasit?view=easy">Viegli lasīt</a><button type="button">Mainīt kontrastu'
        '</button><button type="button">Teksta izmērs</button></div>'
        "</div></div></header>"
    )


def _page_title(frame: Frame) -> str:
    crumb = escape(frame.title)
    return (
        '<div id="subheader"><nav role="navigation" aria-label="breadcrumb"><ol class="breadcrumb">'
        '<li class="breadcrumb-item"><a href="/lv">Sākums</a></li><li class="breadcrumb-item active">'
        f'<div class="breadcrumb-item">{crumb}</div></li></ol></nav>\n'
        '<div id="block-ministry-page-title" class="block-core block-ministry-page-title">\n'
        f'<h1 class="display-4">{crumb}</h1>\n<div id="structure-breadcrumbs"></div></div></div>'
    )


def _side_menu() -> str:
    rows = "".join(
        f'<li class="nav-item"><a class="nav-link" href="/lv/{_address(entry)}">{entry}</a></li>'
        for entry in _MENU["Aktualitātes"]
    )
    return f'<div class="sidebar-content"><ul class="sidebar-nav">{rows}</ul></div>'


def _tools_header() -> str:
    return (
        '<div class="content-tools-header"><div class="text-to-speech-block">'
        '<button type="button" class="tts-play" title="Atskaņot tekstu">Atskaņot tekstu</button>'
        '<div class="tts-panel"><span>Balss ātrums</span><input type="range" min="1" max="3" />'
        '<button type="button">Aizvērt</button></div></div></div>'
    )


def _page_tools(frame: Frame) -> str:
    pdf = f"/lv/print/pdf/node/{frame.node}" if frame.node else "#"
    share = "".join(
        f'<a class="a2a_button_{net}"><span class="label">{net.capitalize()}</span></a>'
        for net in ("facebook", "twitter", "linkedin", "draugiem")
    )
    return (
        '<div id="sidebar-right" class="col-xs-12 col-lg-1"><div class="sidebar-content">'
        '<div id="block-contenttools--2"><div class="content-tools-block" role="navigation" '
        'aria-label="rīkjosla"><div class="content-tools-row print" title="Drukāt"><a href="#">'
        '<span class="content-tools-text">Drukāt lapu</span></a></div>'
        f'<div class="content-tools-row print-pdf"><a href="{pdf}">'
        '<span class="content-tools-text">Lejupielādēt PDF</span></a></div>'
        '<div class="content-tools-row share"><a href="#"><span class="content-tools-text">Dalīties</span>'
        '</a></div></div>\n<div id="share-modal-popup-content"><div class="content-tools-share">'
        '<h3 class="share-title">Dalies ar šīs lapas saturu!</h3>'
        '<div class="share-info">Izvēlies sociālo tīklu, kurā dalīties.</div>'
        f'<span class="a2a_kit addtoany_list">{share}</span></div></div>'
        "</div></div></div>"
    )


def _footer(frame: Frame) -> str:
    facts = frame.facts
    rating = (
        f"/lv/form/website-rating?current_page=/node/{frame.node}"
        if frame.node
        else "/lv/form/website-rating"
    )
    return (
        '<footer id="footer"><div id="footer-region"><div class="views-element-container '
        'block-banners-block" id="block-banners-block">'
        f'<div class="banners-slider js-view-dom-id-{DOM_MARK}"></div></div>\n'
        '<div id="block-webform" class="block-webform">'
        f'<form class="webform-submission-website-rating-form" action="{escape(rating)}" method="post">'
        "<p>Vai šī informācija bija noderīga?</p><label>Jā</label>"
        "<label>Nē</label><p>Jūsu vērtējums palīdzēs uzlabot šo tīmekļvietni.</p><textarea "
        'name="how_can_we_improve_it"></textarea><input type="hidden" name="form_build_id" '
        f'value="form-{BUILD_MARK}" /></form><a href="{escape(rating)}" class="page-rating-link">Novērtēt '
        'lapu</a></div>\n<div id="block-newslettersignupblock"><h2>Jaunumu vēstkopa</h2><form>'
        "<label>Piesakies jaunumiem "
        "e-pastā"
        '</label><input type="email" name="mail" /></form></div>\n'
        '<div id="block-footerblock--2"><div class="footer-info container"><h4 id="quick-links">Ātrās '
        "saites</h4>"
        '<a href="/lv/jaunumi">Jaunumi</a> <a href="/lv/lapas-karte">Lapas karte'
        '</a> <a href="/lv/sikdatnes">Sīkdatnes</a><h4 id="footer-contacts">Kontakti</h4>'
        '<div role="article" class="node"><h2><a href="/lv/iestades-kontakti">Iestādes kontakti</a></h2>'
        '<div class="content"><div class="field-email"><span class="spamspan"><span class="u">pasts'
        f'</span> [at] <span class="d">{facts.host}</span></span></div>'
        f'<a href="tel:+371{facts.phone.replace(" ", "")}000">+371 '
        f"{facts.phone}000</a></div></div></div></div>\n"
        f'<div class="copyright-wrap">© 2026 {escape(facts.institution)}, publicētās informācijas '
        "pārpublicēšanas gadījumā atsauce obligāta</div></div></footer>"
    )
