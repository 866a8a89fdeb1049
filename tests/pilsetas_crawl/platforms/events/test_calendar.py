"""Rules for calendars: what the markup seen says, and what remains when it changes.

The pages are written after the facts about the state platform's calendar and Daugavpils' afiša.
"""
# ruff: noqa: E501 # markup stands as sites write it

from __future__ import annotations

from datetime import datetime

import pytest
from scrapy.http import HtmlResponse

from pilsetas_crawl.platforms.events.afisa import AFISA_EVENTS
from pilsetas_crawl.platforms.events.base import EventCandidate
from pilsetas_crawl.platforms.events.page import read_event_page
from pilsetas_crawl.platforms.events.tvp import TVP_EVENTS
from pilsetas_crawl.platforms.events.visit import EventVisit
from pilsetas_crawl.reading.dates import RIGA

NOW = datetime(2026, 9, 10, 12, tzinfo=RIGA)
SITE = "https://www.ludzasnovads.lv"

TVP_ROW = """<div class="event"><div class="event-image"><img src="/sites/ludza/files/a.jpg" alt="attēls"></div>
<div class="event-categories"><a href="?c=1">Kultūra</a> <a href="?c=2">Bērniem</a></div>
<h2 class="event-title"><a href="/lv/notikums/koncerts?date=0">Koncerts &bdquo;Rudens&rdquo;</a></h2>
<span class="date-date">14. septembris, 2026</span> <span class="date-time">19.45-20.45</span>
<span class="describing-field-value">Ludza, Ludzas tautas nams, Stacijas iela 41</span>
<div class="event-content">Aicinām uz koncertu.</div></div>"""
TVP_RANGE = """<div class="event"><h2 class="event-title"><a href="/lv/notikums/izstade">Izstāde</a></h2>
<span class="date-date">1. janvāris, 2026 – 31. decembris, 2026</span><span class="date-time">Visu dienu</span></div>"""


@pytest.fixture
def visit(spider_of):
    def of(name: str) -> EventVisit:
        made = EventVisit(spider_of(name, opening=False))
        made.now = NOW
        return made

    return of


def page(body: str, url: str = f"{SITE}/lv/notikumu-kalendars") -> HtmlResponse:
    html = f'<html><body><div id="content-area">{body}</div></body></html>'
    return HtmlResponse(url, body=html.encode(), encoding="utf-8")


def events(visit, body: str):
    return TVP_EVENTS[0].events(visit("ludza"), page(body))


def times(found) -> list[tuple[str | None, str]]:
    return [(one.title, f"{one.when.start:%Y-%m-%d %H:%M}" if one.when else "?") for one in found]


def test_a_row_of_the_platform(visit):
    [one] = events(visit, TVP_ROW)
    assert one.url == f"{SITE}/lv/notikums/koncerts"
    assert one.title == "Koncerts „Rudens”"
    assert (f"{one.when.start:%d.%m. %H:%M}", f"{one.when.end:%H:%M}") == ("14.09. 19:45", "20:45")
    assert (one.place, one.venue, one.address) == ("Ludza", "Ludzas tautas nams", "Stacijas iela 41")
    assert one.categories == ["Kultūra", "Bērniem"]
    assert one.image_url == f"{SITE}/sites/ludza/files/a.jpg"
    assert one.description == "Aicinām uz koncertu."


def test_a_range_of_whole_days_without_place_picture_and_teaser(visit):
    [one] = events(visit, TVP_RANGE)
    assert (one.when.start_date.isoformat(), one.when.end_date.isoformat()) == ("2026-01-01", "2026-12-31")
    assert one.when.all_day is True
    assert (one.place, one.venue, one.image_url, one.description, one.categories) == (
        None,
        None,
        None,
        None,
        [],
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("h2", "h3"),  # heading levels moved in the release of April 2026
        ('div class="event"', 'article class="event node"'),
        ("span", "div"),
        ('<span class="date-date">14. septembris, 2026</span>', '<p class="date-date">\n 14.&nbsp;septembris,\n 2026 </p>'),
        ('<span class="date-date">14. septembris, 2026</span>', '<span class="date-date"><time datetime="2026-09-14">14.09.2026.</time></span>'),
        ("/lv/notikums/koncerts?date=0", "https://ludzasnovads.lv/lv/notikums/koncerts?date=3"),
    ],
)  # fmt: skip
def test_small_changes_of_markup_change_nothing(visit, old, new):
    changed = TVP_ROW.replace(f"<{old}", f"<{new}").replace(f"</{old}", f"</{new.partition(' ')[0]}")
    changed = changed.replace(old, new) if changed == TVP_ROW else changed
    assert changed != TVP_ROW
    found = events(visit, changed)
    assert times(found) == [("Koncerts „Rudens”", "2026-09-14 19:45")]
    assert found[0].url == f"{SITE}/lv/notikums/koncerts"


def test_rows_of_another_class_are_read_by_their_inner_names(visit):
    other = """<div class="views-row"><h3 class="title"><a href="/lv/notikums/a">Talka</a></h3>
    <div class="date">14.09.2026.</div><div class="time">10.00</div></div>"""
    assert times(events(visit, other)) == [("Talka", "2026-09-14 10:00")]


NEWS_ROW = """<div class="views-row"><div class="title"><h2><a href="/lv/jaunums/domes-sede">Domes sēde</a></h2></div>
<div class="date"><time datetime="2026-09-12">12.09.2026.</time></div><div class="text">Īsumā.</div></div>"""


def test_a_list_of_news_beside_an_empty_calendar_is_no_event(visit):
    assert events(visit, f"<p>Nav notikumu.</p>{NEWS_ROW}") == []
    event = NEWS_ROW.replace("/lv/jaunums/domes-sede", "/lv/notikums/talka?date=0").replace(
        "Domes sēde", "Talka"
    )
    assert times(events(visit, NEWS_ROW + event)) == [("Talka", "2026-09-12 00:00")]


def test_the_calendar_of_a_front_page_tells_events_and_not_its_news(visit):
    riga = visit("riga")
    ways = riga.spider.event_ways
    assert [way.name for way in ways] == ["calendar", "feed", "front_calendar"]
    html = page(NEWS_ROW + TVP_ROW, "https://www.riga.lv/lv?view=calendar&page=0")
    found = ways[-1].events(riga, html)
    assert times(found) == [("Koncerts „Rudens”", "2026-09-14 19:45")]
    assert found[0].url == "https://www.riga.lv/lv/notikums/koncerts"
    assert times(ways[-1].events(riga, page(NEWS_ROW, html.url))) == []


def test_when_no_row_fits_links_to_events_remain(visit):
    other = """<a href="/lv/notikums/a?date=0"><img></a><a href="/lv/notikums/a">Talka</a>
    <a href="/lv/notikums/b">Kino</a> <a href="/lv/jaunums/c">Ziņa</a> <a href="/lv/notikumu-kalendars">Visi</a>"""
    found = events(visit, other)
    assert [(one.url, one.title, one.when) for one in found] == [
        (f"{SITE}/lv/notikums/a", "Talka", None),
        (f"{SITE}/lv/notikums/b", "Kino", None),
    ]


def test_a_time_that_cannot_be_read_is_kept_as_written(visit):
    [good, bad] = events(
        visit, TVP_ROW + TVP_RANGE.replace("1. janvāris, 2026 – 31. decembris, 2026", "drīzumā")
    )
    assert good.when is not None
    assert (bad.when, bad.when_raw) == (None, "drīzumā Visu dienu")


def test_an_empty_calendar_tells_nothing(visit):
    assert events(visit, "<p>Nav notikumu.</p>") == []


# --- Daugavpils: no year -----------------------------------------------------------------------------

CARD = """<div class="col-xs-6"><a href="/afisa/{slug}"><div class="event-img"><img src="/assets/{slug}.jpg"></div></a>
<div class="event-date">{date}</div><div class="event-text"><h3>{title}</h3><p class="place">{place}</p></div></div>"""
ONE = '<span class="date">16</span><span class="month">Sep</span><span class="time">16:00</span>'
SPAN = """<span class="date1">19 Feb</span><span class="time1">08:00</span> -
<span class="date2">31 Dec</span><span class="time2">16:00</span>"""


def afisa(visit, *cards: str, wrapper: str = '<div class="row afisa-posts">'):
    body = f"{wrapper}{''.join(cards)}</div>"
    return AFISA_EVENTS[0].events(visit("daugavpils"), page(body, "https://daugavpils.lv/afisa/"))


def test_cards_without_a_year(visit):
    found = afisa(
        visit,
        CARD.format(slug="svetki", date=ONE, title="Svētki", place="Vienības laukums"),
        CARD.format(slug="izstade", date=SPAN, title="Izstāde", place="Rotko muzejs, Mihaila iela 3"),
    )
    assert times(found) == [("Svētki", "2026-09-16 16:00"), ("Izstāde", "2026-02-19 08:00")]
    assert f"{found[1].when.end:%Y-%m-%d %H:%M}" == "2026-12-31 16:00"
    assert (found[0].venue, found[0].address) == ("Vienības laukums", None)
    assert (found[1].place, found[1].address) == ("Rotko muzejs", "Mihaila iela 3")
    assert [one.url for one in found] == [
        "https://daugavpils.lv/afisa/svetki",
        "https://daugavpils.lv/afisa/izstade",
    ]
    assert found[0].image_url == "https://daugavpils.lv/assets/svetki.jpg"


def test_cards_of_another_column_class(visit):
    card = CARD.format(slug="svetki", date=ONE, title="Svētki", place="x").replace("col-xs-6", "col-md-4")
    assert times(afisa(visit, card)) == [("Svētki", "2026-09-16 16:00")]


def test_an_event_of_january_listed_in_december_is_next_years(visit, spider_of):
    made = visit("daugavpils")
    made.now = datetime(2026, 12, 20, 12, tzinfo=RIGA)
    date = ONE.replace("16<", "5<").replace("Sep", "Jan")
    body = f'<div class="afisa-posts">{CARD.format(slug="a", date=date, title="Koncerts", place="x")}</div>'
    found = AFISA_EVENTS[0].events(made, page(body, "https://daugavpils.lv/afisa/"))
    assert times(found) == [("Koncerts", "2027-01-05 16:00")]


# --- Madona: addresses by query ------------------------------------------------------------------------

MADONA = "https://madona.lv/lat/"


def test_events_are_found_by_the_query_of_their_address(visit):
    madona = visit("madona")
    [way] = madona.spider.event_ways
    body = """<a href="/lat/?ct=pasakumu_kalendars&amp;fu=read&amp;id=866">Koncerts Madonā</a>
    <a href="http://www.madona.lv/lat/?fu=read&amp;id=866&amp;ct=pasakumu_kalendars&amp;y=2026&amp;m=2">lasīt tālāk</a>
    <a href="/lat/?ct=pasakumu_kalendars&amp;y=2026&amp;m=3">Marts</a> <a href="/lat/novads?fu=read&amp;id=7">Ziņa</a>"""
    found = way.events(madona, page(body, f"{MADONA}?ct=pasakumu_kalendars"))
    assert [(one.url, one.title, one.when) for one in found] == [
        (f"{MADONA}?ct=pasakumu_kalendars&fu=read&id=866", "Koncerts Madonā", None)
    ]


def test_an_events_page_says_its_time_behind_the_label(visit):
    madona = visit("madona")
    url = f"{MADONA}?ct=pasakumu_kalendars&fu=read&id=866"
    text = "Aicinām uz koncertu, kurā muzicēs novada skolu audzēkņi un viņu pedagogi no visas apkaimes."
    html = page(f"<h1>Koncerts Madonā</h1><p>Notiek: 6. februāris 15:00 - 16:40</p><p>{text}</p>", url)
    told = read_event_page(madona.spider, html, EventCandidate(url=url), now=NOW.replace(month=1))
    assert f"{told.when.start:%Y-%m-%d %H:%M} {told.when.end:%H:%M}" == "2026-02-06 15:00 16:40"
    assert told.title == "Koncerts Madonā"
    assert text in told.description
