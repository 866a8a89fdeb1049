"""Rule: a Drupal site outside the unified platform is read by the node's number and the fields Drupal names."""
# ruff: noqa: E501 # markup stands as a site would send it

from __future__ import annotations

from datetime import date

import pytest

from pilsetas_crawl.run.outcomes import Reason, RejectedError

TITLE = "Iznācis avīzes decembra numurs"
FIRST = (
    "Pašvaldība izdevusi avīzes decembra numuru, kurā lasāms par domes lēmumiem un svētku pasākumiem novadā."
)
NEWS = "https://marupe.lv/lv/sabiedriba/zinas/"


def page(title: str = TITLE, head: str = "", body_class: str = "", main: str = "") -> str:
    text = main or f"<h1>{title}</h1><div>16.12.2024.</div><img src='/1.jpg' alt='Attēls'><p>{FIRST}</p>"
    return f"<html lang='lv'><head><title>{title} | Mārupes novads</title>{head}</head><body class='{body_class}'><nav><a href='/lv'>Sākums</a></nav><main>{text}</main></body></html>"


NUMBERS = {
    "shortlink": {"head": '<link rel="shortlink" href="https://marupe.lv/lv/node/20868">'},
    "settings": {"head": '<script type="application/json">{"path":{"currentPath":"node\\/20868"}}</script>'},
    "body class": {"body_class": "html not-front page-node page-node-20868 node-type-news"},
    "history": {"main": f'<article data-history-node-id="20868"><h1>{TITLE}</h1><div>16.12.2024.</div><p>{FIRST}</p></article>'},
}  # fmt: skip


@pytest.mark.parametrize("place", NUMBERS)
def test_the_nodes_number_is_the_articles_identifier(read, place: str) -> None:
    article = read("marupe", page(**NUMBERS[place]), url=NEWS + "avizes-decembra-numurs")
    assert (article.source_id, article.title, article.published_date) == ("20868", TITLE, date(2024, 12, 16))
    assert article.body == FIRST


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("izdots-avizes-decembra-numurs-20868", "20868"),
        ("lielaja-iela-apstaties-aizliegts-06-06-2016", None),
        ("budzets-2025-gadam", None),
    ],
)
def test_the_number_behind_the_name_counts_a_date_does_not(read, name: str, number: str | None) -> None:
    assert read("marupe", page(), url=NEWS + name).source_id == number


def test_the_feeds_guid_names_the_node(spider_of) -> None:
    spider = spider_of("marupe", opening=False)
    assert spider.feed_source_id("20868 at https://www.marupe.lv") == "20868"
    assert spider.feed_source_id("https://www.marupe.lv/lv/node/20868") is None
    assert spider.feed_source_id(None) is None


def test_the_double_with_index_php_is_the_same_address(spider_of) -> None:
    spider = spider_of("marupe", opening=False)
    double = "https://www.marupe.lv/index.php/lv/sabiedriba/zinas/avizes-decembra-numurs"
    assert spider.address_key(double) == spider.address_key(NEWS + "avizes-decembra-numurs")


def test_a_standing_page_says_when_it_was_renewed_and_is_no_article(read) -> None:
    main = f"<h1>Par novadu</h1><p>{FIRST}</p><p>Sadaļa atjaunota: 16.12.2024.</p>"
    with pytest.raises(RejectedError) as caught:
        read("salaspils", page("Par novadu", main=main), url="https://salaspils.lv/lv/node/3751")
    assert caught.value.reason is Reason.NOT_ARTICLE


@pytest.mark.parametrize(
    ("name", "accepted", "refused"),
    [
        ("marupe", ["/lv/zinas/x-y", "/lv/sabiedriba/zinas/x", "/index.php/lv/zinas/x"], ["/lv/zinas", "/lv/temas/zinas", "/lv/kontakti"]),
        ("olaine", ["/lv/jaunumi/isas-zinas#gsc.tab=0", "/lv/jaunumi/x/"], ["/lv/jaunumi", "/lv/pasvaldiba/x", "/lv/jaunumi/x/y"]),
        ("daugavpils", ["/afisa/zinas/x?culturekey=lv&amp;page=9&page=2"], ["/afisa/zinas/?page=2", "/afisa/koncerts"]),
        ("valka", ["/lv/valkas-novads-1/pasvaldiba-1/aicinam-uz-talku-6-maija", "/lv/jaunums/x"], ["/lv/pasvaldiba", "/lv/valkas-novads-1/pasvaldiba-1"]),
        ("kraslava", ["/zinas/pilns-raksts/article/sakas-ielu-remonts"], ["/zinas", "/zinas/arhivs", "/pasvaldiba/attistibas-dokumenti/a-b-c"]),
        ("salaspils", ["/lv/node/3972", "/node/3972"], ["/lv/node", "/lv/node/3972/edit"]),
    ],
)  # fmt: skip
def test_declared_forms_of_addresses(spider_of, name: str, accepted: list[str], refused: list[str]) -> None:
    spider = spider_of(name, opening=False)
    assert [path for path in accepted if spider.article_address(spider.site + path) is None] == []
    assert [path for path in refused if spider.article_address(spider.site + path)] == []


def test_junk_parameters_of_lists_make_no_other_article(spider_of) -> None:
    spider = spider_of("daugavpils", opening=False)
    plain = spider.address_key("https://daugavpils.lv/afisa/zinas/raksts")
    for junk in ("?culturekey=ru&page=2", "?amp%3Bpage=9&culturekey=en&page=188", "?%3Bpage=9&cultureKey=lv"):
        assert spider.address_key("https://www.daugavpils.lv/afisa/zinas/raksts/" + junk) == plain
