"""Rule: a page of which nothing is known is read by its headline and by what stands around it."""
# ruff: noqa: E501 # markup stands as a site would send it

from __future__ import annotations

from datetime import date

import pytest

from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.run.outcomes import Reason, RejectedError

URL = "https://www.kraslava.lv/lasi/417"
TITLE = "Bibliotēkā atklāta fotogrāfiju izstāde"
FIRST = "Novada bibliotēkā atklāta fotogrāfiju izstāde, kurā apskatāmi ainavu uzņēmumi no piecdesmit gadiem."
SECOND = "Izstāde būs atvērta līdz 12.12.2030., ieeja bez maksas, un to rīko bibliotēka kopā ar muzeju."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
LEAD = "Līdz gada beigām bibliotēkas lasītavā var aplūkot senas fotogrāfijas ar novada skatiem un ļaudīm."

# Frames of a page: where the article's block stands among menus, sidebars and boxes.
FRAMES = {
    "bare": "{}",
    "sidebar": "<div class='wrap has-sidebar'><div class='l'>{}</div><div class='sidebar'><h2>Citi</h2><p>Dome pieņem apmeklētājus katru darba dienu no rīta līdz vakaram. 01.02.2026.</p></div></div>",
    "slogan": "<header><h1>Krāslavas novads</h1></header><main>{}</main>",
    "calendar": "<table class='calendar'><tr><td>1.10.2026.</td></tr></table><div id='c'>{}</div>",
    "related": "<main>{}<section><h3>Lasi arī</h3><div><h4><a href='/lasi/3'>Cita ziņa par novadu</a></h4><time datetime='2026-01-05'></time><p>Cita ziņa stāsta par pavisam citām novada lietām un cilvēkiem tajā.</p></div></section></main>",
    "comments": "<div id='a'>{}<div><p>Rakstam vēl nav pievienoti komentāri.</p></div><p>Lai komentētu, ierakstiet vārdu un pieklājīgu tekstu šajā laukā zemāk.</p></div>",
}
# Blocks of an article: where headline, date and text stand to each other.
BLOCKS = {
    "label below": f"<h1>{TITLE}</h1><p>Publicēts: 05.11.2025.</p>{TEXT}",
    "label behind the text": f"<h1>{TITLE}</h1>{TEXT}<p>Pievienots: 05.11.2025</p>",
    "line below": f"<h1>{TITLE}</h1><div class='x'>05.11.2025.</div>{TEXT}",
    "line with section": f"<h1>{TITLE}</h1><div>05.11.2025 | Kultūra</div>{TEXT}",
    "line above": f"<span>05.11.2025</span><h1>{TITLE}</h1>{TEXT}",
    "time below": f"<h1>{TITLE}</h1><time datetime='2025-11-05T10:00:00+02:00'>Trešdien</time>{TEXT}",
    "time above": f"<div><time datetime='2025-11-05'></time><h1>{TITLE}</h1></div><div>{TEXT}</div>",
    "words": f"<h1>{TITLE}</h1><p>2025. gada 5. novembrī</p>{TEXT}",
    "three elements": f"<h1>{TITLE}</h1><p><b>5</b> <b>novembris</b> <b>2025</b></p>{TEXT}",
    "smaller heading": f"<h2>{TITLE}</h2><p>05.11.2025</p>{TEXT}",
    "changed later": f"<h1>{TITLE}</h1><p>05.11.2025</p><p>Atjaunots: 07.11.2025</p>{TEXT}",
}


def page(block: str, frame: str = "{}", title: str = f"{TITLE} | Krāslavas novads", head: str = "") -> str:
    menu = "<nav><a href='/'>Sākums</a> <a href='/dome'>Dome</a></nav>"
    return f"<html lang='lv'><head><title>{title}</title>{head}</head><body>{menu}{frame.format(block)}<footer>© Krāslavas novada pašvaldība, atjaunots 19.11.2026.</footer></body></html>"


@pytest.mark.parametrize("block", BLOCKS)
def test_headline_date_and_text_in_any_arrangement(read, block: str) -> None:
    for frame, around in FRAMES.items():
        article = read("kraslava", page(BLOCKS[block], around), url=URL)
        assert (frame, article.title) == (frame, TITLE)
        assert (frame, article.published_date) == (frame, date(2025, 11, 5))
        assert (frame, article.body.split("\n\n")[:2]) == (frame, [FIRST, SECOND])
        noise = ("Sākums", "Cita ziņa", "komentār", "Dome pieņem")
        assert (frame, [word for word in noise if word in article.body]) == (frame, [])


def test_a_lead_in_a_block_of_its_own_does_not_hide_the_text(read) -> None:
    block = (
        f"<div class='top'><h1>{TITLE}</h1><p>{LEAD}</p></div><div class='rest'><p>05.11.2025</p>{TEXT}</div>"
    )
    article = read("kraslava", page(block), url=URL)
    assert [part for part in (LEAD, FIRST, SECOND) if part not in article.body] == []


def test_what_the_listing_told_picks_the_headline(read) -> None:
    html = page(f"<h1>Jaunumi</h1><div><h2>{TITLE}</h2><p>05.11.2025</p>{TEXT}</div>", title="Krāslava")
    assert read("kraslava", html, url=URL, title=TITLE).title == TITLE
    assert read("kraslava", html, url=URL, title=TITLE[:25] + "…").title == TITLE


def test_data_for_search_engines_come_first(read) -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s","datePublished":"2025-11-04T22:30:00Z"}</script>'
    article = read("kraslava", page(BLOCKS["line below"], head=data % TITLE), url=URL)
    assert article.published_date == date(2025, 11, 5)
    assert (article.published_precision, article.extraction["published_at"]) == ("minute", "meta:published")


@pytest.mark.parametrize(
    "block",
    [
        f"<h1>{TITLE}</h1>{TEXT}",
        f"<h1>{TITLE}</h1><p>Atjaunots: 05.11.2025.</p>{TEXT}",
        f"<h1>{TITLE}</h1><p>12.12.2030</p>{TEXT}",
        f"<h1>{TITLE}</h1>{TEXT}<h2>Dokumenti</h2><p>Noteikumi, spēkā no 05.11.2025., pieejami domē un mājaslapā.</p>",
    ],
    ids=["no date", "changed only", "to come", "within a sentence"],
)
def test_a_page_without_a_date_of_publication_is_a_standing_page(read, block: str) -> None:
    with pytest.raises(RejectedError) as caught:
        read("kraslava", page(block), url=URL)
    assert caught.value.reason is Reason.NOT_ARTICLE
    assert "no date of publication" in caught.value.detail


def test_what_the_listing_told_is_a_date(read) -> None:
    from pilsetas_crawl.reading.dates import read_machine_date

    html = page(f"<h1>{TITLE}</h1>{TEXT}")
    article = read("kraslava", html, url=URL, published=read_machine_date("2025-11-05"))
    assert (article.published_date, article.extraction["published_at"]) == (
        date(2025, 11, 5),
        "told:published",
    )


def test_where_the_address_was_seen_to_be_that_of_news_a_date_may_be_missing(read) -> None:
    html = page(f"<h1>{TITLE}</h1>{TEXT}", title=f"{TITLE} | Olaines novads")
    address = "https://www.olaine.lv/lv/jaunumi/izstade"
    article = read("olaine", html, url=address)
    assert (article.title, article.published_date) == (TITLE, None)
    with pytest.raises(RejectedError):
        read("olaine", html, url="https://www.olaine.lv/lv/cits/izstade")


def test_a_page_without_a_headline_is_no_article(read) -> None:
    html = page(f"<div>{TEXT}</div>", title="Krāslavas novads")
    with pytest.raises(RejectedError) as caught:
        read("kraslava", html, url=URL)
    assert (caught.value.reason, caught.value.field) == (Reason.NOT_ARTICLE, "title")


def test_the_scout_hears_of_every_page(spider_of) -> None:
    from scrapy.http import HtmlResponse

    spider = spider_of("kraslava", opening=False)
    for number, block in ((1, BLOCKS["line below"]), (2, f"<h1>{TITLE}</h1>{TEXT}")):
        url = f"https://www.kraslava.lv/lasi/{number}"
        response = HtmlResponse(url, body=page(block).encode(), encoding="utf-8")
        list(spider.parse(response, Candidate(url=url, way="listing")))
    assert (spider.scout.is_known("/lasi/1"), spider.scout.is_refuted("/lasi/1")) == (True, False)
    assert (spider.scout.is_known("/lasi/2"), spider.scout.is_refuted("/lasi/2")) == (False, True)
