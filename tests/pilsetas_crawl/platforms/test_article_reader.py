"""Rule: what was asked for is what is stored: redirects, other documents and other answers are told apart."""
# ruff: noqa: E501 # markup and rows stand in one line

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from pilsetas_crawl.items import Article
from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.reading.dates import read_date
from pilsetas_crawl.run.outcomes import UNREADABLE, Bucket, Reason, RejectedError

SITE = "https://www.ludzasnovads.lv"
PAGE = """<html lang="lv"><head><title>Domes sēde | Ludzas novada pašvaldība</title></head><body>
<h1 class="display-4">Domes sēde</h1><div id="content-area"><div class="submitted">Publicēts: 05.11.2025.</div>
<div class="text__text-content"><p>Piektdien Ludzas novada domes lielajā zālē notiks kārtējā domes sēde, kurā
deputāti lems par nākamā gada budžetu un skolu tīklu.</p></div></div></body></html>"""


def stored(spider, slug):
    moment = datetime(2025, 11, 1, tzinfo=UTC)
    key = f"/lv/jaunums/{slug}"
    article = Article(
        article_id=f"ludza-{slug}", url=SITE + key, revision=1, status="new", municipality="ludza", region="latgale",
        title=slug, content_hash=slug, published_at=moment, published_date=date(2025, 11, 1), first_seen_at=moment,
    )  # fmt: skip
    spider.session.account.enter(spider.address_key(SITE + key))
    spider.session.stage(spider.address_key(SITE + key), article)
    spider.session.flush()


def read(spider, url, asked=None):
    request = Request(url, meta={"redirect_urls": [asked]} if asked else {})
    response = HtmlResponse(url, body=PAGE.encode(), encoding="utf-8", request=request)
    return spider.reader.from_response(response, Candidate(url=asked or url, way="feed"))


def test_a_redirect_to_another_stored_article_is_not_the_one_asked_for(spider_of):
    spider = spider_of("ludza")
    stored(spider, "vecais")
    stored(spider, "cits")
    with pytest.raises(RejectedError) as caught:
        read(spider, f"{SITE}/lv/jaunums/cits", asked=f"{SITE}/lv/jaunums/vecais")
    assert caught.value.reason is Reason.OTHER_ARTICLE


@pytest.mark.parametrize(
    "asked", [f"{SITE}/lv/jaunums/domes-sede/", "http://ludzasnovads.lv/lv/jaunums/domes-sede"]
)
def test_a_redirect_to_another_spelling_is_the_same_article(spider_of, asked):
    assert read(spider_of("ludza"), f"{SITE}/lv/jaunums/domes-sede", asked=asked).title == "Domes sēde"


def test_what_is_no_text_is_no_article(spider_of):
    spider = spider_of("ludza")
    with pytest.raises(RejectedError) as caught:
        spider.reader.from_response(
            Response(f"{SITE}/lv/jaunums/x", body=b"%PDF"), Candidate(url="x", way="feed")
        )
    assert caught.value.reason is Reason.NOT_HTML


def test_an_article_is_stored_under_the_clean_address_asked_for(spider_of):
    spider = spider_of("ludza")
    url = "HTTP://LudzasNovads.lv:80/lv/jaunums/domes-sede?utm_source=fb#top"
    assert spider.clean_address(url) == f"{SITE}/lv/jaunums/domes-sede"
    assert spider.clean_address("mailto:x@y.lv") == "mailto:x@y.lv"


def parsed(spider, status=200, body=PAGE, way="feed"):
    url = f"{SITE}/lv/jaunums/domes-sede"
    candidate = Candidate(url=url, way=way)
    spider.session.account.enter(spider.address_key(url))
    response = HtmlResponse(url, status=status, body=body.encode(), encoding="utf-8")
    return list(spider.parse(response, candidate))


def test_every_answer_has_a_verdict(spider_of):
    spider = spider_of("ludza")
    [article] = parsed(spider)
    assert article.title == "Domes sēde"
    assert not spider.session.account.balanced  # the pipelines have the word


@pytest.mark.parametrize(
    ("status", "bucket"),
    [
        (304, Bucket.KNOWN),
        (404, Bucket.REJECTED),
        (410, Bucket.REJECTED),
        (403, Bucket.FAILED),
        (502, Bucket.FAILED),
    ],
)
def test_an_answer_without_article_is_settled_at_once(spider_of, status, bucket):
    spider = spider_of("ludza")
    assert parsed(spider, status) == []
    assert spider.session.account.counts == {bucket: 1}
    assert spider.session.account.balanced


def test_a_stored_article_that_is_gone_leaves_a_tombstone_and_no_rejection(spider_of):
    spider = spider_of("ludza")
    stored(spider, "domes-sede")
    before = spider.session.account.counts.copy()
    spider.session.account.__init__()
    assert parsed(spider, 404) == []
    spider.session.flush()
    account = spider.session.account
    assert (account.removed, account.listed, account.balanced, sum(before.values())) == (1, 0, True, 1)
    assert spider.session.known("/lv/jaunums/domes-sede").status == "removed"


def test_a_barrier_never_removes_a_stored_article(spider_of):
    spider = spider_of("ludza")
    stored(spider, "domes-sede")
    spider.session.account.__init__()
    rejected = "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected.</body></html>"
    assert parsed(spider, 200, rejected) == []
    assert spider.session.account.counts == {Bucket.FAILED: 1}
    assert spider.session.known("/lv/jaunums/domes-sede").status == "new"


SECTION = """<html lang="lv"><head><title>Sports | Jelgava</title></head>
<body class="{}"><h1>Sports</h1><article class="post"><h2><a href="/lv/jaunumi/sacensibas">Sacensības</a></h2>
<p>Svētdien notiks sacensības.</p></article></body></html>"""
DAY = read_date("05.11.2025", reference=datetime(2025, 11, 6, tzinfo=UTC))


@pytest.mark.parametrize(
    ("body", "day", "asked", "reason"),
    [
        ("archive category", None, None, Reason.SECTION),
        # A list of news has named it with its day, so it is news: the page has changed, or what it says.
        ("archive category", DAY, None, Reason.LISTING),
        # Its own address leads here: an article that is gone, and no section.
        ("archive category", None, "https://www.jelgava.lv/lv/jaunumi/sacensibas", Reason.LISTING),
        ("blog", None, None, Reason.LISTING),
    ],
)
def test_a_section_is_a_list_by_its_systems_own_word_that_nothing_dated(spider_of, body, day, asked, reason):
    url = "https://www.jelgava.lv/lv/jaunumi/sports"
    request = Request(url, meta={"redirect_urls": [asked]} if asked else {})
    response = HtmlResponse(url, body=SECTION.format(body).encode(), encoding="utf-8", request=request)
    with pytest.raises(RejectedError) as caught:
        spider_of("jelgava").reader.from_response(
            response, Candidate(url=asked or url, way="front_page", published=day)
        )
    assert caught.value.reason is reason


def test_sections_are_no_unreadable_articles_and_lists_are() -> None:
    assert Reason.SECTION not in UNREADABLE
    assert Reason.LISTING in UNREADABLE
