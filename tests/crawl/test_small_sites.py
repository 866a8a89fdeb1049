"""Rule: the generic platform reads sites of systems that no spider was written for: the right articles and
nothing else, two requests while nothing changes, and a loud failure where it finds nothing."""
# ruff: noqa: E501 # markup stands as a site would send it

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.crawl.crawling import FAILED, OK, Result, crawl, latest, rows
from tests.crawl.small_sites import HTML, File, News, SmallSite, listed, paragraphs

# Declared without any knowledge of its site; its guesses fit none of these.
SPIDER = "kraslava"
TEXTS = [
    ("Sākas ielu remontdarbi pilsētas centrā", "No pirmdienas pilsētas centrā sākas ielu remontdarbi, tādēļ transporta kustība notiks pa apvedceļu."),
    ("Dome apstiprina nākamā gada budžetu", "Domes deputāti sēdē vienbalsīgi apstiprināja nākamā gada budžetu, kurā vairāk līdzekļu paredzēts skolām."),
    ("Bibliotēkā atklāta fotogrāfiju izstāde", "Pilsētas bibliotēkā atklāta fotogrāfiju izstāde par upi un tās krastiem, ko veidojuši vietējie autori."),
    ("Skolēni gūst panākumus olimpiādē", "Vidusskolas skolēni valsts olimpiādē ieguva trīs medaļas, un komandu uz sacensībām sagatavoja skolotāja."),
    ("Mainās autobusu kustības saraksts", "Sākot ar decembri mainās autobusu kustības saraksts, un pirmais rīta reiss izbrauks ceturtdaļstundu agrāk."),
    ("Aicina pieteikties mācību grantam", "Jaunieši līdz mēneša beigām var pieteikties mācību grantam, iesniedzot pieteikumu un motivācijas vēstuli."),
    ("Atklāts atjaunotais kultūras nams", "Pēc divu gadu darbiem atklāts atjaunotais kultūras nams, kurā ir jauna skatuve un plašāka zāle."),
]  # fmt: skip
DAYS = [date(2026, 11, 18), date(2026, 11, 16), date(2026, 11, 12), date(2026, 11, 9), date(2026, 11, 3), date(2026, 10, 30), date(2026, 10, 21)]  # fmt: skip
NEWS = listed(DAYS, TEXTS, 417)
SINCE = ("-a", "start=2026-01-01")
WHOLE = ("-s", "PILSETAS_FIRST_RUN_DAYS=4000")


def run(site: SmallSite, store: Path, *more: str) -> Result:
    site.asked.clear()
    return crawl(SPIDER, site.url, store, *more)


def stored(store: Path) -> list[tuple[str, date, str]]:
    """Headline, day and text of every article that is there."""
    found = latest(store, SPIDER).values()
    return sorted((row["title"], row["published_date"], row["body"]) for row in found)


def expected(news: list[News]) -> list[tuple[str, date, str]]:
    return sorted((one.title, one.day, f"{one.first}\n\n{one.second}") for one in news)


# --- a portal with a JSON feed, articles at the root among standing pages -----------------------------------

SLUGS = [
    "sakas-ielu-remontdarbi", "dome-apstiprina-budzetu", "bibliotekas-fotografiju-izstade", "skoleni-gust-panakumus",
    "mainas-autobusu-saraksts", "aicina-pieteikties-grantam", "atklats-kulturas-nams",
]  # fmt: skip
PORTAL_MENU = '<nav><a href="/">Sākums</a><a href="/par-mums">Par mums</a><a href="/kontakti-un-rekviziti">Kontakti</a><a href="/zinojumi">Jaunākās ziņas</a></nav>'


def portal(news: list[News]) -> dict[str, File]:
    head = '<link rel="alternate" type="application/feed+json" title="Ziņas" href="/plusma.json">'
    frame = f"<html lang='lv'><head><title>{{title}} | Portāls</title>{head}{{data}}</head><body>{PORTAL_MENU}<main>{{main}}</main></body></html>"
    slugs = dict(zip((one.number for one in NEWS), SLUGS, strict=True))
    cards = "".join(f'<a class="k" href="/{slugs[one.number]}"><h3>{one.title}</h3><p>{one.first}</p></a>' for one in news)  # fmt: skip
    items = [
        {"id": str(one.number), "url": f"{{site}}/{slugs[one.number]}", "title": one.title, "date_published": f"{one.day}T09:30:00+02:00"}
        for one in news[:5]
    ]  # fmt: skip
    feed = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Ziņas", "items": items}, ensure_ascii=False
    )
    files = {
        "/": File(frame.format(title="Sākums", data="", main=cards)),
        "/zinojumi": File(frame.format(title="Ziņas", data="", main=f"<h1>Jaunākās ziņas</h1>{cards}")),
        "/plusma.json": File(feed, "application/feed+json", validators=True),
        "/par-mums": File(
            frame.format(title="Par mums", data="", main="<h1>Par mums</h1><p>Iestāde dibināta 2009. gadā un strādā visu iedzīvotāju labā.</p>")
        ),
    }  # fmt: skip
    for one in news:
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": one.title, "datePublished": f"{one.day}T09:30:00+02:00"}  # fmt: skip
        main = f"<div class='hero'><h1>{one.title}</h1></div><div class='t'>{paragraphs(one)}</div><aside><h2><a href='/par-mums'>Par mums</a></h2></aside>"
        script = f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
        files[f"/{slugs[one.number]}"] = File(frame.format(title=one.title, data=script, main=main))
    return files


def test_a_portal_with_a_json_feed(tmp_path: Path) -> None:
    with SmallSite(portal(NEWS)) as site:
        first = run(site, tmp_path, *WHOLE)
        assert first.code == OK, first.why
        assert stored(tmp_path) == expected(NEWS)
        assert {row["published_precision"] for row in latest(tmp_path, SPIDER).values()} == {"minute"}
        quiet = run(site, tmp_path)
        assert (quiet.code, site.asked) == (OK, ["/robots.txt", "/plusma.json"]), quiet.why


# --- a home-grown system: one script, tables, a pager of words, no feed, no sitemap -------------------------

OLD_MENU = "<table class=augsa><tr><td><a href='/index.php'>Sākumlapa</a><td><a href='/index.php?sadala=aktualitates'>Aktualitātes</a><td><a href='/index.php?sadala=kontakti'>Kontakti</a><td><a href='/index.php?sadala=pasakumi'>Pasākumu kalendārs</a></table>"


def old_frame(main: str, title: str = "Pilsēta") -> File:
    return File(
        f"<html><head><title>{title}</title></head><body>{OLD_MENU}<table><tr><td valign=top>{main}</td></tr></table><hr>© Pilsētas dome</body></html>"
    )


def home_grown(news: list[News], per_page: int = 3) -> dict[str, File]:
    def row(one: News) -> str:
        return f"<tr><td>{one.day:%d.%m.%Y}.</td><td><a href='/index.php?raksts={one.number}&sadala=aktualitates'>{one.title}</a></td></tr>"

    events = "".join(
        f"<tr><td>{n}.12.2030.</td><td><a href='/index.php?pasakums={n}&sadala=pasakumi'>Lielais ziemas koncerts kultūras namā {n}</a></td></tr>"
        for n in range(1, 7)
    )
    front = "".join(map(row, news[:3]))
    files = {
        "/": old_frame(f"<p>Laipni lūdzam pilsētas mājaslapā!</p><table>{front}</table><table>{events}</table>"),
        "/index.php?sadala=pasakumi": old_frame(f"<h2>Pasākumi</h2><table>{events}</table>"),
        "/index.php?sadala=kontakti": old_frame("<h2>Kontakti</h2><p>Dome, Rīgas iela 1, tālrunis 6500000.</p>"),
    }  # fmt: skip
    for start in range(0, len(news), per_page):
        number = start // per_page + 1
        onward = f"<a href='/index.php?lapa={number + 1}&sadala=aktualitates'>Tālāk</a>"
        pager = onward if start + per_page < len(news) else ""
        path = (
            "/index.php?sadala=aktualitates"
            if number == 1
            else f"/index.php?lapa={number}&sadala=aktualitates"
        )
        files[path] = old_frame(f"<h2>Aktualitātes</h2><table>{''.join(map(row, news[start : start + per_page]))}</table>{pager}")  # fmt: skip
    for one in news:
        main = f"<h2>{one.title}</h2><i>Publicēts: {one.day:%d.%m.%Y}.</i>{paragraphs(one)}"
        files[f"/index.php?raksts={one.number}&sadala=aktualitates"] = old_frame(
            main, f"{one.title} - Pilsēta"
        )
    return files


def test_a_home_grown_system_with_tables(tmp_path: Path) -> None:
    with SmallSite(home_grown(NEWS[1:])) as site:
        first = run(site, tmp_path, *WHOLE)
        assert first.code == OK, first.why
        assert stored(tmp_path) == expected(NEWS[1:])
        assert not [path for path in site.asked if "pasakums=" in path]
        quiet = run(site, tmp_path)
        assert (quiet.code, site.asked) == (OK, ["/robots.txt", "/index.php?sadala=aktualitates"]), quiet.why
        site.files = home_grown(NEWS)
        grown = run(site, tmp_path)
        assert grown.changes == (1, 0, 0), grown.why
        assert len(site.asked) <= 4  # robots.txt, the list, the article; once more where the page ends
        relaunched = relaunch(site, tmp_path)
        assert relaunched.code == OK, relaunched.why
        assert {"Jaunās mājaslapas pirmā ziņa iedzīvotājiem"} == {row["title"] for row in relaunched.added}


def relaunch(site: SmallSite, store: Path) -> Result:
    """The site gets a new system: other addresses, other markup; the old ones answer 404."""
    newest = News(
        900, date(2026, 11, 20), "Jaunās mājaslapas pirmā ziņa iedzīvotājiem", *(TEXTS[0][1], TEXTS[1][1])
    )
    news = [newest]
    cards = "".join(
        f"<div class='c{one.number}'><h3><a href='/lv/zinas/raksts-nr-{one.number}'>{one.title}</a></h3><time datetime='{one.day}'>{one.day:%d.%m.%Y}</time></div>"
        for one in news
    )
    fillers = "".join(
        f"<div class='c{n}'><h3><a href='/lv/zinas/raksts-nr-{n}'>Vecāks raksts par pilsētas lietām {n}</a></h3><time datetime='2024-03-0{n}'></time></div>"
        for n in range(1, 6)
    )
    page = f"<html lang='lv'><head><title>Ziņas</title></head><body><nav><a href='/lv/zinas'>Ziņas</a></nav><main>{cards}{fillers}</main></body></html>"
    article = f"<html><head><title>{newest.title}</title></head><body><main><h1>{newest.title}</h1><time datetime='{newest.day}'></time>{paragraphs(newest)}</main></body></html>"
    site.files = {
        "/": File(page),
        "/lv/zinas": File(page),
        "/lv/zinas/raksts-nr-900": File(article),
    }
    return run(site, store, "-a", "start=2026-11-01")


# --- a site without lists but the front page; sitemap and standing pages of the same form -------------------


def brochure(news: list[News]) -> dict[str, File]:
    names = {one.number: f"/lasi/{slug}.html" for one, slug in zip(NEWS, SLUGS, strict=True)}
    frame = "<html lang='en'><head><title>{title} - Village</title></head><body><div id='menu'><a href='/lasi/par-iestadi-un-tas-darbu.html'>About us</a> <a href='/lasi/kontakti.html'>Contacts</a></div><div class='page'>{main}</div><div id='footer'>Village council, 2026</div></body></html>"
    cards = "".join(
        f"<div class='teaser'><a href='{names[one.number]}'><img src='/{one.number}.jpg' alt=''></a><h2>{one.title}</h2><p>{one.first}</p><a href='{names[one.number]}'>Read more</a></div>"
        for one in news
    )
    about = "<h1>About the village council</h1><p>The council has nine members, elected for four years, and meets every month in the village hall.</p>"
    urls = "".join(f"<url><loc>{{site}}{path}</loc></url>" for path in [*names.values(), "/lasi/kontakti.html", "/lasi/par-iestadi-un-tas-darbu.html"])  # fmt: skip
    files = {
        "/robots.txt": File("User-agent: *\nDisallow: /admin\nSitemap: {site}/karte-visa.xml\n", "text/plain"),
        "/karte-visa.xml": File(f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>', "application/xml"),
        "/": File(frame.format(title="Village", main=f"<h1>Welcome</h1>{cards}")),
        "/lasi/par-iestadi-un-tas-darbu.html": File(frame.format(title="About the village council", main=about)),
        "/lasi/kontakti.html": File(frame.format(title="Contacts", main="<h1>Contacts of the council</h1><p>Write to us at any time, we answer within five working days as the law says.</p>")),
    }  # fmt: skip
    for one in NEWS:
        main = f"<div class='head'><time datetime='{one.day}T08:00:00+02:00'>{one.day}</time><h1>{one.title}</h1></div>{paragraphs(one)}<div class='comments'><h4>Comments (1)</h4><p>Somebody wrote here that this is very good news indeed.</p></div>"
        files[names[one.number]] = File(frame.format(title=one.title, main=main))
    return files


def test_a_site_whose_front_page_is_its_only_list(tmp_path: Path) -> None:
    """The two oldest articles stand in the sitemap only; the standing pages there have the articles' form."""
    with SmallSite(brochure(NEWS[:5])) as site:
        result = run(site, tmp_path, *SINCE)
        assert result.code == OK, result.why
        assert stored(tmp_path) == expected(NEWS)
        rejected = {row["url"].rpartition("/")[2]: row for row in rows(tmp_path, SPIDER, "rejects")}
        assert set(rejected) == {"kontakti.html", "par-iestadi-un-tas-darbu.html"}
        assert {row["reason"] for row in rejected.values()} == {"not_article"}
        assert all("no date of publication" in row["detail"] for row in rejected.values())


# --- a list without a pager, whose older pages stand in archives by month ----------------------------------

MONTHS = {"Novembris 2026": 11, "Oktobris 2026": 10, "Septembris 2026": 9}


def chronicle(news: list[News], per_page: int = 3) -> dict[str, File]:
    """The newest are listed twice: by the list, and by the first page of their month."""
    months = "".join(f"<li><a href='/zinas/2026/{n}'>{name}</a></li>" for name, n in MONTHS.items())

    def page(shown: list[News], onward: str = "") -> File:
        cards = "".join(
            f"<div class='z'><h3><a href='/zinas/raksts-{one.number}'>{one.title}</a></h3><i>{one.day:%d.%m.%Y}.</i></div>"
            for one in shown
        )
        return File(
            f"<html lang='lv'><body><p><a href='/zinas'>Ziņas</a></p><main>{cards}{onward}</main><ul class='m'>{months}</ul></body></html>"
        )

    files = {"/": page(news[:per_page]), "/zinas": page(news[:per_page])}
    for month in MONTHS.values():
        of_month = [one for one in news if one.day.month == month]
        parts = [of_month[start : start + per_page] for start in range(0, len(of_month), per_page)] or [[]]
        for number, part in enumerate(parts, 1):
            path = f"/zinas/2026/{month}"
            onward = f"<a href='{path}?lapa={number + 1}'>Tālāk</a>" if number < len(parts) else ""
            files[path if number == 1 else f"{path}?lapa={number}"] = page(part, onward)
    for one in news:
        files[f"/zinas/raksts-{one.number}"] = File(
            f"<html lang='lv'><head><title>{one.title}</title></head><body><main><h1>{one.title}</h1><p>Publicēts: {one.day:%d.%m.%Y}.</p>{paragraphs(one)}</main></body></html>"
        )
    return files


def test_archives_are_read_behind_what_the_list_has_shown_already(tmp_path: Path) -> None:
    with SmallSite(chronicle(NEWS)) as site:
        result = run(site, tmp_path, *SINCE)
        assert result.code == OK, result.why
        assert stored(tmp_path) == expected(NEWS)


# --- nothing there ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["nothing", "standing pages only"])
def test_a_site_without_news_is_a_loud_failure(tmp_path: Path, kind: str) -> None:
    links = {
        "nothing": "<a href='/kontakti'>Kontakti</a>",
        "standing pages only": "<a href='/jaunumi'>Jaunumi</a>",
    }[kind]
    text = (
        "<h1>{}</h1><p>Iestāde pieņem apmeklētājus katru darba dienu no rīta līdz vakaram bez pieraksta.</p>"
    )
    listing = "".join(
        f"<div class='r'><h3><a href='/jaunumi/lapa-par-{n}-lietu'>Lapa par pašvaldības lietu Nr. {n}</a></h3><p>Apraksts par to, kā kārtot šo lietu un kur vērsties.</p></div>"
        for n in range(1, 6)
    )
    files = {"/": File(f"<html><body>{links}{text.format('Iestāde')}</body></html>", HTML)}
    if kind == "standing pages only":
        files["/jaunumi"] = File(f"<html><body><h1>Jaunumi</h1>{listing}</body></html>")
        for n in range(1, 6):
            files[f"/jaunumi/lapa-par-{n}-lietu"] = File(
                f"<html><body>{text.format(f'Lapa par pašvaldības lietu Nr. {n}')}</body></html>"
            )
    with SmallSite(files) as site:
        result = run(site, tmp_path, *WHOLE)
    assert result.code == FAILED, result.why
    assert latest(tmp_path, SPIDER) == {}
    if kind == "nothing":
        assert "no way of discovery found an article" in result.run["cause"]
    else:
        assert {row["reason"] for row in rows(tmp_path, SPIDER, "rejects")} == {"not_article"}
