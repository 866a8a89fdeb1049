"""What a page says about itself: JSON-LD, meta elements, microdata, RDFa, links in the head."""

import json
from pathlib import Path

import parsel
import pytest

from pilsetas_crawl.reading.metadata import read_metadata

GOLDEN = Path(__file__).parents[2] / "golden" / "tvp" / "mk-gov-lv-cabinet-2022-07-31.html"


def read(head="", body="", lang="lv"):
    return read_metadata(
        parsel.Selector(f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>")
    )


def ld(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


YOAST = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "Article",
            "@id": "https://kuldigasnovads.lv/sede/#article",
            "headline": "Domes s&#275;de",
            "datePublished": "2025-10-29T12:05:00+00:00",
            "dateModified": "2025-10-30T06:00:00+00:00",
            "author": {"@id": "https://kuldigasnovads.lv/#/schema/person/1"},
            "image": {"@id": "https://kuldigasnovads.lv/sede/#primaryimage"},
            "articleSection": ["Aktualitātes", "Pagasti"],
            "keywords": ["dome", "sēde"],
            "inLanguage": "lv-LV",
        },
        {
            "@type": "WebPage",
            "@id": "https://kuldigasnovads.lv/sede/",
            "name": "Domes sēde - Kuldīgas novads",
        },
        {
            "@type": "ImageObject",
            "@id": "https://kuldigasnovads.lv/sede/#primaryimage",
            "url": "https://kuldigasnovads.lv/wp-content/uploads/2025/10/sede.jpg",
        },
        {"@type": "Person", "@id": "https://kuldigasnovads.lv/#/schema/person/1", "name": "Jānis Bērziņš"},
    ],
}


def test_a_graph_is_flattened_and_its_references_followed():
    page = read(ld(YOAST))
    assert len(page.json_ld) == 4
    assert page.json_ld_broken == 0
    assert page.article is not None
    assert page.article["@type"] == "Article"
    assert page.headline == "Domes sēde"
    assert page.published == "2025-10-29T12:05:00+00:00"
    assert page.modified == "2025-10-30T06:00:00+00:00"
    assert page.author == "Jānis Bērziņš"
    assert page.image == "https://kuldigasnovads.lv/wp-content/uploads/2025/10/sede.jpg"
    assert page.section == "Aktualitātes"
    assert page.tags == ["dome", "sēde"]
    assert page.language == "lv"


@pytest.mark.parametrize(
    ("wrapped", "headline"),
    [
        ('[{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "A"}]', "A"),
        ('<!-- {"@type": "NewsArticle", "headline": "A"} -->', "A"),
        ('//<![CDATA[\n{"@type": "NewsArticle", "headline": "A"}\n//]]>', "A"),
        ('{"@type": "NewsArticle", "headline": "A",}', "A"),
        ('{"@type": "NewsArticle", "headline": "A"};', "A"),
        ('{"@type": "NewsArticle", "headline": "A\nB"}', "A B"),
        ('{"@type": ["Article", "BlogPosting"], "headline": "A"}', "A"),
        ('{"@type": "http://schema.org/NewsArticle", "headline": "A"}', "A"),
        ('{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "A"}}', "A"),
        ('{"@type": "WebPage", "headline": "A"}', "A"),
        ('{"@type": "NewsArticle", "headline": "bojāts \\ud83d"}', "bojāts"),
    ],
)
def test_json_ld_is_read_as_sites_write_it(wrapped, headline):
    page = read(ld(wrapped))
    assert page.json_ld_broken == 0
    assert page.headline == headline


@pytest.mark.parametrize(
    "broken", ["{", '{"@type": "Article", "headline": }', "", "[" * 100_000, "null;null"]
)
def test_broken_json_ld_is_counted_and_does_no_harm(broken):
    page = read(ld(broken) + ld({"@type": "Article", "headline": "Sēde"}))
    assert page.json_ld_broken == 1
    assert page.headline == "Sēde"


@pytest.mark.parametrize(
    "useless", ["null", "3", '"teksts"', '[1, "a", null]', '{"@type": 7}', '{"@graph": "x"}']
)
def test_json_ld_without_an_article_gives_none(useless):
    page = read(ld(useless))
    assert page.article is None
    assert page.headline is None


def test_a_web_page_without_headline_is_no_article():
    assert read(ld({"@type": "WebPage", "name": "Kontakti", "datePublished": "2020-01-01"})).article is None


def test_among_several_articles_the_canonical_one_is_the_page():
    related = {"@type": "Article", "headline": "Cits", "url": "https://a.lv/cits/"}
    own = {"@type": "Article", "headline": "Šis", "mainEntityOfPage": {"@id": "https://a.lv/sis"}}
    page = read('<link rel="canonical" href="https://a.lv/sis/">' + ld(related) + ld(own))
    assert page.headline == "Šis"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Anna", "Anna"),
        ({"@type": "Person", "name": "Anna"}, "Anna"),
        ([{"name": "Anna"}, {"name": "Pēteris"}], "Anna"),
        ({"@id": "#nav"}, None),
        (7, "7"),
        (None, None),
        (True, None),
    ],
)
def test_authors_come_in_many_shapes(author, name):
    assert read(ld({"@type": "Article", "headline": "A", "author": author})).author == name


def test_meta_elements_are_read():
    page = read(
        """
        <title>Sēde | Ogres novada pašvaldība</title>
        <meta property="og:title" content="Sēde &amp;amp; talka"><meta property="og:image" content="/a.jpg">
        <meta property="article:published_time" content="2025-10-29T12:05:00+02:00">
        <meta property="article:modified_time" content="2025-10-30T12:05:00+02:00">
        <meta property="article:section" content="Dome"><meta property="article:tag" content="budžets">
        <meta property="article:tag" content="sēde"><meta name="description" content=" Īsumā ">
        <meta property="article:author" content="https://www.facebook.com/ogre">
        <meta name="author" content="Ilze">
        <meta name="Generator" content="WordPress 6.9.1"><meta name="robots" content="NOINDEX, follow">
        <meta name="twitter:title" content="Cits"><meta property="og:description" content="">
        <meta name="viewport"><meta charset="utf-8">
        """
    )
    assert page.title == "Sēde | Ogres novada pašvaldība"
    assert page.headline == "Sēde & talka"
    assert page.published == "2025-10-29T12:05:00+02:00"
    assert page.modified == "2025-10-30T12:05:00+02:00"
    assert page.section == "Dome"
    assert page.tags == ["budžets", "sēde"]
    assert page.description == "Īsumā"
    assert page.author == "Ilze"
    assert page.image == "/a.jpg"
    assert page.generator == "WordPress 6.9.1"
    assert page.robots == "noindex, follow"


def test_every_value_is_offered_with_its_way():
    page = read(
        ld({"@type": "Article", "headline": "A", "datePublished": "2025-10-29"})
        + '<meta property="article:published_time" content="2025-10-28">',
        '<time itemprop="datePublished" datetime="2025-10-27">27.</time>',
    )
    assert page.candidates("published") == [
        ("json-ld", "2025-10-29"),
        ("meta:article:published_time", "2025-10-28"),
        ("microdata", "2025-10-27"),
    ]


MICRODATA = """
<div itemscope itemtype="https://schema.org/WebSite"><span itemprop="headline">Vietne</span></div>
<article itemscope itemtype="https://schema.org/NewsArticle">
  <h1 itemprop="name headline">Jūras svētki</h1>
  <meta itemprop="datePublished" content="2025-07-12T10:00:00+03:00">
  <time itemprop="dateModified" datetime="2025-07-13">
  13. jūlijs</time>
  <span itemprop="author" itemscope itemtype="https://schema.org/Person">
  <a itemprop="url" href="/a"><b itemprop="name">
  Anna Ozola</b></a></span>
  <img itemprop="image" src="/foto.jpg">
  <div itemprop="articleBody"><p>Svētki notiks.</p></div>
  <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><p itemprop="headline">Komentārs</p>
  <time itemprop="datePublished" datetime="2025-08-01"></time></div>
</article>
"""


def test_microdata_of_the_article_is_read_and_of_others_not():
    page = read(body=MICRODATA)
    assert page.headline == "Jūras svētki"
    assert page.published == "2025-07-12T10:00:00+03:00"
    assert page.modified == "2025-07-13"
    assert page.author == "Anna Ozola"
    assert page.image == "/foto.jpg"
    assert page.article_body == "Svētki notiks."
    assert page.microdata["datepublished"] == ["2025-07-12T10:00:00+03:00"]


def test_drupal_7_gives_its_date_as_rdfa():
    page = read(
        body='<span property="dc:date dc:created" content="2025-10-29T14:05:00+02:00">29. okt.</span>'
    )
    assert page.published == "2025-10-29T14:05:00+02:00"


def test_links_of_the_head_are_read():
    page = read(
        """
        <link rel="canonical" href=" /lv/jaunums/x "><link rel="canonical" href="/otrais">
        <link rel="alternate" hreflang="EN" href="https://a.lv/en/x">
        <link rel="alternate" type="application/json" href="https://a.lv/wp-json/wp/v2/posts/7">
        <link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="stylesheet" href="/a.css">
        """
    )
    assert page.canonical == "/lv/jaunums/x"
    assert page.alternates == {"en": "https://a.lv/en/x"}
    assert page.rest_link == "https://a.lv/wp-json/wp/v2/posts/7"
    assert page.feeds == ["/feed/"]


def test_the_title_of_a_drawing_is_not_the_pages_title():
    assert read("<title>Sēde</title>", "<svg><title>Ikona</title></svg>").title == "Sēde"


@pytest.mark.parametrize(("lang", "code"), [("lv", "lv"), ("lv-LV", "lv"), ("LV_lv", "lv"), ("", None)])
def test_the_language_is_a_short_code(lang, code):
    assert read(lang=lang).language == code


def test_an_empty_page_says_nothing():
    page = read(lang="")
    fields = (
        page.headline,
        page.published,
        page.modified,
        page.author,
        page.image,
        page.section,
        page.description,
    )
    assert fields == (None,) * 7
    assert page.tags == []
    assert page.title is None


def test_the_real_tvp_page_has_a_head_and_no_structured_data():
    page = read_metadata(parsel.Selector(GOLDEN.read_text(encoding="utf-8")))
    assert page.title == "Cabinet composition | Ministru kabinets"
    assert page.canonical == "https://www.mk.gov.lv/en/cabinet-composition"
    assert page.headline == "Cabinet composition"
    assert page.alternates["lv"] == "https://www.mk.gov.lv/lv/ministru-kabineta-sastavs"
    assert page.language == "en"
    assert page.json_ld == []
    assert (page.published, page.generator, page.image) == (None, None, None)
