"""Rule: a spider is a declaration. One file per municipality, named after its slug, without any logic."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.commands.sourcetable import source_of
from pilsetas_crawl.platforms.base import MunicipalSpider
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.platforms.discovery.front_page import FrontPageWay
from pilsetas_crawl.platforms.sisters import SisterSource
from pilsetas_crawl.platforms.tvp import TvpSpider
from pilsetas_crawl.registry import UnknownNameError, municipalities, municipality

FOLDER = Path(__file__).parents[2] / "spiders"
FILES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")
SETTINGS = Settings()
SETTINGS.setmodule("pilsetas_crawl.settings")
LOADER = get_spider_loader(SETTINGS)
LONGEST, MEDIAN = 60, 12  # lines of a file, blank ones counted; written lines of the middle one
# Two hosts of the registry that are no aliases but dead or somebody else's; nothing may point there.
DEAD = ("kuldiga.lv", "arhivs.aizkraukle.lv", "jekabpilsnovads.lv", "smiltene.lv", "devdig.sigulda.lv")

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
each_spider = pytest.mark.parametrize("name", LOADER.list())


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def written_lines(path):
    """Lines with anything on them, the docstring's among them."""
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


# --- the fleet ------------------------------------------------------------------------------------------


def test_every_municipality_has_its_spider_and_nothing_else_has_one():
    assert len(municipalities()) == 42
    assert sorted(path.stem.replace("_", "-") for path in FILES) == LOADER.list() == sorted(municipalities())


def test_the_systems_are_those_the_sites_were_seen_to_run():
    """As stored copies have it: 22 on the unified platform, 12 WordPress, eight of systems of their own."""
    count = Counter(LOADER.load(name).platform for name in LOADER.list())
    assert (count["tvp"], count["wordpress"]) == (22, 12)
    assert count["globalpro"] == count["zinas"] == 1
    assert sum(count.values()) == 42


def test_files_are_short():
    assert median(written_lines(path) for path in FILES) <= MEDIAN
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES) <= LONGEST


# --- each file ------------------------------------------------------------------------------------------


@each_file
def test_names_agree(path):
    name = path.stem.replace("_", "-")
    spider = LOADER.load(name)
    assert spider.name == name
    assert spider.__module__ == f"spiders.{path.stem}"
    assert spider.__name__ == "".join(word.capitalize() for word in path.stem.split("_")) + "Spider"
    assert spider().place == municipality(name)


@each_file
def test_a_file_declares_and_does_nothing_else(path):
    tree = tree_of(path)
    docstring, *rest = tree.body
    assert isinstance(docstring, ast.Expr)
    assert all(isinstance(node, ast.ImportFrom) for node in rest[:-1])
    spider = rest[-1]
    assert isinstance(spider, ast.ClassDef)
    for node in spider.body:
        assert isinstance(node, ast.Assign | ast.AnnAssign), ast.dump(node)
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        assert isinstance(target, ast.Name)
        assert is_known(LOADER.load(path.stem.replace("_", "-")), target.id), f"no platform knows {target.id}"
    banned = (
        ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.For, ast.If, ast.IfExp, ast.While, ast.Try,
        ast.With, ast.comprehension, ast.Await, ast.Yield, ast.Subscript, ast.Compare, ast.BoolOp,
    )  # fmt: skip
    assert not [ast.dump(node) for node in ast.walk(tree) if isinstance(node, banned)]


def is_known(spider, attribute):
    """Whether a base of a declaration has or announces an attribute: a misspelt one would be dead."""
    return any(
        attribute in vars(base) or attribute in vars(base).get("__annotations__", {})
        for base in spider.__mro__[1:]
    )


@each_file
def test_a_file_imports_platforms_only(path):
    for node in ast.walk(tree_of(path)):
        assert not isinstance(node, ast.Import)
        if isinstance(node, ast.ImportFrom):
            assert str(node.module).startswith("pilsetas_crawl.platforms.")


@each_file
def test_a_file_says_where_how_and_what_to_beware_of(path):
    place = municipality(path.stem.replace("_", "-"))
    source = source_of(LOADER.load(place.slug))
    assert source.name == place.name
    assert source.site == place.domain
    assert re.search(r"\b(seen|inferred)\b|not known", source.platform), "say what the evidence is"
    assert source.caveats


@each_file
def test_a_setting_of_its_own_has_its_reason_beside_it(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\s+custom_settings\b", line):
            assert "#" in line or lines[number - 1].lstrip().startswith("#"), f"{path.name}: no reason"


# --- each spider ----------------------------------------------------------------------------------------


@each_spider
def test_the_example_is_an_article_of_the_site(name):
    spider = LOADER.load(name)()
    if spider.example is None:
        assert "no example" in source_of(type(spider)).caveats
        return
    parts = urlsplit(spider.example)
    assert parts.scheme == "https"
    assert parts.netloc.removeprefix("www.") == spider.place.domain.removeprefix("www.")
    assert spider.article_address(spider.example) is not None
    # It is one page among many: the front page is none.
    assert spider.article_address(spider.place.site) is None


@each_spider
def test_there_are_independent_ways_of_discovery(name):
    spider = LOADER.load(name)
    ways = spider.discovery
    assert len({way.name for way in ways}) == len(ways)
    assert all(isinstance(way, DiscoveryWay) for way in ways)
    kinds = {type(way) for way in ways} - {FrontPageWay}
    # The unified platform and WordPress offer feed, list and map at the least.
    assert len(kinds) >= (3 if spider.platform in ("tvp", "wordpress") else 2)


@each_spider
def test_no_spider_is_less_polite_than_the_project(name):
    own = LOADER.load(name).custom_settings or {}
    delay = float(own.get("DOWNLOAD_DELAY", SETTINGS.getfloat("DOWNLOAD_DELAY")))
    jitter = float(own.get("DOWNLOAD_DELAY_JITTER", SETTINGS.getfloat("DOWNLOAD_DELAY_JITTER")))
    assert delay * (1 - jitter) >= 1  # seconds between two requests, at the least
    assert int(own.get("CONCURRENT_REQUESTS_PER_DOMAIN", 1)) == 1
    assert int(own.get("CONCURRENT_REQUESTS", 1)) == 1
    assert own.get("ROBOTSTXT_OBEY", True) is True
    assert "USER_AGENT" not in own


@each_spider
def test_no_spider_uses_what_scrapy_has_given_up(name):
    ours = [base for base in LOADER.load(name).__mro__ if base.__module__.startswith(("spiders", "pilsetas"))]
    assert ours
    old = {
        "start_requests",
        "start_urls",
        "download_delay",
        "user_agent",
        "max_concurrent_requests",
        "http_user",
    }
    assert [base.__name__ for base in ours if old.intersection(vars(base))] == []


@each_spider
def test_aliases_are_hosts_and_are_one_with_the_site(name):
    spider = LOADER.load(name)()
    path = urlsplit(spider.example or "/")._replace(scheme="", netloc="").geturl()
    for alias in spider.aliases:
        assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", alias)
        assert alias not in DEAD
        assert spider.address_key(f"https://{alias}{path}") == spider.address_key(spider.place.site + path)


@each_spider
def test_sisters_are_other_sites_with_their_evidence(name):
    spider = LOADER.load(name)()
    keys = [sister.key for sister in spider.sisters]
    assert len(set(keys)) == len(keys)
    for sister in spider.sisters:
        source = SisterSource.of(spider, sister, None)
        assert re.fullmatch(r"[a-z-]+", sister.key)
        assert sister.domain not in DEAD
        assert not spider.holds(spider.address_key(sister.site)), "a sister stands on a host of its own"
        assert len(sister.discovery) >= 2
        assert re.search(r"\b(seen|inferred|noted)\b", sister.evidence)
        if sister.example is not None:
            assert source.article_address(sister.example) is not None
        assert source.article_address(sister.site) is None
        # Its articles are never taken for the main site's, and the other way round.
        assert not source.holds(spider.address_key(spider.example or spider.place.site))


def test_sisters_are_declared_where_they_were_seen():
    declared = {f"{name}:{one.key}" for name in LOADER.list() for one in LOADER.load(name).sisters}
    assert declared >= {
        "cesis:amata", "cesis:priekuli", "cesis:jaunpiebalga", "cesis:vecpiebalga", "cesis:ligatne",
        "kuldiga:skrunda", "dienvidkurzeme:vainode", "talsi:kolka", "kekava:arhivs",
    }  # fmt: skip
    assert SETTINGS["PILSETAS_SISTER_SITES"] == "", "off unless asked for"


# --- declarations that must not be ----------------------------------------------------------------------


def test_an_unfinished_declaration_is_refused_before_any_crawl():
    with pytest.raises(TypeError, match="spider ogre: not declared: platform, discovery, article_pattern"):
        type("OgreSpider", (MunicipalSpider,), {"name": "ogre"})
    with pytest.raises(TypeError, match="spider ogre: declare at least two independent ways"):
        type("OgreSpider", (TvpSpider,), {"name": "ogre", "discovery": TvpSpider.discovery[:1]})
    with pytest.raises(UnknownNameError, match="unknown municipality 'ogrre'; nearest: ogre"):
        type("OgreSpider", (TvpSpider,), {"name": "ogrre"})
