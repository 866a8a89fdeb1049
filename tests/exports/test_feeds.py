"""Feeds: read by feedparser, and held to what RSS 2.0, RFC 4287 and JSON Feed 1.1 demand and it forgives."""

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html

from exports.resolve import resolve
from pilsetas_crawl.registry import municipality
from tests.exports.hostile import FORBIDDEN, TITLES

ATOM = "{http://www.w3.org/2005/Atom}"
SELF = "https://example.org/latgale.xml?a=1&b=2"
FORMATS = ("rss", "atom", "json")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def is_iri(text):
    parts = urlsplit(text)
    return bool(parts.scheme) and not re.search(r"[\s<>\"{}|\\^`]", text)


def check_rss(data):
    """RSS 2.0: one channel with title, link, description; items with a title; RFC 822 dates."""
    root = etree.fromstring(data)
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel = root[0]
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name)
    guids = [guid.text for guid in channel.iterfind("item/guid")]
    assert len(guids) == len(set(guids)) == len(channel.findall("item"))
    for guid in channel.iterfind("item/guid"):
        assert guid.get("isPermaLink") == "false"
        assert is_iri(guid.text)
    for item in channel.iterfind("item"):
        for name in ("title", "link", "description", "pubDate", "guid"):
            assert len(item.findall(name)) <= 1
        assert item.findtext("title")
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
        assert item.find("link") is None or is_iri(item.findtext("link"))
    assert parsedate_to_datetime(channel.findtext("lastBuildDate"))


def check_atom(data):
    """RFC 4287, 4.1: what feed and entry must have once, and at most once."""
    root = etree.fromstring(data)
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.iterfind(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(ATOM + name)) == 1
        for name in ("published", "content", "summary", "subtitle"):
            assert len(node.findall(ATOM + name)) <= 1
        assert is_iri(node.findtext(f"{ATOM}id"))
        assert RFC3339.fullmatch(node.findtext(f"{ATOM}updated"))
        assert node.findtext(f"{ATOM}author/{ATOM}name")
        relations = [link.get("rel") for link in node.findall(f"{ATOM}link")]
        assert len(relations) == len(set(relations))
        assert all(is_iri(link.get("href")) for link in node.findall(f"{ATOM}link"))
    for entry in root.iterfind(f"{ATOM}entry"):
        assert (
            entry.find(f"{ATOM}link[@rel='alternate']") is not None
            or entry.find(f"{ATOM}content") is not None
        )
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
        assert entry.findtext(f"{ATOM}published") <= entry.findtext(f"{ATOM}updated")
    ids = [node.text for node in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


def check_json(data):
    """JSON Feed 1.1: version, title, items; an item has an id (text) and content."""
    feed = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert isinstance(item["content_html"], str)
        assert RFC3339.fullmatch(item["date_published"])
        assert RFC3339.fullmatch(item["date_modified"])
        assert all(author.get("name") for author in item["authors"])
        assert item.get("tags") is None or all(isinstance(tag, str) for tag in item["tags"])
        assert "url" not in item or is_iri(item["url"])


CHECKS = {"rss": check_rss, "atom": check_atom, "json": check_json}


@pytest.fixture
def some(put, make):
    put(
        make(
            "ludza-1",
            "2026-11-05 14:30",
            lead='Ievads & "citāts" <b>',
            tags=["Ceļi", "Rīga & Ludza"],
            topics=["roads"],
            author="Anna Bērziņa",
            language="lv",
        ),
        make(
            "ludza-2",
            "2026-11-06 00:00",
            published_precision="day",
            body="Pirmā rinda.\n\nOtrā. " + "vārds " * 200,
        ),
        make("ludza-3", None, first_seen_at=datetime(2026, 11, 1, 8, tzinfo=UTC)),
    )
    put(
        make(
            "ludza-1",
            "2026-11-05 14:30",
            revision=2,
            status="edited",
            title="Labots",
            lead='Ievads & "citāts" <b>',
            tags=["Ceļi", "Rīga & Ludza"],
            topics=["roads"],
            author="Anna Bērziņa",
            fetched_at=datetime(2026, 11, 8, 8, tzinfo=UTC),
        )
    )


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_is_valid_with_and_without_an_address_of_its_own(some, export_to, suffix):
    CHECKS[suffix](export_to(f"x.{suffix}").read_bytes())
    CHECKS[suffix](export_to(f"y.{suffix}", more={"self_url": SELF}).read_bytes())


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_one_is_valid(export_to, suffix):
    CHECKS[suffix](export_to(f"x.{suffix}").read_bytes())


@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_feedparser_reads_what_is_meant(some, export_to, suffix):
    feed = feedparser.parse(
        export_to(f"x.{suffix}", resolve(region="Latgale"), more={"self_url": SELF}).read_bytes()
    )
    assert not feed.bozo
    assert feed.feed.title == "Pašvaldību ziņas: Latgale"
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [SELF]
    assert [entry.title for entry in feed.entries] == ["Virsraksts ludza-2", "Labots", "Virsraksts ludza-3"]
    edited = feed.entries[1]
    assert edited.id == "tag:pilsetas.com,2026:article/ludza-1"
    assert edited.link == "https://example.lv/ludza-1"
    assert [tag.term for tag in edited.tags] == ["Ceļi, ielas un satiksme", "Ceļi", "Rīga & Ludza"]
    assert edited.author == "Anna Bērziņa"
    assert edited.published_parsed[:5] == (2026, 11, 5, 12, 30)
    text = edited.content[0].value if suffix == "atom" else edited.summary
    assert html.fromstring(f"<div>{text}</div>").text_content().startswith('Ievads & "citāts" <b>')
    if suffix == "atom":
        assert edited.updated_parsed[:4] == (2026, 11, 8, 8)
    made = html.fromstring(
        f"<div>{(feed.entries[0].content[0].value if suffix == 'atom' else feed.entries[0].summary)}</div>"
    )
    first = made.findtext("p")
    assert first.startswith("Pirmā rinda. Otrā. vārds vārds")
    assert first.endswith("vārds…")
    assert len(first) <= 400


def test_a_json_feed_says_the_same(some, export_to):
    feed = json.loads(export_to("x.json", more={"self_url": SELF}).read_bytes())
    assert feed["feed_url"] == SELF
    item = feed["items"][1]
    assert item["date_published"] == "2026-11-05T14:30:00+02:00"
    assert item["date_modified"] == "2026-11-08T10:00:00+02:00"
    assert item["tags"] == ["Ceļi, ielas un satiksme", "Ceļi", "Rīga & Ludza"]
    assert item["authors"] == [{"name": "Anna Bērziņa"}]
    assert feed["items"][0]["authors"] == [{"name": "Ludzas novads", "url": municipality("ludza").site}]


@pytest.mark.parametrize("suffix", FORMATS)
def test_whatever_a_site_writes_is_text(put, make, export_to, suffix):
    put(
        *(
            make(f"ludza-{name}", "2026-11-05 10:00", title=title, lead=title, author=title, tags=[title])
            for name, title in TITLES.items()
        )
    )
    put(make("ludza-url", "2026-11-05 10:00", url='javascript:alert("1")', image_url="x y"))
    data = export_to(f"x.{suffix}").read_bytes()
    CHECKS[suffix](data)
    assert not any(mark in data.decode() for mark in FORBIDDEN)
    assert b"javascript:" not in data
    if suffix == "json":
        found = [(item["title"], item["content_html"]) for item in json.loads(data)["items"]]
    else:
        feed = feedparser.parse(data, sanitize_html=False)
        assert not feed.bozo
        found = [
            (e.title, e.content[0].value if suffix == "atom" else e.get("summary", "")) for e in feed.entries
        ]
    assert len(found) == len(TITLES) + 1
    for title, content in found:
        if content:
            shown = html.fromstring(f"<div>{content}</div>")
            assert {node.tag for node in shown.iter()} <= {"div", "p", "a"}, title
    if suffix == "json":
        titles = {title for title, _ in found}
        assert {TITLES[name] for name in ("formula", "quotes", "markup", "escaped", "sql", "path")} <= titles


def test_a_feed_is_short_unless_asked_otherwise(put, make, export_to):
    put(*(make(f"ludza-{n:03}", "2026-11-05 10:00") for n in range(130)))
    assert len(feedparser.parse(export_to("x.rss").read_bytes()).entries) == 100
    assert len(feedparser.parse(export_to("x.rss", more={"limit": 120}).read_bytes()).entries) == 120
    assert len(export_to("x.jsonl").read_bytes().splitlines()) == 130


def test_the_identity_of_a_feed_is_its_question(some, export_to):
    def identity(**asked):
        return etree.fromstring(export_to("x.atom", resolve(**asked)).read_bytes()).findtext(f"{ATOM}id")

    assert identity() == "tag:pilsetas.com,2026:feed/limit=100"
    assert identity(region="Latgale", tag="ceļš & tilts") != identity(region="Latgale")
    assert is_iri(identity(tag='ceļš & "tilts"'))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("title", ["</title><script>", "\x07zvans \udc80", "\u202eotrādi\r\nrinda", " "])
def test_a_title_that_was_typed_breaks_nothing(some, export_to, suffix, title):
    filters = resolve(tag="\"><x y='\x01")
    CHECKS[suffix](export_to(f"x.{suffix}", filters, more={"title": title}).read_bytes())
