"""Rule: on a page nobody has described, the list of articles is found, with every row's address, headline and
date, and nothing of what stands around it; a page without such a list gives none."""
# ruff: noqa: E501 # markup stands as a site would send it

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import lxml.html
import pytest

from pilsetas_crawl.platforms.discovery.finders import LearnedList, find_lists, form_of
from pilsetas_crawl.urls import url_key

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOST = "www.pagasts.example"
BASE = f"https://{HOST}/jaunumi/"


@dataclass(frozen=True)
class News:
    """One article of the made-up site."""

    number: int
    day: date
    title: str
    slug: str
    teaser: str


def made(*titles: str) -> list[News]:
    """Articles of one language; every second day back from 18 November."""
    return [
        News(
            4100 - 7 * place,
            date(2026, 11, 18 - 2 * place),
            title,
            f"raksts-par-{chr(97 + place) * 4}-novada-lietam",
            f"{title}: par to plašāk stāsta iestāžu vadītāji, un pieteikties var līdz mēneša beigām.",
        )
        for place, title in enumerate(titles)
    ]


NEWS = {
    "latvian": made(
        "Sākas ielu remontdarbi pilsētas centrā",
        "Aicina pieteikties mācību gada atklāšanai",
        "Dome apstiprina nākamā gada budžetu",
        "Bibliotēkā atklāta fotogrāfiju izstāde",
        "Skolēni gūst panākumus olimpiādē Rīgā",
        "Mainās autobusu kustības saraksts ziemā",
    ),
    "english": made(
        "Road works begin in the town centre",
        "The council approves the budget for next year",
        "Library opens an exhibition of old photographs",
        "Pupils win medals at the state olympiad",
        "Bus timetable changes for the winter season",
    ),
    "german": made(
        "Straßenarbeiten beginnen in der Innenstadt",
        "Der Gemeinderat beschließt den Haushalt 2027",
        "Bücherei eröffnet Ausstellung alter Fotografien",
        "Schüler gewinnen Medaillen bei der Olympiade",
        "Busfahrplan ändert sich zum Winter hin",
    ),
    "cyrillic": made(
        "В центре города начинается ремонт улиц",
        "Дума утвердила бюджет на следующий год",
        "В библиотеке открылась выставка фотографий",
        "Школьники победили на олимпиаде в столице",
        "Меняется расписание автобусов на зиму",
    ),
}
ADDRESSES = {
    "section and slug": lambda n: f"/jaunumi/{n.slug}",
    "closing slash": lambda n: f"https://{HOST}/lv/aktualitates/{n.slug}/",
    "dated": lambda n: f"/{n.day:%Y/%m/%d}/{n.slug}/",
    "query": lambda n: f"/index.php?page=news&id={n.number}",
    "query of the section": lambda n: f"/jaunumi/?lasit={n.number}",
    "number": lambda n: f"/n/{n.number}",
    "number behind": lambda n: f"/lv/sabiedriba/zinas/{n.slug}-{n.number}",
    "several themes": lambda n: f"/lv/{('kultura', 'sports')[n.number % 2]}/zinas/{n.slug}",
    "page at the root": lambda n: f"/{n.slug}.html",
    "slug at the root": lambda n: f"/{n.slug}",
}
numeric = "{:%d.%m.%Y}".format


def items(news: list[News], row: str, address) -> str:
    return "\n".join(
        row.format(
            url=address(n),
            title=n.title,
            day=numeric(n.day),
            iso=n.day.isoformat(),
            d=n.day.day,
            y=n.day.year,
            teaser=n.teaser,
            place=place,
        )
        for place, n in enumerate(news)
    )


# Each is one way in which such lists are written; the lists' own frame comes first.
LAYOUTS = {
    "list items": (
        '<ul class="saraksts">{}</ul>',
        '<li><span class="d">{day}</span> <a href="{url}">{title}</a></li>',
    ),
    "table": (
        "<table><tbody>{}</tbody></table>",
        '<tr class="r{place}"><td>{day}.</td><td><a href="{url}">{title}</a></td></tr>',
    ),
    "cards": (
        '<div class="rezgis">{}</div>',
        (
            '<div class="kartite"><a href="{url}"><img src="/i/{place}.jpg" alt=""></a><h3><a href="{url}">{title}</a></h3>'
            '<p>{teaser}</p><span>{day}</span><a class="talak" href="{url}">Lasīt vairāk</a></div>'
        ),
    ),
    "headings in links": (
        "<section>{}</section>",
        '<a class="card" href="{url}"><h3>{title}</h3><time datetime="{iso}">x</time><p>{teaser}</p></a>',
    ),
    "links in headings, flat": (
        '<div class="blog">{}</div>',
        '<h2><a href="{url}">{title}</a></h2><p class="meta">{day} | Sabiedrība</p><p>{teaser}</p>',
    ),
    "picture links": (
        "<div>{}</div>",
        (
            '<div><a href="{url}"><img src="/{place}.png" alt="Attēls"></a><h4>{title}</h4><i>{day}</i><p>{teaser}</p>'
            '<a href="{url}">Lasīt tālāk</a></div>'
        ),
    ),
    "definition list": ("<dl>{}</dl>", '<dt>{day}</dt><dd><a href="{url}">{title}</a></dd>'),
    "date tiles": (
        '<div class="news-list">{}</div>',
        (
            '<article class="item-{place}"><div class="tile"><b>{d}</b> <i>nov</i> <u>{y}</u></div>'
            '<div><h3><a href="{url}">{title}</a></h3><p>{teaser}</p></div></article>'
        ),
    ),
    "paragraphs, date first": ("<div>{}</div>", '<p>{day}</p><p><a href="{url}">{title}</a></p>'),
    "labelled": (
        '<div class="x">{}</div>',
        '<div class="y odd"><a href="{url}">{title}</a><div>{teaser} Publicēts: {day} Sadaļa: Ziņas</div></div>',
    ),
}
MENU = "".join(
    f'<li><a href="{path}">{label}</a></li>'
    for path, label in (
        ("/", "Sākums"),
        ("/jaunumi/", "Jaunumi"),
        ("/pasvaldiba/vadiba", "Vadība"),
        ("/pasvaldiba/struktura", "Pašvaldības struktūra un kontaktinformācija"),
        ("/pasvaldiba/iepirkumi", "Iepirkumi"),
        ("/iedzivotajiem/izglitiba", "Izglītība"),
        ("/iedzivotajiem/sociala-palidziba", "Sociālā palīdzība un pakalpojumi"),
        ("/iedzivotajiem/kultura-un-sports", "Kultūra un sports"),
        ("/kontakti.html", "Kontakti"),
        ("/vakances.html", "Vakances"),
        ("/index.php?page=contacts", "Rekvizīti"),
        ("/index.php?page=search", "Meklēt"),
        ("/en/", "EN"),
    )
)
EVENTS = "".join(
    f'<div class="ev"><h3><a href="/pasakumi/liels-koncerts-kulturas-nama-{n}">Liels koncerts kultūras namā {n}</a></h3>'
    f"<span>{n}.12.2026</span></div>"
    for n in range(1, 9)
)
TAGS = "".join(
    f'<a href="/birkas/{word}">{word}</a> ' for word in ("sports", "skola", "dome", "budzets", "ielas")
)
PROJECTS = "".join(
    f'<div class="p"><a href="/projekti/projekts-{n}">Eiropas Savienības fondu projekts Nr. {n}</a></div>'
    for n in range(1, 6)
)
AROUND = """<html lang="lv"><head><title>Jaunumi</title></head><body><header><nav><ul>{menu}</ul></nav></header>
<div class="wrap has-sidebar"><div class="breadcrumbs"><a href="/">Sākums</a></div><h1>Jaunumi</h1>
<div class="content">{news}</div>
<div class="pagination"><a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=3">3</a></div>
<div class="right"><h2>Notikumi</h2>{events}<h2>Birkas</h2><div>{tags}</div><h2>Projekti</h2>{projects}</div></div>
<footer><ul><li><a href="/sikdatnes">Sīkdatņu politika</a></li><li><a href="/karte">Lapas karte</a></li>
<li><a href="/privatums">Privātuma politika</a></li></ul></footer></body></html>"""


def page(news: str) -> str:
    return AROUND.format(menu=MENU, news=news, events=EVENTS, tags=TAGS, projects=PROJECTS)


def key_of(url: str) -> str:
    return url_key(url, own_hosts={HOST})


def lists(html: str, base: str = BASE, **more) -> list[LearnedList]:
    return find_lists(lxml.html.fromstring(html), base, key_of=key_of, reference=NOW, **more)


def told(found: LearnedList) -> list[tuple[str, str | None, date | None]]:
    return [(row.key, row.title, row.published and row.published.local_date) for row in found.rows]


def wanted(news: list[News], address) -> list[tuple[str, str, date]]:
    return [
        (key_of(f"https://{HOST}" + address(n).removeprefix(f"https://{HOST}")), n.title, n.day) for n in news
    ]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_is_found_in_any_markup_and_under_any_address(layout: str, address: str) -> None:
    frame, row = LAYOUTS[layout]
    html = page(frame.format(items(NEWS["latvian"], row, ADDRESSES[address])))
    best = lists(html)[0]
    assert told(best) == wanted(NEWS["latvian"], ADDRESSES[address])


@pytest.mark.parametrize("language", NEWS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_language_makes_no_difference(layout: str, language: str) -> None:
    frame, row = LAYOUTS[layout]
    address = ADDRESSES["section and slug"]
    best = lists(page(frame.format(items(NEWS[language], row, address))))[0]
    assert told(best) == wanted(NEWS[language], address)


@pytest.mark.parametrize("layout", ["cards", "headings in links", "links in headings, flat"])
def test_headlines_with_teasers_need_no_dates(layout: str) -> None:
    frame, row = LAYOUTS[layout]
    bare = row.replace("{day}", "").replace("{iso}", "")
    best = lists(page(frame.format(items(NEWS["latvian"], bare, ADDRESSES["section and slug"]))))[0]
    assert [row[:2] for row in told(best)] == [
        row[:2] for row in wanted(NEWS["latvian"], ADDRESSES["section and slug"])
    ]


@pytest.mark.parametrize("address", ["section and slug", "dated", "query", "page at the root"])
def test_a_lead_article_in_other_markup_belongs_to_the_list(address: str) -> None:
    first, rest = NEWS["latvian"][:1], NEWS["latvian"][1:]
    lead = '<div class="hero"><a href="{url}"><h2>{title}</h2></a><time datetime="{iso}"></time></div>'
    frame, row = LAYOUTS["list items"]
    html = page(items(first, lead, ADDRESSES[address]) + frame.format(items(rest, row, ADDRESSES[address])))
    assert told(lists(html)[0]) == wanted(NEWS["latvian"], ADDRESSES[address])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_may_hold_addresses_of_two_forms(layout: str) -> None:
    def address(n: News) -> str:
        return f"/jaunumi/sports/{n.slug}" if n.number % 2 else f"/jaunumi/{n.slug}"

    frame, row = LAYOUTS[layout]
    html = page(frame.format(items(NEWS["latvian"], row, address)))
    assert told(lists(html)[0]) == wanted(NEWS["latvian"], address)


def test_what_is_known_outweighs_what_looks_better() -> None:
    """Two lists of dated headlines: the one with known articles is the list of articles."""
    _, row = LAYOUTS["cards"]
    other = items(NEWS["latvian"], row, lambda n: f"/lietas/{n.slug}")
    plain = items(
        NEWS["english"], '<p><a href="{url}">{title}</a> <b>{day}</b></p>', lambda n: f"/teksti/{n.slug}"
    )
    html = page(f'<div class="a">{other}</div><div class="b">{plain}</div>')
    assert lists(html)[0].form.pattern == "^/lietas/[^/?#]+$"
    known = {f"/teksti/{n.slug}" for n in NEWS["english"]}
    assert lists(html, is_known=known.__contains__)[0].form.pattern == "^/teksti/[^/?#]+$"


# --- what is no list ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "block",
    [
        "",
        f"<div>{EVENTS}</div>",
        f"<div>{TAGS}</div>",
        "".join(
            f'<li><a href="/jaunumi/?m={n}&y=2026">2026. gada {m}</a></li>'
            for n, m in enumerate(("oktobris", "novembris", "decembris"))
        ),
        "".join(f'<td><a href="/jaunumi/2026/11/{n}">{n}.11.2026.</a></td>' for n in range(1, 19)),
        "<p>Pašvaldība strādā katru darba dienu no plkst. 8.00 līdz 17.00.</p>",
        '<p><a href="/lv/saistosie-noteikumi.pdf">Saistošie noteikumi par atkritumiem</a> 12.11.2026</p>' * 5,
        '<p><a href="https://www.cits.example/jaunumi/raksts-par-citu">Cita novada dome lemj par ielām</a> 12.11.2026</p>'
        * 5,
        '<p><a href="/jaunumi/viens-pats-raksts">Viens pats raksts nav saraksts</a> 12.11.2026</p>' * 5,
        '<ul><li><a href="/a">Dome</a></li><li><a href="/b">Skola</a></li><li><a href="/c">Muzejs</a></li></ul>',
    ],
    ids=[
        "nothing",
        "calendar",
        "tag cloud",
        "archive by month",
        "archive by day",
        "text",
        "files",
        "another site",
        "one article",
        "labels",
    ],
)
def test_what_is_no_list_of_articles_is_not_taken_for_one(block: str) -> None:
    html = page(block).replace(PROJECTS, "")
    assert [found.form.pattern for found in lists(html)] == []


def test_past_events_with_dates_lose_against_news() -> None:
    past = EVENTS.replace(".12.2026", ".11.2026")
    frame, row = LAYOUTS["list items"]
    news = items(NEWS["latvian"], row, ADDRESSES["section and slug"])
    html = page(frame.format(news)).replace(EVENTS, past)
    assert told(lists(html)[0]) == wanted(NEWS["latvian"], ADDRESSES["section and slug"])


# --- forms of addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "others", "no_articles"),
    [
        (["/jaunumi/a-b", "/jaunumi/c"], ["/jaunumi/cits"], ["/jaunumi", "/kontakti/cits", "/jaunumi/a/b"]),
        (["/2026/11/18/a-b", "/2026/11/16/c-d"], ["/2027/1/2/x"], ["/2026/11/18", "/lv/11/18/x"]),
        (["/x?id=1&page=news", "/x?id=22&page=news"], ["/x?id=9&page=news"], ["/x?page=news", "/x?id=9&page=map"]),
        (["/n/17", "/n/18"], ["/n/9000"], ["/n/kontakti", "/n"]),
        (["/lv/a/zinas/x-y", "/lv/b/zinas/z"], ["/lv/c/zinas/w"], ["/lv/zinas/w", "/lv/c/lapas/w"]),
        (["/a-b-c.html", "/d-e-f.html"], ["/g-h-i.html"], ["/kontakti.php", "/a-b-c"]),
        (["/sakas-ielu-remonts", "/dome-lemj-par-budzetu"], ["/atklata-jauna-izstade"], ["/kontakti", "/par-mums"]),
        ([f"/z/teksts-{n}" for n in range(6)], ["/z/cits-teksts-77"], ["/z/kontakti"]),
        ([f"/z/{n}-teksts" for n in range(6)], ["/z/77-cits"], ["/z/kontakti", "/z/77"]),
    ],
)  # fmt: skip
def test_a_form_holds_for_further_articles_and_not_for_other_pages(keys, others, no_articles) -> None:
    form = form_of(keys)
    assert [key for key in [*keys, *others] if not form.matches(key)] == []
    assert [key for key in no_articles if form.matches(key)] == []


@pytest.mark.parametrize("keys", [[], ["/jaunumi/a"], ["/", "/"], ["/a/b", "/c"]])
def test_addresses_without_anything_in_common_have_no_form(keys) -> None:
    assert form_of(keys) is None


def test_a_form_that_says_nothing_is_called_weak() -> None:
    assert form_of(["/dome", "/skola"]).weak
    assert form_of(["/dome/a", "/skola/b"]).weak
    assert not form_of(["/jaunumi/a", "/jaunumi/b"]).weak
    assert not form_of(["/sakas-ielu-remonts", "/dome-lemj-par-budzetu"]).weak


def test_every_list_of_a_long_page_is_judged_once() -> None:
    """A map of a site: many groups of one form. Judging each of them anew would take minutes."""
    count, asked = 240, []
    rows = "".join(
        f"<div class='k{chr(97 + n // 3 % 26)}{chr(97 + n // 78)}'><a href='/lv/dala-{n // 4}/raksts-par-lietu-{n}'>"
        f"Virsraksts par kādu svarīgu lietu Nr. {n}</a> <span>{1 + n % 15}.11.2026.</span></div>"
        for n in range(count)
    )
    found = lists(f"<html><body>{rows}</body></html>", is_known=lambda key: bool(asked.append(key)))
    assert max(len(one.rows) for one in found) == count
    assert len(asked) < 10 * count
