"""Rule: a declaration knows its articles by their addresses, and takes nothing else for one."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.platforms.sisters import SisterSource
from tests.spiders.addresses import ARTICLES, OTHERS, TVP_OTHERS

SETTINGS = Settings()
SETTINGS.setmodule("pilsetas_crawl.settings")
LOADER = get_spider_loader(SETTINGS)
TVP = [name for name in LOADER.list() if LOADER.load(name).platform == "tvp"]
# Sister site → addresses that are articles of it, and some that are none.
SISTERS = {
    "cesis:amata": (
        "/lv/amata/aktualitates/zinas/dome-vienbalsigi-pienem-rezoluciju-par-atbalstu-ukrainai-136494",
        "/lv/amata/aktualitates/zinas/",
    ),
    "cesis:priekuli": (
        "/lv/mes-esam/aktualitates/zinas/parvalde/priekulu-apvienibas-parvaldes-teritorijas-planojuma-publiska-apspriesana-133835/",
        "/lv/mes-esam/aktualitates/zinas/parvalde/",
    ),
    "cesis:jaunpiebalga": (
        "/lv/mes-esam/aktualitates/zinas/vide/piesaki-konkursam-skaistako-cesu-novada-darzu/",
        "/lv/mes-esam/kontakti/",
    ),
    "jurmala:edu": (
        "/lv/sabiedriba/jaunumi_aktuali/pasvaldiba/77564-jurmalas-pilsetas-domes-sedes-lemumi-25-februari",
        "/lv/sabiedriba/jaunumi_aktuali/pasvaldiba",
    ),
    "kekava:arhivs": ("/pub/index.php?gid=1&id=150&lid=16619", "/pub/index.php?id=150"),
    "kuldiga:skrunda": (
        "/lv/parvalde/pagastu-parvaldes/aktualitates/aicina-uz-ikgadejam-iedzivotaju-sapulcem-22070/",
        "/lv/parvalde/pagastu-parvaldes/aktualitates/",
    ),
    "limbazi:aloja": ("/2021/12/30/jaungada-apsveikums/", "/2021/12/"),
    "adazi:carnikava": (
        "/lv/component/content/article/18-latviesu/jaunumi/novads/3426-25-augusta-aicinam-uz-xvii-negu-svetkiem-carnikava",
        "/lv/component/content/category/18-latviesu/jaunumi/novads",
    ),
    "aizkraukle:koknese": (
        "/aktualitates1/sakusies_sabiedriska_apspriesana_novada_attistibas_strategijai_un_programmai?a=print",
        "/aktualitates1/?page=2",
    ),
    "augsdaugava:daugavpilsnovads": ("/aizvadita-pedeja-daugavpils-novada-domes-sede/", "/kontakti/"),
    "daugavpils:old": ("/lv/63/read/15814?mode=print", "/lv/63"),
    "dienvidkurzeme:priekule": ("/aktualitates/aicina-uz-iedzivotaju-sapulcem", "/aktualitates"),
    "kraslava:veca": (
        "/zinas/pilns-raksts/vai-kraslava-jau-gatava-kraslavas-novada-dome-aicina-novertet-pedejos-piecos-gados-istenoto-attisti",
        "/zinas/pilns-raksts",
    ),
    "ogre:ikskile": (
        "/index.php/lv/jaunumi/pazinojums-par-lokalplanojuma-skolas-iela-2-publisko-apspriesanu",
        "/index.php/lv/jaunumi",
    ),
    "rezeknes-novads:vilani": (
        "/lv/jaunumi/jaunumi/konkurss-skaista-muna-tava-sata-/",
        "/lv/jaunumi/jaunumi/",
    ),
}


def source(name):
    slug, _, key = name.partition(":")
    owner = LOADER.load(slug)()
    [sister] = [one for one in owner.sisters if one.key == key]
    return SisterSource.of(owner, sister, None)


def cases(table):
    found = [(slug, address) for slug, addresses in table.items() for address in addresses]
    assert len(found) > 90
    return found


@pytest.mark.parametrize(("slug", "address"), cases(ARTICLES))
def test_an_article_is_known_by_its_address(slug, address):
    assert LOADER.load(slug)().article_address(address) is not None


@pytest.mark.parametrize(("slug", "path"), cases(OTHERS))
def test_nothing_else_is_taken_for_one(slug, path):
    spider = LOADER.load(slug)()
    assert spider.article_address(f"https://{spider.place.domain}{path}") is None


@pytest.mark.parametrize("slug", TVP)
def test_nothing_else_of_the_unified_platform_is_taken_for_one(slug):
    spider = LOADER.load(slug)()
    site = f"https://{spider.place.domain}"
    assert [path for path in TVP_OTHERS if spider.article_address(site + path)] == []


def test_every_declared_site_has_its_cases():
    # The six systems of their own have tests of their own.
    assert len(ARTICLES) == len(OTHERS) == 36
    assert len(TVP) == 22


def test_another_language_is_left_out_even_where_the_interface_names_it():
    spider = LOADER.load("rezekne")()
    russian = "https://rezekne.lv/ru/2020/12/30/avtobusi/"
    latvian = ARTICLES["rezekne"][0]
    assert spider.holds(spider.address_key(latvian))
    assert not spider.holds(spider.address_key(russian))


def test_an_article_in_several_sections_has_one_key():
    spider = LOADER.load("valka")()
    name = "valka-un-valga-vienojas-par-kopigo-pasakumu-datumiem-1"
    seen = f"http://vpb.valka.lv/lv/valkas-novads-1/pasvaldiba-1/{name}"
    elsewhere = f"https://www.valka.lv/lv/karku-pagasts-1/karku-pagasts-4/{name}/"
    assert spider.article_address(seen) is not None
    assert spider.address_key(seen) == spider.address_key(elsewhere)
    # The numeric tail tells articles apart, and a section is none.
    assert spider.address_key(seen) != spider.address_key(seen.removesuffix("-1"))
    for other in ("/lv/valkas-novads-1/pasvaldiba-1", "/lv/valkas-novads-1", "/lv/jaunumi", "/lv"):
        assert spider.article_address(f"https://www.valka.lv{other}") is None


def test_leftover_parameters_make_no_other_article():
    spider = LOADER.load("jelgava")()
    [article] = ARTICLES["jelgava"]
    assert spider.address_key(f"{article}?object_id=17407&news_id=3") == spider.address_key(article)


@pytest.mark.parametrize("name", SISTERS)
def test_a_sisters_articles_are_known_by_their_addresses(name):
    article, other = SISTERS[name]
    sister = source(name)
    assert sister.article_address(sister.site + article) is not None
    assert sister.article_address(sister.site + other) is None


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        (
            "http://www.kraslavasvestis.lv/zinas/article/3/projekti-jaunaja-kraslavas-novada-turpinas.html",
            "projekti-jaunaja-kraslavas-novada-turpinas",
        ),
        (
            "http://kraslavasvestis.lv/zinas/browse/48/category/darbi-un-cilveki/article/2024/davana-kraslavas-simtgade/11.html",
            "davana-kraslavas-simtgade",
        ),
    ],
)
def test_an_article_with_endless_addresses_has_one_key(address, slug):
    paper = source("kraslava:vestis")
    assert paper.address_key(address) == f"kraslavasvestis.lv/zinas/article/{slug}"
    assert paper.article_address(address) is not None
    assert paper.article_address("http://www.kraslavasvestis.lv/novosti/article/3/projekti.html") is None
    assert paper.article_address("http://www.kraslavasvestis.lv/zinas/browse/48/") is None
