"""Rule: exactly what was asked for is crawled; what is owed first, then the longest."""

from __future__ import annotations

import json

import pytest
from scrapy.settings import Settings

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.plan import Source, all_sources, choose, in_order, read_sites
from pilsetas_crawl.registry import municipalities


@pytest.fixture(scope="module")
def sources():
    settings = Settings()
    settings.setmodule("pilsetas_crawl.settings")
    return all_sources(settings)


def names(found):
    return [source.name for source in found]


def test_every_spider_is_a_source_in_the_order_of_the_codes(sources):
    found = names(sources)
    assert {"ludza", "kuldiga", "madona", "cesis"} <= set(found)
    assert found == [slug for slug in municipalities() if slug in found]


def test_a_source_knows_its_land_platform_and_group(sources):
    by_name = {source.name: source for source in sources}
    assert by_name["ludza"] == Source("ludza", "latgale", "tvp", "tvp")
    assert by_name["kuldiga"].group is None
    assert by_name["kuldiga"].region == "kurzeme"


def test_without_a_word_all(sources):
    assert choose(sources) == sources


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"names": ["Ludzas novads", "MADONA", "ludza"]}, ["ludza", "madona"]),
        ({"names": ["ludza", "madona"], "without": ["madona"]}, ["ludza"]),
        ({"names": ["ludza", "madona"], "region": "LATGALE"}, ["ludza"]),
        ({"names": ["ludza", "madona"], "region": "vidzeme"}, ["madona"]),
        ({"names": ["ludza", "kuldiga"], "platform": "tvp"}, ["ludza"]),
    ],
)
def test_the_filters_narrow_each_other(asked, wanted, sources):
    assert names(choose(sources, **asked)) == wanted


def test_a_land_and_a_platform_take_all_of_theirs(sources):
    found = choose(sources, region="Latgale", platform="tvp")
    assert "ludza" in names(found)
    assert {(source.region, source.platform) for source in found} == {("latgale", "tvp")}


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"names": ["ludzza"]}, "nearest: ludza"),
        ({"without": ["ludzza"]}, "nearest: ludza"),
        ({"region": "Livland"}, "region"),
        ({"platform": "joomla"}, "tvp"),
        ({"names": ["ludza"], "region": "Kurzeme"}, "no source is left"),
        ({"names": ["ludza"], "without": ["ludza"]}, "no source is left"),
    ],
)
def test_what_cannot_be_is_told(asked, word, sources):
    with pytest.raises(PilsetasError) as caught:
        choose(sources, **asked)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


A, B, C, D = Source("a", "r", "p"), Source("b", "r", "p"), Source("c", "r", "p", "g"), Source("d", "r", "p")


@pytest.mark.parametrize(
    ("owed", "seconds", "wanted"),
    [
        ([], {}, "cabd"),  # nothing known: a group's sources first, then as they came
        ([], {"a": 1, "b": 5, "c": 3, "d": 9}, "dbca"),
        ([], {"a": 1, "b": 5, "c": 3}, "dbca"),  # never crawled: taken for the longest
        (["b", "a"], {"a": 1, "b": 5, "c": 3, "d": 9}, "badc"),
        (["gone", "a"], {"a": 1, "b": 5, "c": 3, "d": 9}, "adbc"),
    ],
)
def test_what_is_owed_first_then_the_longest(owed, seconds, wanted):
    assert "".join(names(in_order([A, B, C, D], owed=owed, seconds=seconds))) == wanted


def test_sites_out_of_a_file(tmp_path):
    file = tmp_path / "sites.json"
    file.write_text(json.dumps({"ludza": "http://127.0.0.1:8000"}))
    assert read_sites(file) == {"ludza": "http://127.0.0.1:8000"}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (None, "cannot read"),
        ("{", "no JSON"),
        ("[]", "no table"),
        ("{}", "no table"),
        ('{"ludzza": "http://127.0.0.1:8000"}', "nearest"),
        ('{"ludza": "127.0.0.1:8000"}', "no address"),
        ('{"ludza": 8000}', "no address"),
    ],
)
def test_a_wrong_file_of_sites_is_told(content, word, tmp_path):
    file = tmp_path / "sites.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(PilsetasError, match=word):
        read_sites(file)
