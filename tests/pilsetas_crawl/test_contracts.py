"""Rule: `scrapy check` reads the declared example and wants one article with title, text and day."""

from __future__ import annotations

from datetime import date

import pytest
from scrapy.contracts import ContractsManager
from scrapy.exceptions import ContractFail
from scrapy.http import HtmlResponse

from pilsetas_crawl.contracts import ExampleContract
from pilsetas_crawl.items import Article

PAGE = """<html lang="lv"><head><title>{title} | Ludzas novada pašvaldība</title></head><body>
<div id="block-ministry-page-title"><h1 class="display-4">{title}</h1></div><div id="content-area">
<div class="node"><div class="submitted">{date}</div><div class="content">
<div class="cke_editable text__text-content"><p>{text}</p></div></div></div></div></body></html>"""
TEXT = "Ludzas novada pašvaldība aicina iedzīvotājus piedalīties svētku gājienā pilsētas centrā. " * 4


def answer(url: str, title="Novada svētki Ludzā", day="Publicēts: 05.11.2025.", text=TEXT) -> HtmlResponse:
    body = PAGE.format(title=title, date=day, text=text)
    return HtmlResponse(url, body=body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.fixture
def contract(spider_of):
    return ExampleContract(spider_of("ludza", opening=False).parse)


def test_the_example_is_asked_for(contract):
    assert contract.adjust_request_args({"url": "about:blank"}) == {"url": contract.spider.example}


def test_on_another_site_the_example_is_asked_for_there(spider_of):
    spider = spider_of("ludza", opening=False, site="http://127.0.0.1:8099")
    told = ExampleContract(spider.parse).adjust_request_args({})
    assert told == {"url": "http://127.0.0.1:8099/lv/jaunums/sirsnigi-sveicieni-ziemassvetkos"}


def test_an_article_that_is_read_whole_passes(contract):
    spider = contract.spider
    contract.post_process(list(spider.parse(answer(spider.example))))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [({"day": ""}, "published_date"), ({"text": ""}, "not read: body")],
)
def test_a_page_that_is_not_read_whole_fails_and_says_what(contract, changes, missing):
    spider = contract.spider
    with pytest.raises(ContractFail, match=missing):
        contract.post_process(list(spider.parse(answer(spider.example, **changes))))


def test_no_article_and_two_articles_fail(contract):
    whole = Article(title="a", body="b", published_date=date(2025, 11, 5))
    contract.post_process([whole])
    with pytest.raises(ContractFail, match="read 0"):
        contract.post_process([])
    with pytest.raises(ContractFail, match="read 2"):
        contract.post_process([whole, whole])


def test_each_missing_field_is_named(contract):
    with pytest.raises(ContractFail, match="not read: title, body, published_date"):
        contract.post_process([Article()])


def test_a_missing_page_fails(contract):
    spider = contract.spider
    gone = HtmlResponse(spider.example, status=404, body=b"<h1>404</h1>")
    with pytest.raises(ContractFail, match="read 0"):
        contract.post_process(list(spider.parse(gone)))


def test_scrapy_finds_the_contract_in_the_callback_of_every_spider(spider_of):
    manager = ContractsManager([ExampleContract])
    for name in ("ludza", "madona", "sigulda", "cesis"):
        spider = spider_of(name, opening=False)
        assert manager.tested_methods_from_spidercls(type(spider)) == ["parse"]
        [found] = manager.extract_contracts(spider.parse)
        assert isinstance(found, ExampleContract)
