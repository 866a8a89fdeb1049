"""Pages of the unified platform, written from what was seen of it: which value, and by which way."""
# ruff: noqa: E501 # markup stands as the site sends it

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse

from pilsetas_crawl.platforms.article import BarrierError
from pilsetas_crawl.platforms.discovery.base import Window
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.platforms.walk import Walk
from pilsetas_crawl.reading.dates import read_date, read_machine_date
from pilsetas_crawl.run.outcomes import Reason, RejectedError

GOLDEN = Path(__file__).parents[2] / "golden" / "tvp" / "mk-gov-lv-cabinet-2022-07-31.html"
FIRST = (
    "Piektdien Ludzas Mūzikas pamatskolā izskanēja novada jauno pianistu konkurss, kurā piedalījās četrdesmit "
    "audzēkņi no visa Latgales reģiona un to pedagogi, kas ieradās jau rīta agrumā."
)
SECOND = "Žūrija vērtēja gan tehniku, gan prasmi izjust skaņdarbu, un pirmās vietas piešķīra trim bērniem."
FOLDED = "Pieteikšanās nākamā gada konkursam notiks martā, anketa būs skolas mājaslapā."

PAGE = f"""<!DOCTYPE html><html lang="lv" class="hidden"><head>
<title>Jauno pianistu konkurss | Ludzas novada pašvaldība</title>
<link rel="canonical" href="https://www.ludzasnovads.lv/lv/jaunums/jauno-pianistu-konkurss">
<meta property="og:type" content="website"><meta property="og:title" content="Jauno pianistu konkurss">
<script type="application/json" data-drupal-selector="drupal-settings-json">
{{"path":{{"baseUrl":"\\/","currentPath":"node\\/8123","isFront":false}}}}</script></head>
<body class="theme-ministry type-article role--anonymous">
<header><nav><ul><li><a href="/lv/jaunumi">Jaunumi</a></li><li><a href="/lv/kontakti">Kontakti</a></li></ul></nav></header>
<div id="block-ministry-page-title"><h1 class="display-4">Jauno pianistu konkurss</h1></div>
<div class="tts-controls"><button>Atskaņot tekstu</button> <button>Aizvērt</button> Balss ātrums</div>
<div id="content-area"><div id="block-ministry-content">
<div role="article" class="node node--article">
<div class="submitted">Publicēts: 05.11.2025. Atjaunināts: 07.11.2025.</div>
<div class="content">
<a href="/lv/jaunumi?category%5B40%5D=40">Izglītība</a>
<div class="paragraph paragraph--type--image"><div class="image__media-image" data-image="/sites/ludzasnovads/files/gallery_images/pianisti.jpg">
<img alt="attēls" src="/sites/ludzasnovads/files/styles/w/public/gallery_images/pianisti.jpg?itok=x"></div></div>
<div class="paragraph paragraph--type--text"><div class="cke_editable clearfix text__text-content"><p>{FIRST}</p></div></div>
<div class="paragraph paragraph--type--text"><div class="cke_editable clearfix text__text-content"><p>{SECOND}
Vairāk: <a data-external-link="TRUE" href="https://likumi.lv/ta/id/1">likumi.lv, Ārējā saite</a>. Raksti:
<span class="spamspan"><span class="u">dome</span> [at] <span class="d">ludzasnovads.lv</span></span></p></div></div>
<div class="accordion"><div class="card"><div class="card-header"><button class="btn btn-link">Kā pieteikties?</button></div>
<div class="collapse"><div class="card-body"><p>{FOLDED}</p></div></div></div></div>
<div class="file-links"><a href="/lv/media/991/download?attachment" title="nolikums-2025.pdf">Konkursa nolikums</a></div>
</div><!-- .content --></div></div></div>
<form id="newsletter-form"><label>E-pasts</label></form>
<a href="/lv/form/website-rating?current_page=/node/8123">Novērtēt lapu</a>
<footer><p>Ludzas novada pašvaldība, Raiņa iela 16</p></footer></body></html>"""


def test_a_page_of_2026_is_read_whole(read):
    article = read("ludza", PAGE)
    assert article.title == "Jauno pianistu konkurss"
    assert article.published_date == date(2025, 11, 5)
    assert article.published_precision == "day"
    assert article.published_at == datetime(2025, 11, 4, 22, tzinfo=UTC)  # 00:00 in Rīga, winter
    assert article.modified_at == datetime(2025, 11, 6, 22, tzinfo=UTC)
    assert article.source_id == "8123"
    assert article.language == "lv"
    assert article.categories == ["Izglītība"]
    assert (
        article.image_url
        == "https://www.ludzasnovads.lv/sites/ludzasnovads/files/gallery_images/pianisti.jpg"
    )
    assert article.canonical_url == "https://www.ludzasnovads.lv/lv/jaunums/jauno-pianistu-konkurss"
    assert [(file.url, file.type) for file in article.attachments] == [
        ("https://www.ludzasnovads.lv/lv/media/991/download?attachment", "pdf")
    ]
    assert "https://likumi.lv/ta/id/1" in article.links
    assert (article.http_etag, article.http_last_modified) == ('W/"7"', "yesterday")


def test_the_body_is_every_paragraph_in_order_and_nothing_else(read):
    body = read("ludza", PAGE).body
    told = [body.index(part) for part in (FIRST, SECOND, "Kā pieteikties?", FOLDED)]
    assert told == sorted(told)
    assert "dome@ludzasnovads.lv" in body
    for noise in (
        "Publicēts",
        "Atskaņot",
        "Ārējā saite",
        "attēls",
        "Kontakti",
        "E-pasts",
        "Raiņa iela",
        "Novērtēt",
    ):
        assert noise not in body


def test_the_ways_that_won_are_recorded(read):
    assert read("ludza", PAGE).extraction == {
        "title": "tvp:page-title", "body": "tvp:text-content", "published_at": "tvp:submitted",
        "modified_at": "tvp:submitted", "source_id": "tvp:settings", "canonical_url": "meta:canonical",
        "language": "meta:language", "categories": "tvp:category-link", "image_url": "tvp:data-image",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "way"),
    [
        (('id="block-ministry-page-title"', ""), "tvp:display-4"),
        (('id="block-ministry-page-title"><h1 class="display-4"', '><h1 class="virsraksts"'), "headline"),
    ],
)
def test_a_title_survives_the_loss_of_its_place(read, change, way):
    article = read("ludza", PAGE.replace(*change))
    assert (article.title, article.extraction["title"]) == ("Jauno pianistu konkurss", way)


def test_without_any_heading_the_head_then_the_feed_then_the_title_element_names_it(read):
    headless = re.sub(r"<h1.*?</h1>", "", PAGE)
    assert read("ludza", headless).extraction["title"] == "meta:headline"
    bare = re.sub(r"<meta property=.og:title.*?>", "", headless)
    article = read("ludza", bare, title="Jauno pianistu konkurss Ludzā")
    assert (article.title, article.extraction["title"]) == ("Jauno pianistu konkurss Ludzā", "told:title")
    article = read("ludza", bare)
    assert (article.title, article.extraction["title"]) == ("Jauno pianistu konkurss", "meta:title")


@pytest.mark.parametrize(
    ("cut", "way"),
    [
        ([], "tvp:text-content"),
        (['id="content-area"'], "tvp:text-content-anywhere"),
        (["cke_editable clearfix text__text-content", 'class="accordion"'], "block:headline"),
        (
            ["cke_editable clearfix text__text-content", 'class="accordion"', 'class="content"'],
            "block:headline",
        ),
    ],
)
def test_a_body_survives_the_loss_of_its_classes(read, cut, way):
    html = PAGE
    for part in cut:
        assert part in html
        html = html.replace(part, "")
    article = read("ludza", html)
    assert article.extraction["body"] == way
    assert FIRST in article.body
    assert SECOND in article.body
    assert "Publicēts" not in article.body
    assert "Raiņa iela" not in article.body


def test_when_every_class_is_gone_the_text_is_still_found(read):
    html = re.sub(r' class="[^"]*"| id="[^"]*"', "", PAGE)
    article = read("ludza", html)
    assert article.extraction["body"] == "block:headline"
    assert FIRST in article.body
    assert SECOND in article.body
    assert article.published_date == date(2025, 11, 5)
    assert article.extraction["published_at"] in ("headline:label", "tvp:label")


def feed_moment(text="Wed, 05 Nov 2025 14:31:05 +0200"):
    return read_machine_date(text)


def test_the_exact_moment_of_the_feed_wins_over_the_pages_day(read):
    article = read("ludza", PAGE, published=feed_moment())
    assert article.published_at == datetime(2025, 11, 5, 12, 31, 5, tzinfo=UTC)
    assert article.published_precision == "minute"
    assert article.published_from == article.extraction["published_at"] == "told:published"


def test_a_day_told_by_a_list_does_not_win_over_the_page(read):
    listed = read_date("04.11.2025.", reference=datetime(2025, 11, 10, tzinfo=UTC))
    assert read("ludza", PAGE, published=listed).extraction["published_at"] == "tvp:submitted"
    undated = PAGE.replace("Publicēts: 05.11.2025. Atjaunināts: 07.11.2025.", "")
    article = read("ludza", undated, published=listed)
    assert (article.published_date, article.extraction["published_at"]) == (
        date(2025, 11, 4),
        "told:published",
    )


SUBMITTED = "Publicēts: 05.11.2025. Atjaunināts: 07.11.2025."


@pytest.mark.parametrize(
    ("written", "day", "way"),
    [
        ('<time datetime="2025-11-05T12:31:00Z">05.11.2025.</time>', date(2025, 11, 5), "tvp:submitted-time"),
        # UTC evening is the next day in Rīga: converted first, then cut to the day.
        ('<time datetime="2025-11-05T22:30:00Z">x</time>', date(2025, 11, 6), "tvp:submitted-time"),
        ('<time datetime="2025-07-05T00:10:00+03:00">x</time>', date(2025, 7, 5), "tvp:submitted-time"),
        ('<time datetime="2025-11-05">x</time>', date(2025, 11, 5), "tvp:submitted-time"),
        (
            'Atjaunināts: <time datetime="2025-11-07T12:00:00Z">x</time> Publicēts: <time datetime="2025-11-05T12:00:00Z">x</time>',
            date(2025, 11, 5),
            "tvp:submitted-time",
        ),
        ("Publicēts: 05.11.2025", date(2025, 11, 5), "tvp:submitted"),
        ("Published: 09.12.2020.", date(2020, 12, 9), "tvp:submitted"),
        ("Publicēts: 10.11.2020. Atjaunots: 11.11.2020.", date(2020, 11, 10), "tvp:submitted"),
    ],
)
def test_dates_as_the_platform_writes_them(read, written, day, way):
    article = read("ludza", PAGE.replace(SUBMITTED, written))
    assert (article.published_date, article.extraction["published_at"]) == (day, way)


def test_a_date_in_the_future_is_not_believed(read):
    later = PAGE.replace(SUBMITTED, "Publicēts: 05.11.2999.")
    article = read("ludza", later)
    assert article.published_date is None
    assert article.published_precision == "none"
    assert "published_at" not in article.extraction
    assert read("ludza", later, published=feed_moment()).published_date == date(2025, 11, 5)


def test_a_date_in_the_text_is_never_the_publication(read):
    html = PAGE.replace(SUBMITTED, "").replace(SECOND, f"{SECOND} Koncerts notiks 12.12.2025. plkst. 18.00.")
    article = read("ludza", html)
    assert article.published_date is None
    assert article.published_precision == "none"


def test_structured_data_is_read_where_there_is_some(read):
    data = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-11-05T09:15:00+02:00"}</script>'
    html = PAGE.replace(SUBMITTED, "").replace("</head>", f"{data}</head>")
    article = read("ludza", html)
    assert article.published_at == datetime(2025, 11, 5, 7, 15, tzinfo=UTC)
    assert article.extraction["published_at"] == "meta:published"


def test_the_node_number_comes_from_the_rating_link_too(read):
    article = read("ludza", PAGE.replace('"currentPath":"node\\/8123",', ""))
    assert (article.source_id, article.extraction["source_id"]) == ("8123", "tvp:rating-link")


def test_a_signed_text_names_its_author(read):
    article = read("ludza", PAGE.replace(f"<p>{FOLDED}</p>", f"<p>{FOLDED}</p><p>Ilze Kalniņa</p>"))
    assert (article.author, article.extraction["author"]) == ("Ilze Kalniņa", "text:signature")


def test_a_teaser_that_says_more_is_the_lead(read):
    article = read("ludza", PAGE, summary="Konkursā uzvar trīs jaunie pianisti.")
    assert (article.lead, article.extraction["lead"]) == ("Konkursā uzvar trīs jaunie pianisti.", "told:feed")
    assert read("ludza", PAGE, summary=FIRST[:120] + "…").lead is None
    assert read("ludza", PAGE, summary="Jauno pianistu konkurss").lead is None


@pytest.mark.parametrize("before", ["", "attēls ", "Izglītība Publicēts: 05.11.2025. "])
@pytest.mark.parametrize("behind", ["", f" {SECOND} Vairāk: likumi.lv, Ārējā saite. Dalīties"])
def test_a_feed_that_tells_the_whole_text_tells_no_lead(read, before, behind):
    assert read("ludza", PAGE, summary=before + FIRST + behind).lead is None


REJECTED = """<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your
administrator.<br><br>Your support ID is: 123</body></html>"""
MISSING = """<html lang="lv"><head><title>Lapa nav atrasta | Ludzas novads</title></head><body><h1>Lapa nav atrasta</h1>
<p>Meklētā lapa neeksistē.</p></body></html>"""


@pytest.mark.parametrize(
    ("html", "barrier"),
    [
        (REJECTED, True),
        (MISSING, False),
    ],
)
def test_what_stands_in_the_articles_place_is_told_apart(read, html, barrier):
    with pytest.raises(BarrierError if barrier else RejectedError) as caught:
        read("ludza", html)
    if not barrier:
        assert caught.value.reason is Reason.SOFT_404


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (404, RejectedError, Reason.NOT_FOUND), (410, RejectedError, Reason.GONE), (400, BarrierError, None), (421, BarrierError, None), (451, BarrierError, None),
        (401, BarrierError, None), (403, BarrierError, None), (429, BarrierError, None), (408, BarrierError, None),
        (500, BarrierError, None), (503, BarrierError, None), (304, BarrierError, None),
    ],
)  # fmt: skip
def test_a_status_says_gone_or_try_again(read, status, error, reason):
    with pytest.raises(error) as caught:
        read("ludza", PAGE, status=status)
    assert getattr(caught.value, "reason", None) is reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Kļūda 404: kā pašvaldība labo mājaslapu", "Lapa nav atrasta – šo uzrakstu iedzīvotāji redz bieži."),
        ("Aizmirsta parole e-pakalpojumos", "Ievadiet paroli un lietotājvārdu, skaidro speciālists."),
        ("Mājaslapas tehniskā apkope sestdien", "Vietne atrodas apkopē, tāpēc pieteikšanās nedarbosies."),
    ],
)
def test_an_article_about_a_barrier_is_an_article(read, title, text):
    html = PAGE.replace("Jauno pianistu konkurss", title).replace(SECOND, text)
    article = read("ludza", html)
    assert article.title == title
    assert text in article.body


def test_an_empty_document_is_no_article(read):
    for html in ("", "<html></html>", "<html><body></body></html>"):
        with pytest.raises((RejectedError, BarrierError)):
            read("ludza", html)


# --- the recorded page --------------------------------------------------------------------------------

MINISTERS = (
    "Krišjānis Kariņš", "Artis Pabriks", "Jānis Bordāns", "Edgars Rinkēvičs", "Jānis Reirs", "Kristaps Eklons",
    "Anita Muižniece", "Ilze Indriksone", "Nauris Puntulis", "Gatis Eglītis", "Tālis Linkaits", "Daniels Pavļuts",
    "Kaspars Gerhards", "Arturs Toms Plešs",
)  # fmt: skip


@pytest.fixture
def recorded(spider_of):
    spider = spider_of("ludza", opening=False)
    url = "https://www.mk.gov.lv/en/cabinet-composition"
    page = Page(GOLDEN.read_text(encoding="utf-8"), url=url, site_names=("Ministru kabinets",))
    assert isinstance(spider, TvpSpider)
    return spider.reader.from_page(page)


def test_the_recorded_page_gives_all_fourteen_people_in_order(recorded):
    at = [recorded.body.index(name) for name in MINISTERS]
    assert at == sorted(at)
    assert recorded.body.count("Minister for") == 13  # and the prime minister
    assert recorded.title == "Cabinet composition"
    assert recorded.author is None


def test_the_recorded_page_gives_date_and_number(recorded):
    assert recorded.published_date == date(2020, 12, 9)
    assert recorded.published_raw == "09.12.2020"
    assert recorded.published_precision == "day"
    assert recorded.source_id == "189"
    assert recorded.language == "en"


def test_the_recorded_page_gives_no_furniture(recorded):
    for noise in (
        "cookie",
        "Cookie",
        "Listen",
        "Close",
        "Published",
        "Share",
        "Print",
        "Subscribe",
        "menu",
        "Search",
    ):
        assert noise not in recorded.body


# --- the list -----------------------------------------------------------------------------------------

NEW_ROW = """<div class="views-row"><article><div class="date"><time datetime="{iso}">{day}</time></div>
<div class="title"><h2><a href="/lv/jaunums/{slug}">{title}</a></h2></div><div class="text">{teaser}</div></article></div>"""
OLD_ROW = """<div class="views-row"><div class="article-details"><span class="date">{day}</span></div>
<div class="article-info"><h3><div class="title"><a href="/lv/jaunums/{slug}">{title}</a></div></h3>
<div class="text">{teaser}</div></div></div>"""
LIST = """<html lang="lv"><body><div id="content-area"><div class="banner views-row"><a href="/lv/banners/click/3">Reklāma</a></div>
<div class="articles-wrapper">{rows}</div><ul class="pagination"><li class="page-item"><a href="?page=1">2</a></li></ul></div></body></html>"""
ENTRIES = (
    {"slug": "domes-sede", "title": "Domes sēde", "day": "06.11.2025.", "iso": "2025-11-05T22:30:00Z", "teaser": "Sēde."},
    {"slug": "domes-sede-0", "title": "Domes sēde", "day": "05.11.2025.", "iso": "2025-11-05", "teaser": ""},
    {"slug": "svetki", "title": "Svētki", "day": "05.07.2025.", "iso": "2025-07-05T00:10:00+03:00", "teaser": "Nāc!"},
)  # fmt: skip


def rows_of(spider_of, html):
    spider = spider_of("ludza")
    walk = Walk(spider, Window(start=None, end=None, asked=False, incremental=False))
    [listing] = [way for way in spider.discovery if way.name == "listing"]
    url = "https://www.ludzasnovads.lv/lv/jaunumi"
    found = listing.entries(walk, HtmlResponse(url, body=html.encode(), encoding="utf-8"))
    return found, spider.session.account.discovery


@pytest.mark.parametrize(
    ("row", "generation"),
    [(NEW_ROW, "tvp-2026"), (OLD_ROW, "tvp-2020"), (NEW_ROW.replace("h2", "h4"), "tvp-2026"),
     (OLD_ROW.replace("h3", "h5").replace("article-info", "x").replace('class="title"', "").replace("article-details", "y"),
      "tvp-rows")],
)  # fmt: skip
def test_every_generation_of_the_list_gives_the_same_entries(spider_of, row, generation):
    html = LIST.format(rows="".join(row.format(**entry) for entry in ENTRIES))
    found, counted = rows_of(spider_of, html)
    assert [(entry.title, entry.day) for entry in found] == [
        ("Domes sēde", date(2025, 11, 6)), ("Domes sēde", date(2025, 11, 5)), ("Svētki", date(2025, 7, 5))
    ]  # fmt: skip
    assert [entry.url.rpartition("/")[2] for entry in found] == ["domes-sede", "domes-sede-0", "svetki"]
    assert counted[f"listing/{generation}"] == 1


def test_a_row_without_teaser_is_an_entry_like_any_other(spider_of):
    found, _ = rows_of(spider_of, LIST.format(rows="".join(NEW_ROW.format(**entry) for entry in ENTRIES)))
    assert [entry.summary for entry in found] == ["Sēde.", None, "Nāc!"]


def test_a_page_past_the_end_has_no_entries(spider_of):
    found, _ = rows_of(spider_of, LIST.format(rows=""))
    assert found == []


def test_links_are_found_when_rows_are_gone(spider_of):
    loose = '<p><a href="/lv/jaunums/{slug}">{title}</a> <span>{day}</span></p>'
    found, _ = rows_of(spider_of, LIST.format(rows="".join(loose.format(**entry) for entry in ENTRIES)))
    assert [(entry.title, entry.day) for entry in found] == [
        ("Domes sēde", date(2025, 11, 6)), ("Domes sēde", date(2025, 11, 5)), ("Svētki", date(2025, 7, 5))
    ]  # fmt: skip
