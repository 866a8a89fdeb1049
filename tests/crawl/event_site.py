"""A small site with news and events on loopback, whose answers tests replace between crawls."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from pilsetas_crawl.reading.dates import RIGA

MONTHS = [
    *("janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs", "jūlijs", "augusts", "septembris"),
    *("oktobris", "novembris", "decembris"),
]
TODAY = datetime.now(RIGA).date()


@dataclass
class Answer:
    body: str
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    etag: str | None = None


@dataclass
class EventSite:
    """Answers by path and query; everything else is 404. As a context it serves."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                answer = site.answers.get(self.path, Answer("nav", status=404))
                known = answer.etag is not None and self.headers.get("If-None-Match") == answer.etag
                self.send_response(304 if known else answer.status)
                body = b"" if known else answer.body.replace("{site}", site.url).encode()
                self.send_header("Content-Type", answer.kind)
                if answer.etag:
                    self.send_header("ETag", answer.etag)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def put(self, path: str, body: str, **more: object) -> None:
        self.answers[path] = Answer(body, **more)  # type: ignore[arg-type] # fields by name

    def asked_for(self, part: str) -> list[str]:
        """Addresses with a part in them asked for since the last call of `forget`."""
        return [path for path in self.asked if part in path]

    def forget(self) -> None:
        self.asked.clear()


def written(day: date) -> str:
    """A day as the calendar of the platform writes it."""
    return f"{day.day}. {MONTHS[day.month - 1]}, {day.year}"


def in_days(count: int) -> date:
    return TODAY + timedelta(days=count)


def row(
    slug: str,
    title: str,
    day: date,
    hours: str = "19.00",
    where: str = "Ludza, Ludzas tautas nams, Stacijas iela 41",
) -> str:
    """An event as the calendar of the platform shows it."""
    return f"""<div class="event">
<div class="event-image"><img src="/sites/ludza/files/{slug}.jpg" alt=""></div>
<div class="event-categories"><a href="/lv/notikumu-kalendars?category=7">Kultūra</a></div>
<h2 class="event-title"><a href="/lv/notikums/{slug}?date=0">{title}</a></h2>
<span class="date-date">{written(day)}</span> <span class="date-time">{hours}</span>
<div class="describing-field"><span class="describing-field-value">{where}</span></div>
<div class="event-content"><p>Aicinām uz pasākumu «{title}».</p></div></div>"""


def calendar(*rows: str) -> str:
    """A page of the calendar."""
    return f"""<html lang="lv"><head><title>Notikumu kalendārs | Ludzas novada pašvaldība</title></head><body>
<div id="block-ministry-page-title"><h1 class="display-4">Notikumu kalendārs</h1></div>
<div id="content-area">{"".join(rows)}</div></body></html>"""


def feed(*items: tuple[str, str, str]) -> str:
    """A feed of (path, title, text)."""
    moment = format_datetime(datetime.combine(in_days(-1), time(12), RIGA))
    entries = "".join(
        f"<item><title>{title}</title><link>{{site}}{path}</link><description>{text}</description>"
        f"<pubDate>{moment}</pubDate><guid>{{site}}{path}</guid></item>"
        for path, title, text in items
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>RSS</title>'
    return f"{head}{entries}</channel></rss>"


def article(title: str, paragraphs: str, *, age: int = 1) -> str:
    """A news page of the platform."""
    day = in_days(-age)
    return f"""<html lang="lv"><head><title>{title} | Ludzas novada pašvaldība</title></head><body>
<div id="block-ministry-page-title"><h1 class="display-4">{title}</h1></div><div id="content-area">
<div class="submitted">Publicēts: {day:%d.%m.%Y}.</div><div class="content">
<div class="cke_editable clearfix text__text-content">{paragraphs}</div></div></div></body></html>"""


def listing(*items: tuple[str, str, str], age: int = 1) -> str:
    """A page of the platform's list of news, of (path, title, text)."""
    rows = "".join(
        f'<div class="views-row"><div class="title"><h2><a href="{path}">{title}</a></h2></div>'
        f'<div class="date"><time datetime="{in_days(-age)}">{in_days(-age):%d.%m.%Y}</time></div></div>'
        for path, title, _ in items
    )
    wrapped = f'<div id="content-area"><div class="articles-wrapper">{rows}</div></div>'
    return f'<html lang="lv"><body>{wrapped}</body></html>'
