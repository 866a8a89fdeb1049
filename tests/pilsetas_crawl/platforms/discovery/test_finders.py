"""Rule: what points to a site's news is found, the likeliest first, and what points elsewhere is not."""

from __future__ import annotations

import lxml.html
import pytest

from pilsetas_crawl.platforms.discovery.finders import find_feeds, find_rest, find_sections, find_sitemaps
from pilsetas_crawl.urls import url_key

HOST = "www.pagasts.example"
BASE = f"https://{HOST}/"


def tree(body: str = "", head: str = "", lang: str = "lv"):
    return lxml.html.fromstring(f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>')


def key_of(url: str) -> str:
    return url_key(url, own_hosts={HOST})


# --- feeds ----------------------------------------------------------------------------------------------


def link(kind: str, href: str, title: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">'


RSS, ATOM, JSON = "application/rss+xml", "application/atom+xml", "application/feed+json"


def feeds(head: str = "", body: str = "") -> list[str]:
    return [one.url.removeprefix(BASE) for one in find_feeds(tree(body, head), BASE) if one.score > 0]


@pytest.mark.parametrize("kind", [RSS, ATOM, JSON, "application/json"])
def test_feeds_of_every_kind_are_found(kind: str) -> None:
    assert feeds(link(kind, "/plusma")) == ["plusma"]


def test_news_come_before_the_rest_and_other_feeds_not_at_all() -> None:
    head = (
        link(RSS, "/rss/events", "Pasākumi")
        + link(RSS, "/rss/all", "Pagasts")
        + link(RSS, "/rss/vakances", "Vakances")
        + link(RSS, "/feed/comments", "Komentāri")
        + link(RSS, "/x", "Komentāri par rakstiem")
        + link(RSS, "/rss/1", "Jaunumi")
    )
    assert feeds(head) == ["rss/1", "rss/all"]


def test_links_in_the_page_count_and_the_interface_of_wordpress_is_no_feed() -> None:
    rest = link("application/json", "/wp-json/wp/v2/pages/7")
    assert feeds(rest, '<a href="/rss.xml">RSS</a><a href="/kontakti">Kontakti</a>') == ["rss.xml"]


# --- the interface of WordPress --------------------------------------------------------------------------

POSTS = [f"{BASE}wp-json/wp/v2/posts"]


def test_the_interface_is_found_by_header_head_or_markup() -> None:
    assert find_rest(tree(), BASE, [f'<{BASE}wp-json/>; rel="https://api.w.org/"']) == POSTS
    several = [f'<{BASE}x>; rel=shortlink, <{BASE}wp-json/>; rel="https://api.w.org/"']
    assert find_rest(tree(), BASE, several) == POSTS
    assert find_rest(tree(head='<link rel="https://api.w.org/" href="/wp-json/">'), BASE) == POSTS
    plain = find_rest(tree(), BASE, [f'<{BASE}?rest_route=/>; rel="https://api.w.org/"'])
    assert plain == [f"{BASE}?rest_route=/wp/v2/posts"]
    assert POSTS[0] in find_rest(tree('<img src="/wp-content/uploads/1.jpg">'), BASE)


def test_nothing_of_wordpress_is_no_interface() -> None:
    assert find_rest(tree('<img src="/files/wp.jpg">'), BASE, [f'<{BASE}node/1>; rel="canonical"']) == []


# --- sitemaps -------------------------------------------------------------------------------------------


def test_sitemaps_of_robots_those_of_news_first() -> None:
    robots = f"User-agent: *\nDisallow: /x\nsitemap: /karte.xml\nSitemap:{BASE}news-map.xml\n# Sitemap none"
    assert find_sitemaps(robots, BASE + "robots.txt") == [f"{BASE}news-map.xml", f"{BASE}karte.xml"]
    assert find_sitemaps("User-agent: *\nDisallow:", BASE) == []


# --- sections -------------------------------------------------------------------------------------------


def sections(*links: tuple[str, str], lang: str = "lv") -> list[str]:
    body = "".join(f'<li><a href="{href}">{label}</a></li>' for href, label in links)
    return [
        one.url.removeprefix(BASE[:-1])
        for one in find_sections(tree(f"<nav>{body}</nav>", lang=lang), BASE, key_of=key_of)
    ]


@pytest.mark.parametrize(
    ("href", "label", "lang"),
    [
        ("/jaunumi", "Jaunumi", "lv"),
        ("/lv/aktualitates/", "Aktualitātes", "lv"),
        ("/index.php?lapa=4", "Ziņas", "lv"),
        ("/novads/zinas", "Visas ziņas", "lv"),
        ("/preses-relizes", "Preses relīzes", "lv"),
        ("/news", "News", "en"),
        ("/rathaus/aktuelles", "Aktuelles", "de"),
        ("/новости", "Новости", "ru"),
        ("/ru/novosti", "Все новости", "ru"),
        ("/uudised", "Uudised", "et"),
        ("/naujienos", "Naujienos", "lt"),
    ],
)
def test_sections_of_news_are_known_in_many_languages(href: str, label: str, lang: str) -> None:
    elsewhere = (("/kontakti", "Kontakti"), ("/pasakumi", "Pasākumu kalendārs"), ("/vadiba", "Vadība"))
    found = sections(*elsewhere, (href, label), lang=lang)
    assert [key_of(BASE[:-1] + path) for path in found] == [key_of(BASE[:-1] + href)]


@pytest.mark.parametrize(
    ("href", "label"),
    [
        ("/notikumu-kalendars", "Notikumu kalendārs"),
        ("/pieteikties-jaunumiem", "Pieteikties jaunumu saņemšanai"),
        ("/jaunumi/rss", "RSS"),
        ("/jaunumi/dome-apstiprina-jauno-budzetu-nakamajam-gadam", "Dome apstiprina jauno budžetu nākamajam gadam"),  # noqa: E501 # one case, one line
        ("/en/news", "News"),
        ("/ru/novosti", "Новости"),
        ("/projekti", "Projekti"),
        ("/dokumenti/zinojumi.pdf", "Ziņojumi"),
    ],
)  # fmt: skip
def test_what_only_sounds_like_news_is_no_section(href: str, label: str) -> None:
    assert sections(("/kontakti", "Kontakti"), (href, label)) == []


def test_an_article_with_a_link_to_read_on_is_no_section() -> None:
    article = "/jaunumi?raksts=17"
    found = sections(
        ("/jaunumi", "Jaunumi"),
        (article, "Dome lemj par ielu remontu pilsētā šogad"),
        (article, "Lasīt vairāk"),
    )
    assert found == ["/jaunumi"]


def test_the_plainest_name_comes_first() -> None:
    found = sections(
        ("/par-mums/blogs/zinas-no-bibliotekas", "Bibliotēkas ziņas"),
        ("/jaunumi", "Jaunumi"),
        ("/notikumi", "Notikumi"),
    )
    assert found[0] == "/jaunumi"
