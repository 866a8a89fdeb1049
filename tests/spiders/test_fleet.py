"""Rule: a spider is a declaration. One file per municipality, named after its slug, without any logic."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.registry import municipality

FOLDER = Path(__file__).parents[2] / "spiders"
FILES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")
SETTINGS = Settings()
SETTINGS.setmodule("pilsetas_crawl.settings")
LOADER = get_spider_loader(SETTINGS)
LONGEST = 40  # lines
DECLARED = {
    "name",
    "example",
    "aliases",
    "discovery",
    "article_pattern",
    "custom_settings",
    "ignored_parameters",
}

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
each_spider = pytest.mark.parametrize("name", LOADER.list())


def test_every_file_holds_the_spider_it_is_named_after():
    assert len(FILES) >= 8
    assert sorted(path.stem.replace("_", "-") for path in FILES) == LOADER.list()


def test_all_four_systems_are_there():
    assert {LOADER.load(name).platform for name in LOADER.list()} >= {
        "tvp",
        "wordpress",
        "globalpro",
        "zinas",
    }


@each_file
def test_names_agree(path):
    name = path.stem.replace("_", "-")
    spider = LOADER.load(name)
    assert spider.name == name
    assert spider.__module__ == f"spiders.{path.stem}"
    assert spider.__name__ == "".join(word.capitalize() for word in path.stem.split("_")) + "Spider"
    assert municipality(name).slug == name


@each_file
def test_a_file_declares_and_does_nothing_else(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstring, *rest = tree.body
    assert isinstance(docstring, ast.Expr)
    assert all(isinstance(node, ast.ImportFrom) for node in rest[:-1])
    [spider] = [node for node in rest if isinstance(node, ast.ClassDef)]
    assert rest[-1] is spider
    for node in spider.body[1:]:
        assert isinstance(node, ast.Assign | ast.AnnAssign), ast.dump(node)
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        assert isinstance(target, ast.Name)
        assert target.id in DECLARED | {"title_ways", "published_ways", "body_ways", "field_ways"}
    banned = (
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.Lambda,
        ast.For,
        ast.If,
        ast.While,
        ast.Try,
        ast.comprehension,
    )
    assert not [node for node in ast.walk(tree) if isinstance(node, banned)]


@each_file
def test_a_file_imports_platforms_only_and_is_short(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    for node in ast.walk(ast.parse(text)):
        assert not isinstance(node, ast.Import)
        if isinstance(node, ast.ImportFrom):
            assert str(node.module).startswith("pilsetas_crawl.platforms.")


@each_file
def test_a_file_says_where_how_and_what_to_beware_of(path):
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    docstring = " ".join(told.split())
    place = municipality(path.stem.replace("_", "-"))
    assert docstring.startswith(place.name)
    assert f"Site: {place.domain}." in docstring
    assert "Platform: " in docstring
    assert "Caveats: " in docstring
    assert re.search(r"\b(seen|inferred)\b", docstring), "say what the evidence is"


@each_spider
def test_the_example_is_an_article_of_the_site(name):
    spider = LOADER.load(name)()
    parts = urlsplit(spider.example)
    assert parts.scheme == "https"
    assert parts.netloc.removeprefix("www.") == spider.place.domain.removeprefix("www.")
    assert spider.article_address(spider.example) is not None
    # It is one page among many: the front page and the listing are none.
    assert spider.article_address(spider.place.site) is None


@each_spider
def test_there_are_two_independent_ways_of_discovery(name):
    ways = LOADER.load(name).discovery
    assert len({way.name for way in ways}) == len(ways) >= 2
    assert all(isinstance(way, DiscoveryWay) for way in ways)


@each_spider
def test_no_spider_is_less_polite_than_the_project(name):
    own = LOADER.load(name).custom_settings or {}
    delay = float(own.get("DOWNLOAD_DELAY", SETTINGS.getfloat("DOWNLOAD_DELAY")))
    jitter = float(own.get("DOWNLOAD_DELAY_JITTER", SETTINGS.getfloat("DOWNLOAD_DELAY_JITTER")))
    assert delay * (1 - jitter) >= 1  # seconds between two requests, at the least
    assert int(own.get("CONCURRENT_REQUESTS_PER_DOMAIN", 1)) == 1
    assert own.get("ROBOTSTXT_OBEY", True) is True


@each_spider
def test_no_spider_uses_the_old_entry_points(name):
    spider = LOADER.load(name)
    assert not [base for base in spider.__mro__[:-2] if "start_requests" in vars(base)]
    assert "start_urls" not in vars(spider)


@each_spider
def test_aliases_are_hosts_and_are_one_with_the_site(name):
    spider = LOADER.load(name)()
    path = urlsplit(spider.example)._replace(scheme="", netloc="").geturl()
    for alias in spider.aliases:
        assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", alias)
        assert spider.address_key(f"https://{alias}{path}") == spider.address_key(spider.example)


def test_an_unfinished_declaration_is_refused_before_any_crawl():
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.platforms.tvp import TvpSpider
    from pilsetas_crawl.registry import UnknownNameError

    with pytest.raises(TypeError, match="spider ogre: not declared: platform, discovery, article_pattern"):
        type("OgreSpider", (MunicipalSpider,), {"name": "ogre"})
    with pytest.raises(TypeError, match="spider ogre: declare at least two independent ways"):
        type("OgreSpider", (TvpSpider,), {"name": "ogre", "discovery": TvpSpider.discovery[:1]})
    with pytest.raises(UnknownNameError, match="unknown municipality 'ogrre'; nearest: ogre"):
        type("OgreSpider", (TvpSpider,), {"name": "ogrre"})
