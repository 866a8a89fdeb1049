"""A made-up town's site of a system no spider was written for, served on loopback.

Everything about it stands here before anything reads it: twelve articles of May 2025, three shown per page of
the list, a feed of the newest six, a menu with pages that are no articles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

HTML, XML = "text/html; charset=utf-8", "application/rss+xml; charset=utf-8"
TITLES = (
    "Skolēnu brīvlaika nometnē pieteikušies simts bērnu", "Tirgus laukumā sākta bruģa seguma atjaunošana",
    "Pilsētas orķestris aicina uz pavasara koncertu", "Ūdensvada remonta dēļ slēgta satiksme Dzirnavu ielā",
    "Jauniešu centrs atklāj radošās darbnīcas sezonu", "Bibliotēkā notiks tikšanās ar dzejnieku",
    "Domē apstiprināts šā gada ceļu remontdarbu plāns", "Peldvietu ūdens kvalitāte atzīta par labu",
    "Senioru koris atgriezies no svētkiem kaimiņos", "Jaunā autobusa pietura atvērta pie slimnīcas",
    "Muzejs vāc fotogrāfijas par pilsētas vēsturi", "Sporta svētkos piedalīsies divdesmit komandas",
)  # fmt: skip
PAGES = {"/par-pilsetu": "Par pilsētu", "/kontakti": "Kontakti", "/pakalpojumi": "Pakalpojumi"}
PER_PAGE = 3


@dataclass(frozen=True)
class Story:
    """One article as its author wrote it."""

    number: int
    title: str
    day: date

    @property
    def path(self) -> str:
        slug = "-".join(word.strip(",.") for word in self.title.lower().split()[:4])
        plain = slug.translate(str.maketrans("āčēģīķļņšūž", "acegiklnsuz"))
        return f"/lasit/{self.number}-{plain}.html"

    @property
    def text(self) -> str:
        return (
            f"{self.title}, un par to pašvaldība informē visus iedzīvotājus. Darbi notiks pa posmiem, lai "
            "ikdiena netiktu traucēta vairāk, nekā tas ir nepieciešams, un pirmie rezultāti būs redzami drīz."
        )


STORIES = tuple(
    Story(412 - n, title, date(2025, 5, 28) - timedelta(days=2 * n)) for n, title in enumerate(TITLES)
)


def page(title: str, inner: str, head: str = "") -> str:
    menu = "".join(f'<a href="{path}">{name}</a> ' for path, name in PAGES.items())
    return (
        f'<!DOCTYPE html><html lang="lv"><head><title>{title} | Neibalde</title>{head}</head><body>'
        f'<div class="top"><a href="/">Neibalde</a> <a href="/vietejas-zinas">Vietējās ziņas</a> {menu}</div>'
        f'<table class="frame"><tr><td class="middle">{inner}</td></tr></table>'
        '<div class="bottom">Neibaldes pilsēta, Upes iela 1</div></body></html>'
    )


def row(story: Story) -> str:
    return (
        f'<div class="item"><p class="when">{story.day:%d.%m.%Y}</p>'
        f'<h3><a href="{story.path}">{story.title}</a></h3><p>{story.text[:80]}…</p></div>'
    )


def listing(number: int) -> str:
    shown = STORIES[PER_PAGE * (number - 1) : PER_PAGE * number]
    last = len(STORIES) // PER_PAGE
    onward = f'<a rel="next" href="/vietejas-zinas?lapa={number + 1}">Nākamā</a>' if number < last else ""
    return page("Vietējās ziņas", f"<h1>Vietējās ziņas</h1>{''.join(map(row, shown))}<p>{onward}</p>")


def article(story: Story) -> str:
    inner = (
        f'<h1>{story.title}</h1><p class="when">Publicēts: {story.day:%d.%m.%Y}</p>'
        f"<p>{story.text}</p><p>Plašāka informācija pieejama pilsētas domē darba laikā.</p>"
    )
    return page(story.title, inner)


def item(story: Story, site: str) -> str:
    moment = datetime(story.day.year, story.day.month, story.day.day, 9, 30, tzinfo=UTC)
    return (
        f"<item><title>{story.title}</title><link>{site}{story.path}</link>"
        f"<description>{story.text}</description><pubDate>{format_datetime(moment)}</pubDate></item>"
    )


def feed(site: str) -> str:
    items = "".join(item(one, site) for one in STORIES[:6])
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Neibalde</title>{items}</channel></rss>'


@dataclass
class Town:
    """The running site: address, answers by path, and the paths that were asked for."""

    url: str = ""
    answers: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def fill(self) -> None:
        """Put up the site as it is in the beginning."""
        link = '<link rel="alternate" type="application/rss+xml" title="Neibaldes ziņas" href="/padeve.xml">'
        front = page("Sākums", "<h1>Neibalde</h1>" + "".join(map(row, STORIES[:4])), link)
        self.answers = {"/": (200, HTML, front), "/padeve.xml": (200, XML, feed(self.url))}
        self.answers["/robots.txt"] = (200, "text/plain", "User-agent: *\nDisallow: /admin/\n")
        for path, name in PAGES.items():
            self.answers[path] = (200, HTML, page(name, f"<h1>{name}</h1><p>Neibaldes pilsētas dome.</p>"))
        for number in range(1, len(STORIES) // PER_PAGE + 1):
            path = "/vietejas-zinas" + (f"?lapa={number}" if number > 1 else "")
            self.answers[path] = (200, HTML, listing(number))
        self.answers.update({one.path: (200, HTML, article(one)) for one in STORIES})
        self.asked.clear()


def unified(town: Town) -> None:
    """Put up a site of the state's unified platform whose list of news has moved, and that has no feed."""

    def frame(title: str, inner: str) -> str:
        return (
            f'<!DOCTYPE html><html lang="lv"><head><title>{title} | Neibalde</title></head>'
            '<body class="theme-ministry"><nav><a href="/lv/zinas">Ziņas</a> '
            '<a href="/lv/kontakti">Kontakti</a></nav>'
            f'<div id="block-ministry-page-title"><h1 class="display-4">{title}</h1></div>'
            f'<div id="content-area">{inner}</div></body></html>'
        )

    def unified_row(one: Story) -> str:
        when = f'<time datetime="{one.day}">{one.day:%d.%m.%Y}</time>'
        return (
            f'<div class="views-row"><div class="date">{when}</div>'
            f'<div class="title"><h2><a href="{place(one)}">{one.title}</a></h2></div></div>'
        )

    def place(one: Story) -> str:
        return "/lv/jaunums/" + one.path.rpartition("/")[2].partition("-")[2].removesuffix(".html")

    rows = '<div class="articles-wrapper">' + "".join(map(unified_row, STORIES)) + "</div>"
    town.answers = {"/": (200, HTML, frame("Sākums", "<p>Neibaldes pilsēta</p>"))}
    town.answers["/lv/zinas"] = (200, HTML, frame("Ziņas", rows))
    for one in STORIES:
        told = f'<div class="submitted">Publicēts: {one.day:%d.%m.%Y}.</div>'
        text = f'<div class="text__text-content"><p>{one.text}</p></div>'
        town.answers[place(one)] = (200, HTML, frame(one.title, told + text))


def serve() -> tuple[Town, ThreadingHTTPServer]:
    """Start the site on a free port of loopback."""
    town = Town()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            wanted = parts.path + (f"?{parts.query}" if parts.query else "")
            town.asked.append(wanted)
            missing = (404, HTML, page("Lapa nav atrasta", "<h1>Lapa nav atrasta</h1>"))
            status, kind, body = town.answers.get(wanted, missing)
            content = body.encode()
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", body)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    town.url = f"http://127.0.0.1:{server.server_port}"
    town.fill()
    Thread(target=server.serve_forever, daemon=True).start()
    return town, server
