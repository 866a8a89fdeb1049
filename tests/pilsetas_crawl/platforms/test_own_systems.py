"""Madona and Cēsis: their markup was never seen, only their texts. So nothing here uses any class a demo has."""
# ruff: noqa: E501 # markup stands as a site would send it

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pilsetas_crawl.reading.dates import read_machine_date
from pilsetas_crawl.run.outcomes import Reason, RejectedError

FIRST = (
    "Madonas novada bibliotēkā atklāta fotogrāfiju izstāde, kurā apskatāmi novada ainavu uzņēmumi no piecdesmit "
    "gadiem, ko krājusi vietējā fotogrāfu kopa un tās draugi visā Vidzemē."
)
SECOND = "Izstāde būs atvērta līdz 12.12.2025., ieeja bez maksas, un to rīko bibliotēka kopā ar muzeju."
NAV = '<div id="top"><a href="/lat/pasvaldiba">Pašvaldība</a> <a href="/lat/novads">Novads</a> <a href="/lat/k-notikumi">Kultūra</a></div>'
FOOT = "<div id='bottom'>© Madonas novads, izstrāde GlobalPro</div>"
ADDRESS = "https://madona.lv/lat/k-notikumi?fu=read&id=10458"


def page(block: str, head: str = "<title>Izstāde bibliotēkā - Madonas novads</title>") -> str:
    return f'<html lang="lv"><head>{head}</head><body>{NAV}{block}{FOOT}</body></html>'


LAYOUTS = {
    "blocks": f'<div class="kolonna-b"><h1>Izstāde bibliotēkā</h1><div class="zz">{FIRST}<br><br>{SECOND}</div><i>iesūtīts: 05.11.2025</i> <a href="/lat/k-notikumi">Atpakaļ</a></div>',
    "date first": f"<section><h1>Izstāde bibliotēkā</h1><span>iesūtīts: 05.11.2025</span><p>{FIRST}</p><p>{SECOND}</p></section>",
    "table": f'<table><tr><td class="a1"><h1>Izstāde bibliotēkā</h1></td></tr><tr><td class="a2"><p>{FIRST}</p><p>{SECOND}</p></td></tr><tr><td>Iesūtīts: 05.11.2025.</td></tr></table>',
    "long date": f"<article><h1>Izstāde bibliotēkā</h1><p>{FIRST}</p><p>{SECOND}</p><p>iesūtīts: 2025. gada 5. novembrī</p></article>",
    "glued": f'<div class="q"><div><h1>Izstāde bibliotēkā</h1></div><p>{FIRST}</p><p>{SECOND}</p><p><b>iesūtīts:</b>05.11.2025</p></div>',
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_madona_is_read_by_headline_and_label_in_any_layout(read, layout):
    article = read("madona", page(LAYOUTS[layout]), url=ADDRESS)
    assert article.title == "Izstāde bibliotēkā"
    assert article.published_date == date(2025, 11, 5)
    assert article.body == f"{FIRST}\n\n{SECOND}"
    assert article.source_id == "k-notikumi/10458"
    assert article.extraction["title"] == "headline"
    assert article.extraction["body"] == "block:headline-and-label"
    assert article.extraction["published_at"] in ("headline:label", "label:headline")
    assert article.extraction["source_id"] == "address"


def test_madona_without_the_label(read):
    html = page(f'<div class="w"><h1>Izstāde bibliotēkā</h1><p>{FIRST}</p><p>{SECOND}</p></div>')
    article = read("madona", html, url=ADDRESS, published=read_machine_date("2025-11-05"))
    assert article.extraction["body"] == "block:headline"
    assert article.body == f"{FIRST}\n\n{SECOND}"
    assert (article.published_date, article.extraction["published_at"]) == (
        date(2025, 11, 5),
        "told:published",
    )
    data = '<title>x</title><meta property="article:published_time" content="2025-11-05T10:00:00+02:00">'
    article = read(
        "madona", html.replace("<title>Izstāde bibliotēkā - Madonas novads</title>", data), url=ADDRESS
    )
    assert article.published_at == datetime(2025, 11, 5, 8, tzinfo=UTC)


def test_madona_without_a_headline_element(read):
    html = page(
        f'<div class="w"><b>Izstāde bibliotēkā</b><p>{FIRST}</p><p>{SECOND}</p><p>iesūtīts: 05.11.2025</p></div>'
    )
    article = read("madona", html, url=ADDRESS)
    assert (article.title, article.extraction["title"]) == ("Izstāde bibliotēkā", "headline")
    assert article.extraction["body"] == "block:headline-and-label"
    assert FIRST in article.body
    assert SECOND in article.body
    assert "Pašvaldība\n" not in article.body


def test_the_institutions_name_as_headline_is_no_title(read):
    html = page(
        f'<h1>Madonas novads</h1><div class="w"><h2>Izstāde bibliotēkā</h2><p>{FIRST}</p><p>{SECOND}</p><p>iesūtīts: 05.11.2025</p></div>'
    )
    article = read("madona", html, url=ADDRESS)
    assert article.title == "Izstāde bibliotēkā"
    assert FIRST in article.body


def test_an_identifier_the_section_lacks_is_answered_with_a_list(read):
    rows = "".join(
        f'<p><a href="/lat/k-notikumi?fu=read&id={n}">Jaunums {n}</a> Īss ievads. iesūtīts: 0{n}.11.2025 lasīt tālāk</p>'
        for n in range(1, 5)
    )
    with pytest.raises(RejectedError) as caught:
        read("madona", page(f"<h1>Kultūras notikumi</h1>{rows}"), url=ADDRESS)
    assert caught.value.reason in (Reason.SOFT_404, Reason.LISTING)


def test_the_same_number_in_another_section_is_another_article(read):
    other = "https://madona.lv/lat/pasvaldiba?fu=read&id=10458"
    assert read("madona", page(LAYOUTS["blocks"]), url=other).source_id == "pasvaldiba/10458"
    shuffled = "https://madona.lv/lat/pasvaldiba?id=10458&fu=read"
    assert read("madona", page(LAYOUTS["blocks"]), url=shuffled).source_id == "pasvaldiba/10458"


# --- Cēsis ----------------------------------------------------------------------------------------------

PATH = "https://www.cesis.lv/lv/novads/aktualitates/zinas/pasvaldiba/sakas-apspriesana/"
WIDGET = "<p>Tulkots ar mašīntulku. Pašvaldība neatbild par tulkojuma precizitāti.</p>"
CESIS = {
    "blocks": f"<main><h1>Sākas apspriešana</h1><figure><img src='/img/1.jpg' alt=''><figcaption>Sākas apspriešana</figcaption></figure><div class='k9'><p>{FIRST}</p><p>{SECOND}</p></div><p>Datums: 2023. gada 23. marts</p></main>",
    "definition list": f"<div class='z'><h1>Sākas apspriešana</h1><p>{FIRST}</p><p>{SECOND}</p><dl><dt>Datums:</dt><dd>2023. gada 23. marts</dd></dl></div>",
    "numbers": f"<div class='z'><h1>Sākas apspriešana</h1><p>{FIRST}</p><p>{SECOND}</p><small>Publicēšanas datums: 23.03.2023.</small></div>",
}


def cesis(block: str) -> str:
    return f"""<html lang="lv"><head><title>Sākas apspriešana - Cēsu novads</title><link rel="canonical" href="{PATH}"></head>
<body><div id="menu"><a href="/lv/novads/">Novads</a> <a href="/lv/kontakti/">Kontakti</a></div>{WIDGET}{block}<div class="end">Cēsu novada pašvaldība</div></body></html>"""


@pytest.mark.parametrize("layout", CESIS)
def test_cesis_is_read_by_headline_and_label_in_any_layout(read, layout):
    article = read("cesis", cesis(CESIS[layout]), url=PATH)
    assert article.title == "Sākas apspriešana"
    assert article.published_date == date(2023, 3, 23)
    assert article.extraction["published_at"] == "headline:label"
    assert article.body.startswith(FIRST)
    assert SECOND in article.body
    for noise in ("Tulkots", "Kontakti", "Cēsu novada pašvaldība", "Sākas apspriešana"):
        assert noise not in article.body
    assert article.categories == ["pasvaldiba"]
    assert article.source_id is None


def test_cesis_print_view_is_the_same_article(read, spider_of):
    article = read("cesis", cesis(CESIS["numbers"]), url=PATH + "print")
    spider = spider_of("cesis", opening=False)
    assert spider.address_key(article.url) == spider.address_key(PATH)
    assert article.categories == ["pasvaldiba"]


def test_the_date_in_the_text_is_not_the_publication(read):
    html = cesis(f"<div class='z'><h1>Sākas apspriešana</h1><p>{FIRST}</p><p>{SECOND}</p></div>")
    article = read("cesis", html, url=PATH)
    assert article.published_date is None
    assert article.published_precision == "none"


def test_a_labelled_date_of_a_sidebar_is_not_the_articles(read):
    page = (
        "<html><body><aside><p>Datums: 2026. gada 1. oktobris</p><p>Pilsētas svētki</p></aside>"
        "<section><h1>Sākas apspriešana</h1><p>Novada dome aicina iedzīvotājus izteikties.</p>"
        "<p>Datums: 2023. gada 23. marts</p></section></body></html>"
    )
    assert read("cesis", page, url=PATH).published_date == date(2023, 3, 23)
