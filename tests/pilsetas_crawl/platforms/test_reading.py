"""Rule: a way answers with values or with nothing; the first that answers wins and is recorded."""
# ruff: noqa: E501 # markup stands as a site would send it

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.evidence import labelled_text
from pilsetas_crawl.platforms.loader import ArticleLoader, read_body
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.reading import (
    Way,
    address_date,
    address_match,
    around_headline,
    css,
    first_sentence,
    labelled_date,
    machine_date,
    meta,
    nodes,
    page_match,
    text_date,
    told,
    told_exactly,
    words_of,
)
from pilsetas_crawl.reading.dates import read_date, read_machine_date

NOW = datetime(2025, 11, 10, 12, tzinfo=UTC)


def page(html, **values):
    first = {
        "url": "https://www.ludzasnovads.lv/lv/jaunums/x",
        "fetched_at": NOW,
        "site_names": ("Ludzas novads",),
    }
    return Page(f"<html><body>{html}</body></html>", **{**first, **values})


# --- ways ---------------------------------------------------------------------------------------------


def test_css_gives_whole_texts_on_one_line_each():
    seen = page("<h1>Domes\n <b>sēde</b></h1><h1> Otrā\u00a0</h1>")
    assert css("h1").read(seen) == ["Domes sēde", "Otrā"]
    assert css("h1").name == "css:h1"
    assert css("h2").read(seen) == []


def test_css_gives_attributes_as_they_stand():
    way = css("img::attr(src)", name="picture")
    assert (way.name, way.read(page('<img src="/a.jpg"><img src="b.jpg">'))) == (
        "picture",
        ["/a.jpg", "b.jpg"],
    )


def test_nodes_gives_the_outermost_only():
    seen = page('<div class="t" id="1"><div class="t" id="2">a</div></div><div class="t" id="3">b</div>')
    assert [node.get("id") for node in nodes(".t").read(seen)] == ["1", "3"]


def test_meta_gives_what_the_page_says_of_itself():
    seen = page('<meta property="og:title" content="Domes sēde">')
    assert meta("headline").read(seen) == "Domes sēde"
    assert meta("headline").name == "meta:headline"
    assert meta("author").read(page("")) is None


def test_told_gives_what_discovery_said_and_nothing_without_it():
    candidate = Candidate(url="u", way="feed", title="Sēde")
    assert told("title").read(page("", candidate=candidate)) == "Sēde"
    assert told("title").read(page("")) is None


def test_told_exactly_gives_moments_only():
    exact = Candidate(url="u", way="feed", published=read_machine_date("2025-11-05T10:00:00Z"))
    day = Candidate(url="u", way="list", published=read_date("05.11.2025", reference=NOW))
    assert told_exactly("published").read(page("", candidate=exact)).utc == datetime(
        2025, 11, 5, 10, tzinfo=UTC
    )
    assert told_exactly("published").read(page("", candidate=day)) is None
    assert told_exactly("published").read(page("", candidate=Candidate(url="u", way="x"))) is None
    assert told_exactly("published").read(page("")) is None


def test_machine_date_passes_over_what_is_none():
    seen = page('<time datetime="rīt">x</time><time datetime="2025-11-05T22:30:00Z">x</time>')
    reading = machine_date("time::attr(datetime)").read(seen)
    assert (reading.local_date, reading.precision) == (date(2025, 11, 6), "minute")
    assert machine_date("time::attr(datetime)").read(page("<time>05.11.2025</time>")) is None


def test_text_date_wants_the_whole_text_of_a_node():
    seen = page('<p class="d">Jaunumi</p><p class="d">2025. gada 5. novembrī</p>')
    assert text_date(".d").read(seen).local_date == date(2025, 11, 5)
    assert text_date(".d").read(page('<p class="d">Sēde būs drīz</p>')) is None


def test_labelled_date_reads_behind_its_label_only():
    seen = page("<p>Sēde 12.12.2025.</p><p>Publicēts:</p><p>05.11.2025.</p>")
    assert labelled_date("body", ("Publicēts",)).read(seen).local_date == date(2025, 11, 5)
    assert labelled_date("body", ("Datums",)).read(seen) is None
    assert labelled_date("main", ("Publicēts",)).read(seen) is None


def test_a_label_glued_to_other_blocks_is_still_a_word():
    seen = page("<ul><li>nolikums.pdf</li></ul><div>Publicēts: 05.11.2025</div><div>lasīt tālāk</div>")
    assert labelled_date("body", ("Publicēts",)).read(seen).local_date == date(2025, 11, 5)


def test_address_ways_read_the_address():
    seen = page("", url="https://x.lv/2025/11/05/domes-sede/")
    assert address_date(r"/(\d{4})/(\d\d)/(\d\d)/").read(seen).local_date == date(2025, 11, 5)
    assert address_date(r"/(\d{4})/(\d\d)/(\d\d)/").read(page("")) is None
    assert address_match(r"/(domes)-(\w+)").read(seen) == "domes/sede"
    asked = Candidate(url="https://x.lv/a?id=7", way="list")
    assert address_match(r"id=(\d+)").read(page("", candidate=asked)) == "7"
    assert address_match(r"id=(\d+)").read(page("")) is None


def test_page_match_searches_the_source():
    seen = page('<script>{"currentPath":"node\\/189"}</script>')
    assert page_match(r'"currentPath"\s*:\s*"node\\?/(\d+)"', name="n").read(seen) == "189"
    assert page_match(r"none(\d)", name="n").read(seen) is None


def test_words_of_leaves_scripts_out_and_blocks_apart():
    [body] = page("<p>a</p><p>b</p><script>c()</script><style>d{}</style>").selector.css("body")
    assert words_of(body.root) == "a b"


LONG = "Vārds " * 40


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<p>Sveicam svētkos!</p><p>Otrā</p>", "Sveicam svētkos!"),
        ("<p>Pirmā rinda<br>otrā rinda</p>", "Pirmā rinda"),
        (f"<p>{LONG}</p>", ("Vārds " * 20).strip() + "…"),
        ("<p></p>", None),
    ],
)
def test_the_first_line_of_the_text_names_an_untitled_post(html, title):
    way = first_sentence((nodes("div"),))
    assert way.read(page(f"<div>{html}</div>")) == title
    assert way.name == "text:first-line"


def test_a_line_of_exactly_the_limit_stays_whole():
    line = "a" * 59 + " " + "b" * 60
    assert first_sentence((nodes("div"),)).read(page(f"<div><p>{line}</p></div>")) == line


def test_one_endless_word_is_cut_and_not_lost():
    title = first_sentence((nodes("div"),)).read(page(f"<div><p>{'x' * 300}</p></div>"))
    assert title.startswith("xxxx")
    assert len(title) <= 121


def test_the_block_of_headline_and_label_is_the_smallest_without_what_is_no_text_and_never_the_page():
    [block] = labelled_text(("Datums",)).read(
        page(
            "<div id='far'><div id='near'><h1>Garāks virsraksts</h1><p>Teksts.</p><i>Datums: 05.11.2025</i>"
            "<div class='related'>Cits</div></div><p>x</p></div>"
        )
    )
    assert block.get("id") == "near"
    assert block.find(".//h1") is None
    assert "Cits" not in "".join(block.itertext())
    assert labelled_text(("Datums",)).read(page("<h1>T</h1><i>Datums: 05.11.2025</i>")) == []
    assert labelled_text(("Datums",)).read(page("<div><h1>T</h1><p>nekā</p></div>")) == []
    assert labelled_text(("Datums",)).read(page("<div><h1>A</h1><h1>B</h1>Datums: 05.11.2025</div>")) == []


def test_a_link_inside_the_first_short_sentence_is_no_label():
    [block] = labelled_text(("Datums",)).read(
        page(
            "<div><h1>Garāks virsraksts</h1><div>Satiksme</div><p>Plašāk: <a href='/x'>likumi.lv</a>.</p>"
            "<p>Darbus veic trīs mēnešus, un tos apmaksā no ceļu fonda.</p><i>Datums: 05.11.2025</i></div>"
        )
    )
    text = " ".join("".join(block.itertext()).split())
    assert text.startswith(("Plašāk: likumi.lv. Darbus veic", "Plašāk: likumi.lv.Darbus veic"))
    assert "Satiksme" not in text


def test_the_block_of_a_headline_holds_more_text_than_links():
    menu = "<a href='/a'>" + "Saite uz citu lapu " * 10 + "</a>"
    text = "Šis ir raksta teksts, kas ir pietiekami garš, lai to atšķirtu no izvēlnes. " * 2
    [block] = around_headline().read(
        page(f"<div id='a'><div id='b'><h1>T</h1>{menu}</div><p>{text * 4}</p></div>")
    )
    assert block.get("id") == "a"
    assert around_headline().read(page(f"<div><h1>T</h1>{menu}</div>")) == []


# --- the loader ---------------------------------------------------------------------------------------


def test_the_first_way_that_gives_something_wins():
    loader = ArticleLoader(page("<h1></h1><h2>Sēde</h2><h3>Cits</h3>"))
    assert loader.read("title", [css("h1"), css("h2"), css("h3")])
    assert loader.get_output_value("title") == "Sēde"
    assert loader.extraction == {"title": "css:h2"}


def test_a_value_that_cleans_away_to_nothing_is_none():
    loader = ArticleLoader(page("<h1> \u200b </h1><h2>Ludzas novads</h2><h3>&nbsp;</h3>"))
    assert not loader.read("title", [css("h1"), css("h2"), css("h3"), css("h4")])
    assert loader.extraction == {}
    assert loader.get_output_value("title") in (None, [])


def test_a_field_no_way_gives_stays_unknown():
    loader = ArticleLoader(page("<p>x</p>"))
    loader.read("author", [css(".author"), told("author")])
    article = loader.load_item()
    assert article.author is None
    assert article.categories == []


def test_titles_lose_the_institution_and_labels_their_entities():
    loader = ArticleLoader(page("<h1>Domes sēde | Ludzas novads</h1><i>Dome &amp;amp; cilvēki, </i>"))
    loader.read("title", [css("h1")])
    loader.read("categories", [css("i")])
    assert loader.get_output_value("title") == "Domes sēde"
    assert loader.get_output_value("categories") == ["Dome & cilvēki"]


def test_addresses_become_absolute():
    loader = ArticleLoader(page('<img src="/a b.jpg"><a href="javascript:x()">y</a>'))
    loader.read("image_url", [css("img::attr(src)")])
    assert loader.get_output_value("image_url") == "https://www.ludzasnovads.lv/a%20b.jpg"
    assert not loader.read("canonical_url", [css("a::attr(href)")])


def published(*readings, fetched_at=NOW):
    loader = ArticleLoader(page("", fetched_at=fetched_at))
    loader.read_published([Way(f"way{n}", lambda _, told=told: told) for n, told in enumerate(readings)])
    return loader.load_item()


def test_dates_set_all_their_fields_together():
    item = published(None, read_machine_date("2025-07-05T00:10:00+03:00"))
    assert item.published_at == datetime(2025, 7, 4, 21, 10, tzinfo=UTC)
    assert item.published_date == date(2025, 7, 5)
    assert item.published_precision == "minute"
    assert item.published_from == "way1"
    assert item.published_raw == "2025-07-05T00:10:00+03:00"


@pytest.mark.parametrize(
    ("text", "believed"),
    [
        ("2025-11-10T12:00:01Z", True),
        ("2025-11-11T11:59:59Z", True),
        ("2025-11-11T12:00:00Z", False),
        ("2026-11-10", False),
    ],
)
def test_a_day_of_slack_covers_clocks_and_no_more(text, believed):
    item = published(read_machine_date(text))
    assert (item.published_at is not None) is believed
    assert (item.published_precision == "none") is not believed


def test_a_future_date_gives_way_to_the_next_way():
    item = published(read_machine_date("2099-01-01"), read_machine_date("2025-11-05"))
    assert (item.published_date, item.published_from) == (date(2025, 11, 5), "way1")


def test_documents_pictures_and_links_come_from_the_body_and_the_scopes():
    html = """<div class="b"><a href="/a.pdf">Nolikums</a> <a href="/a.pdf">Vēlreiz</a>
    <a href="https://likumi.lv/">likumi</a><img src="/1.jpg"></div>
    <div class="f"><a href="/lv/media/5/download?attachment" title="plans.docx">Plāns</a></div><div><a href="/x.pdf">cits</a></div>"""
    loader = ArticleLoader(page(html))
    loader.read("body", [nodes(".b")])
    loader.collect([".f"])
    item = loader.load_item()
    base = "https://www.ludzasnovads.lv"
    assert [file.url for file in item.attachments] == [
        f"{base}/a.pdf",
        f"{base}/lv/media/5/download?attachment",
    ]
    assert item.links == ["https://likumi.lv/"]
    assert item.image_url == f"{base}/1.jpg"
    assert loader.extraction["image_url"] == "content"


def test_read_body_names_its_way():
    seen = page("<p>Teksts</p>")
    assert read_body(seen, [nodes("div"), nodes("p")]) == ("Teksts", "css:p")
    assert read_body(seen, [nodes("div")]) == (None, None)


# --- page and candidate -------------------------------------------------------------------------------


def test_a_page_without_text_is_an_empty_page():
    assert page("").metadata.headline is None
    assert Page("", url="https://x.lv/").root.tag == "html"


def test_a_page_remembers_what_was_asked_for():
    from scrapy import Request
    from scrapy.http import HtmlResponse

    request = Request("https://x.lv/b", meta={"redirect_urls": ["https://x.lv/a", "https://x.lv/m"]})
    response = HtmlResponse(
        "https://x.lv/b", body=b"<p>x</p>", request=request, headers={"Content-Type": "text/html"}
    )
    seen = Page.from_response(response)
    assert (seen.requested_url, seen.url, seen.status, seen.content_type) == (
        "https://x.lv/a", "https://x.lv/b", 200, "text/html",
    )  # fmt: skip
    bare = Page.from_response(HtmlResponse("https://x.lv/c", body=b""))
    assert (bare.requested_url, bare.content_type) == ("https://x.lv/c", None)


FIRST = Candidate(url="u", way="feed", title="T", summary="S", content_html="<p>x</p>")


def test_a_fingerprint_changes_with_what_was_said_and_only_with_that():
    same = Candidate(
        url="other", way="listing", title="T", summary="S", content_html="<p>x</p>", source_id="9"
    )
    assert same.fingerprint == FIRST.fingerprint
    changes = (
        {"title": "U"}, {"summary": None}, {"content_html": "<p>y</p>"},
        {"published": read_machine_date("2025-11-05")}, {"modified": read_machine_date("2025-11-05")},
    )  # fmt: skip
    told_of = {"url": "u", "way": "feed", "title": "T", "summary": "S", "content_html": "<p>x</p>"}
    prints = {Candidate(**{**told_of, **change}).fingerprint for change in changes} | {FIRST.fingerprint}
    assert len(prints) == len(changes) + 1


def test_hints_are_worth_keeping_as_json():
    import json

    candidate = Candidate(
        url="u",
        way="feed",
        title="T",
        published=read_machine_date("2025-11-05T10:00:00Z"),
        categories=["Dome"],
    )
    assert json.loads(json.dumps(candidate.hints())) == {
        "title": "T", "published": "2025-11-05T10:00:00Z", "source_id": None, "author": None, "categories": ["Dome"],
    }  # fmt: skip


def test_the_day_of_a_candidate_is_local():
    assert Candidate(url="u", way="f", published=read_machine_date("2025-11-05T22:30:00Z")).day == date(
        2025, 11, 6
    )
    assert Candidate(url="u", way="f").day is None


def test_a_list_page_knows_no_bounds_by_itself():
    assert ListPage(url="u", entries=[]).bounds is None
