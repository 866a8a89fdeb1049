"""WordPress pages and posts told whole: with and without structured data, old theme and blocks."""
# ruff: noqa: E501 # markup stands as the site sends it

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.reading.dates import read_machine_date
from pilsetas_crawl.run.outcomes import Reason, RejectedError

TEXT = (
    "Kuldīgas novada pašvaldība aicina iedzīvotājus uz ikgadējām sapulcēm, kurās domes vadība stāstīs par "
    "padarīto un plānoto, bet speciālisti atbildēs uz jautājumiem par ceļiem un skolām."
)
MORE = "Pirmā sapulce notiks Skrundas kultūras namā, bet pēdējā – Kuldīgā, Pilsētas laukumā."
GRAPH = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"WebSite","name":"Kuldīgas novads"},
{"@type":"Article","headline":"Aicina uz sapulcēm","datePublished":"2025-11-05T07:15:00+00:00",
"dateModified":"2025-11-06T09:00:00+00:00","articleSection":["Jaunumi"],"inLanguage":"lv"}]}</script>"""
PAGE = f"""<!DOCTYPE html><html lang="lv-LV"><head><title>Aicina uz sapulcēm - Kuldīgas novads</title>
<link rel="canonical" href="https://kuldigasnovads.lv/aicina-uz-sapulcem/">
<link rel="alternate" type="application/json" href="https://kuldigasnovads.lv/wp-json/wp/v2/posts/4711">
<link rel="shortlink" href="https://kuldigasnovads.lv/?p=4711">{GRAPH}</head>
<body class="wp-singular post-template-default single single-post postid-4711 single-format-standard">
<nav class="menu"><a href="/kontakti/">Kontakti</a></nav><main>
<article id="post-4711" class="post-4711 post type-post status-publish hentry category-jaunumi">
<header><span class="cat-links"><a href="/category/jaunumi/" rel="category tag">Jaunumi</a></span>
<h1 class="entry-title">Aicina uz sapulcēm</h1>
<time class="entry-date published" datetime="2025-11-05T09:15:00+02:00">05.11.2025.</time>
<time class="updated" datetime="2025-11-06T11:00:00+02:00">06.11.2025.</time></header>
<div class="entry-content"><p>{TEXT}</p><p>{MORE}</p>
<p><a href="/wp-content/uploads/2025/11/grafiks.pdf">Sapulču grafiks</a></p></div>
<footer class="entry-footer"><span class="tags-links"><a href="/tag/sapulces/" rel="tag">sapulces</a></span></footer>
</article></main><aside class="widget-area"><h2>Jaunākie raksti</h2><ul><li><a href="/cits-raksts-te/">Cits raksts</a></li></ul></aside>
</body></html>"""
BARE = PAGE.replace(GRAPH, "")


def test_a_page_with_structured_data(read):
    article = read("kuldiga", PAGE)
    assert article.title == "Aicina uz sapulcēm"
    assert article.published_at == datetime(2025, 11, 5, 7, 15, tzinfo=UTC)
    assert article.published_date == date(2025, 11, 5)
    assert article.published_precision == "minute"
    assert article.modified_at == datetime(2025, 11, 6, 9, tzinfo=UTC)
    assert article.source_id == "4711"
    assert article.categories == ["Jaunumi"]
    assert article.tags == ["sapulces"]
    assert article.language == "lv"
    assert [file.url for file in article.attachments] == [
        "https://kuldigasnovads.lv/wp-content/uploads/2025/11/grafiks.pdf"
    ]
    assert article.extraction["published_at"] == "meta:published"
    assert article.extraction["title"] == "wp:entry-title"
    assert article.extraction["body"] == "wp:entry-content"
    assert article.extraction["source_id"] == "wp:alternate"


def test_a_default_page_without_structured_data_gives_the_same(read):
    rich, bare = read("kuldiga", PAGE), read("kuldiga", BARE)
    assert bare.extraction["published_at"] == "wp:published"
    for name in (
        "title",
        "body",
        "published_at",
        "published_date",
        "modified_at",
        "source_id",
        "categories",
        "tags",
    ):
        assert getattr(bare, name) == getattr(rich, name), name


def test_the_body_holds_the_text_and_no_furniture(read):
    body = read("kuldiga", PAGE).body
    assert body.startswith(TEXT)
    assert MORE in body
    for noise in ("Kontakti", "Cits raksts", "Jaunākie", "sapulces\n", "05.11.2025"):
        assert noise not in body


@pytest.mark.parametrize(
    ("cut", "way"),
    [
        (r'<link rel="alternate".*?>', "wp:shortlink"),
        (r'<link rel="(alternate|shortlink)".*?>', "wp:body-class"),
        (r'<link rel="(alternate|shortlink)".*?>| postid-4711', "wp:article-id"),
    ],
)
def test_the_posts_number_is_found_in_one_place_or_another(read, cut, way):
    article = read("kuldiga", re.sub(cut, "", PAGE))
    assert (article.source_id, article.extraction["source_id"]) == ("4711", way)


def test_the_time_element_loses_its_class(read):
    html = BARE.replace('class="entry-date published" ', "").replace('class="updated" ', "")
    article = read("kuldiga", html)
    assert (article.published_at, article.extraction["published_at"]) == (
        datetime(2025, 11, 5, 7, 15, tzinfo=UTC), "wp:time",
    )  # fmt: skip


def test_a_written_label_is_the_last_on_the_page_and_then_the_feeds_word(read):
    undated = re.sub(r"<time.*?</time>", "", BARE)
    labelled = undated.replace("<h1", "<p>Publicēts: 05.11.2025</p><h1", 1)
    article = read("kuldiga", labelled)
    assert (article.published_date, article.extraction["published_at"]) == (date(2025, 11, 5), "wp:label")
    assert article.published_precision == "day"
    article = read("kuldiga", undated)
    assert article.published_date is None
    assert article.published_precision == "none"


BLOCKS = f"""<html lang="lv"><head><title>Aicina uz sapulcēm – Kuldīgas novads</title></head>
<body class="wp-singular single single-post postid-4711 wp-embed-responsive"><div class="wp-site-blocks"><main>
<h1 class="wp-block-post-title">Aicina uz sapulcēm</h1>
<div class="wp-block-post-date"><time datetime="2025-11-05T09:15:00+02:00">05.11.2025.</time></div>
<div class="entry-content wp-block-post-content"><p>{TEXT}</p><p>{MORE}</p></div></main></div></body></html>"""


def test_a_theme_of_blocks(read):
    article = read("kuldiga", BLOCKS)
    assert article.title == "Aicina uz sapulcēm"
    assert article.body == f"{TEXT}\n\n{MORE}"
    assert article.extraction["body"] == "wp:content"
    assert article.source_id == "4711"


def test_the_date_of_a_theme_of_blocks_stands_outside_any_article_element(read):
    article = read("kuldiga", BLOCKS)
    assert article.published_at == datetime(2025, 11, 5, 7, 15, tzinfo=UTC)
    assert article.published_precision == "minute"


def test_without_wordpress_classes_the_text_is_still_found(read):
    html = BARE.replace("entry-content", "x1").replace("entry-title", "x2").replace("hentry", "x3")
    article = read("kuldiga", html)
    assert article.title == "Aicina uz sapulcēm"
    assert article.extraction["title"] == "headline"
    assert TEXT in article.body
    assert MORE in article.body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/wp/v2/posts/4711", "/wp/v2/pages/4711"),
        ("/wp/v2/posts/4711", "/wp/v2/media/4711"),
        ("post-template-default single single-post postid-4711 single-format-standard", "page page-id-4711"),
        ("post-template-default single single-post postid-4711 single-format-standard", "archive category"),
    ],
)
def test_a_page_beside_the_posts_is_no_article(read, old, new):
    assert old in PAGE
    with pytest.raises(RejectedError) as caught:
        read("kuldiga", PAGE.replace(old, new))
    assert caught.value.reason in (Reason.NOT_ARTICLE, Reason.LISTING, Reason.SECTION)


def test_a_password_form_is_no_article_but_a_text_about_passwords_is(read):
    form = '<form class="post-password-form" method="post"><p>Šis saturs ir aizsargāts ar paroli.</p><input type="password" name="post_password"></form>'
    locked = re.sub(
        r'<div class="entry-content">.*?</div>',
        f'<div class="entry-content">{form}</div>',
        PAGE,
        flags=re.DOTALL,
    )
    assert form in locked
    with pytest.raises(RejectedError) as caught:
        read("kuldiga", locked)
    assert caught.value.reason is Reason.PASSWORD
    about = PAGE.replace("Aicina uz sapulcēm", "Aizsargāts ar paroli: kā droši glabāt paroles").replace(
        MORE, "Šis saturs ir aizsargāts ar paroli – tā raksta tikai tad, ja parole ir."
    )
    assert read("kuldiga", about).title == "Aizsargāts ar paroli: kā droši glabāt paroles"


def test_an_untitled_post_is_named_by_its_first_line(read):
    html = BARE.replace('<h1 class="entry-title">Aicina uz sapulcēm</h1>', '<h1 class="entry-title"></h1>')
    article = read(
        "kuldiga",
        html.replace("<title>Aicina uz sapulcēm - Kuldīgas novads</title>", "<title>Kuldīgas novads</title>"),
    )
    assert article.extraction["title"] == "text:first-line"
    assert TEXT.startswith(article.title.removesuffix("…"))
    assert article.title.endswith("…")
    assert 60 < len(article.title) <= 121
    assert TEXT[len(article.title) - 1] in " ,"  # cut at a word
    assert article.body.startswith(TEXT)  # and the text keeps the line


# --- told whole by the interface, the feed or a listing -------------------------------------------------


def told(spider_of, **values):
    spider = spider_of("kuldiga", opening=False)
    first = {
        "url": "https://kuldigasnovads.lv/aicina-uz-sapulcem/",
        "way": "rest",
        "title": "Aicina uz sapulc&#275;m",
        "published": read_machine_date("2025-11-05T07:15:00Z"),
        "content_html": f"<p>{TEXT}</p><script>x()</script><p>{MORE}</p><iframe src='https://youtube.com/embed/1'></iframe>"
        "<p><a href='/wp-content/uploads/2025/11/grafiks.pdf'>Grafiks</a></p>",
        "source_id": "4711",
        "categories": ["Jaunumi", "Jaunumi", "Dome &amp; cilvēki"],
        "complete": True,
    }
    return spider.reader.from_candidate(Candidate(**{**first, **values}))


def test_a_post_told_whole_needs_no_page(spider_of):
    article = told(spider_of)
    assert article.title == "Aicina uz sapulcēm"
    assert article.body.startswith(f"{TEXT}\n\n{MORE}")
    assert "x()" not in article.body
    assert article.published_at == datetime(2025, 11, 5, 7, 15, tzinfo=UTC)
    assert article.source_id == "4711"
    assert article.categories == ["Jaunumi", "Dome & cilvēki"]
    assert [file.url for file in article.attachments] == [
        "https://kuldigasnovads.lv/wp-content/uploads/2025/11/grafiks.pdf"
    ]
    assert article.extraction["body"] == "told:content"
    assert article.canonical_url == "https://kuldigasnovads.lv/aicina-uz-sapulcem/"


def test_page_and_interface_tell_the_same_text(spider_of, read):
    page = read("kuldiga", PAGE)
    whole = told(spider_of, content_html=PAGE[PAGE.index("<p>Kuld") : PAGE.index("</div>\n<footer")])
    assert whole.body == page.body
    assert whole.title == page.title


@pytest.mark.parametrize("title", ["", None, "  ", "&nbsp;"])
def test_an_untitled_post_told_whole_is_named_by_its_first_line(spider_of, title):
    article = told(spider_of, title=title)
    assert article.extraction["title"] == "text:first-line"
    assert article.title.startswith("Kuldīgas novada pašvaldība aicina")
    assert article.body.startswith(TEXT)


def test_a_short_untitled_post_keeps_its_line_as_title_and_text(spider_of):
    article = told(spider_of, title="", content_html="<p>Sveicam svētkos!</p>")
    assert (article.title, article.body) == ("Sveicam svētkos!", "Sveicam svētkos!")


@pytest.mark.parametrize(
    "values",
    [{"protected": True}, {"content_html": '<form class="post-password-form"><p>Ievadiet paroli</p></form>'}],
)
def test_a_protected_post_is_rejected(spider_of, values):
    with pytest.raises(RejectedError) as caught:
        told(spider_of, **values)
    assert caught.value.reason is Reason.PASSWORD


def test_the_posts_number_stands_in_rows_and_guids(spider_of):
    from parsel import Selector

    spider = spider_of("kuldiga", opening=False)
    assert spider.feed_source_id("https://kuldigasnovads.lv/?p=4711") == "4711"
    assert spider.feed_source_id("https://kuldigasnovads.lv/?page_id=2&p=12") == "12"
    assert spider.feed_source_id("https://kuldigasnovads.lv/raksts/") is None
    assert spider.feed_source_id(None) is None
    [row] = Selector('<article id="post-31" class="hentry">x</article>').css("article")
    assert spider.row_source_id(row) == "31"
    [row] = Selector('<li class="wp-block-post post-32 post type-post">x</li>').css("li")
    assert spider.row_source_id(row) == "32"
    [row] = Selector("<article>x</article>").css("article")
    assert spider.row_source_id(row) is None
