"""Digests over real stores: grouped, told once, and harmless whatever a site writes."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import html

from exports.digest import build_digest
from exports.digest_html import as_html
from exports.digest_mail import as_mail
from exports.digest_text import as_text
from exports.errors import ExportError
from exports.interests import Interest
from exports.interests_look import FIRST, Look
from exports.interests_new import find_news
from pilsetas_crawl.items import Event, Link

NOW = datetime(2026, 11, 28, 7, 0, tzinfo=UTC)
TODAY = date(2026, 11, 28)
ALL = Interest(name="visi", title="Visa Latvija")
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\r\nBcc: visi@example.lv\u202e"


@pytest.fixture
def told(make):
    def build(article_id, moment, slug="ludza", **more):
        seen = more.pop("seen", NOW - timedelta(hours=1))
        return make(article_id, moment, slug, first_seen_at=seen, **more)

    return build


def linked(article, story, *, canonical=False):
    return Link(
        article_id=article.article_id,
        revision=1,
        story_id=story,
        is_canonical=canonical,
        municipality=article.municipality,
        region=article.region,
        linked_at=NOW,
        published_at=article.published_at,
        published_date=article.published_date,
    )


@pytest.fixture
def digest(viewed):
    def run(interest=ALL, last=None, *, now=NOW, events=0):
        last = last or Look(began=NOW - FIRST)
        con = viewed()
        news = find_news(con, interest, last, now=now, today=now.date())
        days = (now.date() - timedelta(days=1), now.date())
        made = build_digest(con, interest, news, told=last.told, days=days, events=events)
        return made, news.look

    return run


def titles(made):
    return {region.name: [story.title for story in region.stories] for region in made.regions}


def test_by_region_and_newest_first(put, told, digest):
    put(
        told("a", "2026-11-27 09:00", title="Vecākā"),
        told("b", "2026-11-27 10:00", title="Jaunākā"),
        told("c", "2026-11-27 11:00", "riga", title="Rīgā"),
        told("d", "2026-11-27 11:00", "kuldiga", title="Kurzemē"),
        told("e", None, title="Bez dienas"),
    )
    made, _ = digest()
    assert list(titles(made).items()) == [
        ("Kurzeme", ["Kurzemē"]),
        ("Latgale", ["Jaunākā", "Vecākā", "Bez dienas"]),
        ("Vidzeme", ["Rīgā"]),
    ]
    assert made.summary == "5 jaunas ziņas, 5 raksti"
    assert made.period == "2026. gada 27.–28. novembris"


def test_a_story_is_one_line_with_its_publications(put, told, digest):
    first = told("a", "2026-11-27 09:05", "riga", title="Avots")
    copy = told(
        "b", "2026-11-27 10:00", title="Kopija", published_precision="day", revision=2, status="edited"
    )
    put(first, copy, linked(first, "s1", canonical=True), linked(copy, "s1"))
    made, _ = digest()
    (region,) = made.regions
    (story,) = region.stories
    assert (region.name, story.title, story.more) == ("Vidzeme", "Avots", 0)
    assert [(one.name, one.when, one.is_edited) for one in story.publications] == [
        ("Rīga", "27. novembrī plkst. 9.05", False),
        ("Ludzas novads", "27. novembrī", True),
    ]
    assert made.summary == "1 jauna ziņa, 2 raksti"
    assert "Ludzas novads, 27. novembrī (labots)" in as_text(made)


def test_never_means_its_publications_too(put, told, digest):
    first, copy = told("a", "2026-11-27 09:05", "riga"), told("b", "2026-11-27 10:00", title="Kopija")
    put(first, copy, linked(first, "s1", canonical=True), linked(copy, "s1"))
    made, _ = digest(Interest(name="x", title="X", not_municipalities=("riga",)))
    assert titles(made) == {"Latgale": ["Kopija"]}
    assert "Rīga" not in as_text(made)


def test_a_story_told_before_is_a_further_publication(put, told, digest):
    first = told("a", "2026-11-27 09:05", title="Avots")
    put(first)
    _, last = digest()
    later = NOW + timedelta(days=1)
    copy = told("b", "2026-11-28 10:00", "riga", title="Kopija", seen=later - timedelta(hours=1))
    other = told("c", "2026-11-28 08:00", "riga", title="Cita", seen=later - timedelta(hours=1))
    put(copy, other, linked(first, "s1", canonical=True), linked(copy, "s1"))
    made, _ = digest(last=last, now=later)
    (region,) = made.regions
    assert [(story.title, story.is_told) for story in region.stories] == [("Cita", False), ("Kopija", True)]
    again = region.stories[1]
    assert ([one.name for one in again.publications], again.more) == (["Rīga"], 1)
    assert made.summary == "1 jauna ziņa, 2 raksti"
    text = as_text(made)
    assert (
        text.index("Cita") < text.index("Par to jau vēstīts, tagad publicējuši arī:") < text.index("Kopija")
    )


def test_a_story_in_many_places_is_counted_not_listed(put, told, digest):
    slugs = ("riga", "ludza", "cesis", "kuldiga", "bauska", "madona", "ogre", "dobele", "talsi", "tukums")
    rows = [told(f"a-{slug}", "2026-11-27 09:05", slug) for slug in slugs]
    put(*rows, *(linked(row, "s1", canonical=row is rows[0]) for row in rows))
    (story,) = digest()[0].regions[0].stories if len(digest()[0].regions) == 1 else ()
    assert (len(story.publications), story.more) == (8, 2)
    assert "un vēl 2\u00a0publikācijas" in as_html(digest()[0])


def event(event_id, start, **more):
    day = date.fromisoformat(start[:10])
    values = {
        "event_id": event_id, "revision": 1, "status": "new", "municipality": "ludza", "region": "latgale",
        "title": f"Pasākums {event_id}", "url": f"https://example.lv/{event_id}", "start_date": day,
        "start_at": datetime.fromisoformat(start).replace(tzinfo=UTC) - timedelta(hours=2), "end_date": day,
        "when_precision": "minute", "all_day": False,
    }  # fmt: skip
    return Event(**(values | more))


def test_coming_events_by_day(put, told, digest):
    put(
        told("a", "2026-11-27 09:00"),
        event("tonight", "2026-11-28 19:00", venue="Kultūras nams", place="Ludza"),
        event("last", "2026-12-04 09:30"),
        event("late", "2026-12-05 09:30"),
        event("over", "2026-11-27 09:30"),
        event("show", "2026-11-01 00:00", end_date=date(2027, 1, 15), all_day=True, when_precision="day"),
        event("riga", "2026-11-29 10:00", municipality="riga", region="vidzeme"),
    )
    made, _ = digest(Interest(name="x", title="X", regions=("latgale",)), events=7)
    assert [(day.name, [line.title for line in day.events]) for day in made.events] == [
        ("Jau notiek", ["Pasākums show"]),
        ("Sestdiena, 28. novembris", ["Pasākums tonight"]),
        ("Piektdiena, 4. decembris", ["Pasākums last"]),
    ]
    assert made.events[0].events[0].when == "līdz 2027. gada 15. janvārim"
    tonight = made.events[1].events[0]
    assert (tonight.when, tonight.where) == ("plkst. 19.00", "Kultūras nams, Ludza, Ludzas novads")
    assert digest()[0].events == ()


@pytest.fixture
def evil(put, told, digest):
    put(
        told("a", "2026-11-27 09:00", title=EVIL, url="javascript:alert(1)"),
        told("b", "2026-11-27 10:00", title="Viens\nBcc: x@y.lv", url='https://x.lv/"onmouseover="alert(1)'),
        told("c", "2026-11-27 11:00", title="Labs & <b>", url="https://x.lv/?a=1&b=2"),
        event("e", "2026-11-28 19:00", title=EVIL, venue=EVIL, place=EVIL, url="data:text/html,x"),
    )
    return digest(Interest(name="x", title='T <i> & "x"'), events=1)[0]


def test_html_of_sites_is_text(evil):
    page = html.document_fromstring(as_html(evil))
    assert {element.tag for element in page.iter()} == {
        "html", "head", "meta", "title", "body", "table", "tr", "tbody", "td", "h1", "h2", "h3", "p", "div",
        "a",
    } - {"tbody"}  # fmt: skip
    assert page.xpath("//a/@href") == ["https://x.lv/?a=1&b=2"] * 2
    allowed = {"href", "style", "role", "width", "cellpadding", "cellspacing", "border", "align", "lang"}
    assert {name for element in page.iter() for name in element.attrib} == allowed | {
        "charset",
        "name",
        "content",
    }
    assert "<script>alert(1)</script>" in page.text_content()
    assert page.xpath("//h1")[0].text_content() == 'T <i> & "x"'


def test_text_of_sites_stays_in_its_line(evil):
    text = as_text(evil)
    assert not any(line.lstrip().startswith("Bcc") for line in text.splitlines())
    assert "javascript:" not in text
    assert "\u202e" not in text


def mail_of(made, **more):
    values = {"sender": "zinas@example.lv", "to": ["es@example.lv", "tu@example.lv"], "date": NOW}
    return as_mail(made, **(values | more))


def test_a_mail_is_complete(evil):
    raw = mail_of(evil)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert mail.defects == []
    assert sorted(mail.keys()) == sorted([
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version",
        "Content-Type",
    ])  # fmt: skip
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain, page = mail.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == as_text(evil)
    assert page.get_content().replace("\r\n", "\n") == as_html(evil)
    assert mail["Subject"] == 'T <i> & "x": 3 jaunas ziņas, 3 raksti (2026. gada 27.–28. novembris)'
    assert mail["To"] == "es@example.lv, tu@example.lv"
    assert mail["Date"].datetime == NOW
    # RFC 5322: lines end in CRLF and have at most 998 characters; and ours are ASCII throughout.
    assert raw.replace(b"\r\n", b"").count(b"\n") == raw.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()


def test_the_same_content_is_the_same_mail(evil, put, told, digest):
    assert mail_of(evil) == mail_of(evil)
    ids = [
        email.message_from_bytes(mail_of(evil, **more))["Message-ID"]
        for more in ({}, {"date": NOW + timedelta(hours=1)}, {"to": ["es@example.lv"]})
    ]
    assert ids[0] == ids[1] != ids[2]
    put(told("z", "2026-11-27 12:00"))
    assert email.message_from_bytes(mail_of(digest()[0]))["Message-ID"] not in ids


@pytest.mark.parametrize(
    "address", ["es@example.lv\r\nBcc: x@y.lv", "es", "Es <es@example.lv>", "a@b, c@d", "", "a@-", "ē@x.lv"]
)
def test_only_plain_addresses_get_into_headers(evil, address):
    with pytest.raises(ExportError, match="is no mail address"):
        mail_of(evil, to=[address])
    with pytest.raises(ExportError, match="is no mail address"):
        mail_of(evil, sender=address)


def test_nothing_new_is_said(digest):
    made, _ = digest()
    assert made.summary == "jaunu ziņu nav"
    assert as_text(made) == "Visa Latvija\n2026. gada 27.–28. novembris: jaunu ziņu nav\n"
