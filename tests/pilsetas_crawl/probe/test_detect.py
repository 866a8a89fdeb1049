"""Rule: a system is named by its own signs; a page without any is nobody's."""

from __future__ import annotations

import pytest
from parsel import Selector

from pilsetas_crawl.probe.detect import detect
from pilsetas_crawl.probe.exchange import Exchange


def seen(source: str, **headers: str) -> str:
    exchange = Exchange("https://example.lv/", "front page", headers=headers)
    return detect(exchange, Selector(text=source, type="html")).system


@pytest.mark.parametrize(
    ("source", "system"),
    [
        (
            '<body class="theme-ministry type-frontpage"><script data-drupal-selector="x"></script></body>',
            "tvp",
        ),
        ('<a href="https://www.example.lv/lv/jaunums/domes-sede">Domes sēde</a>', "tvp"),
        ('<head><meta name="generator" content="WordPress 6.9"></head>', "wordpress"),
        ('<head><link rel="https://api.w.org/" href="/wp-json/"></head>', "wordpress"),
        ('<img src="/wp-content/uploads/2026/01/a.jpg">', "wordpress"),
        ('<a href="/lat/novads?fu=read&amp;id=12">Ziņa</a>', "globalpro"),
        ('<a href="/lv/novads/aktualitates/zinas/pasvaldiba/domes-sede/">Ziņa</a>', "zinas"),
        ('<head><meta name="Generator" content="Drupal 10 (https://www.drupal.org)"></head>', "drupal"),
        ('<img src="/sites/default/files/a.jpg">', "drupal"),
        ('<head><meta name="generator" content="Joomla! - Open Source"></head>', "joomla"),
        ('<head><meta name="generator" content="TYPO3 CMS"></head>', "typo3"),
        ("<p>Pilsētas dome izmanto WordPress un Drupal, stāsta jaunums.</p>", "generic"),
        ('<head><meta name="generator" content="Hugo 0.139"></head>', "generic"),
        ("<html></html>", "generic"),
    ],
)
def test_each_system_by_its_signs(source, system):
    assert seen(source) == system


def test_headers_speak_too():
    assert seen("<p>x</p>", link='<https://example.lv/wp-json/>; rel="https://api.w.org/"') == "wordpress"
    assert seen("<p>x</p>", **{"x-generator": "Drupal 11"}) == "drupal"
    assert seen("<p>x</p>", **{"x-drupal-cache": "HIT"}) == "drupal"


def test_an_answer_that_is_no_page_shows_nothing():
    assert detect(Exchange("https://example.lv/", "front page"), None).system == "generic"
